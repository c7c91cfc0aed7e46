/**
 * Structured Text laid out: one statement a line, two spaces a level, keywords in capitals. Only white space and the case of keywords
 * and elementary types change; comments, names, blank lines between paragraphs (one at most) and columns that an author lined up stay.
 *
 * Every token keeps its place, so the result means the same; that is proven on the result itself before it is handed out.
 */
import type { SourceFile } from '../diagnostics.ts';
import type { CompilationUnit } from './ast.ts';
import { type Block, blocksOf } from './blocks.ts';
import { lex } from './lexer.ts';
import { lineStartsOf } from './line-starts.ts';
import type { ParseOptions } from './parse.ts';
import type { TokenKind, TokenStream } from './tokens.ts';

/** Replace the text between two offsets. */
export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

const INDENT = '  ';

/** Blocks whose content stands where their own first line stands. */
const flat: ReadonlySet<string> = new Set(['PROGRAM', 'FUNCTION', 'FUNCTION_BLOCK']);
/** Words between the parts of a block. */
const middles: ReadonlySet<TokenKind> = new Set<TokenKind>(['ELSE', 'ELSIF', 'UNTIL']);
/** A token after which another operand can only be the second of an operator. */
const operands: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...(['identifier', 'integer', 'real', 'typed', 'duration', 'string', 'address', 'TRUE', 'FALSE', ')', ']', '^'] as const),
]);
/** Before these an author may line things up. */
const columns: ReadonlySet<TokenKind> = new Set<TokenKind>(['AT', ':', ':=', '=>']);

/** A token, or a comment between tokens. */
interface Piece {
  /** Index of the token; of a comment, that of the next token. */
  token: number;
  comment: boolean;
  start: number;
  end: number;
}

/**
 * The edits that lay a file out, in the order of the text; none where it already is, or where it could not be done without changing
 * more than white space. `options` are those that the file was parsed with.
 */
