import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { integerLimits, parseLiteral } from '#sandbox/controller/literal.ts';
import type { CellType } from '#sandbox/iec61131/codegen/compiled.ts';
import { formatsOf, formatTime, formatValue, literalOf, parseTyped } from '../../../../src/workbench/rig/value-format.ts';

test.each([
  [true, 'BOOL', 'dec', 'TRUE'],
  [undefined, 'BOOL', 'dec', '–'],
  [-1, 'INT', 'dec', '-1'],
  [-1, 'INT', 'hex', '16#FFFF'],
  [-1, 'INT', 'unsigned', '65535'],
  [65535, 'WORD', 'signed', '-1'],
  [10, 'BYTE', 'bin', '2#0000_1010'],
  [2500, 'INT', 'time', 'T#2s500ms'],
  [0x4142, 'WORD', 'ascii', "'AB'"],
  [0x0027, 'WORD', 'ascii', "'$00$''"],
  [18446744073709551615n, 'ULINT', 'hex', '16#FFFFFFFFFFFFFFFF'],
  [2, 'REAL', 'dec', '2.0'],
  [Math.fround(0.1), 'REAL', 'exp', '1E-1'],
  [0.1 + 0.2, 'LREAL', 'dec', '0.3'],
  [0.1 + 0.2, 'LREAL', 'exp', '3.0000000000000004E-1'],
  [-0.00001, 'REAL', 'dec', '-1.000E-5'],
  [-0, 'REAL', 'dec', '0.0'],
  [Number.NaN, 'REAL', 'dec', 'NaN'],
  [90_500_000_000n, 'TIME', 'hex', 'T#1m30s500ms'],
] as const)('%s of %s in %s reads %s', (value, type, format, text) => {
  expect(formatValue(value, type, format)).toBe(text);
});

test('a negative and an empty duration', () => {
  expect(formatTime(-200_000_000n)).toBe('T#-200ms');
  expect(formatTime(0n)).toBe('T#0s');
});

test.each([
  ['true', 'BOOL', 'dec', true],
  ['0', 'BOOL', 'dec', false],
  ['2', 'BOOL', 'dec', null],
  ['16#ff', 'WORD', 'dec', 255],
  ['16#FFFF', 'INT', 'hex', -1],
  ['65535', 'INT', 'unsigned', -1],
  ['65535', 'INT', 'dec', 65535],
  ['-1', 'WORD', 'signed', 65535],
  ['-1', 'WORD', 'dec', -1],
  ['2#1010', 'BYTE', 'bin', 10],
  ['T#2s500ms', 'UINT', 'time', 2500],
  ['T#2s500us', 'UINT', 'time', null],
  ['T#2s', 'UINT', 'dec', null],
  ["'A'", 'WORD', 'ascii', 0x41],
  ['ABC', 'WORD', 'ascii', null],
  ['1.5', 'INT', 'dec', null],
  ['1_000', 'DINT', 'dec', 1000],
  ['1e3', 'DINT', 'dec', 1000],
  ['1.5e3', 'REAL', 'exp', 1500],
  ['9007199254740993', 'LINT', 'dec', '9007199254740993'],
  ['T#2s', 'TIME', 'dec', 'T#2s'],
  ['800ms', 'TIME', 'dec', '800ms'],
  ['soon', 'TIME', 'dec', null],
  ['', 'INT', 'dec', null],
] as const)('typed "%s" for %s in %s is %s', (text, type, format, value) => {
  expect(parseTyped(text, type, format)).toBe(value);
});

test('what is shown in a format and typed again is the same value to the controller', () => {
  const whole = Object.entries(integerLimits) as [CellType, readonly [bigint, bigint]][];
  fc.assert(
    fc.property(
      fc
        .constantFrom(...whole)
        .chain(([type, [min, max]]) =>
          fc.record({ type: fc.constant(type), value: fc.bigInt({ min, max }), format: fc.constantFrom(...formatsOf(type)) }),
        ),
      ({ type, value, format }) => {
        const typed = parseTyped(formatValue(value, type, format), type, format);
        const read = typed === null ? null : parseLiteral(typed, type);
        expect(read?.ok && BigInt(Number(read.value)) === BigInt(Number(value)) && String(read.value)).toBe(String(value));
      },
    ),
  );
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const read = parseLiteral(parseTyped(formatValue(value, 'REAL', 'exp'), 'REAL', 'exp') ?? '', 'REAL');
      expect(read.ok && read.value === value).toBe(true);
    }),
  );
});

test('an undo carries the value exactly', () => {
  for (const [value, type] of [
    [1_500_000_001n, 'LTIME'],
    [-(2n ** 63n), 'LINT'],
    [2n ** 64n - 1n, 'LWORD'],
    [0.30000000000000004, 'LREAL'],
    [true, 'BOOL'],
  ] as const) {
    const read = parseLiteral(literalOf(value, type), type);
    expect(read.ok && read.value).toBe(value);
  }
});
