/** Solutions of a lesson: what has to be tried before one opens, and its text, which only the server holds. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { linksIn } from '../i18n/locales.ts';
import type { Solution } from './directives/directive.ts';
import { findLesson, loadCourses, pageFor } from './lessons.ts';
import { contentRoots } from './roots.ts';

/** A solution as a page names it. */
export interface AskedSolution {
  course: string;
  lesson: string;
  solution: string;
  /** The language of the page, which may show the text in the other one. */
  locale: Locale;
}

/** The solution and the slug of its lesson's lab; `null` when there is no such solution. Whoever calls this holds the answer. */
export function findSolution(
  asked: AskedSolution,
  roots: readonly string[] = contentRoots(),
): (Solution & { lab: string | null }) | null {
  const found = findLesson(loadCourses(roots), asked.course, asked.lesson);
  const page = found && pageFor(found.lesson, asked.locale);
  const solution = page?.solutions.get(asked.solution);
  return page && solution ? { ...solution, html: linksIn(asked.locale, solution.html), lab: page.lab ?? null } : null;
}
