/** One case of conformance: a program whose first comment says, in YAML, what it shows and what must come of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const value = z.union([z.boolean(), z.number(), z.string()]);
/** By path, `Main.x`; numbers, booleans, or text as ST writes it (`T#5s`, `16#FFFF_FFFF_FFFF_FFFF`). */
const values = z.record(z.string(), value);

const faultKind = z.enum(['fuel', 'index', 'division', 'range', 'conversion', 'null', 'recursion', 'assertion']);

const step = z.strictObject({
  /** Milliseconds of logical time; 10 ms after the step before unless given. */
  at: z.number().optional(),
  /** Index of the task that runs. */
  task: z.number().int().optional(),
  /** Written before the scan. */
  set: values.optional(),
  /** Must stand after it. */
  expect: values.optional(),
  /** How the scan must end, if not well. */
  fault: z.strictObject({ kind: faultKind, line: z.number().int() }).optional(),
});

const header = z.strictObject({
  /** Feature rows, `table/row`. A case that refuses something, or shows a rule no table lists, may have none. */
  rows: z.array(z.string()).default([]),
  clause: z.string(),
  says: z.string(),
  /** The same in Chinese, where the page lists the case by itself. */
  zh: z.string().optional(),
  /** Scans to run before `expect` is looked at; one unless given. */
  scans: z.number().int().default(1),
  expect: values.optional(),
  fault: z.strictObject({ kind: faultKind, line: z.number().int() }).optional(),
  /** Scan by scan, where once is not enough. */
  run: z.array(step).optional(),
  /** The program is refused with these: `ST3001@7`, or `ST3001` where the line does not matter. */
  errors: z.array(z.string()).optional(),
  /** It compiles, and these are said. */
  warnings: z.array(z.string()).optional(),
  strict: z.boolean().default(false),
  pending: z.boolean().default(false),
});

export type CaseHeader = z.output<typeof header>;
export interface ConformanceCase extends CaseHeader {
  /** `6.3-literals/integer.st` */
  name: string;
  path: string;
  text: string;
}

const root = import.meta.dirname;

export const folders = (): string[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort((a, b) => (Number.parseFloat(a) || 99) - (Number.parseFloat(b) || 99));

export function readCase(path: string): ConformanceCase {
  const text = readFileSync(path, 'utf8');
  const name = relative(root, path).replaceAll('\\', '/');
  const comment = /^\(\*\n([\s\S]*?)\n\*\)/.exec(text)?.[1];
  if (comment === undefined) throw new Error(`${name}: a case begins with a comment of its own, (* … *)`);
  const read = header.safeParse(parse(comment));
  if (!read.success) throw new Error(`${name}: ${z.prettifyError(read.error)}`);
  return { ...read.data, name, path, text };
}

export const casesIn = (folder: string): ConformanceCase[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.st'))
    .sort()
    .map((name) => readCase(join(root, folder, name)));
