/** Calls of the functions of time and date: IEC 61131-3, Tables 35 and 36. Everything is a sum, or a part, of nanoseconds. */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkExpression, checkExpressionAs } from './check-expressions.ts';
import { checkPlace, checkWritable } from './check-places.ts';
import type { BinaryOperator, Expression, Statement } from './checked.ts';
import { constantOf, convert, settleAlone } from './conversions.ts';
import { classOf, elementary, isInteger, isNumeric, NANOSECONDS_PER_DAY } from './elementary.ts';
import type { TemporalPart, TemporalRule } from './standard-texts.ts';
import { nanoseconds, ofNanoseconds, temporalSum } from './temporal.ts';
import { computedAs, typeName } from './type-relations.ts';
import type { ElementaryName, Type } from './types.ts';

type Call = ast.Expression & { kind: 'call' };
type Range = Expression['range'];

/** Nanoseconds of one, and how many make the next larger part. */
const clockParts: Partial<Record<TemporalPart, { unit: bigint; modulus: bigint }>> = {
  HOUR: { unit: 3_600_000_000_000n, modulus: 24n },
  MINUTE: { unit: 60_000_000_000n, modulus: 60n },
  SECOND: { unit: 1_000_000_000n, modulus: 60n },
  MILLISECOND: { unit: 1_000_000n, modulus: 1000n },
  MICROSECOND: { unit: 1000n, modulus: 1000n },
  NANOSECOND: { unit: 1n, modulus: 1000n },
};

const lint = elementary('LINT');
const number = (value: bigint, range: Range): Expression => constantOf(value, lint, { range });
const binary = (operator: BinaryOperator, left: Expression, right: Expression, range: Range): Expression => ({
  kind: 'binary',
  operator,
  left,
  right,
  type: lint,
  range,
});

export function checkTemporalCall(
  body: Body,
  call: Call,
  name: string,
  nodes: ast.Expression[],
  rule: TemporalRule,
  expected: Type | null,
): Expression | null {
  const range = body.range(call);
  switch (rule.kind) {
    case 'temporal sum': {
      const left = checkExpressionAs(body, nodes[0]!, elementary(rule.row.left));
      const right = checkExpressionAs(body, nodes[1]!, elementary(rule.row.right));
      return left === null || right === null ? null : temporalSum(rule.row, left, right, range);
    }
    case 'temporal scale': {
      const left = checkExpressionAs(body, nodes[0]!, elementary(rule.of));
      const checked = checkExpression(body, nodes[1]!);
      if (left === null || checked === null) return null;
      const by = settleAlone(checked);
      const factor = computedAs(by.type);
      if (factor === null || !isNumeric(factor)) {
        body.report('ST4004', nodes[1]!, { name, wanted: 'ANY_NUM', given: typeName(checked.type) });
        return null;
      }
      const right = convert(by, classOf(factor) === 'real' ? 'LREAL' : 'LINT');
      if (rule.operator === '/' && right.kind === 'constant' && right.value === 0n) {
        body.report('ST3012', nodes[1]!);
        return null;
      }
      return { kind: 'binary', operator: rule.operator, left, right, type: elementary(rule.of), range };
    }
    case 'temporal join':
      return join(body, nodes, rule.parts, rule.result, range);
    case 'temporal split': {
      body.report('ST3077', call, { name, example: `${name}(IN := d, ${rule.parts.map((part) => `${part} => …`).join(', ')});` });
      return null;
    }
    case 'weekday': {
      const checked = checkExpressionAs(body, nodes[0]!, elementary('LDATE'));
      if (checked === null) return null;
      // 1970-01-01 was a Thursday, the day 4; whole weeks are added so that days before it count as well.
      const days = binary('/', nanoseconds(checked), number(NANOSECONDS_PER_DAY, range), range);
      const weekday = binary('MOD', binary('+', days, number(4n + 7n * 20_000n, range), range), number(7n, range), range);
      const wanted = expected === null ? null : computedAs(expected);
      return convert(weekday, wanted !== null && isInteger(wanted) ? wanted : 'USINT');
    }
  }
}

