import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineDifference } from '#academy/work/line-difference.ts';

const told = (before: string, after: string): string[] =>
  lineDifference(before, after).map(({ kind, text }) => `${{ same: ' ', removed: '-', added: '+' }[kind]}${text}`);

test('a line that was changed is taken away and put in its place, and what stands around it stays', () => {
  expect(told('VAR\nMotor := Start;\nEND', 'VAR\nMotor := Start OR Motor;\nEND')).toEqual([
    ' VAR',
    '-Motor := Start;',
    '+Motor := Start OR Motor;',
    ' END',
  ]);
});

test('a line that was put in moves the numbers of those after it', () => {
  expect(lineDifference('a\nc', 'a\nb\nc').map(({ before, after }) => [before, after])).toEqual([
    [1, 1],
    [null, 2],
    [2, 3],
  ]);
});

test('the same program has no difference', () => {
  expect(lineDifference('a\nb\n', 'a\nb\n').every(({ kind }) => kind === 'same')).toBe(true);
});

test('what is not removed is the one text, what is not added the other', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDifference(before, after);
      const of = (without: string) =>
        lines
          .filter(({ kind }) => kind !== without)
          .map((line) => line.text)
          .join('\n');
      expect([of('added'), of('removed')]).toEqual([before, after]);
    }),
  );
});

test('programs too long to be compared line by line are told as wholly other, but for head and tail', () => {
  const long = (word: string): string =>
    ['head', ...Array.from({ length: 5_000 }, (_, at) => `${word} ${at}`), 'tail'].join('\n');
  const lines = lineDifference(long('x'), long('y'));
  expect([lines.length, lines[0]?.kind, lines.at(-1)?.kind]).toEqual([10_002, 'same', 'same']);
});
