/** Whatever a file is written in, as Structured Text: the one door through which diagrams enter the language. */

import { diagnose } from '../diagnostic-catalogue.ts';
import type { Diagnostic, SourceFile } from '../diagnostics.ts';
import { rangeOfOffsets } from '../syntax/tokens.ts';
import { isDiagram, isKept } from './diagram-files.ts';
import { lowerLadder } from './lower-ladder.ts';
import { lineStartsOf } from './origin.ts';

export interface SourceText {
  /** The file itself, or what its drawing becomes. */
  file: SourceFile;
  /** Of the drawing, at the author's places. */
  diagnostics: readonly Diagnostic[];
}

const plain: readonly Diagnostic[] = [];

export function asStructuredText(file: SourceFile): SourceText {
  if (isKept(file.name)) {
    const [end = 0] = [file.text.indexOf('\n')].filter((at) => at >= 0);
    const range = rangeOfOffsets(file, lineStartsOf(file.text), 0, end);
    return { file: { name: file.name, text: '' }, diagnostics: [diagnose('LD1012', range, { name: file.name })] };
  }
  return isDiagram(file.name) && file.origin === undefined ? lowerLadder(file) : { file, diagnostics: plain };
}

/**
 * What is said about files altogether: of drawings that have mistakes no advice, because what an element lacks, its neighbours seem to
 * lack too; and what is said of a coil is not said again of the assignment that it became.
 */
export function withoutConsequences(drawn: readonly Diagnostic[], others: readonly Diagnostic[]): Diagnostic[] {
  const broken = new Set(drawn.filter(({ severity }) => severity === 'error').map(({ range }) => range.file));
  const coils = drawn.filter(({ code }) => code === 'LD6002' || code === 'LD6003').map(({ range }) => range);
  const isRepeated = ({ code, range }: Diagnostic): boolean =>
    code === 'ST6003' && coils.some(({ file, start, end }) => file === range.file && start <= range.start && range.end <= end);
  return [...drawn, ...others.filter((one) => one.severity === 'error' || !(broken.has(one.range.file) || isRepeated(one)))];
}
