/**
 * Declarations as a table: a row a declaration, changed cell by cell in the text itself, so that what is not touched stays as its author
 * wrote it. IEC 61131-3, 6.5.2: section, names, `AT` address, type, initial value.
 */
import { lex } from '../../syntax/lexer.ts';
import type { TokenStream } from '../../syntax/tokens.ts';
import { putInSection } from './declare.ts';

/** A piece of the text; offsets in UTF-16 units. */
interface Piece {
  text: string;
  start: number;
  end: number;
}

export const declarationColumns = ['names', 'at', 'type', 'initial', 'remark'] as const;
export type DeclarationColumn = (typeof declarationColumns)[number];

export interface DeclarationRow {
  /** As it would be written first: `VAR_INPUT`, `VAR CONSTANT`. */
  section: string;
  /** Several with commas. */
  names: string;
  /** `%IX0.0`; empty without. */
  at: string;
  type: string;
  initial: string;
  /** The comment behind it on its line, without its marks. */
  remark: string;
  /** Its first line, from 1. */
  line: number;
  /** Comments and pragmas above it that are no row's, each as written. */
  notes: readonly string[];
}

interface Placed extends DeclarationRow {
  pieces: Record<DeclarationColumn, Piece | null>;
  /** With the semicolon, without the remark. */
  start: number;
  end: number;
}

/** `null`: it is not written so that a table could show all of it, such as a declaration that does not end. */
export const declarationRows = (text: string): DeclarationRow[] | null => placedRows(text);

/**
 * The text with one cell changed, an empty one taken out. `null` when the text would no longer say just that: no name, `;` in a type, a
 * type that opens a comment.
 */
export function changeCell(text: string, row: number, column: DeclarationColumn, value: string): string | null {
  const rows = placedRows(text);
  const placed = rows?.[row];
  if (!rows || !placed) return null;
  const wanted = value.trim().replaceAll(/\s+/g, ' ');
  const next = column === 'remark' ? withRemark(text, placed, wanted) : withPiece(text, placed, column, wanted);
  const after = next === null ? null : placedRows(next);
  if (next === null || after?.length !== rows.length) return null;
  const same = rows.every((before, at) =>
    declarationColumns.every((name) => {
      const now = after[at]?.[name];
      return at === row && name === column ? now === wanted : now === before[name];
    }),
  );
  return same ? next : null;
}

/** The text without a row; a section that has nothing left goes with its last. */
export function withoutRow(text: string, row: number): string | null {
  const placed = placedRows(text)?.[row];
  if (!placed) return null;
  return taken(text, placed);
}

/** The text with a row in another section, its remark with it: at the end of the first of that kind, in a new one where there is none. */
export function moveToSection(text: string, row: number, section: string): string | null {
  const placed = placedRows(text)?.[row];
  if (!placed) return null;
  if (placed.section === section) return text;
  const { start, end } = withRemarkEnd(placed);
  return putInSection(taken(text, placed), section, text.slice(start, end));
}

/** The text with one declaration more; `null` when that is no declaration. */
export function addRow(text: string, section: string, names: string, type: string): string | null {
  const rows = placedRows(text);
  if (!rows) return null;
  const next = putInSection(text, section, `${names.trim()} : ${type.trim()};`);
  const after = placedRows(next);
  const added = after?.find((row) => row.names === names.trim() && row.type === type.trim() && row.section === section);
  return added && after?.length === rows.length + 1 ? next : null;
}

function placedRows(text: string): Placed[] | null {
  const tokens = lex({ name: '', text });
  // A comment that does not end, a sign that is none: a table would hide it.
  if (tokens.diagnostics.some(({ severity }) => severity === 'error')) return null;
  return new Reader(text, tokens).rows();
}

const blank = /^[ \t]*(?:\r?\n|$)/;

class Reader {
  readonly #text: string;
  readonly #tokens: TokenStream;
  #at = 0;

  constructor(text: string, tokens: TokenStream) {
    this.#text = text;
    this.#tokens = tokens;
  }

  rows(): Placed[] | null {
    const rows: Placed[] = [];
    while (this.#kind() !== 'end of file') {
      const section = this.#section();
      if (section === null) return null;
      while (this.#kind() !== 'END_VAR') {
        const row = this.#row(section);
        if (row === null) return null;
        rows.push(row);
      }
      this.#at++;
    }
    this.#remarksAndNotes(rows);
    return rows;
  }

