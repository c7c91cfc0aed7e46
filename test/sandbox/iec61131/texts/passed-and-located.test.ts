/** Strings at addresses (clause 6.5.5), and strings of other lengths than the parameter's (6.6.1.2). */
import { describe, expect, it } from 'vitest';
import { main, start } from '../running-program.ts';
import { findings } from '../semantics/checking.ts';

describe('a string at an address', () => {
  it('lies in the image with its length before it, in arrays and structures too', () => {
    const program = start(
      main(
        "s AT %MB0 : STRING[10] := 'start'; w AT %MW8 : WSTRING[4]; r AT %MD10 : Recipe; l AT %MB100 : ARRAY[1..2] OF STRING[3]; b AT %MB4 : BYTE; n : INT;",
        "IF n = 0 THEN s := CONCAT(s, '!'); w := \"ab\"; r.name := 'milk'; r.litres := 2.5; l[2] := 'xyz'; END_IF; n := LEN(s);",
        'TYPE Recipe : STRUCT name : STRING[6]; litres : REAL; END_STRUCT END_TYPE',
      ),
    );
    expect(program.scan()).toBeNull();
    expect(['s', 'w', 'r.name', 'r.litres', 'l[2]', 'n'].map((name) => program.get(`main.${name}`))).toEqual([
      'start!',
      'ab',
      'milk',
      2.5,
      'xyz',
      6,
    ]);
    expect([program.get('%MD0'), program.get('%MB4'), program.get('%MB9')]).toEqual([6, 0x73, 0x21]);
    // Whoever writes the bytes changes the string; a length beyond its room is taken for the room.
    program.set('%MB4', 0x53);
    program.set('%MD0', 70_000);
    expect(program.scan()).toBeNull();
    expect([program.get('main.n'), String(program.get('main.s')).slice(0, 6)]).toEqual([10, 'Start!']);
  });
  it('is refused at a bit, beyond the area, and as USTRING', () => {
    const where = (declaration: string) => findings(`PROGRAM Main VAR ${declaration} END_VAR\ns := s;\nEND_PROGRAM`);
    expect(where('s AT %MX0.0 : STRING[4];')).toEqual(['ST5004@1']);
    expect(where('s AT %MB65530 : STRING[40];')).toEqual(['ST5004@1']);
    expect(where('s AT %MB0 : USTRING[4];')).toEqual(['ST5004@1']);
    expect(where('s AT %MB0 : STRING[4];')).toEqual([]);
  });
});

describe('a string given to a parameter of another length', () => {
  const functions = `FUNCTION Add : INT VAR_IN_OUT s : STRING[10]; END_VAR s := CONCAT(s, '-xyz'); Add := LEN(s); END_FUNCTION
FUNCTION Count : INT VAR_IN_OUT CONSTANT s : STRING[10]; END_VAR Count := LEN(s); END_FUNCTION
FUNCTION Name : INT VAR_OUTPUT s : STRING[10]; END_VAR s := 'abcdefgh'; Name := LEN(s); END_FUNCTION
FUNCTION Next : INT VAR_IN_OUT n : INT; END_VAR n := n + 1; Next := n; END_FUNCTION
FUNCTION_BLOCK Fb VAR_IN_OUT s : STRING[10]; END_VAR VAR_OUTPUT t : STRING[10]; END_VAR s := CONCAT(s, '+'); t := s; END_FUNCTION_BLOCK
CLASS C METHOD PUBLIC M : INT VAR_IN_OUT s : STRING[10]; END_VAR s := 'method'; M := LEN(s); END_METHOD END_CLASS
`;
  it.each([
    ['a shorter one goes in and comes out, cut as by an assignment', "a := 'ab'; n := Add(a);", ['ab-x', 6]],
    ['one of its own length goes by reference', "b := 'ab'; n := Add(b); a := b;", ['ab-x', 6]],
    ['a constant one is only read', "a := 'ab'; n := Count(a);", ['ab', 2]],
    ['a method', 'n := it.M(a);', ['meth', 6]],
    ['a function block', "a := 'q'; f(s := a); n := LEN(f.t);", ['q+', 2]],
    ['an element is found once', "l[2] := 'z'; n := Add(l[Next(k)]); a := l[2]; n := n + k;", ['z-xy', 7]],
    ['an output is cut', 'n := Name(s => a);', ['abcd', 8]],
    ['an output of a block, too', "b := 'abcde'; f(s := b, t => a);", ['abcd', 0]],
    ['an output into a longer one', 'n := Name(s => long); a := RIGHT(long, 4);', ['efgh', 8]],
  ])('%s', (_, body, expected) => {
    const text = main(
      'a : STRING[4]; b : STRING[10]; long : STRING[30]; l : ARRAY[1..3] OF STRING[4]; n : INT; k : INT := 1; f : Fb; it : C;',
      body,
      functions,
    );
    const program = start(text);
    expect(program.scan()).toBeNull();
    expect([program.get('main.a'), program.get('main.n')]).toEqual(expected);
  });
  it.each([
    ['longer than the parameter of a VAR_IN_OUT', 'n := Add(long);', ['ST4014@8']],
    ['of another encoding', 'n := Add(w); n := Name(s => w);', ['ST4009@8', 'ST4009@8']],
  ])('is refused when it is %s', (_, body, codes) => {
    expect(
      findings(`${functions}PROGRAM Main VAR long : STRING[30]; w : WSTRING[4]; n : INT; END_VAR\n${body}\nEND_PROGRAM`),
    ).toEqual(['ST6160@2', ...codes]);
  });
});
