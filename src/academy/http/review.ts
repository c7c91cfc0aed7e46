/** `/api/review`, and what the review page does with its form: what returns today, and an answer to it. */
import type { output } from 'zod';
import { reviewedResponse, reviewRequest, reviewResponse } from '../api.ts';
import { type Library, libraryOf } from '../library/library.ts';
import { type Attendance, currentMember } from '../members/members.ts';
import { variantOf } from '../progress/variants.ts';
import type { LessonQuestions } from '../review/learned.ts';
import { type ReviewDesk, type Reviewer, type ReviewItem, recordReview, reviewDesk } from '../review/review.ts';
import type { Services } from '../services.ts';
import { answering, withCookies } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { Refusal } from './problems.ts';

export function getReview(services: Services, request: Request): Promise<Response> {
  return forAttendance(services, request, async (attendance) => {
    const { today, due, next } = await reviewsOf(services, attendance);
    const listed = due.map(({ course, lesson, question, times }) => ({ course, lesson, question, times }));
    return reviewResponse.parse({ today, due: listed, next });
  });
}

export function postReview(services: Services, request: Request): Promise<Response> {
  return forAttendance(services, request, async (attendance) => {
    const reviewed = await answerReview(services, attendance, await readBody(request, reviewRequest, bodyLimits.small));
    if (reviewed === null) throw new Refusal('not-due');
    return reviewedResponse.parse({
      correct: reviewed.correct,
      feedback: reviewed.feedbackHtml,
      returnsOn: reviewed.item.dueOn,
    });
  });
}

/** What returns to this member today. */
export async function reviewsOf(services: Services, attendance: Attendance): Promise<ReviewDesk> {
  const lessons = lessonsOf(await libraryOf(services, attendance.member));
  return reviewDesk(services.database, reviewerOf(attendance), lessons, services.now());
}

/** Each return is asked in a variant of its own. */
export const seedOfReturn = (memberId: string, item: Pick<ReviewItem, 'course' | 'lesson' | 'question' | 'times'>): number =>
  variantOf(memberId, item, item.times + 1);

export interface Reviewed {
  correct: boolean;
  feedbackHtml: string;
  item: ReviewItem;
  seed: number;
}

/** `null` when this return is not due, or was answered already; nothing changes then. @throws Refusal of a question that is not there */
export async function answerReview(
  services: Services,
  attendance: Attendance,
  given: output<typeof reviewRequest>,
): Promise<Reviewed | null> {
  const seed = seedOfReturn(attendance.member.id, given);
  const readSignal = (): never => {
    throw new Refusal('rig-not-running', 'asked for review');
  };
  const judgement = await (await libraryOf(services, attendance.member)).judgeAnswer(given, { seed, returned: true, readSignal });
  if (!judgement) throw new Refusal('unknown-question', `${given.course}/${given.lesson}/${given.question}`);
  const { correct, feedbackHtml } = judgement;
  const item = await recordReview(services.database, reviewerOf(attendance), { ...given, seed, correct }, services.now());
  return item === null ? null : { correct, feedbackHtml, item, seed };
}

const reviewerOf = ({ member, academy }: Attendance): Reviewer => ({
  academyId: member.academyId,
  memberId: member.id,
  timeZone: academy.settings.timeZone,
});

/** With what the labs are called in the record. */
function lessonsOf(library: Library): LessonQuestions[] {
  const labs = library.labs();
  return library.lessonQuestions().map((lesson) => {
    const lab = lesson.lab === null ? undefined : labs.get(lesson.lab);
    return { ...lesson, lab: lab ? { id: lab.definition.id, steps: lab.definition.steps.map(({ id }) => id) } : null };
  });
}

function forAttendance(
  services: Services,
  request: Request,
  work: (attendance: Attendance) => Promise<unknown>,
): Promise<Response> {
  return answering(services, request, async () => {
    const attendance = await currentMember(services, request.headers);
    if (!attendance) throw new Refusal('no-session');
    return withCookies(Response.json(await work(attendance), { headers: { 'cache-control': 'no-store' } }), attendance);
  });
}
