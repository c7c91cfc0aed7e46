/** One lesson in one language as its author wrote it, saved or not: its frontmatter, its text as a page, and what is wrong with both. */

import type { Solution } from './directives/directive.ts';
import { type MarkdownSource, type RenderedMarkdown, renderMarkdown } from './markdown.ts';
import { readData, splitFrontmatter } from './placed-data.ts';
import type { ContentProblem } from './problem.ts';
import { type LessonFrontmatter, lessonSchema } from './schema.ts';

export interface LessonText {
  /** `null` when the frontmatter has a mistake. */
  data: LessonFrontmatter | null;
  rendered: RenderedMarkdown;
  problems: ContentProblem[];
}

/** `source.text` is the whole file; lines of problems count from its first. `render`: one that keeps what it renders, where that pays. */
export function readLessonText(
  source: Omit<MarkdownSource, 'lineOffset'>,
  render: (source: MarkdownSource) => RenderedMarkdown = renderMarkdown,
): LessonText {
  const { frontmatter, body, bodyOffset } = splitFrontmatter(source.text);
  const { data, problems } = readData(source.file, frontmatter, lessonSchema, 1, { prefix: 'lesson' });
  const rendered = render({ ...source, text: body, lineOffset: bodyOffset });
  return { data, rendered, problems: [...problems, ...rendered.problems, ...withoutLab(source.file, data, rendered.solutions)] };
}

/** A solution that waits for a step of a lab which the lesson does not have would never open. */
function withoutLab(file: string, data: LessonFrontmatter | null, solutions: Map<string, Solution>): ContentProblem[] {
  const waiting = [...solutions.values()].find(({ opens }) => opens.after === 'step');
  if (data === null || data.lab !== undefined || waiting?.opens.after !== 'step') return [];
  const { step } = waiting.opens;
  return [
    {
      file,
      line: 1,
      column: 1,
      severity: 'error',
      message: {
        en: `A solution waits for the step "${step}", but this lesson names no lab. Write \`lab:\` into the frontmatter, or let the solution wait for a question.`,
        'zh-CN': `有一个解法要等待步骤 "${step}"，但本课没有指定实验。请在文件头写 \`lab:\`，或让解法等待某道测验。`,
      },
    },
  ];
}
