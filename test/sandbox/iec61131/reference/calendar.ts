/** Dates and times of day: nanoseconds since 1970-01-01 or since midnight, in the calendar of the machine. IEC 61131-3, Tables 26, 35, 36. */
import type { ElementaryName } from '#sandbox/iec61131/semantics/types.ts';

export const DAY = 86_400_000_000_000n;
const DAYS_PER_400_YEARS = 146_097n;

type CalendarClass = 'date' | 'clock' | 'moment';
const classes: Partial<Record<ElementaryName, CalendarClass>> = {
  DATE: 'date',
  LDATE: 'date',
  TOD: 'clock',
  LTOD: 'clock',
  DT: 'moment',
  LDT: 'moment',
};
export const calendarClass = (name: ElementaryName): CalendarClass | null => classes[name] ?? null;

/** Nanoseconds that a number stands for: DATE and DT count seconds, TOD milliseconds, the long types nanoseconds. */
export function unitOf(name: ElementaryName): bigint {
  return name === 'DATE' || name === 'DT' ? 1_000_000_000n : name === 'TOD' ? 1_000_000n : 1n;
}

/** The remainder that is never negative. */
export const modulo = (value: bigint, by: bigint): bigint => ((value % by) + by) % by;
const floorDivide = (value: bigint, by: bigint): bigint => (value - modulo(value, by)) / by;

export const inDay = (nanoseconds: bigint): bigint => modulo(nanoseconds, DAY);

export function partsOf(nanoseconds: bigint): { year: bigint; month: bigint; day: bigint } {
  const date = new Date(Number(floorDivide(nanoseconds, DAY)) * 86_400_000);
  return { year: BigInt(date.getUTCFullYear()), month: BigInt(date.getUTCMonth() + 1), day: BigInt(date.getUTCDate()) };
}

/** A month 13 or a day 0 counts on from where it leads. */
export function midnightOf(year: bigint, month: bigint, day: bigint): bigint {
  const months = year * 12n + month - 1n;
  // Every 400 years the calendar repeats, so any year has one between 2000 and 2399 that is like it.
  const wanted = floorDivide(months, 12n);
  const alike = 2000n + modulo(wanted, 400n);
  const first = BigInt(Date.UTC(Number(alike), Number(modulo(months, 12n)), 1)) / 86_400_000n;
  return (first + ((wanted - alike) / 400n) * DAYS_PER_400_YEARS + day - 1n) * DAY;
}

/** Between dates, times of day and moments. */
export function convertCalendar(value: bigint, from: CalendarClass, to: CalendarClass): bigint {
  if (from === 'moment' && to === 'date') return BigInt.asIntN(64, value - inDay(value));
  if (from === 'moment' && to === 'clock') return inDay(value);
  return value;
}
