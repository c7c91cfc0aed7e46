/**
 * Dates, times of day and characters at compile time, as `codegen/calendar-conversions.ts` does it at run time. A date is the
 * nanosecond of its midnight since 1970-01-01, a time of day counts from midnight, both in UTC: controllers know no zones.
 */
import { classOf, NANOSECONDS_PER_DAY } from './elementary.ts';
import type { ElementaryName } from './types.ts';

type Scalar = bigint | number | boolean;

/** Nanoseconds since 1970-01-01, floored to whole days. */
function midnight(moment: bigint): bigint {
  // Before the first midnight that 64 bits hold it wraps, as it does while a program runs.
  return BigInt.asIntN(64, moment - timeOfDay(moment));
}
function timeOfDay(moment: bigint): bigint {
  const rest = moment % NANOSECONDS_PER_DAY;
  return rest < 0n ? rest + NANOSECONDS_PER_DAY : rest;
}

/** Between dates, times of day and moments; with numbers the conversion is left to run time. */
export function convertCalendar(value: Scalar, from: ElementaryName, to: ElementaryName): Scalar | null {
  if (typeof value !== 'bigint') return null;
  const source = classOf(from);
  const target = classOf(to);
  if (source === target) return value;
  // Nanoseconds of the long types, as a count or a duration.
  if (identicalBits(from, to)) return value;
  // A count of nanoseconds is a time of day within its day.
  if (from === 'LINT' && to === 'LTOD') return timeOfDay(value);
  if (source === 'moment' && target === 'date') return midnight(value);
  if (source === 'moment' && target === 'clock') return timeOfDay(value);
  if (source === 'date' && target === 'moment') return value;
  return null;
}

const counted: ReadonlySet<ElementaryName> = new Set(['LDATE', 'LTOD', 'LDT', 'LTIME', 'LINT']);

/** Between LINT and the long types nothing changes: both count nanoseconds. But a time of day stays within its day. */
export function identicalBits(from: ElementaryName, to: ElementaryName): boolean {
  return (from === 'LINT' && to !== 'LTOD' && counted.has(to)) || (to === 'LINT' && counted.has(from));
}

/** Characters and their codes; what a narrower type cannot hold becomes `?`. */
export function convertCharacter(value: Scalar, from: ElementaryName, to: ElementaryName): Scalar | null {
  if (typeof value !== 'bigint') return null;
  const source = classOf(from);
  const target = classOf(to);
  if (source === 'character' && target === 'character') {
    const limit = to === 'CHAR' ? 0xffn : to === 'WCHAR' ? 0xffffn : 0x10ffffn;
    return value > limit ? 0x3fn : value;
  }
  return null;
}
