/** Competencies that labs and lessons name and `competencies.yaml` does not describe: no certificate could say them in words. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean } from '#sandbox/lab/did-you-mean.ts';
import type { Competencies } from './competencies.ts';
import { lessonFile, type Site } from './lint-pages.ts';
import type { ContentProblem } from './problem.ts';

const unknown = (id: string, near: string | null | undefined): ContentProblem['message'] => ({
  en: `There is no competency \`${id}\`, so no record can name it.${near ? ` Did you mean \`${near}\`?` : ''} Those there are stand in content/competencies.yaml.`,
  'zh-CN': `没有能力项 \`${id}\`，学习记录无法引用它。${near ? `是否想写 \`${near}\`？` : ''}已有的能力项见 content/competencies.yaml。`,
});

/** Lessons whose competencies nobody has described. */
export function lintCompetencies({ library }: Site, { entries }: Competencies): ContentProblem[] {
  return library.courses.flatMap(({ slug, lessons }) =>
    lessons.flatMap((lesson) =>
      Object.values(lesson.pages).flatMap((page) =>
        page.competencies
          .filter((id) => !entries.has(id))
          .map((id): ContentProblem => {
            const lines = readFileSync(join(lesson.folder, `index.${page.locale}.md`), 'utf8').split('\n');
            const line = Math.max(
              0,
              lines.findIndex((text) => text.includes(id)),
            );
            return {
              file: lessonFile(slug, lesson, page),
              line: line + 1,
              column: (lines[line]?.indexOf(id) ?? 0) + 1,
              severity: 'warning',
              message: unknown(id, didYouMean(id, entries.keys())),
            };
          }),
      ),
    ),
  );
}

/** The same of labs: problems name `lab.yaml`, beside the slug of its lab. */
export function lintLabCompetencies({ labs }: Site, { entries }: Competencies): { lab: string; problem: ContentProblem }[] {
  return [...labs.values()].flatMap(({ slug, definition, places }) =>
    definition.competencies.flatMap((id, index) =>
      entries.has(id)
        ? []
        : [
            {
              lab: slug,
              problem: {
                file: 'lab.yaml',
                ...(places?.['lab.yaml']?.[`competencies/${index}`] ?? { line: 1, column: 1 }),
                severity: 'warning' as const,
                message: unknown(id, didYouMean(id, entries.keys())),
              },
            },
          ],
    ),
  );
}
