/** Values as people read them: the standard's literals, tabular, with the radix chosen. */
import { calendarForm, writeCalendar } from '#sandbox/iec61131/syntax/calendar-literals.ts';
import type { SignalValue } from './signal-store.ts';

export type Radix = 'dec' | 'hex' | 'bin';

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

/** `TRUE`, `-12`, `16#00FF`, `2#0000_1010`, `1.25`, `T#1s200ms`; a dash for a value not known. */
export function formatValue(value: SignalValue | string | undefined, type: string, radix: Radix = 'dec'): string {
  if (value === undefined) return '–';
  if (typeof value === 'string') return value;
  const calendar = calendarForm(type);
  if (calendar !== null && typeof value !== 'boolean') return writeCalendar(BigInt(value), type, calendar);
  if (type === 'CHAR' || type === 'WCHAR' || type === 'UCHAR') return `'${String.fromCodePoint(Number(value))}'`;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (type === 'TIME' || type === 'LTIME') return formatTime(BigInt(value));
  const width = bits[type];
  if (width !== undefined && radix !== 'dec') {
    const raw = BigInt.asUintN(width, BigInt(value));
    return radix === 'hex'
      ? `16#${raw
          .toString(16)
          .toUpperCase()
          .padStart(width / 4, '0')}`
      : `2#${(
          raw
            .toString(2)
            .padStart(width, '0')
            .match(/.{1,4}/g) ?? []
        ).join('_')}`;
  }
  if (typeof value === 'bigint') return value.toString();
  if (type === 'REAL' || type === 'LREAL') return formatReal(value);
  return String(value);
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

/** What a person typed as a value to write or force; `null` when it cannot be one of the type. */
export function parseTyped(text: string, type: string): boolean | number | string | null {
  // The controller reads these itself, and says what it cannot read.
  if (/^[WU]?STRING$/.test(type)) return text;
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (type === 'BOOL') {
    if (/^(true|1)$/i.test(trimmed)) return true;
    return /^(false|0)$/i.test(trimmed) ? false : null;
  }
  if (calendarForm(type) !== null || /^[WU]?CHAR$/.test(type)) return trimmed;
  if (type === 'TIME' || type === 'LTIME') {
    return /^((l?t|l?time)#)?-?(\d+(\.\d+)?(d|h|ms|m|s|us|ns)_?)+$/i.test(trimmed) ? trimmed : null;
  }
  if (/^[+-]?\d[\d_]*(\.\d+)?(e[+-]?\d+)?$/i.test(trimmed)) {
    const value = Number(trimmed.replaceAll('_', ''));
    if (bits[type] === undefined) return value;
    if (!Number.isInteger(value)) return null;
    return Number.isSafeInteger(value) ? value : trimmed;
  }
  return bits[type] !== undefined && /^(2#[01_]+|8#[0-7_]+|16#[0-9a-f_]+)$/i.test(trimmed) ? trimmed : null;
}
