/** Values as people read and type them: the standard's literals, tabular, in the format chosen. */
import { calendarForm, writeCalendar } from '#sandbox/iec61131/syntax/calendar-literals.ts';
import type { SignalValue } from './signal-store.ts';

/**
 * How a value is shown. `dec` is the type's own way (a duration as T#, a REAL with four decimals at most); `signed` and `unsigned` read the
 * same bits the other way; `time` takes a whole number for milliseconds; `exp` gives a REAL all its digits; `ascii` reads bytes as
 * characters, the highest first.
 */
export const valueFormats = ['dec', 'signed', 'unsigned', 'hex', 'bin', 'time', 'exp', 'ascii'] as const;
export type ValueFormat = (typeof valueFormats)[number];

const bits: Record<string, number> = {
  BYTE: 8,
  WORD: 16,
  DWORD: 32,
  LWORD: 64,
  SINT: 8,
  INT: 16,
  DINT: 32,
  LINT: 64,
  USINT: 8,
  UINT: 16,
  UDINT: 32,
  ULINT: 64,
};

const signedTypes: ReadonlySet<string> = new Set(['SINT', 'INT', 'DINT', 'LINT']);

/** The formats that make a difference for the type; the first is its own. */
export function formatsOf(type: string): readonly ValueFormat[] {
  if (type === 'REAL' || type === 'LREAL') return ['dec', 'exp'];
  if (bits[type] === undefined) return ['dec'];
  if (signedTypes.has(type)) return ['dec', 'unsigned', 'hex', 'bin', 'time'];
  return ['dec', 'signed', 'hex', 'bin', 'time', 'ascii'];
}

/** `TRUE`, `-12`, `16#00FF`, `2#0000_1010`, `1.25`, `T#1s200ms`; a dash for a value not known. */
export function formatValue(value: SignalValue | string | undefined, type: string, format: ValueFormat = 'dec'): string {
  if (value === undefined) return '–';
  if (typeof value === 'string') return value;
  const calendar = calendarForm(type);
  if (calendar !== null && typeof value !== 'boolean') return writeCalendar(BigInt(value), type, calendar);
  if (type === 'CHAR' || type === 'WCHAR' || type === 'UCHAR') return `'${String.fromCodePoint(Number(value))}'`;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (type === 'TIME' || type === 'LTIME') return formatTime(BigInt(value));
  const width = bits[type];
  if (width !== undefined && format !== 'dec' && format !== 'exp') return formatBits(BigInt(value), width, format);
  if (typeof value === 'bigint') return value.toString();
  if (type === 'REAL' || type === 'LREAL') return format === 'exp' ? formatExponent(value, type) : formatReal(value);
  return String(value);
}

function formatBits(value: bigint, width: number, format: Exclude<ValueFormat, 'dec' | 'exp'>): string {
  const raw = BigInt.asUintN(width, value);
  switch (format) {
    case 'signed':
      return BigInt.asIntN(width, value).toString();
    case 'unsigned':
      return raw.toString();
    case 'hex':
      return `16#${raw
        .toString(16)
        .toUpperCase()
        .padStart(width / 4, '0')}`;
    case 'bin':
      return `2#${(
        raw
          .toString(2)
          .padStart(width, '0')
          .match(/.{1,4}/g) ?? []
      ).join('_')}`;
    case 'time':
      return formatTime(value * 1_000_000n);
    case 'ascii':
      return `'${Array.from({ length: width / 8 }, (_, at) => asciiOf(Number((raw >> BigInt(width - 8 * (at + 1))) & 0xffn))).join('')}'`;
  }
}

/** As in a STRING of the standard: what cannot be printed as two hexadecimal digits. */
function asciiOf(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === '$' || character === "'") return `$${character}`;
  return byte >= 0x20 && byte < 0x7f ? character : `$${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** With as many digits as tell it from every other number of its type. */
function formatExponent(value: number, type: string): string {
  if (!Number.isFinite(value)) return formatReal(value);
  let shortest = value;
  for (let digits = 1; type === 'REAL' && digits <= 9; digits++) {
    shortest = Number(value.toPrecision(digits));
    if (Math.fround(shortest) === value) break;
  }
  return shortest.toExponential().toUpperCase();
}

/** Four significant decimals at most, always with a point, so that a REAL is told from an integer; wide ones as 1.2E+10. */
export function formatReal(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+INF' : '-INF';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) return value.toExponential(3).toUpperCase();
  const text = value.toFixed(size >= 1000 ? 1 : 4).replace(/(\.\d+?)0+$/, '$1');
  return text === '-0.0' ? '0.0' : text;
}

const units: [string, bigint][] = [
  ['d', 86_400_000_000_000n],
  ['h', 3_600_000_000_000n],
  ['m', 60_000_000_000n],
  ['s', 1_000_000_000n],
  ['ms', 1_000_000n],
  ['us', 1_000n],
  ['ns', 1n],
];

/** Nanoseconds as a duration literal of IEC 61131-3 table 8: T#1m30s, T#-200ms, T#0s. */
export function formatTime(nanoseconds: bigint): string {
  let rest = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  let text = '';
  for (const [unit, size] of units) {
    if (rest < size) continue;
    text += `${rest / size}${unit}`;
    rest %= size;
  }
  return `T#${nanoseconds < 0n ? '-' : ''}${text || '0s'}`;
}

