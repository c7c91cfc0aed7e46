/**
 * Answers given before, as a page shows them again. Ids of options are made from their words, so an answer given in one language is
 * carried to the other by place: both languages are to ask the same question with the options in the same order.
 */

import { otherLocale } from '../i18n/locales.ts';
import { t } from '../i18n/site.ts';
import type { Lesson, LessonPage } from './lessons.ts';
import { type Answer, judge, type RigValue } from './quiz-kinds.ts';
import type { Quiz } from './quiz-schema.ts';

export interface ShownAnswer {
  /** `null` when the question was changed since and the answer does not fit it any more. */
  answer: Answer | null;
  correct: boolean;
  /** HTML. */
  feedback: string;
}

/** What the academy has kept of an answer; with the seed of its variant and the rig's own reading it can be judged again. */
export interface KeptAnswer {
  answer: unknown;
  correct: boolean;
  seed: number;
  reading: RigValue | null;
}

/** By question; `given` is what the academy has kept. Questions that are not on the page are left out. */
export function answersShown(
  lesson: Lesson,
  page: LessonPage,
  given: Readonly<Record<string, KeptAnswer>>,
): Record<string, ShownAnswer> {
  const elsewhere = lesson.pages[otherLocale(page.locale)]?.quizzes;
  return Object.fromEntries(
    Object.entries(given).flatMap(([question, kept]): [string, ShownAnswer][] => {
      const quiz = page.quizzes.get(question);
      if (quiz === undefined) return [];
      const answer = carried(kept.answer, quiz, elsewhere?.get(question));
      if (answer === null) return [[question, { answer, correct: kept.correct, feedback: '' }]];
      const asked = { seed: kept.seed, ...(kept.reading === null ? {} : { reading: kept.reading }) };
      const { correct, feedbackHtml } = judge(quiz, answer, t(page.locale), asked);
      return [[question, { answer, correct, feedback: feedbackHtml }]];
    }),
  );
}

/** The answer in the ids of `quiz`; `other` is the same question in the other language. */
function carried(answer: unknown, quiz: Quiz, other: Quiz | undefined): Answer | null {
  if (quiz.kind === 'number' || quiz.kind === 'text' || quiz.kind === 'reading')
    return typeof answer === 'string' || typeof answer === 'number' ? answer : null;
  const single = quiz.kind === 'choice' || quiz.kind === 'point';
  const chosen = single ? [answer] : answer;
  if (!Array.isArray(chosen) || !chosen.every((one) => typeof one === 'string')) return null;
  const given = quiz.kind === 'match' ? chosen.flatMap((pair) => pair.split(':')) : chosen;
  const own = idsOf(quiz);
  const theirs = other?.kind === quiz.kind ? idsOf(other) : [];
  const moved = given.map((id) => (own.includes(id) ? id : theirs.length === own.length ? own[theirs.indexOf(id)] : undefined));
  if (!moved.every((id) => id !== undefined)) return null;
  if (single) return moved[0] ?? null;
  if (quiz.kind !== 'match') return moved;
  return moved.flatMap((left, index) => (index % 2 === 0 ? [`${left}:${moved[index + 1]}`] : []));
}

/** Ids in the order in which the author wrote them. */
function idsOf(quiz: Quiz): string[] {
  switch (quiz.kind) {
    case 'choice':
    case 'multiple':
    case 'point':
      return quiz.options.map(({ id }) => id);
    case 'order':
      return quiz.items.map(({ id }) => id);
    case 'match':
      return [...quiz.rows.map(({ left }) => left.id), ...quiz.rows.map(({ right }) => right.id)];
    default:
      return [];
  }
}
