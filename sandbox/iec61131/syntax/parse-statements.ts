/** Statements, clause 7.3.3, and how the parser finds its feet after a mistake. */
import type { CaseBranch, Expression, Statement } from './ast.ts';
import { type Cursor, OPERATOR_LIMIT } from './cursor.ts';
import { DECLARATION_ENDS, DECLARATION_WORDS, type Keyword, STATEMENT_ENDS, STATEMENT_WORDS } from './keywords.ts';
import { parseExpression, parsePostfix } from './parse-expressions.ts';
import type { TokenKind } from './tokens.ts';

/** Of the words that end a list of statements, the ones no statement can contain: whatever is open has been forgotten. */
const declarationWords: ReadonlySet<TokenKind> = new Set<TokenKind>(['end of file', ...DECLARATION_WORDS]);
/** Words that end a list of statements, whoever opened it. */
const terminators: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...declarationWords,
  ...(['ELSIF', 'ELSE', 'UNTIL'] as const),
  ...STATEMENT_ENDS,
  ...DECLARATION_ENDS,
]);
const statementWords: ReadonlySet<TokenKind> = new Set<TokenKind>(STATEMENT_WORDS);

/** Spellings from other languages where a keyword was meant. */
const misspelt: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ['ENDIF', 'END_IF'],
  ['END_ELSE', 'END_IF'],
  ['FI', 'END_IF'],
  ['ELSEIF', 'ELSIF'],
  ['ELIF', 'ELSIF'],
  ['ENDCASE', 'END_CASE'],
  ['ENDFOR', 'END_FOR'],
  ['ENDWHILE', 'END_WHILE'],
  ['ENDREPEAT', 'END_REPEAT'],
  ['BREAK', 'EXIT'],
]);

/** Reads statements up to a word that ends a list; that word is left for the caller. */
export function parseStatements(cursor: Cursor, inCase = false): Statement[] {
  const list: Statement[] = [];
  for (;;) {
    correctSpelling(cursor);
    if (terminators.has(cursor.kind)) {
      if (declarationWords.has(cursor.kind) || cursor.isAwaited(cursor.kind)) return list;
      cursor.report('ST1013', cursor.range(), { found: cursor.describe() });
      cursor.take();
      cursor.accept(';');
      continue;
    }
    if (atChartElement(cursor)) return list;
    if (inCase && startsCaseLabel(cursor)) return list;
    const before = cursor.index;
    list.push(parseStatement(cursor));
    if (cursor.index === before) cursor.take();
  }
}

/**
 * A step, transition, action, or a test begins: words that are reserved only where no statement could begin with them, because two
 * names never stand side by side in one.
 */
export function atChartElement(cursor: Cursor): boolean {
  if (cursor.kind !== 'identifier') return false;
  const next = cursor.peek();
  if (next !== 'identifier' && next !== '(' && next !== 'string' && next !== 'VAR') return false;
  switch (cursor.text().toUpperCase()) {
    case 'STEP':
    case 'INITIAL_STEP':
    case 'ACTION':
      return next === 'identifier';
    case 'TRANSITION':
      return next === 'identifier' || (next === '(' && cursor.text(cursor.index + 2).toUpperCase() === 'PRIORITY');
    case 'TEST':
      return next === 'string';
    case 'SETUP':
    case 'TEARDOWN':
      return next === 'VAR';
    default:
      return false;
  }
}

/** Rewrites `ENDIF` and its kin into what was meant, with a word about it. */
function correctSpelling(cursor: Cursor): void {
  if (!cursor.at('identifier')) return;
  const text = cursor.text();
  const next = cursor.peek();
  if (next === ':=' || next === '.' || next === '[' || (next === '(' && !text.toUpperCase().startsWith('ELS'))) return;
  const meant = misspelt.get(text.toUpperCase());
  const range = cursor.range();
  if (meant !== undefined) {
    cursor.tokens.kinds[cursor.index] = meant;
    const title = { en: `Write ${meant}`, 'zh-CN': `改为 ${meant}` };
    cursor.report('ST1017', range, { written: text, meant }, [{ title, range, text: meant }]);
  } else if (/^END_/i.test(text)) {
    cursor.report('ST1013', range, { found: cursor.describe() });
    cursor.take();
    cursor.accept(';');
  }
}

