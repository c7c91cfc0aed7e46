import { describe, expect, it } from 'vitest';
import { migrate } from '#sandbox/iec61131/index.ts';
import { build, main, RunningProgram, start } from '../running-program.ts';

/** A program `main` before the declarations of types, on one line each. */
function run(declarations: string, body: string, types: string): RunningProgram {
  const program = start(main(declarations, body, types));
  expect(program.scan()).toBeNull();
  return program;
}

const counter = `
CLASS Counter
VAR n : INT := 10; END_VAR
VAR PUBLIC step : INT := 1; END_VAR
METHOD PUBLIC Up : INT VAR_INPUT times : INT := 1; END_VAR
  n := n + times * step;
  Up := n;
END_METHOD
METHOD PUBLIC Reset
  n := 0;
END_METHOD
END_CLASS`;

const shapes = `
INTERFACE IShape
  METHOD Area : LREAL END_METHOD
  METHOD Scale VAR_INPUT factor : LREAL; END_VAR VAR_OUTPUT before : LREAL; END_VAR END_METHOD
END_INTERFACE
INTERFACE INamed
  METHOD Id : INT END_METHOD
END_INTERFACE
CLASS ABSTRACT Shape IMPLEMENTS IShape
  VAR PROTECTED side : LREAL := 2.0; END_VAR
  METHOD PUBLIC ABSTRACT Area : LREAL END_METHOD
  METHOD PUBLIC Scale VAR_INPUT factor : LREAL; END_VAR VAR_OUTPUT before : LREAL; END_VAR
    before := THIS.Area();
    side := side * factor;
  END_METHOD
END_CLASS
CLASS Square EXTENDS Shape
  METHOD PUBLIC OVERRIDE Area : LREAL Area := side * side; END_METHOD
END_CLASS
CLASS Circle EXTENDS Shape IMPLEMENTS INamed
  METHOD PUBLIC OVERRIDE Area : LREAL Area := 3.0 * side * side; END_METHOD
  METHOD PUBLIC OVERRIDE Scale VAR_INPUT factor : LREAL; END_VAR VAR_OUTPUT before : LREAL; END_VAR
    SUPER.Scale(factor := factor + 1.0, before => before);
  END_METHOD
  METHOD PUBLIC Id : INT Id := 7; END_METHOD
END_CLASS
CLASS FINAL Cube EXTENDS Square
  METHOD PUBLIC OVERRIDE Area : LREAL Area := 6.0 * SUPER.Area(); END_METHOD
END_CLASS`;

