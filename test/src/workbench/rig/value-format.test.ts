import { expect, test } from 'vitest';
import { formatTime, formatValue, parseTyped } from '../../../../src/workbench/rig/value-format.ts';

test.each([
  [true, 'BOOL', 'dec', 'TRUE'],
  [undefined, 'BOOL', 'dec', '–'],
  [-1, 'INT', 'dec', '-1'],
  [-1, 'INT', 'hex', '16#FFFF'],
  [10, 'BYTE', 'bin', '2#0000_1010'],
  [18446744073709551615n, 'ULINT', 'hex', '16#FFFFFFFFFFFFFFFF'],
  [2, 'REAL', 'dec', '2.0'],
  [0.1 + 0.2, 'LREAL', 'dec', '0.3'],
  [-0.00001, 'REAL', 'dec', '-1.000E-5'],
  [-0, 'REAL', 'dec', '0.0'],
  [Number.NaN, 'REAL', 'dec', 'NaN'],
  [90_500_000_000n, 'TIME', 'hex', 'T#1m30s500ms'],
] as const)('%s of %s in %s reads %s', (value, type, radix, text) => {
  expect(formatValue(value, type, radix)).toBe(text);
});

test('a negative and an empty duration', () => {
  expect(formatTime(-200_000_000n)).toBe('T#-200ms');
  expect(formatTime(0n)).toBe('T#0s');
});

test.each([
  ['true', 'BOOL', true],
  ['0', 'BOOL', false],
  ['2', 'BOOL', null],
  ['16#ff', 'WORD', '16#ff'],
  ['1.5', 'INT', null],
  ['1_000', 'DINT', 1000],
  ['1.5e3', 'REAL', 1500],
  ['9007199254740993', 'LINT', '9007199254740993'],
  ['T#2s', 'TIME', 'T#2s'],
  ['800ms', 'TIME', '800ms'],
  ['soon', 'TIME', null],
  ['', 'INT', null],
] as const)('typed "%s" for %s is %s', (text, type, value) => {
  expect(parseTyped(text, type)).toBe(value);
});
