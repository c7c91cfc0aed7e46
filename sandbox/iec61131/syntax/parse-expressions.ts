/**
 * Expressions. The order of evaluation is the grammar's of Annex A (and Table 71): OR, XOR, AND, = <>, < > <= >=, + -, * / MOD, **,
 * then - + NOT, which bind tighter than any of these: -2 ** 2 is 4. All binary operators group from the left.
 */
import type { Argument, BinaryToken, Expression, Identifier, Literal } from './ast.ts';
import { calendarExamples, calendarForm, calendarValue } from './calendar-literals.ts';
import { type Cursor, OPERATOR_LIMIT } from './cursor.ts';
import { durationValue, integerValue, realValue } from './literals.ts';
import type { TokenKind } from './tokens.ts';

/** Strength of binding; a higher number binds tighter. */
const strength: ReadonlyMap<TokenKind, number> = new Map<TokenKind, number>([
  ['OR', 1],
  ['OR_ELSE', 1],
  ['XOR', 2],
  ['AND', 3],
  ['AND_THEN', 3],
  ['&', 3],
  ['=', 4],
  ['<>', 4],
  ['<', 5],
  ['>', 5],
  ['<=', 5],
  ['>=', 5],
  ['+', 6],
  ['-', 6],
  ['*', 7],
  ['/', 7],
  ['MOD', 7],
  ['**', 8],
]);

const aValue = { en: 'a value or an expression', 'zh-CN': '值或表达式' };

/** Parses one expression; gives `missing` where there is none. `comparing`: `:=` here can only be meant as `=`. */
export function parseExpression(cursor: Cursor, comparing = false): Expression {
  if (!cursor.enter()) {
    return skipDeep(cursor);
  }
  const expression = parseImplication(cursor, comparing);
  cursor.leave();
  return expression;
}

function spend(cursor: Cursor): boolean {
  if (cursor.operatorsLeft > 0) {
    cursor.operatorsLeft--;
    return true;
  }
  cursor.report('ST1021', cursor.range(), { limit: OPERATOR_LIMIT });
  cursor.skipTo((kind) => kind === ';' || kind.startsWith('END_') || kind === 'VAR');
  return false;
}

/** Too deep: leave the whole bracket unread, so that nothing is parsed twice. */
function skipDeep(cursor: Cursor): Expression {
  const first = cursor.index;
  cursor.skipTo((kind) => kind === ';' || kind.startsWith('END_'));
  return { kind: 'missing', first, last: Math.max(first, cursor.previous) };
}

/** A IMPLIES B groups from the right. */
function parseImplication(cursor: Cursor, comparing: boolean): Expression {
  const left = parseBinary(cursor, 1, comparing);
  if (!cursor.at('IMPLIES')) return left;
  const at = cursor.take();
  if (!spend(cursor) || !cursor.enter()) return left;
  const right = parseImplication(cursor, comparing);
  cursor.leave();
  return { kind: 'binary', operator: 'IMPLIES', left, right, at, first: left.first, last: right.last };
}

function parseBinary(cursor: Cursor, weakest: number, comparing: boolean): Expression {
  let left = parseUnary(cursor);
  for (;;) {
    let kind = cursor.kind;
    if (kind === ':=' && comparing) {
      const range = cursor.range();
      cursor.report('ST1015', range, {}, [{ title: { en: 'Write `=`', 'zh-CN': '改为 `=`' }, range, text: '=' }]);
      kind = '=';
    }
    if (kind === 'address' && isRemainder(cursor)) kind = 'MOD';
    const binds = strength.get(kind);
    if (binds === undefined || binds < weakest) return left;
    const at = cursor.take();
    if (!spend(cursor)) return left;
    // `a %2`: the operand is inside the token.
    if (kind === 'MOD' && cursor.text(at).length > 1 && cursor.text(at).startsWith('%')) continue;
    if (kind === 'AND_THEN' || kind === 'OR_ELSE') cursor.extension(cursor.range(at), kind);
    const right = parseBinary(cursor, binds + 1, comparing);
    const operator = (kind === '&' ? 'AND' : kind) as BinaryToken;
    left = { kind: 'binary', operator, left, right, at, first: left.first, last: right.last };
  }
}