describe('methods', () => {
  it('work on the variables of their own instance', () => {
    const program = run(
      'a, b : Counter; x, y, z : INT;',
      'x := a.Up(); y := a.Up(times := 5); z := b.Up(2); b.Reset();',
      counter,
    );
    expect([program.get('main.x'), program.get('main.y'), program.get('main.z')]).toEqual([11, 16, 12]);
    expect([program.get('main.a.n'), program.get('main.b.n')]).toEqual([16, 0]);
  });
  it('start their own variables anew at every call', () => {
    const program = run(
      'c : C; x : INT;',
      'x := c.M(); x := x + c.M();',
      'CLASS C METHOD PUBLIC M : INT VAR v : INT := 4; a : ARRAY [1..3] OF INT := [1, 2, 3]; END_VAR v := v + a[2]; a[2] := 100; M := v; END_METHOD END_CLASS',
    );
    expect(program.get('main.x')).toBe(12);
  });
  it('take and give values in every direction', () => {
    const program = run(
      'c : C; i, o, io : INT := 3; r : INT; b : BOOL; w : WORD;',
      'r := c.M(i := i, o => o, io := io); c.Bit(w.3);',
      `CLASS C METHOD PUBLIC M : INT VAR_INPUT i : INT; END_VAR VAR_OUTPUT o : INT; END_VAR VAR_IN_OUT io : INT; END_VAR
       o := i * 2; io := io + o; M := io * 10; END_METHOD
       METHOD PUBLIC Bit VAR_IN_OUT b : BOOL; END_VAR b := NOT b; END_METHOD END_CLASS`,
    );
    expect(['o', 'io', 'r', 'w'].map((name) => program.get(`main.${name}`))).toEqual([6, 9, 90, 8]);
  });
  it('return structures and arrays, also through an interface with several implementations', () => {
    const program = run(
      'a : A; b : B; i : IMaker; p : P; x, y : INT;',
      'i := a; p := i.Make(2); x := p.u[2] + p.v; i := b; p := i.Make(2); y := p.u[2] + p.v;',
      `TYPE P : STRUCT u : ARRAY [1..2] OF INT; v : INT; END_STRUCT END_TYPE
       INTERFACE IMaker METHOD Make : P VAR_INPUT k : INT; END_VAR END_METHOD END_INTERFACE
       CLASS A IMPLEMENTS IMaker METHOD PUBLIC Make : P VAR_INPUT k : INT; END_VAR Make.u[2] := k; Make.v := 100; END_METHOD END_CLASS
       CLASS B IMPLEMENTS IMaker METHOD PUBLIC Make : P VAR_INPUT k : INT; END_VAR Make.u[k] := 5; Make.v := 1000; END_METHOD END_CLASS`,
    );
    expect([program.get('main.x'), program.get('main.y')]).toEqual([102, 1005]);
  });
  it('are called by their bare name within their block, and stand before or behind its body', () => {
    const program = run(
      'f : F; q : INT;',
      'f(i := 4); q := f.o;',
      `FUNCTION_BLOCK F VAR_INPUT i : INT; END_VAR VAR_OUTPUT o : INT; END_VAR
       METHOD PRIVATE Twice : INT VAR_INPUT v : INT; END_VAR Twice := 2 * v; END_METHOD
       o := Twice(i) + THIS.More();
       METHOD More : INT More := i; END_METHOD
       END_FUNCTION_BLOCK`,
    );
    expect(program.get('main.q')).toBe(12);
  });
  it('see the in_out of their block as the last call gave it, and fault before there was one', () => {
    const block = `FUNCTION_BLOCK F VAR_IN_OUT t : INT; END_VAR METHOD PUBLIC Add t := t + 5; END_METHOD t := t + 1; END_FUNCTION_BLOCK`;
    const program = run('f : F; v : INT;', 'f(t := v); f.Add();', block);
    expect(program.get('main.v')).toBe(6);
    expect(start(main('f : F; v : INT;', 'f.Add(); f(t := v);', block)).scan()?.kind).toBe('null');
  });
});

