import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomProgram } from '../reference/programs.ts';
import { isContained } from './contained.ts';
import { effort, patience } from './effort.ts';
import { mutated, mutation, real, token } from './real-programs.ts';

describe('no text makes the compiler throw, hang or emit what is not valid, and no program leaves its region or its fuel', () => {
  it(
    'bytes',
    () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
          isContained(text);
        }),
        effort(200, 0.05),
      );
    },
    patience,
  );

  it(
    'soups of tokens, bare and inside a program',
    () => {
      fc.assert(
        fc.property(fc.array(token, { maxLength: 60, size: 'max' }), fc.boolean(), (soup, inside) => {
          const text = soup.join(' ');
          isContained(
            inside
              ? `PROGRAM Main VAR a : INT; b : BOOL; c : ARRAY[0..3] OF REAL; t : TON; x : REF_TO INT; END_VAR ${text} END_PROGRAM`
              : text,
          );
        }),
        effort(600, 0.2),
      );
    },
    patience,
  );

  it(
    'real programs, mutated',
    () => {
      let ran = 0;
      fc.assert(
        fc.property(fc.nat(real.length - 1), fc.array(mutation, { minLength: 1, maxLength: 4 }), (which, changes) => {
          if (isContained(changes.reduce(mutated, real[which] ?? ''))) ran++;
        }),
        effort(1000, 0.4),
      );
      expect(ran).toBeGreaterThan(20);
    },
    patience,
  );

  it(
    'random well-typed programs, with too little fuel',
    () => {
      let ran = 0;
      fc.assert(
        fc.property(fc.array(fc.nat(0xffff), { minLength: 40, maxLength: 900, size: 'max' }), (tape) => {
          if (isContained(randomProgram(tape))) ran++;
        }),
        effort(80, 0.1),
      );
      expect(ran).toBeGreaterThan(40);
    },
    patience,
  );

  it(
    'random well-typed programs, with a few tokens changed',
    () => {
      fc.assert(
        fc.property(
          fc.array(fc.nat(0xffff), { minLength: 40, maxLength: 300, size: 'max' }),
          fc.array(mutation, { minLength: 1, maxLength: 3 }),
          (tape, changes) => {
            isContained(changes.reduce(mutated, randomProgram(tape)));
          },
        ),
        effort(80, 0.05),
      );
    },
    patience,
  );
});

