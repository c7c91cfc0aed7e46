/**
 * Time and date arithmetic: IEC 61131-3, Tables 35 and 36. The overloaded + and - and the functions with the types in their names
 * come to sums of nanoseconds. A time of day stays within its day: TOD#23:00:00 + T#2h is TOD#01:00:00 (the standard leaves it open).
 */
import type { BinaryOperator, Expression } from './checked.ts';
import { foldBinary } from './constants.ts';
import { constantOf, convert } from './conversions.ts';
import { elementary, isCalendar, widens } from './elementary.ts';
import { computedAs, isUntyped } from './type-relations.ts';
import type { ElementaryName } from './types.ts';

export interface TemporalSum {
  operator: '+' | '-';
  left: ElementaryName;
  right: ElementaryName;
  result: ElementaryName;
}

const sum = (operator: '+' | '-', left: ElementaryName, right: ElementaryName, result: ElementaryName): TemporalSum => ({
  operator,
  left,
  right,
  result,
});

/** Table 35 (durations) and Table 36, by the names of their functions. */
export const temporalSums: Readonly<Record<string, TemporalSum>> = {
  ADD_TIME: sum('+', 'TIME', 'TIME', 'TIME'),
  ADD_LTIME: sum('+', 'LTIME', 'LTIME', 'LTIME'),
  ADD_TOD_TIME: sum('+', 'TOD', 'TIME', 'TOD'),
  ADD_LTOD_LTIME: sum('+', 'LTOD', 'LTIME', 'LTOD'),
  ADD_DT_TIME: sum('+', 'DT', 'TIME', 'DT'),
  ADD_LDT_LTIME: sum('+', 'LDT', 'LTIME', 'LDT'),
  SUB_TIME: sum('-', 'TIME', 'TIME', 'TIME'),
  SUB_LTIME: sum('-', 'LTIME', 'LTIME', 'LTIME'),
  SUB_DATE_DATE: sum('-', 'DATE', 'DATE', 'TIME'),
  SUB_LDATE_LDATE: sum('-', 'LDATE', 'LDATE', 'LTIME'),
  SUB_TOD_TIME: sum('-', 'TOD', 'TIME', 'TOD'),
  SUB_LTOD_LTIME: sum('-', 'LTOD', 'LTIME', 'LTOD'),
  SUB_TOD_TOD: sum('-', 'TOD', 'TOD', 'TIME'),
  SUB_LTOD_LTOD: sum('-', 'LTOD', 'LTOD', 'LTIME'),
  SUB_DT_TIME: sum('-', 'DT', 'TIME', 'DT'),
  SUB_LDT_LTIME: sum('-', 'LDT', 'LTIME', 'LDT'),
  SUB_DT_DT: sum('-', 'DT', 'DT', 'TIME'),
  SUB_LDT_LDT: sum('-', 'LDT', 'LDT', 'LTIME'),
};

const long: Partial<Record<ElementaryName, ElementaryName>> = { TIME: 'LTIME', DATE: 'LDATE', TOD: 'LTOD', DT: 'LDT' };

/** Nanoseconds as LINT: no code comes of it. */
export function nanoseconds(expression: Expression): Expression {
  const name = computedAs(expression.type)!;
  return convert(long[name] ? convert(expression, long[name]) : expression, 'LINT');
}

/** A LINT of nanoseconds as one of the types of time. */
export function ofNanoseconds(expression: Expression, to: ElementaryName): Expression {
  const wide = long[to];
  return wide ? convert(convert(expression, wide), to) : convert(expression, to);
}

function compute(operator: BinaryOperator, left: Expression, right: Expression, range: Expression['range']): Expression {
  const type = elementary('LINT');
  if (left.kind === 'constant' && right.kind === 'constant') {
    const folded = foldBinary(operator, left.value, right.value, 'LINT');
    if (typeof folded === 'bigint') return constantOf(folded, type, { range });
  }
  return { kind: 'binary', operator, left, right, type, range };
}

/** Operands already of the row's types. */
export function temporalSum(row: TemporalSum, left: Expression, right: Expression, range: Expression['range']): Expression {
  const count = compute(row.operator, nanoseconds(left), nanoseconds(right), range);
  return { ...ofNanoseconds(count, row.result), range };
}

/** `+` and `-` with a date or a time of day; `null` where there is none of these, or no such sum. */
export function addTemporal(
  operator: BinaryOperator,
  left: Expression,
  right: Expression,
  range: Expression['range'],
): Expression | null {
  const a = computedAs(left.type);
  const b = computedAs(right.type);
  if (a === null || b === null || isUntyped(left.type) || isUntyped(right.type)) return null;
  if (!isCalendar(a) && !isCalendar(b)) return null;
  const rows = Object.values(temporalSums).filter((row) => row.operator === operator);
  const row =
    rows.find((exact) => exact.left === a && exact.right === b) ??
    rows.find((wider) => widens(a, wider.left) && widens(b, wider.right));
  return row === undefined ? null : temporalSum(row, convert(left, row.left), convert(right, row.right), range);
}
