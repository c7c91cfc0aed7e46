import { describe, expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

describe('CTU', () => {
  test('counts rising edges, on past PV, and R goes first', () => {
    const program = start(
      main('c : CTU; up, reset, done : BOOL; n : INT;', 'c(CU := up, R := reset, PV := 2, Q => done, CV => n);'),
    );
    const step = (up: number, reset: number) => {
      program.set('main.up', up);
      program.set('main.reset', reset);
      expect(program.scan()).toBeNull();
      return [program.get('main.n'), program.get('main.done')];
    };
    expect(step(1, 0)).toEqual([1, false]);
    expect(step(1, 0)).toEqual([1, false]);
    expect(step(0, 0)).toEqual([1, false]);
    expect(step(1, 0)).toEqual([2, true]);
    step(0, 0);
    expect(step(1, 0)).toEqual([3, true]);
    step(0, 0);
    expect(step(1, 1)).toEqual([0, false]);
    expect(step(1, 0)).toEqual([0, false]);
  });

  test.each([
    ['CTU', 32767],
    ['CTU_DINT', 2147483647],
    ['CTU_LINT', 9223372036854775807n],
    ['CTU_UDINT', 4294967295],
    ['CTU_ULINT', 18446744073709551615n],
  ])('%s stops at %s', (block, highest) => {
    const program = start(main(`c : ${block}; up : BOOL;`, 'c(CU := up, PV := 2); up := NOT up;'));
    program.set('main.c.CV', typeof highest === 'bigint' ? highest - 1n : highest - 1);
    for (let scan = 0; scan < 6; scan++) program.scan();
    expect(program.get('main.c.CV')).toBe(highest);
  });
});

test('CTD loads PV and counts down past zero', () => {
  const program = start(main('c : CTD; down, load : BOOL;', 'c(CD := down, LD := load, PV := 2);'));
  const step = (down: number, load: number) => {
    program.set('main.down', down);
    program.set('main.load', load);
    program.scan();
    return [program.get('main.c.CV'), program.get('main.c.Q')];
  };
  expect(step(0, 0)).toEqual([0, true]);
  expect(step(0, 1)).toEqual([2, false]);
  expect(step(1, 0)).toEqual([1, false]);
  step(0, 0);
  expect(step(1, 0)).toEqual([0, true]);
  step(0, 0);
  expect(step(1, 0)).toEqual([-1, true]);
});

test('CTUD: reset before load before counting, and two edges at once cancel', () => {
  const program = start(main('c : CTUD; u, d, r, l : BOOL;', 'c(CU := u, CD := d, R := r, LD := l, PV := 3);'));
  const step = (u: number, d: number, r = 0, l = 0) => {
    for (const [name, value] of Object.entries({ u, d, r, l })) program.set(`main.${name}`, value);
    program.scan();
    return [program.get('main.c.CV'), program.get('main.c.QU'), program.get('main.c.QD')];
  };
  expect(step(1, 0)).toEqual([1, false, false]);
  step(0, 0);
  expect(step(1, 1)).toEqual([1, false, false]);
  step(0, 0);
  expect(step(0, 1)).toEqual([0, false, true]);
  expect(step(0, 0, 0, 1)).toEqual([3, true, false]);
  expect(step(0, 0, 1, 1)).toEqual([0, false, true]);
});
