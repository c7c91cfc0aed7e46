/** What may be referred to, and what may not: IEC 61131-3, 6.4.4.10. */
import { describe, expect, it } from 'vitest';
import { findings, program } from './checking.ts';

describe('a reference', () => {
  it.each([
    ['a constant', 'VAR CONSTANT c : INT := 3; END_VAR VAR p : REF_TO INT; END_VAR p := REF(c);'],
    ['a temporary', 'VAR_TEMP t : INT; END_VAR VAR p : REF_TO INT; END_VAR t := 1; p := REF(t);'],
    ['an in_out', 'VAR_IN_OUT t : INT; END_VAR VAR p : REF_TO INT; END_VAR p := REF(t);'],
    ['a bit', 'VAR w : WORD; p : REF_TO BOOL; END_VAR p := REF(w.3);'],
    ['a part', 'VAR w : DWORD; p : REF_TO WORD; END_VAR p := REF(w.%W0);'],
    ['a located bit', 'VAR p : REF_TO BOOL; END_VAR p := REF(%QX0.0);'],
  ])('cannot be made of %s', (_, text) => {
    expect(findings(`FUNCTION_BLOCK F ${text} END_FUNCTION_BLOCK`)).toEqual(['ST2160@1']);
  });
  it('cannot be made of what a function forgets', () => {
    expect(findings('FUNCTION F : INT VAR x : INT; p : REF_TO INT; END_VAR p := REF(x); F := p^; END_FUNCTION')).toEqual([
      'ST2160@1',
    ]);
    expect(
      findings('FUNCTION F : INT VAR_INPUT x : INT; END_VAR VAR p : REF_TO INT; END_VAR p := REF(x); F := p^; END_FUNCTION'),
    ).toEqual(['ST2160@1']);
  });
  it('takes references of its own type only, and no numbers', () => {
    expect(findings(program('x : DINT; p : REF_TO INT;', 'p := REF(x);'))).toEqual(['ST3002@3']);
    expect(findings(program('s : INT(0..9); p : REF_TO INT;', 'p := REF(s);'))).toEqual(['ST3002@3']);
    expect(findings(program('p : REF_TO INT;', 'p := 4;'))).toEqual(['ST3002@3']);
    expect(findings(program('d : DWORD; p : REF_TO INT;', 'd := p;'))).toEqual(['ST3002@3']);
  });
  it('is followed with ^, and nothing else is', () => {
    expect(findings(program('x : INT;', 'x := x^;'))).toEqual(['ST2161@3']);
    expect(findings(program('x : INT; p : REF_TO INT := REF(x);', 'x := p;'))).toEqual(['ST3002@3']);
    expect(findings(program('x : INT;', 'x := NULL^;'))).toEqual(['ST2161@3']);
  });
  it('knows no arithmetic and no order', () => {
    expect(findings(program('x : INT; p : REF_TO INT := REF(x);', 'p := p + 1;'))).toEqual(['ST3024@3']);
    expect(findings(program('x : INT; p, q : REF_TO INT := REF(x);', 'IF p < q THEN x := 1; END_IF;'))).toEqual(['ST3024@3']);
  });
  it('that can never fit is said to be NULL always', () => {
    expect(findings(program('x : INT; p : REF_TO INT := REF(x); q : REF_TO DINT;', 'q ?= p;'))).toEqual(['ST6161@3']);
    expect(findings(program('x : INT; p : REF_TO INT := REF(x);', 'x ?= p;'))).toEqual(['ST2162@3']);
  });
  it('to its own kind is a list; an array or a reference of itself has no end', () => {
    expect(findings('TYPE N : STRUCT next : REF_TO N; END_STRUCT; END_TYPE')).toEqual([]);
    expect(findings('TYPE N : REF_TO N; END_TYPE')).toEqual(['ST2042@1']);
    expect(findings('TYPE N : ARRAY[0..1] OF REF_TO N; END_TYPE')).toEqual(['ST2042@1']);
    expect(
      findings(
        'FUNCTION_BLOCK F VAR other : REF_TO F; n : INT; END_VAR IF other <> NULL THEN n := other^.x; END_IF; END_FUNCTION_BLOCK'.replace(
          'other^.x',
          'n',
        ),
      ),
    ).toEqual([]);
  });
  it('does not let a block call itself', () => {
    expect(findings('FUNCTION_BLOCK F VAR_INPUT other : REF_TO F; END_VAR other^(); END_FUNCTION_BLOCK')).toEqual(['ST4030@1']);
  });
  it('to an in_out of a function may be written through, though it is an input', () => {
    expect(findings('FUNCTION F : INT VAR_INPUT p : REF_TO INT; END_VAR p^ := 3; F := p^; END_FUNCTION')).toEqual([]);
    expect(findings('FUNCTION F : INT VAR_INPUT p : REF_TO INT; END_VAR p := NULL; F := 1; END_FUNCTION')).toEqual(['ST2031@1']);
  });
});

describe('parts', () => {
  it('are smaller than the whole, and within it', () => {
    expect(findings(program('w : WORD; b : BYTE;', 'b := w.%B2;'))).toEqual(['ST3160@3']);
    expect(findings(program('w : WORD;', 'w := w.%W0;'))).toEqual(['ST2166@3']);
    expect(findings(program('r : REAL; b : BYTE;', 'b := r.%B0;'))).toEqual(['ST2027@3']);
  });
});

