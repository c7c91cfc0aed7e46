/** What operators and conversions mean, on exact integers. IEC 61131-3, Tables 22 to 35, with the decisions of this compiler. */
import type { ElementaryName, Type } from '#sandbox/iec61131/semantics/types.ts';
import { calendarClass, convertCalendar, inDay, unitOf } from './calendar.ts';

export type Scalar = bigint | number | boolean;

/** A construct that the reference does not know. */
export class NotCovered extends Error {}

/** How a program ends that does not end well. */
export class Fault extends Error {
  readonly kind: string;
  readonly line: number;
  constructor(kind: string, line: number) {
    super(`${kind} at line ${line}`);
    this.kind = kind;
    this.line = line;
  }
}

const widths: Partial<Record<ElementaryName, [bits: number, signed: boolean]>> = {
  BYTE: [8, false],
  WORD: [16, false],
  DWORD: [32, false],
  LWORD: [64, false],
  SINT: [8, true],
  INT: [16, true],
  DINT: [32, true],
  LINT: [64, true],
  USINT: [8, false],
  UINT: [16, false],
  UDINT: [32, false],
  ULINT: [64, false],
  TIME: [64, true],
  LTIME: [64, true],
  DATE: [64, true],
  LDATE: [64, true],
  TOD: [64, true],
  LTOD: [64, true],
  DT: [64, true],
  LDT: [64, true],
  CHAR: [8, false],
  WCHAR: [16, false],
  UCHAR: [32, false],
};
const characters = ['CHAR', 'WCHAR', 'UCHAR'];
const bitStrings = ['BOOL', 'BYTE', 'WORD', 'DWORD', 'LWORD'];

export const isReal = (name: ElementaryName): boolean => name === 'REAL' || name === 'LREAL';
export const isDuration = (name: ElementaryName): boolean => name === 'TIME' || name === 'LTIME';

export function widthOf(name: ElementaryName): [bits: number, signed: boolean] {
  const width = widths[name];
  if (!width) throw new NotCovered(name);
  return width;
}

/** The elementary type that computes for a type. */
export function nameOf(type: Type): ElementaryName {
  if (type.kind === 'elementary') return type.name;
  if (type.kind === 'enum' || type.kind === 'subrange') return type.base.name;
  throw new NotCovered(type.kind);
}

/** Integers beyond their type wrap round. */
export function wrap(value: bigint, name: ElementaryName): bigint {
  const [bits, signed] = widthOf(name);
  return signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

const rounded = (value: number, name: ElementaryName): number => (name === 'REAL' ? Math.fround(value) : value);

/** Half to even; stops at the limits of the type; NaN is 0. */
function toInteger(value: number, name: ElementaryName, towardsZero = false): bigint {
  if (Number.isNaN(value)) return 0n;
  const [bits, signed] = widthOf(name);
  const lower = signed ? -(1n << BigInt(bits - 1)) : 0n;
  const upper = (1n << BigInt(signed ? bits - 1 : bits)) - 1n;
  if (value === Number.POSITIVE_INFINITY) return upper;
  if (value === Number.NEGATIVE_INFINITY) return lower;
  let whole = BigInt(Math.trunc(value));
  const rest = Math.abs(value - Math.trunc(value));
  const away = value < 0 ? -1n : 1n;
  if (!towardsZero && (rest > 0.5 || (rest === 0.5 && whole % 2n !== 0n))) whole += away;
  return whole < lower ? lower : whole > upper ? upper : whole;
}

export const truncate = (value: number, name: ElementaryName): bigint => toInteger(value, name, true);

/** The 32-bit number nearest to an integer; of two equally near ones that with the even last bit. */
function nearestReal(value: bigint): number {
  const about = Math.fround(Number(value));
  if (BigInt(about) === value) return about;
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, about);
  const bits = view.getInt32(0);
  let best = about;
  for (const neighbour of [bits - 1, bits, bits + 1]) {
    view.setInt32(0, neighbour);
    const candidate = view.getFloat32(0);
    if (!Number.isFinite(candidate)) continue;
    const distance = (to: number) => {
      const difference = value - BigInt(to);
      return difference < 0n ? -difference : difference;
    };
    if (distance(candidate) < distance(best)) best = candidate;
    else if (distance(candidate) === distance(best) && neighbour % 2 === 0) best = candidate;
  }
  return best;
}

/** The DINT nearest to an integer. */
export function selector(value: bigint): bigint {
  return value < -(2n ** 31n) ? -(2n ** 31n) : value >= 2n ** 31n ? 2n ** 31n - 1n : value;
}

const nanosecondsPerMillisecond = 1_000_000n;

