/** VAR_IN_OUT stands for the variable itself, wherever that is kept: in memory, in a local, or as a bit. Clause 6.6.1.3. */
import { expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

const blocks = `FUNCTION Both : INT
VAR_IN_OUT x : INT; END_VAR VAR_OUTPUT o : INT; END_VAR
x := 5; o := 7;
END_FUNCTION
FUNCTION Two : INT
VAR_IN_OUT a, b : INT; END_VAR
a := a + 1; b := b + 10;
END_FUNCTION
FUNCTION Bits : INT
VAR_IN_OUT a, b : BOOL; END_VAR
a := TRUE; Bits := BOOL_TO_INT(b); b := FALSE;
END_FUNCTION
FUNCTION Grow : INT
VAR_IN_OUT x : INT; END_VAR
x := x + 3; Grow := x;
END_FUNCTION
FUNCTION Late : INT
VAR_IN_OUT x : INT; END_VAR VAR_INPUT a : INT; END_VAR
Late := x; x := x + 100;
END_FUNCTION
FUNCTION_BLOCK Keeper
VAR_IN_OUT x : INT; END_VAR VAR_OUTPUT o : INT; END_VAR
x := 5; o := 7;
END_FUNCTION_BLOCK
FUNCTION_BLOCK Caller
VAR_OUTPUT a, b, c, d, e : INT; END_VAR
VAR keeper : Keeper; END_VAR
VAR_TEMP t : INT; w : WORD; END_VAR
d := Both(x := t, o => t); a := t;
keeper(x := t, o => t); b := t;
t := 0; d := Two(a := t, b := t); c := t;
d := Bits(a := w.3, b := w.3); IF w.3 THEN d := -1; END_IF;
t := 1; e := Late(x := t, a := Grow(x := t)) * 1000 + t;
END_FUNCTION_BLOCK`;

test('an output of the same call comes after what the in_out has left', () => {
  const program = start(main('caller : Caller; n, m : INT;', 'caller(); m := Both(x := n, o => n);', blocks));
  expect(program.scan()).toBeNull();
  expect(['n', 'caller.a', 'caller.b'].map((name) => program.get(`main.${name}`))).toEqual([7, 7, 7]);
});

test('two in_outs may stand for one variable', () => {
  const program = start(main('caller : Caller; n, m : INT;', 'caller(); m := Two(a := n, b := n);', blocks));
  expect(program.scan()).toBeNull();
  expect(['n', 'caller.c', 'caller.d'].map((name) => program.get(`main.${name}`))).toEqual([11, 11, 1]);
});

test('what another argument has written is there when the call begins', () => {
  const program = start(
    main('caller : Caller; n, m : INT := 1;', 'caller(); m := Late(x := n, a := Grow(x := n)) * 1000 + n;', blocks),
  );
  expect(program.scan()).toBeNull();
  expect(['m', 'caller.e'].map((name) => program.get(`main.${name}`))).toEqual([4104, 4104]);
});
