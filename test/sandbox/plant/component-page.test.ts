import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../src/content/markdown.ts';
import { componentPage, components, readComponent, sayings } from './component-page.ts';

const writes = process.env.MILLWRIGHT_WRITE === '1';
const root = join(import.meta.dirname, '..', '..', '..');
const wordsFile = 'sandbox/plant/components.zh-CN.json';
const chinese = JSON.parse(readFileSync(join(root, wordsFile), 'utf8')) as Record<string, string>;
const all = components();

describe('the page on the plant library', () => {
  it('has every word of the components in Chinese, and no others', () => {
    const said = sayings(all);
    expect(
      said.filter((text) => !chinese[text]),
      `comments of components without a translation in ${wordsFile}`,
    ).toEqual([]);
    expect(
      Object.keys(chinese).filter((text) => !said.includes(text)),
      `translations in ${wordsFile} of comments that no component has any more`,
    ).toEqual([]);
  });

  it.each(['en', 'zh-CN'] as const)('says what the components say (%s)', (locale) => {
    const path = join(root, 'content', 'reference', `plant-components.${locale}.md`);
    const page = componentPage(locale, all, (text) => (locale === 'en' ? text : (chinese[text] ?? text)));
    if (writes) writeFileSync(path, page);
    expect(
      readFileSync(path, 'utf8'),
      'write it anew: MILLWRIGHT_WRITE=1 npx vitest run --project sandbox test/sandbox/plant/component-page.test.ts',
    ).toBe(page);
    const { headings, problems } = renderMarkdown({ text: page, locale, file: 'reference/plant-components' });
    expect(problems).toEqual([]);
    expect(headings.map(({ text }) => text)).toEqual(expect.arrayContaining(all.map(({ name }) => name)));
  });

  it('tells apart inputs, faults, outputs and methods, with defaults and comments', () => {
    const read = readComponent(`(* What it is.

   And more: x
   of it. *)
FUNCTION_BLOCK Thing
VAR_INPUT
  A : LREAL;   // mm
  B, C : INT := 5; // parts
  // faults
  D : BOOL;
END_VAR
VAR_OUTPUT
  E : ARRAY[1..3] OF BOOL;
END_VAR
VAR
  F : BOOL; // hidden
END_VAR
  A := B;
METHOD PUBLIC Ask : BOOL // whether
VAR_INPUT
  G : INT;
  H : INT;
END_VAR
VAR
  I : INT;
END_VAR
END_METHOD
METHOD PRIVATE Hide
END_METHOD
END_FUNCTION_BLOCK`);
    expect(read?.physics).toEqual(['What it is.', 'And more: x of it.']);
    expect(read?.rows.map((row) => Object.values(row).join('/'))).toEqual([
      'A/input/LREAL//mm',
      'B, C/parameter/INT/5/parts',
      'D/fault/BOOL//',
      'E/output/ARRAY[1..3] OF BOOL//',
      'Ask(G, H)/method/BOOL//whether',
    ]);
  });
});
