import { describe, expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

const integers = [
  ['SINT', 8, true],
  ['INT', 16, true],
  ['DINT', 32, true],
  ['LINT', 64, true],
  ['USINT', 8, false],
  ['UINT', 16, false],
  ['UDINT', 32, false],
  ['ULINT', 64, false],
] as const;

describe.each(integers)('%s', (type, bits, signed) => {
  const lowest = signed ? -(1n << BigInt(bits - 1)) : 0n;
  const highest = signed ? (1n << BigInt(bits - 1)) - 1n : (1n << BigInt(bits)) - 1n;
  const wrap = (value: bigint) => (signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value));
  const values = [lowest, lowest + 1n, wrap(-1n), 0n, 1n, 2n, 3n, 7n, highest / 2n, highest - 1n, highest];
  const narrow = (value: bigint) => (bits === 64 ? value : Number(value));

  const program = start(
    main(
      `a, b, sum, difference, product, quotient, remainder, negative, magnitude, lesser : ${type}; less, equal : BOOL;`,
      `sum := a + b; difference := a - b; product := a * b; remainder := a MOD b; lesser := MIN(a, b);
       less := a < b; equal := a = b; magnitude := ABS(a); ${signed ? 'negative := -a;' : ''}
       quotient := a / b;`,
    ),
  );

  test('wraps at its limits', () => {
    for (const a of values)
      for (const b of values) {
        program.set('main.a', a);
        program.set('main.b', b);
        const fault = program.scan();
        expect(program.get('main.sum'), `${a} + ${b}`).toBe(narrow(wrap(a + b)));
        expect(program.get('main.difference'), `${a} - ${b}`).toBe(narrow(wrap(a - b)));
        expect(program.get('main.product'), `${a} * ${b}`).toBe(narrow(wrap(a * b)));
        expect(program.get('main.lesser')).toBe(narrow(a < b ? a : b));
        expect(program.get('main.less')).toBe(a < b);
        expect(program.get('main.equal')).toBe(a === b);
        expect(program.get('main.magnitude'), `ABS(${a})`).toBe(narrow(wrap(a < 0n ? -a : a)));
        if (signed) expect(program.get('main.negative')).toBe(narrow(wrap(-a)));
        expect(program.get('main.remainder'), `${a} MOD ${b}`).toBe(b === 0n ? narrow(0n) : narrow(a % b));
        if (b === 0n) expect(fault).toMatchObject({ kind: 'division', a: BigInt.asIntN(64, a), b: 0n });
        else {
          expect(fault).toBeNull();
          expect(program.get('main.quotient'), `${a} / ${b}`).toBe(narrow(wrap(a / b)));
        }
      }
  });

  test('FOR ends at the last value of the type, upwards and downwards', () => {
    const loops = start(
      main(
        `i, first, last : ${type}; up, down : DINT;`,
        `up := 0; down := 0;
         FOR i := ${highest - 2n} TO ${highest} DO up := up + 1; END_FOR;
         FOR i := ${lowest + 3n} TO ${lowest} ${signed ? 'BY -1' : ''} DO down := down + 1; END_FOR;`,
      ),
    );
    expect(loops.scan()).toBeNull();
    expect(loops.get('main.up')).toBe(3);
    expect(loops.get('main.down')).toBe(signed ? 4 : 0);
  });

  test('divides and takes remainders by constants as by variables', () => {
    const constants = start(
      main(`a, q, r : ${type};`, `q := a / 7; r := a MOD 7; ${signed ? 'q := q + a / -1; r := r + a MOD -1;' : ''}`),
    );
    for (const a of values) {
      constants.set('main.a', a);
      expect(constants.scan()).toBeNull();
      expect(constants.get('main.q'), `${a} / 7`).toBe(narrow(wrap(a / 7n + (signed ? -a : 0n))));
      expect(constants.get('main.r')).toBe(narrow(a % 7n));
    }
  });
});
