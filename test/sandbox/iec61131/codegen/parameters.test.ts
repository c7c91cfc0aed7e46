/** Parameters: IEC 61131-3, 6.6.1.4 and 6.6.1.5, Tables 18 to 20 and 40 to 42; ARRAY [*], 6.4.4.5.3. */
import { describe, expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

describe('ARRAY [*]', () => {
  const sum = `FUNCTION Sum : DINT VAR_INPUT a : ARRAY[*] OF INT; END_VAR VAR i : DINT; END_VAR
    FOR i := LOWER_BOUND(a, 1) TO UPPER_BOUND(a, 1) DO Sum := Sum + a[i]; END_FOR; END_FUNCTION\n`;

  test('takes arrays of any bounds, and hands them on', () => {
    const program = start(
      main(
        'a : ARRAY[-1..1] OF INT := [1, 2, 3]; b : ARRAY[5..5] OF INT := [40]; x, y : DINT; f : Fill;',
        'x := Sum(a) + Sum(b); f(a := a, v := 7); y := f.total;',
        `${sum} FUNCTION_BLOCK Fill VAR_IN_OUT a : ARRAY[*] OF INT; END_VAR VAR_INPUT v : INT; END_VAR VAR_OUTPUT total : DINT; END_VAR VAR i : DINT; END_VAR
         FOR i := LOWER_BOUND(a, 1) TO UPPER_BOUND(a, 1) DO a[i] := v; END_FOR; total := Sum(a); END_FUNCTION_BLOCK`,
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.x')).toBe(46);
    expect(program.get('main.y')).toBe(21);
    expect(program.get('main.a[-1]')).toBe(7);
  });

  test('of two dimensions finds each element', () => {
    const program = start(
      main(
        'm : ARRAY[0..1, 3..5] OF INT;',
        'Number(m);',
        `FUNCTION Number VAR_IN_OUT m : ARRAY[*, *] OF INT; END_VAR VAR i, j : DINT; END_VAR
         FOR i := LOWER_BOUND(m, 1) TO UPPER_BOUND(m, 1) DO FOR j := LOWER_BOUND(m, 2) TO UPPER_BOUND(m, 2) DO m[i, j] := DINT_TO_INT(10 * i + j); END_FOR; END_FOR; END_FUNCTION`,
      ),
    );
    expect(program.scan()).toBeNull();
    expect([program.get('main.m[0,3]'), program.get('main.m[1,4]'), program.get('main.m[1,5]')]).toEqual([3, 14, 15]);
  });

  test.each([
    ['below', 0],
    ['above', 4],
  ])('faults %s its bounds, with the index', (_, index) => {
    const program = start(
      main(
        `a : ARRAY[1..3] OF INT; i : INT := ${index};`,
        'Put(a, i);',
        'FUNCTION Put VAR_IN_OUT a : ARRAY[*] OF INT; END_VAR VAR_INPUT i : INT; END_VAR\na[i] := 1;\nEND_FUNCTION',
      ),
    );
    expect(program.scan()).toMatchObject({ kind: 'index', line: 6, text: 'a[i]', a: BigInt(index), b: 3n });
  });

  test('leaves the bounds out of what is shown', () => {
    const program = start(
      main(
        'a : ARRAY[1..3] OF INT; f : F;',
        'f(a := a);',
        'FUNCTION_BLOCK F VAR_IN_OUT a : ARRAY[*] OF INT; END_VAR a[1] := 1; END_FUNCTION_BLOCK',
      ),
    );
    expect(program.program.layout.roots[0]!.children.find(({ name }) => name === 'f')!.children).toEqual([]);
  });
});

describe('EN and ENO', () => {
  const gate = 'FUNCTION Add2 : INT VAR_INPUT a, b : INT; END_VAR Add2 := a + b; END_FUNCTION\n';
  test('a function that is not enabled does not run and gives zero', () => {
    const program = start(main('en, ok : BOOL; r : INT := 9;', 'r := Add2(EN := en, a := 1, b := 2, ENO => ok);', gate));
    program.scan();
    expect([program.get('main.r'), program.get('main.ok')]).toEqual([0, false]);
    program.set('main.en', true);
    program.scan();
    expect([program.get('main.r'), program.get('main.ok')]).toEqual([3, true]);
  });

  test('a standard function has them too, and ENO alone is TRUE', () => {
    const program = start(
      main(
        'x : INT := 8; ok, off : BOOL; r, s : INT;',
        'r := LIMIT(EN := x > 3, MN := 0, IN := x, MX := 5, ENO => ok); s := ABS(IN := -3, ENO => off);',
      ),
    );
    program.scan();
    expect([program.get('main.r'), program.get('main.ok'), program.get('main.s'), program.get('main.off')]).toEqual([
      5,
      true,
      3,
      true,
    ]);
  });

  test('a block that is not enabled keeps its state; what it faults on is not reached', () => {
    const program = start(main('c : CTU; en, ok : BOOL; z : INT;', 'c(EN := en, CU := TRUE, PV := 10 / (z + 1), ENO => ok);'));
    program.set('main.z', -1);
    expect(program.scan()).toBeNull();
    expect([program.get('main.c.CV'), program.get('main.ok')]).toEqual([0, false]);
    program.set('main.en', true);
    expect(program.scan()).toMatchObject({ kind: 'division' });
    program.set('main.z', 0);
    expect(program.scan()).toBeNull();
    expect([program.get('main.c.CV'), program.get('main.ok')]).toEqual([1, true]);
  });

  test('declared by the author they do the same, and ENO is its to write', () => {
    const program = start(
      main(
        'a, b : Gate; ok : BOOL;',
        'a(EN := FALSE, x := 3); b(x := -4, ENO => ok);',
        `FUNCTION_BLOCK Gate VAR_INPUT EN : BOOL := TRUE; x : INT; END_VAR VAR_OUTPUT ENO : BOOL; y : INT; END_VAR
         y := x; IF x < 0 THEN ENO := FALSE; END_IF; END_FUNCTION_BLOCK`,
      ),
    );
    program.scan();
    expect([program.get('main.a.y'), program.get('main.a.ENO')]).toEqual([0, false]);
    expect([program.get('main.b.y'), program.get('main.ok')]).toEqual([-4, false]);
  });
});

describe('inputs with an edge', () => {
  test('are TRUE inside for one call after the input rose or fell', () => {
    const program = start(
      main(
        'f : Count; up, down : BOOL;',
        'f(up := up, down := down);',
        `FUNCTION_BLOCK Count VAR_INPUT up : BOOL R_EDGE; down : BOOL F_EDGE; END_VAR VAR_OUTPUT rose, fell : INT; END_VAR
         IF up THEN rose := rose + 1; END_IF; IF down THEN fell := fell + 1; END_IF; END_FUNCTION_BLOCK`,
      ),
    );
    for (const level of [false, true, true, false, false, true]) {
      program.set('main.up', level);
      program.set('main.down', level);
      expect(program.scan()).toBeNull();
    }
    expect([program.get('main.f.rose'), program.get('main.f.fell')]).toEqual([2, 1]);
    expect(program.get('main.f.up')).toBe(true);
  });
});

describe('VAR_IN_OUT', () => {
  const flip =
    'FUNCTION_BLOCK Flip VAR_IN_OUT b : BOOL; END_VAR VAR_OUTPUT was : BOOL; END_VAR was := b; b := NOT b; END_FUNCTION_BLOCK\n';
  test('takes a bit, also of a chosen element, and of a variable in a loop', () => {
    const program = start(
      main(
        'w : WORD; a : ARRAY[0..2] OF WORD; f : Flip; i : INT; n : WORD;',
        'f(b := w.3); Turn(w.5, w.3); i := 1; Move(a[i].0, i); FOR i := 0 TO 3 DO Turn(n.0, n.1); END_FOR; Turn(%QX0.3, %QX0.4);',
        `${flip} FUNCTION Turn VAR_IN_OUT a, b : BOOL; END_VAR a := NOT a; b := a; END_FUNCTION
         FUNCTION Move VAR_IN_OUT b : BOOL; i : INT; END_VAR i := 2; b := TRUE; END_FUNCTION`,
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.w')).toBe(0b101000);
    expect(program.get('main.a[1]')).toBe(1);
    expect(program.get('main.a[2]')).toBe(0);
    expect(program.get('main.n')).toBe(0);
    expect(program.get('%QB0')).toBe(0b11000);
  });
  test('is read from outside as what the last call was given', () => {
    const program = start(main('x, y : BOOL := TRUE; f : Flip;', 'f(b := x); y := f.b;', flip));
    expect(program.scan()).toBeNull();
    expect(program.get('main.y')).toBe(false);
  });
  test('read from outside before any call faults', () => {
    expect(start(main('y : BOOL; f : Flip;', 'y := f.b;', flip)).scan()).toMatchObject({ kind: 'null' });
  });
});

describe('outputs and results', () => {
  test('NOT … => gives the complement, of functions and of blocks', () => {
    const program = start(
      main(
        'a, b, c : BOOL; t : TON; w : WORD;',
        't(IN := FALSE, PT := T#1s, NOT Q => a); c := F(x := 1, NOT neg => b); t(IN := FALSE, NOT Q => w.4);',
        'FUNCTION F : BOOL VAR_INPUT x : INT; END_VAR VAR_OUTPUT neg : BOOL; END_VAR neg := x < 0; F := neg; END_FUNCTION',
      ),
    );
    expect(program.scan()).toBeNull();
    expect([program.get('main.a'), program.get('main.b'), program.get('main.w')]).toEqual([true, true, 16]);
  });

  test('functions give structures and arrays, to variables and to other functions', () => {
    const program = start(
      main(
        'p, q : P; v : V; s : INT;',
        'p := Make(3); v := Squares(); s := Total(Make(5)) + Total(p); q := Swap(Swap(Make(9)));',
        `TYPE P : STRUCT x : INT; y : INT := 2; END_STRUCT; V : ARRAY[1..3] OF INT; END_TYPE
         FUNCTION Make : P VAR_INPUT x : INT; END_VAR Make.x := x; END_FUNCTION
         FUNCTION Swap : P VAR_INPUT p : P; END_VAR Swap.x := p.y; Swap.y := p.x; END_FUNCTION
         FUNCTION Total : INT VAR_INPUT p : P; END_VAR Total := p.x + p.y; END_FUNCTION
         FUNCTION Squares : V VAR i : INT; END_VAR FOR i := 1 TO 3 DO Squares[i] := i * i; END_FOR; END_FUNCTION`,
      ),
    );
    expect(program.scan()).toBeNull();
    expect([program.get('main.p.x'), program.get('main.p.y'), program.get('main.v[3]'), program.get('main.s')]).toEqual([
      3, 2, 9, 12,
    ]);
    expect([program.get('main.q.x'), program.get('main.q.y')]).toEqual([9, 2]);
  });

  test('a call without names gives all parameters in their order, outputs too', () => {
    const program = start(
      main(
        'q, r : INT;',
        'Divide(17, 5, q, r);',
        'FUNCTION Divide VAR_INPUT a, b : INT; END_VAR VAR_OUTPUT q, r : INT; END_VAR q := a / b; r := a MOD b; END_FUNCTION',
      ),
    );
    expect(program.scan()).toBeNull();
    expect([program.get('main.q'), program.get('main.r')]).toEqual([3, 2]);
  });

  test('an output is assigned: widened on its way, and held to the range of its target', () => {
    const program = start(
      main(
        'l : LREAL; s : INT(0..9) := 5; d : DINT; c : CTU; n : INT := 3;',
        'F(n, l, d);\nc(CU := TRUE, CV => d);\nG(n, s);',
        `FUNCTION F VAR_INPUT n : INT; END_VAR VAR_OUTPUT r : REAL; i : INT; END_VAR r := 0.5; i := -n; END_FUNCTION
         FUNCTION G VAR_INPUT n : INT; END_VAR VAR_OUTPUT i : INT; END_VAR i := n * n; END_FUNCTION`,
      ),
    );
    expect(program.scan()).toBeNull();
    expect([program.get('main.l'), program.get('main.d'), program.get('main.s')]).toEqual([0.5, 1, 9]);
    program.set('main.n', 4);
    expect(program.scan()).toMatchObject({ kind: 'range', line: 5, a: 16n });
    expect(program.get('main.s')).toBe(9);
  });

  test('blocks in an array are initialised and called in place', () => {
    const program = start(
      main(
        't : ARRAY[1..2] OF TON := [(PT := T#10ms), (PT := T#30ms)]; i : INT; q : ARRAY[1..2] OF BOOL;',
        'FOR i := 1 TO 2 DO t[i](IN := TRUE, Q => q[i]); END_FOR;',
      ),
    );
    for (const ms of [0, 10, 20]) expect(program.scan(ms)).toBeNull();
    expect([program.get('main.q[1]'), program.get('main.q[2]')]).toEqual([true, false]);
  });
});

describe('an input that is an array or a structure and is not given', () => {
  const functions = `TYPE P : STRUCT a : INT := 2; b : ARRAY[1..2] OF INT; s : STRING[8] := 'abc'; END_STRUCT END_TYPE
    FUNCTION F : INT VAR_INPUT n : INT; p : P := (b := [10, 20]); l : ARRAY[1..2] OF INT := [300, 400]; END_VAR
    F := n + p.a + p.b[2] + l[2] + LEN(p.s); END_FUNCTION
    CLASS C METHOD PUBLIC M : INT VAR_INPUT p : P; END_VAR M := p.a + p.b[1]; END_METHOD END_CLASS`;
  test('is what its declaration says, in every call', () => {
    const program = start(
      main(
        'a, b, c, d : INT; p : P := (a := 7); k : C;',
        'a := F(1); b := F(n := 1, p := p); c := F(1) + k.M(); d := k.M(p) + k.M();',
        functions,
      ),
    );
    expect(program.scan()).toBeNull();
    expect(['a', 'b', 'c', 'd'].map((name) => program.get(`main.${name}`))).toEqual([426, 411, 428, 9]);
  });
  test('shows nowhere among the variables', () => {
    const program = start(main('a : INT;', 'a := F(1);', functions));
    expect(program.program.layout.roots.map(({ name }) => name)).toEqual(['main']);
  });
});
