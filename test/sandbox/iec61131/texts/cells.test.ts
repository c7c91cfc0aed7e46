import { expect, it } from 'vitest';
import { cells, migrate } from '#sandbox/iec61131/index.ts';
import { highBits, lowBits, spotOf } from '#sandbox/rig/cell-bits.ts';
import { build, main, start } from '../running-program.ts';

it('strings are listed, read and written like every other variable', () => {
  const program = start(main("a : STRING[5] := 'abc'; n : INT; w : ARRAY [1..2] OF WSTRING[4];", 'w[2] := "启动";'));
  program.scan();
  const listed = [...cells(program.program.layout)].map(({ path, type, capacity }) => [path, type, capacity]);
  expect(listed).toEqual([
    ['main.a', 'STRING', 5],
    ['main.n', 'INT', undefined],
    ['main.w[1]', 'WSTRING', 4],
    ['main.w[2]', 'WSTRING', 4],
  ]);
  expect(program.get('main.w[2]')).toBe('启动');
  program.set('main.a', 'longer');
  expect(program.get('main.a')).toBe('longe');
  expect(() => program.set('main.a', 5)).toThrow(/main.a is STRING and takes a text/);
  expect(() => program.set('main.n', 'x')).toThrow(RangeError);
});

it('a change of a text shows in what the watch compares', () => {
  const program = start(main("a : STRING := 'abc';", ''));
  const [cell] = [...cells(program.program.layout)];
  const spot = spotOf(program.base, cell!);
  const seen = () => `${lowBits(program.view, spot)}:${highBits(program.view, spot)}`;
  const before = seen();
  program.set('main.a', 'abd');
  expect(seen()).not.toBe(before);
  program.set('main.a', 'abc');
  expect(seen()).toBe(before);
});

it('an online change carries texts over to other lengths and encodings', () => {
  const old = start(main("a : STRING[10] := 'abcdef'; b : STRING; c : STRING := 'x';", "b := 'kept';"));
  old.scan();
  const now = build(main("a : STRING[3]; b : STRING; c : WSTRING; d : STRING := 'new';", ''));
  const bytes = start(main("a : STRING[3]; b : STRING; c : WSTRING; d : STRING := 'new';", ''));
  const report = migrate(old.program.layout, now.layout, old.bytes, bytes.bytes);
  expect(report.kept).toEqual(['main.a', 'main.b', 'main.c']);
  expect(report.initialised).toEqual(['main.d']);
  expect(['a', 'b', 'c', 'd'].map((name) => bytes.get(`main.${name}`))).toEqual(['abc', 'kept', 'x', 'new']);
});
