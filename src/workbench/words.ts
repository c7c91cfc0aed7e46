/** The workbench's words in the reader's language: `words('zh-CN')('save.saved', { time: '10:42' })`. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';

type Table = typeof import('../i18n/workbench.en.json');
export type Word = keyof Table;
export type Words = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

const tables = new Map<Locale, Readonly<Record<Word, string>>>();

/** Fetches one language's words; a page has one reader and needs no other. Before the first `words`. */
export async function loadWords(locale: Locale): Promise<void> {
  const table = locale === 'zh-CN' ? await import('../i18n/workbench.zh-CN.json') : await import('../i18n/workbench.en.json');
  tables.set(locale, table.default);
}

/** @throws Error when the language was not loaded. */
export function words(locale: Locale): Words {
  const table = tables.get(locale);
  if (!table) throw new Error(`The words of ${locale} are not loaded: await loadWords('${locale}') first.`);
  return (word, values = {}) => table[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
