/** Layout of a file or of a part of it. */
import type { SourceFile } from '../diagnostics.ts';
import { formatEdits, type TextEdit } from '../syntax/format.ts';
import { parse } from '../syntax/parse.ts';
import type { AnalysisOptions } from './analysis.ts';

export type { TextEdit };

/** Edits for the whole file, or for what touches the offsets of `range`. Laying out twice changes nothing more. */
export function format(
  file: SourceFile,
  range: { start: number; end: number } | null = null,
  options: AnalysisOptions = {},
): TextEdit[] {
  const edits = formatEdits(parse(file, { implies: options.implies ?? false }).unit, { implies: options.implies ?? false });
  return range === null ? edits : edits.filter(({ start, end }) => end >= range.start && start <= range.end);
}
