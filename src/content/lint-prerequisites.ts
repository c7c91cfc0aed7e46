/** A lab's prerequisites are taught before it: in an earlier lesson of its course, or in a course that comes before. */
import type { Lab, LabProblem } from '#sandbox/lab/lab.ts';
import { definitionFile, placeOf } from '#sandbox/lab/lint-report.ts';
import type { Site } from './lint-pages.ts';

/** By lab; files relative to its folder. */
export function lintPrerequisites({ library, labs }: Site): { lab: Lab; problem: LabProblem }[] {
  /** Where each lab is taught first: its place in the order of all lessons, and its name. */
  const taught = new Map<string, { place: number; lesson: string }>();
  let place = 0;
  for (const course of library.courses) {
    for (const lesson of course.lessons) {
      place += 1;
      const slug = (lesson.pages.en ?? lesson.pages['zh-CN'])?.lab;
      if (slug !== undefined && !taught.has(slug)) taught.set(slug, { place, lesson: `${course.slug}/${lesson.slug}` });
    }
  }
  return [...labs.values()].flatMap((lab) => {
    const own = taught.get(lab.slug);
    const tell = (path: string, severity: LabProblem['severity'], en: string, chinese: string) => ({
      lab,
      problem: {
        file: definitionFile,
        ...placeOf(lab, definitionFile, path),
        severity,
        message: { en, 'zh-CN': chinese },
      } satisfies LabProblem,
    });
    if (!own) {
      if (lab.definition.status !== 'active') return [];
      const command = `npx millwright new lesson ${lab.slug} --course COURSE --lab ${lab.slug}`;
      return [
        tell(
          'status',
          'warning',
          `No lesson has this lab beside it, so nobody can reach it. Write one: ${command}, or set \`status: draft\`.`,
          `没有任何一课使用此实验，学员无法进入。请编写一课：${command}，或写 \`status: draft\`。`,
        ),
      ];
    }
    return lab.definition.prerequisites.flatMap((wanted, index) => {
      const path = `prerequisites/${index}`;
      const other = taught.get(wanted);
      // That there is such a lab, and no circle, is the loader's business.
      if (!labs.has(wanted) || (other && other.place < own.place)) return [];
      if (!other) {
        return [
          tell(
            path,
            'error',
            `\`${wanted}\` is to be done first, but no lesson teaches it. Write a lesson with it before ${own.lesson}, or drop it here.`,
            `要求先完成 \`${wanted}\`，但没有任何一课讲它。请在 ${own.lesson} 之前编写一课，或在此去掉。`,
          ),
        ];
      }
      return [
        tell(
          path,
          'error',
          `\`${wanted}\` is to be done first, but it is taught only later: in ${other.lesson}, and this lab in ${own.lesson}. Change the order of the lessons (their numbers) or of the courses (\`order\`), or drop it here.`,
          `要求先完成 \`${wanted}\`，但它在后面的 ${other.lesson} 才讲，而此实验在 ${own.lesson}。请调整课程编号或 \`order\`，或在此去掉。`,
        ),
      ];
    });
  });
}
