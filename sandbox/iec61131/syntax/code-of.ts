/** A text without its comments and pragmas, of a drawing without its titles: two texts with equal codes do the same. */
import type { SourceFile } from '../diagnostics.ts';
import { isDiagram } from '../diagrams/diagram-files.ts';
import { readLadder } from '../diagrams/read-ladder.ts';
import { asStructuredText } from '../diagrams/source-text.ts';
import { lex } from './lexer.ts';

export interface CodeToken {
  text: string;
  /** From 1. */
  line: number;
}

export function codeOf(given: SourceFile): CodeToken[] {
  const { file } = asStructuredText(given);
  const tokens = lex(file);
  return tokens.kinds.slice(0, -1).map((_, index) => ({
    text: file.text.slice(tokens.starts[index], tokens.ends[index]),
    line: tokens.lines[index] ?? 0,
  }));
}

/** Does a person find something to read in the comments of this text? */
export function hasComments(file: SourceFile): boolean {
  if (isDiagram(file.name)) {
    const { pou } = readLadder(file);
    const words = (pou?.networks ?? []).flatMap(({ title = '', comment = '' }) => [title, comment]);
    return words.some((text) => /\p{L}/u.test(text)) || hasComments({ name: '', text: pou?.declarations ?? '' });
  }
  return lex(file).trivia.some(({ kind, start, end }) => kind === 'comment' && /\p{L}/u.test(file.text.slice(start, end)));
}