/**
 * What a person typed as a value to write or force, in the format that the value is shown in; `null` when it cannot be one of the type.
 * 16#FFFF of an INT is -1, as it is shown; whole numbers that JSON cannot hold stay text, which the controller reads itself.
 */
export function parseTyped(text: string, type: string, format: ValueFormat = 'dec'): boolean | number | string | null {
  // The controller reads these itself, and says what it cannot read.
  if (/^[WU]?STRING$/.test(type)) return text;
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (type === 'BOOL') {
    if (/^(true|1)$/i.test(trimmed)) return true;
    return /^(false|0)$/i.test(trimmed) ? false : null;
  }
  if (calendarForm(type) !== null || /^[WU]?CHAR$/.test(type)) return trimmed;
  if (type === 'TIME' || type === 'LTIME') return durationPattern.test(trimmed) ? trimmed : null;
  const width = bits[type];
  if (width === undefined) {
    return /^[+-]?\d[\d_]*(\.\d+)?(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed.replaceAll('_', '')) : null;
  }
  const whole = wholeOf(trimmed, width, format);
  if (whole === null) return null;
  const read = asShown(whole.value, type, width, whole.pattern || format === 'signed' || format === 'unsigned');
  const number = Number(read);
  return Number.isSafeInteger(number) ? number : read.toString();
}

const durationPattern = /^((l?t|l?time)#)?-?(\d+(\.\d+)?(d|h|ms|m|s|us|ns)_?)+$/i;

interface Whole {
  value: bigint;
  /** Written as bits, not as a number. */
  pattern: boolean;
}

/** A whole number as people write it. */
function wholeOf(text: string, width: number, format: ValueFormat): Whole | null {
  if (format === 'ascii' && !/^\d/.test(text)) return characters(text, width / 8);
  const compact = text.replaceAll('_', '');
  const based = /^(?:2#([01]+)|8#([0-7]+)|16#([0-9a-f]+))$/i.exec(compact);
  if (based) {
    const [, two, eight, sixteen] = based;
    return { value: BigInt(two ? `0b${two}` : eight ? `0o${eight}` : `0x${sixteen}`), pattern: true };
  }
  if (/^[+-]?\d+$/.test(compact)) return { value: BigInt(compact.replace(/^\+/, '')), pattern: false };
  if (/^[+-]?\d+(\.\d+)?e[+-]?\d+$/i.test(compact) && Number.isSafeInteger(Number(compact)))
    return { value: BigInt(Number(compact)), pattern: false };
  return format === 'time' && durationPattern.test(text) ? milliseconds(text) : null;
}

/** `null` when it is not a whole number of milliseconds. */
function milliseconds(text: string): Whole | null {
  let total = 0n;
  for (const [, whole = '0', fraction = '', unit = 's'] of text.matchAll(/(\d+)(?:\.(\d+))?(d|h|ms|m|s|us|ns)/gi)) {
    const size = units.find(([name]) => name === unit.toLowerCase())?.[1] ?? 1n;
    total += BigInt(whole) * size + (BigInt(fraction || '0') * size) / 10n ** BigInt(fraction.length);
  }
  if (total % 1_000_000n !== 0n) return null;
  return { value: (text.includes('-') ? -total : total) / 1_000_000n, pattern: false };
}

/** `'AB'`, `AB`, `$00A`: the bytes of a bit string, the highest first; fewer fill it from the right. */
function characters(text: string, bytes: number): Whole | null {
  const body = /^'([\s\S]*)'$/.exec(text)?.[1] ?? text;
  const parts = body.match(/\$[0-9a-f]{2}|\$['$]|[ -#%-~]/gi) ?? [];
  if (parts.length > bytes || parts.join('') !== body) return null;
  const codes = parts.map((part) => (part.length === 3 ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(part.length - 1)));
  return { value: codes.reduce((sum, code) => (sum << 8n) | BigInt(code), 0n), pattern: true };
}

/** The number of the type that has these bits; a number that does not fit is left as it is, for the controller to refuse. */
function asShown(value: bigint, type: string, width: number, asBits: boolean): bigint {
  if (!asBits) return value;
  const limit = 1n << BigInt(width);
  if (signedTypes.has(type)) return value >= limit >> 1n && value < limit ? value - limit : value;
  return value < 0n && value >= -(limit >> 1n) ? value + limit : value;
}

/** The value exactly, as a message to the rig may carry it: what an undo writes back. */
export function literalOf(value: SignalValue, type: string): boolean | number | string {
  if (typeof value !== 'bigint') return value;
  return calendarForm(type) !== null || /^L?TIME$/.test(type) ? formatValue(value, type) : value.toString();
}
