/** The glossary in the order of a dictionary: groups by first letter; in Chinese by the first letter of the pinyin. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { type GlossaryEntry, type GlossaryWords, glossaryWords } from './glossary.ts';

export interface ListedTerm {
  entry: GlossaryEntry;
  words: GlossaryWords;
  /** Of the words: the other language where the term is not translated. */
  locale: Locale;
}

export interface LetterGroup {
  letter: string;
  terms: ListedTerm[];
}

const collators: Record<Locale, Intl.Collator> = {
  en: new Intl.Collator('en', { numeric: true }),
  'zh-CN': new Intl.Collator('zh-CN-u-co-pinyin', { numeric: true }),
};

/** The first character, in the order of the pinyin, of each letter that begins a syllable (no syllable begins with I, U or V). */
const firstOfLetter = [...'阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨它穵夕丫匝'];
const letters = [...'ABCDEFGHJKLMNOPQRSTWXYZ'];

/** `A` to `Z`, or `#` for figures. */
function letterOf(term: string, locale: Locale): string {
  const [first = ''] = term.normalize('NFKD');
  if (/\p{Script=Latin}/u.test(first)) return first.toUpperCase();
  if (locale !== 'zh-CN' || !/\p{Script=Han}/u.test(first)) return '#';
  const { compare } = collators['zh-CN'];
  return letters[firstOfLetter.findLastIndex((one) => compare(one, first) <= 0)] ?? '#';
}

export function glossaryByLetter(entries: readonly GlossaryEntry[], locale: Locale): LetterGroup[] {
  const { compare } = collators[locale];
  const groups = new Map<string, ListedTerm[]>();
  for (const entry of entries) {
    const found = glossaryWords(entry, locale);
    if (!found) continue;
    const letter = letterOf(found.words.term, locale);
    groups.set(letter, [...(groups.get(letter) ?? []), { entry, ...found }]);
  }
  return [...groups]
    .map(([letter, terms]) => ({ letter, terms: terms.sort((a, b) => compare(a.words.term, b.words.term)) }))
    .sort((a, b) => (a.letter < b.letter ? -1 : 1));
}
