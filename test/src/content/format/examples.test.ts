/** Every key of the reference has an example, and what is shown is what the schema takes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { exampleOf, placeOf } from '#content/format/examples.ts';
import { formats } from '#content/format/formats.ts';
import { findExamples, keysOf } from './found-examples.ts';

const path = join(import.meta.dirname, '../../../../src/content/format/examples.json');
const found = `${JSON.stringify(findExamples(), null, 2)}\n`;
if (process.env.MILLWRIGHT_WRITE === '1') writeFileSync(path, found);

/** Every schema that may judge what stands at a place: `steps[].hints`. */
function schemasAt(schema: z.core.$ZodType, steps: readonly string[]): z.core.$ZodType[] {
  const inner = ['innerType', 'in']
    .flatMap((part) => Reflect.get(schema._zod.def, part) ?? [])
    .find((one) => one instanceof z.core.$ZodType);
  if (schema instanceof z.core.$ZodUnion) return schema._zod.def.options.flatMap((option) => schemasAt(option, steps));
  const [step, ...rest] = steps;
  if (step === undefined) return [schema];
  if (inner) return schemasAt(inner, steps);
  if (schema instanceof z.core.$ZodObject)
    return Object.hasOwn(schema._zod.def.shape, step) ? schemasAt(schema._zod.def.shape[step]!, rest) : [];
  if (schema instanceof z.core.$ZodRecord) return step === '*' ? schemasAt(schema._zod.def.valueType, rest) : [];
  if (schema instanceof z.core.$ZodArray) return step === '[]' ? schemasAt(schema._zod.def.element, rest) : [];
  return [];
}

const stepsOf = (place: string): string[] =>
  place
    .replaceAll('[]', '.[]')
    .split('.')
    .filter((step) => step !== '');

function valueIn(text: string, written: string, name: string): unknown {
  if (written === 'yaml') return parse(text)[name];
  const value = /=(.*)$/s.exec(text)?.[1] ?? '';
  return value.startsWith('"') ? JSON.parse(value.replaceAll('\n', ' ')) : value;
}

it('examples.json holds what labs and lessons have', () => {
  expect(
    readFileSync(path, 'utf8'),
    'write it anew: MILLWRIGHT_WRITE=1 npx vitest run --project unit test/src/content/format',
  ).toBe(found);
});

describe.each(formats)('$id', (format) => {
  const keys = keysOf(format);

  it('has an example of every key', () => {
    const without = keys.filter((key) => exampleOf(format, key) === null);
    expect(without.map(({ path: place }) => `${place}: add .meta({ examples: […] }) to it in its schema`)).toEqual([]);
  });

  it('takes every example', () => {
    const refused = keys.filter((key) => {
      const example = exampleOf(format, key);
      if (example === null) return false;
      const value = valueIn(example.text, format.written, key.name);
      return !schemasAt(format.schema, stepsOf(placeOf(key))).some((schema) => z.safeParse(schema, value).success);
    });
    expect(refused.map((key) => `${key.path}: ${exampleOf(format, key)?.text}`)).toEqual([]);
  });
});