/**
 * A label of CASE begins here: what follows up to a `:` can only be a list of constants. A statement shows itself by `:=`, `(` or
 * `[` before that.
 */
function startsCaseLabel(cursor: Cursor): boolean {
  switch (cursor.kind) {
    case 'integer':
    case 'typed':
    case 'real':
    case 'duration':
    case 'TRUE':
    case 'FALSE':
    case 'string':
    case '-':
    case '+':
      return true;
    case 'identifier':
      break;
    default:
      return false;
  }
  for (let distance = 1; distance < 400; distance++) {
    switch (cursor.peek(distance)) {
      case ':':
        return true;
      case 'identifier':
      case 'integer':
      case 'string':
      case 'typed':
      case ',':
      case '..':
      case '.':
      case '-':
      case '+':
      case '*':
        break;
      default:
        return false;
    }
  }
  return false;
}

function parseStatement(cursor: Cursor): Statement {
  const first = cursor.index;
  cursor.operatorsLeft = OPERATOR_LIMIT;
  const kind = cursor.kind;
  switch (kind) {
    case ';':
      cursor.take();
      return { kind: 'empty', first, last: first };
    case 'IF':
    case 'CASE':
    case 'FOR':
    case 'WHILE':
    case 'REPEAT':
      return parseNested(cursor, kind);
    case 'EXIT':
    case 'CONTINUE':
    case 'RETURN': {
      cursor.take();
      endOfStatement(cursor);
      const words = { EXIT: 'exit', CONTINUE: 'continue', RETURN: 'return' } as const;
      return { kind: words[kind], first, last: first };
    }
    case 'VAR':
    case 'VAR_INPUT':
    case 'VAR_OUTPUT':
    case 'VAR_IN_OUT':
    case 'VAR_TEMP':
    case 'VAR_GLOBAL':
    case 'VAR_EXTERNAL':
      cursor.report('ST1024', cursor.range(), { keyword: kind });
      cursor.skipTo((next) => next === 'END_VAR' || terminators.has(next));
      cursor.accept('END_VAR');
      return { kind: 'empty', first, last: cursor.previous };
    default:
      return parseSimple(cursor);
  }
}

function parseNested(cursor: Cursor, kind: 'IF' | 'CASE' | 'FOR' | 'WHILE' | 'REPEAT'): Statement {
  const first = cursor.index;
  if (!cursor.enter()) {
    // Already reported. Reading on flat keeps the time linear.
    cursor.take();
    return { kind: 'empty', first, last: first };
  }
  const closing = `END_${kind}` as Keyword;
  cursor.await(closing);
  let statement: Statement;
  switch (kind) {
    case 'IF':
      statement = parseIf(cursor);
      break;
    case 'CASE':
      statement = parseCase(cursor);
      break;
    case 'FOR':
      statement = parseFor(cursor);
      break;
    case 'WHILE':
      statement = parseWhile(cursor);
      break;
    case 'REPEAT':
      statement = parseRepeat(cursor);
      break;
  }
  cursor.settle(closing);
  cursor.leave();
  if (cursor.accept(closing)) {
    endOfNested(cursor, closing);
  } else if (!refuseElseIf(cursor, statement)) {
    const line = cursor.tokens.lines[first]!;
    const place = cursor.afterPrevious();
    const title = { en: `Insert ${closing};`, 'zh-CN': `插入 ${closing};` };
    cursor.report('ST1012', cursor.range(first), { opening: kind, line, closing, found: cursor.describe() }, [
      { title, range: place, text: `\n${closing};` },
    ]);
  }
  statement.last = cursor.previous;
  return statement;
}

