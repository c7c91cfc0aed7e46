/**
 * What an academy has set to be forgotten (`keepGuests`, `keepAudit`): guests who did not come back, with their work and rigs, and old entries
 * of the audit log. In batches, each with its count in the audit log in the same transaction: stopped anywhere, the next sweep goes on.
 */
import type { Kysely, Transaction } from 'kysely';
import { settingsOf } from '../academies/settings.ts';
import { recordAudit } from '../audit/audit.ts';
import type { AcademyTables } from '../database/columns.ts';
import type { Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import type { Services } from '../services.ts';
import { eraseRows, forgetRigsOfErased } from './erase.ts';

const day = 24 * 60 * 60 * 1_000;

/** In one transaction: others wait for it on SQLite. */
const guestsAtOnce = 20;
const entriesAtOnce = 500;

/** Days that the clock is believed beyond the last day on which anybody was here. */
const believedAhead = 7;

const system = { kind: 'system' } as const;

export interface Swept {
  guests: number;
  entries: number;
}

/** Forget whatever is due in every academy. Idempotent; two at once delete nothing twice. */
export async function sweep(services: Services): Promise<Swept> {
  const { database } = services;
  const now = await believed(database, services.now());
  const academies = await database.selectFrom('academy').select(['id', 'settings']).orderBy('id').execute();
  const swept = { guests: 0, entries: 0 };
  if (now === null) return swept;
  for (const { id, settings } of academies) {
    const { keepGuests, keepAudit } = settingsOf(settings);
    if (keepGuests !== null) swept.guests += await untilNone(() => forgetGuests(services, id, daysBefore(now, keepGuests)));
    if (keepAudit !== null) swept.entries += await untilNone(() => forgetEntries(services, id, daysBefore(now, keepAudit)));
  }
  return swept;
}

/**
 * The time to reckon from. A clock that has jumped ahead (a battery, a wrong setting) would make everybody long gone: so it counts at most a
 * few days beyond the last on which anybody was here, to the machine's own knowledge. One that has jumped back finds nothing to forget.
 * `null`: nobody was ever here.
 */
async function believed(database: Queryable, now: Date): Promise<Date | null> {
  const { last } = await database
    .selectFrom('member')
    .select((row) => row.fn.max('seen_on').as('last'))
    .executeTakeFirstOrThrow();
  if (last === null) return null;
  return new Date(Math.min(now.getTime(), Date.parse(last) + believedAhead * day));
}

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * day);

async function untilNone(batch: () => Promise<number>): Promise<number> {
  let all = 0;
  for (let some = await batch(); some > 0; some = await batch()) all += some;
  return all;
}

/** Some of those last seen before that day. Looked up in the transaction that deletes: who has come back, or has an account now, is none. */
async function forgetGuests(services: Services, academyId: string, before: Date): Promise<number> {
  const now = services.now();
  const guests = await transact(services.database, async (transaction) => {
    const due = await transaction
      .selectFrom('member')
      .innerJoin('user', 'user.id', 'member.user_id')
      .select(['member.id', 'member.user_id'])
      .where('member.academy_id', '=', academyId)
      .where('member.erased_at', 'is', null)
      .where((row) => row('user.isAnonymous', '=', row.lit(true)))
      // The day they came, where none was noted since.
      .where((row) => row.fn.coalesce('member.seen_on', 'member.created_at'), '<', before.toISOString().slice(0, 10))
      .orderBy('member.id')
      .limit(guestsAtOnce)
      .execute();
    if (due.length === 0) return 0;
    for (const { id, user_id } of due) {
      await eraseRows(transaction, { academyId, memberId: id }, system, now);
      await endGuest(transaction, user_id);
    }
    const subject = { kind: 'academy', id: academyId } as const;
    const after = { guests: due.length, lastSeenBefore: before.toISOString().slice(0, 10) };
    await recordAudit(transaction, { academyId, actor: system, action: 'forget-guests', subject, after }, now);
    return due.length;
  });
  if (guests > 0) await forgetRigsOfErased(services);
  return guests;
}

/** The guest's account, unless another academy knows them still. */
async function endGuest(transaction: Transaction<AcademyTables>, userId: string): Promise<void> {
  const elsewhere = await transaction.selectFrom('member').select('id').where('user_id', '=', userId).executeTakeFirst();
  if (elsewhere) return;
  const library = transaction as unknown as Kysely<Record<string, Record<string, string>>>;
  for (const table of ['session', 'account']) await library.deleteFrom(table).where('userId', '=', userId).execute();
  await library.deleteFrom('user').where('id', '=', userId).execute();
}

async function forgetEntries({ database, now }: Services, academyId: string, before: Date): Promise<number> {
  return transact(database, async (transaction) => {
    const due = await transaction
      .selectFrom('audit')
      .select('id')
      .where('academy_id', '=', academyId)
      .where('at', '<', before.toISOString())
      .orderBy('at')
      .limit(entriesAtOnce)
      .execute();
    if (due.length === 0) return 0;
    const ids = due.map(({ id }) => id);
    await transaction.deleteFrom('audit').where('id', 'in', ids).execute();
    const subject = { kind: 'academy', id: academyId } as const;
    const after = { entries: due.length, before: before.toISOString() };
    await recordAudit(transaction, { academyId, actor: system, action: 'forget-audit', subject, after }, now());
    return due.length;
  });
}
