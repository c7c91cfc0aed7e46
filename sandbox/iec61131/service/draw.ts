/** A text of a program as a ladder drawing that compiles in its place. */
import type { SourceFile } from '../diagnostics.ts';
import type { DrawingRefusal } from '../diagrams/bridges/refusals.ts';
import { type DrawnText, toLadder } from '../diagrams/bridges/to-ladder.ts';
import { networkAtLine } from '../diagrams/element-places.ts';
import { lineStartsOf } from '../diagrams/origin.ts';
import { printLadder } from '../diagrams/print-ladder.ts';
import { readLadder } from '../diagrams/read-ladder.ts';
import { type AnalysisOptions, analyse, analyseAnew } from './analysis.ts';

export interface Drawn {
  /** The file in its text form, with the ending of drawings. */
  file: SourceFile;
  /** Of each network its lines in the text that it was made from, counted from 1, both included. */
  networks: DrawnText['networks'];
}

/** `name` is one of `files`, all of one program. Statements whose drawing would not compile (types that a box does not take) stay text. */
export function drawText(
  files: readonly SourceFile[],
  name: string,
  options: AnalysisOptions = {},
): Drawn | { refused: DrawingRefusal } {
  const { diagnostics, symbols, trees } = analyse(files, options);
  const tree = trees.get(name);
  if (tree === undefined) return { refused: 'no-pou' };
  if (diagnostics.some(({ severity, range }) => severity === 'error' && range.file === name)) return { refused: 'mistakes' };
  const asText = new Set<number>();
  for (;;) {
    const drawn = toLadder(tree, symbols, asText);
    if ('refused' in drawn) return drawn;
    const file: SourceFile = { name: name.replace(/\.st$/i, '.ld'), text: printLadder(drawn.pou) };
    const tried = analyseAnew(
      files.map((one) => (one.name === name ? file : one)),
      options,
    );
    const errors = tried.diagnostics.filter(({ severity, range }) => severity === 'error' && range.file === file.name);
    if (errors.length === 0) return { file, networks: drawn.networks };
    const reading = readLadder(file);
    const starts = lineStartsOf(file.text);
    const before = asText.size;
    for (const { range } of errors) {
      const lines = drawn.networks[networkAtLine(reading, starts, range.line) ?? -1];
      for (let line = lines?.first ?? 0; lines !== undefined && line <= lines.last; line++) asText.add(line);
    }
    // What is wrong then is no single statement's.
    if (asText.size === before) return { refused: 'mistakes' };
  }
}
