/**
 * When a solution opens: after an honest try. Of a step: it is passed, or a check of a program that is not the lab's own start was
 * graded on it (a failed check counts, a program that did not run was not graded). Of a question: it was answered, rightly or not.
 */
import type { Lab } from '#sandbox/lab/lab.ts';
import type { Queryable } from '../database/open.ts';
import type { WorkOwner } from '../work/owner.ts';
import { isStart } from '../work/programs.ts';
import { attemptsOf } from './attempts.ts';
import { stepStates } from './steps.ts';

export async function triedStep(database: Queryable, owner: WorkOwner, lab: Lab, step: string): Promise<boolean> {
  const state = (await stepStates(database, owner, [step]))[step];
  if (!state || state.attempts === 0) return false;
  return state.passedAt !== null || (await attemptsOf(database, owner)).some(({ programs }) => !isStart(lab, programs));
}

export async function triedQuestion(
  database: Queryable,
  who: { academyId: string; memberId: string },
  { course, lesson, question }: { course: string; lesson: string; question: string },
): Promise<boolean> {
  const answer = await database
    .selectFrom('answer')
    .select('id')
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .where('course', '=', course)
    .where('lesson', '=', lesson)
    .where('question', '=', question)
    .executeTakeFirst();
  return answer !== undefined;
}
