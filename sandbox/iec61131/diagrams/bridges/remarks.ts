/** Comments of a body, each at the statement that it stands before, in or behind on the same line. */
import type { Statement } from '../../syntax/ast.ts';
import type { TokenStream } from '../../syntax/tokens.ts';

export interface Remark {
  start: number;
  end: number;
  line: number;
  /** Without its signs, line by line. */
  text: string;
  /** Before the statement's first word. */
  leads: boolean;
}

/** From the offset where the body begins; what follows the last statement is at it too. */
export function remarksOf(tokens: TokenStream, body: readonly Statement[], from: number, to: number): Remark[][] {
  const { file, starts, ends, lineStarts, lines } = tokens;
  const found: Remark[][] = body.map(() => []);
  let at = 0;
  for (const { start, end } of tokens.trivia) {
    if (start < from || start >= to) continue;
    // A statement holds its last line to the end.
    while (at < body.length - 1 && start >= (lineStarts[lines[body[at]!.last]!] ?? file.text.length)) at++;
    const statement = body[at];
    if (statement === undefined) continue;
    // Two statements on one line: what stands behind the second is not the first's.
    let owner = at;
    while (
      owner < body.length - 1 &&
      ends[body[owner + 1]!.last]! <= start &&
      lines[body[owner + 1]!.first] === lines[body[at]!.last]
    )
      owner++;
    found[owner]!.push({
      start,
      end,
      line: lineStarts.findLastIndex((first) => first <= start) + 1,
      text: withoutSigns(file.text.slice(start, end)),
      leads: start < starts[body[owner]!.first]!,
    });
  }
  return found;
}

function withoutSigns(comment: string): string {
  const inner = comment.startsWith('//') ? comment.slice(2) : /^(?:\(\*|\/\*)/.test(comment) ? comment.slice(2, -2) : comment;
  return inner
    .split(/\r\n|[\n\r]/)
    .map((line) => line.trim().replace(/^\*+\s*/, ''))
    .filter((line) => line !== '')
    .join('\n');
}
