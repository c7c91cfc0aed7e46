/** `ADD_INT` and its like: an overloaded standard function held to one type. IEC 61131-3, Table 21, row 2; clause 6.6.2.4. */
import { describe, expect, test } from 'vitest';
import { main, start } from '../running-program.ts';
import { findings, program } from '../semantics/checking.ts';

function values(declarations: string, body: string, names: string[]): unknown[] {
  const running = start(main(declarations, body));
  expect(running.scan()).toBeNull();
  return names.map((name) => running.get(`main.${name}`));
}

describe('arguments widen to the named type before anything is computed', () => {
  test('a sum of two SINTs does not wrap in DINT, and wraps in SINT', () => {
    const [wide, narrow] = values(
      'a : SINT := 100; wide : DINT; narrow : SINT;',
      'wide := ADD_DINT(a, a, a); narrow := ADD_SINT(a, a);',
      ['wide', 'narrow'],
    );
    expect([wide, narrow]).toEqual([300, -56]);
  });
  test('a quotient of two INTs has its fraction in REAL', () => {
    expect(
      values('a : INT := 7; q : REAL; whole : INT;', 'q := DIV_REAL(a, 2); whole := DIV_INT(a, 2);', ['q', 'whole']),
    ).toEqual([3.5, 3]);
  });
  test('bits: the complement of a BYTE as a WORD, and a shift beyond the byte', () => {
    expect(
      values(
        'b : BYTE := 16#81; n, s, r : WORD; all : BOOL;',
        'n := NOT_WORD(b); s := SHL_WORD(IN := b, N := 4); r := OR_WORD(b, 16#FF00, 2); all := AND_BOOL(TRUE, TRUE);',
        ['n', 's', 'r', 'all'],
      ),
    ).toEqual([0xff7e, 0x0810, 0xff83, true]);
  });
  test('comparison and selection, of times and dates too', () => {
    expect(
      values(
        'i : INT := 3; x : LREAL; g, later : BOOL; t : TIME := T#5s; longest : TIME;',
        'g := GT_REAL(i, 2.5, 1); x := LIMIT_LREAL(MN := 0, IN := i, MX := 2.5); longest := MAX_TIME(t, T#7s); later := GE_DATE(D#2026-11-22, D#2026-11-21);',
        ['g', 'x', 'longest', 'later'],
      ),
    ).toEqual([true, 2.5, 7_000_000_000n, true]);
    expect(
      values('i : INT := -3; a : DINT; s, m : LINT;', 'a := ABS_DINT(i); s := SEL_LINT(TRUE, i, a); m := MUX_LINT(1, i, a);', [
        'a',
        's',
        'm',
      ]),
    ).toEqual([3, 3n, 3n]);
  });
  test('an exponent stays of its own type, the result is of the named one', () => {
    expect(
      values('n : DINT := 3; x, y, z : REAL;', 'x := EXPT_REAL(1.5, n); y := SQRT_REAL(2.25); z := SIN_REAL(0);', [
        'x',
        'y',
        'z',
      ]),
    ).toEqual([3.375, 1.5, 0]);
  });
});

describe('refused', () => {
  test('what does not widen', () => {
    expect(findings(program('a : DINT; b : INT;', 'b := ADD_INT(a, 1);'))).toEqual(['ST3003@3']);
    expect(findings(program('b : INT;', 'b := ADD_INT(40000, 1);'))).toEqual(['ST3001@3']);
    expect(findings(program('g : BOOL; x : REAL;', 'g := GT_INT(x, 1);'))).toEqual(['ST3003@3']);
  });
  test('a type the function is not for is a name nobody knows', () => {
    for (const call of [
      'AND_INT(b, 1)',
      'MOD_REAL(b, 1)',
      'SHL_INT(b, 1)',
      'SQRT_INT(b)',
      'LEN_INT(b)',
      'ADD_(b, 1)',
      'ADD_TIME_INT(b, 1)',
    ])
      expect(findings(program('b : INT;', `b := ${call};`)), call).toHaveLength(1);
  });
  test('too few arguments', () => {
    expect(findings(program('b : INT;', 'b := ADD_INT(b);'))).toEqual(['ST4002@3']);
  });
});

test('a function that the author declares goes before', () => {
  const running = start(
    main('b : INT;', 'b := ADD_INT(1);', 'FUNCTION ADD_INT : INT VAR_INPUT a : INT; END_VAR ADD_INT := a + 41; END_FUNCTION\n'),
  );
  running.scan();
  expect(running.get('main.b')).toBe(42);
});
