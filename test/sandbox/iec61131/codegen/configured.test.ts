/** Located and configured variables: IEC 61131-3, 6.5.5 (Tables 16 and 62) and 6.4.4.6 (relative locations, OVERLAP). */
import { describe, expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

const drive = `FUNCTION_BLOCK Drive VAR_INPUT go : BOOL; END_VAR
VAR run AT %Q* : BOOL; hot AT %IX* : BOOL; level AT %QW* : INT; count AT %MD* : DINT; limit : INT := 3; END_VAR
run := go AND NOT hot; level := limit; count := count + 1;
END_FUNCTION_BLOCK
PROGRAM Main VAR left, right : Drive; END_VAR
left(go := TRUE); right(go := TRUE);
END_PROGRAM
CONFIGURATION cell RESOURCE r ON cpu TASK t (INTERVAL := T#10ms, PRIORITY := 1); PROGRAM p WITH t : Main; END_RESOURCE\n`;
const places = `VAR_CONFIG r.p.left.run AT %QX1.2 : BOOL; p.right.run AT %QX1.3 : BOOL; p.left.hot AT %IX0.0 : BOOL; p.right.hot AT %IX0.1 : BOOL;
 p.left.level AT %QW2 : INT; p.right.level AT %QW3 : INT; p.left.count AT %MD0 : DINT := 100; p.right.count AT %MD1 : DINT; p.right.limit : INT := 42; END_VAR\n`;

describe('VAR_CONFIG', () => {
  test('gives each instance its addresses and its first values', () => {
    const program = start(`${drive}${places}END_CONFIGURATION`);
    expect(program.get('%MD0')).toBe(100);
    program.set('%IX0.1', true);
    expect(program.scan()).toBeNull();
    expect([program.get('%QX1.2'), program.get('%QX1.3')]).toEqual([true, false]);
    expect([program.get('%QW2'), program.get('%QW3')]).toEqual([3, 42]);
    expect([program.get('%MD0'), program.get('%MD1')]).toEqual([101, 1]);
  });
  test('lets a watched variable be what its address is', () => {
    const program = start(`${drive}${places}END_CONFIGURATION`);
    program.set('p.left.hot', true);
    expect(program.get('%IX0.0')).toBe(true);
    program.set('%MD1', 7);
    program.scan();
    expect(program.get('p.right.count')).toBe(8);
    expect(program.get('p.left.run')).toBe(false);
    program.set('p.left.hot', false);
    program.scan();
    expect(program.get('p.left.run')).toBe(true);
  });
  test('reaches into global instances, of a resource too', () => {
    const program =
      start(`FUNCTION_BLOCK Motor VAR hot AT %I* : BOOL; run AT %Q* : BOOL; n AT %MW* : INT; limit : INT := 3; END_VAR
      run := NOT hot; n := n + limit; END_FUNCTION_BLOCK
      FUNCTION_BLOCK Belt VAR m : Motor; END_VAR m(); END_FUNCTION_BLOCK
      PROGRAM Main VAR_EXTERNAL pump : Motor; line : Belt; END_VAR pump(); line(); END_PROGRAM
      CONFIGURATION c VAR_GLOBAL pump : Motor; END_VAR
      RESOURCE r ON cpu VAR_GLOBAL line : Belt; END_VAR TASK t(INTERVAL := T#10ms, PRIORITY := 1); PROGRAM p WITH t : Main; END_RESOURCE
      VAR_CONFIG pump.hot AT %IX0.0 : BOOL; pump.run AT %QX0.0 : BOOL; pump.n AT %MW0 : INT := 10; pump.limit : INT := 5;
      r.line.m.hot AT %IX0.1 : BOOL; line.m.run AT %QX0.1 : BOOL; line.m.n AT %MW1 : INT; END_VAR
      END_CONFIGURATION`);
    program.set('%IX0.1', true);
    expect(program.scan()).toBeNull();
    expect(['%QX0.0', '%QX0.1', '%MW0', '%MW1'].map((name) => program.get(name))).toEqual([true, false, 15, 3]);
    program.set('pump.n', 20);
    program.scan();
    expect([program.get('%MW0'), program.get('pump.n'), program.get('pump.limit')]).toEqual([25, 25, 5]);
  });
  test('needs an address for every instance of every AT %I*', () => {
    expect(() => start(`${drive}${places.replace('p.right.hot AT %IX0.1 : BOOL;', '')}END_CONFIGURATION`)).toThrow(
      /ST5160.*p\.right\.hot/,
    );
    expect(() => start(main('x AT %I* : BOOL;', 'IF x THEN ; END_IF;'))).toThrow(/ST5160/);
  });
  test.each([
    ['an unknown instance', 'q.left.run AT %QX0.0 : BOOL;', 'ST5161'],
    ['an unknown variable', 'p.left.walk AT %QX0.0 : BOOL;', 'ST2001'],
    ['another type', 'p.left.limit : DINT := 3;', 'ST5163'],
    ['another area', 'p.left.run AT %IX0.0 : BOOL;', 'ST5165'],
    ['a variable that has its place', 'p.left.limit AT %QW7 : INT;', 'ST5164'],
  ])('refuses %s', (_, entry, code) => {
    expect(() => start(`${drive}${places}VAR_CONFIG ${entry} END_VAR END_CONFIGURATION`)).toThrow(code);
  });
});

describe('VAR_ACCESS', () => {
  test('gives variables further names, for reading or for writing', () => {
    const program = start(
      `PROGRAM Main VAR a : ARRAY[1..3] OF INT := [1, 2, 3]; t : TON; END_VAR a[2] := a[2] + 1; t(); END_PROGRAM
       CONFIGURATION cell VAR_GLOBAL total : INT := 4; END_VAR PROGRAM p : Main;
       VAR_ACCESS second : p.a[2] : INT READ_WRITE; sum : total : INT READ_ONLY; preset : p.t.PT : TIME READ_WRITE; door : %IX0.3 : BOOL READ_ONLY; END_VAR END_CONFIGURATION`,
    );
    program.set('second', 10);
    expect(program.scan()).toBeNull();
    expect([program.get('p.a[2]'), program.get('second'), program.get('sum')]).toEqual([11, 11, 4]);
    expect(program.program.layout.roots.filter(({ constant }) => constant).map(({ name }) => name)).toContain('sum');
  });
});

describe('VAR_ACCESS in a program', () => {
  const program = (access: string, instances = 'PROGRAM p : Main; PROGRAM q : Main;') =>
    `PROGRAM Main VAR a : ARRAY[1..3] OF INT := [1, 2, 3]; t : TON; n : INT; END_VAR VAR_ACCESS ${access} END_VAR
     a[2] := a[2] + 1; t(); n := a[1]; END_PROGRAM CONFIGURATION c ${instances} END_CONFIGURATION`;
  test('gives every instance the further names', () => {
    const running = start(program('second : a[2] : INT READ_WRITE; preset : t.PT : TIME READ_ONLY;'));
    running.set('p.second', 10);
    expect(running.scan()).toBeNull();
    expect([running.get('p.a[2]'), running.get('p.second'), running.get('q.second')]).toEqual([11, 11, 3]);
    const [p] = running.program.layout.roots;
    expect(p?.children.filter(({ constant }) => constant).map(({ name }) => name)).toEqual(['preset']);
  });
  test('is found by its own name where one instance has it', () => {
    expect(start(program('second : a[2] : INT;', 'PROGRAM p : Main;')).get('second')).toBe(2);
  });
  test.each([
    ['another type', 'x : a[2] : DINT;', 'ST5163'],
    ['an unknown variable', 'x : missing : INT;', 'ST2001'],
    ['what is no path', 'x : %IX0.0 : BOOL;', 'ST5162'],
    ['the name of a variable', 'n : a[2] : INT;', 'ST2050'],
    ['a name twice', 'x : a[2] : INT; x : a[1] : INT;', 'ST2050'],
  ])('refuses %s', (_, access, code) => {
    expect(() => start(program(access))).toThrow(code);
  });
});

describe('AT', () => {
  test('places arrays and structures of plain values', () => {
    const program = start(
      main(
        'outs AT %QB10 : ARRAY[0..3] OF BYTE := [1, 2, 3, 4]; words AT %QW10 : ARRAY[0..1] OF INT; pair AT %QB30 : Pair;',
        'outs[2] := 16#55; words[1] := -2; pair.b := 16#0102;',
        'TYPE Pair : STRUCT a : INT := 7; b : WORD; END_STRUCT; END_TYPE',
      ),
    );
    expect([program.get('%QB10'), program.get('%QB13'), program.get('%QW15')]).toEqual([1, 4, 7]);
    expect(program.scan()).toBeNull();
    expect([program.get('%QB12'), program.get('%QW11'), program.get('%QB32')]).toEqual([0x55, 0xfffe, 2]);
  });
  test.each([
    'b AT %QX0.0 : ARRAY[0..3] OF BOOL;',
    'b AT %QB0 : ARRAY[0..3] OF BOOL;',
    'w AT %QW0 : ARRAY[0..1] OF DINT;',
    'p AT %QD0 : REF_TO INT;',
    't AT %QB0 : TON;',
  ])('refuses what has no plain bytes there: %s', (declaration) => {
    expect(() => start(main(declaration, ';'))).toThrow('ST5004');
  });
});

describe('structures with relative locations', () => {
  const types = `TYPE Frame : STRUCT OVERLAP whole AT %D0 : DWORD; low AT %W0 : INT; bit3 AT %X0.3 : BOOL; high AT %B3 : USINT; END_STRUCT;
    Head : STRUCT a AT %B0 : INT := 5; b AT %B2 : USINT := 26; f AT %X3.0 : BOOL := TRUE; g AT %X3.1 : BOOL; e AT %B5 : INT; END_STRUCT; END_TYPE\n`;
  test('put their fields where they say; OVERLAP shares bytes', () => {
    const program = start(
      main(
        'f : Frame; h : Head; k : ARRAY[0..1] OF Head;',
        'f.whole := 16#81020308; h.g := h.f; k[1].e := -1; k[1].g := TRUE; f.bit3 := NOT f.bit3; h.f := FALSE;',
        types,
      ),
    );
    expect([program.get('main.h.a'), program.get('main.h.b'), program.get('main.h.f'), program.get('main.k[1].b')]).toEqual([
      5,
      26,
      true,
      26,
    ]);
    expect(program.scan()).toBeNull();
    expect([program.get('main.f.low'), program.get('main.f.high'), program.get('main.f.bit3')]).toEqual([0x300, 0x81, false]);
    expect([program.get('main.h.f'), program.get('main.h.g'), program.get('main.k[1].e'), program.get('main.k[1].f')]).toEqual([
      false,
      true,
      -1,
      true,
    ]);
  });
  test.each([
    ['shared bytes without OVERLAP', 'STRUCT a AT %W0 : WORD; b AT %B1 : BYTE; END_STRUCT', 'ST2171'],
    ['a BOOL on a byte', 'STRUCT OVERLAP a AT %W0 : WORD; b AT %B1 : BOOL; END_STRUCT', 'ST2170'],
    ['a reference under other bytes', 'STRUCT OVERLAP a AT %D0 : DWORD; b AT %D0 : REF_TO INT; END_STRUCT', 'ST2170'],
    ['a place that is none', 'STRUCT a AT %QW0 : WORD; END_STRUCT', 'ST2169'],
  ])('refuse %s', (_, type, code) => {
    expect(() => start(main('x : T;', ';', `TYPE T : ${type}; END_TYPE`))).toThrow(code);
  });
});

describe('RETAIN and NON_RETAIN', () => {
  test('NON_RETAIN keeps nothing, within a retained instance too', () => {
    const program = start(
      `FUNCTION_BLOCK F VAR a : INT; END_VAR VAR NON_RETAIN b : INT; END_VAR a := b; END_FUNCTION_BLOCK
       PROGRAM main VAR RETAIN f : F; END_VAR VAR_INPUT RETAIN x : INT; END_VAR VAR_OUTPUT NON_RETAIN y : INT; END_VAR f(); y := x; END_PROGRAM`,
    );
    const [root] = program.program.layout.roots;
    const retained = (name: string, from = root!.children) => from.find((node) => node.name === name)!.retain;
    expect([retained('f'), retained('x'), retained('y')]).toEqual([true, true, false]);
    const inside = root!.children.find(({ name }) => name === 'f')!.children;
    expect([retained('a', inside), retained('b', inside)]).toEqual([true, false]);
  });
});
