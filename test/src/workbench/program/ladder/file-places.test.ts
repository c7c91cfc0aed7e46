import { expect, test } from 'vitest';
import { readLadder } from '#sandbox/iec61131/diagrams/read-ladder.ts';
import { compile } from '#sandbox/iec61131/index.ts';
import { diagnose } from '#sandbox/iec61131/service/diagnose.ts';
import { declarationLineAt, findingsIn, wordsForPlace } from '../../../../../src/workbench/program/ladder/file-places.ts';
import { newLadder, pouKinds } from '../../../../../src/workbench/program/ladder/new-ladder.ts';

const file = {
  name: 'SealIn.ld',
  text: `function-block: SealIn
declarations: |
  VAR_INPUT
    On : BOLL;
  END_VAR
networks:
  - rung:
      - no: On
      - coil: Held
`,
};
const nowhere = { line: 1, column: 1, endLine: 1, endColumn: 2 };
const words = (key: string, values: Record<string, unknown> = {}): string => [key, ...Object.values(values)].join(' ');

test('a finding stands at its element, or at its line of the declarations', () => {
  const reading = readLadder(file);
  const { drawn, declared } = findingsIn(reading, diagnose([file]), 'en');
  expect(declared.map(({ line, severity }) => [line, severity])).toContainEqual([2, 'error']);
  expect(drawn.some(({ path, text }) => path.join('.') === '0.1' && text.includes('Held'))).toBe(true);
});

test('a place is called as the drawing shows it', () => {
  const reading = readLadder(file);
  const called = wordsForPlace(reading, words);
  const at = (text: string) => {
    const start = file.text.indexOf(text);
    return called({ ...nowhere, file: file.name, start, end: start + 1 });
  };
  expect(at('no: On')).toBe('ladder.network 1');
  expect(at('BOLL')).toBe('program.declarations.line 2');
  expect(at('SealIn'), 'its name is not drawn').toBeNull();
  expect(called({ ...nowhere, file: 'other.st', start: 0, end: 1 })).toBeNull();
});

test('every line of the declarations is found by its place, in whatever style they are written', () => {
  const quoted = readLadder({ name: 'a.ld', text: 'program: a\ndeclarations: "VAR x : BOOL; END_VAR"\nnetworks: []\n' });
  expect(declarationLineAt(quoted, quoted.file.text.indexOf('x :'))).toBe(1);
  const reading = readLadder(file);
  const lines = reading.pou?.declarations.trimEnd().split('\n') ?? [];
  for (const [at, line] of lines.entries()) expect(declarationLineAt(reading, file.text.indexOf(line.trim())), line).toBe(at + 1);
});

test.each(pouKinds)('a new %s compiles, whatever its file is called', (kind) => {
  for (const name of ['SealIn.ld', '2-pumps.ld', 'a--b.ld', '-.ld', 'Motor_2.ld']) {
    const text = newLadder(kind, name);
    const own = diagnose([{ name, text }]).filter(({ severity }) => severity === 'error');
    // A program of its own is a whole; blocks want one to be called from.
    expect(own, `${name}: ${text}`).toEqual([]);
    if (kind === 'PROGRAM') expect(compile([{ name, text }]).program, name).not.toBeNull();
  }
});
