/** When a course is finished, by the rule that a trainee reads: every lesson of it is done. */
import type { Lab } from '#sandbox/lab/lab.ts';
import { lessonState, type Progress } from '../progress/progress.ts';

/** A course as certificates see it; src/content makes it (`courseForCertificate`). */
export interface CertifiedCourse {
  id: string;
  slug: string;
  title: { en: string; 'zh-CN': string };
  summary: { en: string; 'zh-CN': string };
  minutes: number;
  /** Lessons with a mistake are left out: nobody can do them. */
  lessons: readonly { slug: string; lab: string | null; questions: readonly string[] }[];
  competencies: readonly { id: string; title: { en: string; 'zh-CN': string } }[];
}

/** Slugs of the lessons that are still to do. */
export function lessonsLeft(course: CertifiedCourse, progress: Progress): string[] {
  return course.lessons
    .filter((lesson) => lessonState(progress, { course: course.slug, ...lesson }) !== 'finished')
    .map(({ slug }) => slug);
}

/** The labs of the course that exist, in its order, each once. */
export function labsOf(course: CertifiedCourse, labs: ReadonlyMap<string, Lab>): Lab[] {
  const slugs = new Set(course.lessons.flatMap(({ lab }) => (lab === null ? [] : [lab])));
  return [...slugs].flatMap((slug) => labs.get(slug) ?? []);
}
