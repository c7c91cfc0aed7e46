/** Values as people write them (`TRUE`, `16#FF`, `T#1s500ms`, `800ms`) to values of an elementary type, and back. IEC 61131-3, 6.3. */

import type { CellType, Value } from '../iec61131/codegen/compiled.ts';
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import { isStringName } from '../iec61131/semantics/texts.ts';
import type { StringName } from '../iec61131/semantics/types.ts';
import {
  type CalendarForm,
  calendarExamples,
  calendarForm,
  calendarValue,
  writeCalendar,
} from '../iec61131/syntax/calendar-literals.ts';
import { readCharacterString, writeCharacterString } from '../iec61131/syntax/character-strings.ts';

/** As people and files write it: TRUE, 12, 1.5, "800ms", "T#2s", "16#FF". */
export type Literal = boolean | number | string;

export type ParsedLiteral =
  | { ok: true; value: Value }
  | { ok: false; code: 'wrong-type' | 'out-of-range'; message: LocalizedText };

/** Inclusive limits of the integer and bit-string types (Table 10). */
export const integerLimits: Partial<Record<CellType, readonly [bigint, bigint]>> = {
  BYTE: [0n, 0xffn],
  WORD: [0n, 0xffffn],
  DWORD: [0n, 0xffff_ffffn],
  LWORD: [0n, 0xffff_ffff_ffff_ffffn],
  SINT: [-0x80n, 0x7fn],
  INT: [-0x8000n, 0x7fffn],
  DINT: [-0x8000_0000n, 0x7fff_ffffn],
  LINT: [-0x8000_0000_0000_0000n, 0x7fff_ffff_ffff_ffffn],
  USINT: [0n, 0xffn],
  UINT: [0n, 0xffffn],
  UDINT: [0n, 0xffff_ffffn],
  ULINT: [0n, 0xffff_ffff_ffff_ffffn],
};

/** Types whose values are `bigint`. */
const wide: ReadonlySet<CellType> = new Set<CellType>(['LINT', 'ULINT', 'LWORD', 'TIME', 'LTIME']);

const largestTime = 0x7fff_ffff_ffff_ffffn;
const largestReal = 3.4028234663852886e38;

/** Bytes that a value of the type takes outside a packed bit. */
export function byteSize(type: CellType): 1 | 2 | 4 | 8 {
  switch (type) {
    case 'BOOL':
    case 'BYTE':
    case 'SINT':
    case 'USINT':
    case 'CHAR':
      return 1;
    case 'WORD':
    case 'INT':
    case 'UINT':
    case 'WCHAR':
      return 2;
    case 'DWORD':
    case 'DINT':
    case 'UDINT':
    case 'REAL':
    case 'UCHAR':
    // Of a string the length is looked at first.
    case 'STRING':
    case 'WSTRING':
    case 'USTRING':
      return 4;
    default:
      return 8;
  }
}

/** The value that `literal` means for a variable of `type`; refuses another kind of value and one out of the type's range. */
export function parseLiteral(literal: Literal, type: CellType): ParsedLiteral {
  if (isStringName(type)) return parseText(literal, type);
  const form = calendarForm(type);
  if (form !== null) return parseCalendar(literal, type, form);
  if (type === 'CHAR' || type === 'WCHAR' || type === 'UCHAR') return parseCharacter(literal, type);
  // `INT#5`, `BOOL#1`: the prefix must be the type itself.
  if (typeof literal === 'string') {
    const typed = /^([A-Za-z]+)#(.*)$/.exec(literal.trim());
    if (typed && typed[1]?.toUpperCase() === type && type !== 'TIME' && type !== 'LTIME')
      return parseLiteral(typed[2] ?? '', type);
  }
  if (type === 'BOOL') return parseBool(literal);
  if (type === 'TIME' || type === 'LTIME') return parseTime(literal, type);
  if (type === 'REAL' || type === 'LREAL') return parseReal(literal, type);
  return parseInteger(literal, type);
}

