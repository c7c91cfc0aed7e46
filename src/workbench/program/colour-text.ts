/** Structured Text coloured for reading, line by line, without an editor: comments, literals, addresses and reserved words. */
import { ELEMENTARY_NAMES, KEYWORDS, OPERATOR_WORDS, STRING_NAMES, TRUTH_VALUES } from '#sandbox/iec61131/syntax/keywords.ts';

export interface ColouredPart {
  text: string;
  /** A class of the design (`tok-keyword`), or `null` for plain text. */
  token: 'tok-keyword' | 'tok-type' | 'tok-literal' | 'tok-comment' | 'tok-address' | null;
}

const keywords = new Set([...KEYWORDS, ...OPERATOR_WORDS].map((word) => word.toUpperCase()));
const types = new Set([...ELEMENTARY_NAMES, ...STRING_NAMES].map((word) => word.toUpperCase()));
const truths = new Set(TRUTH_VALUES.map((word) => word.toUpperCase()));

const pattern =
  /(?<comment>\/\/[^\n]*|\(\*[\s\S]*?(?:\*\)|$)|\/\*[\s\S]*?(?:\*\/|$))|(?<string>'(?:\$.|[^'$\n])*'?|"(?:\$.|[^"$\n])*"?)|(?<address>%[IQM][XBWDL]?[\d.]+)|(?<literal>\b(?:[A-Za-z_]+#[\w.+-]+|\d[\w.#]*))|(?<word>[\p{L}_][\p{L}\p{N}_]*)/gu;

/** The lines of a text; joined, their parts are the text again. */
export function colourText(text: string): ColouredPart[][] {
  const parts: ColouredPart[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), token: null });
    parts.push({ text: match[0], token: tokenOf(match) });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), token: null });
  const lines: ColouredPart[][] = [[]];
  for (const { text: whole, token } of parts) {
    whole.split('\n').forEach((piece, index) => {
      if (index > 0) lines.push([]);
      if (piece !== '') lines.at(-1)?.push({ text: piece, token });
    });
  }
  return lines;
}

function tokenOf({ 0: text, groups }: RegExpExecArray | RegExpMatchArray): ColouredPart['token'] {
  if (groups?.comment !== undefined) return 'tok-comment';
  if (groups?.address !== undefined) return 'tok-address';
  if (groups?.string !== undefined || groups?.literal !== undefined) return 'tok-literal';
  const word = text.toUpperCase();
  if (truths.has(word)) return 'tok-literal';
  if (keywords.has(word)) return 'tok-keyword';
  return types.has(word) ? 'tok-type' : null;
}
