/** The keys of a format as a part of a page: each with an address of its own, what it means, what may stand there, and an example. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { Heading } from '../headings.ts';
import { highlight } from '../highlight.ts';
import { type ElementContent, h } from '../tree.ts';
import { exampleOf, wholeExample } from './examples.ts';
import type { Format } from './formats.ts';
import { type Key, type KeySection, keySections } from './key-sections.ts';

const words = {
  en: {
    needed: 'must be written',
    unless: '# unless written',
    as: 'For example',
    from: 'in #',
    attributes: 'It has no attributes.',
  },
  'zh-CN': { needed: '必须写', unless: '不写为 #', as: '例如', from: '见 #', attributes: '没有属性。' },
} as const;

/** `top`: the level of the headings of what stands directly in the format; 2 puts them into the list of the page's sections. */
export function keyList(
  format: Format,
  { locale, top }: { locale: Locale; top: 2 | 3 },
): { html: ElementContent[]; headings: Heading[] } {
  const headings: Heading[] = [];
  const html = keySections(format.schema, { ...format, locale }).flatMap((section): ElementContent[] => {
    const depth = section.depth === 1 ? 2 : Math.min(4, section.depth - 2 + top);
    const text = section.path === '' ? format.title[locale] : `\`${section.path}\``;
    headings.push({ depth, id: section.anchor, text: text.replaceAll('`', '') });
    return [
      h(`h${depth}`, { id: section.anchor }, ...sentence(text)),
      ...(section.meaning === '' ? [] : [h('p', {}, ...sentence(section.meaning))]),
      ...(section.path === '' ? wholeOf(format, locale) : []),
      ...groupsOf(section, format, locale),
    ];
  });
  return { html, headings };
}

/** A directive as a lesson has it; of questions the page shows one of each kind. */
function wholeOf({ id, written }: Format, locale: Locale): ElementContent[] {
  const example = written === 'attribute' ? wholeExample(id, locale) : null;
  return example === null ? [] : [highlight(example, null)];
}

function groupsOf({ groups, path }: KeySection, format: Format, locale: Locale): ElementContent[] {
  if (groups.length === 0 && path === '') return [h('p', { className: ['keys-none'] }, words[locale].attributes)];
  return groups.map((group) => h('dl', { className: ['keys'] }, ...group.map((key) => entry(key, format, locale))));
}

function entry(key: Key, format: Format, locale: Locale): ElementContent {
  const say = words[locale];
  const name = format.written === 'data' ? `data-${key.name}` : key.name;
  const value = [key.value, ...(key.otherwise === '' ? [] : [say.unless.replace('#', key.otherwise)])];
  const example = exampleOf(format, key);
  return h(
    'div',
    { className: key.begins ? ['key', 'key-begins'] : ['key'], id: key.anchor },
    h(
      'dt',
      {},
      h('a', { href: `#${key.below ?? key.anchor}` }, h('code', { translate: 'no' }, name)),
      h('span', { className: ['key-value'] }, ...sentence(value.join(locale === 'en' ? '; ' : '；'))),
      ...(key.needed ? [h('span', { className: ['key-needed'] }, say.needed)] : []),
    ),
    ...(key.meaning === '' ? [] : [h('dd', {}, ...sentence(key.meaning))]),
    ...(example === null
      ? []
      : [
          h(
            'dd',
            { className: ['key-example'] },
            h(
              'span',
              {},
              `${say.as}${example.from === null ? '' : `${locale === 'en' ? ', ' : '，'}${say.from.replace('#', example.from)}`}`,
            ),
            h('code', { translate: 'no' }, example.text),
          ),
        ]),
  );
}

/** Text, with program text between backquotes. */
const sentence = (text: string): ElementContent[] =>
  text.split(/(`[^`]*`)/).flatMap((part): ElementContent[] => {
    if (part === '') return [];
    return part.startsWith('`') ? [h('code', { translate: 'no' }, part.slice(1, -1))] : [{ type: 'text', value: part }];
  });
