/**
 * Search over lessons, reference pages and the glossary: an index for each set of content roots (an academy's) and language. An index
 * follows the content: every search looks whether a page is another one than before, and reads only those anew.
 */
import { setImmediate } from 'node:timers/promises';
import MiniSearch, { type SearchResult as IndexHit, type SearchOptions } from 'minisearch';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { locales } from '../../i18n/locales.ts';
import { type Kind, type SearchDocument, type Source, sources } from './documents.ts';
import { type Marked, mark, snippet, type Wanted } from './snippet.ts';
import { fold, indexedWords, isHan, verbatimParts, wantedWords } from './words.ts';

export interface SearchResult {
  kind: Kind;
  title: Marked;
  /** Where it stands, from the outside in: course, lesson. */
  place: string[];
  snippet: Marked;
  /** Neutral address with the nearest heading: `/courses/first-scan/two-switches/#why-…`. */
  href: string;
}

/** Longest list of results that is ever given. */
export const mostResults = 30;
/** So that one long page does not fill the list. */
const mostOfAPage = 3;

/** The best first; empty when nothing is found, or nothing in `query` is a word. `query` in the reader's own spelling, of any length. */
export function search(roots: readonly string[], locale: Locale, query: string, limit: number = mostResults): SearchResult[] {
  const words = wantedWords(query, locale);
  if (words.length === 0) return [];
  const index = upToDate(roots, locale);
  const verbatim = verbatimParts(query);
  const shown = new Map<string, number>();
  const results: SearchResult[] = [];
  for (const { hit, document } of ranked(index, words, verbatim, fold(query))) {
    const count = shown.get(document.page) ?? 0;
    if (count >= mostOfAPage && document.kind !== 'glossary') continue;
    shown.set(document.page, count + 1);
    results.push(shownAs(document, locale, { words: new Set(hit.terms), runs: verbatim.filter(isHan) }));
    if (results.length === Math.min(limit, mostResults)) break;
  }
  return results;
}

interface Entry extends SearchDocument {
  id: number;
  /** Everything that is looked through, folded. */
  folded: string;
  /** What it is called, folded. */
  names: string[];
}

interface Index {
  engine: MiniSearch<Entry>;
  entries: Map<number, Entry>;
  pages: Map<string, { parts: readonly unknown[]; ids: number[] }>;
  nextId: number;
}

const indexes = new Map<string, Index>();
/** As many are kept; the one that was not asked for longest is made anew when somebody searches there again. */
const mostIndexes = 32;

/** Reads everything once, page by page with others served in between, so that nobody's first search has to wait for it. */
export async function prepareSearch(roots: readonly string[]): Promise<void> {
  for (const locale of locales) {
    for (const source of sources(roots, locale)) {
      renew(indexOf(roots, locale), source);
      await setImmediate();
    }
  }
}

function upToDate(roots: readonly string[], locale: Locale): Index {
  const index = indexOf(roots, locale);
  const current = sources(roots, locale);
  const wanted = new Set(current.map(({ page }) => page));
  for (const page of index.pages.keys()) if (!wanted.has(page)) remove(index, page);
  for (const source of current) renew(index, source);
  return index;
}

function indexOf(roots: readonly string[], locale: Locale): Index {
  const key = [locale, ...roots].join('\n');
  const index = indexes.get(key) ?? emptyIndex(locale);
  indexes.delete(key);
  indexes.set(key, index);
  if (indexes.size > mostIndexes) indexes.delete(indexes.keys().next().value ?? key);
  return index;
}

function renew(index: Index, source: Source): void {
  const known = index.pages.get(source.page);
  if (known?.parts.length === source.parts.length && known.parts.every((part, at) => part === source.parts[at])) return;
  remove(index, source.page);
  add(index, source);
}

/** A title says what a page is about, a text may name anything. */
const boost = { title: 10, also: 5, heading: 5, summary: 2.5, place: 0.7, text: 1 };

function emptyIndex(locale: Locale): Index {
  const engine = new MiniSearch<Entry>({
    fields: ['title', 'also', 'heading', 'summary', 'place', 'text'],
    // An empty field is none: it must not make the average title shorter.
    extractField: (entry, field) => {
      const value = entry[field as keyof Entry];
      return Array.isArray(value) ? value.join(' ') : value === '' ? undefined : value;
    },
    tokenize: (text) => indexedWords(text, locale),
    // Words come folded.
    processTerm: (word) => word,
  });
  return { engine, entries: new Map(), pages: new Map(), nextId: 0 };
}

