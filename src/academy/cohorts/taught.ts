/**
 * Which cohorts are somebody's: an instructor's are those they belong to as one; an owner's and an administrator's are all of their
 * academy. Any other, another academy's among them, is answered like one that does not exist.
 */
import type { Queryable } from '../database/open.ts';
import { Refusal } from '../http/problems.ts';
import type { Role } from '../permissions/roles.ts';
import { type Cohort, cohortColumns, cohortOf } from './cohort.ts';

/** `academyId`, `id` and `roles` of who asks. */
export interface Asking {
  academyId: string;
  id: string;
  roles: readonly Role[];
}

const overAll = (roles: readonly Role[]): boolean => roles.includes('owner') || roles.includes('administrator');

/** By name; archived ones last. */
export async function taughtBy(database: Queryable, who: Asking): Promise<Cohort[]> {
  const rows = await taught(database, who).execute();
  return rows
    .map(cohortOf)
    .sort(
      (one, other) =>
        Number(one.archivedAt !== null) - Number(other.archivedAt !== null) ||
        one.name.localeCompare(other.name) ||
        (one.id < other.id ? -1 : 1),
    );
}

/** Refused, `unknown-cohort`: there is none of this id that they may look after. */
export async function taughtCohort(database: Queryable, who: Asking, id: string): Promise<Cohort> {
  const row = await taught(database, who).where('cohort.id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('unknown-cohort', id.slice(0, 60));
  return cohortOf(row);
}

function taught(database: Queryable, { academyId, id, roles }: Asking) {
  const all = database
    .selectFrom('cohort')
    .select(cohortColumns.map((column) => `cohort.${column}` as const))
    .where('cohort.academy_id', '=', academyId);
  if (overAll(roles)) return all;
  return all.where((row) =>
    row.exists(
      row
        .selectFrom('cohort_member')
        .select('cohort_member.member_id')
        .whereRef('cohort_member.cohort_id', '=', 'cohort.id')
        .where('cohort_member.academy_id', '=', academyId)
        .where('cohort_member.member_id', '=', id)
        .where('cohort_member.part', '=', 'instructor'),
    ),
  );
}
