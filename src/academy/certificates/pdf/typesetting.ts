/**
 * Text of several scripts on one line: for every character the first font that has it, and lines broken as Chinese and Latin are. PDFKit draws
 * one font at a time and breaks at spaces only.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { sfntOf } from './woff.ts';

const folder = new URL('./fonts/', import.meta.url);
export type Weight = 400 | 700;
export const weights: readonly Weight[] = [400, 700];
/** In the order of preference: the Latin of Noto Sans before that of Noto Sans SC, which lacks Ł and many more. */
export const subsets = [
  'sans-latin',
  'sans-latin-ext',
  'sans-vietnamese',
  'sans-greek',
  'sans-cyrillic',
  'sans-cyrillic-ext',
  'sans-sc-chinese-simplified',
] as const;
type Subset = (typeof subsets)[number];

export const fontName = (subset: Subset, weight: Weight): string => `${subset}-${weight}`;
const unpacked = new Map<string, Buffer>();

/** The font as PDFKit takes it, unpacked once in a process. */
export function fontFile(subset: Subset, weight: Weight): Buffer {
  const name = `noto-${subset}-${weight}-normal.woff`;
  const known = unpacked.get(name);
  if (known) return known;
  const font = sfntOf(readFileSync(new URL(name, folder)));
  unpacked.set(name, font);
  return font;
}

const coverageFile = z.record(z.enum(subsets), z.string());
let covered: Map<Subset, Set<number>> | null = null;

function coverage(): Map<Subset, Set<number>> {
  if (covered) return covered;
  const file = coverageFile.parse(JSON.parse(readFileSync(new URL('coverage.json', folder), 'utf8')));
  covered = new Map(
    subsets.map((subset) => {
      const points = new Set<number>();
      for (const range of file[subset].split(' ')) {
        const [first = 0, last = first] = range.split('-').map((hex) => Number.parseInt(hex, 16));
        for (let point = first; point <= last; point += 1) points.add(point);
      }
      return [subset, points];
    }),
  );
  return covered;
}

/** Characters of the text that no font here has, each once. */
export function unprintable(text: string): string[] {
  return [...new Set(text.normalize('NFC'))].filter((character) => subsetFor(character) === null);
}

function subsetFor(character: string): Subset | null {
  const point = character.codePointAt(0) ?? 0;
  return subsets.find((subset) => coverage().get(subset)?.has(point)) ?? null;
}

export interface Run {
  text: string;
  font: string;
}

/** The text in pieces of one font each. Throws on a character that no font has: ask `unprintable` first. */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: Run[] = [];
  for (const character of text.normalize('NFC')) {
    const subset = subsetFor(character);
    if (subset === null) throw new Error(`No font for U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}.`);
    const font = fontName(subset, weight);
    const last = runs.at(-1);
    if (last?.font === font) last.text += character;
    else runs.push({ text: character, font });
  }
  return runs;
}

/** What stays together: a word with the space after it, or one Chinese character with the punctuation that may not begin a line. */
const unbreakable =
  /[\p{Script=Han}\u3040-\u30ff（“《「][，。、；：？！）”》」]*|[^\s\p{Script=Han}\u3040-\u30ff（“《「]+\s*|\s+/gu;

/** Lines no wider than `width`; a single word that is wider stands alone on its line and is broken where it must. */
export function linesOf(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.normalize('NFC').match(unbreakable) ?? []) {
    if (line !== '' && measure((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    for (const part of measure(piece.trimEnd()) > width ? piece : [piece]) {
      if (line !== '' && measure((line + part).trimEnd()) > width) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += part;
    }
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}
