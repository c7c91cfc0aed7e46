/** `POST /api/answers`: an answer to a lesson's question, judged here because the right answer never reaches the browser. */
import { answerRequest, answerResponse } from '../api.ts';
import { recordAnswer } from '../progress/answers.ts';
import type { Services } from '../services.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { Refusal } from './problems.ts';

export function postAnswer(services: Services, request: Request): Promise<Response> {
  return forMember(services, request, async (member) => {
    const given = await readBody(request, answerRequest, bodyLimits.small);
    const judgement = await services.judgeAnswer(given);
    if (!judgement) throw new Refusal('unknown-question', `${given.course}/${given.lesson}/${given.question}`);
    await recordAnswer(
      services.database,
      { academyId: member.academyId, memberId: member.id },
      { course: given.course, lesson: given.lesson, question: given.question, answer: given.answer, correct: judgement.correct },
    );
    return answerResponse.parse({ correct: judgement.correct, feedback: judgement.feedbackHtml });
  });
}
