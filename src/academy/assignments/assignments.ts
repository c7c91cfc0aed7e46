/** Assignments of a cohort: given, changed, withdrawn. Each change is in the audit log. */
import { randomUUID } from 'node:crypto';
import { recordAudit } from '../audit/audit.ts';
import { taughtCohort } from '../cohorts/taught.ts';
import type { Teacher } from '../cohorts/teacher.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { type Assignment, type AssignmentForm, assignmentColumns, assignmentForm, assignmentOf, rowOf } from './assignment.ts';
import { itemsOf, type Syllabus } from './syllabus.ts';

/** Refused: `unknown-cohort`, `bad-assignment` (with the field), `unknown-target`. */
export async function giveAssignment(
  database: Database,
  by: Teacher,
  cohortId: string,
  syllabus: Syllabus,
  given: unknown,
  now: Date = new Date(),
): Promise<{ id: string }> {
  const form = readAssignment(given, syllabus);
  const id = randomUUID();
  await transact(database, async (transaction) => {
    await taughtCohort(transaction, by, cohortId);
    await transaction
      .insertInto('assignment')
      .values({
        id,
        academy_id: by.academyId,
        cohort_id: cohortId,
        ...rowOf(form),
        created_at: now.toISOString(),
        created_by: by.id,
        revision: 1,
      })
      .execute();
    const subject = { kind: 'assignment', id } as const;
    await recordAudit(
      transaction,
      { academyId: by.academyId, actor: by.actor, action: 'give-assignment', subject, after: form },
      now,
    );
  });
  return { id };
}

/** Refused as `giveAssignment`, and `unknown-assignment`, `changed-meanwhile`. */
export async function changeAssignment(
  database: Database,
  by: Teacher,
  id: string,
  revision: number,
  syllabus: Syllabus,
  given: unknown,
  now: Date = new Date(),
): Promise<void> {
  const form = readAssignment(given, syllabus);
  await write(database, by, id, revision, 'change-assignment', rowOf(form), now);
}

/** Take it back, or give it again: it counts for nobody while withdrawn; work and attempts stay. */
export async function withdrawAssignment(
  database: Database,
  by: Teacher,
  id: string,
  revision: number,
  withdrawn: boolean,
  now: Date = new Date(),
): Promise<void> {
  const values = { withdrawn_at: withdrawn ? now.toISOString() : null };
  await write(database, by, id, revision, withdrawn ? 'withdraw-assignment' : 'restore-assignment', values, now);
}

async function write(
  database: Database,
  by: Teacher,
  id: string,
  revision: number,
  action: string,
  values: Partial<ReturnType<typeof rowOf>> & { withdrawn_at?: string | null },
  now: Date,
): Promise<void> {
  await transact(database, async (transaction) => {
    const before = await taughtAssignment(transaction, by, id);
    const written = await transaction
      .updateTable('assignment')
      .set({ ...values, revision: revision + 1 })
      .where('academy_id', '=', by.academyId)
      .where('id', '=', id)
      .where('revision', '=', revision)
      .executeTakeFirst();
    if (written.numUpdatedRows === 0n) throw new Refusal('changed-meanwhile');
    const after = await taughtAssignment(transaction, by, id);
    const subject = { kind: 'assignment', id } as const;
    await recordAudit(
      transaction,
      { academyId: by.academyId, actor: by.actor, action, subject, before: told(before), after: told(after) },
      now,
    );
  });
}

const told = ({ id, academyId, cohortId, createdAt, revision, ...rest }: Assignment) => rest;

/** One of a cohort that they teach. Refused: `unknown-assignment`, another academy's or cohort's alike. */
export async function taughtAssignment(database: Queryable, by: Teacher, id: string): Promise<Assignment> {
  const row = await database
    .selectFrom('assignment')
    .select(assignmentColumns)
    .where('academy_id', '=', by.academyId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Refusal('unknown-assignment', id.slice(0, 60));
  try {
    await taughtCohort(database, by, row.cohort_id);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unknown-cohort') throw new Refusal('unknown-assignment', id);
    throw error;
  }
  return assignmentOf(row);
}

/** By due time, what has none last. */
export async function assignmentsIn(database: Queryable, academyId: string, cohortIds: readonly string[]): Promise<Assignment[]> {
  if (cohortIds.length === 0) return [];
  const rows = await database
    .selectFrom('assignment')
    .select(assignmentColumns)
    .where('academy_id', '=', academyId)
    .where('cohort_id', 'in', cohortIds)
    .where('withdrawn_at', 'is', null)
    .execute();
  return rows.map(assignmentOf).sort(byDue);
}

const byDue = (one: Assignment, other: Assignment): number =>
  (one.dueAt ?? '9').localeCompare(other.dueAt ?? '9') ||
  one.createdAt.localeCompare(other.createdAt) ||
  (one.id < other.id ? -1 : 1);

function readAssignment(given: unknown, syllabus: Syllabus): AssignmentForm {
  const form = assignmentForm.safeParse(given);
  if (!form.success) {
    const fields = [...new Set(form.error.issues.map(({ path }) => String(path[0] ?? '')))].join(', ');
    throw new Refusal('bad-assignment', form.error.message, { fields });
  }
  if (itemsOf(form.data, syllabus) === null) throw new Refusal('unknown-target', form.data.target);
  return form.data;
}
