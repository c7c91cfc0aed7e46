/** `competencies.yaml`: what the courses teach, as things that somebody can do. Read at run time; a save is visible on the next call. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readData } from './placed-data.ts';
import type { ContentProblem } from './problem.ts';

const file = 'competencies.yaml';

/** An element of the list. */
export const competencySchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'use a field and a name in lower case, e.g. modbus/word-order')
    .describe('What lessons and labs name. Never changes.'),
  en: z.string().min(1).max(80).describe('What somebody can do, beginning with a verb.'),
  'zh-CN': z.string().min(1).max(80).describe('The same in Chinese.'),
});
export type Competency = z.output<typeof competencySchema>;

export interface Competencies {
  /** By id; in the order of the files, later roots over earlier ones. */
  entries: ReadonlyMap<string, Competency>;
  problems: ContentProblem[];
}

let cached: { stamp: string; competencies: Competencies } | null = null;

/** The competencies of several content roots (absolute folders); later ones win, id by id. */
export function loadCompetencies(roots: readonly string[]): Competencies {
  const paths = roots.map((root) => join(root, file)).filter((path) => existsSync(path));
  const stamp = paths.map((path) => `${path}:${statSync(path).mtimeMs}:${statSync(path).size}`).join('|');
  if (cached?.stamp === stamp) return cached.competencies;
  const entries = new Map<string, Competency>();
  const problems: ContentProblem[] = [];
  for (const path of paths) {
    const read = readData(file, readFileSync(path, 'utf8'), z.array(competencySchema), 0, { prefix: 'competency' });
    problems.push(...read.problems);
    for (const entry of read.data ?? []) entries.set(entry.id, entry);
  }
  cached = { stamp, competencies: { entries, problems } };
  return cached.competencies;
}
