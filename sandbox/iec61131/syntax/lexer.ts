/**
 * Text to tokens. Never throws and never stops: what it cannot read becomes an `unknown` token with a diagnostic. Habits from
 * other languages (`==`, `&&`) and full-width punctuation from a Chinese input method are read as what was meant, and reported.
 */

import { diagnose } from '../diagnostic-catalogue.ts';
import type { SourceFile } from '../diagnostics.ts';
import { extensionDiagnostic } from '../extensions.ts';
import { KEYWORDS } from './keywords.ts';
import { type Punctuation, rangeOfOffsets, type TokenKind, type TokenStream } from './tokens.ts';

const keywords: ReadonlyMap<string, TokenKind> = new Map(KEYWORDS.map((word) => [word, word]));

const twoCharacters: ReadonlySet<string> = new Set([':=', '=>', '<=', '>=', '<>', '**', '..', '?=']);
const oneCharacter: ReadonlySet<string> = new Set('*/+-=<>&()[],;:.^');

/** Spellings that are not ST, and what their author means. */
const foreign: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ['==', '='],
  ['!=', '<>'],
  ['&&', 'AND'],
  ['||', 'OR'],
  ['!', 'NOT'],
  ['；', ';'],
  ['：', ':'],
  ['，', ','],
  ['、', ','],
  ['（', '('],
  ['）', ')'],
  ['【', '['],
  ['】', ']'],
  ['＝', '='],
  ['＋', '+'],
  ['－', '-'],
  ['＊', '*'],
  ['／', '/'],
  ['＜', '<'],
  ['＞', '>'],
  ['．', '.'],
  ['。', '.'],
  ['：＝', ':='],
  ['：=', ':='],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '<>'],
]);

const UNDERSCORE = 0x5f;
function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === UNDERSCORE;
}
const DOLLAR = 0x24;
function isWord(code: number): boolean {
  return isLetter(code) || isDigit(code);
}
/** A letter beyond ASCII: Chinese punctuation and wide spaces end a word. */
function isForeignLetter(text: string, at: number): boolean {
  return text.charCodeAt(at) >= 0x80 && /^\p{L}/u.test(text.slice(at, at + 2));
}

const durationPrefixes: ReadonlySet<string> = new Set(['T', 'TIME', 'LT', 'LTIME']);
const calendarPrefixes: ReadonlySet<string> = new Set([
  'D',
  'DATE',
  'TOD',
  'TIME_OF_DAY',
  'DT',
  'DATE_AND_TIME',
  'LD',
  'LDATE_AND_TIME',
  'LTIME_OF_DAY',
  'LDATE',
  'LTOD',
  'LDT',
]);

export interface LexOptions {
  /** Read IMPLIES as an operator: the dialect of checks in labs. */
  implies?: boolean;
  /** Refuse what IEC 61131-3 does not have but vendors do; else it is accepted with a word about it. */
  strict?: boolean;
}

