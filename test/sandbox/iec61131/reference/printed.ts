/** X_TO_STRING: a value as a literal of its type. IEC 61131-3, Table 22; the forms are this compiler's. */
import type { ElementaryName } from '#sandbox/iec61131/semantics/types.ts';
import { isReal, NotCovered, type Scalar, widthOf } from './arithmetic.ts';
import { calendarClass, inDay, partsOf } from './calendar.ts';

const padded = (value: bigint, width: number): string => String(value).padStart(width, '0');

/** The fewest digits that give the same number back. */
function printReal(value: number, name: ElementaryName): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const magnitude = Math.abs(value);
  if (magnitude === Number.POSITIVE_INFINITY) return `${sign}Infinity`;
  if (magnitude === 0) return `${sign}0.0`;
  let shortest = magnitude.toExponential();
  if (name === 'REAL')
    for (let places = 8; places >= 0; places--) {
      const candidate = magnitude.toExponential(places);
      if (Math.fround(Number(candidate)) !== magnitude) break;
      shortest = candidate;
    }
  const [mantissa, power] = shortest.split('e') as [string, string];
  const digits = mantissa.replace('.', '').replace(/0+$/, '') || '0';
  const exponent = Number(power);
  if (exponent >= 0 && exponent < 15)
    return `${sign}${digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')}.${digits.slice(exponent + 1) || '0'}`;
  if (exponent < 0 && exponent >= -5) return `${sign}0.${'0'.repeat(-1 - exponent)}${digits}`;
  return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent < 0 ? '' : '+'}${exponent}`;
}

const units: readonly [string, bigint][] = [
  ['d', 86_400_000_000_000n],
  ['h', 3_600_000_000_000n],
  ['m', 60_000_000_000n],
  ['s', 1_000_000_000n],
  ['ms', 1_000_000n],
  ['us', 1_000n],
  ['ns', 1n],
];

function printDuration(value: bigint): string {
  if (value === 0n) return '0s';
  let rest = value < 0n ? -value : value;
  let text = value < 0n ? '-' : '';
  for (const [unit, size] of units) {
    if (rest >= size) text += `${rest / size}${unit}`;
    rest %= size;
  }
  return text;
}

function printDate(value: bigint): string {
  const { year, month, day } = partsOf(value);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

function printClock(value: bigint): string {
  const rest = inDay(value);
  const fraction = padded(rest % 1_000_000_000n, 9).replace(/0+$/, '');
  const whole = [rest / 3_600_000_000_000n, (rest / 60_000_000_000n) % 60n, (rest / 1_000_000_000n) % 60n];
  return whole.map((part) => padded(part, 2)).join(':') + (fraction && `.${fraction}`);
}

const prefixes: Partial<Record<ElementaryName, string>> = { TIME: 'T#', DATE: 'D#' };

export function printed(value: Scalar, name: ElementaryName): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') {
    if (!isReal(name)) throw new NotCovered(`${name} as text`);
    return printReal(value, name);
  }
  if (name === 'CHAR' || name === 'WCHAR') return String.fromCharCode(Number(value));
  if (name === 'UCHAR') return String.fromCodePoint(Number(value));
  const prefix = prefixes[name] ?? `${name}#`;
  if (name === 'TIME' || name === 'LTIME') return prefix + printDuration(value);
  const kind = calendarClass(name);
  if (kind === 'date') return prefix + printDate(value);
  if (kind === 'clock') return prefix + printClock(value);
  if (kind === 'moment') return `${prefix}${printDate(value)}-${printClock(value)}`;
  const [bits] = widthOf(name);
  return ['BYTE', 'WORD', 'DWORD', 'LWORD'].includes(name)
    ? `16#${value
        .toString(16)
        .toUpperCase()
        .padStart(bits / 4, '0')}`
    : String(value);
}
