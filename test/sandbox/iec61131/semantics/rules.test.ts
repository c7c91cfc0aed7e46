import { describe, expect, it } from 'vitest';
import { checked, findings, first, program } from './checking.ts';

describe('messages that teach', () => {
  it('a misspelt name is met with the nearest one', () => {
    const found = first(program('Motor, Start : BOOL;', 'Motor := Start; Motr := FALSE;'));
    expect(found?.message.en).toBe('`Motr` is not declared. Did you mean `Motor`?');
    expect(found?.message['zh-CN']).toContain('`Motor`');
    expect(found?.edits?.[0]?.text).toBe('Motor');
  });
  it.each([
    ['an unknown name', program('a : BOOL;', 'a := Nonsense;'), ['ST2001@3']],
    ['an unknown type, once', program('a : BOOLE;', 'a := TRUE; a := FALSE;'), ['ST2004@2']],
    ['a type’s other name', program('a : INTEGER;', ''), ['ST2004@2']],
    ['a block type used as an instance', program('q : BOOL;', 'TON(IN := q, PT := T#1s);'), ['ST2013@3']],
    ['an instance used as a value', program('t : TON; q : BOOL;', 'q := t;'), ['ST2012@3']],
    ['an instance assigned', program('t, u : TON;', 't := u;'), ['ST2011@3']],
    ['a constant assigned', `PROGRAM M VAR CONSTANT k : INT := 3; END_VAR\nk := 4;\nEND_PROGRAM`, ['ST2030@2']],
    ['an input assigned inside', 'FUNCTION_BLOCK F VAR_INPUT a : INT; END_VAR\na := 1;\nEND_FUNCTION_BLOCK', ['ST2031@2']],
    ['a loop counter changed', program('i : INT;', 'FOR i := 0 TO 3 DO\ni := 5;\nEND_FOR;'), ['ST2032@4']],
    ['an output of a block written', program('t : TON;', 't.Q := TRUE;'), ['ST2022@3']],
    ['an inner variable of a block read', program('t : TON; q : BOOL;', 'q := t.running;'), ['ST2021@3']],
    ['a condition that is a number', program('i : INT;', 'IF i THEN i := 0; END_IF;'), ['ST3020@3']],
    ['an index out of bounds', program('a : ARRAY[1..3] OF INT;', 'a[0] := 1;'), ['ST3010@3']],
    ['too many indices', program('a : ARRAY[1..3] OF INT;', 'a[1, 2] := 1;'), ['ST2026@3']],
    ['a bit that is not there', program('w : WORD;', 'w.16 := TRUE;'), ['ST3011@3']],
    ['a name declared twice', program('a : BOOL; A : INT;', ''), ['ST2052@2']],
    ['EXIT outside a loop', program('', 'EXIT;'), ['ST4020@3']],
    ['a CASE label twice', program('i : INT;', 'CASE i OF 1..5: ;\n3: ; END_CASE;'), ['ST4024@4']],
    ['a CASE label beyond the type', program('i : USINT;', 'CASE i OF 300: ; END_CASE;'), ['ST4026@3']],
    ['a step of zero', program('i : INT;', 'FOR i := 0 TO 3 BY 0 DO ; END_FOR;'), ['ST4022@3']],
    ['a function without its result', 'FUNCTION F : INT VAR_INPUT a : INT; END_VAR ; END_FUNCTION', ['ST6005@1']],
    ['recursion', 'FUNCTION F : INT VAR_INPUT a : INT; END_VAR F := F(a); END_FUNCTION', ['ST4030@1']],
    ['a block within itself', 'FUNCTION_BLOCK F VAR x : F; END_VAR END_FUNCTION_BLOCK', ['ST2042@1']],
    ['an array called', program('a : ARRAY[1..3] OF INT; i : INT;', 'a(3) := 1;\ni := a(i);'), ['ST2028@3', 'ST2028@4']],
    ['texts added', program('s : STRING;', "s := 'a' + s;"), ['ST3028@3']],
    ['NOT of one side of a comparison', program('i, j : INT; b : BOOL;', 'b := NOT i = j;'), ['ST3029@3']],
    ['a global named like a type', 'TYPE T : INT; END_TYPE\nVAR_GLOBAL t : T; END_VAR', ['ST2052@2']],
    ['a timer in a function', 'FUNCTION F : BOOL VAR t : TON; END_VAR F := TRUE; END_FUNCTION', ['ST2057@1']],
    ['mutual recursion', 'FUNCTION F : INT F := G(); END_FUNCTION\nFUNCTION G : INT G := F(); END_FUNCTION', ['ST4030@1']],
    ['a struct within itself', 'TYPE S : STRUCT s : S; END_STRUCT; END_TYPE', ['ST2042@1']],
    ['overlapping outputs', program('a AT %QW0 : WORD; b AT %QX1.3 : BOOL;', ''), ['ST5005@2']],
    ['an address of the wrong width', program('a AT %QW0 : BOOL;', ''), ['ST5004@2']],
    ['an address that is none', program('a AT %IX0 : BOOL;', ''), ['ST5001@2']],
    ['an input written', program('a AT %IX0.0 : BOOL;', 'a := TRUE;'), ['ST2033@3']],
    ['an unknown parameter', program('t : TON; q : BOOL;', 't(INN := q);'), ['ST2002@3']],
    ['a parameter in the wrong direction', program('t : TON; q : BOOL;', 't(Q := q);'), ['ST4008@3']],
    [
      'a missing in-out',
      'FUNCTION_BLOCK F VAR_IN_OUT a : INT; END_VAR ; END_FUNCTION_BLOCK\nPROGRAM M VAR f : F; END_VAR\nf();\nEND_PROGRAM',
      ['ST4013@3'],
    ],
  ])('%s', (_, text, expected) => expect(findings(text)).toEqual(expected));

  it.each([
    ['an unused variable', program('a : BOOL;', ''), ['ST6001@2']],
    ['a coil written twice', program('Lamp AT %QX0.0 : BOOL; a, b : BOOL;', 'Lamp := a;\nLamp := b;'), ['ST6003@4']],
    ['what stands after RETURN', program('a : BOOL;', 'RETURN;\na := TRUE;'), ['ST6004@4']],
  ])('hint: %s', (_, text, expected) => expect(findings(text, true)).toEqual(expected));

  it('a quick fix keeps the brackets of what it wraps', () => {
    const text = program('a, b : DINT; i : INT;', 'i := (a + b) * 2;');
    const edit = first(text)?.edits?.[0];
    expect(edit && text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end)).toContain(
      'i := DINT_TO_INT((a + b) * 2);',
    );
  });
  it('a default with an exception under IF is no double coil', () => {
    expect(findings(program('Lamp AT %QX0.0 : BOOL; a : BOOL;', 'Lamp := FALSE; IF a THEN Lamp := TRUE; END_IF;'), true)).toEqual(
      [],
    );
  });
  it.each([
    ['a variable of the program’s own', 'lamp, a, b : BOOL;', 'lamp := a;\nlamp := b;', ['ST6003@4']],
    ['an output, read in between', 'lamp AT %QX0.0 : BOOL; a, b : BOOL;', 'lamp := a; b := lamp;\nlamp := b;', ['ST6003@4']],
  ])('a coil written twice: %s', (_, variables, body, expected) => expect(findings(program(variables, body))).toEqual(expected));
  it.each([
    ['made of its first value', 'lamp AT %QX0.0 : BOOL; a, b : BOOL;', 'lamp := a; lamp := lamp OR b;'],
    ['read in between', 'lamp, a, b : BOOL;', 'lamp := a; b := lamp; lamp := b;'],
    ['given to a block in between', 'x : BOOL; t : R_TRIG;', 'x := FALSE; t(CLK := x); x := TRUE; t(CLK := x);'],
    [
      'after a RETURN under a condition',
      'lamp AT %QX0.0 : BOOL; a : BOOL;',
      'lamp := a; IF a THEN RETURN; END_IF; lamp := FALSE;',
    ],
  ])('no coil written twice: %s', (_, variables, body) => expect(findings(program(variables, body))).toEqual([]));
  it('two programs may read one input', () => {
    const text = ['A', 'B'].map((name) => `PROGRAM ${name} VAR s AT %IX0.0 : BOOL; END_VAR END_PROGRAM`).join('\n');
    expect(findings(text)).toEqual([]);
  });
  it('a value named like a function does not hide it', () => {
    expect(findings(program('limit, max : INT;', 'limit := LIMIT(0, limit, max);'))).toEqual([]);
  });
});