/** Splits a file into tokens and trivia. Linear in the length of the text. */
export function lex(file: SourceFile, options: LexOptions = {}): TokenStream {
  const text = file.text;
  const length = text.length;
  const tokens: TokenStream = {
    file,
    kinds: [],
    starts: [],
    ends: [],
    lines: [],
    lineStarts: [0],
    trivia: [],
    strict: options.strict ?? false,
    diagnostics: [],
  };
  const { kinds, starts, ends, lines, lineStarts } = tokens;
  const unreadableRuns = new Set<string>();
  // What a diagram has become has names of its own in it, which no author can write.
  const lowered = file.origin !== undefined;
  let at = 0;

  const push = (kind: TokenKind, start: number): void => {
    kinds.push(kind);
    starts.push(start);
    ends.push(at);
    lines.push(lineStarts.length);
  };
  const range = (start: number, end: number) => rangeOfOffsets(file, lineStarts, start, end);
  const skipDigits = (isPart: (code: number) => boolean): void => {
    while (at < length && (isPart(text.charCodeAt(at)) || text.charCodeAt(at) === UNDERSCORE)) at++;
  };
  /** Skips to `end` inside a comment and notes the lines passed. */
  const passLines = (from: number, to: number): void => {
    for (let next = text.indexOf('\n', from); next !== -1 && next < to; next = text.indexOf('\n', next + 1))
      lineStarts.push(next + 1);
  };
  /** One comment that does not close with its inner ones is enough: from then on none nests, and reading stays linear. */
  let nesting = true;
  /** Where a comment with others inside it closes; -1 when there are none, or they do not close. */
  const endOfNested = (start: number, open: number, close: string): number => {
    const opening = text.slice(start, start + open);
    const inner = text.indexOf(opening, start + open);
    const first = text.indexOf(close, start + open);
    if (inner === -1 || first === -1 || inner > first) return -1;
    let depth = 1;
    for (let next = start + open; next < length; next++) {
      if (text.startsWith(close, next)) {
        depth--;
        if (depth === 0) return next;
        next++;
      } else if (text.startsWith(opening, next)) {
        depth++;
        next++;
      }
    }
    nesting = false;
    return -1;
  };
  const comment = (kind: 'comment' | 'pragma', open: number, close: string): void => {
    const start = at;
    const nested = kind === 'comment' && nesting ? endOfNested(start, open, close) : -1;
    const found = nested !== -1 ? nested : text.indexOf(close, at + open);
    at = found === -1 ? length : found + close.length;
    if (nested !== -1) {
      const what = { en: 'A comment inside a comment', 'zh-CN': '注释中的注释' };
      tokens.diagnostics.push(extensionDiagnostic(tokens.strict, range(start, start + open), what));
    }
    if (kind === 'pragma' && /^\{\s*attribute\b/i.test(text.slice(start, start + 40))) {
      const what = { en: 'The pragma {attribute …}', 'zh-CN': '编译指示 {attribute …}' };
      tokens.diagnostics.push(extensionDiagnostic(tokens.strict, range(start, Math.min(at, start + 10)), what));
    }
    if (found === -1) {
      const opening = text.slice(start, start + open);
      tokens.diagnostics.push(diagnose('ST1002', range(start, start + open), { open: opening, close }));
    }
    passLines(start, at);
    tokens.trivia.push({ kind, start, end: at });
  };
  /** A number from `at`: integer, based integer or real. */
  const number = (): TokenKind => {
    skipDigits(isDigit);
    const code = text.charCodeAt(at);
    if (code === 0x23 /* # */) {
      at++;
      skipDigits(isWord);
      return 'integer';
    }
    let kind: TokenKind = 'integer';
    if (code === 0x2e /* . */ && isDigit(text.charCodeAt(at + 1))) {
      at++;
      skipDigits(isDigit);
      kind = 'real';
    }
    const exponent = text.charCodeAt(at) | 0x20;
    if (exponent === 0x65 /* e */) {
      const sign = text.charCodeAt(at + 1);
      const skip = sign === 0x2b || sign === 0x2d ? 2 : 1;
      if (isDigit(text.charCodeAt(at + skip))) {
        at += skip;
        skipDigits(isDigit);
        kind = 'real';
      }
    }
    // `12ab` is one mistake, not two tokens.
    if (isLetter(text.charCodeAt(at))) {
      while (at < length && isWord(text.charCodeAt(at))) at++;
    }
    return kind;
  };
  /** After `PREFIX#`: the literal's body. */
  const typedLiteral = (prefix: string): TokenKind => {
    at++;
    const upper = prefix.toUpperCase();
    if (durationPrefixes.has(upper) || calendarPrefixes.has(upper)) {
      const calendar = calendarPrefixes.has(upper);
      if (text[at] === '-' || text[at] === '+') at++;
      while (at < length) {
        const code = text.charCodeAt(at);
        const more =
          isWord(code) ||
          (code === 0x2e && isDigit(text.charCodeAt(at + 1))) ||
          (calendar && (code === 0x2d || code === 0x3a) && isDigit(text.charCodeAt(at + 1)));
        if (!more) break;
        at++;
      }
      return calendar ? 'typed' : 'duration';
    }
    // `STRING#'abc'`, `CHAR#'A'`
    if (text[at] === "'" || text[at] === '"') {
      endOfString(text[at]!);
      return 'string';
    }
    if (text[at] === '-' || text[at] === '+') at++;
    const code = text.charCodeAt(at);
    if (isDigit(code)) number();
    else while (at < length && isWord(text.charCodeAt(at))) at++;
    return 'typed';
  };
  const endOfString = (quote: string): void => {
    const start = at;
    at++;
    while (at < length && text[at] !== quote && text[at] !== '\n')
      at += text[at] === '$' && at + 1 < length && text[at + 1] !== '\n' ? 2 : 1;
    if (text[at] === quote) at++;
    else tokens.diagnostics.push(diagnose('ST1003', range(start, at), { quote }));
  };

  /** Takes the rest of a run that begins at `start`. A word used again and again is one mistake. */
  const unreadable = (start: number): void => {
    while (at < length) {
      const next = text.charCodeAt(at);
      if (next < 0x80 ? !isWord(next) : foreign.has(text[at]!) || next === 0x3000 || next === 0xa0) break;
      at++;
    }
    const run = text.slice(start, at);
    if (!unreadableRuns.has(run)) tokens.diagnostics.push(diagnose('ST1001', range(start, at), { text: run.slice(0, 20) }));
    unreadableRuns.add(run);
    push('unknown', start);
  };

  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === 0x0a) {
      at++;
      lineStarts.push(at);
      continue;
    }
    if (code === 0x20 || code === 0x09 || code === 0x0d || code === 0xfeff || code === 0xa0 || code === 0x3000 || code === 0x0c) {
      at++;
      continue;
    }
    const start = at;
    if (isLetter(code)) {
      at++;
      while (at < length && (isWord(text.charCodeAt(at)) || (lowered && text.charCodeAt(at) === DOLLAR))) at++;
      // `größe` is one word that cannot be a name, not the name `gr` before something unreadable.
      if (isForeignLetter(text, at)) {
        unreadable(start);
        continue;
      }
      const word = text.slice(start, at);
      if (text.charCodeAt(at) === 0x23 /* # */) {
        push(typedLiteral(word), start);
        continue;
      }
      const upper = word.toUpperCase();
      const kind = keywords.get(upper);
      if (kind !== undefined) push(kind, start);
      else if (upper === 'AND_THEN' || upper === 'OR_ELSE') push(upper, start);
      else push(options.implies && upper === 'IMPLIES' ? 'IMPLIES' : 'identifier', start);
      continue;
    }
    if (isDigit(code)) {
      // `w.3`: after a point only an index can stand, never a fraction.
      if (kinds[kinds.length - 1] === '.' && ends[ends.length - 1] === start) {
        skipDigits(isDigit);
        push('integer', start);
      } else {
        const kind = number();
        push(kind, start);
      }
      continue;
    }
    const two = text.slice(at, at + 2);
    if (two === '(*') {
      comment('comment', 2, '*)');
      continue;
    }
    if (two === '/*') {
      comment('comment', 2, '*/');
      continue;
    }
    if (two === '//') {
      const end = text.indexOf('\n', at);
      at = end === -1 ? length : end;
      tokens.trivia.push({ kind: 'comment', start, end: at });
      continue;
    }
    const one = text[at]!;
    if (one === '{') {
      comment('pragma', 1, '}');
      continue;
    }
    if (one === "'" || one === '"') {
      endOfString(one);
      push('string', start);
      continue;
    }
    if (one === '%') {
      at++;
      while (at < length && isLetter(text.charCodeAt(at))) at++;
      if (text[at] === '*') at++;
      while (at < length && (isDigit(text.charCodeAt(at)) || (text[at] === '.' && isDigit(text.charCodeAt(at + 1))))) at++;
      push('address', start);
      continue;
    }
    if (twoCharacters.has(two)) {
      at += 2;
      push(two as Punctuation, start);
      continue;
    }
    const meant = foreign.get(two) ?? foreign.get(one);
    if (meant !== undefined && !(oneCharacter.has(one) && !foreign.has(two))) {
      at += foreign.has(two) ? two.length : 1;
      const written = text.slice(start, at);
      const where = range(start, at);
      tokens.diagnostics.push(
        diagnose('ST1004', where, { written, meant }, [
          { title: { en: `Write \`${meant}\``, 'zh-CN': `改为 \`${meant}\`` }, range: where, text: meant },
        ]),
      );
      push(meant, start);
      continue;
    }
    if (oneCharacter.has(one)) {
      at++;
      push(one as Punctuation, start);
      continue;
    }
    // A run of unreadable characters is one mistake. Chinese words are the common case: identifiers are Latin letters.
    at++;
    unreadable(start);
  }
  push('end of file', length);
  return tokens;
}
