import { describe, expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

const convert = (from: string, to: string, value: number | bigint | boolean) => {
  const program = start(main(`a : ${from}; b : ${to};`, `b := ${from}_TO_${to}(a);`));
  program.set('main.a', value);
  expect(program.scan()).toBeNull();
  return program.get('main.b');
};

describe('real to integer', () => {
  test.each([
    ['INT', 0.5, 0],
    ['INT', 1.5, 2],
    ['INT', 2.5, 2],
    ['INT', -0.5, 0],
    ['INT', -2.5, -2],
    ['INT', 1e9, 32767],
    ['INT', -1e9, -32768],
    ['USINT', -3, 0],
    ['USINT', 300, 255],
    ['SINT', 127.5, 127],
    ['DINT', 1e12, 2147483647],
    ['UDINT', 4294967295, 4294967295],
    ['UDINT', -1, 0],
    ['LINT', 1e30, 9223372036854775807n],
    ['ULINT', 1e30, 18446744073709551615n],
    ['INT', Number.NaN, 0],
    ['DINT', Number.POSITIVE_INFINITY, 2147483647],
  ])('LREAL_TO_%s(%d) rounds half to even and saturates: %d', (to, from, expected) => {
    expect(convert('LREAL', to, from)).toBe(expected);
  });

  test('TRUNC goes towards zero', () => {
    const program = start(main('a : REAL := -2.75; b : DINT;', 'b := TRUNC(a);'));
    program.scan();
    expect(program.get('main.b')).toBe(-2);
  });
});

test.each([
  ['DINT', 'SINT', 200, -56],
  ['DINT', 'USINT', -1, 255],
  ['INT', 'UINT', -1, 65535],
  ['SINT', 'WORD', -2, 65534],
  ['UINT', 'INT', 40000, -25536],
  ['LINT', 'INT', 65537n, 1],
  ['INT', 'LINT', -5, -5n],
  ['UDINT', 'LINT', 4294967295, 4294967295n],
  ['DINT', 'ULINT', -1, 18446744073709551615n],
  ['WORD', 'BYTE', 0x1234, 0x34],
  ['BOOL', 'INT', true, 1],
  ['INT', 'BOOL', 2, true],
  ['INT', 'BOOL', 0, false],
  ['UDINT', 'LREAL', 4294967295, 4294967295],
  ['LREAL', 'REAL', 0.1, Math.fround(0.1)],
  ['TIME', 'DINT', 1_500_000_000n, 1500],
  ['DINT', 'TIME', 250, 250_000_000n],
  ['TIME', 'LREAL', 1_500_000n, 1.5],
  ['TIME', 'LTIME', 5n, 5n],
  ['REAL', 'DWORD', 1, 0x3f800000],
  ['DWORD', 'REAL', 0x40490fdb, Math.fround(Math.PI)],
  ['LREAL', 'LWORD', Number.NaN, 0x7ff8000000000000n],
])('%s_TO_%s(%s) = %s', (from, to, value, expected) => {
  expect(convert(from, to, value)).toBe(expected);
});

test('REAL is computed in 32 bits', () => {
  const program = start(
    main('a : REAL := 16777216.0; b : REAL; c : LREAL := 16777216.0; d : LREAL;', 'b := a + 1.0; d := c + 1.0;'),
  );
  program.scan();
  expect(program.get('main.b')).toBe(16777216);
  expect(program.get('main.d')).toBe(16777217);
});

test('durations add, scale and divide', () => {
  const program = start(
    main(
      't : TIME := T#1s500ms; n : INT := 3; sum, product, quotient, scaled : TIME; late : BOOL;',
      'sum := t + T#250ms; product := t * n; quotient := t / n; scaled := t * 0.5; late := t > T#1s;',
    ),
  );
  expect(program.scan()).toBeNull();
  expect(program.get('main.sum')).toBe(1_750_000_000n);
  expect(program.get('main.product')).toBe(4_500_000_000n);
  expect(program.get('main.quotient')).toBe(500_000_000n);
  expect(program.get('main.scaled')).toBe(750_000_000n);
  expect(program.get('main.late')).toBe(true);
});