/** As a literal, or as the bare text: `'abc'`, `STRING#'abc'`, `abc`. */
function parseText(literal: Literal, type: StringName): ParsedLiteral {
  if (typeof literal !== 'string') return wrongType(literal, type, "a text, e.g. 'abc'", "文本，例如 'abc'");
  const quoted = /^(?:[WU]?STRING#)?(['"])[\s\S]*\1$/i.exec(literal);
  const text = quoted && literal.length > 1 ? readCharacterString(literal) : null;
  if (text?.wrong) return wrongType(literal, type, "a text, e.g. 'abc'", "文本，例如 'abc'");
  return { ok: true, value: text?.value ?? literal };
}

/** `D#2026-11-22`, `2026-11-22`, `TOD#12:30:15.5`, `DT#2026-11-22-12:30:15`. */
function parseCalendar(literal: Literal, type: CellType, form: CalendarForm): ParsedLiteral {
  const example = calendarExamples[form];
  const body = typeof literal === 'string' ? /^(?:(\w+)#)?(.+)$/.exec(literal.trim()) : null;
  const prefix = body?.[1];
  const sound = body !== null && (prefix === undefined || calendarForm(prefix.toUpperCase()) === form);
  const value = sound ? calendarValue(form, body[2] ?? '') : null;
  if (value !== null) return { ok: true, value };
  return wrongType(literal, type, `a date or time that there is, e.g. ${example}`, `存在的日期或时间，例如 ${example}`);
}

/** `'A'`, `A`, or the code: 65, 16#41. A digit by itself is a code. */
function parseCharacter(literal: Literal, type: 'CHAR' | 'WCHAR' | 'UCHAR'): ParsedLiteral {
  const limit = type === 'CHAR' ? 0xff : type === 'WCHAR' ? 0xffff : 0x10ffff;
  let code: number | null = typeof literal === 'number' && Number.isInteger(literal) ? literal : null;
  if (typeof literal === 'string') {
    const integer = integerOf(literal);
    const quoted = /^(?:[WU]?CHAR#)?(['"])[\s\S]*\1$/i.test(literal) && literal.length > 2;
    const text = quoted ? readCharacterString(literal).value : literal;
    if (integer !== null) code = Number(integer);
    else if ([...text].length === 1) code = text.codePointAt(0) ?? null;
  }
  if (code === null) return wrongType(literal, type, "one character, e.g. 'A', or its code", "一个字符，例如 'A'，或其代码");
  if (code < 0 || code > limit) return outOfRange(literal, type, '0', String(limit));
  return { ok: true, value: code };
}

function parseBool(literal: Literal): ParsedLiteral {
  if (typeof literal === 'boolean') return { ok: true, value: literal };
  const text = String(literal).trim().toUpperCase();
  if (text === 'TRUE' || text === '1') return { ok: true, value: true };
  if (text === 'FALSE' || text === '0') return { ok: true, value: false };
  return wrongType(literal, 'BOOL', 'TRUE or FALSE', 'TRUE 或 FALSE');
}

function parseInteger(literal: Literal, type: CellType): ParsedLiteral {
  let value: bigint | null = null;
  if (typeof literal === 'number' && Number.isInteger(literal)) value = BigInt(literal);
  if (typeof literal === 'string') value = integerOf(literal);
  if (value === null) return wrongType(literal, type, 'a whole number, e.g. 12 or 16#FF', '一个整数，例如 12 或 16#FF');
  const [lower, upper] = integerLimits[type] ?? [0n, 0n];
  if (value < lower || value > upper) return outOfRange(literal, type, String(lower), String(upper));
  return { ok: true, value: wide.has(type) ? value : Number(value) };
}

/** `12`, `-1_000`, `2#1010`, `8#17`, `16#FF`; `null` when the text is none of these. */
function integerOf(text: string): bigint | null {
  const compact = text.trim().replaceAll('_', '');
  if (/^[+-]?\d+$/.test(compact)) return BigInt(compact.startsWith('+') ? compact.slice(1) : compact);
  const based = /^(2|8|16)#([0-9A-Fa-f]+)$/.exec(compact);
  const digits = based?.[2] ?? '';
  if (based?.[1] === '16') return BigInt(`0x${digits}`);
  if (based?.[1] === '8' && /^[0-7]+$/.test(digits)) return BigInt(`0o${digits}`);
  if (based?.[1] === '2' && /^[01]+$/.test(digits)) return BigInt(`0b${digits}`);
  return null;
}

function parseReal(literal: Literal, type: 'REAL' | 'LREAL'): ParsedLiteral {
  let value: number | null = null;
  if (typeof literal === 'number') value = literal;
  if (typeof literal === 'string' && /^[+-]?\d[\d_]*(\.\d[\d_]*)?([eE][+-]?\d+)?$/.test(literal.trim())) {
    value = Number(literal.trim().replaceAll('_', ''));
  }
  if (value === null || Number.isNaN(value)) return wrongType(literal, type, 'a number, e.g. 1.5', '一个数，例如 1.5');
  const limit = type === 'REAL' ? largestReal : Number.MAX_VALUE;
  if (Math.abs(value) > limit) return outOfRange(literal, type, String(-limit), String(limit));
  return { ok: true, value: type === 'REAL' ? Math.fround(value) : value };
}

const timeUnits: Record<string, bigint> = {
  d: 86_400_000_000_000n,
  h: 3_600_000_000_000n,
  min: 60_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1_000n,
  ns: 1n,
};

function parseTime(literal: Literal, type: 'TIME' | 'LTIME'): ParsedLiteral {
  // A bare number would leave the unit to guesswork; only zero needs none.
  if (literal === 0 || literal === '0') return { ok: true, value: 0n };
  const refused = wrongType(
    literal,
    type,
    'a duration with its unit, e.g. T#1.5s or 800ms',
    '带单位的时间，例如 T#1.5s 或 800ms',
  );
  if (typeof literal !== 'string') return refused;
  const body = /^(?:(?:LTIME|TIME|LT|T)#)?(-?)((?:\d[\d_]*(?:\.\d+)?(?:min|ms|us|ns|d|h|m|s)_?)+)$/i.exec(
    literal.trim().replaceAll(' ', ''),
  );
  if (!body) return refused;
  let total = 0n;
  for (const part of (body[2] ?? '').matchAll(/(\d[\d_]*)(?:\.(\d+))?(min|ms|us|ns|d|h|m|s)/gi)) {
    const scale = timeUnits[(part[3] ?? 's').toLowerCase()] ?? 1n;
    const fraction = part[2] ?? '';
    total += BigInt((part[1] ?? '0').replaceAll('_', '')) * scale;
    if (fraction !== '') total += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length);
  }
  if (body[1] === '-') total = -total;
  if (total > largestTime || total < -largestTime - 1n) {
    return outOfRange(literal, type, formatValue(-largestTime, type), formatValue(largestTime, type));
  }
  return { ok: true, value: total };
}

/** The number with the fewest digits that is this REAL: 0.1, not the 0.10000000149011612 that it is exactly. */
export function shortestReal(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Object.is(Math.fround(shorter), value)) return shorter;
  }
  return Number.isFinite(value) ? Number(value.toPrecision(9)) : value;
}

