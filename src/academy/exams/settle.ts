/** The end of an exam: the work as it stood then is graded, once. Whoever looks first after the end sets it going. */
import type { GradeResult } from '#sandbox/host/api.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { passedSteps, writeAttempt } from '../progress/attempts.ts';
import type { WorkOwner } from '../work/owner.ts';
import { isOfStart, type Programs, programsOf } from '../work/programs.ts';
import { frozenAt, isOver, noteSeen, type Sitting, type SittingResult, sittingOf, sittings } from './sitting.ts';

export interface Grader {
  database: Database;
  grade(lab: Lab, programs: Programs, seed: number): Promise<GradeResult>;
}

/** Hand in before the time is over; doing it again changes nothing. Refused: `unknown-assignment`. */
export async function submitExam(
  database: Database,
  who: { academyId: string; memberId: string },
  assignmentId: string,
  now: Date = new Date(),
): Promise<Sitting> {
  return transact(database, async (transaction) => {
    const find = () =>
      sittings(transaction, who.academyId)
        .where('exam_sitting.assignment_id', '=', assignmentId)
        .where('exam_sitting.member_id', '=', who.memberId)
        .executeTakeFirst();
    const row = await find();
    if (!row) throw new Refusal('unknown-assignment', assignmentId.slice(0, 60));
    const sitting = sittingOf(row);
    await noteSeen(transaction, sitting, now);
    if (isOver(sitting, now)) return sitting;
    await transaction.updateTable('exam_sitting').set({ submitted_at: now.toISOString() }).where('id', '=', sitting.id).execute();
    const handedIn = await find();
    if (!handedIn) throw new Error('A sitting was handed in and is not there.');
    return sittingOf(handedIn);
  });
}

/**
 * Grade every sitting of these assignments that is over and was not graded yet; `member`: only theirs. A grader that does not answer leaves
 * it for the next look. Answers how many were settled.
 */
export async function settleSittings(
  grader: Grader,
  academyId: string,
  assignments: readonly { id: string; target: string }[],
  labs: ReadonlyMap<string, Lab>,
  now: Date = new Date(),
  member?: string,
): Promise<number> {
  if (assignments.length === 0) return 0;
  let query = sittings(grader.database, academyId)
    .where('exam_sitting.result', 'is', null)
    .where(
      'exam_sitting.assignment_id',
      'in',
      assignments.map(({ id }) => id),
    );
  if (member !== undefined) query = query.where('exam_sitting.member_id', '=', member);
  let settled = 0;
  for (const sitting of (await query.execute()).map(sittingOf)) {
    await noteSeen(grader.database, sitting, now);
    if (!isOver(sitting, now)) continue;
    const target = assignments.find(({ id }) => id === sitting.assignmentId)?.target;
    const lab = [...labs.values()].find(({ definition }) => definition.id === target);
    if (lab && (await settle(grader, sitting, lab))) settled += 1;
  }
  return settled;
}

async function settle(grader: Grader, sitting: Sitting, lab: Lab): Promise<boolean> {
  const owner = { academyId: sitting.academyId, memberId: sitting.memberId, labId: lab.definition.id };
  const programs = await frozenPrograms(grader.database, owner, lab, frozenAt(sitting));
  const graded = await grader.grade(lab, programs, sitting.seed);
  if (graded.outcome === 'our-failure') return false;
  return transact(grader.database, async (transaction) => {
    const open = await transaction
      .selectFrom('exam_sitting')
      .select('id')
      .where('id', '=', sitting.id)
      .where('result', 'is', null)
      .executeTakeFirst();
    // Two who looked at once: the first has written it.
    if (!open) return false;
    const handedIn = { programs, seed: sitting.seed, sitting: sitting.id };
    const attempt =
      graded.outcome === 'graded' ? await writeAttempt(transaction, owner, lab, handedIn, graded, frozenAt(sitting)) : null;
    const steps = lab.definition.steps.map(({ id }) => id);
    const result: SittingResult = {
      outcome: graded.outcome,
      attempt,
      passed: graded.outcome === 'graded' ? [...passedSteps(steps, graded.verdicts)] : [],
    };
    await transaction
      .updateTable('exam_sitting')
      .set({ result: JSON.stringify(result), submitted_at: frozenAt(sitting) })
      .where('id', '=', sitting.id)
      .execute();
    return true;
  });
}

/**
 * The programs as they stood at `at`: of each file the revisions in their order up to the first that was saved later. What was typed after
 * that is in the history and counts for nothing, even if a clock was set back meanwhile.
 */
export async function frozenPrograms(database: Queryable, owner: WorkOwner, lab: Lab, at: string): Promise<Programs> {
  const rows = await database
    .selectFrom('file_revision')
    .innerJoin('file', (join) =>
      join
        .onRef('file.academy_id', '=', 'file_revision.academy_id')
        .onRef('file.member_id', '=', 'file_revision.member_id')
        .onRef('file.lab_id', '=', 'file_revision.lab_id')
        .onRef('file.controller', '=', 'file_revision.controller')
        .onRef('file.name', '=', 'file_revision.name'),
    )
    .select([
      'file_revision.controller',
      'file_revision.name',
      'file_revision.text',
      'file_revision.number',
      'file_revision.origin',
      'file_revision.saved_at',
    ])
    .where('file_revision.academy_id', '=', owner.academyId)
    .where('file_revision.member_id', '=', owner.memberId)
    .where('file_revision.lab_id', '=', owner.labId)
    .orderBy('file_revision.number')
    .execute();
  const stood = new Map<string, { controller: string; name: string; text: string; revision: number; savedAt: string }>();
  const past = new Set<string>();
  for (const row of rows) {
    const key = `${row.controller}/${row.name}`;
    if (row.saved_at > at) past.add(key);
    if (past.has(key) || row.origin === 'conflict') continue;
    const file = { controller: row.controller, name: row.name, text: row.text, revision: row.number, savedAt: row.saved_at };
    stood.set(key, file);
  }
  const programs = programsOf(lab, [...stood.values()]);
  return Object.fromEntries(
    Object.entries(programs).map(([controller, files]) => [
      controller,
      files
        .filter(({ name }) => isOfStart(lab, controller, name) || stood.has(`${controller}/${name}`))
        .map(({ name, text }) => ({ name, text })),
    ]),
  );
}
