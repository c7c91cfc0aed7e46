/** The elementary types and what follows from their table: ranges, classes, widening. IEC 61131-3, Table 10 and Figure 12. */
import { LONG_NAMES } from '../syntax/keywords.ts';
import type { ElementaryName, ElementaryType } from './types.ts';

export type ElementaryClass =
  | 'bool'
  | 'bits'
  | 'signed'
  | 'unsigned'
  | 'real'
  | 'duration'
  | 'date'
  | 'clock'
  | 'moment'
  | 'character';

interface Row {
  class: ElementaryClass;
  bits: number;
  /** Types that every value of this one fits into without loss: the arrows of Figure 12, followed to their ends. */
  widens: readonly ElementaryName[];
}

export const elementaryTable: Readonly<Record<ElementaryName, Row>> = {
  BOOL: { class: 'bool', bits: 1, widens: ['BYTE', 'WORD', 'DWORD', 'LWORD'] },
  BYTE: { class: 'bits', bits: 8, widens: ['WORD', 'DWORD', 'LWORD'] },
  WORD: { class: 'bits', bits: 16, widens: ['DWORD', 'LWORD'] },
  DWORD: { class: 'bits', bits: 32, widens: ['LWORD'] },
  LWORD: { class: 'bits', bits: 64, widens: [] },
  USINT: { class: 'unsigned', bits: 8, widens: ['UINT', 'UDINT', 'ULINT', 'INT', 'DINT', 'LINT', 'REAL', 'LREAL'] },
  SINT: { class: 'signed', bits: 8, widens: ['INT', 'DINT', 'LINT', 'REAL', 'LREAL'] },
  UINT: { class: 'unsigned', bits: 16, widens: ['UDINT', 'ULINT', 'DINT', 'LINT', 'REAL', 'LREAL'] },
  INT: { class: 'signed', bits: 16, widens: ['DINT', 'LINT', 'REAL', 'LREAL'] },
  UDINT: { class: 'unsigned', bits: 32, widens: ['ULINT', 'LINT', 'LREAL'] },
  DINT: { class: 'signed', bits: 32, widens: ['LINT', 'LREAL'] },
  ULINT: { class: 'unsigned', bits: 64, widens: [] },
  LINT: { class: 'signed', bits: 64, widens: [] },
  REAL: { class: 'real', bits: 32, widens: ['LREAL'] },
  LREAL: { class: 'real', bits: 64, widens: [] },
  TIME: { class: 'duration', bits: 64, widens: ['LTIME'] },
  LTIME: { class: 'duration', bits: 64, widens: [] },
  DATE: { class: 'date', bits: 64, widens: ['LDATE'] },
  LDATE: { class: 'date', bits: 64, widens: [] },
  TOD: { class: 'clock', bits: 64, widens: ['LTOD'] },
  LTOD: { class: 'clock', bits: 64, widens: [] },
  DT: { class: 'moment', bits: 64, widens: ['LDT'] },
  LDT: { class: 'moment', bits: 64, widens: [] },
  CHAR: { class: 'character', bits: 8, widens: [] },
  WCHAR: { class: 'character', bits: 16, widens: [] },
  // Edition 4; one Unicode character, held as its code point.
  UCHAR: { class: 'character', bits: 32, widens: [] },
};

const longNames: Readonly<Record<string, ElementaryName>> = LONG_NAMES;

/** The elementary type that a word names, under either of its names; `null` for any other word. */
export function elementaryNamed(key: string): ElementaryName | null {
  if (isElementaryName(key)) return key;
  return Object.hasOwn(longNames, key) ? longNames[key]! : null;
}

/** The prefixes of literals are also written short: `D#2026-11-22`, `T#5s`. Table 9. */
const literalPrefixes: Readonly<Record<string, ElementaryName>> = { D: 'DATE', LD: 'LDATE', T: 'TIME', LT: 'LTIME' };
export function elementaryPrefixed(key: string): ElementaryName | null {
  return elementaryNamed(key) ?? (Object.hasOwn(literalPrefixes, key) ? literalPrefixes[key]! : null);
}

/** From narrow to wide within each class, so that the first common type is the smallest. */
export const elementaryNames = Object.keys(elementaryTable) as ElementaryName[];

const types = Object.fromEntries(elementaryNames.map((name) => [name, { kind: 'elementary', name }])) as Record<
  ElementaryName,
  ElementaryType
>;

/** The one object for an elementary type. */
export function elementary(name: ElementaryName): ElementaryType {
  return types[name];
}
export function isElementaryName(key: string): key is ElementaryName {
  return Object.hasOwn(elementaryTable, key);
}
export function classOf(name: ElementaryName): ElementaryClass {
  return elementaryTable[name].class;
}
export function isInteger(name: ElementaryName): boolean {
  const kind = classOf(name);
  return kind === 'signed' || kind === 'unsigned';
}
export function isNumeric(name: ElementaryName): boolean {
  return isInteger(name) || classOf(name) === 'real';
}
/** ANY_DATE, and the times of day: nanoseconds since 1970-01-01 or since midnight. */
export function isCalendar(name: ElementaryName): boolean {
  const kind = classOf(name);
  return kind === 'date' || kind === 'clock' || kind === 'moment';
}
export const NANOSECONDS_PER_DAY = 86_400_000_000_000n;
/** ANY_BIT, BOOL included. */
export function isBitString(name: ElementaryName): boolean {
  const kind = classOf(name);
  return kind === 'bool' || kind === 'bits';
}

/** Smallest and largest value of an integer, bit string or duration; `null` for REAL and LREAL. */
export function limitsOf(name: ElementaryName): { lower: bigint; upper: bigint } | null {
  const { class: kind, bits } = elementaryTable[name];
  if (kind === 'real') return null;
  if (kind === 'clock') return { lower: 0n, upper: NANOSECONDS_PER_DAY - 1n };
  if (name === 'UCHAR') return { lower: 0n, upper: 0x10ffffn };
  if (kind === 'signed' || kind === 'duration' || kind === 'date' || kind === 'moment')
    return { lower: -(1n << BigInt(bits - 1)), upper: (1n << BigInt(bits - 1)) - 1n };
  return { lower: 0n, upper: (1n << BigInt(bits)) - 1n };
}

/** A value of `from` may stand where `to` is wanted, without a word. */
export function widens(from: ElementaryName, to: ElementaryName): boolean {
  return from === to || elementaryTable[from].widens.includes(to);
}

/** The smallest type that both widen to, or `null`. */
export function commonType(left: ElementaryName, right: ElementaryName): ElementaryName | null {
  if (left === right) return left;
  return elementaryNames.find((name) => widens(left, name) && widens(right, name)) ?? null;
}
