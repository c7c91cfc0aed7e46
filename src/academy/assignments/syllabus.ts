/** What there is to assign, and of what it consists: steps of labs, questions, readings. */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import type { AssignmentForm } from './assignment.ts';

export interface SyllabusLesson {
  slug: string;
  title: LocalizedText;
  /** Id of its lab. */
  lab: string | null;
  questions: readonly string[];
}

export interface Syllabus {
  courses: ReadonlyMap<string, { title: LocalizedText; lessons: readonly SyllabusLesson[] }>;
  /** By the lab's id. */
  labs: ReadonlyMap<string, { slug: string; title: LocalizedText; steps: readonly string[] }>;
}

/** The smallest thing that is done or not. `key` is what `done` in the gradebook is kept by. */
export interface Item {
  kind: 'step' | 'question' | 'reading';
  key: string;
}

export const stepKey = (lab: string, step: string): string => `step ${lab} ${step}`;
export const questionKey = (course: string, lesson: string, question: string): string =>
  `question ${course} ${lesson} ${question}`;
export const readingKey = (course: string, lesson: string): string => `reading ${course} ${lesson}`;

/** What has to be done, each once; `null` when there is no such course, lesson or lab. */
export function itemsOf(
  { targetKind, target }: Pick<AssignmentForm, 'targetKind' | 'target'>,
  syllabus: Syllabus,
): Item[] | null {
  if (targetKind === 'lab') return syllabus.labs.has(target) ? labItems(target, syllabus) : null;
  const [courseSlug = '', lessonSlug] = target.split('/');
  const course = syllabus.courses.get(courseSlug);
  if (!course || (targetKind === 'course') !== (lessonSlug === undefined)) return null;
  const lessons = targetKind === 'course' ? course.lessons : course.lessons.filter(({ slug }) => slug === lessonSlug);
  if (lessons.length === 0) return null;
  const items = lessons.flatMap((lesson) => lessonItems(courseSlug, lesson, syllabus));
  return [...new Map(items.map((item) => [item.key, item])).values()];
}

const labItems = (lab: string, syllabus: Syllabus): Item[] =>
  (syllabus.labs.get(lab)?.steps ?? []).map((step) => ({ kind: 'step', key: stepKey(lab, step) }));

/** As the progress rule says it: the steps of its lab and its questions; a lesson with neither is read. */
export function lessonItems(
  course: string,
  lesson: Pick<SyllabusLesson, 'slug' | 'lab' | 'questions'>,
  syllabus: Syllabus,
): Item[] {
  const steps = lesson.lab === null ? [] : labItems(lesson.lab, syllabus);
  const questions = lesson.questions.map(
    (question): Item => ({ kind: 'question', key: questionKey(course, lesson.slug, question) }),
  );
  if (steps.length + questions.length > 0) return [...steps, ...questions];
  return [{ kind: 'reading', key: readingKey(course, lesson.slug) }];
}

/** Ids of the labs that belong to it. */
export function labsOfTarget(
  { targetKind, target }: Pick<AssignmentForm, 'targetKind' | 'target'>,
  syllabus: Syllabus,
): string[] {
  if (targetKind === 'lab') return [target];
  const [courseSlug = '', lessonSlug] = target.split('/');
  const lessons = (syllabus.courses.get(courseSlug)?.lessons ?? []).filter(
    ({ slug }) => lessonSlug === undefined || slug === lessonSlug,
  );
  return [...new Set(lessons.flatMap(({ lab }) => (lab === null ? [] : [lab])))];
}
