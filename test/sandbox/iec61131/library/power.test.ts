import { expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

const program = start(main('x, y, p : LREAL;', 'p := x ** y;'));
const power = (x: number, y: number) => {
  program.set('main.x', x);
  program.set('main.y', y);
  expect(program.scan()).toBeNull();
  return program.get('main.p');
};

test.each([
  [2, 10, 1024],
  [2, -3, 0.125],
  [-3, 3, -27],
  [10, 15, 1e15],
  [7, 0, 1],
  [0, 0, 1],
  [0, 2, 0],
  [1, 1e300, 1],
  [-1, 2 ** 53, 1],
  [2, 5000, Number.POSITIVE_INFINITY],
  [0.5, 5000, 0],
  [-8, 1 / 3, Number.NaN],
  [Number.NaN, 1, Number.NaN],
])('%d ** %d = %d', (x, y, expected) => {
  expect(power(x, y)).toBe(expected);
});

test('a broken exponent agrees with the true value to its documented bound', () => {
  for (const x of [1e-300, 0.001, 0.5, 0.99, 1.01, 2, Math.E, 10, 12345.678, 1e200])
    for (const y of [-1.5, -0.25, 0.1, 0.5, 1 / 3, 1.5]) {
      const expected = x ** y;
      if (!Number.isFinite(expected) || expected < 1e-300) continue;
      const bound = 1e-15 * (1 + Math.abs(y * Math.log(x)));
      expect(Math.abs(Number(power(x, y)) / expected - 1), `${x} ** ${y}`).toBeLessThanOrEqual(bound);
    }
});
