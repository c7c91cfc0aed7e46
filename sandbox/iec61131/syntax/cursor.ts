/** A position in the tokens, with the parser's ways to ask, take, complain and recover. Every loop over it makes progress. */

import { type DiagnosticCode, diagnose, type MessageValue } from '../diagnostic-catalogue.ts';
import type { Diagnostic, LocalizedText, SourceRange, SuggestedEdit } from '../diagnostics.ts';
import { extensionDiagnostic } from '../extensions.ts';
import type { Identifier } from './ast.ts';
import { KEYWORDS } from './keywords.ts';
import { rangeOfOffsets, rangeOfTokens, type TokenKind, type TokenStream } from './tokens.ts';

const keywordKinds: ReadonlySet<TokenKind> = new Set(KEYWORDS);

/** Deepest nesting of statements and expressions: far beyond any program, far below the stack of a browser's worker. */
export const NESTING_LIMIT = 100;

/** Operators in one statement or initial value; it bounds the height of the tree, and with it every later recursion. */
export const OPERATOR_LIMIT = 1000;

export class Cursor {
  readonly tokens: TokenStream;
  index = 0;
  /** Levels of nesting open now. */
  depth = 0;
  /** Renewed by each statement and declaration. */
  operatorsLeft = OPERATOR_LIMIT;
  /** Closing keywords that some open construct waits for, with how many wait. */
  readonly awaited = new Map<TokenKind, number>();
  /** Tokens that were asked about and begin no line; see CompilationUnit. */
  readonly continuing = new Set<number>();
  /** Reserved words that were meant as names, by upper-case text: said once, where each first stands. */
  private readonly meantAsNames = new Set<string>();
  private lastComplaint = -1;
  private lastDepthComplaint = -1;

  constructor(tokens: TokenStream) {
    this.tokens = tokens;
  }

