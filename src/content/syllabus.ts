/** The courses and labs of a library as assignments and the gradebook see them. */
import type { Syllabus, SyllabusLesson } from '#academy/assignments/syllabus.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { type Course, type Lesson, loadCourses, pageFor } from './lessons.ts';
import { contentBelow } from './roots.ts';

export function syllabusOf(library: { roots: readonly string[]; labs(): ReadonlyMap<string, Lab> }): Syllabus {
  const labs = library.labs();
  const { courses } = loadCourses(contentBelow(library.roots));
  return {
    courses: new Map(courses.map((course) => [course.slug, { title: course.title, lessons: lessonsOf(course, labs) }])),
    labs: new Map(
      [...labs.values()].map((lab) => [
        lab.definition.id,
        {
          slug: lab.slug,
          title: { en: lab.text.en.title, 'zh-CN': lab.text['zh-CN'].title },
          steps: lab.definition.steps.map(({ id }) => id),
        },
      ]),
    ),
  };
}

/** Lessons with a mistake in both languages are left out: nobody can do them. */
function lessonsOf(course: Course, labs: ReadonlyMap<string, Lab>): SyllabusLesson[] {
  return course.lessons.flatMap((lesson: Lesson) => {
    const page = pageFor(lesson, 'en');
    if (page === null) return [];
    const lab = page.lab === undefined ? undefined : labs.get(page.lab);
    return {
      slug: lesson.slug,
      title: { en: page.title, 'zh-CN': pageFor(lesson, 'zh-CN')?.title ?? page.title },
      lab: lab?.definition.id ?? null,
      questions: [...page.quizzes.keys()],
    };
  });
}
