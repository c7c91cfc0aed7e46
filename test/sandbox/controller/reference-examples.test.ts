/** The examples of the reference pages are programs: they compile, and their tests pass. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runTests } from '../../../sandbox/controller/run-tests.ts';
import { compile } from '../../../sandbox/iec61131/index.ts';

const pages = ['sequences', 'tests'].flatMap((page) => ['en', 'zh-CN'].map((locale) => `${page}.${locale}.md`));

it.each(pages)('%s', (page) => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'content', 'reference', page), 'utf8');
  const examples = [...text.matchAll(/```st\n([\s\S]*?)```/g)].map(([, code]) => code!);
  expect(examples.length).toBeGreaterThan(0);
  for (const code of examples) {
    const { diagnostics, program } = compile([{ name: page, text: code }], { tests: code.includes('END_TEST') });
    expect(diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
    if (program?.tests) expect(runTests(program).flatMap(({ failures }) => failures)).toEqual([]);
  }
});
