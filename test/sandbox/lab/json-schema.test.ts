import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { labJsonSchema } from '#sandbox/lab/json-schema.ts';
import { translateSchemaSentence } from '#sandbox/lab/schema-sentences.ts';

const here = (path: string): URL => new URL(`../../../${path}`, import.meta.url);
const at = (path: string): string => readFileSync(here(path), 'utf8');

/** After a change of the schema: `UPDATE_SCHEMA=1 npx vitest run test/sandbox/lab/json-schema.test.ts`, then format the file. */
it('labs/lab.schema.json is what the schema says', () => {
  if (process.env.UPDATE_SCHEMA) writeFileSync(here('labs/lab.schema.json'), `${JSON.stringify(labJsonSchema(), null, 2)}\n`);
  // Compared as data: the formatter breaks its lines.
  expect(JSON.parse(at('labs/lab.schema.json'))).toEqual(labJsonSchema());
});

describe('every sentence that the schema says itself has its translation', () => {
  const source = ['schema', 'schema-words', 'schema-checks', 'schema-faults']
    .map((name) => at(`sandbox/lab/${name}.ts`))
    .join('\n')
    .replaceAll(/\$\{area\}/g, 'I')
    .replaceAll(/\$\{\w+\}/g, 'x');
  const sentences = [
    ...source.matchAll(/message: ['`]([^\n]*?)['`](?:,| \})/g),
    ...source.matchAll(/\.regex\([^\n]*?, ['`]([^\n]*?)['`]\)/g),
    ...source.matchAll(/(?<=\.regex\(new RegExp\([^\n]*\), )`([^\n]*?)`\)/g),
  ].map((match) => match[1]!);
  it('finds them', () => expect(sentences.length).toBeGreaterThanOrEqual(8));
  it.each(sentences)('%s', (sentence) => {
    expect(translateSchemaSentence(sentence)['zh-CN']).toMatch(/[一-鿿]/);
  });
});
