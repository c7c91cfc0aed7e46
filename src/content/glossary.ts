/**
 * The glossary: `content/glossary.yaml` of every content root; later roots win, term by term. An entry with a mistake is told and left
 * out; the others are served.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Locale, LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { didYouMean } from '#sandbox/lab/did-you-mean.ts';
import { readYaml } from '#sandbox/lab/yaml-places.ts';
import { locales } from '../i18n/locales.ts';
import { readData } from './placed-data.ts';
import type { ContentProblem } from './problem.ts';
import { glossaryEntrySchema } from './schema.ts';

/** A term with at least one of its languages. */
export type GlossaryEntry = z.output<typeof glossaryEntrySchema>;
export type GlossaryWords = NonNullable<GlossaryEntry['en']>;

export interface Glossary {
  /** The same array as long as no file has changed. */
  entries: readonly GlossaryEntry[];
  problems: readonly ContentProblem[];
}

const file = 'glossary.yaml';
const cache = new Map<string, { stamp: string; glossary: Glossary }>();

export function loadGlossary(roots: readonly string[]): Glossary {
  const paths = roots.map((root) => join(root, file)).filter((path) => existsSync(path));
  const stamp = paths.map((path) => `${path}:${statSync(path).mtimeMs}:${statSync(path).size}`).join('|');
  // By the files there are, not by the roots: readers whose roots differ in courses only share one glossary, and all pages made with it.
  const key = paths.join('|');
  const known = cache.get(key);
  if (known?.stamp === stamp) return known.glossary;
  const placed = paths.map((path) => readEntries(readFileSync(path, 'utf8')));
  const entries = new Map(placed.flatMap((one) => one.entries.map(({ entry }) => [entry.id, entry] as const)));
  const problems = placed.flatMap((one) => [
    ...one.problems,
    ...one.entries.flatMap(({ entry, at }) => entryProblems(entry, at, entries)),
  ]);
  const glossary: Glossary = { entries: [...entries.values()], problems };
  cache.set(key, { stamp, glossary });
  return glossary;
}

/** The words of a term in `locale`, else in the other language. */
export function glossaryWords(entry: GlossaryEntry, locale: Locale): { words: GlossaryWords; locale: Locale } | null {
  for (const one of [locale, ...locales]) {
    const words = entry[one];
    if (words) return { words, locale: one };
  }
  return null;
}

type At = (key: string) => { line: number; column: number };

function readEntries(text: string): { entries: { entry: GlossaryEntry; at: At }[]; problems: ContentProblem[] } {
  const { problems } = readData(file, text, z.array(glossaryEntrySchema), 0, { prefix: 'term' });
  const yaml = readYaml(file, text);
  const list: unknown[] = Array.isArray(yaml.data) ? yaml.data : [];
  const entries = list.flatMap((one, index) => {
    const { data } = glossaryEntrySchema.safeParse(one);
    return data ? [{ entry: data, at: (key: string) => yaml.keyPlace([index, key]) }] : [];
  });
  return { entries, problems };
}

const names = { en: { en: 'English', 'zh-CN': '英文' }, 'zh-CN': { en: 'Chinese', 'zh-CN': '中文' } } as const;

/** What is missing in an entry, what it names that is not there, and which form belongs to two terms. */
function entryProblems(entry: GlossaryEntry, at: At, entries: ReadonlyMap<string, GlossaryEntry>): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const tell = (key: string, severity: ContentProblem['severity'], message: LocalizedText): void => {
    problems.push({ file, ...at(key), severity, message });
  };
  for (const locale of locales) {
    const words = entry[locale];
    if (!words) {
      tell('id', 'warning', {
        en: `The term "${entry.id}" is not there in ${names[locale].en}: its readers see the other language. Write it.`,
        'zh-CN': `术语“${entry.id}”没有${names[locale]['zh-CN']}，读者会看到另一种语言。请补写。`,
      });
      continue;
    }
    for (const form of formsOf(words)) {
      const other = [...entries.values()].find(
        (one) => one.id < entry.id && one[locale] !== undefined && formsOf(one[locale]).includes(form),
      );
      if (!other) continue;
      tell(locale, 'warning', {
        en: `"${form}" belongs to the term "${other.id}" too, so a lesson cannot know which is meant. Keep it at one of them.`,
        'zh-CN': `“${form}”也属于术语“${other.id}”，课程无法判断指的是哪一个。请只保留一处。`,
      });
    }
  }
  for (const id of entry.see) {
    if (entries.has(id)) continue;
    const near = didYouMean(id, [...entries.keys()]);
    tell('see', 'error', {
      en: `There is no term "${id}" to see.${near ? ` Did you mean "${near}"?` : ' Add it, or take it out.'}`,
      'zh-CN': `没有可参见的术语“${id}”。${near ? `是否想写“${near}”？` : '请补上，或删去。'}`,
    });
  }
  return problems;
}

/** Everything by which a term is known, its name first. */
export function formsOf({ term, also }: GlossaryWords): string[] {
  return [...new Set([term, ...also])];
}
