/**
 * A guest becomes an account: their work goes along. Idempotent, because the hook that calls it may run twice or fail half-way: once
 * moved, the guest's account has no member left and nothing happens.
 */
import { sql } from 'kysely';
import type { Database, Queryable } from '../database/open.ts';
import { mergePreferences, preferencesOf } from './kept-preferences.ts';

/** Move everything that guest `fromUser` owns, in every academy, to account `toUser`. All in one transaction. */
export async function adoptGuest(database: Database, fromUser: string, toUser: string): Promise<void> {
  if (fromUser === toUser) return;
  await database.transaction().execute(async (transaction) => {
    const guests = await transaction.selectFrom('member').selectAll().where('user_id', '=', fromUser).execute();
    for (const guest of guests) {
      const account = await transaction
        .selectFrom('member')
        .select('id')
        .where('academy_id', '=', guest.academy_id)
        .where('user_id', '=', toUser)
        .executeTakeFirst();
      if (account) await mergeInto(transaction, guest.academy_id, guest.id, account.id);
      // An account without work of its own here: the guest's member simply becomes theirs.
      else await transaction.updateTable('member').set({ user_id: toUser }).where('id', '=', guest.id).execute();
    }
  });
}

/** Both have worked here: the account's current files win, the guest's are appended to the history; what either passed is passed. So
 * with preferences: what the account never set is as the guest set it. */
async function mergeInto(database: Queryable, academyId: string, guest: string, account: string): Promise<void> {
  for (const table of ['attempt', 'answer'] as const) {
    await database
      .updateTable(table)
      .set({ member_id: account })
      .where('academy_id', '=', academyId)
      .where('member_id', '=', guest)
      .execute();
  }

  const files = await database
    .selectFrom('file')
    .selectAll()
    .where('academy_id', '=', academyId)
    .where('member_id', '=', guest)
    .execute();
  for (const file of files) {
    const highest = await database
      .selectFrom('file_revision')
      .select(sql<number>`coalesce(max(number), 0)`.as('number'))
      .where('academy_id', '=', academyId)
      .where('member_id', '=', account)
      .where('lab_id', '=', file.lab_id)
      .where('controller', '=', file.controller)
      .where('name', '=', file.name)
      .executeTakeFirstOrThrow();
    const shift = Number(highest.number);
    await database
      .updateTable('file_revision')
      .set((row) => ({ member_id: account, number: row('number', '+', shift) }))
      .where('academy_id', '=', academyId)
      .where('member_id', '=', guest)
      .where('lab_id', '=', file.lab_id)
      .where('controller', '=', file.controller)
      .where('name', '=', file.name)
      .execute();
    await database
      .insertInto('file')
      .values({ ...file, member_id: account, revision: file.revision + shift })
      .onConflict((conflict) => conflict.columns(['academy_id', 'member_id', 'lab_id', 'controller', 'name']).doNothing())
      .execute();
  }
  await database.deleteFrom('file').where('academy_id', '=', academyId).where('member_id', '=', guest).execute();

  const steps = await database
    .selectFrom('step_progress')
    .selectAll()
    .where('academy_id', '=', academyId)
    .where('member_id', '=', guest)
    .execute();
  for (const step of steps) {
    const theirs = await database
      .selectFrom('step_progress')
      .selectAll()
      .where('academy_id', '=', academyId)
      .where('member_id', '=', account)
      .where('lab_id', '=', step.lab_id)
      .where('step', '=', step.step)
      .executeTakeFirst();
    if (!theirs) {
      await database
        .insertInto('step_progress')
        .values({ ...step, member_id: account })
        .execute();
      continue;
    }
    await database
      .updateTable('step_progress')
      .set({
        passed_at: theirs.passed_at ?? step.passed_at,
        checkpoint: theirs.passed_at ? theirs.checkpoint : step.checkpoint,
        attempts: theirs.attempts + step.attempts,
        hints_shown: Math.max(theirs.hints_shown, step.hints_shown),
      })
      .where('academy_id', '=', academyId)
      .where('member_id', '=', account)
      .where('lab_id', '=', step.lab_id)
      .where('step', '=', step.step)
      .execute();
  }
  await database.deleteFrom('step_progress').where('academy_id', '=', academyId).where('member_id', '=', guest).execute();

  const readings = await database
    .selectFrom('reading')
    .selectAll()
    .where('academy_id', '=', academyId)
    .where('member_id', '=', guest)
    .execute();
  for (const reading of readings) {
    await database
      .insertInto('reading')
      .values({ ...reading, member_id: account })
      .onConflict((conflict) => conflict.columns(['academy_id', 'member_id', 'course', 'lesson']).doNothing())
      .execute();
  }
  await database.deleteFrom('reading').where('academy_id', '=', academyId).where('member_id', '=', guest).execute();

  const guestSettings = await preferencesOf(database, { academyId, memberId: guest });
  if (Object.keys(guestSettings).length > 0) {
    const who = { academyId, memberId: account };
    await mergePreferences(database, who, { ...guestSettings, ...(await preferencesOf(database, who)) });
  }
  await database.deleteFrom('preference').where('academy_id', '=', academyId).where('member_id', '=', guest).execute();

  const rigs = await database
    .selectFrom('rig')
    .select(['id', 'lab_id'])
    .where('academy_id', '=', academyId)
    .where('member_id', '=', guest)
    .execute();
  for (const rig of rigs) {
    const theirs = await database
      .selectFrom('rig')
      .select('id')
      .where('academy_id', '=', academyId)
      .where('member_id', '=', account)
      .where('lab_id', '=', rig.lab_id)
      .executeTakeFirst();
    // Where the account has a rig of its own, the guest's stays asleep under the empty member: never destroyed.
    if (!theirs) await database.updateTable('rig').set({ member_id: account }).where('id', '=', rig.id).execute();
  }
}
