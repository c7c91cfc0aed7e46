/** Instants as people write them, in the reader's language and the academy's time zone. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';

const spaced = (text: string): string => text.replace(/(?<=\d)(?=\p{Script=Han})|(?<=\p{Script=Han})(?=\d)/gu, ' ');
/** "22 Nov 2026", "2026 年 11 月 22 日". `instant`: ISO 8601. */
export const dayIn = (locale: Locale, timeZone: string, instant: string): string =>
  spaced(
    new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'medium', timeZone }).format(new Date(instant)),
  );

/** The day with hours and minutes. */
export const momentIn = (locale: Locale, timeZone: string, instant: string): string =>
  spaced(
    new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      hourCycle: 'h23',
      timeZone,
    }).format(new Date(instant)),
  );

/** "Friday 27 November at 17:00", "11 月 27 日星期五 17:00": of what is near, without the year. */
export const nearMomentIn = (locale: Locale, timeZone: string, instant: string): string =>
  spaced(
    new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone,
    }).format(new Date(instant)),
  );
