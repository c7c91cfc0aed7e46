/**
 * The gradebook: people by assignments. Read in a handful of queries over all people shown at once, never one for each cell; a page of
 * people at a time, so that its cost does not grow with the cohort.
 */
import { type Assignment, termsFor } from '../assignments/assignment.ts';
import { assignmentsIn } from '../assignments/assignments.ts';
import { overridesOf } from '../assignments/overrides.ts';
import { itemsOf, type Syllabus } from '../assignments/syllabus.ts';
import type { Queryable } from '../database/open.ts';
import { type Sitting, sittingOf, sittings } from '../exams/sitting.ts';
import { type Cell, cellOf } from './cell.ts';
import { Done, doneBy, numbered } from './done.ts';

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
  const items = numbered(new Map(assignments.map((assignment) => [assignment.id, itemsOf(assignment, syllabus) ?? []])));
  const [overrides, adjustments, sat, done] = await Promise.all([
    overridesOf(database, academyId, ids, members),
    adjustmentsOf(database, academyId, ids, members),
    sittings(database, academyId)
      .where('exam_sitting.assignment_id', 'in', ids)
      .where('exam_sitting.member_id', 'in', members)
      .execute(),
    doneBy(database, academyId, members, [...items.values()].flat()),
  ]);
  const overrideOf = byPerson(overrides, (one) => [one.memberId, one.assignmentId]);
  const adjustmentOf = byPerson(adjustments, (one) => [one.member_id, one.assignment_id]);
  const sittingAt = byPerson(sat.map(sittingOf), (one) => [one.memberId, one.assignmentId]);
  const usual = assignments.map((assignment) => termsFor(assignment, null));
  const at = now.toISOString();
  const nothing = new Done();
  return new Map(
    members.map((member) => {
      const [own, adjusted, sitting] = [overrideOf.get(member), adjustmentOf.get(member), sittingAt.get(member)];
      const cells = assignments.map((assignment, index) => {
        const override = own?.get(assignment.id) ?? null;
        return cellOf({
          assignment,
          items: items.get(assignment.id) ?? [],
          terms: (override === null ? usual[index] : undefined) ?? termsFor(assignment, override),
          override,
          adjustment: adjusted?.get(assignment.id) ?? null,
          sitting: sitting?.get(assignment.id) ?? null,
          done: done.get(member) ?? nothing,
          at,
        });
      });
      return [member, cells];
    }),
  );
}

/** By member, then by assignment. */
function byPerson<Row>(rows: readonly Row[], keysOf: (row: Row) => [string, string]): Map<string, Map<string, Row>> {
  const found = new Map<string, Map<string, Row>>();
  for (const row of rows) {
    const [member, assignment] = keysOf(row);
    const own = found.get(member) ?? new Map<string, Row>();
    found.set(member, own.set(assignment, row));
  }
  return found;
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

/**
 * What is asked of one person, in all their cohorts that are not archived; what is not released yet is there with its time. `syllabus` is
 * asked only where something is: most pages of most people need none.
 */
export async function assignmentsFor(
  database: Queryable,
  who: { academyId: string; memberId: string },
  syllabus: () => Syllabus,
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
  const cells = (await cellsOf(database, who.academyId, assignments, [who.memberId], syllabus(), now)).get(who.memberId) ?? [];
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
