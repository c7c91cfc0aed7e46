import fc from 'fast-check';
import { expect, it } from 'vitest';
import { colourText } from '../../../../src/workbench/program/colour-text.ts';

const tokensOf = (text: string) =>
  colourText(text).map((line) => line.flatMap(({ text: part, token }) => (token ? [`${token.slice(4)} ${part}`] : [])));

it('colours words, literals, addresses and comments, line by line', () => {
  const program = "IF Start AND T#5s > t THEN // go on\n  Motor AT %QX0.0 : BOOL := TRUE; (* two\nlines *) Name := 'IF $' THEN';";
  expect(tokensOf(program)).toEqual([
    ['keyword IF', 'keyword AND', 'literal T#5s', 'keyword THEN', 'comment // go on'],
    ['keyword AT', 'address %QX0.0', 'type BOOL', 'literal TRUE', 'comment (* two'],
    ['comment lines *)', "literal 'IF $' THEN'"],
  ]);
});

it('loses nothing of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const lines = colourText(text).map((line) => line.map((part) => part.text).join(''));
      expect(lines.join('\n')).toBe(text);
    }),
  );
});
