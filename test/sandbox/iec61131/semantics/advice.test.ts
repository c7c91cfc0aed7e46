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

describe('an output that nothing writes', () => {
  const outputs = 'Motor AT %QX0.0 : BOOL; Lamp AT %QX0.1 : BOOL;';
  it('is told where it is read first', () => {
    expect(advice(outputs, 'Lamp := Motor;\nLamp := Lamp OR Motor;')).toEqual(['ST6104@3']);
  });
  it.each([
    ['written by name', 'Lamp := Motor; Motor := TRUE;'],
    ['written by its address', 'Lamp := Motor; %QX0.0 := TRUE;'],
    ['written as a part of its byte', 'Lamp := Motor; %QB0 := 3;'],
    ['not read either: the program is not written yet', 'Lamp := TRUE;'],
  ])('is sound: %s', (_, body) => expect(advice(outputs, body)).toEqual([]));
  it('is not told where another mistake may be the cause', () => {
    expect(advice(outputs, 'Lamp := Motor;\nMotr := TRUE;')).toEqual(['ST2002@4']);
  });
});

describe('a bit that is TRUE for one scan', () => {
  const bits = 'In, Was, Bit, Held : BOOL; Edge : R_TRIG;';
  it.each([
    ['by a trigger', 'Edge(CLK := In); Bit := Edge.Q;'],
    ['by what it was before', 'Bit := In AND NOT Was; Was := In;'],
    ['at its end', 'Bit := NOT In AND Was; Was := In;'],
    ['of several conditions', 'Bit := In AND Held AND NOT Was; Was := Held AND In;'],
    ['and something else', 'Edge(CLK := In); Bit := Held AND Edge.Q;'],
    ['of two triggers', 'Edge(CLK := In); Bit := Edge.Q OR (In AND NOT Was); Was := In;'],
  ])('and that nothing reads: %s', (_, body) => {
    expect(advice(bits, `${body} Held := NOT Held; In := In OR Was OR Edge.Q;`)).toContain('ST6105@3');
  });
  it.each([
    ['is read', 'Edge(CLK := In); Bit := Edge.Q; Held := Held OR Bit;'],
    ['lasts: a level', 'Bit := In AND Held;'],
    ['lasts: one of two', 'Edge(CLK := In); Bit := Edge.Q OR Held;'],
    ['lasts: what it compares with is something else', 'Bit := In AND NOT Was; Was := Held;'],
    ['lasts: the memory wants more than it does', 'Bit := In AND NOT Was; Was := In AND Held;'],
    ['is written again', 'Edge(CLK := In); Bit := Edge.Q; Bit := Held;'],
    ['may stay, because the body may end before it', 'Edge(CLK := In); IF Held THEN RETURN; END_IF; Bit := Edge.Q;'],
  ])('is not spoken of where it %s', (_, body) => {
    expect(
      advice(bits, `${body} Held := NOT Held; In := In OR Was OR Edge.Q;`).filter((one) => one.startsWith('ST6105')),
    ).toEqual([]);
  });

  const twoTasks = (writer: string, reader: string, own = '', other = 'Counter'): string => `VAR_GLOBAL Bit : BOOL; END_VAR
PROGRAM Sensor VAR_EXTERNAL Bit : BOOL; END_VAR VAR In : BOOL; Edge : R_TRIG; Seen : BOOL; END_VAR
Edge(CLK := In); Bit := Edge.Q; ${own} In := NOT In; Seen := NOT Seen;
END_PROGRAM
FUNCTION_BLOCK Tally VAR_EXTERNAL Bit : BOOL; END_VAR VAR_OUTPUT Count : INT; END_VAR
IF Bit THEN Count := Count + 1; END_IF;
END_FUNCTION_BLOCK
PROGRAM Counter VAR tally : Tally; END_VAR
tally();
END_PROGRAM
CONFIGURATION plant
TASK fast(INTERVAL := T#10ms, PRIORITY := 1);
TASK slow(INTERVAL := T#100ms, PRIORITY := 2);
PROGRAM one WITH ${writer} : Sensor;
PROGRAM two WITH ${reader} : ${other};
END_CONFIGURATION`;
  it('is missed by a slower task, though a block in between reads it', () => {
    expect(findings(twoTasks('fast', 'slow'), true)).toEqual(['ST6106@3']);
  });
  it.each([
    ['in the same task', twoTasks('fast', 'fast')],
    ['in a faster task', twoTasks('slow', 'fast')],
    ['in its own program', twoTasks('fast', 'slow', 'Seen := Bit;')],
  ])('is seen %s', (_, text) => expect(findings(text, true)).toEqual([]));
});
