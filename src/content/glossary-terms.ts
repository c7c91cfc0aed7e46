/**
 * Terms of the glossary in a lesson's text: the first occurrence in each section becomes a link to its definition, which hovers over the
 * text where scripts run (src/components/term-element.ts). Program text, headings, links and questions stay as they are.
 */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { otherLocale } from '../i18n/locales.ts';
import type { Words } from '../i18n/site.ts';
import { formsOf, type GlossaryEntry } from './glossary.ts';
import { type ElementContent, h } from './tree.ts';

interface Term {
  entry: GlossaryEntry;
  /** Written in capitals, as `PLC` or `R_TRIG`: then only that is meant. */
  exact: string | null;
}

interface Finder {
  pattern: RegExp;
  /** By form in small letters. */
  terms: Map<string, Term>;
}

const finders = new WeakMap<readonly GlossaryEntry[], Partial<Record<Locale, Finder>>>();

function finderOf(entries: readonly GlossaryEntry[], locale: Locale): Finder {
  const known = finders.get(entries) ?? {};
  finders.set(entries, known);
  known[locale] ??= makeFinder(entries, locale);
  return known[locale];
}

function makeFinder(entries: readonly GlossaryEntry[], locale: Locale): Finder {
  const terms = new Map<string, Term>();
  for (const entry of entries) {
    const words = entry[locale];
    if (!words || !entry.hover) continue;
    for (const form of formsOf(words)) {
      terms.set(form.toLowerCase(), { entry, exact: /\p{Ll}|\p{Script=Han}/u.test(form) ? null : form });
    }
  }
  // The longest first: in `overload relay` there is no `relay`.
  const forms = [...terms.keys()].sort((a, b) => b.length - a.length).map(patternOf);
  return { pattern: new RegExp(forms.join('|') || '(?!)', 'giu'), terms };
}

/** Whole words and their plurals; Chinese has no edges of words. */
function patternOf(form: string): string {
  const text = form.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ /g, '\\s+');
  const latin = /[\p{Script=Latin}\p{N}]/u;
  const before = latin.test(form[0] ?? '') ? '(?<![\\p{Script=Latin}\\p{N}_.%#-])' : '';
  const after = latin.test(form.at(-1) ?? '') ? '(?:e?s)?(?![\\p{Script=Latin}\\p{N}_]|[.-][\\p{Script=Latin}\\p{N}])' : '';
  return before + text + after;
}

const skipped = new Set([
  'a',
  'button',
  'code',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'mw-quiz',
  'mw-signal',
  'mw-solution',
  'pre',
  'summary',
  'svg',
]);
const skippedClasses = new Set(['step-title', 'aside-title']);

/** `nodes` with their terms marked, and behind them the definitions that are used. */
export function markTerms(
  nodes: readonly ElementContent[],
  { entries, locale, words }: { entries: readonly GlossaryEntry[]; locale: Locale; words: Words },
): ElementContent[] {
  const { pattern, terms } = finderOf(entries, locale);
  const used = new Set<GlossaryEntry>();
  const inSection = new Set<GlossaryEntry>();

  const inText = (text: string): ElementContent[] => {
    const parts: ElementContent[] = [];
    let done = 0;
    for (const { 0: found, index } of text.matchAll(pattern)) {
      const term = terms.get(found.toLowerCase()) ?? singular(found, terms);
      if (!term || inSection.has(term.entry) || (term.exact !== null && !found.startsWith(term.exact))) continue;
      inSection.add(term.entry);
      used.add(term.entry);
      const { id } = term.entry;
      parts.push(
        { type: 'text', value: text.slice(done, index) },
        h(
          'a',
          { className: ['term'], href: `/glossary/#${id}`, dataTerm: id, ariaDescribedBy: [`definition-${id}-text`] },
          found,
        ),
      );
      done = index + found.length;
    }
    return [...parts, { type: 'text', value: text.slice(done) }];
  };
  const walk = (node: ElementContent): ElementContent[] => {
    if (node.type === 'text') return inText(node.value);
    if (node.type !== 'element') return [node];
    if (node.tagName === 'h2' || node.tagName === 'h3') inSection.clear();
    const classes = node.properties.className;
    if (skipped.has(node.tagName) || (Array.isArray(classes) && classes.some((name) => skippedClasses.has(String(name)))))
      return [node];
    return [{ ...node, children: node.children.flatMap(walk) }];
  };

  const marked = nodes.flatMap(walk);
  if (used.size === 0) return marked;
  const definitions = [...used].map((entry) => definition(entry, locale, words));
  return [...marked, h('div', { className: ['definitions'] }, ...definitions)];
}

function singular(found: string, terms: ReadonlyMap<string, Term>): Term | undefined {
  const form = found.toLowerCase().replace(/\s+/g, ' ');
  return terms.get(form) ?? terms.get(form.replace(/s$/, '')) ?? terms.get(form.replace(/es$/, ''));
}

function definition(entry: GlossaryEntry, locale: Locale, words: Words): ElementContent {
  const own = entry[locale];
  const other = otherLocale(locale);
  const translated = entry[other]?.term;
  return h(
    'div',
    { className: ['definition'], id: `definition-${entry.id}`, popover: 'manual' },
    h(
      'p',
      { className: ['definition-term'] },
      h('strong', {}, own?.term ?? ''),
      ...(translated === undefined || translated === own?.term ? [] : [h('span', { lang: other }, translated)]),
    ),
    h('p', { id: `definition-${entry.id}-text` }, own?.text ?? ''),
    h('p', {}, h('a', { href: `/glossary/#${entry.id}` }, words('glossary.open'))),
  );
}
