/** Judging an answer that came from a page. The right answers stay here. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { t } from '../i18n/site.ts';
import { findLesson, loadCourses, pageFor } from './lessons.ts';
import { type Answer, type Judgement, judge } from './quiz-kinds.ts';
import { contentRoots } from './roots.ts';

export interface GivenAnswer {
  course: string;
  lesson: string;
  question: string;
  answer: Answer;
  /** The language of the text that the question stood in. */
  locale: Locale;
}

/** `null` when there is no such question. */
export function judgeAnswer(given: GivenAnswer, roots: readonly string[] = contentRoots()): Judgement | null {
  const found = findLesson(loadCourses(roots), given.course, given.lesson);
  const page = found && pageFor(found.lesson, given.locale);
  const quiz = page?.quizzes.get(given.question);
  return page && quiz ? judge(quiz, given.answer, t(page.locale)) : null;
}
