/** One trainee of a cohort, for the pages about one person. */
import type { Queryable } from '../database/open.ts';

export interface Trainee {
  id: string;
  userId: string;
  name: string;
  email: string;
  /** ISO 8601. */
  joinedAt: string;
}

/** `null`: nobody of this id is a trainee there; whose cohort it is the caller has asked. */
export async function selectOptionalTrainee(
  database: Queryable,
  academyId: string,
  cohortId: string,
  memberId: string,
): Promise<Trainee | null> {
  const row = await database
    .selectFrom('cohort_member')
    .innerJoin('member', 'member.id', 'cohort_member.member_id')
    .innerJoin('user', 'user.id', 'member.user_id')
    .select(['member.id', 'member.user_id', 'user.name', 'user.email', 'cohort_member.joined_at'])
    .where('cohort_member.academy_id', '=', academyId)
    .where('cohort_member.cohort_id', '=', cohortId)
    .where('cohort_member.member_id', '=', memberId)
    .where('cohort_member.part', '=', 'trainee')
    .where('member.academy_id', '=', academyId)
    .where('member.erased_at', 'is', null)
    .executeTakeFirst();
  return row ? { id: row.id, userId: row.user_id, name: row.name, email: row.email, joinedAt: row.joined_at } : null;
}

/** Ids of everybody who is a trainee of any of these cohorts, each once. */
export async function traineesOf(database: Queryable, academyId: string, cohortIds: readonly string[]): Promise<string[]> {
  if (cohortIds.length === 0) return [];
  const rows = await database
    .selectFrom('cohort_member')
    .innerJoin('member', 'member.id', 'cohort_member.member_id')
    .select('member.id')
    .distinct()
    .where('cohort_member.academy_id', '=', academyId)
    .where('cohort_member.cohort_id', 'in', cohortIds)
    .where('cohort_member.part', '=', 'trainee')
    .where('member.academy_id', '=', academyId)
    .where('member.erased_at', 'is', null)
    .orderBy('member.id')
    .execute();
  return rows.map(({ id }) => id);
}
