import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { libraryUnits } from '../../../../sandbox/iec61131/compile.ts';
import { check } from '../../../../sandbox/iec61131/semantics/check.ts';
import { KEYWORDS } from '../../../../sandbox/iec61131/syntax/keywords.ts';
import { parse, parseExpression } from '../../../../sandbox/iec61131/syntax/parse.ts';

const runs = { numRuns: 2000 };

function through(text: string): void {
  const file = { name: 'f.st', text };
  const { unit, diagnostics } = parse(file, { implies: true });
  const { tokens } = unit;
  // Nothing is read twice: tokens come in order, within the text. (One `expect`, because there may be a million tokens.)
  const disorder = tokens.starts.findIndex((start, i) => start < (tokens.ends[i - 1] ?? 0) || tokens.ends[i]! > text.length);
  expect(disorder).toBe(-1);
  const checked = check([{ file, tree: unit }, ...libraryUnits()], { defaultCycle: 10_000_000n });
  for (const { range, message } of [...diagnostics, ...checked.diagnostics]) {
    expect(range.start).toBeLessThanOrEqual(range.end);
    expect(range.line).toBeGreaterThanOrEqual(1);
    expect(`${message.en}${message['zh-CN']}`).not.toMatch(/\{\w+\}|undefined/);
  }
}

const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...KEYWORDS) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'a',
      'b',
      'i',
      'timer',
      'TON',
      'TIME',
      'INT',
      'BOOL',
      'REAL',
      'Q',
      'IN',
      'PT',
      'MAX',
      'Main',
      'TASK',
      'WITH',
    ),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      ':=',
      '=>',
      '<=',
      '<>',
      '**',
      '..',
      '*',
      '/',
      '+',
      '-',
      '=',
      '<',
      '&',
      '(',
      ')',
      '[',
      ']',
      ',',
      ';',
      ';',
      ':',
      '.',
      '^',
      '#',
      '!',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '0',
      '1',
      '-5',
      '16#FF',
      '1.5',
      'T#1s',
      'INT#5',
      'BOOL#TRUE',
      'Red#x',
      '%IX0.0',
      '%X3',
      '%*',
      "'s'",
      '"',
      '(*',
      '*)',
      '{',
      '//',
      '\n',
    ),
  },
);

describe('any text is survived', () => {
  it('arbitrary characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), through), runs);
  });
  it('a soup of tokens', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 80 }), (words) => through(words.join(' '))),
      runs,
    );
  });
  it('a soup of tokens within a program that declares what they name', () => {
    const head =
      'TYPE E : (x, y); END_TYPE FUNCTION f : INT VAR_INPUT p : INT; END_VAR f := p; END_FUNCTION PROGRAM Main VAR a, b : BOOL; i : ARRAY[0..3] OF INT; timer : TON; r : REAL; END_VAR ';
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => through(`${head}${words.join(' ')} END_PROGRAM`)),
      runs,
    );
  });
  it('a sound program with a piece cut out or moved', () => {
    const sound =
      'FUNCTION_BLOCK B VAR_INPUT go : BOOL; END_VAR VAR_OUTPUT q : INT; END_VAR VAR t : TON; END_VAR t(IN := go, PT := T#1s); IF t.Q THEN q := q + 1; ELSIF go THEN q := 0; END_IF; END_FUNCTION_BLOCK PROGRAM P VAR b : ARRAY[1..3] OF B; n : DINT; END_VAR FOR n := 1 TO 3 DO b[n](go := n > 1); CASE n OF 1: EXIT; 2..3: ; ELSE RETURN; END_CASE; END_FOR; END_PROGRAM';
    const at = fc.nat(sound.length);
    fc.assert(
      fc.property(at, at, at, (a, b, c) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const rest = sound.slice(0, from) + sound.slice(to);
        through(rest.slice(0, c) + sound.slice(from, to) + rest.slice(c));
        through(rest);
      }),
      runs,
    );
  });
  it('one expression', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        expect(parseExpression({ name: 'x', text: words.join(' ') }).expression).toBeDefined();
      }),
      runs,
    );
  });
});

describe('depth and length are bounded, in linear time', () => {
  const deep = 200_000;
  const inProgram = (body: string) => `PROGRAM P VAR a : BOOL; i : INT; END_VAR ${body} END_PROGRAM`;
  it.each([
    ['brackets', inProgram(`a := ${'('.repeat(deep)}a;`)],
    ['closed brackets', inProgram(`a := ${'('.repeat(deep)}a${')'.repeat(deep)};`)],
    ['NOT', inProgram(`a := ${'NOT '.repeat(deep)}a;`)],
    ['a chain of OR', inProgram(`a := a${' OR a'.repeat(deep)};`)],
    ['nested IF', inProgram('IF a THEN '.repeat(deep))],
    ['closed nested IF', inProgram(`${'IF a THEN '.repeat(20_000)}${'END_IF; '.repeat(20_000)}`)],
    ['nested calls', inProgram(`i := ${'ABS('.repeat(deep)}i;`)],
    ['a chain of members', inProgram(`a${'.a'.repeat(deep)} := a;`)],
    ['nested arrays', `PROGRAM P VAR a : ${'ARRAY[0..1] OF '.repeat(20_000)}INT; END_VAR END_PROGRAM`],
    ['nested initial values', `PROGRAM P VAR a : INT := ${'['.repeat(deep)}1; END_VAR END_PROGRAM`],
    ['CASE labels that never end', inProgram(`CASE i OF ${'i, '.repeat(deep)}`)],
  ])('%s', (_, text) => {
    const began = process.cpuUsage().user;
    through(text);
    expect((process.cpuUsage().user - began) / 1000).toBeLessThan(5000);
    expect(parse({ name: 'f.st', text }).diagnostics.length).toBeGreaterThan(0);
  });
});
