/** Judging an answer that came from a page. The right answers stay here. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { t } from '../i18n/site.ts';
import { findLesson, type LessonPage, loadCourses, pageFor } from './lessons.ts';
import { type Answer, type Judgement, judge, type RigValue } from './quiz-kinds.ts';
import type { Quiz } from './quiz-schema.ts';
import { contentRoots } from './roots.ts';

/** A question as a page names it. */
export interface AskedQuestion {
  course: string;
  lesson: string;
  question: string;
  /** The language of the text that the question stood in. */
  locale: Locale;
}

export interface GivenAnswer extends AskedQuestion {
  answer: Answer;
}

export interface Asking {
  /** Of the variant that the reader saw. */
  seed: number;
  /** Drills count as well: it is asked for review. */
  returned?: boolean;
  /** What a signal of the reader's rig at this lab says now; it may refuse by throwing. */
  readSignal(lab: string, name: string): Promise<RigValue>;
}

/** `reading`: what the rig said, of a question for a live signal. */
export type Judged = Judgement & { reading: RigValue | null };

/** `null` when there is no such question. */
export async function judgeAnswer(
  given: GivenAnswer,
  { seed, returned, readSignal }: Asking,
  roots: readonly string[] = contentRoots(),
): Promise<Judged | null> {
  const found = findQuestion(given, roots);
  if (found === null || (found.drill && !returned)) return null;
  const { quiz, page } = found;
  if (quiz.kind !== 'reading') return { ...judge(quiz, given.answer, t(page.locale), { seed }), reading: null };
  const reading = await readSignal(page.lab ?? '', quiz.signal);
  return { ...judge(quiz, given.answer, t(page.locale), { seed, reading }), reading };
}

export interface FoundQuestion {
  quiz: Quiz;
  page: LessonPage;
  drill: boolean;
}

export function findQuestion(asked: AskedQuestion, roots: readonly string[] = contentRoots()): FoundQuestion | null {
  const found = findLesson(loadCourses(roots), asked.course, asked.lesson);
  const page = found && pageFor(found.lesson, asked.locale);
  const quiz = page?.quizzes.get(asked.question);
  if (page && quiz) return { quiz, page, drill: false };
  const drill = page?.drills.get(asked.question);
  return page && drill ? { quiz: drill, page, drill: true } : null;
}

export interface QuestionsOfLesson {
  course: string;
  lesson: string;
  /** Slug. */
  lab: string | null;
  asked: string[];
  questions: string[];
  drills: { question: string; step: string | null }[];
}

/** Every lesson with what may return from it: not what a live signal says, which needs a rig. */
export function questionsOfLessons(roots: readonly string[] = contentRoots()): QuestionsOfLesson[] {
  return loadCourses(roots).courses.flatMap(({ slug, lessons }) =>
    lessons.flatMap((lesson): QuestionsOfLesson[] => {
      const page = pageFor(lesson, 'en');
      if (page === null) return [];
      const mayReturn = (quizzes: ReadonlyMap<string, Quiz>): Quiz[] =>
        [...quizzes.values()].filter(({ kind }) => kind !== 'reading');
      return [
        {
          course: slug,
          lesson: lesson.slug,
          lab: page.lab ?? null,
          asked: [...page.quizzes.keys()],
          questions: mayReturn(page.quizzes).map(({ id }) => id),
          drills: mayReturn(page.drills).map(({ id, afterStep }) => ({ question: id, step: afterStep })),
        },
      ];
    }),
  );
}
