/** References at run time: IEC 61131-3, 6.4.4.10 and Table 12; pointers of vendors. */
import { describe, expect, test } from 'vitest';
import { migrate } from '#sandbox/iec61131/codegen/migrate.ts';
import { build, main, RunningProgram, start } from '../running-program.ts';

describe('a reference', () => {
  test('reads and writes the variable that it names, also through another reference', () => {
    const program = start(
      main(
        'x : INT := 5; y : INT; p : REF_TO INT; pp : REF_TO REF_TO INT;',
        'p := REF(x); pp := REF(p); y := p^ + 1; pp^^ := 40;',
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.y')).toBe(6);
    expect(program.get('main.x')).toBe(40);
  });

  test('that names nothing faults with null, on its line, and what came before stays', () => {
    const program = start(main('x, y : INT; p : REF_TO INT;', 'x := 1;\ny := p^;\nx := 2;'));
    expect(program.scan()).toMatchObject({ kind: 'null', line: 4, text: 'p^', a: 0n });
    expect(program.get('main.x')).toBe(1);
  });

  test('compares with another and with NULL', () => {
    const program = start(
      main(
        'x, y : INT; p, q : REF_TO INT; a, b, c, d : BOOL;',
        'a := p = NULL; p := REF(x); q := REF(x); b := p = q; q := REF(y); c := p <> q; d := NULL <> p;',
      ),
    );
    program.scan();
    expect(['a', 'b', 'c', 'd'].map((name) => program.get(`main.${name}`))).toEqual([true, true, true, true]);
  });

  test('walks a list of structures that refer to their own kind', () => {
    const program = start(
      main(
        'n : ARRAY[1..3] OF Node := [(value := 10), (value := 20), (value := 30)]; here : REF_TO Node; sum : INT;',
        'n[1].next := REF(n[3]); n[3].next := REF(n[2]); here := REF(n[1]); sum := 0;\nWHILE here <> NULL DO sum := sum + here^.value; here := here^.next; END_WHILE;',
        'TYPE Node : STRUCT value : INT; next : REF_TO Node; END_STRUCT; END_TYPE',
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.sum')).toBe(60);
  });

  test('to a function block reads its outputs and calls it', () => {
    const program = start(
      main(
        'c : CTU; r : REF_TO CTU := REF(c); n : INT;',
        'r^(CU := TRUE, PV := 3); r^(CU := FALSE); r^(CU := TRUE); n := r^.CV;',
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.n')).toBe(2);
    expect(program.get('main.c.CV')).toBe(2);
  });

  test('passes through functions, and into arrays and structures', () => {
    const program = start(
      main(
        'x : INT := 3; y : INT := 4; both : ARRAY[0..1] OF REF_TO INT := [REF(x), REF(y)]; r : INT; s : Holder := (p := REF(y));',
        'Swap(both[0], both[1]); r := Larger(REF(x), REF(y))^; s.p^ := s.p^ + 100;',
        `TYPE Holder : STRUCT p : REF_TO INT; END_STRUCT; END_TYPE
         FUNCTION Swap VAR_INPUT a, b : REF_TO INT; END_VAR VAR t : INT; END_VAR t := a^; a^ := b^; b^ := t; END_FUNCTION
         FUNCTION Larger : REF_TO INT VAR_INPUT a, b : REF_TO INT; END_VAR
         IF a^ > b^ THEN Larger := a; ELSE Larger := b; END_IF; END_FUNCTION`,
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.x')).toBe(4);
    expect(program.get('main.r')).toBe(4);
    expect(program.get('main.y')).toBe(103);
  });

  test('is initialised with what it refers to, in each instance of a block its own', () => {
    const program = start(
      main(
        'a, b : Own; g : REF_TO INT := REF(total);',
        'a(add := 1); b(add := 10); b(add := 10); g^ := g^ + 1;',
        `VAR_GLOBAL total : INT := 6; END_VAR
         FUNCTION_BLOCK Own VAR_INPUT add : INT; END_VAR VAR n : ARRAY[0..2] OF INT; slot : REF_TO INT := REF(n[2]); END_VAR slot^ := slot^ + add; END_FUNCTION_BLOCK`,
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.a.n[2]')).toBe(1);
    expect(program.get('main.b.n[2]')).toBe(20);
    expect(program.get('total')).toBe(7);
  });

  test('lives in temporaries and in the variables of functions, too', () => {
    const program = start(
      main(
        'r : INT;',
        'r := F();',
        `VAR_GLOBAL total : INT := 6; END_VAR
         TYPE Two : STRUCT a : INT; p : REF_TO INT; END_STRUCT; END_TYPE
         FUNCTION F : INT VAR p : REF_TO INT := REF(total); s : Two := (a := 4, p := REF(total)); END_VAR p^ := p^ * 2; F := s.p^ + s.a; END_FUNCTION`,
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.r')).toBe(16);
  });

  test('sees and changes what a loop keeps at hand', () => {
    const program = start(
      main(
        'x : DINT; i : DINT; seen : DINT; p : REF_TO DINT := REF(x); q : REF_TO DINT;',
        'x := 0; seen := 0; FOR i := 1 TO 10 DO x := x + 1; seen := seen + p^; p^ := p^ + 1; END_FOR;\nq := NULL; WHILE x < 100 DO x := x * 2; q := REF(x); END_WHILE; q^ := q^ + 1;',
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.seen')).toBe(100);
    expect(program.get('main.x')).toBe(161);
  });

  test('sees the variables of a block that a loop calls', () => {
    const program = start(
      main(
        'f : Step; p : REF_TO DINT; i : DINT;',
        'p := REF(f.given); FOR i := 1 TO 3 DO f(); p^ := p^ + 10; END_FOR;',
        'FUNCTION_BLOCK Step VAR_INPUT given : DINT; END_VAR VAR_OUTPUT sum : DINT; END_VAR sum := sum + given; END_FUNCTION_BLOCK',
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.f.sum')).toBe(30);
  });

  test('`?=` takes what fits, and NULL otherwise', () => {
    const program = start(
      main(
        'x : INT; p, q : REF_TO INT; r : REF_TO DINT; d : DINT; a, b : BOOL;',
        'p := REF(x); q ?= p; a := q = p; r := REF(d); r ?= p; b := r = NULL;',
      ),
    );
    program.scan();
    expect([program.get('main.a'), program.get('main.b')]).toEqual([true, true]);
  });

  test('to a base holds what extends it, runs its methods, and `?=` finds out what it is', () => {
    const program = start(
      main(
        'a : Animal; d : Dog; r : REF_TO Animal; asDog : REF_TO Dog; x, y : INT; isNot, is : BOOL;',
        'r := REF(a); x := r^.Legs(); asDog ?= r; isNot := asDog = NULL; r := REF(d); y := r^.Legs(); asDog ?= r; is := asDog <> NULL; asDog^.bark := 7;',
        `FUNCTION_BLOCK Animal METHOD PUBLIC Legs : INT Legs := 2; END_METHOD END_FUNCTION_BLOCK
         FUNCTION_BLOCK Dog EXTENDS Animal VAR_INPUT bark : INT; END_VAR METHOD PUBLIC OVERRIDE Legs : INT Legs := 4; END_METHOD END_FUNCTION_BLOCK`,
      ),
    );
    expect(program.scan()).toBeNull();
    expect(['x', 'y', 'isNot', 'is', 'd.bark'].map((name) => program.get(`main.${name}`))).toEqual([2, 4, true, true, 7]);
  });

  test('whose bytes were spoilt from outside never leaves the region: it faults', () => {
    const text = main(
      'before : INT; p : REF_TO LINT; x, y : LINT;',
      'p := REF(x);\ny := Peek(p);',
      'FUNCTION Peek : LINT VAR_INPUT p : REF_TO LINT; END_VAR\nPeek := p^;\nEND_FUNCTION',
    );
    const program = start(text.replace('p := REF(x);', 'IF before = 0 THEN p := REF(x); END_IF;'));
    expect(program.scan()).toBeNull();
    program.set('main.before', 1);
    const slot = program.program.layout.roots[0]!.children.find(({ name }) => name === 'p')!;
    for (const value of [
      1,
      15,
      program.program.layout.size - 7,
      program.program.layout.size,
      0x7fff_ffff,
      0xffff_ffff,
      0xffff_fff8,
    ]) {
      program.view.setUint32(program.base + slot.offset, value, true);
      expect([value, program.scan()?.kind]).toEqual([value, 'null']);
    }
  });

  test('is no cell: nobody writes it from outside', () => {
    const program = start(main('x : INT; p : REF_TO INT := REF(x);', 'x := p^;'));
    expect(() => program.get('main.p')).toThrow('no cell');
  });

  test('follows its variable through an online change', () => {
    const before = start(
      main(
        'x : INT := 7; s : ARRAY[0..2] OF INT; p, q, r : REF_TO INT; y : INT;',
        'IF p = NULL THEN p := REF(x); q := REF(s[2]); END_IF; p^ := p^ + 1; q^ := q^ + 5;',
      ),
    );
    before.scan();
    const program = build(
      main(
        'new : LINT; s : ARRAY[0..2] OF INT; r, q, p : REF_TO INT; y, x : INT;',
        'IF p = NULL THEN y := -1; END_IF; p^ := p^ + 1; q^ := q^ + 5;',
      ),
    );
    const after = new RunningProgram(program);
    const { kept } = migrate(before.program.layout, program.layout, before.bytes, after.bytes);
    expect(kept).toEqual(expect.arrayContaining(['main.p', 'main.q', 'main.r']));
    expect(after.scan()).toBeNull();
    expect(after.get('main.x')).toBe(9);
    expect(after.get('main.s[2]')).toBe(10);
    expect(after.get('main.y')).toBe(0);
  });
});

describe('what vendors have', () => {
  test('POINTER TO, ADR and SIZEOF', () => {
    const program = start(
      main('a : ARRAY[1..4] OF INT; p : POINTER TO INT; n : UDINT;', 'p := ADR(a[3]); p^ := 9; n := SIZEOF(a) / SIZEOF(INT);'),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.a[3]')).toBe(9);
    expect(program.get('main.n')).toBe(4);
  });

  test('a REFERENCE TO stands for its variable; REF= chooses which', () => {
    const program = start(
      main(
        'a, b : INT; r : REFERENCE TO INT; valid : BOOL; twice : INT;',
        'valid := __ISVALIDREF(r); r REF= a; r := 5; r REF= b; r := r + 6; twice := 2 * r; IF __ISVALIDREF(r) THEN a := a + 1; END_IF;',
      ),
    );
    expect(program.scan()).toBeNull();
    expect(['a', 'b', 'twice'].map((name) => program.get(`main.${name}`))).toEqual([6, 6, 12]);
    expect(program.get('main.valid')).toBe(false);
  });

  test('a REFERENCE TO that was never set faults', () => {
    const program = start(main('r : REFERENCE TO INT;', 'r := 5;'));
    expect(program.scan()).toMatchObject({ kind: 'null', line: 3 });
  });

  test('AND_THEN and OR_ELSE evaluate the right side only where it matters', () => {
    const program = start(
      main(
        'p : REF_TO INT; a, b : BOOL := TRUE; n : INT;',
        'a := p <> NULL AND_THEN p^ > 3; b := p = NULL OR_ELSE p^ > 3; IF a AND_THEN Count(n) THEN ; END_IF;',
        'FUNCTION Count : BOOL VAR_IN_OUT n : INT; END_VAR n := n + 1; Count := TRUE; END_FUNCTION',
      ),
    );
    expect(program.scan()).toBeNull();
    expect(['a', 'b', 'n'].map((name) => program.get(`main.${name}`))).toEqual([false, true, 0]);
  });

  test('S= sets, R= resets, and neither does anything while its condition is FALSE', () => {
    const program = start(main('on, off, lamp : BOOL;', 'lamp S= on; lamp R= off;'));
    const scan = (on: boolean, off: boolean) => {
      program.set('main.on', on);
      program.set('main.off', off);
      program.scan();
      return program.get('main.lamp');
    };
    expect([scan(false, false), scan(true, false), scan(false, false), scan(true, true), scan(false, false)]).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });
});

test('loops full of references give the same as with every variable in memory at all times', () => {
  const text = `FUNCTION_BLOCK Cell VAR_INPUT inc : DINT; END_VAR VAR_OUTPUT sum : DINT; END_VAR VAR k : DINT; own : REF_TO DINT := REF(k); END_VAR
    k := k + inc; sum := sum + own^; own^ := own^ + 1; END_FUNCTION_BLOCK
    FUNCTION Bump : DINT VAR_INPUT p : REF_TO DINT; q : DINT; END_VAR VAR_OUTPUT half : DINT; END_VAR VAR_IN_OUT flag : BOOL; END_VAR
    p^ := p^ + q; Bump := p^; half := p^ / 2; flag := NOT flag; END_FUNCTION
    PROGRAM main VAR x, y, z, i, j, s, h : DINT; p, q : REF_TO DINT; c, d : Cell; a : ARRAY[0..4] OF DINT; w : DWORD; pc : REF_TO Cell := REF(c); pa : REF_TO ARRAY[0..4] OF DINT := REF(a); en : BOOL; END_VAR
    p := REF(x); q := REF(a[2]);
    FOR i := 0 TO 4 DO x := x + i; p^ := p^ + 1; a[i] := p^; q^ := q^ + x; y := Bump(p := REF(z), q := i, half => h, flag := w.3); END_FOR;
    FOR j := 0 TO 3 DO c(inc := j); pc^.inc := pc^.inc + 1; s := s + c.sum; w.%B1 := DINT_TO_BYTE(j); w.%X0 := NOT w.%X0; d(inc := c.sum, sum => y); END_FOR;
    WHILE x < 100 DO p := REF(y); x := x + 3; p^ := p^ + x; s := s + pa^[2]; pa^[3] := s; END_WHILE;
    FOR i := 1 TO 3 DO y := Bump(EN := i > 1, p := p, q := 2, flag := w.9, ENO => en); END_FOR;
    REPEAT z := z + 1; q := REF(z); q^ := q^ + 1; UNTIL z > 20 END_REPEAT;
    END_PROGRAM`;
  const [fast, plain] = [start(text), start(text, { observable: true })];
  for (let scan = 0; scan < 3; scan++) {
    expect([fast.scan(), plain.scan()]).toEqual([null, null]);
    for (const name of ['x', 'y', 'z', 'i', 'j', 's', 'h', 'w', 'c.sum', 'c.k', 'd.sum', 'a[0]', 'a[2]', 'a[3]', 'a[4]', 'en'])
      expect([name, fast.get(`main.${name}`)]).toEqual([name, plain.get(`main.${name}`)]);
  }
});

describe('a global reference', () => {
  test('may begin at a global that is declared further down, or in a structure', () => {
    const program = start(`TYPE Link : STRUCT next : REF_TO INT; n : INT := 4; END_STRUCT END_TYPE
      VAR_GLOBAL p : REF_TO INT := REF(x); l : ARRAY[1..2] OF Link := [(next := REF(y)), (n := 9)]; END_VAR
      VAR_GLOBAL x : INT := 5; y : INT := 6; END_VAR
      PROGRAM main VAR a, b, c, d : INT; END_VAR a := p^; b := l[1].next^; c := l[2].n; d := l[1].n; END_PROGRAM`);
    expect(program.scan()).toBeNull();
    expect(['a', 'b', 'c', 'd'].map((name) => program.get(`main.${name}`))).toEqual([5, 6, 9, 4]);
  });
  test('in a resource sees the globals of its resource', () => {
    const program = start(`PROGRAM One VAR_EXTERNAL p : REF_TO INT; END_VAR VAR a : INT; END_VAR a := p^; END_PROGRAM
      CONFIGURATION c
      RESOURCE A ON plc VAR_GLOBAL p : REF_TO INT := REF(x); x : INT := 1; END_VAR TASK t(INTERVAL := T#1ms, PRIORITY := 1); PROGRAM m WITH t : One; END_RESOURCE
      RESOURCE B ON plc VAR_GLOBAL p : REF_TO INT := REF(x); x : INT := 2; END_VAR TASK t(INTERVAL := T#1ms, PRIORITY := 1); PROGRAM n WITH t : One; END_RESOURCE
      END_CONFIGURATION`);
    expect([program.scan(0, 0), program.scan(0, 1)]).toEqual([null, null]);
    expect([program.get('m.a'), program.get('n.a')]).toEqual([1, 2]);
    const [declared, first] = [
      'VAR_GLOBAL p : REF_TO INT := REF(x); END_VAR VAR_GLOBAL x : INT := ',
      'TASK t(INTERVAL := T#1ms, PRIORITY := 1); PROGRAM',
    ];
    const apart = start(`PROGRAM One VAR_EXTERNAL p : REF_TO INT; END_VAR VAR a : INT; END_VAR a := p^; END_PROGRAM
      CONFIGURATION c RESOURCE A ON plc ${declared}1; END_VAR ${first} m WITH t : One; END_RESOURCE
      RESOURCE B ON plc ${declared}2; END_VAR ${first} n WITH t : One; END_RESOURCE END_CONFIGURATION`);
    expect([apart.scan(0, 0), apart.scan(0, 1)]).toEqual([null, null]);
    expect([apart.get('m.a'), apart.get('n.a')]).toEqual([1, 2]);
  });
});
