/** Arithmetic at compile time. Integers wrap as they do at run time; REAL is rounded to 32 bits after every step. */
import { convertCalendar, convertCharacter, identicalBits } from './calendar-constants.ts';
import type { BinaryOperator } from './checked.ts';
import { classOf, elementaryTable, isCalendar, limitsOf } from './elementary.ts';
import type { ElementaryName } from './types.ts';

export type Scalar = bigint | number | boolean;

/** An integer cut to the width of its type, as overflow does it. */
export function wrap(value: bigint, type: ElementaryName): bigint {
  const { class: kind, bits } = elementaryTable[type];
  return kind === 'signed' || kind === 'duration' || isCalendar(type) ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

export function fits(value: bigint, type: ElementaryName): boolean {
  const limits = limitsOf(type);
  return limits === null || (value >= limits.lower && value <= limits.upper);
}

/** Rounds half to even: 0.5 → 0, 1.5 → 2. */
function roundHalfEven(value: number): bigint {
  const floor = Math.floor(value);
  const rest = value - floor;
  const whole = BigInt(floor);
  if (rest < 0.5) return whole;
  if (rest > 0.5) return whole + 1n;
  return whole % 2n === 0n ? whole : whole + 1n;
}

/**
 * The REAL nearest to an integer, rounded once as WebAssembly does it: by way of LREAL the last bit could be rounded twice. What LREAL
 * cannot hold is cut, with the cut marked in the last bit, so that no tie comes about that was none.
 */
export function integerToReal(value: bigint): number {
  const magnitude = value < 0n ? -value : value;
  const excess = magnitude < 1n << 53n ? 0n : 12n;
  const kept = (magnitude >> excess) << excess;
  const marked = kept === magnitude ? kept : kept | (1n << excess);
  return Math.fround(Number(value < 0n ? -marked : marked));
}

/** The value of a REAL or LREAL as an integer: half to even, saturating, NaN as 0. */
export function realToInteger(value: number, type: ElementaryName): bigint {
  if (Number.isNaN(value)) return 0n;
  const { lower, upper } = limitsOf(type)!;
  if (value <= Number(lower)) return lower;
  if (value >= Number(upper)) return upper;
  return roundHalfEven(value);
}

/**
 * The value of `from` as a `to`, as X_TO_Y does it, or `null` where that is left to run time
 * (durations to and from numbers, bit patterns of REAL).
 */
export function convertConstant(value: Scalar, from: ElementaryName, to: ElementaryName): Scalar | null {
  if (from === to) return value;
  const source = classOf(from);
  const target = classOf(to);
  if (isCalendar(from) || isCalendar(to)) return convertCalendar(value, from, to);
  if (source === 'character' || target === 'character') return convertCharacter(value, from, to);
  if (source === 'duration' && target === 'duration') return value;
  if (identicalBits(from, to)) return value;
  if (source === 'duration' || target === 'duration') return null;
  // A bit string gives its lowest bit, a number whether it is not zero.
  if (target === 'bool') return typeof value === 'bigint' ? (source === 'bits' ? (value & 1n) === 1n : value !== 0n) : null;
  // DWORD and REAL exchange their bits: left to run time, which canonicalises NaN.
  if (target === 'real' && source === 'bits') return null;
  if (target === 'real') {
    if (to === 'REAL' && typeof value === 'bigint') return integerToReal(value);
    const number = Number(value);
    return to === 'REAL' ? Math.fround(number) : number;
  }
  if (typeof value === 'number') return target === 'bits' ? null : realToInteger(value, to);
  return wrap(typeof value === 'boolean' ? (value ? 1n : 0n) : value, to);
}

/**
 * Both operands have the type `type` (the exponent operator is never folded: its result is the compiled-in one). `null` where
 * there is nothing to fold; `'division'` for an integer division by zero.
 */
export function foldBinary(
  operator: BinaryOperator,
  left: Scalar,
  right: Scalar,
  type: ElementaryName,
): Scalar | null | 'division' {
  if (typeof left === 'boolean' && typeof right === 'boolean') {
    switch (operator) {
      case 'AND':
        return left && right;
      case 'OR':
        return left || right;
      case 'XOR':
      case '<>':
        return left !== right;
      case '=':
        return left === right;
      case '<':
        return !left && right;
      case '<=':
        return !left || right;
      case '>':
        return left && !right;
      case '>=':
        return left || !right;
      default:
        return null;
    }
  }
  if (typeof left === 'bigint' && typeof right === 'bigint') return foldIntegers(operator, left, right, type);
  if (typeof left === 'number' && typeof right === 'number') return foldReals(operator, left, right, type);
  return null;
}

function foldIntegers(operator: BinaryOperator, a: bigint, b: bigint, type: ElementaryName): Scalar | null | 'division' {
  switch (operator) {
    case '+':
      return wrap(a + b, type);
    case '-':
      return wrap(a - b, type);
    case '*':
      return wrap(a * b, type);
    case '/':
      return b === 0n ? 'division' : wrap(a / b, type);
    case 'MOD':
      // Clause 6.6.2.5.6: MOD by zero is 0.
      return b === 0n ? 0n : wrap(a % b, type);
    case 'AND':
      return a & b;
    case 'OR':
      return a | b;
    case 'XOR':
      return a ^ b;
    case '**':
      return null;
    default:
      return compare(operator, a, b);
  }
}

function foldReals(operator: BinaryOperator, a: number, b: number, type: ElementaryName): Scalar | null {
  const round = type === 'REAL' ? Math.fround : (x: number) => x;
  switch (operator) {
    case '+':
      return round(a + b);
    case '-':
      return round(a - b);
    case '*':
      return round(a * b);
    case '/':
      return round(a / b);
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, a, b);
    default:
      return null;
  }
}

function compare(operator: BinaryOperator, a: bigint | number, b: bigint | number): boolean | null {
  switch (operator) {
    case '=':
      return a === b;
    case '<>':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      return null;
  }
}

/** `-x` and `NOT x`. */
export function foldUnary(operator: '-' | 'NOT', value: Scalar, type: ElementaryName): Scalar | null {
  if (operator === '-') {
    if (typeof value === 'bigint') return wrap(-value, type);
    return typeof value === 'number' ? -value : null;
  }
  if (typeof value === 'boolean') return !value;
  return typeof value === 'bigint' ? wrap(~value, type) : null;
}
