/**
 * STRING_TO_X: the longest number that the text begins with, blanks before it left out. One that begins with none is 0; what lies
 * beyond the type is its limit. IEC 61131-3, Table 22; what `library/texts.ts` says it does.
 */
import type { ElementaryName } from '#sandbox/iec61131/semantics/types.ts';
import { isReal, type Scalar, widthOf } from './arithmetic.ts';
import { calendarClass, midnightOf } from './calendar.ts';

const withoutUnderscores = (digits: string | undefined): string => (digits ?? '').replaceAll('_', '');
const integerOf = (digits: string | undefined): bigint => BigInt(withoutUnderscores(digits) || '0');

/** Behind blanks and the prefix of a literal. */
const begun = (text: string): string => text.replace(/^ */, '').replace(/^[A-Za-z_]+# */, '');

function limited(value: bigint, name: ElementaryName): bigint {
  const [bits, signed] = widthOf(name);
  const lower = signed ? -(1n << BigInt(bits - 1)) : 0n;
  const upper = (1n << BigInt(signed ? bits - 1 : bits)) - 1n;
  return value < lower ? lower : value > upper ? upper : value;
}

const digitsOf: Readonly<Record<string, RegExp>> = { 2: /^[01_]+/, 8: /^[0-7_]+/, 16: /^[0-9A-Fa-f_]+/ };
const prefixOf: Readonly<Record<string, string>> = { 2: '0b', 8: '0o', 16: '0x' };

function readInteger(text: string, name: ElementaryName): bigint {
  const [, sign, digits, , behind = ''] = /^ *([+-]?)([0-9_]*)(#(.*))?/s.exec(text)!;
  let value = integerOf(digits);
  const based = digitsOf[String(value)]?.exec(behind);
  const own = withoutUnderscores(based?.[0]);
  if (own !== '') value = BigInt(`${prefixOf[String(value)]}${own}`);
  return limited(sign === '-' ? -value : value, name);
}

function readReal(text: string): number {
  const [, sign, whole, fraction, , power, exponent] = /^([+-]?)([0-9_]*)(?:\.([0-9_]*))?([Ee]([+-]?)([0-9_]*))?/.exec(
    begun(text),
  )!;
  const number = `${withoutUnderscores(whole) || '0'}.${withoutUnderscores(fraction) || '0'}`;
  return Number(`${sign}${number}e${power ?? ''}${withoutUnderscores(exponent) || '0'}`);
}

const units: Readonly<Record<string, bigint>> = {
  d: 86_400_000_000_000n,
  h: 3_600_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1_000n,
  ns: 1n,
};

function readDuration(text: string): bigint {
  let rest = begun(text);
  const negative = rest.startsWith('-');
  if (negative) rest = rest.slice(1);
  let total = 0n;
  for (;;) {
    const part = /^([0-9_]*[0-9][0-9_]*)(?:\.([0-9_]*))?(ms|us|ns|MS|US|NS|[dhmsDHMS])_?/.exec(rest);
    if (!part) break;
    const unit = units[part[3]!.toLowerCase()]!;
    const fraction = withoutUnderscores(part[2]);
    total += integerOf(part[1]) * unit + (integerOf(fraction) * unit) / 10n ** BigInt(fraction.length);
    rest = rest.slice(part[0].length);
  }
  return limited(negative ? -total : total, 'LINT');
}

/** `null`: the text begins with no date. */
function readDate(text: string): bigint | null {
  const [year, month, day] = (/^([0-9_]+)-([0-9_]+)-([0-9_]+)/.exec(text) ?? []).slice(1).map(integerOf);
  if (year === undefined || month === undefined || day === undefined) return null;
  if (year < 1678n || year > 2261n || month < 1n || month > 12n || day < 1n || day > 31n) return null;
  return midnightOf(year, month, day);
}

function readClock(text: string): bigint {
  const parts = /^([0-9_]+):([0-9_]+)(?::([0-9_]+)(?:\.([0-9_]*))?)?/.exec(text);
  if (!parts) return 0n;
  const [hour, minute, second] = [integerOf(parts[1]), integerOf(parts[2]), integerOf(parts[3])];
  if (hour > 23n || minute > 59n || second > 59n) return 0n;
  const fraction = withoutUnderscores(parts[4]).padEnd(9, '0').slice(0, 9);
  return ((hour * 60n + minute) * 60n + second) * 1_000_000_000n + BigInt(fraction);
}

export function readBack(text: string, name: ElementaryName): Scalar {
  if (name === 'BOOL') return /^(TRUE|true|True|1)/.test(begun(text));
  if (isReal(name)) return name === 'REAL' ? Math.fround(readReal(text)) : readReal(text);
  if (name === 'TIME' || name === 'LTIME') return readDuration(text);
  const kind = calendarClass(name);
  if (kind === null) return readInteger(text, name);
  if (kind === 'clock') return readClock(begun(text));
  const date = readDate(begun(text));
  if (kind === 'date' || date === null) return date ?? 0n;
  const clock = /^[0-9_]*-[0-9_]*-[0-9_]*-(.*)/s.exec(begun(text))?.[1] ?? '';
  return date + readClock(clock);
}