  #kind(): string {
    return this.#tokens.kinds[this.#at] ?? 'end of file';
  }

  #piece(first: number, last: number): Piece {
    const start = this.#tokens.starts[first] ?? 0;
    const end = this.#tokens.ends[last] ?? start;
    return { text: this.#text.slice(start, end), start, end };
  }

  /** What begins a section, with its qualifiers: all that stands on its line. */
  #section(): string | null {
    if (!/^VAR(?:_|$)/.test(this.#kind())) return null;
    const first = this.#at++;
    const line = this.#tokens.lines[first];
    while (this.#tokens.lines[this.#at] === line && this.#isQualifier()) this.#at++;
    return this.#piece(first, this.#at - 1)
      .text.toUpperCase()
      .replaceAll(/\s+/g, ' ');
  }

  #isQualifier(): boolean {
    if (['CONSTANT', 'RETAIN', 'NON_RETAIN'].includes(this.#kind())) return true;
    return this.#kind() === 'identifier' && /^PERSISTENT$/i.test(this.#piece(this.#at, this.#at).text);
  }

  /** The last token before the first of `ends` that stands in no bracket; `null` when there is none. */
  #until(...ends: string[]): number | null {
    for (let depth = 0; ; this.#at++) {
      const kind = this.#kind();
      if (kind === 'end of file' || kind === 'END_VAR') return null;
      if (depth === 0 && ends.includes(kind)) return this.#at - 1;
      if (kind === '(' || kind === '[') depth++;
      if (kind === ')' || kind === ']') depth--;
    }
  }

  #row(section: string): Placed | null {
    const first = this.#at;
    const lastName = this.#until('AT', ':');
    if (lastName === null || lastName < first) return null;
    const names = this.#piece(first, lastName);
    if (!/^[A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*$/.test(names.text)) return null;
    let at: Piece | null = null;
    if (this.#kind() === 'AT') {
      const from = ++this.#at;
      const last = this.#until(':');
      if (last === null || last < from) return null;
      at = this.#piece(from, last);
    }
    const from = ++this.#at;
    const lastOfType = this.#until(':=', ';');
    if (lastOfType === null || lastOfType < from) return null;
    const type = this.#piece(from, lastOfType);
    let initial: Piece | null = null;
    if (this.#kind() === ':=') {
      const begin = ++this.#at;
      const last = this.#until(';');
      if (last === null || last < begin) return null;
      initial = this.#piece(begin, last);
    }
    const semicolon = this.#at++;
    const { start, end } = this.#piece(first, semicolon);
    return {
      section,
      names: names.text,
      at: at?.text ?? '',
      type: type.text,
      initial: initial?.text ?? '',
      remark: '',
      line: this.#tokens.lines[first] ?? 1,
      notes: [],
      pieces: { names, at, type, initial, remark: null },
      start,
      end,
    };
  }

  /** Each comment is the remark of the row that it stands behind, or a note above the next. */
  #remarksAndNotes(rows: Placed[]): void {
    for (const { kind, start, end } of this.#tokens.trivia) {
      const text = this.#text.slice(start, end);
      const behind = rows.findLast((row) => row.end <= start);
      const between = behind && this.#text.slice(behind.end, start);
      const ends = blank.test(this.#text.slice(end));
      if (
        kind === 'comment' &&
        behind &&
        !behind.pieces.remark &&
        /^[ \t]*$/.test(between ?? '') &&
        ends &&
        !text.includes('\n')
      ) {
        behind.pieces.remark = { text, start, end };
        behind.remark = unmarked(text);
        continue;
      }
      // What stands inside of a declaration is part of its text.
      if (rows.some((row) => row.start < start && end < row.end)) continue;
      const next = rows.find((row) => row.start >= end);
      if (next) next.notes = [...next.notes, text];
    }
  }
}

/** What a comment says. */
function unmarked(comment: string): string {
  const inner = comment.startsWith('//') ? comment.slice(2) : comment.slice(2, -2);
  return inner.trim().replaceAll(/\s+/g, ' ');
}

function withPiece(text: string, row: Placed, column: Exclude<DeclarationColumn, 'remark'>, value: string): string | null {
  const piece = row.pieces[column];
  if (piece && value !== '') return replaced(text, piece.start, piece.end, value);
  if (column === 'names' || column === 'type') return null;
  const { names, type } = row.pieces;
  if (!names || !type) return null;
  if (column === 'at') {
    if (piece) return replaced(text, names.end, piece.end, '');
    return value === '' ? text : replaced(text, names.end, names.end, ` AT ${value}`);
  }
  if (piece) return replaced(text, type.end, piece.end, '');
  return value === '' ? text : replaced(text, type.end, type.end, ` := ${value}`);
}

function withRemark(text: string, row: Placed, value: string): string {
  const { remark } = row.pieces;
  if (value === '') return remark ? replaced(text, row.end, remark.end, '') : text;
  // With code behind it on its line, only a comment with an end can stand there.
  const last = blank.test(text.slice(remark?.end ?? row.end));
  const written = last && !remark?.text.startsWith('(*') ? `// ${value}` : `(* ${value} *)`;
  return remark ? replaced(text, remark.start, remark.end, written) : replaced(text, row.end, row.end, ` ${written}`);
}

const replaced = (text: string, start: number, end: number, value: string): string =>
  text.slice(0, start) + value + text.slice(end);

interface Span {
  start: number;
  end: number;
}

const cut = (text: string, { start, end }: Span): string => replaced(text, start, end, '');

const withRemarkEnd = (row: Placed): Span => ({
  start: row.start,
  end: row.pieces.remark?.end ?? row.end,
});

/** The row and its remark; its lines as a whole when nothing else stands on them. */
function wholeLines(text: string, row: Placed): Span {
  const { start, end } = withRemarkEnd(row);
  const begin = text.lastIndexOf('\n', start - 1) + 1;
  const rest = blank.exec(text.slice(end));
  return rest && text.slice(begin, start).trim() === '' ? { start: begin, end: end + rest[0].length } : { start, end };
}

/** Without the row, and without its section when that has nothing else. */
function taken(text: string, row: Placed): string {
  const lines = wholeLines(text, row);
  const rest = cut(text, lines);
  const empty = /^[ \t]*VAR(?:_\w+)?(?:[ \t]+\w+)*[ \t]*\r?\n\s*END_VAR\b[ \t]*(?:\r?\n|$)/gim;
  for (const { index, 0: section } of rest.matchAll(empty))
    if (index <= lines.start && lines.start <= index + section.length)
      return cut(rest, { start: index, end: index + section.length });
  return rest;
}
