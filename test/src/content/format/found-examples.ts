/** Looks through the labs and lessons that Millwright brings along for an example of each key: the shortest there is. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { parse } from 'yaml';
import { type Example, placeOf, writtenAs } from '#content/format/examples.ts';
import { type Format, formats } from '#content/format/formats.ts';
import { type Key, keySections } from '#content/format/key-sections.ts';
import { splitFrontmatter } from '#content/placed-data.ts';
import type { Directive, MarkdownNode } from '#content/tree.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { bindingsOf } from '#sandbox/lab/scene.ts';

const root = join(import.meta.dirname, '../../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
/** The folders in a folder that have the file. */
const having = (folder: string, file: string): string[] =>
  readdirSync(join(root, folder))
    .sort()
    .flatMap((name) => (existsSync(join(root, folder, name, file)) ? [`${folder}/${name}`] : []));

/** What has keys of its own is shown by theirs. */
export const keysOf = (format: Format): Key[] =>
  keySections(format.schema, { ...format, locale: 'en' })
    .flatMap(({ groups }) => groups.flat())
    .filter(({ below }) => below === null);

interface Found {
  value: unknown;
  /** What it stands in. */
  beside: unknown;
  from: string;
}

/** What stands in a file at every place: `steps[].hints`. */
function valuesIn(data: unknown, from: string, keys: ReadonlySet<string>): Map<string, Found[]> {
  const found = new Map<string, Found[]>();
  const visit = (value: unknown, path: string, beside: unknown): void => {
    if (keys.has(path)) found.set(path, [...(found.get(path) ?? []), { value, beside, from }]);
    if (Array.isArray(value)) for (const one of value) visit(one, `${path}[]`, value);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, one] of Object.entries(value)) {
        const known = path === '' ? name : `${path}.${name}`;
        // A name of the author's own, unless it is a key.
        visit(
          one,
          [...keys].some((key) => key === known || key.startsWith(`${known}.`) || key.startsWith(`${known}[`))
            ? known
            : `${path}.*`,
          value,
        );
      }
    }
  };
  visit(data, '', null);
  return found;
}

const lessons = having('content', 'course.yaml').flatMap((course) => having(course, 'index.en.md'));

const filesOf: Readonly<Record<string, () => Pick<Found, 'value' | 'from'>[]>> = {
  lab: () => having('labs', 'lab.yaml').map((from) => ({ from, value: parse(read(`${from}/lab.yaml`)) })),
  course: () => having('content', 'course.yaml').map((from) => ({ from, value: parse(read(`${from}/course.yaml`)) })),
  lesson: () => lessons.map((from) => ({ from, value: parse(splitFrontmatter(read(`${from}/index.en.md`)).frontmatter) })),
  page: () =>
    readdirSync(join(root, 'content/reference'))
      .filter((name) => name.endsWith('.en.md'))
      .sort()
      .map((name) => ({
        from: `content/reference/${name}`,
        value: parse(splitFrontmatter(read(`content/reference/${name}`)).frontmatter),
      })),
  term: () => parse(read('content/glossary.yaml')).map((value: unknown) => ({ from: 'content/glossary.yaml', value })),
  competency: () =>
    parse(read('content/competencies.yaml')).map((value: unknown) => ({ from: 'content/competencies.yaml', value })),
};

function isOfForm({ form }: Key, beside: unknown): boolean {
  if (form === null || typeof beside !== 'object' || beside === null) return form === null;
  return Object.hasOwn(beside, form.name) && (form.value === undefined || Reflect.get(beside, form.name) === form.value);
}

/** The first of the shortest, and rather one that is not empty. */
function shortest(examples: readonly Example[]): Example | null {
  const weight = ({ text }: Example): number => text.length + (/: (0|""|\[\]|\{\})$/.test(text) ? 1000 : 0);
  return [...examples].sort((a, b) => weight(a) - weight(b))[0] ?? null;
}

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkDirective);

function directivesIn(text: string): { node: Directive; source: string }[] {
  const found: { node: Directive; source: string }[] = [];
  const visit = (node: MarkdownNode): void => {
    if (node.type === 'containerDirective' || node.type === 'leafDirective' || node.type === 'textDirective')
      found.push({ node, source: text.slice(node.position?.start.offset, node.position?.end.offset) });
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(parser.parse(text) as MarkdownNode);
  return found;
}

const nameOf = (node: Directive): string => (node.name === 'quiz' ? `quiz ${node.attributes?.kind ?? ''}` : node.name);

export interface Examples {
  keys: Record<string, Record<string, Example>>;
  wholes: Record<string, Record<Locale, string>>;
}

export function findExamples(): Examples {
  const keys: Examples['keys'] = {};
  const wholes: Examples['wholes'] = {};
  const texts = lessons.map((from) => ({
    from,
    en: directivesIn(splitFrontmatter(read(`${from}/index.en.md`)).body),
    'zh-CN': directivesIn(splitFrontmatter(read(`${from}/index.zh-CN.md`)).body),
  }));
  const written = texts.flatMap(({ from, en }) => en.map((one) => ({ ...one, from })));
  const scenes = having('labs', 'scene.svg').flatMap((from) =>
    bindingsOf(read(`${from}/scene.svg`)).map((binding) => ({ ...binding, from })),
  );

  for (const format of formats) {
    const own: Record<string, Example> = {};
    const wanted = keysOf(format);
    const places = new Set(wanted.map(placeOf));
    const files = (filesOf[format.id]?.() ?? []).map(({ value, from }) => valuesIn(value, from, places));
    for (const key of wanted) {
      const found =
        format.written === 'yaml'
          ? files.flatMap((file) => file.get(placeOf(key)) ?? [])
          : format.written === 'data'
            ? scenes
                .filter(({ binding, attributes }) => `data-${binding}` === format.id && attributes.symbol === undefined)
                .map(({ attributes, from }) => ({ value: attributes[key.name], beside: attributes, from }))
            : written
                .filter(({ node }) => node.name === format.id)
                .map(({ node, from }) => ({ value: node.attributes?.[key.name] ?? undefined, beside: node.attributes, from }));
      const fitting = found.filter(({ value, beside }) => value !== undefined && value !== '' && isOfForm(key, beside));
      const example = shortest(fitting.map(({ value, from }) => ({ text: writtenAs(format.written, key.name, value), from })));
      if (example !== null) own[key.anchor] = example;
    }
    if (Object.keys(own).length > 0) keys[format.id] = own;
  }

  for (const name of new Set(written.map(({ node }) => nameOf(node))).values()) {
    const pairs = texts.flatMap(({ en, 'zh-CN': chinese }) => {
      const others = chinese.filter(({ node }) => nameOf(node) === name);
      // Both languages have the same ones in the same order.
      return en
        .filter(({ node }) => nameOf(node) === name)
        .flatMap(({ source }, index) => {
          const other = others[index]?.source;
          return other === undefined || source.includes('![') ? [] : [{ en: source, 'zh-CN': other }];
        });
    });
    const [first] = pairs.sort((a, b) => a.en.length - b.en.length);
    if (first) wholes[name] = first;
  }
  return { keys, wholes };
}
