/** What every page asks of its request: the reader's language, the words in it, the library, and how far the member is. */
import type { APIContext } from 'astro';
import { lessonState, type Progress } from '#academy/progress/progress.ts';
import { optionalServices } from '#academy/services.ts';
import { type Course, courseMistakes, type Lesson, loadCourses, pageFor } from '#content/lessons.ts';
import type { ContentProblem } from '#content/problem.ts';
import { contentRoots } from '#content/roots.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { localeOf, pathIn } from '../i18n/locales.ts';
import { t, type Words } from '../i18n/site.ts';

export interface PageRequest {
  locale: Locale;
  words: Words;
  /** An address of this site in the reader's language; `path` is neutral: `/courses/`. */
  to(path: string): string;
}

/** Needs no academy: pages that report a failure use only this. */
export function pageRequest({ url }: Pick<APIContext, 'url'>): PageRequest {
  const locale = localeOf(url.pathname);
  return { locale, words: t(locale), to: (path) => pathIn(locale, path) };
}

export interface CoursePages extends PageRequest {
  courses: Course[];
  /** Why courses are missing from the list; for their authors. */
  courseMistakes: ContentProblem[];
  outline(course: Course): CourseOutline;
  outlines(): CourseOutline[];
}

export type State = 'new' | 'begun' | 'finished' | 'broken';

/** A lesson as maps, menus and tables show it. */
export interface OutlineLesson {
  lesson: Lesson;
  href: string;
  title: string;
  /** Of the title and summary: the other language when there is no translation. */
  locale: Locale;
  summary: string;
  minutes: number;
  lab: string | null;
  state: State;
  /** In the reader's language: `step 2 of 3`, `done`. */
  stateText: string;
  /** Of the lab: steps passed and in all, and the first that is open, from 1. */
  steps: { passed: number; total: number; next: number | null } | null;
}

export interface CourseOutline {
  course: Course;
  href: string;
  title: string;
  summary: string;
  lessons: OutlineLesson[];
  minutes: number;
  /** Of lessons not finished. */
  minutesLeft: number;
  begun: boolean;
  /** The first lesson that is begun, else the first that is not finished; `null` when all are. */
  next: OutlineLesson | null;
}

/** The courses with the member's progress in them. */
export async function coursePages(context: Pick<APIContext, 'url' | 'locals'>): Promise<CoursePages> {
  const page = pageRequest(context);
  const { courses, problems } = loadCourses(contentRoots());
  const progress: Progress = (await optionalServices()?.progressOf(context.locals.member ?? null)) ?? {
    labs: {},
    answers: {},
    readings: new Set(),
    continueLab: null,
  };
  const outline = (course: Course): CourseOutline => outlineOf(course, page, progress);
  return { ...page, courses, courseMistakes: courseMistakes(problems), outline, outlines: () => courses.map(outline) };
}

function outlineOf(course: Course, { locale, words, to }: PageRequest, progress: Progress): CourseOutline {
  const lessons = course.lessons.map((lesson): OutlineLesson => {
    const text = pageFor(lesson, locale);
    const lab = text?.lab ?? null;
    const labProgress = lab === null ? undefined : progress.labs[lab];
    const questions = [...(text?.quizzes.keys() ?? [])];
    const state: State =
      text === null ? 'broken' : lessonState(progress, { course: course.slug, slug: lesson.slug, lab, questions });
    const next = labProgress?.nextStepNumber ?? null;
    return {
      lesson,
      href: to(`/courses/${course.slug}/${lesson.slug}/`),
      title: text?.title ?? lesson.slug,
      locale: text?.locale ?? locale,
      summary: text?.summary ?? '',
      minutes: text?.minutes ?? 0,
      lab,
      state,
      stateText:
        state === 'broken'
          ? words('lesson.broken')
          : state === 'begun' && labProgress && next !== null
            ? words('state.begun-step', { step: next, steps: labProgress.total })
            : words(`state.${state}`),
      steps: labProgress ? { passed: labProgress.passed, total: labProgress.total, next } : null,
    };
  });
  const open = lessons.filter((lesson) => lesson.state !== 'finished' && lesson.state !== 'broken');
  const sum = (list: OutlineLesson[]): number => list.reduce((minutes, lesson) => minutes + lesson.minutes, 0);
  return {
    course,
    href: to(`/courses/${course.slug}/`),
    title: course.title[locale],
    summary: course.summary[locale],
    lessons,
    minutes: sum(lessons),
    minutesLeft: sum(open),
    begun: lessons.some((lesson) => lesson.state === 'begun' || lesson.state === 'finished'),
    next: open.find((lesson) => lesson.state === 'begun') ?? open[0] ?? null,
  };
}

/** What the one button of a course says: begin, continue at a step, or continue with a lesson. */
export function continueText({ words }: PageRequest, outline: CourseOutline): string {
  const { next } = outline;
  if (next === null) return words('course.again');
  if (!outline.begun) return words('course.begin');
  return next.state === 'begun' && next.steps?.next
    ? words('course.continue-step', { step: next.steps.next, steps: next.steps.total, lesson: next.title })
    : words('course.continue', { lesson: next.title });
}