export function formatEdits(unit: CompilationUnit, options: ParseOptions = {}): TextEdit[] {
  const edits = new Layout(unit).edits();
  const { file } = unit.tokens;
  return sameTokens(unit.tokens, { name: file.name, text: applyEdits(file.text, edits) }, options) ? edits : [];
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: replacement } of edits) {
    parts.push(text.slice(at, start), replacement);
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

class Layout {
  readonly #tokens: TokenStream;
  readonly #text: string;
  readonly #newline: string;
  readonly #closing = new Map<number, Block>();
  readonly #opening = new Map<number, Block>();
  readonly #starts: ReturnType<typeof lineStartsOf>;
  readonly #continuing: ReadonlySet<number>;
  /** Levels of indentation that a body's statements have beyond their POU, by first and last token. */
  readonly #indented: { owner: number; first: number; last: number }[] = [];

  constructor(unit: CompilationUnit) {
    this.#tokens = unit.tokens;
    this.#text = unit.tokens.file.text;
    this.#newline = this.#text.includes('\r\n') ? '\r\n' : '\n';
    for (const block of blocksOf(unit.tokens)) {
      this.#closing.set(block.close, block);
      this.#opening.set(block.open, block);
    }
    this.#starts = lineStartsOf(unit);
    this.#continuing = unit.continuing;
    // Whether a body stands in or not is the author's: as its first statement does.
    for (const body of this.#starts.bodies) {
      const { lines } = this.#tokens;
      const ownLine = body.first > 0 && lines[body.first]! > lines[body.first - 1]!;
      if (ownLine && this.#column(body.first) > this.#column(body.owner)) this.#indented.push(body);
    }
    this.#indented.sort((a, b) => a.first - b.first);
  }

  edits(): TextEdit[] {
    const edits: TextEdit[] = [];
    const { kinds } = this.#tokens;
    const put = (start: number, end: number, text: string): void => {
      if (this.#text.slice(start, end) !== text) edits.push({ start, end, text });
    };
    const stack: { block: Block; base: number; inLabel: boolean }[] = [];
    let lineLevel = 0;
    let brackets = 0;
    let body = 0;
    let bodyCounts = false;
    let before: Piece | null = null;
    for (const piece of this.#pieces()) {
      const { token, comment } = piece;
      const top = stack.at(-1);
      while (body < this.#indented.length && this.#indented[body]!.last < token) body++;
      // A body that recovery began within a section stands in because of the section, and one without an end goes by what encloses it.
      const begun = this.#indented[body];
      if (begun?.first === token) bodyCounts = top !== undefined && flat.has(top.block.word) && top.block.open >= begun.owner;
      const inBody = bodyCounts && this.#indented[body] !== undefined && this.#indented[body]!.first <= token ? 1 : 0;
      const level = (): number => {
        if (top === undefined) return 0;
        const content = top.base + (flat.has(top.block.word) ? inBody : 1);
        if (!comment && (token === top.block.close || (middles.has(kinds[token]!) && this.#divides(top.block, token))))
          return top.base;
        return content + (top.inLabel && !this.#starts.labels.has(token) ? 1 : 0);
      };
      if (!comment && top !== undefined) {
        if (this.#starts.labels.has(token)) top.inLabel = true;
        else if (middles.has(kinds[token]!) && this.#divides(top.block, token)) top.inLabel = false;
        if (token === top.block.close) top.inLabel = false;
      }
      const written = before === null ? 0 : this.#lineBreaks(before.end, piece.start);
      const forced = before !== null && this.#mustBreak(before, piece, brackets);
      const own = before === null || forced || (written > 0 && this.#beginsLine(before, piece, brackets));
      let gap: string;
      if (before === null) gap = '';
      else if (kinds[token] === 'end of file' && !comment) gap = this.#newline;
      else if (forced || written > 0) {
        const least = this.#endsDeclaration(before, stack.length) && !comment && this.#opening.has(token) ? 2 : 1;
        const depth = own ? level() : lineLevel + (kinds[token] === ')' || kinds[token] === ']' ? 0 : 1);
        gap = this.#newline.repeat(Math.max(least, Math.min(2, written))) + INDENT.repeat(Math.max(0, depth));
      } else gap = this.#space(before, piece);
      put(before === null ? 0 : before.end, piece.start, gap);
      if (own) lineLevel = before === null ? 0 : level();

      if (!comment) {
        const kind = kinds[token]!;
        if (kind === '(' || kind === '[') brackets++;
        else if (kind === ')' || kind === ']') brackets = Math.max(0, brackets - 1);
        else if (kind === ';') brackets = 0;
        if (/^[A-Z]/.test(kind)) put(piece.start, piece.end, kind);
        else if (this.#starts.typeNames.has(token)) put(piece.start, piece.end, this.#textOf(token).toUpperCase());
        if (top !== undefined && token === top.block.close) stack.pop();
        const opened = this.#opening.get(token);
        if (opened !== undefined) stack.push({ block: opened, base: lineLevel, inLabel: false });
      }
      before = piece;
    }
    return edits;
  }

  /** Tokens and comments in the order of the text. */
  *#pieces(): Generator<Piece> {
    const { starts, ends, trivia } = this.#tokens;
    let next = 0;
    for (let token = 0; token < starts.length; token++) {
      for (; next < trivia.length && trivia[next]!.start < starts[token]!; next++) {
        const { start, end } = trivia[next]!;
        // A line's comment reaches up to the newline, a carriage return included.
        yield { token, comment: true, start, end: start + this.#text.slice(start, end).trimEnd().length };
      }
      yield { token, comment: false, start: starts[token]!, end: ends[token]! };
    }
  }

  #column(token: number): number {
    const { starts, lineStarts, lines } = this.#tokens;
    return starts[token]! - lineStarts[lines[token]! - 1]!;
  }

  #lineBreaks(from: number, to: number): number {
    let count = 0;
    for (let at = this.#text.indexOf('\n', from); at !== -1 && at < to; at = this.#text.indexOf('\n', at + 1)) count++;
    return count;
  }

  /** ELSE and its kin divide the innermost IF, CASE or REPEAT only. */
  #divides(block: Block, token: number): boolean {
    const kind = this.#tokens.kinds[token]!;
    if (kind === 'UNTIL') return block.word === 'REPEAT';
    return block.word === 'IF' || (block.word === 'CASE' && kind === 'ELSE');
  }

  #mustBreak(before: Piece, piece: Piece, brackets: number): boolean {
    const { kinds } = this.#tokens;
    if (piece.comment) return false;
    if (before.comment && this.#text.startsWith('//', before.start)) return true;
    const { token } = piece;
    if (kinds[token] === 'end of file') return true;
    if (this.#starts.free.has(token) || this.#continuing.has(token)) return false;
    if (this.#starts.starts.has(token) || this.#starts.labels.has(token)) return true;
    if (this.#closing.has(token) || (middles.has(kinds[token]!) && brackets === 0)) return true;
    if (before.comment) return false;
    return this.#endsLine(before.token, token, brackets);
  }

  #endsLine(before: number, token: number, brackets: number): boolean {
    const { kinds } = this.#tokens;
    const kind = kinds[before]!;
    if (kind === ';') return brackets === 0 && kinds[token] !== ';';
    if (kind === 'THEN' || kind === 'DO' || kind === 'REPEAT' || kind === 'ELSE') return true;
    return this.#closing.has(before) && kinds[token] !== ';' && kinds[token] !== ')' && kinds[token] !== ':=';
  }

  /** True where a line that the author began is one of its own, and not the rest of the line above. */
  #beginsLine(before: Piece, piece: Piece, brackets: number): boolean {
    if (this.#starts.free.has(piece.token)) return true;
    if (brackets > 0) return false;
    if (!piece.comment) return before.comment ? this.#isFresh(before.token, piece) : false;
    // A comment between two lines belongs to what comes next.
    return this.#isFresh(piece.token, piece);
  }

  #isFresh(token: number, piece: Piece): boolean {
    const { kinds } = this.#tokens;
    if (this.#starts.free.has(token) || this.#starts.starts.has(token) || this.#starts.labels.has(token)) return true;
    if (this.#closing.has(token) || middles.has(kinds[token]!) || kinds[token] === 'end of file') return true;
    return piece.comment && token > 0 && this.#endsLine(token - 1, token, 0);
  }

  #endsDeclaration(before: Piece, depth: number): boolean {
    return depth === 0 && !before.comment && this.#closing.has(before.token);
  }

  /** Between two pieces of one line. */
  #space(before: Piece, piece: Piece): string {
    const written = this.#text.slice(before.end, piece.start);
    // A comment behind a line keeps its column.
    if (piece.comment) return written.length > 0 ? written.replace(/[^\t ]/g, ' ') : ' ';
    if (before.comment) return ' ';
    const { kinds } = this.#tokens;
    const [a, b] = [kinds[before.token]!, kinds[piece.token]!];
    if (a === 'unknown' || b === 'unknown') return written;
    if (b === ';' || b === ',' || b === ')' || b === ']' || b === '^') return '';
    if (a === '(' || a === '[' || a === '.' || a === '..' || b === '.' || b === '..') return '';
    if (b === ':' && (this.#starts.colons.has(piece.token) || this.#namesStep(before.token))) return '';
    if (b === '=' && written === '' && /^(?:S|R|REF)$/i.test(this.#textOf(before.token))) return '';
    if (columns.has(b)) return /^ {2,}$/.test(written) ? written : ' ';
    if ((a === '-' || a === '+') && !operands.has(kinds[before.token - 1] ?? 'end of file')) return '';
    if (b === '[') return a === 'ARRAY' || operands.has(a) ? '' : ' ';
    if (b === '(') return this.#beforeBracket(before.token, written);
    return ' ';
  }

  #namesStep(name: number): boolean {
    return name > 0 && /^(?:INITIAL_STEP|STEP|ACTION)$/i.test(this.#textOf(name - 1));
  }

  #beforeBracket(token: number, written: string): string {
    const { kinds } = this.#tokens;
    const kind = kinds[token]!;
    if (kind === 'identifier') {
      if (/^FROM$/i.test(this.#textOf(token)) || /^TRANSITION$/i.test(token > 0 ? this.#textOf(token - 1) : '')) return ' ';
      return '';
    }
    if (operands.has(kind)) return '';
    if (kind === 'NOT') return written === '' ? '' : ' ';
    // `AND(a, b)` is a call, `a AND (b)` is none.
    if (kind === 'AND' || kind === 'OR' || kind === 'XOR' || kind === 'MOD')
      return operands.has(kinds[token - 1] ?? 'end of file') ? ' ' : '';
    return ' ';
  }

  #textOf(token: number): string {
    return this.#text.slice(this.#tokens.starts[token]!, this.#tokens.ends[token]!);
  }
}

/** True when the text has the very same tokens and comments, but for the case of keywords. */
function sameTokens(tokens: TokenStream, file: SourceFile, options: ParseOptions): boolean {
  const result = lex(file, options);
  if (result.kinds.length !== tokens.kinds.length || result.trivia.length !== tokens.trivia.length) return false;
  const { text } = tokens.file;
  const same = tokens.kinds.every((kind, i) => {
    const before = text.slice(tokens.starts[i], tokens.ends[i]);
    const after = file.text.slice(result.starts[i], result.ends[i]);
    // Keywords and names of elementary types may change their case.
    return (
      kind === result.kinds[i] &&
      (before === after || ((kind === 'identifier' || /^[A-Z]/.test(kind)) && before.toUpperCase() === after.toUpperCase()))
    );
  });
  return (
    same &&
    tokens.trivia.every((comment, i) => {
      const other = result.trivia[i]!;
      return text.slice(comment.start, comment.end).trimEnd() === file.text.slice(other.start, other.end).trimEnd();
    })
  );
}
