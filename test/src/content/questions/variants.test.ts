import { describe, expect, it } from 'vitest';
import { reckon, reckonNumber } from '../../../../src/content/questions/expressions.ts';
import {
  drawValues,
  fill,
  formatNumber,
  readVariables,
  shuffled,
  withSlots,
} from '../../../../src/content/questions/variants.ts';

const variables = readVariables(
  'raw = 6912..20736 step 1728; pump = M-101 | P-201 | P-202; size = 15|20|25; mm := raw * 1200 / 27648',
);
const draw = (seed: number) => Object.fromEntries(drawValues(variables, seed, 'q'));

describe('the variables of a question', () => {
  it('stand at their first values in the first variant', () => {
    expect(draw(0)).toEqual({ RAW: 6912, PUMP: 'M-101', SIZE: 15, MM: 300 });
  });

  it('are the same for the same seed, and differ among seeds, always within their bounds', () => {
    expect(draw(77)).toEqual(draw(77));
    const drawn = Array.from({ length: 200 }, (_, seed) => draw(seed + 1));
    const raws = new Set(drawn.map(({ RAW }) => RAW as number));
    expect([...raws].sort((a, b) => a - b)).toEqual([6912, 8640, 10368, 12096, 13824, 15552, 17280, 19008, 20736]);
    expect(new Set(drawn.map(({ PUMP }) => PUMP)).size).toBe(3);
    for (const { RAW, MM } of drawn) expect(MM).toBe(((RAW as number) * 1200) / 27648);
  });

  it('do not drift: 0.1 and two steps of 0.1 are 0.3', () => {
    const tenths = readVariables('x = 0.1..0.9 step 0.1');
    for (let seed = 0; seed < 50; seed += 1) expect(String(drawValues(tenths, seed, 'q').get('X'))).toMatch(/^0\.\d$/);
  });

  it('are refused when they make no sense, with a sentence', () => {
    for (const wrong of ['raw', 'raw = ', 'raw = 9..1', 'raw = 1..9 step 0', 'raw = red', 'a = 1..2; A = 1..2'])
      expect(() => readVariables(wrong), wrong).toThrow(/\w+ .*\./);
  });

  it('fill texts, safely', () => {
    const values = drawValues(variables, 0, 'q');
    expect(fill(withSlots('{pump} gives {raw}, {raw / 27648 : 2} of it, {"json": 1}'), values, (text) => text)).toBe(
      'M-101 gives 6912, 0.25 of it, {"json": 1}',
    );
    expect([formatNumber(1 / 3), formatNumber(-0.0001, 2), formatNumber(27648)]).toEqual(['0.333333', '0.00', '27648']);
  });
});

describe('an expression', () => {
  const values = new Map<string, number | string>([
    ['A', 3],
    ['KIND', 'NC'],
  ]);
  it('is Structured Text, reckoned in LREAL', () => {
    for (const [text, result] of [
      ['1 / 2', 0.5],
      ['-2 ** 2', 4],
      ['7 MOD 4 + a', 6],
      ['LIMIT(0, a * 10, 20)', 20],
      ["SEL(kind = 'NC', 0, 1)", 1],
      ['16#FF', 255],
      ['TRUNC(a / 2)', 1],
      ['MAX(1, a, 2)', 3],
      ['a > 2 AND NOT (a = 4)', true],
    ] as const)
      expect([text, reckon(text, values)]).toEqual([text, result]);
  });

  it('that cannot be reckoned says why', () => {
    for (const [text, why] of [
      ['b', 'no variable `b`'],
      ['1 / 0', 'gives no number'],
      ['SQRT(0 - 1)', 'gives no number'],
      ['a +', '`a +`'],
      ['fetch(1)', 'cannot reckon'],
      ['a.b', 'cannot reckon'],
      ['kind + 1', 'no number where one is needed'],
    ] as const)
      expect(() => reckonNumber(text, values), text).toThrow(why);
  });
});

describe('options in the order of a seed', () => {
  const options = ['a', 'b', 'c', 'd'];
  it('are all there, as their author wrote them in the first variant, and in each order for somebody', () => {
    expect(shuffled(options, 0, 'q')).toEqual(options);
    const orders = new Set(Array.from({ length: 600 }, (_, seed) => shuffled(options, seed + 1, 'q').join('')));
    expect(orders.size).toBe(24);
    expect(shuffled(options, 5, 'q')).toEqual(shuffled(options, 5, 'q'));
  });
});