describe('objects among everything else', () => {
  it('live in structures, arrays and classes, and hold timers', () => {
    const program = start(
      main(
        'o : Outer; a, b : Inner; u : User; r, q : INT;',
        'r := o.All(); u(it := a); u(); q := Choose(a, b, FALSE).Go() + o.parts[2].Go();',
        `INTERFACE I METHOD Go : INT END_METHOD END_INTERFACE
         CLASS Inner IMPLEMENTS I VAR n : INT; tm : TON; END_VAR
         METHOD PUBLIC Go : INT tm(IN := TRUE, PT := T#100ms); IF tm.Q THEN n := n + 1; END_IF; Go := n; END_METHOD END_CLASS
         CLASS Outer VAR PUBLIC parts : ARRAY [1..3] OF Inner; END_VAR
         METHOD PUBLIC All : INT VAR k : INT; END_VAR FOR k := 1 TO 3 DO All := All + parts[k].Go(); END_FOR; END_METHOD END_CLASS
         TYPE Link : STRUCT it : I; n : INT; END_STRUCT END_TYPE
         FUNCTION_BLOCK User VAR_INPUT it : I; END_VAR VAR_OUTPUT n : INT; END_VAR VAR l, l2 : Link; END_VAR
         l.it := it; l2 := l; IF l2.it <> NULL THEN n := l2.it.Go(); END_IF; END_FUNCTION_BLOCK
         FUNCTION Choose : I VAR_INPUT a, b : I; first : BOOL; END_VAR IF first THEN Choose := a; ELSE Choose := b; END_IF; END_FUNCTION`,
      ),
    );
    for (const ms of [0, 100, 200]) expect(program.scan(ms)).toBeNull();
    expect(['r', 'u.n', 'q'].map((name) => program.get(`main.${name}`))).toEqual([7, 4, 6]);
  });
  it('are referred to by the type they extend, and found again with ?=', () => {
    const program = run(
      'b : B; d : D; p : REF_TO B; q : REF_TO D; found : BOOL;',
      'p := REF(b); p^.Up(); p := REF(d); p^.Up(); q ?= p; found := q <> NULL; q^.Up();',
      `CLASS B VAR PUBLIC n : INT; END_VAR METHOD PUBLIC Up n := n + 1; END_METHOD END_CLASS
       CLASS D EXTENDS B METHOD PUBLIC OVERRIDE Up n := n + 10; END_METHOD END_CLASS`,
    );
    expect([program.get('main.b.n'), program.get('main.d.n'), program.get('main.found')]).toEqual([1, 20, true]);
  });
  it('pass themselves on, have EN and ENO, and share constants with what extends them', () => {
    const program = run(
      'd : D; e, o : BOOL; r : INT := 3; s : INT;',
      'd.Own(); d.Take(o := d); s := d.More(EN := TRUE, ENO => e); d.Take(EN := FALSE, o := d, ENO => o);',
      `CLASS B VAR CONSTANT k : INT := 4; END_VAR VAR PUBLIC n : INT; END_VAR
       METHOD PUBLIC Take VAR_IN_OUT o : B; END_VAR o.n := o.n + k; END_METHOD METHOD PUBLIC Own Take(THIS); END_METHOD END_CLASS
       CLASS D EXTENDS B METHOD PUBLIC More : INT More := k * 2; END_METHOD END_CLASS`,
    );
    expect(['d.n', 's', 'e', 'o'].map((name) => program.get(`main.${name}`))).toEqual([8, 8, true, false]);
  });
  it('give and take strings through interfaces', () => {
    const program = run(
      'a : A; b : A2; i : I; s, n : STRING; o : STRING[10];',
      "i := a; s := i.Say(s := 'hi', o => o); i := b; n := i.Say(s := 'ho', o => o); i.Name := 'Bob'; s := CONCAT(s, i.Name);",
      `INTERFACE I METHOD Say : STRING VAR_INPUT s : STRING; END_VAR VAR_OUTPUT o : STRING[10]; END_VAR END_METHOD PROPERTY Name : STRING GET SET END_PROPERTY END_INTERFACE
       CLASS A IMPLEMENTS I VAR k : STRING; END_VAR
       METHOD PUBLIC Say : STRING VAR_INPUT s : STRING; END_VAR VAR_OUTPUT o : STRING[10]; END_VAR Say := CONCAT(s, '!'); o := 'out'; END_METHOD
       PROPERTY PUBLIC Name : STRING GET Name := k; END_GET SET k := Name; END_SET END_PROPERTY END_CLASS
       CLASS A2 EXTENDS A METHOD PUBLIC OVERRIDE Say : STRING VAR_INPUT s : STRING; END_VAR VAR_OUTPUT o : STRING[10]; END_VAR
       Say := CONCAT(s, '?'); o := 'tuo'; END_METHOD END_CLASS`,
    );
    expect(['s', 'n', 'o'].map((name) => program.get(`main.${name}`))).toEqual(['hi!Bob', 'ho?', 'tuo']);
  });
});

