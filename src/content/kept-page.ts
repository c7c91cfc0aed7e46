/** A rendered page as a file: its key, the pictures it was drawn with, what came out. Whatever is not exactly that is no page. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { RenderedMarkdown } from './markdown.ts';
import { quizSchema } from './quiz-schema.ts';

const byId = <Entry extends { id: string }>(entries: readonly Entry[]): Map<string, Entry> =>
  new Map(entries.map((entry) => [entry.id, entry]));

const problem = z.strictObject({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  severity: z.enum(['error', 'warning']),
  message: z.strictObject({ en: z.string(), 'zh-CN': z.string() }),
  reference: z.string().optional(),
});
const solution = z.strictObject({
  id: z.string(),
  opens: z.union([
    z.strictObject({ after: z.literal('step'), step: z.string() }),
    z.strictObject({ after: z.literal('question'), question: z.string() }),
  ]),
  html: z.string(),
});
const mention = z.strictObject({
  kind: z.enum(['link', 'step', 'signal', 'reading', 'heading', 'quiz']),
  name: z.string(),
  line: z.number(),
  column: z.number(),
});

const keptPage = z.strictObject({
  key: z.string(),
  html: z.string(),
  template: z.string(),
  headings: z.array(z.strictObject({ depth: z.number(), id: z.string(), text: z.string() })),
  quizzes: z.array(quizSchema).transform(byId),
  drills: z.array(quizSchema).transform(byId),
  solutions: z.array(solution).transform(byId),
  steps: z.array(z.string()),
  figures: z.array(z.tuple([z.string(), z.string()])).transform((figures) => new Map(figures)),
  mentions: z.array(mention),
  problems: z.array(problem),
});

/** The text of its file; the first line is the hash of the others. */
export function writtenPage(key: string, page: RenderedMarkdown): string {
  const kept: z.input<typeof keptPage> = {
    ...page,
    key,
    quizzes: [...page.quizzes.values()],
    drills: [...page.drills.values()],
    solutions: [...page.solutions.values()],
    figures: [...page.figures],
  };
  const body = JSON.stringify(kept);
  return `${hashOf(body)}\n${body}`;
}

/** `null` when `text` is torn, of another key, or nothing that `writtenPage` writes. */
export function readKeptPage(key: string, text: string): RenderedMarkdown | null {
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== hashOf(body)) return null;
  const read = keptPage.safeParse(parsed(body));
  if (!read.success || read.data.key !== key) return null;
  const { key: _, ...page } = read.data;
  return page;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
