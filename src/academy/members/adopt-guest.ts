/**
 * A guest becomes an account: their work goes along. Idempotent, because it may run twice or fail half-way: once moved, the guest's
 * account has no member left and nothing happens.
 */
import { type Kysely, sql } from 'kysely';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { mergePreferences, preferencesOf } from './kept-preferences.ts';

export interface Adopted {
  /** In how many labs the guest had worked. */
  labs: number;
  /** Something of the guest's was not moved: it is in an academy where the account may not be. */
  left: boolean;
}

/**
 * Move everything that guest `fromUser` owns to account `toUser`: in every academy, or in those that `into` names. All in one
 * transaction.
 */
export async function adoptGuest(
  database: Database,
  fromUser: string,
  toUser: string,
  into: ReadonlySet<string> | 'everywhere' = 'everywhere',
): Promise<Adopted> {
  if (fromUser === toUser) return { labs: 0, left: false };
  return transact(database, async (transaction) => {
    const guests = await transaction.selectFrom('member').selectAll().where('user_id', '=', fromUser).execute();
    let labs = 0;
    let left = false;
    for (const guest of guests) {
      if (into !== 'everywhere' && !into.has(guest.academy_id)) {
        left = true;
        continue;
      }
      labs += await labsOf(transaction, guest.academy_id, guest.id);
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
    return { labs, left };
  });
}

async function labsOf(database: Queryable, academyId: string, memberId: string): Promise<number> {
  const rows = await Promise.all(
    (['file', 'attempt', 'step_progress'] as const).map((table) =>
      database
        .selectFrom(table)
        .select('lab_id')
        .distinct()
        .where('academy_id', '=', academyId)
        .where('member_id', '=', memberId)
        .execute(),
    ),
  );
  return new Set(rows.flat().map(({ lab_id }) => lab_id)).size;
}

/** What a guest can have and brings along; a test holds it against the tables that are somebody's (personal-data/policy.ts). */
export const broughtAlong = [
  'attempt',
  'answer',
  'review_answer',
  'file',
  'file_revision',
  'line_comment',
  'step_progress',
  'reading',
  'pinned_edition',
  'lesson_completion',
  'review',
  'preference',
  'rig',
] as const;

/** Tables of which a member has one row for each of these: a lesson that was read, a version that they stay on. */
const onceEach = {
  reading: ['course', 'lesson'],
  pinned_edition: ['unit'],
  lesson_completion: ['course', 'lesson'],
  review: ['course', 'lesson', 'question'],
} as const satisfies Partial<Record<(typeof broughtAlong)[number], readonly string[]>>;

/** Both have worked here: the account's current files win, the guest's are appended to the history; what either passed is passed. So
 * with preferences: what the account never set is as the guest set it. */
async function mergeInto(database: Queryable, academyId: string, guest: string, account: string): Promise<void> {
  for (const table of ['attempt', 'answer', 'review_answer'] as const) {
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
    // Revision 0 is the lab's start, for either.
    await database
      .updateTable('line_comment')
      .set((row) => ({ revision: row('revision', '+', shift) }))
      .where('academy_id', '=', academyId)
      .where('member_id', '=', guest)
      .where('lab_id', '=', file.lab_id)
      .where('controller', '=', file.controller)
      .where('name', '=', file.name)
      .where('revision', '>', 0)
      .execute();
    await database
      .insertInto('file')
      .values({ ...file, member_id: account, revision: file.revision + shift })
      .onConflict((conflict) => conflict.columns(['academy_id', 'member_id', 'lab_id', 'controller', 'name']).doNothing())
      .execute();
  }
  await database.deleteFrom('file').where('academy_id', '=', academyId).where('member_id', '=', guest).execute();
  for (const whose of ['member_id', 'author_id'] as const) {
    await database
      .updateTable('line_comment')
      .set({ [whose]: account })
      .where('academy_id', '=', academyId)
      .where(whose, '=', guest)
      .execute();
  }

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

  // What both have stays the account's own; the rest comes along.
  const rows = database as unknown as Kysely<Record<string, Record<string, unknown>>>;
  for (const [table, key] of Object.entries(onceEach)) {
    const theirs = await rows
      .selectFrom(table)
      .selectAll()
      .where('academy_id', '=', academyId)
      .where('member_id', '=', guest)
      .execute();
    for (const row of theirs)
      await rows
        .insertInto(table)
        .values({ ...row, member_id: account })
        .onConflict((conflict) => conflict.columns(['academy_id', 'member_id', ...key]).doNothing())
        .execute();
    await rows.deleteFrom(table).where('academy_id', '=', academyId).where('member_id', '=', guest).execute();
  }

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
