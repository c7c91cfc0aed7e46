/** Clause 7.3.2: the leftmost operand is evaluated first. What a later one writes does not reach back. */
import { expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

const grow = `FUNCTION Grow : STRING[8]
VAR_IN_OUT x : STRING[8]; END_VAR
x := CONCAT(x, '!'); Grow := x;
END_FUNCTION
FUNCTION First : STRING[8]
VAR_INPUT a, b : STRING[8]; END_VAR
First := a;
END_FUNCTION
FUNCTION Count : INT
VAR_IN_OUT x : STRING[8]; END_VAR
x := CONCAT(x, '!'); Count := LEN(x);
END_FUNCTION`;

test.each([
  ['CONCAT(s, Grow(x := s))', 'aa!'],
  ['INSERT(s, Grow(x := s), 1)', 'aa!'],
  ['LEFT(s, Count(x := s))', 'a'],
  ['First(a := s, b := Grow(x := s))', 'a'],
  ['MAX(s, Grow(x := s))', 'a!'],
])('%s takes s as it was', (expression, expected) => {
  const program = start(main("s : STRING[8] := 'a'; r : STRING;", `r := ${expression};`, grow));
  expect(program.scan()).toBeNull();
  expect(program.get('main.r')).toBe(expected);
  expect(program.get('main.s')).toBe('a!');
});

test('comparisons and searches take the left string as it was', () => {
  const program = start(
    main("s : STRING[8] := 'a'; equal : BOOL; place : INT;", 'equal := s = Grow(x := s); place := FIND(s, Grow(x := s));', grow),
  );
  expect(program.scan()).toBeNull();
  expect(program.get('main.equal')).toBe(false);
  expect(program.get('main.place')).toBe(0);
});

test('SEL and MUX of strings evaluate all of their inputs, as those of numbers do', () => {
  const program = start(
    main(
      "s : STRING[8] := 'a'; r, q : STRING; no : BOOL; k : INT := 1;",
      "r := SEL(no, 'no', Grow(x := s)); q := MUX(k, Grow(x := s), s, Grow(x := s));",
      grow,
    ),
  );
  expect(program.scan()).toBeNull();
  expect(program.get('main.r')).toBe('no');
  expect(program.get('main.q')).toBe('a!!');
  expect(program.get('main.s')).toBe('a!!!');
});

test('an array given by value is the one that was there when its turn came', () => {
  const program = start(
    main(
      'a : ARRAY[0..2] OF INT := [3(1)]; n : INT;',
      'n := Sum(row := a, more := Raise(x := a));',
      `FUNCTION Sum : INT VAR_INPUT row : ARRAY[0..2] OF INT; more : INT; END_VAR Sum := row[0] + row[1] + row[2] + more; END_FUNCTION
FUNCTION Raise : INT VAR_IN_OUT x : ARRAY[0..2] OF INT; END_VAR x[0] := 100; Raise := 10; END_FUNCTION`,
    ),
  );
  expect(program.scan()).toBeNull();
  expect(program.get('main.n')).toBe(13);
  expect(program.get('main.a[0]')).toBe(100);
});
