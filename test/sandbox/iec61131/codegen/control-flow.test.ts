import { describe, expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

describe('FOR', () => {
  test('USINT from 0 to 255 runs 256 times', () => {
    const program = start(main('i : USINT; n : INT;', 'FOR i := 0 TO 255 DO n := n + 1; END_FOR;'));
    expect(program.scan()).toBeNull();
    expect(program.get('main.n')).toBe(256);
  });

  test.each([
    [1, 10, 3, 4],
    [10, 1, -3, 4],
    [5, 4, 1, 0],
    [4, 5, -1, 0],
    [7, 7, 1, 1],
    [-128, 127, 127, 3],
    [127, -128, -128, 2],
  ])('SINT from %i to %i by %i, all variables, runs %i times', (from, to, by, turns) => {
    const program = start(main('i, from, upTo, step : SINT; n : INT;', 'FOR i := from TO upTo BY step DO n := n + 1; END_FOR;'));
    program.set('main.from', from);
    program.set('main.upTo', to);
    program.set('main.step', by);
    expect(program.scan()).toBeNull();
    expect(program.get('main.n')).toBe(turns);
  });

  test('a step of zero is stopped by the watchdog on the line of the loop', () => {
    const program = start(main('i, step : INT;', 'FOR i := 1 TO 3 BY step DO ; END_FOR;'));
    expect(program.scan()).toMatchObject({ kind: 'fuel', line: 3 });
  });

  test('the limit is evaluated once, and the variable ends one step beyond it', () => {
    const program = start(main('i, n, limit : INT := 3;', 'n := 0; FOR i := 1 TO limit DO limit := 100; n := n + 1; END_FOR;'));
    expect(program.scan()).toBeNull();
    expect(program.get('main.n')).toBe(3);
    expect(program.get('main.i')).toBe(4);
  });

  test('EXIT leaves the inner loop, CONTINUE goes to the next turn', () => {
    const program = start(
      main(
        'i, j, n, odd : INT;',
        `FOR i := 1 TO 4 DO
           FOR j := 1 TO 10 DO
             IF j > i THEN EXIT; END_IF;
             n := n + 1;
           END_FOR;
           IF i MOD 2 = 0 THEN CONTINUE; END_IF;
           odd := odd + 1;
         END_FOR;`,
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.n')).toBe(10);
    expect(program.get('main.odd')).toBe(2);
  });
});

test('WHILE tests before, REPEAT after', () => {
  const program = start(main('w, r : INT;', 'WHILE w < 5 DO w := w + 2; END_WHILE; REPEAT r := r + 1; UNTIL TRUE END_REPEAT;'));
  program.scan();
  expect(program.get('main.w')).toBe(6);
  expect(program.get('main.r')).toBe(1);
});

test('RETURN ends the program for this scan', () => {
  const program = start(main('stop : BOOL; n : INT;', 'IF stop THEN RETURN; END_IF; n := n + 1;'));
  program.scan();
  program.set('main.stop', true);
  program.scan();
  expect(program.get('main.n')).toBe(1);
});

describe('CASE', () => {
  const sparse = 'CASE k OF 1: r := 1; 5, 100..200: r := 2; -30000: r := 3; ELSE r := 9; END_CASE;';
  const dense = 'CASE k OF 0: r := 0; 1, 2: r := 1; 3..5: r := 2; 7: r := 3; 9: r := 4; ELSE r := 9; END_CASE;';
  test.each([
    [sparse, 1, 1],
    [sparse, 5, 2],
    [sparse, 150, 2],
    [sparse, 200, 2],
    [sparse, 201, 9],
    [sparse, -30000, 3],
    [sparse, 0, 9],
    [dense, 0, 0],
    [dense, 2, 1],
    [dense, 5, 2],
    [dense, 6, 9],
    [dense, 9, 4],
    [dense, 10, 9],
    [dense, -1, 9],
    [dense, 32767, 9],
  ])('%s with k = %i gives %i', (body, k, expected) => {
    const program = start(main('k, r : INT;', body));
    program.set('main.k', k);
    expect(program.scan()).toBeNull();
    expect(program.get('main.r')).toBe(expected);
  });
});

test('IF takes the first branch that holds', () => {
  const program = start(main('k, r : INT;', 'IF k < 1 THEN r := 1; ELSIF k < 5 THEN r := 2; ELSE r := 3; END_IF;'));
  for (const [k, r] of [
    [0, 1],
    [3, 2],
    [9, 3],
  ] as const) {
    program.set('main.k', k);
    program.scan();
    expect(program.get('main.r')).toBe(r);
  }
});
