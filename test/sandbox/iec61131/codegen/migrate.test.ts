import { expect, test } from 'vitest';
import { migrate } from '#sandbox/iec61131/index.ts';
import { main, start } from '../running-program.ts';

function change(before: string, after: string, prepare: (program: ReturnType<typeof start>) => void) {
  const old = start(before);
  prepare(old);
  const now = start(after, {});
  const report = migrate(old.program.layout, now.program.layout, old.bytes, now.bytes);
  return { now, report };
}

test('values keep their names over a change of order, new variables start at their initial value', () => {
  const { now, report } = change(
    main('a : INT; b : DINT; gone : BOOL;', 'a := a; b := b; gone := gone;'),
    main('fresh : INT := 9; b : DINT; a : INT;', 'a := a; b := b; fresh := fresh;'),
    (old) => {
      old.set('main.a', 5);
      old.set('main.b', 6);
    },
  );
  expect([now.get('main.a'), now.get('main.b'), now.get('main.fresh')]).toEqual([5, 6, 9]);
  expect(report).toEqual({ kept: ['main.b', 'main.a'], initialised: ['main.fresh'] });
});

test('a changed type starts anew', () => {
  const { now, report } = change(main('a : INT;', 'a := a;'), main('a : DINT := 3;', 'a := a;'), (old) => old.set('main.a', 5));
  expect(now.get('main.a')).toBe(3);
  expect(report.initialised).toEqual(['main.a']);
});

test('a running timer runs on', () => {
  const before = main('t : TON; on : BOOL := TRUE;', 't(IN := on, PT := T#100ms);');
  const { now } = change(before, main('extra : INT; on : BOOL; t : TON;', 't(IN := on, PT := T#100ms); extra := 1;'), (old) => {
    old.scan(0);
    old.scan(60);
  });
  now.scan(90);
  expect(now.get('main.t.ET')).toBe(90_000_000n);
});

test('members of a changed block, elements of a changed array and enumerators by name', () => {
  const block = (more: string) => `FUNCTION_BLOCK Motor VAR ${more} hours : DINT; END_VAR hours := hours; END_FUNCTION_BLOCK\n`;
  const { now, report } = change(
    main(
      'm : Motor; a : ARRAY[1..3] OF INT; c : Mode;',
      'm(); a[1] := a[1]; c := c;',
      `${block('')}TYPE Mode : (Off, Auto); END_TYPE\n`,
    ),
    main(
      'm : Motor; a : ARRAY[2..4] OF INT; c : Mode;',
      'm(); a[2] := a[2]; c := c;',
      `${block('starts : INT;')}TYPE Mode : (Off, Hand, Auto); END_TYPE\n`,
    ),
    (old) => {
      old.set('main.m.hours', 77);
      for (const i of [1, 2, 3]) old.set(`main.a[${i}]`, i * 10);
      old.set('main.c', 1);
    },
  );
  expect(now.get('main.m.hours')).toBe(77);
  expect([2, 3, 4].map((i) => now.get(`main.a[${i}]`))).toEqual([20, 30, 0]);
  expect(now.get('main.c')).toBe(2);
  expect(report.initialised).toEqual(['main.m.starts', 'main.a[4]']);
});

test('a located variable that moved keeps its value at its new address', () => {
  const { now } = change(main('q AT %QX0.1 : BOOL;', 'q := q;'), main('q AT %QX2.5 : BOOL;', 'q := q;'), (old) =>
    old.set('main.q', true),
  );
  expect(now.get('%QX2.5')).toBe(true);
});
