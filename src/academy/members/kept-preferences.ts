/**
 * Preferences in the database: one row per member, which holds only what the member has set. So a better default reaches everyone who
 * never chose, and a page can tell a choice from its absence.
 */
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { type PreferencesPart, preferencesPart } from './preferences.ts';

interface Who {
  academyId: string;
  memberId: string;
}

/** What the member has set; nothing of it when they set nothing, or when the row is of a version that this one cannot read. */
export async function preferencesOf(database: Queryable, who: Who): Promise<PreferencesPart> {
  const row = await database
    .selectFrom('preference')
    .select('settings')
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .executeTakeFirst();
  return row ? readable(row.settings) : {};
}

/** Set `part` over what was set before; answers all that is set now. The same part twice changes nothing more. */
export function keepPreferences(database: Database, who: Who, part: PreferencesPart): Promise<PreferencesPart> {
  return transact(database, (transaction) => mergePreferences(transaction, who, part));
}

/** As `keepPreferences`, inside a transaction under way. */
export async function mergePreferences(transaction: Queryable, who: Who, part: PreferencesPart): Promise<PreferencesPart> {
  const all = { ...(await preferencesOf(transaction, who)), ...part };
  const row = { settings: JSON.stringify(all), saved_at: new Date().toISOString() };
  await transaction
    .insertInto('preference')
    .values({ academy_id: who.academyId, member_id: who.memberId, ...row })
    .onConflict((conflict) => conflict.columns(['academy_id', 'member_id']).doUpdateSet(row))
    .execute();
  return all;
}

/** One setting that has become impossible must not take the others with it. */
function readable(settings: string): PreferencesPart {
  const stored: unknown = JSON.parse(settings);
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.assign(
    {},
    ...Object.entries(stored).map(([name, value]) => preferencesPart.safeParse({ [name]: value }).data ?? {}),
  ) as PreferencesPart;
}
