/** Changing an academy: its name, its host name and its settings; founding and closing one. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Actor, recordAudit } from '../audit/audit.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { type Academy, firstAcademy, selectOptionalAcademy } from './academies.ts';
import { type AcademySettings, academySettingsPart } from './settings.ts';

const name = z.string().trim().min(1).max(80);
/** A host name as DNS has it, in lower case; nothing for "none". */
const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'not a host name')
  .max(253)
  .nullable();
const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
  .min(2)
  .max(60);

export const academyChange = z.strictObject({ name, host, settings: academySettingsPart });
export type AcademyChange = z.output<typeof academyChange>;

/**
 * Change an academy as it stood at `revision`; answers how it stands now. Refused: `changed-meanwhile` when somebody else changed it since
 * (nothing is lost: both have what they typed), `host-taken`.
 */
export async function changeAcademy(
  database: Database,
  actor: Actor,
  id: string,
  revision: number,
  change: AcademyChange,
): Promise<Academy> {
  return transact(database, async (transaction) => {
    const before = await selectOptionalAcademy(transaction, 'id', id);
    if (!before) throw new Refusal('unknown-academy');
    if (before.revision !== revision) throw new Refusal('changed-meanwhile');
    if (change.host !== null && change.host !== before.host && (await selectOptionalAcademy(transaction, 'host', change.host)))
      throw new Refusal('host-taken');
    const settings: AcademySettings = { ...before.settings, ...change.settings };
    const written = await transaction
      .updateTable('academy')
      .set({ name: change.name, host: change.host, settings: JSON.stringify(settings), revision: revision + 1 })
      .where('id', '=', id)
      .where('revision', '=', revision)
      .executeTakeFirst();
    if (written.numUpdatedRows === 0n) throw new Refusal('changed-meanwhile');
    const after = { ...before, name: change.name, host: change.host, settings, revision: revision + 1 };
    await recordAudit(transaction, {
      academyId: id,
      actor,
      action: 'change-academy',
      subject: { kind: 'academy', id },
      ...difference(told(before), told(after)),
    });
    return after;
  });
}

/** Found a further academy on this server. It has no people yet: its first owner comes by its set-up link. */
export async function foundAcademy(
  database: Database,
  actor: Actor,
  by: string,
  given: { slug: string; name: string },
): Promise<Academy> {
  const parsed = z.object({ slug, name }).safeParse(given);
  if (!parsed.success) throw new Refusal('bad-academy-name');
  return transact(database, async (transaction) => {
    const id = randomUUID();
    const taken = await transaction.selectFrom('academy').select('id').where('slug', '=', parsed.data.slug).executeTakeFirst();
    if (taken) throw new Refusal('academy-exists');
    await transaction
      .insertInto('academy')
      // A company's academy is for its own people until it says otherwise.
      .values({
        id,
        ...parsed.data,
        created_at: new Date().toISOString(),
        settings: JSON.stringify({ open: false, guests: false }),
        revision: 1,
      })
      .execute();
    await recordAudit(transaction, {
      academyId: by,
      actor,
      action: 'found-academy',
      subject: { kind: 'academy', id },
      after: parsed.data,
    });
    const made = await selectOptionalAcademy(transaction, 'id', id);
    if (!made) throw new Error('An academy was inserted and is not there.');
    return made;
  });
}

/** Every academy of this server that is open, with how many people it has: nothing more of them is for its operator. */
export async function academiesOfServer(
  database: Queryable,
): Promise<{ id: string; slug: string; name: string; members: number }[]> {
  const rows = await database
    .selectFrom('academy')
    .leftJoin('member', 'member.academy_id', 'academy.id')
    .select(['academy.id', 'academy.slug', 'academy.name', (row) => row.fn.count('member.id').as('members')])
    .where('academy.closed_at', 'is', null)
    .groupBy(['academy.id', 'academy.slug', 'academy.name'])
    .orderBy('academy.slug')
    .execute();
  return rows.map((row) => ({ ...row, members: Number(row.members) }));
}

/** Nobody is in a closed academy any more; nothing of it is deleted. The server's first cannot be closed. */
export async function closeAcademy(database: Database, actor: Actor, id: string, now: Date = new Date()): Promise<void> {
  await transact(database, async (transaction) => {
    const academy = await selectOptionalAcademy(transaction, 'id', id);
    if (!academy) throw new Refusal('unknown-academy');
    if (academy.slug === firstAcademy) throw new Refusal('first-academy');
    await transaction.updateTable('academy').set({ closed_at: now.toISOString() }).where('id', '=', id).execute();
    await recordAudit(transaction, { academyId: id, actor, action: 'close-academy', subject: { kind: 'academy', id } }, now);
  });
}

/** As the log tells it: a picture is only told to be one. */
const told = ({ name: title, host: at, settings }: Academy): Record<string, unknown> => ({
  name: title,
  host: at,
  ...settings,
  logo: settings.logo === null ? null : 'a picture',
});

function difference(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const only = (of: Record<string, unknown>) => Object.fromEntries(changed.map((key) => [key, of[key]]));
  return { before: only(before), after: only(after) };
}