function add(index: Index, { page, parts, documents }: Source): void {
  const entries = documents().map((document): Entry => {
    index.nextId += 1;
    const { title, also, heading, summary, text } = document;
    const names = [title, heading, ...also.split('\n')].map(fold).filter((name) => name !== '');
    return { ...document, id: index.nextId, folded: fold([title, also, heading, summary, text].join(' ')), names };
  });
  index.engine.addAll(entries);
  for (const entry of entries) index.entries.set(entry.id, entry);
  index.pages.set(page, { parts, ids: entries.map(({ id }) => id) });
}

function remove(index: Index, page: string): void {
  for (const id of index.pages.get(page)?.ids ?? []) {
    index.engine.discard(id);
    index.entries.delete(id);
  }
  index.pages.delete(page);
}

interface Ranked {
  hit: IndexHit;
  document: Entry;
  score: number;
}

/**
 * First what holds every word, the last one perhaps only begun, and of those what has the verbatim parts as they are, if any has. Else
 * the characters of Chinese words, for text and query may be parted differently. A short list is filled up with what holds at least half
 * of the words: that answers questions.
 */
function ranked(index: Index, words: readonly string[], verbatim: readonly string[], query: string): Ranked[] {
  const asIs = (hits: Ranked[]): Ranked[] =>
    hits.filter(({ document }) => verbatim.every((part) => document.folded.includes(part)));
  const rank = (terms: readonly string[], options: SearchOptions): Ranked[] =>
    index.engine
      .search(terms.join(' '), { boost, weights, fuzzy, bm25, ...options, tokenize: () => [...terms] })
      .map((hit) => ({ hit, document: index.entries.get(hit.id)! }))
      .map(({ hit, document }) => ({ hit, document, score: hit.score * nearness(document, query) }))
      .sort((a, b) => b.score - a.score);

  const last = words.at(-1)!;
  // `in` is a word, `pl` the beginning of one; `st` is a word, but in `emergency st` the beginning of what a name goes on with.
  const begun =
    last.length > 2 ||
    isHan(last) ||
    index.engine.search(last, { prefix: false, fuzzy: false }).length === 0 ||
    (words.length > 1 && [...index.entries.values()].some(({ names }) => names.some((name) => name.startsWith(query))));
  const all = rank(words, { combineWith: 'AND', prefix: (_term, at, terms) => begun && at === terms.length - 1 });
  const exact = asIs(all);
  const found = exact.length > 0 ? exact : [...asIs(rank(charactersOf(words), { combineWith: 'AND' })), ...all];
  const parts = [...new Set(words.flatMap((word) => (isHan(word) ? [word] : word.split(/[._]/))))];
  const asAsked = verbatim.length > 0 && exact.length > 0;
  if (parts.length === 1 || asAsked || found.length >= enough) return unique(found);
  const some = rank(parts, { combineWith: 'OR' }).filter(({ hit }) => hit.queryTerms.length >= parts.length / 2);
  return unique([...found, ...some]);
}

/** A list shorter than this is filled up. */
const enough = 4;
/** A title of four words is worth little less than one of two: length counts less (b) than it usually does. */
const bm25 = { k: 1.2, b: 0.4, d: 0.5 };
const weights = { prefix: 0.4, fuzzy: 0.25 };
/** One letter may be wrong in a word of five. */
const fuzzy = (term: string): number | false => (/^\p{Script=Latin}{5,}$/u.test(term) ? 1 : false);

function charactersOf(words: readonly string[]): string[] {
  return words.some(isHan) ? [...new Set(words.flatMap((word) => (isHan(word) ? [...word] : [word])))] : [];
}

function unique(hits: readonly Ranked[]): Ranked[] {
  const seen = new Set<number>();
  return hits.filter(({ document: { id } }) => !seen.has(id) && seen.add(id));
}

/** How much a document gains by teaching, and by having the whole query as its name, at the beginning of it, or in one piece. */
function nearness({ kind, names, folded }: Entry, query: string): number {
  const taught = kind === 'lesson' ? 1.3 : 1;
  if (names.includes(query)) return 4 * taught;
  if (names.some((name) => name.startsWith(query))) return 1.6 * taught;
  return folded.includes(query) ? 1.3 * taught : taught;
}

function shownAs(
  { kind, title, heading, place, page, anchor, summary, text }: Entry,
  locale: Locale,
  wanted: Wanted,
): SearchResult {
  const inText = snippet(text, locale, wanted);
  const inSummary = mark(summary, locale, wanted);
  return {
    kind,
    title: mark(heading || title, locale, wanted),
    place,
    // A summary reads better than a piece of text, unless only the text says why.
    snippet: summary !== '' && (inSummary.length > 1 || inText.length === 1) ? inSummary : inText,
    href: anchor === null ? page : `${page}#${encodeURIComponent(anchor)}`,
  };
}