/** `a % 2`: behind an operand no address can stand, so this is the remainder of other languages. */
function isRemainder(cursor: Cursor): boolean {
  if (cursor.beginsLine || !/^%\d*$/.test(cursor.text())) return false;
  cursor.foreign(cursor.index, cursor.index, `MOD ${cursor.text().slice(1)}`.trimEnd());
  return true;
}

function parseUnary(cursor: Cursor): Expression {
  const kind = cursor.kind;
  // `a :=` and on the next line `b := c;`: the value is missing on the first line, and the second is sound.
  if (
    kind === 'identifier' &&
    cursor.peek() === ':=' &&
    awaitsOperand(cursor.tokens.kinds[cursor.index - 1]) &&
    cursor.beginsLine
  ) {
    return missingValue(cursor);
  }
  if (kind !== '-' && kind !== '+' && kind !== 'NOT') return parsePostfix(cursor);
  const first = cursor.take();
  if (!spend(cursor)) return { kind: 'missing', first, last: first };
  const operand = parseUnary(cursor);
  return { kind: 'unary', operator: kind, operand, first, last: operand.last };
}

/** A primary and what follows it: `.member`, `[index]`, `(arguments)`, `.3`. */
export function parsePostfix(cursor: Cursor): Expression {
  let base = parsePrimary(cursor);
  for (;;) {
    const kind = cursor.kind;
    if (kind !== '.' && kind !== '[' && kind !== '(' && kind !== '^') return base;
    if (base.kind === 'literal' || base.kind === 'missing' || base.kind === 'direct') return base;
    if (!spend(cursor)) return base;
    const first = base.first;
    if (kind === '^') {
      const at = cursor.take();
      // THIS and SUPER are the instance itself (clause 6.6.5.5); tools in which they are pointers write THIS^.
      if (base.kind === 'name' && (base.name.key === 'THIS' || base.name.key === 'SUPER')) {
        cursor.extension(cursor.range(first, at), `${base.name.key}^`);
        base = { ...base, last: at };
      } else base = { kind: 'dereference', base, first, last: at };
      continue;
    }
    if (kind === '.') {
      cursor.take();
      const typed = cursor.at('typed') ? namespaced(cursor, base) : null;
      if (typed !== null) return typed;
      if (cursor.at('integer')) {
        const index = cursor.take();
        base = { kind: 'part', base, size: 'X', index: Number(integerValue(cursor.text(index)) ?? -1n), first, last: index };
      } else if (cursor.at('address')) {
        const index = cursor.take();
        const match = /^%([A-Za-z]?)(\d+)$/.exec(cursor.text(index));
        base = {
          kind: 'part',
          base,
          size: match ? match[1]!.toUpperCase() || 'X' : '?',
          index: match ? Number(match[2]) : -1,
          first,
          last: index,
        };
      } else {
        const member = cursor.identifier({ en: 'a member’s name after `.`', 'zh-CN': '“.” 之后的成员名称' });
        if (member === null)
          return {
            kind: 'member',
            base,
            member: { text: '', key: '', first: cursor.previous, last: cursor.previous },
            first,
            last: cursor.previous,
          };
        base = { kind: 'member', base, member, first, last: member.last };
      }
    } else if (kind === '[') {
      cursor.take();
      const indices: Expression[] = [];
      do indices.push(parseExpression(cursor));
      while (cursor.accept(','));
      cursor.expect(']');
      base = { kind: 'index', base, indices, first, last: cursor.previous };
    } else {
      if (base.kind === 'call') return base;
      const args = parseArguments(cursor);
      base = { kind: 'call', callee: base, arguments: args, first, last: cursor.previous };
    }
  }
}

