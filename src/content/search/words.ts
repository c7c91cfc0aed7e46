/** Words of a text in either language, folded so that `Überlast`, `ÜBERLAST` and `uberlast` are one word. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';

export interface PlacedWord {
  /** Folded. */
  word: string;
  /** Where it stands in the text as given. */
  start: number;
  end: number;
}

const segmenters: Record<Locale, Intl.Segmenter> = {
  en: new Intl.Segmenter('en', { granularity: 'word' }),
  'zh-CN': new Intl.Segmenter('zh-CN', { granularity: 'word' }),
};

/** Small letters without accents; full-width forms and dashes become the common ones, white space one blank. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[‐-―−~]/g, '-')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** Operators are what a beginner meets and cannot name. */
const operators = /:=|=>|\?=|<>|<=|>=|\*\*/g;

/** Every word and operator with its place, in order. */
export function placedWords(text: string, locale: Locale): PlacedWord[] {
  const words: PlacedWord[] = [];
  for (const { segment, index, isWordLike } of segmenters[locale].segment(text)) {
    if (isWordLike) words.push({ word: fold(segment), start: index, end: index + segment.length });
  }
  for (const { 0: operator, index } of text.matchAll(operators)) {
    words.push({ word: operator, start: index, end: index + operator.length });
  }
  return words.sort((a, b) => a.start - b.start).filter(({ word }) => word !== '');
}

/**
 * What a text is found by: its words, and the parts of those that have some. `plc.Start` is found as `start`, `R_TRIG` as `trig`; a
 * Chinese word also by each of its characters, because where a word ends depends on its neighbours and a query has none.
 */
export function indexedWords(text: string, locale: Locale): string[] {
  return placedWords(text, locale).flatMap(({ word }) => {
    const parts = isHan(word) ? [...word] : word.split(/[._]/);
    return parts.length > 1 ? [word, ...parts.filter((part) => part !== '')] : [word];
  });
}

const smallWords = new Set(
  `a an and are as at be but by can do does for from how i if in into is it its not of on or the this to was what when where which why
   with you 的 了 和 与 是 在 吗 呢 请 我 怎么 怎么办 怎样 如何 什么 为什么 哪里`.split(/\s+/),
);

/**
 * The words that a query looks for, each once. Small words are left out unless nothing else is asked, or they are written as programs
 * write them: `AND`, `NOT`.
 */
export function wantedWords(query: string, locale: Locale): string[] {
  const words = placedWords(query, locale);
  const written = ({ start, end }: PlacedWord): string => query.slice(start, end);
  const telling = words.filter((one) => !smallWords.has(one.word) || /^[A-Z]{2,}$/.test(written(one)));
  return [...new Set((telling.length > 0 ? telling : words).map(({ word }) => word))];
}

export const isHan = (word: string): boolean => /\p{Script=Han}/u.test(word);

/** The parts of a query that a good hit has letter by letter: `%IX0.0`, `16#FF`, a run of Chinese characters. Folded. */
export function verbatimParts(query: string): string[] {
  return fold(query)
    .split(' ')
    .flatMap((chunk) => (isHan(chunk) ? (chunk.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []) : [chunk]))
    .filter((chunk) => (isHan(chunk) && chunk.length > 1) || (/[\p{L}\p{N}]/u.test(chunk) && /[^\p{L}\p{N}]/u.test(chunk)));
}
