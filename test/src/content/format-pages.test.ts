/** The reference of what authors write: no key without a meaning, no meaning in one language only. */
import { describe, expect, it } from 'vitest';
import { directives } from '#content/directives/index.ts';
import { formats } from '#content/format/formats.ts';
import { keySections, schemaOf } from '#content/format/key-sections.ts';
import { formatPages, renderFormatPage } from '#content/format-pages.ts';
import { quizAttributes } from '#content/quiz-attributes.ts';
import { quizKinds } from '#content/quiz-schema.ts';
import contentChinese from '#content/schema.zh-CN.json' with { type: 'json' };
import { explainedAt, type KeyNode } from '#sandbox/lab/key-anchor.ts';
import { sceneBindingOptions, sceneBindings } from '#sandbox/lab/scene-attributes.ts';
import labChinese from '#sandbox/lab/schema.zh-CN.json' with { type: 'json' };
import { sceneSchemas } from '#sandbox/lab/schema-scene.ts';
import sceneChinese from '#sandbox/lab/schema-scene.zh-CN.json' with { type: 'json' };

interface Node {
  description?: string;
  const?: unknown;
  properties?: Record<string, Node>;
  [part: string]: unknown;
}

/** Every key with its place, and every sentence. */
function keysOf(node: unknown, place = ''): { place: string; sentence: string | undefined; fixed: boolean }[] {
  if (typeof node !== 'object' || node === null) return [];
  const { properties, ...rest } = node as Node;
  const own = Object.entries(properties ?? {}).flatMap(([key, child]) => [
    { place: `${place}.${key}`, sentence: child.description, fixed: child.const !== undefined },
    ...keysOf(child, `${place}.${key}`),
  ]);
  return [...own, ...Object.values(rest).flatMap((child) => keysOf(child, place))];
}

const catalogues = [
  { name: 'sandbox/lab/schema.zh-CN.json', chinese: labChinese },
  { name: 'sandbox/lab/schema-scene.zh-CN.json', chinese: sceneChinese },
  { name: 'src/content/schema.zh-CN.json', chinese: contentChinese },
];

describe.each(catalogues)('$name', ({ chinese }) => {
  const made = formats
    .filter((format) => format.chinese === chinese)
    .map(({ id, schema }) => ({ name: id, json: schemaOf(schema) }));
  const sentences = new Set(
    made.flatMap(({ json }) =>
      [...JSON.stringify(json).matchAll(/"description":("(?:[^"\\]|\\.)*")/g)].map(
        ([, text]) => JSON.parse(text ?? '""') as string,
      ),
    ),
  );

  it('every key says what it means', () => {
    const silent = made.flatMap(({ name, json }) =>
      keysOf(json, name).filter(({ sentence, fixed }) => sentence === undefined && !fixed),
    );
    expect(silent.map(({ place }) => `${place}: add .describe('…') to it in its schema`)).toEqual([]);
  });

  it('says every sentence of the schema in Chinese, and none that is gone', () => {
    const known = new Map(Object.entries(chinese));
    expect([...sentences].filter((sentence) => !/[一-鿿]|^Millwright/.test(known.get(sentence) ?? ''))).toEqual([]);
    expect([...known.keys()].filter((sentence) => !sentences.has(sentence))).toEqual([]);
  });
});

describe.each(formatPages)('the page $slug', (page) => {
  const { slug } = page;
  const own = formats.filter((format) => format.page === slug);

  it.each(['en', 'zh-CN'] as const)('is whole in %s', (locale) => {
    const { html, headings, problems } = renderFormatPage(page, locale);
    expect(html).not.toMatch(/undefined|\{\{/);
    expect(problems).toEqual([]);
    expect(headings.filter(({ depth }) => depth === 2).length).toBeGreaterThan(1);
  });

  it('has every key under an address of its own, the same in both languages', () => {
    const [en, chinese] = (['en', 'zh-CN'] as const).map((locale) =>
      [...renderFormatPage(page, locale).html.matchAll(/<(?:div|h\d)[^>]* id="([^"]+)"/g)].map(([, id]) => id ?? ''),
    );
    expect(en?.filter((id, index) => en.indexOf(id) !== index)).toEqual([]);
    const keys = own
      .flatMap((format) => keySections(format.schema, { ...format, locale: 'en' }))
      .flatMap(({ anchor, groups }) => [anchor, ...groups.flat().map((key) => key.anchor)]);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((anchor) => !en?.includes(anchor) || !chinese?.includes(anchor))).toEqual([]);
  });
});

/** A path in a file to everything that the schema knows: names and places in lists stand for any. */
function pathsOf(node: KeyNode, path: (string | number)[] = []): (string | number)[][] {
  return [
    path,
    ...Object.entries(node.properties ?? {}).flatMap(([key, child]) => pathsOf(child, [...path, key])),
    ...(typeof node.additionalProperties === 'object' ? pathsOf(node.additionalProperties, [...path, 'any']) : []),
    ...(node.items ? pathsOf(node.items, [...path, 0]) : []),
    ...[...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap((child) => pathsOf(child, path)),
  ];
}

it.each(formats.filter(({ written }) => written === 'yaml'))(
  'the lint knows where $id is explained',
  ({ page, prefix, schema }) => {
    const shown = renderFormatPage(formatPages.find(({ slug }) => slug === page)!, 'en').html;
    const addresses = pathsOf(schemaOf(schema)).map((path) =>
      explainedAt({ page, prefix, schema: () => schemaOf(schema) }, path),
    );
    const anchors = new Set(addresses.flatMap((address) => address.split('#')[1] ?? []));
    expect(anchors.size).toBeGreaterThan(1);
    expect([...anchors].filter((anchor) => !shown.includes(` id="${anchor}"`))).toEqual([]);
  },
);

it('a hint of a step is explained under steps-hints', () => {
  const page = formatPages.find(({ slug }) => slug === 'lab-format')!;
  const entry = /<div[^>]* id="steps-hints">.*?<\/div>/s.exec(renderFormatPage(page, 'en').html)?.[0] ?? '';
  expect(entry).toContain('How many hints the texts have for it.');
  expect(entry).toMatch(/<code[^>]*>hints: \d<\/code>/);
});

it('every directive and every kind of question has its place', () => {
  const ids = formats.map(({ id }) => id);
  expect(Object.keys(directives).filter((name) => !ids.includes(name))).toEqual([]);
  expect(quizKinds.filter((kind) => quizAttributes.options.every((option) => option.shape.kind.value !== kind))).toEqual([]);
});

it('what shapes a binding is what a drawing may carry', () => {
  const written = new Set(Object.values(sceneSchemas).flatMap(({ shape }) => Object.keys(shape)));
  expect([...written].sort()).toEqual([...new Set<string>([...sceneBindings, ...sceneBindingOptions])].sort());
});