describe('configuration', () => {
  it('a PROGRAM without one gets an instance of its own name in a task of the default cycle', () => {
    const { program: result } = checked('PROGRAM Main END_PROGRAM');
    expect(result?.instances.map(({ name, task }) => [name, task])).toEqual([['Main', 0]]);
    expect(result?.tasks).toMatchObject([{ interval: 10_000_000n }]);
  });
  it('places programs in tasks', () => {
    const { program: result, diagnostics } = checked(
      'PROGRAM P END_PROGRAM CONFIGURATION C RESOURCE R ON PLC TASK fast(INTERVAL := T#5ms, PRIORITY := 1); PROGRAM a WITH fast : P; PROGRAM b : P; END_RESOURCE END_CONFIGURATION',
    );
    expect(diagnostics).toEqual([]);
    expect(result?.tasks).toMatchObject([{ name: 'fast', interval: 5_000_000n, priority: 1 }, { name: 'default' }]);
    expect(result?.instances.map(({ name, task }) => [name, task])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
  });
  it.each([
    ['an unknown task', 'PROGRAM p WITH slow : P;', 'ST5013'],
    ['an unknown program', 'PROGRAM p : Q1;', 'ST5012'],
    ['a task without a duration', 'TASK t(INTERVAL := T#0s); PROGRAM p WITH t : P;', 'ST5014'],
    ['a program that nobody runs', '', 'ST5011'],
  ])('%s', (_, text, code) => {
    const found = checked(`PROGRAM P END_PROGRAM CONFIGURATION C ${text} END_CONFIGURATION`).diagnostics.map(
      (diagnostic) => diagnostic.code,
    );
    expect(found).toContain(code);
  });
});

describe('what is emitted', () => {
  it('only blocks in use, each after the blocks it contains', () => {
    const { program: result } = checked(
      'FUNCTION_BLOCK Outer VAR i : Inner; END_VAR i(); END_FUNCTION_BLOCK FUNCTION_BLOCK Inner VAR t : TON; END_VAR t(); END_FUNCTION_BLOCK FUNCTION_BLOCK Spare END_FUNCTION_BLOCK PROGRAM Main VAR o : Outer; END_VAR o(); END_PROGRAM',
    );
    expect(result?.functionBlocks.map(({ name }) => name)).toEqual(['TON', 'Inner', 'Outer']);
  });
  it('every argument of a function, in the order of its declaration', () => {
    const { program: result } = checked(
      'FUNCTION F : INT VAR_INPUT a : INT; b : INT := 7; END_VAR VAR_OUTPUT c : BOOL; END_VAR F := a + b; c := TRUE; END_FUNCTION PROGRAM Main VAR x : INT; END_VAR x := F(a := 1); END_PROGRAM',
    );
    expect(result?.programs[0]?.body[0]).toMatchObject({
      value: {
        kind: 'call',
        arguments: [
          { kind: 'input', value: { value: 1n } },
          { kind: 'input', value: { value: 7n } },
          { kind: 'output', target: null },
        ],
      },
    });
  });
  it('constants in bounds and labels', () => {
    expect(
      findings(
        'VAR_GLOBAL CONSTANT N : INT := 3; END_VAR PROGRAM Main VAR_EXTERNAL CONSTANT N : INT; END_VAR VAR a : ARRAY[1..N] OF INT := [N(5)]; i : INT; END_VAR CASE i OF N: a[N] := 1; END_CASE; END_PROGRAM',
      ),
    ).toEqual([]);
  });
  it('a type’s own default, through an alias and in a structure', () => {
    const { program: result, diagnostics } = checked(
      'TYPE Speed : REAL := 1.5; Fast : Speed; Mode : (Off, On) := On; S : STRUCT v : Fast; END_STRUCT; END_TYPE PROGRAM Main VAR a : Fast; m : Mode; b : Speed := 2.0; s : S; END_VAR a := b; m := Off; s.v := a; END_PROGRAM',
    );
    expect(diagnostics).toEqual([]);
    const locals = result?.programs[0]?.locals ?? [];
    expect(locals.map(({ initial }) => initial)).toEqual([1.5, 1n, 2, null]);
    expect(locals[3]?.type).toMatchObject({ fields: [{ name: 'v', initial: 1.5 }] });
  });
  it('initial values of every shape', () => {
    const { program: result, diagnostics } = checked(
      'TYPE P : STRUCT x, y : INT := 2; END_STRUCT; END_TYPE PROGRAM Main VAR a : ARRAY[0..4] OF INT := [1, 2(7)]; p : P := (y := 5); ps : ARRAY[0..1] OF P := [(x := 1)]; t : TON := (PT := T#1s); END_VAR t(); a[0] := p.x; ps[0] := p; END_PROGRAM',
    );
    expect(diagnostics).toEqual([]);
    expect(result?.programs[0]?.locals.map(({ initial }) => initial)).toMatchObject([
      { elements: [1n, 7n, 7n, null, null] },
      { fields: [null, 5n] },
      { elements: [{ fields: [1n, null] }, null] },
      { fields: [null, 1_000_000_000n, null, null, null, null] },
    ]);
  });
});
