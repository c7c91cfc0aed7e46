/** Tokens of Structured Text. IEC 61131-3, 6.1 to 6.3: character set, identifiers, keywords, comments, pragmas, literals. */
import type { Diagnostic, SourceFile, SourceRange } from '../diagnostics.ts';
import type { Keyword } from './keywords.ts';

const PUNCTUATION = [
  ':=',
  '=>',
  '<=',
  '>=',
  '<>',
  '**',
  '?=',
  '..',
  '*',
  '/',
  '+',
  '-',
  '=',
  '<',
  '>',
  '&',
  '(',
  ')',
  '[',
  ']',
  ',',
  ';',
  ':',
  '.',
  '^',
] as const;
export type Punctuation = (typeof PUNCTUATION)[number];

/**
 * What a token is. `typed` is a literal with a type before it (`INT#5`, `BOOL#TRUE`, `Colour#Red`), `address` is `%IX0.0` and
 * also the part `%X3` of `w.%X3`. `IMPLIES` exists only in the dialect of the checks; AND_THEN and OR_ELSE come from vendors.
 */
export type TokenKind =
  | Keyword
  | Punctuation
  | 'IMPLIES'
  | 'AND_THEN'
  | 'OR_ELSE'
  | 'identifier'
  | 'integer'
  | 'real'
  | 'typed'
  | 'duration'
  | 'string'
  | 'address'
  | 'unknown'
  | 'end of file';

/** A comment or a pragma; whitespace is whatever lies between tokens and trivia. */
export interface Trivia {
  kind: 'comment' | 'pragma';
  start: number;
  end: number;
}

/**
 * The tokens of one file as parallel arrays (a quarter of the cost of objects). The last token is always `end of file`. Together
 * with the text and the trivia nothing is lost, so a formatter can work from them.
 */
export interface TokenStream {
  file: SourceFile;
  kinds: TokenKind[];
  starts: number[];
  ends: number[];
  /** Line of each token's first character, from 1. */
  lines: number[];
  /** Offset of each line's first character. */
  lineStarts: number[];
  trivia: Trivia[];
  /** Vendor extensions are refused. */
  strict: boolean;
  diagnostics: Diagnostic[];
}

/** The range from the first to the last of two tokens, both inclusive. No token spans lines, so this needs no search. */
export function rangeOfTokens(tokens: TokenStream, first: number, last: number): SourceRange {
  const start = tokens.starts[first]!;
  const end = tokens.ends[last]!;
  const line = tokens.lines[first]!;
  const endLine = tokens.lines[last]!;
  return {
    file: tokens.file.name,
    start,
    end,
    line,
    column: start - tokens.lineStarts[line - 1]! + 1,
    endLine,
    endColumn: end - tokens.lineStarts[endLine - 1]! + 1,
  };
}

/** The range between two offsets; lines are found by bisection. */
export function rangeOfOffsets(file: SourceFile, lineStarts: number[], start: number, end: number): SourceRange {
  const line = lineAt(lineStarts, start);
  const endLine = lineAt(lineStarts, end);
  return {
    file: file.name,
    start,
    end,
    line,
    column: start - lineStarts[line - 1]! + 1,
    endLine,
    endColumn: end - lineStarts[endLine - 1]! + 1,
  };
}

/** The line, from 1, that holds an offset. */
export function lineAt(lineStarts: number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