function join(
  body: Body,
  nodes: ast.Expression[],
  parts: readonly TemporalPart[],
  result: ElementaryName,
  range: Range,
): Expression | null {
  let count: Expression | null = null;
  const add = (term: Expression): void => {
    count = count === null ? term : binary('+', count, term, range);
  };
  const date: Expression[] = [];
  for (const [i, part] of parts.entries()) {
    const node = nodes[i]!;
    if (part === 'DATE' || part === 'TOD') {
      const long: ElementaryName = part === 'DATE' ? 'LDATE' : 'LTOD';
      const value = checkExpressionAs(body, node, elementary(long));
      if (value === null) return null;
      add(nanoseconds(value));
      continue;
    }
    const value = checkExpressionAs(body, node, lint);
    if (value === null) return null;
    const clock = clockParts[part];
    if (clock === undefined) date.push(value);
    else add(binary('*', value, number(clock.unit, range), range));
  }
  if (date.length === 3) add({ kind: 'intrinsic', name: 'MIDNIGHT', arguments: date, type: lint, range });
  return count === null ? null : { ...ofNanoseconds(count, result), range };
}

/** One part of a date or time, as LINT. */
function partOf(source: Expression, part: TemporalPart, range: Range): Expression {
  const count = nanoseconds(source);
  const clock = clockParts[part];
  if (clock === undefined) return { kind: 'intrinsic', name: part, arguments: [count], type: lint, range };
  // A moment before 1970 is negative; what lies within its day is not.
  const day = number(NANOSECONDS_PER_DAY, range);
  const inDay = binary('MOD', binary('+', binary('MOD', count, day, range), day, range), day, range);
  return binary('MOD', binary('/', inDay, number(clock.unit, range), range), number(clock.modulus, range), range);
}

/** `SPLIT_DATE(d, YEAR => y, MONTH => m)`: one assignment for each output that is given. */
export function checkSplit(
  body: Body,
  call: Call,
  name: string,
  rule: TemporalRule & { kind: 'temporal split' },
): Statement | null {
  const range = body.range(call);
  const [first, ...rest] = call.arguments;
  const sound =
    first !== undefined &&
    first.direction === 'input' &&
    (first.name === null || first.name.key === 'IN') &&
    rest.length <= rule.parts.length &&
    rest.every((argument) => (argument.name === null ? first.name === null : argument.direction === 'output'));
  if (!sound) {
    body.report('ST3077', call, { name, example: `${name}(IN := d, ${rule.parts.map((part) => `${part} => …`).join(', ')});` });
    return null;
  }
  const source = checkExpressionAs(body, first.value, elementary(rule.of));
  const assignments: Statement[] = [];
  let complete = source !== null;
  for (const [i, argument] of rest.entries()) {
    const part = argument.name === null ? rule.parts[i] : rule.parts.find((one) => one === argument.name?.key);
    if (part === undefined) {
      body.report('ST4003', argument, { name: argument.name?.text ?? '', callee: name, names: rule.parts.join(', ') });
      complete = false;
      continue;
    }
    if (argument.value.kind === 'missing') continue;
    const target = checkPlace(body, argument.value, 'write');
    if (target === null || !checkWritable(body, target, argument.value)) {
      complete = false;
      continue;
    }
    const type = computedAs(target.type);
    if (type === null || !isInteger(type)) {
      body.report('ST4009', argument.value, { name: part, wanted: 'ANY_INT', given: typeName(target.type) });
      complete = false;
    } else if (source !== null)
      assignments.push({ kind: 'assign', target, value: convert(partOf(source, part, range), type), range });
  }
  if (!complete) return null;
  const condition = constantOf(true, elementary('BOOL'), { range });
  return { kind: 'if', branches: [{ condition, body: assignments }], otherwise: [], range };
}
