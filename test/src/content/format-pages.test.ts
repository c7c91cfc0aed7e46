/** The reference of what authors write: no key without a meaning, no meaning in one language only. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod/v4/core';
import { competencySchema } from '#content/competencies.ts';
import { formatPages } from '#content/format-pages.ts';
import { renderMarkdown } from '#content/markdown.ts';
import { courseSchema, glossaryEntrySchema, lessonSchema, referenceSchema } from '#content/schema.ts';
import contentChinese from '#content/schema.zh-CN.json' with { type: 'json' };
import { labSchema } from '#sandbox/lab/schema.ts';
import labChinese from '#sandbox/lab/schema.zh-CN.json' with { type: 'json' };

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
  { name: 'sandbox/lab/schema.zh-CN.json', chinese: labChinese, schemas: { 'lab.yaml': labSchema } },
  {
    name: 'src/content/schema.zh-CN.json',
    chinese: contentChinese,
    schemas: {
      'course.yaml': courseSchema,
      lesson: lessonSchema,
      reference: referenceSchema,
      glossary: glossaryEntrySchema,
      competencies: competencySchema,
    },
  },
] as const;

describe.each(catalogues)('$name', ({ chinese, schemas }) => {
  const made = Object.entries(schemas).map(([name, schema]) => ({
    name,
    json: z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
  }));
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

describe.each(formatPages)('the page $slug', ({ slug, markdown }) => {
  it.each(['en', 'zh-CN'] as const)('is whole in %s', (locale) => {
    const text = markdown(locale);
    expect(text).not.toMatch(/undefined|\{\{/);
    expect(renderMarkdown({ text, locale, file: `reference/${slug}` }).problems).toEqual([]);
  });
});

it('the page on lab.yaml names every key of it', () => {
  const page = formatPages.find(({ slug }) => slug === 'lab-format')?.markdown('en') ?? '';
  const keys = keysOf(z.toJSONSchema(labSchema, { io: 'input', unrepresentable: 'any' })).map(({ place }) =>
    place.split('.').at(-1),
  );
  expect([...new Set(keys)].filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
});
