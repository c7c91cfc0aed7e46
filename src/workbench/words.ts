/** The workbench's words in the reader's language: `words('zh-CN')('save.saved', { time: '10:42' })`. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import en from '../i18n/workbench.en.json' with { type: 'json' };
import zh from '../i18n/workbench.zh-CN.json' with { type: 'json' };

export type Word = keyof typeof en;
export type Words = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

const tables: Record<Locale, Readonly<Record<Word, string>>> = { en, 'zh-CN': zh };

export function words(locale: Locale): Words {
  const table = tables[locale];
  return (word, values = {}) => table[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
