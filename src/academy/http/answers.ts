/** `POST /api/answers`: an answer to a lesson's question, judged here because the right answer never reaches the browser. */
import { answerRequest, answerResponse } from '../api.ts';
import { type Library, libraryOf } from '../library/library.ts';
import type { Member } from '../members/members.ts';
import { answersIn, recordAnswer } from '../progress/answers.ts';
import { seedToJudge, variantOf } from '../progress/variants.ts';
import { rigOf } from '../rigs/rigs.ts';
import type { Services } from '../services.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { noteCompletions } from './completed.ts';
import { Refusal } from './problems.ts';
import { ownerOf } from './work.ts';

export function postAnswer(services: Services, request: Request): Promise<Response> {
  return forMember(services, request, async (member) => {
    const given = await readBody(request, answerRequest, bodyLimits.small);
    const { course, lesson, question, answer } = given;
    const who = { academyId: member.academyId, memberId: member.id };
    const kept = (await answersIn(services.database, who, given))[question];
    const seed = seedToJudge(given.variant, kept?.seed ?? null, variantOf(member.id, given), member.guest);
    if (seed === null) throw new Refusal('other-variant', `${course}/${lesson}/${question}`);
    const library = await libraryOf(services, member);
    const readSignal = (lab: string, name: string) => signalOf(services, library, member, lab, name);
    const judgement = await library.judgeAnswer(given, { seed, readSignal });
    if (!judgement) throw new Refusal('unknown-question', `${course}/${lesson}/${question}`);
    const { correct, feedbackHtml, reading } = judgement;
    await recordAnswer(services.database, who, {
      ...{ course, lesson, question, answer, correct, seed, reading },
      tookMs: given.took ?? null,
    });
    if (correct) await noteCompletions(services, member, { course, lesson });
    return answerResponse.parse({ correct, feedback: feedbackHtml });
  });
}

/** What a signal of the member's own rig says now. An answer that cannot be compared is refused, and is no attempt. */
async function signalOf(
  services: Services,
  library: Library,
  member: Member,
  slug: string,
  name: string,
): Promise<boolean | number | string> {
  const lab = library.labs().get(slug);
  if (!lab) throw new Refusal('unknown-lab', slug);
  const rig = await rigOf(services.database, ownerOf(member, lab));
  const reading = await services.host.readSignal({ rig: rig.id }, name);
  if (reading === null) throw new Refusal('rig-not-running', `${slug}: ${name}`);
  return reading.value;
}