describe('inheritance', () => {
  it('puts what is inherited first, with its own initial values, and lets an instance set them', () => {
    const program = run(
      'd : D := (a := 5, c := 6); x : INT;',
      'd(); x := d.a + d.b;',
      `FUNCTION_BLOCK B VAR_INPUT a : INT := 1; END_VAR VAR_OUTPUT b : INT; END_VAR VAR k : INT := 3; END_VAR b := a * k; END_FUNCTION_BLOCK
       FUNCTION_BLOCK D EXTENDS B VAR_INPUT c : INT := 2; END_VAR VAR m : INT := 9; END_VAR SUPER(); b := b + c + m; END_FUNCTION_BLOCK`,
    );
    expect([program.get('main.d.k'), program.get('main.d.m'), program.get('main.d.b'), program.get('main.x')]).toEqual([
      3, 9, 30, 35,
    ]);
  });
  it('does not run the base’s body unless SUPER( ) asks for it', () => {
    const program = run(
      'd : D;',
      'd(); d();',
      'FUNCTION_BLOCK B VAR_OUTPUT n : INT; END_VAR n := n + 1; END_FUNCTION_BLOCK FUNCTION_BLOCK D EXTENDS B VAR_OUTPUT m : INT; END_VAR m := m + 1; END_FUNCTION_BLOCK',
    );
    expect([program.get('main.d.n'), program.get('main.d.m')]).toEqual([0, 2]);
  });
  it('extends standard blocks', () => {
    const program = start(
      main(
        't : Slow; q : BOOL;',
        't(IN := TRUE, PT := T#20ms); q := t.Q;',
        'FUNCTION_BLOCK Slow EXTENDS TON VAR_OUTPUT scans : INT; END_VAR SUPER(); scans := scans + 1; END_FUNCTION_BLOCK',
      ),
    );
    for (const ms of [0, 10, 20]) program.scan(ms);
    expect([program.get('main.q'), program.get('main.t.scans'), program.get('main.t.ET')]).toEqual([true, 3, 20_000_000n]);
  });
  it('chooses the method by the instance, in methods of the base too', () => {
    const program = run(
      's : Square; c : Circle; k : Cube; b : ARRAY [1..3] OF LREAL; a : ARRAY [1..3] OF LREAL;',
      's.Scale(2.0, b[1]); c.Scale(factor := 1.0, before => b[2]); k.Scale(factor := 3.0, before => b[3]); a[1] := s.Area(); a[2] := c.Area(); a[3] := k.Area();'.replace(
        's.Scale(2.0, b[1])',
        's.Scale(factor := 2.0, before => b[1])',
      ),
      shapes,
    );
    expect([1, 2, 3].map((i) => program.get(`main.b[${i}]`))).toEqual([4, 12, 24]);
    expect([1, 2, 3].map((i) => program.get(`main.a[${i}]`))).toEqual([16, 48, 216]);
  });
  it('runs the body of what an in_out really is', () => {
    const program = run(
      'b : B; d : D; r : R; x, y : INT;',
      'r(it := b); x := b.n; r(it := d); y := d.n;',
      `FUNCTION_BLOCK B VAR_OUTPUT n : INT; END_VAR METHOD PUBLIC Add n := n + 1; END_METHOD n := n + 10; END_FUNCTION_BLOCK
       FUNCTION_BLOCK D EXTENDS B METHOD PUBLIC OVERRIDE Add n := n + 2; END_METHOD n := n + 20; END_FUNCTION_BLOCK
       FUNCTION_BLOCK R VAR_IN_OUT it : B; END_VAR it(); it.Add(); END_FUNCTION_BLOCK`,
    );
    expect([program.get('main.x'), program.get('main.y')]).toEqual([11, 22]);
  });
  it('keeps values by name through an online change that adds a base', () => {
    const before = new RunningProgram(
      build(main('c : C;', 'c.Up();', 'CLASS C VAR n : INT; END_VAR METHOD PUBLIC Up n := n + 1; END_METHOD END_CLASS')),
    );
    before.scan();
    before.scan();
    const next = build(
      main(
        'c : C; i : I;',
        'i := c; i.Up();',
        `INTERFACE I METHOD Up END_METHOD END_INTERFACE
         CLASS Other VAR PROTECTED big : LINT := 8; END_VAR END_CLASS
         CLASS C EXTENDS Other IMPLEMENTS I VAR n : INT; END_VAR METHOD PUBLIC Up n := n + 1; END_METHOD END_CLASS`,
      ),
    );
    const after = new RunningProgram(next);
    const { kept } = migrate(before.program.layout, next.layout, before.bytes, after.bytes);
    expect(kept).toContain('main.c.n');
    expect(after.scan()).toBeNull();
    expect([after.get('main.c.n'), after.get('main.c.big')]).toEqual([3, 8n]);
  });
});