/** `Plant.Colour#Red`: the dots before the type are namespaces. */
function namespaced(cursor: Cursor, base: Expression): Expression | null {
  const path = dottedName(base);
  if (path === null) return null;
  const value = typedLiteral(cursor, cursor.take());
  if (value.kind !== 'qualified') return value;
  const text = `${path.text}.${value.type.text}`;
  return { ...value, type: { ...value.type, text, key: text.toUpperCase() }, first: base.first };
}

/** A chain of plain names as one, or `null`. */
export function dottedName(node: Expression): Identifier | null {
  if (node.kind === 'name') return node.name;
  if (node.kind !== 'member' || node.member.key === '') return null;
  const base = dottedName(node.base);
  if (base === null) return null;
  const text = `${base.text}.${node.member.text}`;
  return { text, key: text.toUpperCase(), first: node.first, last: node.last };
}

/** What only an operand begins with: behind another one, a comma is missing. */
const operandKinds: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'identifier',
  'integer',
  'real',
  'duration',
  'typed',
  'string',
  'TRUE',
  'FALSE',
]);

/** `( … )` of a call, formal or informal. */
export function parseArguments(cursor: Cursor): Argument[] {
  const list: Argument[] = [];
  cursor.expect('(');
  if (cursor.accept(')')) return list;
  for (;;) {
    list.push(parseArgument(cursor));
    if (cursor.accept(',')) continue;
    if (cursor.at(')')) break;
    // `timer(IN := a PT := b)`: a forgotten comma.
    const next = cursor.peek();
    if ((cursor.at('identifier') && (next === ':=' || next === '=>')) || (!cursor.beginsLine && operandKinds.has(cursor.kind))) {
      cursor.expect(',');
      continue;
    }
    cursor.expect(')');
    return list;
  }
  cursor.take();
  return list;
}

export function parseArgument(cursor: Cursor): Argument {
  const first = cursor.index;
  const negated = cursor.at('NOT') && cursor.peek() === 'identifier' && cursor.peek(2) === '=>';
  if (negated) cursor.take();
  const next = cursor.peek();
  if (cursor.at('identifier') && (next === ':=' || next === '=>')) {
    const name = cursor.identifier()!;
    cursor.take();
    const value: Expression =
      next === '=>' && (cursor.at(',') || cursor.at(')'))
        ? { kind: 'missing', first: cursor.previous, last: cursor.previous }
        : parseExpression(cursor);
    return { name, direction: next === '=>' ? 'output' : 'input', negated, value, first, last: cursor.previous };
  }
  const value = parseExpression(cursor);
  return { name: null, direction: 'input', negated: false, value, first, last: Math.max(first, cursor.previous) };
}

/** `5s` lacks the T# of a duration; `12ab` is nothing. */
function wrongNumber(cursor: Cursor, first: number): Expression {
  const text = cursor.text(first);
  if (/^[\d_.]+(d|h|m|s|ms|us|ns)$/i.test(text)) cursor.foreign(first, first, `T#${text}`);
  else cursor.report('ST1018', cursor.range(first), { text });
  return { kind: 'missing', first, last: first };
}

/** Says that a value is missing: at the end of the line that lacks it. */
function missingValue(cursor: Cursor): Expression {
  if (cursor.beginsLine && cursor.index > 0) {
    cursor.report('ST1010', cursor.lastOfPrevious(), { expected: aValue, found: cursor.describe() });
  } else cursor.expectedButFound(aValue);
  return { kind: 'missing', first: cursor.previous, last: cursor.previous };
}

/** After this token the expression must go on. */
function awaitsOperand(kind: TokenKind | undefined): boolean {
  return kind !== undefined && (kind === ':=' || kind === 'NOT' || strength.has(kind));
}

