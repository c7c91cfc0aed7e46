import { describe, expect, it } from 'vitest';
import { lex } from '../../../../sandbox/iec61131/syntax/lexer.ts';
import { durationValue, integerValue, realValue } from '../../../../sandbox/iec61131/syntax/literals.ts';

const kinds = (text: string) => lex({ name: 'x', text }).kinds.slice(0, -1);

describe('literals', () => {
  it.each([
    ['1_000', 1000n],
    ['16#FF', 255n],
    ['2#1111_0000', 240n],
    ['8#17', 15n],
    ['-5', -5n],
  ])('%s is an integer', (text, value) => expect(integerValue(text)).toBe(value));
  it.each(['2#102', '8#9', '7#1', '16#', '1__0', '1_', '12ab'])('%s is not', (text) => expect(integerValue(text)).toBeNull());
  it.each([
    ['1.5', 1.5],
    ['1_0.2_5E-2', 0.1025],
    ['-3.0E+2', -300],
  ])('%s is a real', (text, value) => expect(realValue(text)).toBe(value));

  it.each([
    ['1h2m3s4ms', 3_723_004_000_000n],
    ['1.5s', 1_500_000_000n],
    ['-90m', -5_400_000_000_000n],
    ['25h_15m', 90_900_000_000_000n],
    ['1us5ns', 1_005n],
    ['0.000_001ms', 1n],
    ['1D', 86_400_000_000_000n],
  ])('T#%s', (text, value) => expect(durationValue(text)).toBe(value));
  it.each(['', '5', '5s1h', '1.5s2ms', '1s1s', '1x', '99999999999d'])('T#%s is malformed', (text) =>
    expect(durationValue(text)).toBeNull(),
  );
});

describe('tokens', () => {
  it('tells a range from a fraction, and a bit from one', () => {
    expect(kinds('1..5')).toEqual(['integer', '..', 'integer']);
    expect(kinds('w.3')).toEqual(['identifier', '.', 'integer']);
    expect(kinds('1.5')).toEqual(['real']);
  });
  it('reads keywords in any case, and all three kinds of comment', () => {
    expect(kinds('iF // x\n (* THEN *) Then /* a\nb */ {pragma} End_If')).toEqual(['IF', 'THEN', 'END_IF']);
  });
  it('counts lines within comments', () => {
    expect(lex({ name: 'x', text: '(* 1\n2\r\n3 *) a' }).lines[0]).toBe(3);
  });
  it('reads full-width punctuation as what was meant, with a fix', () => {
    const { kinds: found, diagnostics } = lex({ name: 'x', text: 'a：=b；' });
    expect(found).toEqual(['identifier', ':=', 'identifier', ';', 'end of file']);
    expect(diagnostics.map(({ code, edits }) => [code, edits?.[0]?.text])).toEqual([
      ['ST1004', ':='],
      ['ST1004', ';'],
    ]);
  });
  it('keeps addresses whole', () => {
    expect(kinds('%IX0.0 %Q0.1 %MD10 w.%X3')).toEqual(['address', 'address', 'address', 'identifier', '.', 'address']);
  });
});