describe('interfaces', () => {
  it('follow what they designate through an online change', () => {
    const text = (extra: string) =>
      main(
        `${extra} s : Square; a : ARRAY [0..1] OF IShape; n : INT; v : LREAL;`,
        'IF n = 0 THEN a[1] := s; END_IF; n := n + 1; v := a[1].Area();',
        shapes,
      );
    const before = start(text(''));
    before.scan();
    const after = start(text('first : LREAL; c : Circle;'));
    migrate(before.program.layout, after.program.layout, before.bytes, after.bytes);
    expect(after.scan()).toBeNull();
    expect([after.get('main.n'), after.get('main.v')]).toEqual([2, 4]);
  });
  it('designate any instance that implements them, one after the other', () => {
    const program = run(
      's : Square; c : Circle; all : ARRAY [1..3] OF IShape; k : Cube; i : INT; sum : LREAL; old : LREAL;',
      `all[1] := s; all[2] := c; all[3] := k;
       FOR i := 1 TO 3 DO all[i].Scale(factor := 2.0, before => old); sum := sum + old; END_FOR;
       FOR i := 1 TO 3 DO sum := sum + all[i].Area() * 1000.0; END_FOR;`,
      shapes,
    );
    expect(program.get('main.sum')).toBe(4 + 12 + 24 + 1000 * (16 + 108 + 96));
  });
  it('begin as NULL, compare by what they designate, and fault when called on nothing', () => {
    const program = run(
      's, t : Square; a, b : IShape; x : ARRAY [1..4] OF BOOL;',
      'x[1] := a = NULL; a := s; b := s; x[2] := a = b; b := t; x[3] := a <> b; a := NULL; x[4] := NULL = a;',
      shapes,
    );
    expect([1, 2, 3, 4].map((i) => program.get(`main.x[${i}]`))).toEqual([true, true, true, true]);
    const fault = start(main('a : IShape; s : Square; v : LREAL;', 'v := 1.0;\nv := a.Area();\nv := 2.0;', shapes)).scan();
    expect(fault).toMatchObject({ kind: 'null', line: 4, text: 'a' });
  });
  it('are tried with ?= and become NULL where the instance has none', () => {
    const program = run(
      's : Square; c : Circle; a : IShape; n : INamed; x, y, z : BOOL; id : INT;',
      'a := s; n ?= a; x := n = NULL; a := c; n ?= a; y := n <> NULL; id := n.Id(); n ?= s; z := n = NULL;',
      shapes,
    );
    expect(['x', 'y', 'z', 'id'].map((name) => program.get(`main.${name}`))).toEqual([true, true, true, 7]);
  });
  it('pass through functions, methods, blocks and results', () => {
    const program = run(
      's : Square; c : Circle; box : Box; x, y : LREAL;',
      'box.Put(c); x := AreaOf(box.It()); box.it2 := s; y := AreaOf(box.it2) + box.It().Area();',
      `${shapes}
       FUNCTION AreaOf : LREAL VAR_INPUT shape : IShape; END_VAR AreaOf := shape.Area(); END_FUNCTION
       CLASS Box VAR PRIVATE kept : IShape; END_VAR VAR PUBLIC it2 : IShape; END_VAR
       METHOD PUBLIC Put VAR_INPUT shape : IShape; END_VAR kept := shape; END_METHOD
       METHOD PUBLIC It : IShape It := kept; END_METHOD END_CLASS`,
    );
    expect([program.get('main.x'), program.get('main.y')]).toEqual([12, 16]);
  });
  it('are no cells: nobody writes a reference from outside', () => {
    const program = run('s : Square; a : IShape;', 'a := s;', shapes);
    expect(() => program.get('main.a')).toThrow('no cell');
  });
});

describe('properties', () => {
  const tank = `
    INTERFACE ILevel PROPERTY Level : REAL GET SET END_PROPERTY PROPERTY Full : BOOL GET END_PROPERTY END_INTERFACE
    CLASS Tank IMPLEMENTS ILevel VAR litres : REAL; writes : INT; END_VAR
    PROPERTY PUBLIC Level : REAL
      GET Level := litres / 100.0; END_GET
      SET VAR limited : REAL; END_VAR limited := LIMIT(0.0, Level, 1.0); litres := limited * 100.0; writes := writes + 1; END_SET
    END_PROPERTY
    PROPERTY PUBLIC Full : BOOL GET Full := THIS.Level >= 1.0; END_GET END_PROPERTY
    METHOD PUBLIC Fill Level := Level + 0.25; END_METHOD
    END_CLASS
    CLASS Twice EXTENDS Tank PROPERTY PUBLIC OVERRIDE Level : REAL GET Level := SUPER.Level * 2.0; END_GET SET SUPER.Level := Level; END_SET END_PROPERTY END_CLASS`;
  it('are read and written by their code', () => {
    const program = run(
      't : Tank; x : REAL; f : BOOL;',
      't.Level := 0.5; t.Fill(); x := t.Level; t.Level := 7.0; f := t.Full;',
      tank,
    );
    expect([program.get('main.x'), program.get('main.f'), program.get('main.t.litres'), program.get('main.t.writes')]).toEqual([
      0.75,
      true,
      100,
      3,
    ]);
  });
  it('are chosen by the instance behind an interface', () => {
    const program = run('t : Twice; i : ILevel; x : REAL; f : BOOL;', 'i := t; i.Level := 0.5; x := i.Level; f := i.Full;', tank);
    expect([program.get('main.x'), program.get('main.f'), program.get('main.t.litres')]).toEqual([1, true, 50]);
  });
});

