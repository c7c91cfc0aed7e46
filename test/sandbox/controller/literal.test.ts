import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { formatValue, type Literal, parseLiteral } from '../../../sandbox/controller/literal.ts';
import type { ElementaryName } from '../../../sandbox/iec61131/semantics/types.ts';

const value = (literal: Literal, type: ElementaryName) => {
  const parsed = parseLiteral(literal, type);
  return parsed.ok ? parsed.value : parsed.code;
};

describe('values as people write them', () => {
  it.each<[Literal, ElementaryName, unknown]>([
    [true, 'BOOL', true],
    ['false', 'BOOL', false],
    [1, 'BOOL', true],
    [2, 'BOOL', 'wrong-type'],
    ['16#FF', 'BYTE', 255],
    ['2#1010', 'USINT', 10],
    ['8#17', 'INT', 15],
    ['INT#-5', 'INT', -5],
    ['1_000', 'DINT', 1000],
    [-129, 'SINT', 'out-of-range'],
    [255, 'USINT', 255],
    [256, 'USINT', 'out-of-range'],
    ['-9223372036854775808', 'LINT', -(2n ** 63n)],
    ['18446744073709551616', 'ULINT', 'out-of-range'],
    [1.5, 'INT', 'wrong-type'],
    [true, 'INT', 'wrong-type'],
    ['0.1', 'REAL', Math.fround(0.1)],
    ['1e39', 'REAL', 'out-of-range'],
    [Number.NaN, 'REAL', 'wrong-type'],
    ['1e39', 'LREAL', 1e39],
    ['T#1s500ms', 'TIME', 1_500_000_000n],
    ['TIME#-2.5h', 'TIME', -9_000_000_000_000n],
    ['1m30s', 'TIME', 90_000_000_000n],
    ['800 ms', 'TIME', 800_000_000n],
    ['3min', 'LTIME', 180_000_000_000n],
    [0, 'TIME', 0n],
    [800, 'TIME', 'wrong-type'],
    ['soon', 'TIME', 'wrong-type'],
    ['9999999d', 'TIME', 'out-of-range'],
  ])('%s as %s', (literal, type, expected) => {
    expect(value(literal, type)).toEqual(expected);
  });

  it('what is written out reads back as the same duration', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), (ns) => {
        expect(value(formatValue(ns, 'TIME'), 'TIME')).toBe(ns);
      }),
    );
  });
});

test.each([
  ["'it$'s'", 'STRING', "it's"],
  ['bare words', 'STRING', 'bare words'],
  ["STRING#'a'", 'STRING', 'a'],
  ['"启动"', 'WSTRING', '启动'],
  ['', 'STRING', ''],
  ["'", 'STRING', "'"],
  ['D#2026-11-22', 'DATE', 1_795_305_600_000_000_000n],
  ['2026-11-22', 'DATE', 1_795_305_600_000_000_000n],
  ['12:30:15.5', 'TOD', 45_015_500_000_000n],
  ['DT#1970-01-01-00:00:01', 'DT', 1_000_000_000n],
  ['LDT#1970-01-01-00:00:01', 'LDT', 1_000_000_000n],
  ['A', 'CHAR', 65],
  ["'A'", 'CHAR', 65],
  ['16#41', 'CHAR', 65],
  [65, 'CHAR', 65],
  ['启', 'WCHAR', 0x542f],
] as const)('%s as %s', (literal, type, value) => {
  expect(parseLiteral(literal, type)).toEqual({ ok: true, value });
});

test.each([
  ['D#2026-02-29', 'DATE'],
  ['T#1s', 'DATE'],
  [5, 'STRING'],
  ['AB', 'CHAR'],
  ['启', 'CHAR'],
  ['TOD#25:00:00', 'TOD'],
] as const)('%s is no %s', (literal, type) => {
  expect(parseLiteral(literal, type).ok).toBe(false);
});

const day = 86_400_000_000_000n;

test.each([
  ["it's$", 'STRING', "'it$'s$$'"],
  ['a\nb', 'STRING', "'a$Lb'"],
  ['启', 'WSTRING', '"启"'],
  [1_795_305_600_000_000_000n, 'DATE', 'D#2026-11-22'],
  [45_015_500_000_000n, 'TOD', 'TOD#12:30:15.5'],
  [-1n, 'LDT', 'LDT#1969-12-31-23:59:59.999999999'],
  [-day, 'DATE', 'D#1969-12-31'],
  [11_016n * day, 'DATE', 'D#2000-02-29'],
  [-106_650n * day, 'DATE', 'D#1678-01-01'],
  [65, 'CHAR', "'A'"],
] as const)('formats %s as %s, and reads it again', (value, type, text) => {
  expect(formatValue(value, type)).toBe(text);
  expect(parseLiteral(text, type)).toEqual({ ok: true, value });
});
