/** `POST /api/solutions`: the text of a solution, which leaves the server only after an honest try (law 7). */
import { solutionRequest, type solutionResponse } from '../api.ts';
import { sitsExam } from '../exams/sitting.ts';
import { libraryOf } from '../library/library.ts';
import { triedQuestion, triedStep } from '../progress/honest-try.ts';
import type { Services } from '../services.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { Refusal } from './problems.ts';
import { labOf } from './work.ts';

export function postSolution(services: Services, request: Request): Promise<Response> {
  return forMember(services, request, async (member): Promise<import('zod').output<typeof solutionResponse>> => {
    const asked = await readBody(request, solutionRequest, bodyLimits.small);
    const solution = (await libraryOf(services, member)).solution(asked);
    if (!solution) throw new Refusal('unknown-solution', `${asked.course}/${asked.lesson}/${asked.solution}`);
    const { database } = services;
    if (await sitsExam(database, { academyId: member.academyId, memberId: member.id }, new Date()))
      throw new Refusal('during-exam');
    if (solution.opens.after === 'question') {
      const question = { course: asked.course, lesson: asked.lesson, question: solution.opens.question };
      if (!(await triedQuestion(database, { academyId: member.academyId, memberId: member.id }, question)))
        throw new Refusal('question-not-tried', question.question);
    } else {
      const { lab, owner } = await labOf(services, member, { slug: solution.lab ?? '', draft: false });
      if (!(await triedStep(database, owner, lab, solution.opens.step))) throw new Refusal('step-not-tried', solution.opens.step);
    }
    return { html: solution.html };
  });
}
