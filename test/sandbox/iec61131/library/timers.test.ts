import { describe, expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

/** Scans every row at its time: [ms, IN, Q, ET in ms]. */
function diagram(block: string, rows: readonly (readonly [number, 0 | 1, 0 | 1, number])[], pt = 'T#100ms') {
  const program = start(main(`t : ${block}; IN1, Q1 : BOOL; ET1 : TIME;`, `t(IN := IN1, PT := ${pt}, Q => Q1, ET => ET1);`));
  const seen = rows.map(([ms, input]) => {
    program.set('main.IN1', input);
    expect(program.scan(ms)).toBeNull();
    return [ms, input, program.get('main.Q1') ? 1 : 0, Number(program.get('main.ET1')) / 1e6];
  });
  expect(seen).toEqual(rows);
}

describe('TON', () => {
  test('ET is 0 on the scan of the rising edge, counts, and stands at PT', () => {
    diagram('TON', [
      [0, 0, 0, 0],
      [10, 1, 0, 0],
      [60, 1, 0, 50],
      [109, 1, 0, 99],
      [110, 1, 1, 100],
      [500, 1, 1, 100],
      [510, 0, 0, 0],
      [520, 1, 0, 0],
      [600, 1, 0, 80],
      [610, 0, 0, 0],
      [620, 1, 0, 0],
      [720, 1, 1, 100],
    ]);
  });
  test('a scan that comes late still shows PT, not more', () => {
    diagram('TON', [
      [0, 1, 0, 0],
      [170, 1, 1, 100],
    ]);
  });
  test('a PT of zero lets Q follow IN', () => {
    diagram(
      'TON',
      [
        [0, 1, 1, 0],
        [10, 0, 0, 0],
      ],
      'T#0s',
    );
  });
});

describe('TOF', () => {
  test('Q stays for PT behind IN, and ET stands at PT', () => {
    diagram('TOF', [
      [0, 0, 0, 0],
      [10, 1, 1, 0],
      [300, 1, 1, 0],
      [310, 0, 1, 0],
      [409, 0, 1, 99],
      [410, 0, 0, 100],
      [900, 0, 0, 100],
      [910, 1, 1, 0],
      [920, 0, 1, 0],
      [970, 0, 1, 50],
      [980, 1, 1, 0],
      [990, 0, 1, 0],
      [1090, 0, 0, 100],
    ]);
  });
  test('a PT of zero lets Q follow IN', () => {
    diagram(
      'TOF',
      [
        [0, 1, 1, 0],
        [10, 0, 0, 0],
      ],
      'T#0s',
    );
  });
});

describe('TP', () => {
  test('a pulse lasts PT however IN moves, and is not started again meanwhile', () => {
    diagram('TP', [
      [0, 0, 0, 0],
      [10, 1, 1, 0],
      [20, 0, 1, 10],
      [30, 1, 1, 20],
      [40, 0, 1, 30],
      [110, 0, 0, 0],
      [120, 0, 0, 0],
    ]);
  });
  test('ET stands at PT while IN stays, then returns to 0', () => {
    diagram('TP', [
      [0, 1, 1, 0],
      [50, 1, 1, 50],
      [100, 1, 0, 100],
      [400, 1, 0, 100],
      [410, 0, 0, 0],
      [420, 1, 1, 0],
    ]);
  });
  test('a PT of zero gives no pulse', () => {
    diagram('TP', [[0, 1, 0, 0]], 'T#0s');
  });
});
