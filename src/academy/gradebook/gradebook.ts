/**
 * The gradebook: people by assignments. Read in a handful of queries over all people shown at once, never one for each cell; a page of
 * people at a time, so that its cost does not grow with the cohort.
 */
import { type Assignment, type Override, termsFor } from '../assignments/assignment.ts';
import { assignmentsIn } from '../assignments/assignments.ts';
import { overridesOf } from '../assignments/overrides.ts';
import { type Item, itemsOf, questionKey, readingKey, type Syllabus, stepKey } from '../assignments/syllabus.ts';
import type { Queryable } from '../database/open.ts';
import { type Sitting, sittingOf, sittings } from '../exams/sitting.ts';
import { type Cell, cellOf } from './cell.ts';

export interface GradebookRow {
  member: { id: string; name: string; email: string };
  /** In the order of the assignments. */
  cells: Cell[];
  /** Hundredths of a point, of what counts for them so far. */
  total: number;
  /** Points there were to get in it. */
  of: number;
}

export interface Gradebook {
  assignments: Assignment[];
  rows: GradebookRow[];
  /** Trainees in all. */
  people: number;
}

/** The trainees of a cohort by name, `limit` of them from `from` on. Who may see it the caller has asked. */
export async function gradebookOf(
  database: Queryable,
  academyId: string,
  cohortId: string,
  syllabus: Syllabus,
  { from = 0, limit = 50, now = new Date() }: { from?: number; limit?: number; now?: Date } = {},
): Promise<Gradebook> {
  const trainees = database
    .selectFrom('cohort_member')
    .innerJoin('member', 'member.id', 'cohort_member.member_id')
    .innerJoin('user', 'user.id', 'member.user_id')
    .where('cohort_member.academy_id', '=', academyId)
    .where('cohort_member.cohort_id', '=', cohortId)
    .where('cohort_member.part', '=', 'trainee')
    .where('member.academy_id', '=', academyId)
    .where('member.erased_at', 'is', null);
  const people = await trainees
    .select(['member.id', 'user.name', 'user.email'])
    .orderBy('user.name')
    .orderBy('member.id')
    .offset(from)
    .limit(limit)
    .execute();
  const { count } = await trainees.select((row) => row.fn.countAll().as('count')).executeTakeFirstOrThrow();
  const assignments = await assignmentsIn(database, academyId, [cohortId]);
  const cells = await cellsOf(
    database,
    academyId,
    assignments,
    people.map(({ id }) => id),
    syllabus,
    now,
  );
  return {
    assignments,
    rows: people.map((member) => {
      const own = cells.get(member.id) ?? [];
      const counted = own
        .map((cell, index) => ({ cell, points: assignments[index]?.points ?? 0 }))
        .filter(({ cell }) => cell.score !== null);
      return {
        member,
        cells: own,
        total: counted.reduce((sum, { cell }) => sum + (cell.score ?? 0), 0),
        of: counted.reduce((sum, { points }) => sum + points, 0),
      };
    }),
    people: Number(count),
  };
}

/** The cells of these people, each in the order of the assignments (which may be of several cohorts). */
export async function cellsOf(
  database: Queryable,
  academyId: string,
  assignments: readonly Assignment[],
  members: readonly string[],
  syllabus: Syllabus,
  now: Date,
): Promise<Map<string, Cell[]>> {
  if (assignments.length === 0 || members.length === 0) return new Map(members.map((member) => [member, []]));
  const ids = assignments.map(({ id }) => id);
  const items = new Map(assignments.map((assignment) => [assignment.id, itemsOf(assignment, syllabus) ?? []]));
  const [overrides, adjustments, sat, done] = await Promise.all([
    overridesOf(database, academyId, ids, members),
    adjustmentsOf(database, academyId, ids, members),
    sittings(database, academyId)
      .where('exam_sitting.assignment_id', 'in', ids)
      .where('exam_sitting.member_id', 'in', members)
      .execute(),
    doneBy(database, academyId, members, [...items.values()].flat()),
  ]);
  const key = (assignment: string, member: string): string => `${assignment} ${member}`;
  const overrideAt = new Map(overrides.map((one): [string, Override] => [key(one.assignmentId, one.memberId), one]));
  const adjustmentAt = new Map(adjustments.map((one) => [key(one.assignment_id, one.member_id), one]));
  const sittingAt = new Map(sat.map(sittingOf).map((one): [string, Sitting] => [key(one.assignmentId, one.memberId), one]));
  const nothing = new Map<string, string[]>();
  return new Map(
    members.map((member) => [
      member,
      assignments.map((assignment) =>
        cellOf({
          assignment,
          items: items.get(assignment.id) ?? [],
          override: overrideAt.get(key(assignment.id, member)) ?? null,
          adjustment: adjustmentAt.get(key(assignment.id, member)) ?? null,
          sitting: sittingAt.get(key(assignment.id, member)) ?? null,
          done: done.get(member) ?? nothing,
          now,
        }),
      ),
    ]),
  );
}