describe('depth and size', () => {
  const program = (body: string) =>
    `PROGRAM Main VAR a : BOOL; i : INT; r : LREAL; s : STRING; t : TIME; END_VAR ${body} END_PROGRAM`;
  const many = 3000;
  it.each([
    ['a huge integer', program(`i := ${'9'.repeat(100_000)};`)],
    ['a huge based integer', program(`i := 16#${'F'.repeat(100_000)};`)],
    ['a huge real', program(`r := ${'9'.repeat(50_000)}.${'9'.repeat(50_000)}E999999999999;`)],
    ['a huge exponent', program('r := 1.0E-99999999999999999999;')],
    ['a huge duration', program(`t := T#${'9'.repeat(50_000)}d;`)],
    ['a long fraction of a duration', program(`t := T#1.${'9'.repeat(100_000)}s;`)],
    ['a long string', program(`s := '${'x'.repeat(200_000)}';`)],
    ['a long name', program(`${'x'.repeat(200_000)} := 1;`)],
    ['a huge array', 'PROGRAM Main VAR a : ARRAY[0..2147483647, 0..2147483647] OF LREAL; END_VAR END_PROGRAM'],
    ['a huge string type', 'PROGRAM Main VAR a : STRING[2147483647]; END_VAR END_PROGRAM'],
    ['a huge address', 'PROGRAM Main VAR a AT %QX99999999999.7 : BOOL; END_VAR END_PROGRAM'],
    ['a huge repetition', 'PROGRAM Main VAR a : ARRAY[0..9] OF INT := [999999999999(1)]; END_VAR END_PROGRAM'],
    [
      'deep structures',
      `TYPE ${Array.from({ length: 300 }, (_, at) => `T${at} : STRUCT a, b : ${at === 0 ? 'INT' : `T${at - 1}`}; END_STRUCT;`).join(' ')} END_TYPE PROGRAM Main VAR a : T299; END_VAR END_PROGRAM`,
    ],
    [
      'deep instances',
      `${Array.from({ length: 200 }, (_, at) => `FUNCTION_BLOCK B${at} VAR a, b : ${at === 0 ? 'TON' : `B${at - 1}`}; END_VAR a(); END_FUNCTION_BLOCK`).join(' ')} PROGRAM Main VAR a : B199; END_VAR a(); END_PROGRAM`,
    ],
    [
      'deep instances of nothing',
      `${Array.from({ length: 200 }, (_, at) => `FUNCTION_BLOCK B${at} ${at === 0 ? '' : `VAR a, b : B${at - 1}; END_VAR`} END_FUNCTION_BLOCK`).join(' ')} PROGRAM Main VAR a : B199; END_VAR a(); END_PROGRAM`,
    ],
    [
      'deep inheritance',
      `${Array.from({ length: 300 }, (_, at) => `CLASS C${at} ${at === 0 ? '' : `EXTENDS C${at - 1}`} VAR v${at} : INT; END_VAR METHOD ${at === 0 ? '' : 'OVERRIDE '}PUBLIC M : INT M := ${at}; END_METHOD END_CLASS`).join(' ')} PROGRAM Main VAR a : C299; i : INT; END_VAR i := a.M(); END_PROGRAM`,
    ],
    [
      'deep namespaces',
      `${Array.from({ length: many }, (_, at) => `NAMESPACE N${at}`).join(' ')} ${'END_NAMESPACE '.repeat(many)}`,
    ],
    ['deep dereference', program(`i := i${'^'.repeat(100_000)};`)],
    ['nested calls', program(`i := ${'ABS('.repeat(many)}i${')'.repeat(many)};`)],
    ['nested FOR', program(`${'FOR i := 1 TO 2 DO '.repeat(many)}${'END_FOR; '.repeat(many)}`)],
    ['nested CASE', program(`${'CASE i OF 1: '.repeat(many)}${'END_CASE; '.repeat(many)}`)],
    [
      'many CASE labels',
      program(`CASE i OF ${Array.from({ length: 10_000 }, (_, at) => `${at}: i := ${at};`).join(' ')} END_CASE;`),
    ],
    [
      'many variables',
      `PROGRAM Main VAR ${Array.from({ length: 20_000 }, (_, at) => `v${at} : BOOL;`).join(' ')} END_VAR v0 := TRUE; END_PROGRAM`,
    ],
    ['many statements', program('i := i + 1; '.repeat(30_000))],
    [
      'many steps',
      `PROGRAM Main VAR a : BOOL; END_VAR INITIAL_STEP S0: END_STEP ${Array.from({ length: 1000 }, (_, at) => `STEP S${at + 1}: END_STEP TRANSITION FROM S${at} TO S${at + 1} := TRUE; END_TRANSITION`).join(' ')} END_PROGRAM`,
    ],
    [
      'a chain of types',
      `TYPE ${Array.from({ length: 5000 }, (_, at) => `T${at} : T${at + 1};`).join(' ')} T5000 : INT; END_TYPE PROGRAM Main VAR a : T0; END_VAR a := 1; END_PROGRAM`,
    ],
    [
      'a chain of constants',
      `VAR_GLOBAL CONSTANT ${Array.from({ length: 3000 }, (_, at) => `c${at} : DINT := ${at === 0 ? '1' : `c${at - 1} + 1`};`).join(' ')} END_VAR PROGRAM Main VAR a : DINT; END_VAR a := c2999; END_PROGRAM`,
    ],
    [
      'a chain of functions',
      `${Array.from({ length: 2000 }, (_, at) => `FUNCTION F${at} : INT F${at} := ${at === 1999 ? '1' : `F${at + 1}()`}; END_FUNCTION`).join(' ')} PROGRAM Main VAR i : INT; END_VAR i := F0(); END_PROGRAM`,
    ],
    ['an unclosed comment', `${'(* '.repeat(100_000)}`],
    ['braces', `${'{'.repeat(200_000)}`],
    ['quotes', `PROGRAM Main ${"'".repeat(100_001)}`],
    ['dollars', program(`s := '${'$'.repeat(100_001)}';`)],
  ])('%s', (_, text) => {
    const began = process.cpuUsage().user;
    isContained(text);
    expect((process.cpuUsage().user - began) / 1000).toBeLessThan(8000);
  });
});
