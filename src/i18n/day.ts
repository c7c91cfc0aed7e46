/** A day of a calendar in the reader's language: `23 November 2026`, `2026 年 11 月 23 日`. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';

/** `day` as `2026-11-23`. */
export function dayIn(locale: Locale, day: string): string {
  const told = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
  // Intl writes no space between figures and Chinese; we do.
  return told.replace(/(?<=\d)(?=\p{Script=Han})|(?<=\p{Script=Han})(?=\d)/gu, ' ');
}
