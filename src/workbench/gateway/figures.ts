/** Figures of the gateway as people read them. */
import type { Locale } from '../props.ts';
import type { Tag } from './gateway-desk.ts';

/** `0.4 s`, `12 s`, `3 min`: from one moment of the rig's calendar to another. Never negative: clocks of devices may be ahead. */
export function span(from: string, to: string, locale: Locale): string {
  const seconds = Math.max(0, (Date.parse(to) - Date.parse(from)) / 1_000);
  const [figure, unit] =
    seconds < 120 ? [seconds, 's'] : seconds < 7_200 ? [seconds / 60, 'min'] : ([seconds / 3_600, 'h'] as const);
  const digits = figure < 10 && unit === 's' ? 1 : 0;
  return `${figure.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
}

/** Time of day with milliseconds, in UTC, as the gateway writes it. */
export const timeOfDay = (at: string): string => at.slice(11, 23);
/** Without milliseconds. */
export const clockOf = (at: string): string => at.slice(11, 19);

/** The value as the gateway has it; numbers to seven figures, as many as a REAL has. */
export function valueText(value: Tag['value'], state?: string): string {
  if (value === null) return '—';
  const text =
    typeof value === 'number'
      ? String(Number(value.toPrecision(7)))
      : typeof value === 'boolean'
        ? String(value).toUpperCase()
        : value;
  return state === undefined ? text : `${text} ${state}`;
}

export function bytesText(bytes: number, locale: Locale): string {
  const [figure, unit] =
    bytes < 1_000 ? [bytes, 'B'] : bytes < 1_000_000 ? [bytes / 1_000, 'kB'] : ([bytes / 1_000_000, 'MB'] as const);
  return `${figure.toLocaleString(locale, { maximumFractionDigits: 1 })} ${unit}`;
}

/** What a person wrote into a field, as a value: `true`, `12.5`, or the text itself. */
export function readValue(text: string): boolean | number | string {
  const trimmed = text.trim();
  if (/^true$/i.test(trimmed)) return true;
  if (/^false$/i.test(trimmed)) return false;
  const figure = Number(trimmed.replace(/^([+-]?\d+),(\d+)$/, '$1.$2'));
  return trimmed !== '' && Number.isFinite(figure) ? figure : trimmed;
}

/** `Good`, `Uncertain` or `Bad`, for the mark beside it. */
export const gradeOf = (quality: string): 'good' | 'uncertain' | 'bad' =>
  quality === 'Good' ? 'good' : quality.startsWith('Uncertain') ? 'uncertain' : 'bad';