/** An IF that is not closed and goes on with `ELSE IF`: the word for one IF with several conditions is ELSIF. */
function refuseElseIf(cursor: Cursor, statement: Statement): boolean {
  if (statement.kind !== 'if') return false;
  const inner = statement.otherwise?.[0];
  if (inner?.kind !== 'if' || cursor.tokens.kinds[inner.first - 1] !== 'ELSE') return false;
  if (cursor.tokens.lines[inner.first] !== cursor.tokens.lines[inner.first - 1]) return false;
  const range = cursor.range(inner.first - 1, inner.first);
  const title = { en: 'Write ELSIF', 'zh-CN': '改为 ELSIF' };
  cursor.report('ST1017', range, { written: 'ELSE IF', meant: 'ELSIF' }, [{ title, range, text: 'ELSIF' }]);
  return true;
}

function parseIf(cursor: Cursor): Statement {
  const first = cursor.index;
  const branches: { condition: Expression; body: Statement[] }[] = [];
  let otherwise: Statement[] | null = null;
  cursor.await('ELSIF');
  cursor.await('ELSE');
  do {
    cursor.take();
    const condition = parseExpression(cursor, true);
    cursor.expect('THEN');
    branches.push({ condition, body: parseStatements(cursor) });
  } while (cursor.at('ELSIF'));
  cursor.settle('ELSIF');
  cursor.settle('ELSE');
  if (cursor.accept('ELSE')) otherwise = parseStatements(cursor);
  return { kind: 'if', branches, otherwise, first, last: cursor.previous };
}

function parseCase(cursor: Cursor): Statement {
  const first = cursor.take();
  const selector = parseExpression(cursor);
  cursor.expect('OF');
  const branches: CaseBranch[] = [];
  let otherwise: Statement[] | null = null;
  cursor.await('ELSE');
  for (;;) {
    if (startsCaseLabel(cursor)) {
      branches.push(parseCaseBranch(cursor));
      continue;
    }
    if (terminators.has(cursor.kind)) break;
    // A statement before the first label.
    cursor.expectedButFound({ en: 'a value and `:`', 'zh-CN': '值和 `:`' });
    const before = cursor.index;
    parseStatements(cursor, true);
    if (cursor.index === before) break;
  }
  cursor.settle('ELSE');
  if (cursor.accept('ELSE')) {
    cursor.accept(':');
    otherwise = parseStatements(cursor);
  }
  return { kind: 'case', selector, branches, otherwise, first, last: cursor.previous };
}

function parseCaseBranch(cursor: Cursor): CaseBranch {
  const first = cursor.index;
  const labels: CaseBranch['labels'] = [];
  do {
    const start = cursor.index;
    const lower = parseExpression(cursor);
    const upper = cursor.accept('..') ? parseExpression(cursor) : null;
    labels.push({ lower, upper, first: start, last: cursor.previous });
  } while (cursor.accept(','));
  if (!cursor.expect(':') && cursor.index === first) cursor.take();
  return { labels, body: parseStatements(cursor, true), first, last: cursor.previous };
}

function parseFor(cursor: Cursor): Statement {
  const first = cursor.take();
  const variable = parsePostfix(cursor);
  if (cursor.at('=')) {
    const range = cursor.range();
    cursor.report('ST1014', range, {}, [{ title: { en: 'Write `:=`', 'zh-CN': '改为 `:=`' }, range, text: ':=' }]);
    cursor.take();
  } else cursor.expect(':=');
  const from = parseExpression(cursor);
  cursor.expect('TO');
  const to = parseExpression(cursor);
  const by = cursor.accept('BY') ? parseExpression(cursor) : null;
  cursor.expect('DO');
  return { kind: 'for', variable, from, to, by, body: parseStatements(cursor), first, last: cursor.previous };
}

