/** Initial values of every shape: IEC 61131-3, 6.4.4.2, 6.5.1.3 and Table 14. */
import { describe, expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

const types = `TYPE
  Mode : (Off, Slow, Fast) := Slow;
  Speed : REAL := 1.5;
  Faster : Speed;
  Fastest : Speed := 3.0;
  Point : STRUCT x : INT := 3; y : INT; m : Mode; END_STRUCT;
  Moved : Point := (y := 9);
  Line : STRUCT from : Point := (x := 1); till : Point; marks : ARRAY[0..2] OF INT := [7, 2(8)]; END_STRUCT;
  Row : ARRAY[1..3] OF INT := [3(4)];
  Small : INT(2..9);
END_TYPE
FUNCTION_BLOCK Inner VAR_INPUT a : INT := 5; END_VAR VAR p : Point := (y := 6); END_VAR END_FUNCTION_BLOCK
FUNCTION_BLOCK Outer VAR_INPUT k : INT := 1; END_VAR VAR one : Inner; two : Inner := (a := 8); t : TON := (PT := T#3s); END_VAR t(); END_FUNCTION_BLOCK\n`;

const value = (declaration: string, ...paths: string[]) => {
  const program = start(main(declaration, ';', types));
  return paths.map((path) => program.get(`main.${path}`));
};

describe('a variable begins with', () => {
  test('its own value, else that of its type, else that of the type it is named after', () => {
    expect(
      value(
        'a : Mode; b : Mode := Fast; c : Speed; d : Faster; e : Fastest; f : Fastest := 4.0; g : Small;',
        'a',
        'b',
        'c',
        'd',
        'e',
        'f',
        'g',
      ),
    ).toEqual([1, 2, 1.5, 1.5, 3, 4, 2]);
  });
  test('the fields that are given; the others as the structure says', () => {
    expect(
      value('p : Point := (y := 4); q : Moved; r : Moved := (x := 1);', 'p.x', 'p.y', 'p.m', 'q.x', 'q.y', 'r.x', 'r.y'),
    ).toEqual([3, 4, 1, 3, 9, 1, 9]);
    expect(
      value('l : Line := (till := (x := 5, m := Fast));', 'l.from.x', 'l.till.x', 'l.till.m', 'l.marks[0]', 'l.marks[2]'),
    ).toEqual([1, 5, 2, 7, 8]);
  });
  test('what is written over what holds below it, part by part', () => {
    expect(
      value(
        'l : Line := (from := (y := 2), marks := [1]); o : Outer := (two := (p := (x := 7)));',
        'l.from.x',
        'l.from.y',
        'l.marks[0]',
        'l.marks[1]',
        'o.two.a',
        'o.two.p.x',
        'o.two.p.y',
      ),
    ).toEqual([1, 2, 1, 8, 8, 7, 6]);
  });
  test('the elements in rows, repeated, and by the type where they are left out', () => {
    expect(value('m : ARRAY[0..1, 1..3] OF INT := [1, 2, 3, 4];', 'm[0,3]', 'm[1,1]', 'm[1,2]')).toEqual([3, 4, 0]);
    expect(
      value(
        'r : Row; s : Row := [1]; v : ARRAY[0..4] OF Mode := [2(Fast), 1()];',
        'r[3]',
        's[1]',
        's[2]',
        'v[1]',
        'v[2]',
        'v[4]',
      ),
    ).toEqual([4, 1, 4, 2, 1, 1]);
    expect(
      value('p : ARRAY[0..3] OF Point := [(x := 1), 2((y := 2))];', 'p[0].x', 'p[1].y', 'p[2].x', 'p[3].x', 'p[3].m'),
    ).toEqual([1, 2, 3, 3, 1]);
    expect(
      value(
        'f : ARRAY[0..1] OF Faster; g : ARRAY[0..1] OF Moved := [(x := 8)]; h : ARRAY[0..1] OF Row;',
        'f[1]',
        'g[0].y',
        'g[1].y',
        'h[1][2]',
      ),
    ).toEqual([1.5, 9, 9, 4]);
    expect(value('n : ARRAY[0..1] OF ARRAY[0..1] OF INT := [[1, 2], [2(3)]];', 'n[0][1]', 'n[1][0]')).toEqual([2, 3]);
  });
  test('what is written for an instance, and inside of it, and in an array of them', () => {
    expect(
      value(
        'o : Outer := (k := 2, one := (a := 3)); i : ARRAY[0..2] OF Inner := [(a := 1), 2((p := (x := 2)))];',
        'o.k',
        'o.one.a',
        'o.two.a',
        'o.t.PT',
        'o.one.p.y',
        'i[0].a',
        'i[1].a',
        'i[2].p.x',
      ),
    ).toEqual([2, 3, 8, 3_000_000_000n, 6, 1, 5, 2]);
  });
  test('constants, computed from constants', () => {
    const program = start(
      `VAR_GLOBAL CONSTANT N : INT := 4; HALF : INT := N / 2; END_VAR
       PROGRAM main VAR a : ARRAY[1..N] OF INT := [HALF(9), N + 1]; b : REAL := 1.0 / 4.0; c : INT := -N * 2; END_VAR END_PROGRAM`,
    );
    expect(['a[2]', 'a[3]', 'a[4]', 'b', 'c'].map((path) => program.get(`main.${path}`))).toEqual([9, 5, 0, 0.25, -8]);
  });
});
