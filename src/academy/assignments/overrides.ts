/**
 * What is otherwise for one person: more time, another release, excused. Two instructors who change one at once are told of each other, by
 * name and with what stands now; nothing of either is lost (the later one still has what they typed, the audit log has both).
 */
import { z } from 'zod';
import { recordAudit } from '../audit/audit.ts';
import type { Teacher } from '../cohorts/teacher.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { extendSitting } from '../exams/extend.ts';
import { Refusal } from '../http/problems.ts';
import { namesOf } from '../members/directory.ts';
import type { Override } from './assignment.ts';
import { taughtAssignment } from './assignments.ts';
import { instant } from './late-rule.ts';

export const overrideForm = z.strictObject({
  releaseAt: instant.nullable(),
  dueAt: instant.nullable(),
  minutes: z.int().min(1).max(1_200).nullable(),
  excused: z.boolean(),
  reason: z.string().trim().min(1).max(400),
});
export type OverrideForm = z.output<typeof overrideForm>;

/**
 * Set it as it stood at `revision` (0: there was none). Refused: `unknown-assignment`, `unknown-member` (nobody of the cohort),
 * `bad-override`, `override-changed` with `by`, `at` and `now`.
 */
export async function setOverride(
  database: Database,
  by: Teacher,
  of: { assignment: string; member: string },
  revision: number,
  given: unknown,
  now: Date = new Date(),
): Promise<Override> {
  const form = overrideForm.safeParse(given);
  if (!form.success) throw new Refusal('bad-override', form.error.message);
  return transact(database, async (transaction) => {
    const assignment = await taughtAssignment(transaction, by, of.assignment);
    await refuseUnlessTrainee(transaction, by.academyId, assignment.cohortId, of.member);
    const before = await selectOptionalOverride(transaction, by.academyId, of);
    if ((before?.revision ?? 0) !== revision) {
      const who = before?.changedBy
        ? (await namesOf(transaction, by.academyId, [before.changedBy])).get(before.changedBy)
        : undefined;
      throw new Refusal('override-changed', '', {
        by: who ?? '—',
        at: before?.changedAt ?? '',
        now: before ? summary(before) : '',
      });
    }
    await keep(transaction, by, of, form.data, before, now);
    const minutes = form.data.minutes ?? assignment.exam?.minutes ?? null;
    if (minutes !== null) await extendSitting(transaction, by.academyId, of, minutes, now);
    const after = await selectOptionalOverride(transaction, by.academyId, of);
    if (!after) throw new Error('An override was written and is not there.');
    const subject = { kind: 'assignment', id: of.assignment } as const;
    await recordAudit(
      transaction,
      {
        academyId: by.academyId,
        actor: by.actor,
        action: 'override-assignment',
        subject,
        before: before === null ? null : { member: of.member, ...shown(before) },
        after: { member: of.member, ...shown(after) },
      },
      now,
    );
    return after;
  });
}

const shown = ({ releaseAt, dueAt, minutes, excused, reason }: Override) => ({ releaseAt, dueAt, minutes, excused, reason });

/** What stands now, for whoever lost the race. */
const summary = ({ releaseAt, dueAt, minutes, excused, reason }: Override): string =>
  [releaseAt, dueAt, minutes === null ? null : `${minutes} min`, excused ? '✓' : null, reason]
    .filter((one) => one !== null)
    .join(' · ');

async function keep(
  transaction: Queryable,
  by: Teacher,
  of: { assignment: string; member: string },
  form: OverrideForm,
  before: Override | null,
  now: Date,
): Promise<void> {
  const values = {
    release_at: form.releaseAt,
    due_at: form.dueAt,
    minutes: form.minutes,
    excused: form.excused ? 1 : 0,
    reason: form.reason,
    changed_at: now.toISOString(),
    changed_by: by.id,
    revision: (before?.revision ?? 0) + 1,
  };
  await transaction
    .insertInto('assignment_override')
    .values({ academy_id: by.academyId, assignment_id: of.assignment, member_id: of.member, ...values })
    .onConflict((conflict) => conflict.columns(['academy_id', 'assignment_id', 'member_id']).doUpdateSet(values))
    .execute();
}

/** Write down that what they did before `now` does not count any more; the rest of the override stays as it is. */
export async function countFromNow(
  transaction: Queryable,
  by: Teacher,
  of: { assignment: string; member: string },
  reason: string,
  now: Date,
): Promise<void> {
  const before = await selectOptionalOverride(transaction, by.academyId, of);
  const form = before ?? { releaseAt: null, dueAt: null, minutes: null, excused: false };
  await keep(transaction, by, of, { ...form, reason }, before, now);
  await transaction
    .updateTable('assignment_override')
    .set({ counts_from: now.toISOString() })
    .where('academy_id', '=', by.academyId)
    .where('assignment_id', '=', of.assignment)
    .where('member_id', '=', of.member)
    .execute();
}

export async function refuseUnlessTrainee(
  database: Queryable,
  academyId: string,
  cohortId: string,
  memberId: string,
): Promise<void> {
  const row = await database
    .selectFrom('cohort_member')
    .select('member_id')
    .where('academy_id', '=', academyId)
    .where('cohort_id', '=', cohortId)
    .where('member_id', '=', memberId)
    .where('part', '=', 'trainee')
    .executeTakeFirst();
  if (!row) throw new Refusal('unknown-member', memberId.slice(0, 60));
}

export async function selectOptionalOverride(
  database: Queryable,
  academyId: string,
  of: { assignment: string; member: string },
): Promise<Override | null> {
  return (await overridesOf(database, academyId, [of.assignment], [of.member]))[0] ?? null;
}

/** All of these people in these assignments. */
export async function overridesOf(
  database: Queryable,
  academyId: string,
  assignments: readonly string[],
  members: readonly string[],
): Promise<Override[]> {
  if (assignments.length === 0 || members.length === 0) return [];
  const rows = await database
    .selectFrom('assignment_override')
    .selectAll()
    .where('academy_id', '=', academyId)
    .where('assignment_id', 'in', assignments)
    .where('member_id', 'in', members)
    .execute();
  return rows.map((row) => ({
    assignmentId: row.assignment_id,
    memberId: row.member_id,
    releaseAt: row.release_at,
    dueAt: row.due_at,
    minutes: row.minutes,
    excused: row.excused === 1,
    countsFrom: row.counts_from,
    reason: row.reason,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    revision: row.revision,
  }));
}
