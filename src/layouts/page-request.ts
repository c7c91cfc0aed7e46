/** What pages about courses ask of their request: the reader's language, the library, and how far the member is. */
import type { APIContext } from 'astro';
import type { Progress } from '#academy/progress/progress.ts';
import { optionalServices } from '#academy/services.ts';
import { type Course, courseMistakes, loadCourses } from '#content/lessons.ts';
import type { ContentProblem } from '#content/problem.ts';
import { contentBelow, contentRoots } from '#content/roots.ts';
import { localeOf, pathIn } from '../i18n/locales.ts';
import { t } from '../i18n/site.ts';
import { type CourseOutline, outlineOf } from './course-outline.ts';
import type { PageRequest } from './page-words.ts';

/** Needs no academy: pages that report a failure use only this. */
export function pageRequest({ url }: { url: URL }): PageRequest {
  const locale = localeOf(url.pathname);
  return { locale, words: t(locale), to: (path) => pathIn(locale, path) };
}

/** Where this request's courses, reference pages and glossary stand; later ones win. */
export const contentOf = ({ library }: App.Locals): string[] => (library ? contentBelow(library.roots) : contentRoots());

export interface CoursePages extends PageRequest {
  courses: Course[];
  /** Why courses are missing from the list; for their authors. */
  courseMistakes: ContentProblem[];
  /** Of the reader; of nobody: nothing begun. */
  progress: Progress;
  outline(course: Course): CourseOutline;
  outlines(): CourseOutline[];
}

/** The courses with the member's progress in them. */
export async function coursePages(context: Pick<APIContext, 'url' | 'locals'>): Promise<CoursePages> {
  const page = pageRequest(context);
  const { courses, problems } = loadCourses(contentOf(context.locals));
  const progress: Progress = (await optionalServices()?.progressOf(
    context.locals.member ?? null,
    context.locals.library ?? undefined,
  )) ?? {
    labs: {},
    answers: {},
    readings: new Set(),
    completed: new Set(),
    touched: {},
    continueLab: null,
  };
  const outline = (course: Course): CourseOutline => outlineOf(course, page, progress);
  return { ...page, courses, courseMistakes: courseMistakes(problems), progress, outline, outlines: () => courses.map(outline) };
}
