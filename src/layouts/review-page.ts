/** What the review page shows: one question that returns, what was said to an answer, or when something returns next. */

import { bodyLimits, readForm } from '#academy/http/body.ts';
import { problemResponse, Refusal } from '#academy/http/problems.ts';
import { answerReview, reviewsOf, seedOfReturn } from '#academy/http/review.ts';
import type { Attendance } from '#academy/members/members.ts';
import type { ReviewDesk, ReviewItem } from '#academy/review/review.ts';
import type { Services } from '#academy/services.ts';
import { findQuestion } from '#content/quiz.ts';
import { answerOfForm, questionHtml, quizHtml } from '#content/quiz-html.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { t } from '../i18n/site.ts';

/** Where a question comes from, in the language that its lesson has. */
interface Source {
  title: string;
  /** Neutral address of the lesson. */
  path: string;
  locale: Locale;
}

export interface Returned extends Source {
  item: ReviewItem;
  /** The whole form. */
  html: string;
}

export interface AnsweredReturn extends Source {
  item: ReviewItem;
  correct: boolean;
  /** The question alone, and what was said to the answer. */
  question: string;
  feedback: string;
}

export interface ReviewPage {
  desk: ReviewDesk;
  /** The first that is due and still there; `null` when none is. */
  asked: Returned | null;
  answered: AnsweredReturn | null;
  /** What went wrong with the answer, if something did. */
  told: 'none' | 'stale' | 'no-answer';
}

/** The reader's language, and where this request's courses stand. */
interface Shelf {
  locale: Locale;
  roots: readonly string[];
}

/** For GET and POST of the page; a form that is none is answered by itself. */
export async function reviewPage(
  services: Services,
  attendance: Attendance,
  request: Request,
  shelf: Shelf,
): Promise<ReviewPage | Response> {
  let answered: AnsweredReturn | null = null;
  let told: ReviewPage['told'] = 'none';
  if (request.method === 'POST') {
    try {
      const given = await answerOf(services, attendance, await readForm(request, bodyLimits.small), shelf);
      if (typeof given === 'string') told = given;
      else answered = given;
    } catch (error) {
      if (error instanceof Refusal) return problemResponse(error.code, error.values);
      throw error;
    }
  }
  const desk = await reviewsOf(services, attendance);
  const shown = desk.due.flatMap((item) => returned(attendance.member.id, item, shelf) ?? []);
  return { desk: { ...desk, due: shown.map(({ item }) => item) }, asked: shown[0] ?? null, answered, told };
}

function returned(memberId: string, item: ReviewItem, { locale, roots }: Shelf): Returned | null {
  const found = findQuestion({ ...item, locale }, roots);
  if (found === null) return null;
  const { course, lesson, question, times } = item;
  const seed = seedOfReturn(memberId, item);
  const sent = { course, lesson, question, times: String(times) };
  const html = quizHtml(found.quiz, { seed, words: t(found.page.locale), sent });
  return { item, html, title: found.page.title, path: `/courses/${course}/${lesson}/`, locale: found.page.locale };
}

async function answerOf(
  services: Services,
  attendance: Attendance,
  fields: URLSearchParams,
  { locale, roots }: Shelf,
): Promise<AnsweredReturn | 'stale' | 'no-answer'> {
  const [course, lesson, question] = ['course', 'lesson', 'question'].map((name) => fields.get(name) ?? '') as [
    string,
    string,
    string,
  ];
  const times = Number(fields.get('times'));
  const found = findQuestion({ course, lesson, question, locale }, roots);
  if (found === null || !Number.isInteger(times)) throw new Refusal('unknown-question', `${course}/${lesson}/${question}`);
  const answer = answerOfForm(found.quiz, fields);
  if (answer === null) return 'no-answer';
  const reviewed = await answerReview(services, attendance, { course, lesson, question, times, answer, locale });
  if (reviewed === null) return 'stale';
  return {
    item: reviewed.item,
    correct: reviewed.correct,
    question: questionHtml(found.quiz, reviewed.seed),
    feedback: reviewed.feedbackHtml,
    title: found.page.title,
    path: `/courses/${course}/${lesson}/`,
    locale: found.page.locale,
  };
}
