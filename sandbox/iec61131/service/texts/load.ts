/** The standard’s own semantics in the reader’s language, fetched when first asked for: a reader needs one language of them. */
import type { Locale } from '../../diagnostics.ts';

/** By keyword, type, function or block, in upper case: a sentence or two. */
export type StandardTexts = Readonly<Record<string, string>>;

const fetched = new Map<Locale, Promise<StandardTexts>>();

export function loadStandardTexts(locale: Locale): Promise<StandardTexts> {
  let texts = fetched.get(locale);
  if (texts === undefined) {
    const module = locale === 'en' ? import('./en.ts') : import('./zh-CN.ts');
    texts = module.then(({ standardTexts }) => standardTexts);
    fetched.set(locale, texts);
  }
  return texts;
}