export function convert(value: Scalar, from: ElementaryName, to: ElementaryName): Scalar {
  if (from === to || (isDuration(from) && isDuration(to))) return value;
  const [source, target] = [calendarClass(from), calendarClass(to)];
  if (source && target) return convertCalendar(value as bigint, source, target);
  // A duration is a time of day within its day; a number counts.
  if (source) return isDuration(to) ? value : convert((value as bigint) / unitOf(from), 'LINT', to);
  if (target) {
    const count = isDuration(from) ? (value as bigint) : (convert(value, from, 'LINT') as bigint) * unitOf(to);
    return target === 'clock' ? inDay(wrap(count, 'LINT')) : wrap(count, 'LINT');
  }
  if (characters.includes(from) && characters.includes(to))
    return (value as bigint) >= 1n << BigInt(widthOf(to)[0]) ? 0x3fn : value;
  if (from === 'LTIME') return convert(value, 'LINT', to);
  if (to === 'LTIME') return convert(value, from, 'LINT');
  if (from === 'TIME') {
    const time = value as bigint;
    if (to === 'BOOL') return time !== 0n;
    if (isReal(to)) return rounded(Number(time) / 1e6, to);
    return wrap(time / nanosecondsPerMillisecond, to);
  }
  if (to === 'TIME') {
    if (typeof value === 'number') return toInteger(value * 1e6, 'LINT');
    return wrap((typeof value === 'boolean' ? (value ? 1n : 0n) : wrap(value, 'LINT')) * nanosecondsPerMillisecond, 'LINT');
  }
  if (to === 'BOOL') {
    if (typeof value === 'bigint') return bitStrings.includes(from) ? value % 2n !== 0n : value !== 0n;
    return typeof value === 'number' ? value !== 0 : value;
  }
  if (typeof value === 'number') {
    const view = new DataView(new ArrayBuffer(8));
    if (isReal(to)) return rounded(value, to);
    if (from === 'REAL' && to === 'DWORD') {
      view.setFloat32(0, Number.isNaN(value) ? Number.NaN : value);
      return BigInt(view.getUint32(0));
    }
    if (from === 'LREAL' && to === 'LWORD') {
      view.setFloat64(0, Number.isNaN(value) ? Number.NaN : value);
      return view.getBigUint64(0);
    }
    return toInteger(value, to);
  }
  const integer = typeof value === 'boolean' ? (value ? 1n : 0n) : value;
  if (!isReal(to)) return wrap(integer, to);
  const view = new DataView(new ArrayBuffer(8));
  if (from === 'DWORD' && to === 'REAL') {
    view.setUint32(0, Number(integer));
    return view.getFloat32(0);
  }
  if (from === 'LWORD' && to === 'LREAL') {
    view.setBigUint64(0, integer);
    return view.getFloat64(0);
  }
  return to === 'REAL' ? nearestReal(integer) : Number(integer);
}

export function compare(operator: string, a: Scalar, b: Scalar): boolean {
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
      throw new NotCovered(operator);
  }
}

/** Both sides have the type `name`, but for a duration with a number; the result has it too. */
export function operate(operator: string, a: Scalar, b: Scalar, name: ElementaryName, line: number): Scalar {
  if (typeof a === 'boolean' && typeof b === 'boolean') {
    if (operator === 'AND') return a && b;
    if (operator === 'OR') return a || b;
    if (operator === 'XOR') return a !== b;
  }
  if (typeof a === 'number' && typeof b === 'number') {
    if (operator === '+') return rounded(a + b, name);
    if (operator === '-') return rounded(a - b, name);
    if (operator === '*') return rounded(a * b, name);
    if (operator === '/') return rounded(a / b, name);
  }
  if (typeof a === 'bigint' && typeof b === 'number') {
    // A duration and a real number, in LREAL.
    if (operator === '*') return toInteger(Number(a) * b, 'LINT');
    if (operator === '/') return toInteger(Number(a) / b, 'LINT');
  }
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    if (operator === '+') return wrap(a + b, name);
    if (operator === '-') return wrap(a - b, name);
    if (operator === '*') return wrap(a * b, name);
    if (operator === 'AND') return a & b;
    if (operator === 'OR') return a | b;
    if (operator === 'XOR') return a ^ b;
    if (operator === 'MOD') return b === 0n ? 0n : a % b;
    if (operator === '/') {
      if (b === 0n) throw new Fault('division', line);
      return wrap(a / b, name);
    }
  }
  throw new NotCovered(`${operator} of ${name}`);
}

export function complement(value: Scalar, name: ElementaryName): Scalar {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'bigint') return wrap(~value, name);
  throw new NotCovered('NOT of a real number');
}

export function negate(value: Scalar, name: ElementaryName): Scalar {
  if (typeof value === 'bigint') return wrap(-value, name);
  if (typeof value === 'number') return -value;
  throw new NotCovered('- of a BOOL');
}

/** By the width or more nothing is left; rotation counts within the width. */
export function shift(kind: string, value: Scalar, count: bigint, name: ElementaryName): Scalar {
  const bits = name === 'BOOL' ? 1n : BigInt(widthOf(name)[0]);
  const pattern = typeof value === 'boolean' ? (value ? 1n : 0n) : (value as bigint);
  const beyond = count < 0n || count >= bits;
  const back = (result: bigint): Scalar => (typeof value === 'boolean' ? result === 1n : result);
  if (kind === 'SHL') return back(beyond ? 0n : BigInt.asUintN(Number(bits), pattern << count));
  if (kind === 'SHR') return back(beyond ? 0n : pattern >> count);
  const turn = ((count % bits) + bits) % bits;
  const left = kind === 'ROL' ? turn : (bits - turn) % bits;
  return back(BigInt.asUintN(Number(bits), (pattern << left) | (pattern >> (bits - left))));
}