describe('ARRAY [*]', () => {
  it('stands in VAR_IN_OUT and in inputs of functions only', () => {
    expect(findings('FUNCTION_BLOCK F VAR_INPUT a : ARRAY[*] OF INT; END_VAR END_FUNCTION_BLOCK')).toEqual(['ST2165@1']);
    expect(findings(program('a : ARRAY[*] OF INT;', ';'))).toEqual(['ST2165@2']);
    expect(findings('TYPE A : ARRAY[*] OF INT; END_TYPE')).toEqual(['ST2165@1']);
    expect(findings('FUNCTION F : INT VAR_INPUT a : ARRAY[0..1] OF ARRAY[*] OF INT; END_VAR F := 1; END_FUNCTION')).toEqual([
      'ST2165@1',
    ]);
  });
  it('takes arrays of its rank and element only, is not written as input, and not copied whole', () => {
    const f = 'FUNCTION F : INT VAR_INPUT a : ARRAY[*] OF INT; END_VAR F := a[1]; END_FUNCTION\n';
    const call = (type: string) => findings(`${f}PROGRAM Main VAR a : ${type}; x : INT; END_VAR x := F(a); END_PROGRAM`);
    expect(call('ARRAY[1..2] OF INT')).toEqual([]);
    expect(call('ARRAY[1..2] OF DINT')).toEqual(['ST4009@2']);
    expect(call('ARRAY[1..2, 1..2] OF INT')).toEqual(['ST4009@2']);
    expect(findings('FUNCTION F : INT VAR_INPUT a : ARRAY[*] OF INT; END_VAR a[1] := 2; F := 1; END_FUNCTION')).toEqual([
      'ST2031@1',
    ]);
    expect(findings('FUNCTION F : INT VAR_IN_OUT a, b : ARRAY[*] OF INT; END_VAR a := b; F := 1; END_FUNCTION')).toEqual([
      'ST2168@1',
    ]);
    expect(findings('FUNCTION F : DINT VAR_IN_OUT a : ARRAY[*] OF INT; END_VAR F := UPPER_BOUND(a, 2); END_FUNCTION')).toEqual([
      'ST3010@1',
    ]);
  });
});

describe('sections of variables', () => {
  it('VAR_EXTERNAL CONSTANT is for reading', () => {
    const text = (body: string) =>
      findings(
        `VAR_GLOBAL g : INT; END_VAR\nPROGRAM Main VAR_EXTERNAL CONSTANT g : INT; END_VAR VAR x : INT; END_VAR ${body} END_PROGRAM`,
      );
    expect(text('x := g;')).toEqual([]);
    expect(text('g := 1;')).toEqual(['ST2030@2']);
  });
  it('what stands for another variable has no initial value of its own', () => {
    expect(findings('VAR_GLOBAL g : INT; END_VAR\nPROGRAM Main VAR_EXTERNAL g : INT := 3; END_VAR g := 1; END_PROGRAM')).toEqual([
      'ST2173@2',
    ]);
    expect(findings('FUNCTION_BLOCK F VAR_IN_OUT a : INT := 3; END_VAR a := 1; END_FUNCTION_BLOCK')).toEqual(['ST2173@1']);
  });
  it('RETAIN means nothing for what is not kept, nor together with NON_RETAIN', () => {
    expect(findings('FUNCTION_BLOCK F VAR_TEMP RETAIN a : INT; END_VAR a := 1; END_FUNCTION_BLOCK')).toEqual(['ST2172@1']);
    expect(findings(program('a : INT;', 'a := 1;').replace('VAR ', 'VAR RETAIN NON_RETAIN '))).toEqual(['ST2172@2']);
    expect(findings(program('a : INT;', 'a := 1;').replace('VAR ', 'VAR NON_RETAIN '))).toEqual([]);
  });
  it('R_EDGE belongs to a BOOL input of a block, which the body does not write', () => {
    expect(findings('FUNCTION F : INT VAR_INPUT a : BOOL R_EDGE; END_VAR F := 1; END_FUNCTION')).toEqual(['ST2167@1']);
    expect(findings('FUNCTION_BLOCK F VAR_INPUT a : INT R_EDGE; END_VAR END_FUNCTION_BLOCK')).toEqual(['ST2167@1']);
    expect(findings('FUNCTION_BLOCK F VAR_INPUT a : BOOL R_EDGE; END_VAR a := TRUE; END_FUNCTION_BLOCK')).toEqual(['ST2031@1']);
  });
  it('VAR_CONFIG and VAR_ACCESS stand in a configuration', () => {
    expect(findings('VAR_CONFIG a.b : INT := 3; END_VAR')).toEqual(['ST1062@1']);
  });
  it('EN does not go with a call that gives a structure', () => {
    const text = 'TYPE P : STRUCT x : INT; END_STRUCT; END_TYPE FUNCTION F : P F.x := 1; END_FUNCTION\n';
    expect(findings(`${text}PROGRAM Main VAR p : P; END_VAR p := F(EN := TRUE); END_PROGRAM`)).toEqual(['ST4160@2']);
  });
});

describe('enumerations and subranges', () => {
  it('have a type, values and a default, and names with their type before them', () => {
    const types =
      'TYPE Light : DWORD (Red := 16#FF0000, Green := 16#00FF00) := Green; Mode : (Off, Slow, Fast) := Slow; Tone : (Red, Blue); Small : INT(1..9) := 3; END_TYPE\n';
    const text = (body: string) =>
      findings(`${types}PROGRAM Main VAR l : Light; m : Mode; t : Tone; s : Small; END_VAR ${body} END_PROGRAM`);
    expect(text('l := Light#Red; t := Tone#Red; m := Fast; s := 9; IF m = Mode#Off THEN m := Slow; END_IF;')).toEqual([]);
    expect(text('l := Red;')).toEqual(['ST2016@2']);
    expect(text('l := Tone#Red;')).toEqual(['ST3002@2']);
    expect(text('s := 10;')).toEqual(['ST3001@2']);
    expect(text('m := 1;')).toEqual(['ST3002@2']);
  });
});