/** As `parseLiteral` reads it again: `TRUE`, `-3`, `1.5`, `T#1s500ms`. */
export function formatValue(value: Value, type: CellType): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return writeCharacterString(value, type === 'WSTRING' ? '"' : "'");
  if (type === 'CHAR' || type === 'WCHAR' || type === 'UCHAR')
    return writeCharacterString(String.fromCodePoint(Number(value)), type === 'WCHAR' ? '"' : "'");
  const form = calendarForm(type);
  if (form !== null) return writeCalendar(BigInt(value), type, form);
  if (type === 'REAL') return String(shortestReal(Number(value)));
  if (type !== 'TIME' && type !== 'LTIME') return String(value);
  let rest = BigInt(value);
  const sign = rest < 0n ? '-' : '';
  if (rest < 0n) rest = -rest;
  if (rest === 0n) return 'T#0s';
  let text = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms', 'us', 'ns']) {
    const scale = timeUnits[unit] ?? 1n;
    if (rest >= scale) text += `${rest / scale}${unit}`;
    rest %= scale;
  }
  return `T#${sign}${text}`;
}

function wrongType(literal: Literal, type: CellType, en: string, zh: string): ParsedLiteral {
  const shown = String(literal);
  return {
    ok: false,
    code: 'wrong-type',
    message: {
      en: `"${shown}" is not a value of type ${type}. Give ${en}.`,
      'zh-CN': `“${shown}”不是 ${type} 类型的值。请给出${zh}。`,
    },
  };
}

function outOfRange(literal: Literal, type: CellType, lower: string, upper: string): ParsedLiteral {
  return {
    ok: false,
    code: 'out-of-range',
    message: {
      en: `${literal} does not fit into ${type}, which goes from ${lower} to ${upper}. Give a value within these limits.`,
      'zh-CN': `${literal} 超出了 ${type} 的范围（${lower} 到 ${upper}）。请给出范围内的值。`,
    },
  };
}
