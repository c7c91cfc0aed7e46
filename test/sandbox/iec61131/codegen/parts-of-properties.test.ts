/** `x.Property.field` and `x.Property[i]`: what a GET gives is looked into, once for each mention. Clauses 6.6.5.4, 6.6.5.7. */
import { describe, expect, it } from 'vitest';
import { start } from '../running-program.ts';
import { findings } from '../semantics/checking.ts';

const classes = `TYPE Point : STRUCT x : INT; y : INT := 4; name : STRING[10] := 'here'; END_STRUCT END_TYPE
TYPE Track : STRUCT pts : ARRAY[1..3] OF Point; word : WORD := 16#F0; END_STRUCT END_TYPE
INTERFACE IPlace PROPERTY Where : Track GET END_PROPERTY END_INTERFACE
CLASS Robot IMPLEMENTS IPlace VAR track : Track; count : INT; END_VAR
PROPERTY PUBLIC Where : Track GET count := count + 1; track.pts[2].x := count; Where := track; END_GET SET track := Where; END_SET END_PROPERTY
PROPERTY PUBLIC List : ARRAY[0..2] OF INT GET List[1] := 7; List[2] := count; END_GET END_PROPERTY
PROPERTY PUBLIC Asked : INT GET Asked := count; END_GET END_PROPERTY
METHOD PUBLIC Own : INT Own := Where.pts[2].x + THIS.List[1]; END_METHOD
END_CLASS
`;
const main = (declarations: string, body: string): string =>
  `${classes}PROGRAM main VAR ${declarations} END_VAR\n${body}\nEND_PROGRAM`;

describe('parts of properties', () => {
  it.each([
    ['a field', 'n := r.Where.pts[2].y;', 4, 1],
    ['what the GET wrote', 'n := r.Where.pts[2].x;', 1, 1],
    ['two calls in one expression', 'n := 10 * r.Where.pts[2].x + r.Where.pts[2].x;', 12, 2],
    ['an element', 'n := r.List[1];', 7, 0],
    ['an index that the property itself gives', 'n := r.List[r.List[2] + 1];', 7, 0],
    ['through an interface', 'i := r; n := i.Where.pts[2].x;', 1, 1],
    ['in its own class', 'n := r.Own();', 8, 1],
    ['a bit', 'n := SEL(r.Where.word.%X4, 0, 5);', 5, 1],
    ['a byte', 'n := BYTE_TO_INT(r.Where.word.%B0);', 240, 1],
    ['a string, read once', 'n := LEN(r.Where.pts[1].name);', 4, 1],
    ['a character', "n := SEL(r.Where.pts[1].name[2] = 'e', 0, 3);", 3, 1],
    ['a whole structure within', 'p := r.Where.pts[2]; n := p.x;', 1, 1],
    ['in a loop', 'FOR k := 1 TO 3 DO n := n + r.Where.pts[2].x; END_FOR;', 6, 3],
    ['an argument', 'n := MAX(r.Where.pts[2].x, 0);', 1, 1],
  ])('%s', (_, body, expected, asked) => {
    const program = start(main('r : Robot; i : IPlace; n, k : INT; p : Point;', body));
    expect(program.scan()).toBeNull();
    expect([program.get('main.n'), program.get('main.r.count')]).toEqual([expected, asked]);
  });
  it.each([
    ['is not written through', 'r.Where.word := 1;', ['ST2097@9']],
    ['has no place to refer to', 'p := REF(r.Where.word);', ['ST2097@9']],
    ['nor for a VAR_IN_OUT, whole or in part', 'n := Inc(r.Where.pts[1].x) + Inc(r.Asked);', ['ST2097@9', 'ST2097@9']],
    ['nor for what comes out', 'Inc2(x => r.Asked);', ['ST2097@9']],
    ['has no part that its type has not', 'n := r.Where.nothing;', ['ST2020@9']],
    ['has no element beyond its bounds', 'n := r.List[3];', ['ST3010@9']],
  ])('%s', (_, body, codes) => {
    const text = main('r : Robot; n : INT; p : REF_TO WORD;', body);
    const functions = `
FUNCTION Inc : INT VAR_IN_OUT x : INT; END_VAR x := x + 1; Inc := x; END_FUNCTION
FUNCTION Inc2 : INT VAR_OUTPUT x : INT; END_VAR x := 1; Inc2 := x; END_FUNCTION`;
    expect(findings(text + functions)).toEqual(codes.map((code) => code.replace('@9', '@11')));
  });
});
