import { describe, expect, it, test } from 'vitest';
import { main, start } from '../running-program.ts';

const names = ['LN', 'LOG', 'EXP', 'SIN', 'COS', 'TAN', 'ASIN', 'ACOS', 'ATAN'] as const;
const program = start(
  main(
    `x, y, atan2 : LREAL; r : REAL; ${names.map((name) => `r${name} : LREAL; s${name} : REAL;`).join(' ')}`,
    `${names.map((name) => `r${name} := ${name}(x); s${name} := ${name}(r);`).join('\n')}\natan2 := ATAN2(y, x);`,
  ),
);

function evaluate(name: string, x: number): number {
  program.set('main.x', x);
  program.set('main.r', Math.fround(x));
  expect(program.scan()).toBeNull();
  return Number(program.get(`main.${name}`));
}

/** Distance of two numbers in units of the last place of `b`. */
function ulps(a: number, b: number): number {
  if (Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  const view = new DataView(new ArrayBuffer(16));
  view.setFloat64(0, a);
  view.setFloat64(8, b);
  const order = (bits: bigint) => (bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits);
  return Number(order(view.getBigInt64(0)) - order(view.getBigInt64(8)));
}

/** Numbers of every size, the same at every run. */
function* numbers(count: number, least: number, most: number): Generator<number> {
  let state = 12345n;
  for (let i = 0; i < count; i++) {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    const unit = Number(state >> 11n) / 2 ** 53;
    yield least * (most / least) ** unit * (i % 2 === 0 ? 1 : -1);
  }
}

/** V8's own functions are within 1 ulp of the true value, so a bound here is the documented one and one more. */
describe('agree with the true values to the documented bound', () => {
  test.each([
    ['EXP', Math.exp, 1e-12, 700, 2],
    ['LN', Math.log, 1e-300, 1e300, 2],
    ['LOG', Math.log10, 1e-300, 1e300, 3],
    ['SIN', Math.sin, 1e-9, 1e6, 2],
    ['COS', Math.cos, 1e-9, 1e6, 2],
    ['TAN', Math.tan, 1e-9, 1e6, 4],
    ['SIN', Math.sin, 1e5, 1e300, 2],
    ['COS', Math.cos, 1e5, 1e300, 2],
    ['TAN', Math.tan, 1e5, 1e300, 4],
    ['ASIN', Math.asin, 1e-9, 1, 4],
    ['ACOS', Math.acos, 1e-9, 1, 4],
    ['ATAN', Math.atan, 1e-9, 1e9, 3],
  ])('%s', (name, reference, least, most, bound) => {
    for (const x of numbers(1500, least, most)) {
      const at = name === 'LN' || name === 'LOG' ? Math.abs(x) : x;
      expect(Math.abs(ulps(evaluate(`r${name}`, at), reference(at))), `${name}(${at})`).toBeLessThanOrEqual(bound);
    }
  });
  it('ATAN2', () => {
    const ys = [...numbers(1500, 1e-6, 1e6)];
    [...numbers(1500, 1e-3, 1e3)].forEach((x, i) => {
      const y = ys[(i * 7) % ys.length]!;
      program.set('main.y', y);
      expect(Math.abs(ulps(evaluate('atan2', x), Math.atan2(y, x))), `ATAN2(${y}, ${x})`).toBeLessThanOrEqual(3);
    });
  });
  it('near the multiples of pi/2, where what is left is smallest', () => {
    for (const x of [Math.PI, Math.PI / 2, 3 * Math.PI, 355, 103_993, 52174 * Math.PI, 6381956970095103 * 2 ** 797]) {
      expect(Math.abs(ulps(evaluate('rSIN', x), Math.sin(x))), `SIN(${x})`).toBeLessThanOrEqual(2);
      expect(Math.abs(ulps(evaluate('rCOS', x), Math.cos(x))), `COS(${x})`).toBeLessThanOrEqual(2);
    }
  });
  it('REAL is the LREAL result, rounded', () => {
    for (const x of numbers(500, 1e-3, 50))
      for (const name of ['EXP', 'SIN', 'COS', 'ATAN'] as const) {
        const single = evaluate(`s${name}`, x);
        const exact = { EXP: Math.exp, SIN: Math.sin, COS: Math.cos, ATAN: Math.atan }[name](Math.fround(x));
        expect(Math.abs(single - exact), `${name}(${x})`).toBeLessThanOrEqual(Math.abs(exact) * 2 ** -24 * 1.02);
      }
  });
});

describe('the ends of their ranges', () => {
  const { POSITIVE_INFINITY: inf, NaN: nan } = Number;
  test.each([
    ['LN', 0, -inf],
    ['LN', -1, nan],
    ['LN', 1, 0],
    ['LN', inf, inf],
    ['LOG', 1000, 3],
    ['LOG', 1e-5, -5],
    ['LOG', 1e22, 22],
    ['EXP', 0, 1],
    ['EXP', -inf, 0],
    ['EXP', 1000, inf],
    ['EXP', nan, nan],
    ['SIN', 0, 0],
    ['SIN', -0, -0],
    ['SIN', inf, nan],
    ['COS', nan, nan],
    ['COS', 0, 1],
    ['ASIN', 1, Math.PI / 2],
    ['ASIN', 2, nan],
    ['ACOS', 1, 0],
    ['ACOS', -1, Math.PI],
    ['ACOS', -1.5, nan],
    ['ATAN', inf, Math.PI / 2],
    ['ATAN', -inf, -Math.PI / 2],
    ['ATAN', -0, -0],
  ] as const)('%s(%d) = %d', (name, x, expected) => {
    expect(evaluate(`r${name}`, x)).toBe(expected);
  });
  test.each([
    [0, -1, Math.PI],
    [-0, -1, -Math.PI],
    [0, 0, 0],
    [1, 0, Math.PI / 2],
    [-1, 0, -Math.PI / 2],
    [inf, -inf, (3 * Math.PI) / 4],
    [1, inf, 0],
    [1e-300, 1e300, 0],
  ])('ATAN2(%d, %d) = %d', (y, x, expected) => {
    program.set('main.y', y);
    expect(evaluate('atan2', x)).toBe(expected);
  });
});
