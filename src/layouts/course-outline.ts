/** A course as maps, menus and tables show it to one reader: which lessons, how far each is, how much time is left, where to go on. */
import { lessonState, type Progress } from '#academy/progress/progress.ts';
import { type Course, type Lesson, pageFor } from '#content/lessons.ts';
import type { Audience } from '#content/schema.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { PageRequest } from './page-words.ts';

export type State = 'new' | 'begun' | 'finished' | 'broken';

export interface OutlineLesson {
  lesson: Lesson;
  href: string;
  title: string;
  /** Of the title and summary: the other language when there is no translation. */
  locale: Locale;
  summary: string;
  minutes: number;
  /** What is left of them: of a lab begun, by its open steps. */
  minutesLeft: number;
  lab: string | null;
  state: State;
  /** In the reader's language: `in work: step 2 of 3`, `done`. */
  stateText: string;
  /** Of the lab: steps passed and in all, and the first that is open, from 1. */
  steps: { passed: number; total: number; next: number | null } | null;
  /** ISO 8601; `null` when the reader never was at work in it. */
  touchedAt: string | null;
}

export interface CourseOutline {
  course: Course;
  href: string;
  title: string;
  summary: string;
  lessons: OutlineLesson[];
  minutes: number;
  minutesLeft: number;
  /** Lessons finished. */
  done: number;
  begun: boolean;
  touchedAt: string | null;
  /** The lesson in work that was touched last, else the first that is not finished; `null` when all are. */
  next: OutlineLesson | null;
}

export function outlineOf(course: Course, page: PageRequest, progress: Progress): CourseOutline {
  const lessons = course.lessons.map((lesson) => outlineLesson(course, lesson, page, progress));
  const open = lessons.filter((lesson) => lesson.state !== 'finished' && lesson.state !== 'broken');
  const done = lessons.filter((lesson) => lesson.state === 'finished').length;
  return {
    course,
    href: page.to(`/courses/${course.slug}/`),
    title: course.title[page.locale],
    summary: course.summary[page.locale],
    lessons,
    minutes: lessons.reduce((sum, { minutes }) => sum + minutes, 0),
    minutesLeft: open.reduce((sum, { minutesLeft }) => sum + minutesLeft, 0),
    done,
    begun: done > 0 || lessons.some(({ state }) => state === 'begun'),
    touchedAt: latest(lessons.map(({ touchedAt }) => touchedAt)),
    next: lastTouched(open.filter(({ state }) => state === 'begun')) ?? open[0] ?? null,
  };
}

function outlineLesson(course: Course, lesson: Lesson, { locale, words, to }: PageRequest, progress: Progress): OutlineLesson {
  const text = pageFor(lesson, locale);
  const lab = text?.lab ?? null;
  const labProgress = lab === null ? undefined : progress.labs[lab];
  const questions = [...(text?.quizzes.keys() ?? [])];
  const state: State =
    text === null ? 'broken' : lessonState(progress, { course: course.slug, slug: lesson.slug, lab, questions });
  const next = labProgress?.nextStepNumber ?? null;
  const minutes = text?.minutes ?? 0;
  // Whole numbers as long as possible: a third of 30 minutes is 10, not 10 and a bit.
  const { passed = 0, total = 1 } = labProgress ?? {};
  return {
    lesson,
    href: to(`/courses/${course.slug}/${lesson.slug}/`),
    title: text?.title ?? lesson.slug,
    locale: text?.locale ?? locale,
    summary: text?.summary ?? '',
    minutes,
    minutesLeft: state === 'finished' ? 0 : Math.ceil((minutes * (total - passed)) / Math.max(1, total)),
    lab,
    state,
    stateText:
      state === 'broken'
        ? words('lesson.broken')
        : state === 'begun' && labProgress && next !== null
          ? words('state.begun-step', { step: next, steps: labProgress.total })
          : words(`state.${state}`),
    steps: labProgress ? { passed: labProgress.passed, total: labProgress.total, next } : null,
    touchedAt: latest([labProgress?.touchedAt ?? null, progress.touched[`${course.slug}/${lesson.slug}`] ?? null]),
  };
}

/** Those that are for `audience`, in their order: what is written for authors does not stand among what trainees choose from. */
export const coursesFor = (audience: Audience, outlines: readonly CourseOutline[]): CourseOutline[] =>
  outlines.filter(({ course }) => course.audience === audience);

/** The course to go on with: of those with something left, the one touched last; `null` when nothing is begun or left. */
export function courseInWork(outlines: readonly CourseOutline[]): CourseOutline | null {
  return lastTouched(outlines.filter(({ begun, next }) => begun && next !== null));
}

/** Lessons not finished whose labs the lab of `entry` builds on. */
export function unmetBefore(
  entry: OutlineLesson,
  outlines: readonly CourseOutline[],
  prerequisites: readonly string[],
): OutlineLesson[] {
  const all = outlines.flatMap(({ lessons }) => lessons);
  return prerequisites.flatMap((lab) => {
    const teaching = all.filter((lesson) => lesson.lab === lab && lesson !== entry);
    return teaching.some(({ state }) => state === 'finished') ? [] : teaching.slice(0, 1);
  });
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

const latest = (instants: (string | null)[]): string | null =>
  instants
    .filter((instant) => instant !== null)
    .sort()
    .at(-1) ?? null;

/** The first of the list where none was touched at all. */
function lastTouched<Touched extends { touchedAt: string | null }>(list: readonly Touched[]): Touched | null {
  return list.toSorted((one, other) => (other.touchedAt ?? '').localeCompare(one.touchedAt ?? ''))[0] ?? null;
}
