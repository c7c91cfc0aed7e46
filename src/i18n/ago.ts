/** How long ago something was or how soon it is, in the reader's language: the server does not know the reader's clock, but durations are the same for all. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** `instant` and `now` as ISO 8601 and milliseconds since 1970. */
export function ago(locale: Locale, instant: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(instant)) / 1000);
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? ['minute', 60];
  const told = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-Math.floor(seconds / size), unit);
  // Intl writes no space between figures and Chinese; we do.
  return told.replace(/(\d)(?=\p{Script=Han})/gu, '$1 ');
}

/** "in 3 days", "3 天后"; of less than a minute "in 1 minute". As `ago`. */
export function ahead(locale: Locale, instant: string, now: number): string {
  const seconds = Math.max(60, (Date.parse(instant) - now) / 1000);
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? ['minute', 60];
  const told = new Intl.RelativeTimeFormat(locale).format(Math.floor(seconds / size), unit);
  return told.replace(/(\d)(?=\p{Script=Han})/gu, '$1 ');
}