  get kind(): TokenKind {
    return this.tokens.kinds[this.index]!;
  }
  /** Asks without narrowing: after a `take` the answer is another one. */
  at(kind: TokenKind): boolean {
    return this.tokens.kinds[this.index] === kind;
  }
  peek(distance = 1): TokenKind {
    return this.tokens.kinds[this.index + distance] ?? 'end of file';
  }
  text(index = this.index): string {
    return this.tokens.file.text.slice(this.tokens.starts[index]!, this.tokens.ends[index]!);
  }
  /** Moves on, never past the end of the file. Returns the index of the token taken. */
  take(): number {
    const taken = this.index;
    if (this.kind !== 'end of file') this.index++;
    return taken;
  }
  accept(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.take();
    return true;
  }
  /** An identifier with this text, whatever its case: words that are reserved in one place only. */
  atWord(word: string): boolean {
    return this.kind === 'identifier' && this.text().toUpperCase() === word;
  }
  /** True when the current token begins a line. What is sound never asks: a tree hangs on line breaks only in recovery. */
  get beginsLine(): boolean {
    if (this.index === 0 || this.tokens.lines[this.index]! > this.tokens.lines[this.index - 1]!) return true;
    this.continuing.add(this.index);
    return false;
  }
  /** Behind a string that does not end on its line: its semicolon is inside. */
  get afterOpenString(): boolean {
    if (this.index === 0 || !this.beginsLine || this.tokens.kinds[this.index - 1] !== 'string') return false;
    const text = this.text(this.index - 1);
    const quote = text[text.search(/['"]/)]!;
    return text.length === 1 || !text.endsWith(quote) || text.indexOf(quote) === text.length - 1;
  }
  /** Last token taken, for the end of a node. */
  get previous(): number {
    return Math.max(0, this.index - 1);
  }

  range(first = this.index, last = first): SourceRange {
    return rangeOfTokens(this.tokens, first, last);
  }
  /** The empty range just after the previous token: where something is missing. */
  afterPrevious(): SourceRange {
    const end = this.tokens.ends[this.previous]!;
    return rangeOfOffsets(this.tokens.file, this.tokens.lineStarts, end, end);
  }
  /** How a token is called in a message. */
  describe(index = this.index): MessageValue {
    const kind = this.tokens.kinds[index]!;
    if (kind === 'end of file') return { en: 'the end of the file', 'zh-CN': '文件结尾' };
    const text = this.text(index);
    return `\`${text.length > 30 ? `${text.slice(0, 30)}…` : text}\``;
  }

  /** Reports once per token: what follows from one mistake is not a second one. */
  report(code: DiagnosticCode, range: SourceRange, values: Record<string, MessageValue> = {}, edits?: SuggestedEdit[]): void {
    if (this.lastComplaint === this.index) return;
    this.lastComplaint = this.index;
    // A comment that is never closed has swallowed the rest, and everything that it would close.
    if (this.kind === 'end of file' && this.tokens.diagnostics.some((earlier) => earlier.code === 'ST1002')) return;
    this.tokens.diagnostics.push(diagnose(code, range, values, edits));
  }

  renewOperators(): void {
    this.operatorsLeft = OPERATOR_LIMIT;
  }

  /** A word about a vendor extension, which does not disturb reading. */
  extension(range: SourceRange, what: MessageValue): void {
    this.tokens.diagnostics.push(extensionDiagnostic(this.tokens.strict, range, what));
  }

  /** A diagnostic for something that was read without trouble and still may not stand here. */
  complaint(code: DiagnosticCode, range: SourceRange, values: Record<string, MessageValue> = {}): Diagnostic {
    return diagnose(code, range, values);
  }

  /** What another language writes: told with what stands for it here. */
  foreign(first: number, last: number, meant: string): void {
    const range = this.range(first, last);
    const written = this.tokens.file.text.slice(range.start, range.end);
    this.report('ST1004', range, { written, meant }, [
      { title: { en: `Write \`${meant}\``, 'zh-CN': `改为 \`${meant}\`` }, range, text: meant },
    ]);
  }

  /** At a token that the lexer or the parser has already complained about, nothing more needs saying. */
  private excuse(): boolean {
    if (this.kind !== 'unknown' && !this.meantAsNames.has(this.text().toUpperCase())) return false;
    this.lastComplaint = this.index;
    return true;
  }

  /** Takes `kind`, or says that it is missing and stays. */
  expect(kind: TokenKind): boolean {
    if (this.accept(kind)) return true;
    if (this.excuse()) return false;
    const missing = this.afterPrevious();
    const fixable = kind !== 'identifier' && this.beginsLine;
    const expected = `\`${kind}\``;
    const spaced = keywordKinds.has(kind) ? ` ${kind}` : kind;
    this.report(
      'ST1010',
      this.beginsLine ? this.lastOfPrevious() : this.range(),
      { expected, found: this.describe() },
      fixable ? [{ title: { en: `Insert \`${kind}\``, 'zh-CN': `插入 \`${kind}\`` }, range: missing, text: spaced }] : undefined,
    );
    return false;
  }
  expectedButFound(expected: LocalizedText): void {
    if (this.excuse()) return;
    this.report('ST1010', this.kind === 'end of file' ? this.lastOfPrevious() : this.range(), {
      expected,
      found: this.describe(),
    });
  }
  /** The previous token's range: a mistake at a line's end belongs to that line. */
  lastOfPrevious(): SourceRange {
    return this.range(this.previous, this.previous);
  }

  /** A reserved word that is declared as a variable: `task, resource : INT`. */
  get atReservedName(): boolean {
    if (!keywordKinds.has(this.kind) || this.kind.startsWith('END_')) return false;
    const next = this.peek();
    return next === ':' || next === ',' || next === 'AT';
  }

  identifier(expected: LocalizedText = { en: 'a name', 'zh-CN': '名称' }): Identifier | null {
    if (this.kind === 'identifier') {
      const text = this.text();
      const index = this.take();
      return { text, key: text.toUpperCase(), first: index, last: index };
    }
    if (this.atReservedName || (keywordKinds.has(this.kind) && !this.beginsLine)) {
      const declared = this.atReservedName;
      this.report('ST1025', this.range(), { found: this.describe() });
      this.meantAsNames.add(this.text().toUpperCase());
      // Read as the name that it was meant to be, so that what stands beside it is not lost.
      if (declared) {
        const index = this.take();
        return { text: this.text(index), key: this.text(index).toUpperCase(), first: index, last: index };
      }
    } else {
      this.expectedButFound(expected);
    }
    return null;
  }

  /** One level deeper; false (and a word about it) when that is too deep. Each `enter` that returns true needs its `leave`. */
  enter(): boolean {
    if (this.depth >= NESTING_LIMIT) {
      if (this.lastDepthComplaint < 0) this.tokens.diagnostics.push(diagnose('ST1020', this.range(), { limit: NESTING_LIMIT }));
      this.lastDepthComplaint = this.index;
      return false;
    }
    this.depth++;
    return true;
  }
  leave(): void {
    this.depth--;
  }

  /** Skips to one of `kinds` (not taken) or the end of the file. */
  skipTo(isStop: (kind: TokenKind) => boolean): void {
    while (this.kind !== 'end of file' && !isStop(this.kind)) this.take();
  }

  await(kind: TokenKind): void {
    this.awaited.set(kind, (this.awaited.get(kind) ?? 0) + 1);
  }
  settle(kind: TokenKind): void {
    this.awaited.set(kind, (this.awaited.get(kind) ?? 1) - 1);
  }
  isAwaited(kind: TokenKind): boolean {
    return (this.awaited.get(kind) ?? 0) > 0;
  }
}