function adjustmentsOf(database: Queryable, academyId: string, assignments: readonly string[], members: readonly string[]) {
  return database
    .selectFrom('grade_adjustment')
    .select(['assignment_id', 'member_id', 'score', 'reason', 'revision'])
    .where('academy_id', '=', academyId)
    .where('assignment_id', 'in', assignments)
    .where('member_id', 'in', members)
    .execute();
}

/** By member and item: when it was done. Questions with each right answer, for a reset makes a later one count. */
async function doneBy(
  database: Queryable,
  academyId: string,
  members: readonly string[],
  items: readonly Item[],
): Promise<Map<string, Map<string, string[]>>> {
  const kinds = new Set(items.map(({ kind }) => kind));
  const [steps, answers, readings] = await Promise.all([
    kinds.has('step')
      ? database
          .selectFrom('step_progress')
          .select(['member_id', 'lab_id', 'step', 'passed_at'])
          .where('academy_id', '=', academyId)
          .where('member_id', 'in', members)
          .where('passed_at', 'is not', null)
          .execute()
      : [],
    kinds.has('question')
      ? database
          .selectFrom('answer')
          .select(['member_id', 'course', 'lesson', 'question', 'answered_at'])
          .where('academy_id', '=', academyId)
          .where('member_id', 'in', members)
          .where('outcome', '=', 'correct')
          .orderBy('answered_at')
          .execute()
      : [],
    kinds.has('reading')
      ? database
          .selectFrom('reading')
          .select(['member_id', 'course', 'lesson', 'finished_at'])
          .where('academy_id', '=', academyId)
          .where('member_id', 'in', members)
          .execute()
      : [],
  ]);
  const done = new Map(members.map((member) => [member, new Map<string, string[]>()]));
  const note = (member: string, item: string, at: string): void => {
    const own = done.get(member);
    const before = own?.get(item);
    if (before) before.push(at);
    else own?.set(item, [at]);
  };
  for (const row of steps) note(row.member_id, stepKey(row.lab_id, row.step), row.passed_at ?? '');
  for (const row of answers) note(row.member_id, questionKey(row.course, row.lesson, row.question), row.answered_at);
  for (const row of readings) note(row.member_id, readingKey(row.course, row.lesson), row.finished_at);
  return done;
}

/** What is asked of one person, in all their cohorts that are not archived; what is not released yet is there with its time. */
export async function assignmentsFor(
  database: Queryable,
  who: { academyId: string; memberId: string },
  syllabus: Syllabus,
  now: Date = new Date(),
): Promise<{ assignment: Assignment; cohort: string; cell: Cell; sitting: Sitting | null; minutes: number | null }[]> {
  const cohorts = await database
    .selectFrom('cohort_member')
    .innerJoin('cohort', 'cohort.id', 'cohort_member.cohort_id')
    .select(['cohort.id', 'cohort.name'])
    .where('cohort_member.academy_id', '=', who.academyId)
    .where('cohort_member.member_id', '=', who.memberId)
    .where('cohort_member.part', '=', 'trainee')
    .where('cohort.archived_at', 'is', null)
    .execute();
  const assignments = await assignmentsIn(
    database,
    who.academyId,
    cohorts.map(({ id }) => id),
  );
  if (assignments.length === 0) return [];
  const ids = assignments.map(({ id }) => id);
  const cells = (await cellsOf(database, who.academyId, assignments, [who.memberId], syllabus, now)).get(who.memberId) ?? [];
  const overrides = await overridesOf(database, who.academyId, ids, [who.memberId]);
  const sat = (
    await sittings(database, who.academyId)
      .where('exam_sitting.assignment_id', 'in', ids)
      .where('exam_sitting.member_id', '=', who.memberId)
      .execute()
  ).map(sittingOf);
  return assignments.flatMap((assignment, index) => {
    const cell = cells[index];
    if (!cell) return [];
    const override = overrides.find(({ assignmentId }) => assignmentId === assignment.id) ?? null;
    const sitting = sat.find(({ assignmentId }) => assignmentId === assignment.id) ?? null;
    return {
      assignment,
      cohort: cohorts.find(({ id }) => id === assignment.cohortId)?.name ?? '',
      cell: told(assignment, cell, now),
      sitting,
      minutes: termsFor(assignment, override).minutes,
    };
  });
}

/** What a trainee sees of it: an exam's points only once its results are released. */
function told(assignment: Assignment, cell: Cell, now: Date): Cell {
  if (assignment.mode !== 'exam') return cell;
  const release = assignment.exam?.resultsAt ?? null;
  if (release === null || now.toISOString() >= release) return cell;
  return { ...cell, score: null, reckoned: null, done: 0, adjustment: null };
}
