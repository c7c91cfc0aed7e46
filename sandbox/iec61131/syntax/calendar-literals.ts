/**
 * Dates and times of day: IEC 61131-3, 6.3.5, Table 9. A date counts the nanoseconds from 1970-01-01 to its midnight, a time of day
 * those since midnight, both without a zone. 64 bits reach from 1678 to 2261; other years are refused.
 */

export type CalendarForm = 'date' | 'clock' | 'moment';

const forms: Readonly<Record<string, CalendarForm>> = {
  D: 'date',
  DATE: 'date',
  LD: 'date',
  LDATE: 'date',
  TOD: 'clock',
  TIME_OF_DAY: 'clock',
  LTOD: 'clock',
  LTIME_OF_DAY: 'clock',
  DT: 'moment',
  DATE_AND_TIME: 'moment',
  LDT: 'moment',
  LDATE_AND_TIME: 'moment',
};

/** How each is written, for messages. */
export const calendarExamples: Readonly<Record<CalendarForm, string>> = {
  date: 'D#2026-11-22',
  clock: 'TOD#12:30:15.5',
  moment: 'DT#2026-11-22-12:30:15',
};

/** What a literal with this upper-case prefix is; `null` for any other prefix. */
export function calendarForm(prefix: string): CalendarForm | null {
  return Object.hasOwn(forms, prefix) ? forms[prefix]! : null;
}

const NANOSECONDS_PER_DAY = 86_400_000_000_000n;
export const FIRST_YEAR = 1678;
export const LAST_YEAR = 2261;

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days from 1970-01-01 to a day of the Gregorian calendar: whole years and leap days before it, then its months. */
export function daysToDate(year: number, month: number, day: number): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  let days = before * 365 + leaps + day - 1;
  for (let m = 1; m < month; m++) days += m === 2 && isLeap(year) ? 29 : daysInMonth[m - 1]!;
  return days - 719_162;
}

function dateValue(year: string, month: string, day: string): bigint | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < FIRST_YEAR || y > LAST_YEAR || m < 1 || m > 12 || d < 1) return null;
  if (d > (m === 2 && isLeap(y) ? 29 : daysInMonth[m - 1]!)) return null;
  return BigInt(daysToDate(y, m, d)) * NANOSECONDS_PER_DAY;
}

function clockValue(hour: string, minute: string, second: string, fraction: string): bigint | null {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || m > 59 || s > 59) return null;
  const nanoseconds = BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  return BigInt(h * 3600 + m * 60 + s) * 1_000_000_000n + nanoseconds;
}

/** The part behind `D#`, `TOD#` or `DT#`, or `null` where it names no day or time there is. */
export function calendarValue(form: CalendarForm, text: string): bigint | null {
  if (text.length > 60) return null;
  const body = text.replaceAll('_', '');
  if (form === 'date') {
    const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(body);
    return match === null ? null : dateValue(match[1]!, match[2]!, match[3]!);
  }
  if (form === 'clock') {
    const match = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?$/.exec(body);
    return match === null ? null : clockValue(match[1]!, match[2]!, match[3] ?? '0', match[4] ?? '');
  }
  const match = /^(\d{4}-\d{1,2}-\d{1,2})-(.+)$/.exec(body);
  const date = match === null ? null : calendarValue('date', match[1]!);
  const clock = match === null ? null : calendarValue('clock', match[2]!);
  return date === null || clock === null ? null : date + clock;
}

/** `2026-11-22` for the days since 1970-01-01. */
function dateOfDays(days: number): string {
  let year = 1970 + Math.floor(days / 365.2425);
  while (daysToDate(year, 1, 1) > days) year--;
  while (daysToDate(year + 1, 1, 1) <= days) year++;
  let month = 12;
  while (daysToDate(year, month, 1) > days) month--;
  const day = days - daysToDate(year, month, 1) + 1;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** `D#2026-11-22`, `TOD#12:30:15.5`, `LDT#2026-11-22-12:30:15`: as it is read again. `type` is the name of the type. */
export function writeCalendar(value: bigint, type: string, form: CalendarForm): string {
  const inDay = ((value % NANOSECONDS_PER_DAY) + NANOSECONDS_PER_DAY) % NANOSECONDS_PER_DAY;
  const two = (count: bigint) => String(count).padStart(2, '0');
  const second = inDay / 1_000_000_000n;
  const fraction = String(inDay % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '');
  const clock = `${two(second / 3600n)}:${two((second / 60n) % 60n)}:${two(second % 60n)}${fraction === '' ? '' : `.${fraction}`}`;
  const prefix = type === 'DATE' ? 'D' : type;
  if (form === 'clock') return `${prefix}#${clock}`;
  const date = dateOfDays(Number((value - inDay) / NANOSECONDS_PER_DAY));
  return form === 'date' ? `${prefix}#${date}` : `${prefix}#${date}-${clock}`;
}
