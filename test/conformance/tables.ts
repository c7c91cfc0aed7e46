/** The standard's feature tables, in our own words, and the state of every row. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ConformanceCase } from './case.ts';

/** English, Chinese, and for a row that a textual compiler cannot have: why, in both. */
const row = z.union([z.tuple([z.string(), z.string()]), z.tuple([z.string(), z.string(), z.string(), z.string()])]);

const table = z.strictObject({
  /** The standard's number, or a word for what it has no table for. */
  table: z.union([z.int(), z.string()]).transform(String),
  clause: z.string(),
  title: z.tuple([z.string(), z.string()]),
  /** FALSE: the row numbers are doubtful. */
  sure: z.boolean().default(true),
  rows: z.record(z.string(), row),
});

export type FeatureTable = z.output<typeof table>;

export function tablesIn(folder: string): FeatureTable[] {
  const path = join(import.meta.dirname, folder, 'tables.yaml');
  if (!existsSync(path)) return [];
  const read = z.array(table).safeParse(parse(readFileSync(path, 'utf8')));
  if (!read.success) throw new Error(`${folder}/tables.yaml: ${z.prettifyError(read.error)}`);
  return read.data;
}

export type RowState = 'supported' | 'partly' | 'not-yet' | 'not-applicable';

/** What the cases of a row say of it. Nothing is supported without a case that passes. */
export function stateOf(row: FeatureTable['rows'][string], cases: readonly ConformanceCase[]): RowState {
  if (row.length === 4) return 'not-applicable';
  const positive = cases.filter(({ errors }) => !errors);
  const passing = positive.filter(({ pending }) => !pending).length;
  if (passing === 0) return 'not-yet';
  return passing < positive.length ? 'partly' : 'supported';
}