function parsePrimary(cursor: Cursor): Expression {
  const first = cursor.index;
  const kind = cursor.kind;
  switch (kind) {
    case 'identifier': {
      const name = cursor.identifier()!;
      return { kind: 'name', name, first, last: first };
    }
    case 'integer': {
      cursor.take();
      const text = cursor.text(first);
      const value = integerValue(text);
      if (value === null) return wrongNumber(cursor, first);
      if (text.startsWith('8#')) cursor.report('ST1027', cursor.range(first));
      return { kind: 'literal', literal: 'integer', value, prefix: null, first, last: first };
    }
    case 'real': {
      cursor.take();
      const value = realValue(cursor.text(first));
      if (value === null) return wrongNumber(cursor, first);
      return { kind: 'literal', literal: 'real', value, prefix: null, first, last: first };
    }
    case 'duration': {
      cursor.take();
      const text = cursor.text(first);
      const mark = text.indexOf('#');
      const value = durationValue(text.slice(mark + 1));
      if (value === null) cursor.report('ST1019', cursor.range(first), { text });
      return {
        kind: 'literal',
        literal: 'duration',
        value: value ?? 0n,
        long: text[0] === 'L' || text[0] === 'l',
        first,
        last: first,
      };
    }
    case 'typed':
      cursor.take();
      return typedLiteral(cursor, first);
    case 'string':
      cursor.take();
      return { kind: 'literal', literal: 'string', text: cursor.text(first), first, last: first };
    case 'TRUE':
    case 'FALSE':
      cursor.take();
      return { kind: 'literal', literal: 'bool', value: kind === 'TRUE', first, last: first };
    case 'address':
      cursor.take();
      return { kind: 'direct', text: cursor.text(first), first, last: first };
    case '(': {
      cursor.take();
      const inner = parseExpression(cursor);
      cursor.expect(')');
      // The brackets belong to the node, so that a quick fix which replaces it takes both or none.
      inner.first = first;
      inner.last = cursor.previous;
      return inner;
    }
    case 'AND':
    case 'OR':
    case 'XOR':
    case 'MOD':
      // The operators by their function's name: MOD(a, b).
      if (cursor.peek() === '(') {
        cursor.take();
        const name: Identifier = { text: cursor.text(first), key: kind, first, last: first };
        return { kind: 'name', name, first, last: first };
      }
      break;
    case 'unknown':
      // The lexer has reported it.
      cursor.take();
      return { kind: 'missing', first, last: first };
    default:
      break;
  }
  return missingValue(cursor);
}

/** `INT#5`, `WORD#16#FF`, `REAL#1.0`, `BOOL#TRUE`, `Colour#Red`. */
function typedLiteral(cursor: Cursor, first: number): Expression {
  const text = cursor.text(first);
  const mark = text.indexOf('#');
  const prefix = text.slice(0, mark);
  const body = text.slice(mark + 1);
  const node = { first, last: first };
  const upper = body.toUpperCase();
  const calendar = calendarForm(prefix.toUpperCase());
  if (calendar !== null) {
    const value = calendarValue(calendar, body);
    if (value === null) cursor.report('ST1070', cursor.range(first), { text, example: calendarExamples[calendar] });
    return { kind: 'literal', literal: 'calendar', value: value ?? 0n, prefix: prefix.toUpperCase(), ...node };
  }
  if (prefix.toUpperCase() === 'BOOL' && (upper === 'TRUE' || upper === 'FALSE')) {
    return { kind: 'literal', literal: 'bool', value: upper === 'TRUE', ...node };
  }
  const named = /^[A-Za-z_]\w*$/.test(body);
  if (named) {
    return {
      kind: 'qualified',
      type: { text: prefix, key: prefix.toUpperCase(), ...node },
      member: { text: body, key: upper, ...node },
      ...node,
    };
  }
  const integer = integerValue(body);
  if (integer !== null && /^[+-]?8#/.test(body)) cursor.report('ST1027', cursor.range(first));
  if (integer !== null) return { kind: 'literal', literal: 'integer', value: integer, prefix, ...node } satisfies Literal;
  const real = realValue(body);
  if (real !== null) return { kind: 'literal', literal: 'real', value: real, prefix, ...node } satisfies Literal;
  cursor.report('ST1018', cursor.range(first), { text });
  return { kind: 'missing', ...node };
}
