/** The courses as certificates and competencies see them: which lessons, which labs, what they teach. */
import type { CertifiedCourse } from '#academy/certificates/completion.ts';
import type { Teaching } from '#academy/competencies/competency-states.ts';
import type { Competency } from '#content/competencies.ts';
import { type Course, pageFor } from '#content/lessons.ts';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import type { Lab } from '#sandbox/lab/lab.ts';

/** Every lesson that can be shown, with what it and its lab teach. */
export function teachingsOf(courses: readonly Course[], labs: ReadonlyMap<string, Lab>): Teaching[] {
  return courses.flatMap((course) =>
    course.lessons.flatMap((lesson) => {
      const page = pageFor(lesson, 'en');
      if (!page) return [];
      const lab = page.lab === undefined ? undefined : labs.get(page.lab);
      return [
        {
          course: course.slug,
          lesson: lesson.slug,
          lab: lab?.slug ?? null,
          questions: [...page.quizzes.keys()],
          competencies: [...new Set([...(lab?.definition.competencies ?? []), ...page.competencies])],
        },
      ];
    }),
  );
}

export function certifiedCourse(
  course: Course,
  labs: ReadonlyMap<string, Lab>,
  competencies: ReadonlyMap<string, Competency>,
): CertifiedCourse {
  const teachings = teachingsOf([course], labs);
  return {
    id: course.id,
    slug: course.slug,
    title: course.title,
    summary: course.summary,
    minutes: course.lessons.reduce((sum, lesson) => sum + (pageFor(lesson, 'en')?.minutes ?? 0), 0),
    lessons: teachings.map(({ lesson, lab, questions }) => ({ slug: lesson, lab, questions })),
    competencies: [...new Set(teachings.flatMap((teaching) => teaching.competencies))].map((id) => ({
      id,
      title: competencyTitle(competencies, id),
    })),
  };
}

/** One that nobody has put into words yet is called by its id. */
export function competencyTitle(competencies: ReadonlyMap<string, Competency>, id: string): LocalizedText {
  const known = competencies.get(id);
  return known ? { en: known.en, 'zh-CN': known['zh-CN'] } : { en: id, 'zh-CN': id };
}
