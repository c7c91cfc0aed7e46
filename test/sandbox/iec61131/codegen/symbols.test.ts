import { describe, expect, test } from 'vitest';
import { cells, readCell, resolve, writeCell } from '#sandbox/iec61131/index.ts';
import { build, main, start } from '../running-program.ts';

const text = main(
  't : TON; levels : ARRAY[1..3] OF INT; grid : ARRAY[0..1, 0..1] OF REAL; p : Point; lamp AT %QX0.2 : BOOL; setpoint AT %MD1 : REAL;',
  't(IN := lamp, PT := T#1s);',
  'TYPE Point : STRUCT x : LINT; b : BOOL; END_STRUCT; END_TYPE\n',
);
const { layout } = build(text, { image: { I: 4, Q: 8, M: 16 } });

test('a path leads to its scalar, whatever its case, and keeps the declared spelling', () => {
  expect(resolve(layout, 'MAIN.T.et')).toMatchObject({ path: 'main.t.ET', type: 'TIME', section: 'output' });
  expect(resolve(layout, 'main.levels[3]')).toMatchObject({ path: 'main.levels[3]', type: 'INT' });
  expect(resolve(layout, 'main.grid[1, 0]')).toMatchObject({ path: 'main.grid[1,0]', type: 'REAL' });
  expect(resolve(layout, 'main.p.x')).toMatchObject({ type: 'LINT' });
  expect(resolve(layout, 'main.lamp')).toMatchObject({ bit: 2, address: '%QX0.2' });
});

test('a name that only one program has may stand alone', () => {
  expect(resolve(layout, 'lamp')?.path).toBe('main.lamp');
  expect(resolve(layout, 't.Q')?.path).toBe('main.t.Q');
});

test.each([
  '',
  'main',
  'main.',
  '.main',
  'main.t',
  'main.levels',
  'main.levels[0]',
  'main.levels[4]',
  'main.levels[1',
  'main.levels[1,1]',
  'main..t.Q',
  'main.t.nothing',
  'other.x',
  '%QX0.8',
  '%QD2',
  '%XB0',
  '%IB8',
  '%QB0.1',
])('nothing is found at %j', (path) => {
  expect(resolve(layout, path)).toBeNull();
});

test('addresses answer for the whole image, used by the program or not', () => {
  expect(resolve(layout, '%qd1')).toMatchObject({ path: '%QD1', type: 'DWORD', offset: layout.image.Q.offset + 4 });
  expect(resolve(layout, '%I3.7')).toMatchObject({ type: 'BOOL', bit: 7, offset: layout.image.I.offset + 3 });
});

test('cells lists every scalar in declaration order, and stops at the cap', () => {
  const all = [...cells(layout)].map(({ path }) => path);
  expect(all).toContain('main.t.start');
  expect(all.filter((path) => path.startsWith('main.grid'))).toEqual([
    'main.grid[0,0]',
    'main.grid[0,1]',
    'main.grid[1,0]',
    'main.grid[1,1]',
  ]);
  expect([...cells(layout, 3)]).toHaveLength(3);
  for (const path of all) expect(resolve(layout, path)?.path).toBe(path);
});

describe('writeCell', () => {
  const program = start(text);
  const write = (path: string, value: boolean | number | bigint) => {
    const cell = resolve(program.program.layout, path);
    if (!cell) throw new Error(path);
    writeCell(program.view, program.base, cell, value);
    return readCell(program.view, program.base, cell);
  };
  test('accepts what the type holds', () => {
    expect(write('main.levels[1]', -32768)).toBe(-32768);
    expect(write('main.levels[1]', 5n)).toBe(5);
    expect(write('main.p.x', 5)).toBe(5n);
    expect(write('main.lamp', 1)).toBe(true);
    expect(write('main.setpoint', 0.5)).toBe(0.5);
  });
  test.each([
    ['main.levels[1]', 32768, 'INT'],
    ['main.levels[1]', 1.5, '1.5'],
    ['main.levels[1]', true, 'true'],
    ['main.lamp', 2, 'TRUE or FALSE'],
    ['main.setpoint', true, 'a number'],
  ])('refuses %s := %s and says why', (path, value, part) => {
    expect(() => write(path, value)).toThrow(RangeError);
    expect(() => write(path, value)).toThrow(part);
  });
});
