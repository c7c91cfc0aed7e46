/** A text without its comments and pragmas: two texts with equal codes do the same. */
import type { SourceFile } from '../diagnostics.ts';
import { lex } from './lexer.ts';

export interface CodeToken {
  text: string;
  /** From 1. */
  line: number;
}

export function codeOf(file: SourceFile): CodeToken[] {
  const tokens = lex(file);
  return tokens.kinds.slice(0, -1).map((_, index) => ({
    text: file.text.slice(tokens.starts[index], tokens.ends[index]),
    line: tokens.lines[index] ?? 0,
  }));
}

/** Does a person find something to read in the comments of this text? */
export function hasComments(file: SourceFile): boolean {
  return lex(file).trivia.some(({ kind, start, end }) => kind === 'comment' && /\p{L}/u.test(file.text.slice(start, end)));
}
