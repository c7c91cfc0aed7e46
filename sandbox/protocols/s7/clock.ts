/** Date and time as S7 writes them: eight bytes of binary-coded decimals, the last half byte the day of the week. */
import { dateOfDays } from './calendar.ts';

export interface Clock {
  /** 1990 to 2089. */
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  /** 1 is Sunday. */
  weekday: number;
}

export const clockBytes = 8;

const bcd = (value: number): number => (Math.floor(value / 10) % 10) * 16 + (value % 10);

/** The number of a byte of two decimals; NaN when they are none. */
const unBcd = (byte: number): number => (byte >> 4 > 9 || (byte & 15) > 9 ? Number.NaN : (byte >> 4) * 10 + (byte & 15));

export function encodeClock({ year, month, day, hour, minute, second, millisecond, weekday }: Clock): Uint8Array {
  const last = ((millisecond % 10) << 4) | weekday;
  const values = [year % 100, month, day, hour, minute, second, Math.floor(millisecond / 10)];
  return Uint8Array.of(...values.map(bcd), last);
}

/** `null`: no such date or time. */
export function decodeClock(bytes: Uint8Array): Clock | null {
  if (bytes.length !== clockBytes) return null;
  const [shortYear, month, day, hour, minute, second, hundredths] = Array.from(bytes, unBcd) as number[];
  const last = bytes[7]!;
  const clock = {
    year: shortYear! + (shortYear! >= 90 ? 1900 : 2000),
    month: month!,
    day: day!,
    hour: hour!,
    minute: minute!,
    second: second!,
    millisecond: hundredths! * 10 + (last >> 4 > 9 ? Number.NaN : last >> 4),
    weekday: last & 15,
  };
  const { year } = clock;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][clock.month - 1] ?? 0;
  const whole = Object.values(clock).every((part) => !Number.isNaN(part));
  const inDay = clock.hour < 24 && clock.minute < 60 && clock.second < 60;
  return whole && clock.day >= 1 && clock.day <= days && inDay && clock.weekday >= 1 && clock.weekday <= 7 ? clock : null;
}

/** Date and time of so many milliseconds since 1970 (UTC, no leap seconds). */
export function clockOfTime(unixMs: number): Clock {
  const days = Math.floor(unixMs / 86_400_000);
  const ms = unixMs - days * 86_400_000;
  const [year, month, day] = dateOfDays(days);
  return {
    year,
    month,
    day,
    hour: Math.floor(ms / 3_600_000),
    minute: Math.floor(ms / 60_000) % 60,
    second: Math.floor(ms / 1_000) % 60,
    millisecond: ms % 1_000,
    // 1 January 1970 was a Thursday, which is 5 here.
    weekday: ((days + 4) % 7) + 1,
  };
}