function parseWhile(cursor: Cursor): Statement {
  const first = cursor.take();
  const condition = parseExpression(cursor, true);
  cursor.expect('DO');
  return { kind: 'while', condition, body: parseStatements(cursor), first, last: cursor.previous };
}

function parseRepeat(cursor: Cursor): Statement {
  const first = cursor.take();
  cursor.await('UNTIL');
  const body = parseStatements(cursor);
  cursor.settle('UNTIL');
  const until: Expression = cursor.expect('UNTIL')
    ? parseExpression(cursor, true)
    : { kind: 'missing', first: cursor.previous, last: cursor.previous };
  cursor.accept(';');
  return { kind: 'repeat', body, until, first, last: cursor.previous };
}

/** What an assignment, a call, or a value that stands there alone by mistake begins with. */
const statementBeginnings: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'identifier',
  'address',
  'integer',
  'real',
  'duration',
  'typed',
  'string',
  'TRUE',
  'FALSE',
  '(',
  'AND',
  'OR',
  'XOR',
  'MOD',
  'unknown',
]);

/** `n++;`, `n += 2;`: the assignment that is meant. */
function parseForeignAssignment(cursor: Cursor, first: number): boolean {
  const operator = cursor.kind;
  if (!['+', '-', '*', '/'].includes(operator)) return false;
  const name = cursor.tokens.file.text.slice(cursor.tokens.starts[first], cursor.tokens.ends[cursor.previous]);
  const next = cursor.peek();
  if (next === operator && (operator === '+' || operator === '-') && [';', 'end of file'].includes(cursor.peek(2))) {
    cursor.foreign(first, cursor.index + 1, `${name} := ${name} ${operator} 1`);
    return true;
  }
  if (next !== '=') return false;
  const value = cursor.index + 2;
  let last = value;
  while (![';', 'end of file'].includes(cursor.tokens.kinds[last + 1] ?? 'end of file') && last < value + 20) last++;
  const text = cursor.tokens.file.text.slice(cursor.tokens.starts[value], cursor.tokens.ends[last]);
  cursor.foreign(first, last, `${name} := ${name} ${operator} ${last > value ? `(${text})` : text}`);
  return true;
}

