import { expect, test } from 'vitest';
import { TypeAhead } from '../../../../src/workbench/watch/type-ahead.ts';

const labels = ['plc', 'Motor', 'mode', 'Start', '[1]'];

test('letters typed together make a word, a pause begins a new one, one letter again goes on', () => {
  const ahead = new TypeAhead();
  expect(ahead.type('m', 0, labels, 0)).toBe(1);
  expect(ahead.type('m', 100, labels, 1)).toBe(2);
  expect(ahead.type('m', 200, labels, 2)).toBe(1);
  expect(ahead.type('m', 2_000, labels, 0)).toBe(1);
  expect(ahead.type('o', 2_100, labels, 1)).toBe(1);
  expect(ahead.type('d', 2_200, labels, 1)).toBe(2);
  expect(ahead.type('s', 4_000, labels, 2)).toBe(3);
  expect(ahead.type('[', 6_000, labels, 3)).toBe(4);
  expect(ahead.type('q', 8_000, labels, 3)).toBe(-1);
  expect(ahead.type('q', 10_000, [], 0)).toBe(-1);
});
