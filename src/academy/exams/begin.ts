/** Beginning an exam: once, with a variant of its own and the lab as it starts. Two clicks at once begin one exam. */
import { randomInt, randomUUID } from 'node:crypto';
import type { Lab } from '#sandbox/lab/lab.ts';
import { assignmentColumns, assignmentOf, termsFor } from '../assignments/assignment.ts';
import { selectOptionalOverride } from '../assignments/overrides.ts';
import type { Database } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { resetFiles } from '../work/reset.ts';
import { isOver, type Sitting, sittingOf, sittings } from './sitting.ts';

/**
 * The sitting of this person, begun now if it was not before. It may be begun from its release until it is due, and then has its whole time.
 * Refused: `unknown-assignment` (withdrawn, of a cohort that is not theirs, excused), `not-released`, `exam-closed`, `exam-over`,
 * `unknown-lab`.
 */
export async function beginExam(
  database: Database,
  who: { academyId: string; memberId: string },
  assignmentId: string,
  labs: ReadonlyMap<string, Lab>,
  now: Date = new Date(),
): Promise<Sitting> {
  return transact(database, async (transaction) => {
    const row = await transaction
      .selectFrom('assignment')
      .innerJoin('cohort_member', 'cohort_member.cohort_id', 'assignment.cohort_id')
      .select(assignmentColumns.map((column) => `assignment.${column}` as const))
      .where('assignment.academy_id', '=', who.academyId)
      .where('assignment.id', '=', assignmentId)
      .where('assignment.mode', '=', 'exam')
      .where('assignment.withdrawn_at', 'is', null)
      .where('cohort_member.academy_id', '=', who.academyId)
      .where('cohort_member.member_id', '=', who.memberId)
      .where('cohort_member.part', '=', 'trainee')
      .executeTakeFirst();
    if (!row) throw new Refusal('unknown-assignment', assignmentId.slice(0, 60));
    const assignment = assignmentOf(row);
    const of = { assignment: assignmentId, member: who.memberId };
    const terms = termsFor(assignment, await selectOptionalOverride(transaction, who.academyId, of));
    if (terms.excused || terms.minutes === null) throw new Refusal('unknown-assignment', 'excused');
    const mine = () =>
      sittings(transaction, who.academyId)
        .where('exam_sitting.assignment_id', '=', assignmentId)
        .where('exam_sitting.member_id', '=', who.memberId)
        .executeTakeFirst();
    const begun = await mine();
    if (begun) {
      if (isOver(sittingOf(begun), now)) throw new Refusal('exam-over');
      return sittingOf(begun);
    }
    const at = now.toISOString();
    if (terms.releaseAt !== null && at < terms.releaseAt) throw new Refusal('not-released');
    if (terms.dueAt !== null && at > terms.dueAt) throw new Refusal('exam-closed');
    const lab = [...labs.values()].find(({ definition }) => definition.id === assignment.target);
    if (!lab) throw new Refusal('unknown-lab', assignment.target);
    const before = await transaction
      .selectFrom('exam_sitting')
      .select((one) => one.fn.countAll().as('count'))
      .where('academy_id', '=', who.academyId)
      .where('assignment_id', '=', assignmentId)
      .where('member_id', '=', who.memberId)
      .executeTakeFirstOrThrow();
    await transaction
      .insertInto('exam_sitting')
      .values({
        id: randomUUID(),
        academy_id: who.academyId,
        assignment_id: assignmentId,
        member_id: who.memberId,
        ordinal: Number(before.count) + 1,
        seed: randomInt(2 ** 31),
        started_at: at,
        ends_at: new Date(now.getTime() + terms.minutes * 60_000).toISOString(),
        seen_at: at,
      })
      .onConflict((conflict) => conflict.columns(['academy_id', 'assignment_id', 'member_id', 'ordinal']).doNothing())
      .execute();
    await resetFiles(transaction, { academyId: who.academyId, memberId: who.memberId, labId: lab.definition.id }, lab, null);
    const made = await mine();
    if (!made) throw new Error('An exam was begun and is not there.');
    return sittingOf(made);
  });
}
