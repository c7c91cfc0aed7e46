/** The piece of a text that shows best why it was found. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { isHan, placedWords } from './words.ts';

/** A text in pieces: those with an even index are plain, those with an odd one are hits. `['the ', 'scan', ' begins']`. */
export type Marked = string[];

/** What counts as a hit, folded. */
export interface Wanted {
  words: ReadonlySet<string>;
  /** Runs of Chinese characters: where one of them stands as it is, its single words are no hits. */
  runs: readonly string[];
}

/** Width of a snippet; a Chinese character is as wide as two letters. */
const widest = 180;
/** Letters looked through for the edge of a word. */
const longestCut = 25;

/** The hits of the whole text marked; neighbouring ones become one. */
export function mark(text: string, locale: Locale, wanted: Wanted): Marked {
  const marked: Marked = [];
  let done = 0;
  for (const { start, end } of hitsIn(text, locale, wanted)) {
    marked.push(text.slice(done, start), text.slice(start, end));
    done = end;
  }
  return [...marked, text.slice(done)];
}

/** About `widest` letters of the text around the place with most different hits, marked; `…` where something was left out. */
export function snippet(text: string, locale: Locale, wanted: Wanted): Marked {
  const room = isHan(text) ? widest / 2 : widest;
  if (text.length <= room) return mark(text, locale, wanted);
  const hits = hitsIn(text, locale, wanted);
  let best = { start: 0, worth: 0 };
  // A quarter stands before the first hit, and the end is cut back to a whole word.
  const shown = room * 0.75 - longestCut;
  for (const hit of hits) {
    const seen = new Set(hits.filter(({ start, end }) => start >= hit.start && end <= hit.start + shown).map(({ word }) => word));
    const worth = [...seen].reduce((sum, word) => sum + word.length, 0);
    if (worth > best.worth) best = { start: hit.start, worth };
  }
  const from = cutBefore(text, Math.max(0, Math.min(best.start - room / 4, text.length - room)));
  const to = cutAfter(text, from + room);
  const marked = mark(text.slice(from, to), locale, wanted);
  if (from > 0) marked[0] = `… ${marked[0]}`;
  if (to < text.length) marked[marked.length - 1] += ' …';
  return marked;
}

interface Hit {
  start: number;
  end: number;
  word: string;
}

function hitsIn(text: string, locale: Locale, { words, runs }: Wanted): Hit[] {
  const found = runs.flatMap((run) => placesOf(run, text));
  const isHit = (word: string): boolean =>
    isHan(word)
      ? found.length === 0 && (words.has(word) || [...word].every((character) => words.has(character)))
      : words.has(word) || word.split(/[._]/).some((part) => words.has(part));
  found.push(...placedWords(text, locale).filter(({ word }) => isHit(word)));
  const hits: Hit[] = [];
  for (const { start, end, word } of found.sort((a, b) => a.start - b.start)) {
    const last = hits.at(-1);
    if (last && last.end >= start) {
      last.end = Math.max(last.end, end);
      last.word = text.slice(last.start, last.end);
    } else hits.push({ start, end, word });
  }
  return hits;
}

function placesOf(run: string, text: string): Hit[] {
  const places: Hit[] = [];
  for (let start = text.indexOf(run); start >= 0; start = text.indexOf(run, start + run.length)) {
    places.push({ start, end: start + run.length, word: run });
  }
  return places;
}

/** A place at or shortly after `at` where no word and no surrogate pair is torn. */
function cutBefore(text: string, at: number): number {
  const start = Math.ceil(at);
  if (start === 0) return 0;
  const blank = text.slice(start, start + longestCut).search(/[\s，。；：、]/);
  const place = blank < 0 ? start : start + blank + 1;
  return /[\uDC00-\uDFFF]/.test(text[place] ?? '') ? place + 1 : place;
}

function cutAfter(text: string, at: number): number {
  const end = Math.floor(at);
  if (end >= text.length) return text.length;
  const blank = text.slice(Math.max(0, end - longestCut), end).search(/[\s，。；：、](?=[^\s，。；：、]*$)/);
  const place = blank < 0 ? end : end - longestCut + blank;
  return /[\uDC00-\uDFFF]/.test(text[place] ?? '') ? place - 1 : place;
}
