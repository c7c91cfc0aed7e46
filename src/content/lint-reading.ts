/**
 * How hard a lesson is to read. A figure cannot say whether a text is good; it finds the page whose sentences have grown long. English: words a
 * sentence, and the reading ease after Flesch (1948), 206.835 - 1.015 words/sentences - 84.6 syllables/words. Chinese: characters a sentence.
 * Program text, tables, figures and questions are not counted.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { lessonFile, type Site } from './lint-pages.ts';
import type { ContentProblem } from './problem.ts';

/** Beyond these a page gets a warning. One place: an academy that writes for other readers changes them here. */
export const readingLimits = {
  en: { mean: 22, longest: 48, ease: 40 },
  'zh-CN': { mean: 45, longest: 120 },
} as const;
/** A page with fewer sentences says nothing about its mean. */
const fewest = 8;

export interface Reading {
  sentences: number;
  /** Words, or Chinese characters, a sentence. */
  mean: number;
  /** Of an English text. */
  ease: number | null;
  worst: { text: string; length: number };
}

const skipped = /<(pre|table|svg|mw-quiz|mw-solution|mw-signal|script|style|details|h[1-6])\b[\s\S]*?<\/\1>/g;
const blockEnds = /<\/(?:p|li|dd|dt|blockquote|figcaption|div|ul|ol)>|<br>/g;

/** The sentences of a rendered page. */
export function sentencesOf(html: string): string[] {
  return (
    html
      .replaceAll(skipped, '\n')
      // A name in program text is one word, whatever it is made of; it may begin a sentence.
      .replaceAll(/<code\b[\s\S]*?<\/code>/g, 'X')
      .replaceAll(blockEnds, '\n')
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll(/&[#\w]+;/g, "'")
      .split(/\n+|(?<=[.!?:])\s+(?=[\p{Lu}\p{N}"“(])|(?<=[。！？；：])/u)
      .map((sentence) => sentence.replaceAll(/\s+/g, ' ').trim())
      .filter((sentence) => /\p{L}/u.test(sentence))
  );
}

const syllablesOf = (word: string): number =>
  Math.max(
    1,
    (
      word
        .toLowerCase()
        .replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '')
        .match(/[aeiouy]{1,2}/g) ?? []
    ).length,
  );
const wordsOf = (sentence: string): string[] => sentence.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
const charactersOf = (sentence: string): number => (sentence.match(/\p{Script=Han}|[A-Za-z0-9]+/gu) ?? []).length;

/** `null` for a page without a sentence. */
export function readingOf(html: string, locale: Locale): Reading | null {
  const sentences = sentencesOf(html);
  const lengths = sentences.map((sentence) => (locale === 'en' ? wordsOf(sentence).length : charactersOf(sentence)));
  const worst = lengths.indexOf(Math.max(...lengths));
  const text = sentences[worst];
  if (text === undefined) return null;
  const words = sentences.flatMap(wordsOf);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / sentences.length;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const ease = locale === 'en' ? 206.835 - 1.015 * mean - 84.6 * (syllables / Math.max(1, words.length)) : null;
  return { sentences: sentences.length, mean, ease, worst: { text, length: lengths[worst] ?? 0 } };
}

export function lintReading({ library }: Site): ContentProblem[] {
  return library.courses.flatMap(({ slug, lessons }) =>
    lessons.flatMap((lesson) =>
      Object.values(lesson.pages).flatMap((page): ContentProblem[] => {
        const reading = readingOf(page.html, page.locale);
        const message = reading && hardIn(reading, page.locale);
        if (!reading || !message) return [];
        const source = readFileSync(join(lesson.folder, `index.${page.locale}.md`), 'utf8');
        const at = placeOf(source, reading.worst.text);
        return [{ file: lessonFile(slug, lesson, page), ...at, severity: 'warning', message }];
      }),
    ),
  );
}

function hardIn({ sentences, mean, ease, worst }: Reading, locale: Locale): ContentProblem['message'] | null {
  const limits = readingLimits[locale];
  const quoted = worst.text.length > 60 ? `${worst.text.slice(0, 60)}…` : worst.text;
  const unit = locale === 'en' ? { en: 'words', 'zh-CN': '词' } : { en: 'characters', 'zh-CN': '字' };
  const long = {
    en: `The longest sentence has ${worst.length} ${unit.en}: “${quoted}”. Make two of it.`,
    'zh-CN': `最长的一句有 ${worst.length} ${unit['zh-CN']}：“${quoted}”。请拆成两句。`,
  };
  if (sentences >= fewest && mean > limits.mean)
    return {
      en: `The sentences of this page have ${mean.toFixed(0)} ${unit.en} in the mean; up to ${limits.mean} are read easily. ${long.en}`,
      'zh-CN': `本页平均每句 ${mean.toFixed(0)} ${unit['zh-CN']}，不超过 ${limits.mean} 较易阅读。${long['zh-CN']}`,
    };
  if (locale === 'en' && ease !== null && sentences >= fewest && ease < readingLimits.en.ease)
    return {
      en: `This page has a reading ease of ${ease.toFixed(0)} (Flesch); from ${readingLimits.en.ease} on a text is read without effort. Take shorter words where there are some. ${long.en}`,
      'zh-CN': `本页英文的易读度（Flesch）为 ${ease.toFixed(0)}，${readingLimits.en.ease} 以上较易阅读。请尽量使用短词。${long['zh-CN']}`,
    };
  return worst.length > limits.longest ? long : null;
}

/** Where a sentence begins in its source; marks of emphasis and links may stand in between, so its first words decide. */
function placeOf(source: string, sentence: string): { line: number; column: number } {
  for (const length of [40, 20, 10]) {
    const at = source.indexOf(sentence.slice(0, length));
    if (at < 0) continue;
    const before = source.slice(0, at).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
  return { line: 1, column: 1 };
}
