/** The site's words. Keys are flat and the same in both files (a test holds it); `{name}` is filled in. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import en from './site.en.json' with { type: 'json' };
import zh from './site.zh-CN.json' with { type: 'json' };

type SiteKey = keyof typeof en;
export type Words = (key: SiteKey, values?: Record<string, string | number>) => string;

const tables: Record<Locale, Record<SiteKey, string>> = { en, 'zh-CN': zh };

/** The words of one language: `const words = t('zh-CN'); words('continue.step', { step: 2, steps: 3 })`. */
export function t(locale: Locale): Words {
  return (key, values = {}) =>
    tables[locale][key].replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : String(value);
    });
}
