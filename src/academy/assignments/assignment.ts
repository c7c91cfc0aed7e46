/** An assignment: what a cohort is asked to do, from when, until when, and what it counts. */
import { z } from 'zod';
import { type Deadline, instant, type LateRule, lateRule, withDue } from './late-rule.ts';

export const targetKind = z.enum(['course', 'lesson', 'lab']);
export const mode = z.enum(['practice', 'exam']);

export const examRule = z.strictObject({
  /** From its start, by the server's clock. */
  minutes: z.int().min(1).max(600),
  /** From when on a trainee sees what passed; `null`: as soon as their work was graded. */
  resultsAt: instant.nullable(),
});

/** What an instructor fills in. */
export const assignmentForm = z
  .strictObject({
    title: z.string().trim().min(1).max(120),
    targetKind,
    /** Course slug, `course/lesson`, or a lab's id. */
    target: z.string().min(1).max(200),
    mode,
    points: z.int().min(1).max(1_000),
    releaseAt: instant.nullable(),
    dueAt: instant.nullable(),
    late: lateRule,
    exam: examRule.nullable(),
  })
  .superRefine((form, context) => {
    const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (form.releaseAt !== null && form.dueAt !== null && form.releaseAt >= form.dueAt)
      wrong('dueAt', 'is due before it is released');
    if (form.late.kind === 'until' && (form.dueAt === null || form.late.until <= form.dueAt))
      wrong('late', 'late work ends before it is due');
    if ((form.mode === 'exam') !== (form.exam !== null)) wrong('exam', 'an exam has a time limit, and nothing else has');
    // Questions are judged at once and for good; an exam needs work that can be frozen and graded at its end.
    if (form.mode === 'exam' && form.targetKind !== 'lab') wrong('target', 'an exam is of one lab');
    if (form.mode === 'exam' && form.late.kind !== 'none') wrong('late', 'an exam cannot be late');
  });
export type AssignmentForm = z.output<typeof assignmentForm>;

export interface Assignment extends AssignmentForm {
  id: string;
  academyId: string;
  cohortId: string;
  createdAt: string;
  withdrawnAt: string | null;
  revision: number;
}

/** What is otherwise for one person; `null` is as the assignment says. */
export interface Override {
  assignmentId: string;
  memberId: string;
  releaseAt: string | null;
  dueAt: string | null;
  /** Of an exam. */
  minutes: number | null;
  excused: boolean;
  /** What they did before does not count: their work was reset. */
  countsFrom: string | null;
  reason: string;
  changedAt: string;
  changedBy: string | null;
  revision: number;
}

/** An assignment as it holds for one person. */
export interface Terms extends Deadline {
  releaseAt: string | null;
  minutes: number | null;
  excused: boolean;
  countsFrom: string | null;
}

export function termsFor(
  assignment: Pick<AssignmentForm, 'releaseAt' | 'dueAt' | 'late' | 'exam'>,
  override: Override | null,
): Terms {
  return {
    releaseAt: override?.releaseAt ?? assignment.releaseAt,
    ...withDue(assignment, override?.dueAt ?? null),
    minutes: override?.minutes ?? assignment.exam?.minutes ?? null,
    excused: override?.excused ?? false,
    countsFrom: override?.countsFrom ?? null,
  };
}

export const assignmentColumns = [
  'id',
  'academy_id',
  'cohort_id',
  'title',
  'target_kind',
  'target',
  'mode',
  'points',
  'release_at',
  'due_at',
  'late',
  'exam',
  'created_at',
  'withdrawn_at',
  'revision',
] as const;

interface Row {
  id: string;
  academy_id: string;
  cohort_id: string;
  title: string;
  target_kind: string;
  target: string;
  mode: string;
  points: number;
  release_at: string | null;
  due_at: string | null;
  late: string;
  exam: string | null;
  created_at: string;
  withdrawn_at: string | null;
  revision: number;
}

const keptLate = (json: string): LateRule => lateRule.parse(JSON.parse(json));

export const assignmentOf = (row: Row): Assignment => ({
  id: row.id,
  academyId: row.academy_id,
  cohortId: row.cohort_id,
  title: row.title,
  targetKind: targetKind.parse(row.target_kind),
  target: row.target,
  mode: mode.parse(row.mode),
  points: row.points,
  releaseAt: row.release_at,
  dueAt: row.due_at,
  late: keptLate(row.late),
  exam: row.exam === null ? null : examRule.parse(JSON.parse(row.exam)),
  createdAt: row.created_at,
  withdrawnAt: row.withdrawn_at,
  revision: row.revision,
});

export const rowOf = (form: AssignmentForm) => ({
  title: form.title,
  target_kind: form.targetKind,
  target: form.target,
  mode: form.mode,
  points: form.points,
  release_at: form.releaseAt,
  due_at: form.dueAt,
  late: JSON.stringify(form.late),
  exam: form.exam === null ? null : JSON.stringify(form.exam),
});
