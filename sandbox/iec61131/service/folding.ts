/** What an editor can fold away: everything from a word to its END_, and long comments. */
import type { SourceFile } from '../diagnostics.ts';
import { blocksOf } from '../syntax/blocks.ts';
import { lex } from '../syntax/lexer.ts';
import { lineAt } from '../syntax/tokens.ts';

/** Lines from 1, both inclusive; the first stays in sight. */
export interface Fold {
  startLine: number;
  endLine: number;
  kind: 'block' | 'comment';
}

export function folds(file: SourceFile): Fold[] {
  const tokens = lex(file);
  const { lines, lineStarts, trivia } = tokens;
  const found: Fold[] = [];
  for (const { open, close } of blocksOf(tokens)) {
    // The END_ stays in sight too.
    const [startLine, endLine] = [lines[open]!, lines[close]! - 1];
    if (endLine > startLine) found.push({ startLine, endLine, kind: 'block' });
  }
  let run: Fold | null = null;
  for (const { kind, start, end } of trivia) {
    if (kind !== 'comment') continue;
    const [startLine, endLine] = [lineAt(lineStarts, start), lineAt(lineStarts, Math.max(start, end - 1))];
    const alone = file.text.slice(lineStarts[startLine - 1], start).trim() === '';
    if (run !== null && alone && startLine === run.endLine + 1) run.endLine = endLine;
    else {
      if (run !== null && run.endLine > run.startLine) found.push(run);
      run = { startLine, endLine, kind: 'comment' };
    }
  }
  if (run !== null && run.endLine > run.startLine) found.push(run);
  return found.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}