/** An assignment or a call: everything that begins with a name. */
function parseSimple(cursor: Cursor): Statement {
  const first = cursor.index;
  if (!statementBeginnings.has(cursor.kind)) {
    cursor.expectedButFound({ en: 'a statement', 'zh-CN': '语句' });
    recover(cursor);
    return { kind: 'empty', first, last: Math.max(first, cursor.previous) };
  }
  const target = parsePostfix(cursor);
  let statement: Statement;
  if (cursor.at(':=') || cursor.at('=')) {
    if (cursor.at('=')) {
      const range = cursor.range();
      cursor.report('ST1014', range, {}, [{ title: { en: 'Write `:=`', 'zh-CN': '改为 `:=`' }, range, text: ':=' }]);
    }
    cursor.take();
    const value = parseExpression(cursor);
    statement = { kind: 'assign', target, value, first, last: cursor.previous };
  } else if (cursor.at(':') && cursor.peek() === '=') {
    const range = cursor.range(cursor.index, cursor.index + 1);
    cursor.report('ST1010', range, { expected: '`:=`', found: '`: =`' }, [
      { title: { en: 'Write `:=`', 'zh-CN': '改为 `:=`' }, range, text: ':=' },
    ]);
    cursor.take();
    cursor.take();
    const value = parseExpression(cursor);
    statement = { kind: 'assign', target, value, first, last: cursor.previous };
  } else if (cursor.at('?=')) {
    cursor.take();
    statement = { kind: 'attempt', target, value: parseExpression(cursor), first, last: cursor.previous };
  } else if (cursor.at('identifier') && cursor.peek() === '=' && /^(REF|S|R)$/i.test(cursor.text())) {
    const word = cursor.text().toUpperCase();
    const range = cursor.range(cursor.index, cursor.index + 1);
    cursor.take();
    cursor.take();
    cursor.extension(range, `${word}=`);
    const value = parseExpression(cursor);
    statement =
      word === 'REF'
        ? { kind: 'bind', target, value, first, last: cursor.previous }
        : { kind: 'latch', set: word === 'S', target, value, first, last: cursor.previous };
  } else if (target.kind === 'call') {
    statement = { kind: 'call', call: target, first, last: cursor.previous };
  } else {
    if (target.kind === 'name' && isInstructionList(cursor, target.name.key)) {
      cursor.report('ST1061', cursor.range(first), { text: cursor.text(first) });
      cursor.skipTo((kind) => declarationWords.has(kind) || kind.startsWith('END_'));
      return { kind: 'empty', first, last: cursor.previous };
    }
    if (target.kind !== 'missing' && parseForeignAssignment(cursor, first)) {
      recover(cursor);
      return { kind: 'empty', first, last: Math.max(first, cursor.previous) };
    }
    if (target.kind !== 'missing' && (cursor.at(';') || terminators.has(cursor.kind) || cursor.beginsLine)) {
      cursor.report('ST1016', cursor.range(target.first, target.last));
    } else if (target.kind !== 'missing') {
      cursor.report('ST1010', cursor.range(), { expected: '`:=`', found: cursor.describe() });
    }
    recover(cursor);
    return { kind: 'empty', first, last: Math.max(first, cursor.previous) };
  }
  endOfStatement(cursor);
  statement.last = Math.max(first, cursor.previous);
  return statement;
}

const instructions = /^(LDN?|STN?|CAL(C|CN)?|JMP(C|CN)?|RET(C|CN)|ANDN|ORN|XORN)$/;

/** `LD a` on a line of its own: a language that the standard dropped. */
function isInstructionList(cursor: Cursor, word: string): boolean {
  if (!instructions.test(word)) return false;
  const operand =
    cursor.at('identifier') || cursor.at('integer') || cursor.at('address') || cursor.at('TRUE') || cursor.at('FALSE');
  return operand && !cursor.beginsLine;
}

/** Many tools take `END_IF` without its semicolon; the standard wants one behind every statement (clause 7.3.3.1). */
function endOfNested(cursor: Cursor, closing: Keyword): void {
  if (cursor.accept(';')) return;
  const text = `${closing} without a semicolon`;
  cursor.extension(cursor.lastOfPrevious(), { en: text, 'zh-CN': `省略分号的 ${closing}` });
}

/** Takes the `;`. Where it is missing, says so and finds the next statement. */
function endOfStatement(cursor: Cursor): void {
  if (cursor.accept(';') || cursor.afterOpenString) return;
  correctSpelling(cursor);
  if (terminators.has(cursor.kind) || cursor.beginsLine) {
    const range = cursor.lastOfPrevious();
    const place = cursor.afterPrevious();
    cursor.report('ST1011', range, {}, [{ title: { en: 'Insert `;`', 'zh-CN': '插入 `;`' }, range: place, text: ';' }]);
    return;
  }
  cursor.report('ST1010', cursor.range(), { expected: '`;`', found: cursor.describe() });
  recover(cursor);
}

/** Skips what cannot be understood, up to a `;` (taken), or a token where a statement or a terminator clearly begins. */
function recover(cursor: Cursor): void {
  correctSpelling(cursor);
  while (!terminators.has(cursor.kind) && !statementWords.has(cursor.kind)) {
    if (cursor.accept(';')) return;
    if (cursor.at('identifier')) {
      const next = cursor.peek();
      const begins = next === ':=' || next === '(' || next === '.' || next === '[' || next === '=';
      if (begins && cursor.beginsLine) return;
    }
    cursor.take();
  }
}
