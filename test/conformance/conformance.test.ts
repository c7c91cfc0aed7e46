/** Every case of the folders beside this file, and the page that is made of them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { casesIn, folders, readCase } from './case.ts';
import { conformancePage } from './page.ts';
import { complaintsAbout } from './run-case.ts';
import { tablesIn } from './tables.ts';

const writes = process.env.MILLWRIGHT_WRITE === '1';
const all = folders();

for (const folder of all) {
  describe(folder, () => {
    for (const one of casesIn(folder)) {
      const title = `${one.name.slice(folder.length + 1, -3)}: ${one.says}`;
      if (writes && one.pending && complaintsAbout(one).length === 0) {
        writeFileSync(one.path, one.text.replace(/^pending: true\n/m, ''));
        one.pending = false;
      }
      // A pending case runs too: the day it passes, its mark is a lie and this fails.
      if (one.pending) it(`not yet: ${title}`, () => expect(complaintsAbout(one)).not.toEqual([]));
      else it(title, () => expect(complaintsAbout(one)).toEqual([]));
    }
  });
}

describe('the tables', () => {
  const tables = all.flatMap(tablesIn);
  const cases = all.flatMap(casesIn);
  it('have every row that a case names, once', () => {
    const rows = tables.flatMap(({ table, rows }) => Object.keys(rows).map((row) => `${table}/${row}`));
    expect(rows.length).toBe(new Set(rows).size);
    const named = cases.flatMap(({ name, rows }) => rows.map((row) => [row, name] as const));
    expect(named.filter(([row]) => !rows.includes(row))).toEqual([]);
  });
  it.each(['en', 'zh-CN'] as const)('are on the page "Conformance" as they are (%s)', (locale) => {
    const path = join(import.meta.dirname, '..', '..', 'content', 'reference', `conformance.${locale}.md`);
    const page = conformancePage(
      locale,
      tables,
      cases.map(({ path: at }) => readCase(at)),
    );
    if (writes) writeFileSync(path, page);
    expect(readFileSync(path, 'utf8'), 'write it anew: MILLWRIGHT_WRITE=1 npx vitest run --project unit test/conformance').toBe(
      page,
    );
  });
});
