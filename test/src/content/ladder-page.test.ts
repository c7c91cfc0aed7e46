/** The reference page of the ladder format shows a file: it is one. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { elementForms } from '#sandbox/iec61131/diagrams/ladder-schema.ts';
import { readLadder } from '#sandbox/iec61131/diagrams/read-ladder.ts';
import { compile } from '#sandbox/iec61131/index.ts';

test.each(['en', 'zh-CN'])('in %s its example compiles, and every element is in the table', (locale) => {
  const page = readFileSync(`content/reference/ladder.${locale}.md`, 'utf8');
  const text = /```yaml\n([\s\S]*?)```/.exec(page)![1]!;
  expect(readLadder({ name: 'main.ld', text }).diagnostics).toEqual([]);
  expect(compile([{ name: 'main.ld', text }]).diagnostics).toEqual([]);
  const told = new Set([...page.matchAll(/`([a-z-]+): /g)].map((match) => match[1]));
  expect([...Object.keys(elementForms), 'parallel'].filter((key) => !told.has(key))).toEqual([]);
});
