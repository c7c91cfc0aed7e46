/** Who belongs to a cohort, and as what. */
import { z } from 'zod';
import { recordAudit } from '../audit/audit.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { taughtCohort } from './taught.ts';
import type { Teacher } from './teacher.ts';

export const part = z.enum(['trainee', 'instructor']);
export type Part = z.output<typeof part>;

export interface CohortPerson {
  id: string;
  name: string;
  email: string;
  part: Part;
  suspended: boolean;
}

/** By name, instructors first. Who was erased is not there. */
export async function peopleIn(database: Queryable, academyId: string, cohortId: string): Promise<CohortPerson[]> {
  const rows = await database
    .selectFrom('cohort_member')
    .innerJoin('member', 'member.id', 'cohort_member.member_id')
    .innerJoin('user', 'user.id', 'member.user_id')
    .select(['member.id', 'user.name', 'user.email', 'cohort_member.part', 'member.suspended_at'])
    .where('cohort_member.academy_id', '=', academyId)
    .where('cohort_member.cohort_id', '=', cohortId)
    .where('member.academy_id', '=', academyId)
    .where('member.erased_at', 'is', null)
    .orderBy('cohort_member.part')
    .orderBy('user.name')
    .orderBy('member.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    part: part.parse(row.part),
    suspended: row.suspended_at !== null,
  }));
}

/** Refused: `unknown-cohort`, `unknown-member` (guests and other academies' too), `not-an-instructor`. Being in already changes nothing. */
export async function addToCohort(
  database: Database,
  by: Teacher,
  cohortId: string,
  memberId: string,
  as: Part,
  now: Date = new Date(),
): Promise<void> {
  await transact(database, async (transaction) => {
    await taughtCohort(transaction, by, cohortId);
    await joinCohort(transaction, by, cohortId, memberId, as, now);
  });
}

/** As `addToCohort`, within a deed that has asked whose cohort it is. Answers whether anything changed. */
export async function joinCohort(
  transaction: Queryable,
  by: Teacher,
  cohortId: string,
  memberId: string,
  as: Part,
  now: Date,
): Promise<boolean> {
  const member = await transaction
    .selectFrom('member')
    .innerJoin('user', 'user.id', 'member.user_id')
    .select(['member.id', 'user.isAnonymous'])
    .where('member.academy_id', '=', by.academyId)
    .where('member.id', '=', memberId)
    .where('member.erased_at', 'is', null)
    .executeTakeFirst();
  if (!member || member.isAnonymous) throw new Refusal('unknown-member');
  if (as === 'instructor') {
    const teaches = await transaction
      .selectFrom('member_role')
      .select('role')
      .where('academy_id', '=', by.academyId)
      .where('member_id', '=', memberId)
      .where('role', '=', 'instructor')
      .executeTakeFirst();
    if (!teaches) throw new Refusal('not-an-instructor');
  }
  const joined = await transaction
    .insertInto('cohort_member')
    .values({ academy_id: by.academyId, cohort_id: cohortId, member_id: memberId, part: as, joined_at: now.toISOString() })
    .onConflict((conflict) => conflict.columns(['academy_id', 'cohort_id', 'member_id', 'part']).doNothing())
    .executeTakeFirst();
  if (joined.numInsertedOrUpdatedRows === 0n) return false;
  await recordAudit(
    transaction,
    {
      academyId: by.academyId,
      actor: by.actor,
      action: 'add-to-cohort',
      subject: { kind: 'cohort', id: cohortId },
      after: { member: memberId, part: as },
    },
    now,
  );
  return true;
}

/** Their work and attempts stay theirs. Refused: `unknown-cohort`, `unknown-member`. */
export async function removeFromCohort(
  database: Database,
  by: Teacher,
  cohortId: string,
  memberId: string,
  as: Part,
  now: Date = new Date(),
): Promise<void> {
  await transact(database, async (transaction) => {
    await taughtCohort(transaction, by, cohortId);
    const gone = await transaction
      .deleteFrom('cohort_member')
      .where('academy_id', '=', by.academyId)
      .where('cohort_id', '=', cohortId)
      .where('member_id', '=', memberId)
      .where('part', '=', as)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) throw new Refusal('unknown-member');
    await recordAudit(
      transaction,
      {
        academyId: by.academyId,
        actor: by.actor,
        action: 'remove-from-cohort',
        subject: { kind: 'cohort', id: cohortId },
        before: { member: memberId, part: as },
      },
      now,
    );
  });
}
