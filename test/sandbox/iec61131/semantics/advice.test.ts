import { describe, expect, it } from 'vitest';
import { findings, program } from './checking.ts';

const advice = (declarations: string, body: string): string[] => findings(program(declarations, body), true);

describe('a timer in a branch', () => {
  const timer = 't : TON; a, q : BOOL; n : INT;';
  it.each([
    ['under IF', 'IF a THEN\nt(IN := a, PT := T#1s);\nEND_IF; q := t.Q;', ['ST6101@4']],
    ['in one branch of two', 'IF a THEN t(IN := a, PT := T#1s); ELSE q := a; END_IF; q := t.Q;', ['ST6101@3']],
    ['in a CASE', 'CASE n OF 1: t(IN := a, PT := T#1s); END_CASE; q := t.Q;', ['ST6101@3']],
  ])('stands still: %s', (_, body, expected) => expect(advice(timer, `${body} n := 1;`)).toEqual(expected));
  it.each([
    ['called on every path', 'IF a THEN t(IN := a, PT := T#1s); ELSE t(IN := q, PT := T#2s); END_IF; q := t.Q;'],
    ['reset elsewhere', 'IF a THEN t(IN := TRUE, PT := T#1s); END_IF; IF NOT a THEN t(IN := FALSE); END_IF; q := t.Q;'],
    ['called above as well', 't(IN := a, PT := T#1s); IF q THEN t(); END_IF; q := t.Q;'],
  ])('is sound: %s', (_, body) => expect(advice(timer, `${body} n := 1;`)).toEqual([]));
  it('a counter or a trigger in a branch is somebody’s intention', () => {
    expect(advice('c : CTU; a, q : BOOL;', 'IF a THEN c(CU := a, PV := 3); END_IF; q := c.Q;')).toEqual([]);
  });
  it('timers in a loop are called in it', () => {
    const body = 'FOR i := 0 TO 3 DO t[i](IN := a, PT := T#1s); q := t[i].Q; END_FOR;';
    expect(advice('t : ARRAY[0..3] OF TON; i : INT; a, q : BOOL;', body)).toEqual([]);
  });
});

describe('an output read above its call', () => {
  it('is last scan’s value', () => {
    expect(advice('t : TON; a, q : BOOL;', 'q := t.Q;\nt(IN := a, PT := T#1s);')).toEqual(['ST6102@3']);
  });
  it('in the call itself is the usual way to make a pulse', () => {
    expect(advice('t : TON; q : BOOL;', 't(IN := NOT t.Q, PT := T#1s); q := t.Q;')).toEqual([]);
  });
  it('once is said once', () => {
    expect(advice('t : TON; a, q, r : BOOL;', 'q := t.Q; r := t.Q;\nt(IN := a, PT := T#1s); a := t.Q;')).toEqual(['ST6102@3']);
  });
});

describe('a fraction that is lost', () => {
  const numbers = 'i, j : INT; r : REAL;';
  it.each([
    ['two literals', 'r := 1 / 2;', ['ST6103@3']],
    ['variables', 'r := i / j;', ['ST6103@3']],
    ['inside a sum', 'r := 1.0 + (i / j + 1);', ['ST6103@3']],
    ['under a conversion', 'r := INT_TO_REAL(i / j);', ['ST6103@3']],
  ])('%s', (_, body, expected) => {
    expect(advice(numbers, `${body} i := j; r := r + 1.0;`)).toEqual(expected);
  });
  it.each(['r := i / 2.0;', 'i := j / 2;', 'i := 7 / 2;', 'r := 6 / 2;', 'r := TO_REAL(i) / j;'])('none in %s', (body) => {
    expect(advice(numbers, `${body} i := j; r := r + 1.0;`)).toEqual([]);
  });
});

it('a name is called unused only where its POU has no error', () => {
  expect(advice('a, spare : BOOL;', 'a := TRUE;')).toEqual(['ST6001@2']);
  expect(advice('a, spare : BOOL;', 'a := TRUE; spar := FALSE;')).toEqual(['ST2002@3']);
  expect(advice('a, spare : BOOL;', 'a := TRUE; spare := ;')).toEqual(['ST1010@3']);
});
