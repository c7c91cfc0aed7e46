/** `TEST 'name' … END_TEST`, SETUP and TEARDOWN: tests in the language itself, an extension used in the field. */
import type { TestDeclaration, VariableSection } from './ast.ts';
import { close } from './closing.ts';
import type { Cursor } from './cursor.ts';
import { atSection, parseSection } from './parse-declarations.ts';
import { parseBody } from './parse-sfc.ts';

const aTitle = { en: "the test’s name in quotes: TEST 'fills the tank'", 'zh-CN': "带引号的测试名称：TEST '注满水箱'" };

/** At the top of a file, where these words begin nothing else. */
export function atTest(cursor: Cursor): boolean {
  return cursor.atWord('TEST') || cursor.atWord('SETUP') || cursor.atWord('TEARDOWN');
}

export function parseTest(cursor: Cursor): TestDeclaration {
  const word = cursor.text().toUpperCase() as 'TEST' | 'SETUP' | 'TEARDOWN';
  const closing = `END_${word}` as const;
  const first = cursor.take();
  let title = first;
  if (word === 'TEST') {
    if (cursor.at('string')) title = cursor.take();
    else cursor.report('ST1010', cursor.range(first), { expected: aTitle, found: cursor.describe() });
  }
  const sections: VariableSection[] = [];
  while (atSection(cursor)) sections.push(parseSection(cursor));
  cursor.await(closing);
  const { body, chart, actions } = parseBody(cursor);
  const misplaced = chart?.steps[0] ?? chart?.transitions[0] ?? actions?.[0];
  if (misplaced !== undefined) cursor.report('ST1031', cursor.range(misplaced.first), { what: word });
  cursor.settle(closing);
  close(cursor, first, closing);
  const kinds = { TEST: 'test', SETUP: 'setup', TEARDOWN: 'teardown' } as const;
  return { kind: kinds[word], title, sections, body, first, last: cursor.previous };
}