describe('calls that come back', () => {
  const ring = `
    INTERFACE INode METHOD Sum : LINT VAR_INPUT left : INT; END_VAR END_METHOD END_INTERFACE
    CLASS Node IMPLEMENTS INode
    VAR PUBLIC next : INode; value : LINT := 1; END_VAR
    METHOD PUBLIC Sum : LINT VAR_INPUT left : INT; END_VAR
      Sum := value;
      IF left > 0 AND next <> NULL THEN Sum := Sum + next.Sum(left - 1); END_IF;
    END_METHOD
    END_CLASS`;
  it('may, through an interface, as deep as the stack is sure to hold', () => {
    const program = run('a, b : Node; s : LINT;', 'a.next := b; b.next := a; b.value := 10; s := a.Sum(9);', ring);
    expect(program.get('main.s')).toBe(55n);
  });
  it('fault when they go on for ever, and the next start counts anew', () => {
    const program = start(main('a, b : Node; s : LINT; n : INT := 30000;', 'a.next := b; b.next := a; s := a.Sum(n);', ring));
    expect(program.scan()).toMatchObject({ kind: 'recursion', text: 'Node.Sum' });
    program.set('main.n', 5);
    expect(program.scan()).toBeNull();
    expect(program.get('main.s')).toBe(6n);
  });
  it('may not enter what keeps an array in its frame', () => {
    const program = start(
      main(
        'a : C; n : INT := 0;',
        'a.Go(n);',
        `INTERFACE I METHOD Go VAR_INPUT n : INT; END_VAR END_METHOD END_INTERFACE
         CLASS C IMPLEMENTS I VAR me : I; END_VAR METHOD PUBLIC Go VAR_INPUT n : INT; END_VAR VAR a : ARRAY [0..3] OF INT; END_VAR
         a[0] := n; me := THIS; IF n > 0 THEN me.Go(n - 1); END_IF; END_METHOD END_CLASS`,
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.scan()).toBeNull();
    program.set('main.n', 1);
    expect(program.scan()).toMatchObject({ kind: 'recursion' });
  });
});

describe('namespaces', () => {
  it('qualify globals, labels of CASE, fields and instances', () => {
    const program = start(`
      NAMESPACE P.M
        TYPE Mode : (Off, On := 5); END_TYPE
        TYPE Small : INT (0..9); END_TYPE
        TYPE S : STRUCT a : Small; m : Mode := Mode#On; END_STRUCT END_TYPE
        CLASS D VAR PUBLIC n : INT; END_VAR METHOD PUBLIC Go n := n + 1; END_METHOD END_CLASS
        VAR_GLOBAL CONSTANT L : INT := 3; END_VAR
        VAR_GLOBAL drive : D; END_VAR
      END_NAMESPACE
      PROGRAM main VAR m : P.M.Mode := P.M.Mode#On; k, r : INT := 3; s : P.M.S; x : P.M.Small := 4; END_VAR
        CASE m OF P.M.Mode#Off: r := 1; P.M.Mode#On: r := 2; END_CASE;
        CASE k OF 1: r := 7; P.M.L: r := r + 10; END_CASE;
        P.M.drive.Go(); P.M.drive.n := P.M.drive.n + 5;
      END_PROGRAM`);
    expect(program.scan()).toBeNull();
    expect(['main.r', 'P.M.drive.n', 'main.s.m', 'main.x'].map((path) => program.get(path))).toEqual([12, 6, 5, 4]);
  });
  it('hold types, constants, functions, blocks and classes, used in full or with USING', () => {
    const program = start(`
      NAMESPACE Plant.Motors
        VAR_GLOBAL CONSTANT Limit : INT := 40; END_VAR
        TYPE Mode : (Off, On := 5); END_TYPE
        FUNCTION Double : INT VAR_INPUT v : INT; END_VAR Double := 2 * v; END_FUNCTION
        FUNCTION_BLOCK Drive VAR_OUTPUT speed : INT; m : Mode; END_VAR speed := Double(Limit); m := Mode#On; END_FUNCTION_BLOCK
      END_NAMESPACE
      NAMESPACE Plant
        FUNCTION Third : INT Third := Motors.Double(3) + Motors.Limit; END_FUNCTION
      END_NAMESPACE
      USING Plant;
      PROGRAM main
      USING Plant.Motors;
      VAR d : Drive; e : Plant.Motors.Drive; a, b, c : INT; on : BOOL; t : ARRAY [0..Plant.Motors.Limit] OF INT; END_VAR
        d(); e(); a := d.speed + e.speed; b := Plant.Third(); c := Third() + Limit; on := d.m = Plant.Motors.Mode#On; t[Limit] := Plant.Motors.Double(v := 4);
      END_PROGRAM`);
    expect(program.scan()).toBeNull();
    expect(program.get('Plant.Motors.Limit')).toBe(40);
    expect(['a', 'b', 'c', 'on', 't[40]'].map((name) => program.get(`main.${name}`))).toEqual([160, 46, 86, true, 8]);
  });
});
