/** What a turn of a loop knows of memory is what memory holds; conditions taken apart, and choices without a branch, decide as the plain way does. */
import { expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

const blocks = `TYPE Pair : STRUCT a : INT; b : DINT; c : ARRAY[0..2] OF SINT; END_STRUCT; END_TYPE
CONFIGURATION c VAR_GLOBAL g : UINT; shared : ARRAY[0..5] OF INT; whole : Tally; END_VAR
  RESOURCE r ON plc TASK t(INTERVAL := T#10ms); PROGRAM main WITH t : main; END_RESOURCE END_CONFIGURATION
FUNCTION_BLOCK Step VAR_INPUT n : UINT; END_VAR VAR_OUTPUT sum : DINT; odd : BOOL; END_VAR
  VAR last : ARRAY[0..2] OF UINT; END_VAR VAR_EXTERNAL g : UINT; shared : ARRAY[0..5] OF INT; END_VAR
  odd := n MOD 2 = 1 AND NOT odd;
  last[g MOD 3] := n;
  sum := sum + last[0] + shared[n MOD 4] + shared[1] + Peek(n);
  shared[g MOD 4 + 1] := UINT_TO_INT(n);
  g := (g + 1) MOD 12;
END_FUNCTION_BLOCK
FUNCTION_BLOCK Early VAR_INPUT n : UINT; END_VAR VAR_OUTPUT sum : DINT; odd : BOOL; END_VAR
  IF n MOD 4 = 3 THEN sum := 7; RETURN; END_IF;
  odd := n MOD 2 = 1;
END_FUNCTION_BLOCK
FUNCTION_BLOCK Tally VAR_INPUT n : UINT; END_VAR VAR_OUTPUT sum : DINT; END_VAR
  IF n > 1 THEN sum := sum + n; END_IF;
END_FUNCTION_BLOCK
FUNCTION Peek : INT VAR_INPUT index : UINT; END_VAR VAR_EXTERNAL shared : ARRAY[0..5] OF INT; END_VAR
  shared[5] := shared[5] + 1;
  Peek := shared[index MOD 4] + shared[5];
END_FUNCTION
`;
const declared = `early : ARRAY[0..4] OF Early; steps : ARRAY[0..4] OF Step; late : ARRAY[-3..2] OF Step; one : Step; x, y : ARRAY[0..5] OF INT; p : ARRAY[1..4] OF Pair;
  r : ARRAY[0..5] OF REAL; flags : ARRAY[0..5] OF BOOL; i, n, m : INT; k, u : UINT; d : DINT; w : ARRAY[0..5] OF WORD;`;

const bodies = {
  'an element that is exchanged with its neighbour':
    'FOR i := 0 TO 4 DO x[i] := i * 7 MOD 5; END_FOR; FOR i := 0 TO 4 DO IF x[i] > x[i + 1] THEN m := x[i]; x[i] := x[i + 1]; x[i + 1] := m; END_IF; END_FOR;',
  'an element that another index names too':
    'k := 2; FOR n := 0 TO 0 DO IF k <= 5 THEN FOR i := 0 TO 5 DO x[i] := i; x[k] := 9; y[i] := x[i] + x[k]; y[k] := 4; d := d + y[i]; END_FOR; END_IF; END_FOR;',
  'an element behind an index that is computed':
    'FOR i := 0 TO 5 DO x[i] := i; x[(u + 2) MOD 6] := 9; y[i] := x[i]; u := u + 1; END_FOR;',
  'an element behind an index that moves within the turn':
    'FOR n := 0 TO 0 DO IF k <= 3 THEN FOR i := 0 TO 0 DO x[k] := 3; k := k + 1; d := d * 3 + x[k]; x[k] := 5; d := d + x[k]; END_FOR; END_IF; END_FOR; k := 2;',
  'an output that the next call changes':
    'FOR i := 0 TO 4 DO steps[i](n := k); d := d + steps[i].sum; steps[4](n := k + 1); d := d + steps[i].sum + steps[4].sum; k := k + 1; END_FOR;',
  'an instance whose body leaves early':
    'FOR i := 0 TO 4 DO early[i](n := u); x[i] := DINT_TO_INT(early[i].sum); IF early[i].odd AND n >= 0 THEN x[i] := 5; END_IF; u := u + 1; n := n + Peek(u) + Peek(3) + shared[5]; END_FOR;',
  'one instance called in every turn':
    'FOR i := 0 TO 4 DO one(n := u); u := u + 1; d := d + one.sum; IF one.odd AND NOT flags[i] THEN flags[i] := one.odd; END_IF; END_FOR;',
  'an instance of a global variable':
    'FOR i := 0 TO 4 DO whole(n := u); d := d + whole.sum; u := u + 1; whole(n := u MOD 4); d := d + whole.sum; END_FOR;',
  'an array that begins below 0':
    'FOR i := -3 TO 1 DO late[i](n := u); late[i + 1].n := 3; u := u + 1; d := d + late[i].sum + late[i + 1].n + late[-2].n; END_FOR;',
  'fields of structures and arrays in them':
    'FOR i := 1 TO 4 DO p[i].a := i; p[i].b := p[i].a * 3; p[i].c[2] := 5; p[i].c[u MOD 3] := 7; u := u + 1; d := d + p[i].b + p[i].c[2] + p[i].a + p[4].a; END_FOR;',
  'a bit of an element':
    'FOR i := 0 TO 5 DO w[i] := 5; w[i].1 := flags[i]; IF w[i].2 AND NOT w[i].1 THEN w[i].9 := TRUE; END_IF; d := d + WORD_TO_INT(w[i]); END_FOR;',
  'reals and constants':
    'FOR i := 0 TO 5 DO r[i] := 0.5; r[i] := r[i] * 3.0 + r[i]; r[k MOD 6] := 1.25; IF r[i] > 1.5 AND r[i] < 9.0 THEN n := n + 1; END_IF; END_FOR; k := 1;',
  'branches that know different things':
    'FOR i := 0 TO 5 DO IF i > 2 THEN x[i] := 4; ELSIF x[i] = 0 AND y[i] = 0 THEN y[i] := x[i] + 1; ELSE x[i] := y[i]; END_IF; CASE y[i] OF 0: x[i] := 1; 1: y[i] := x[i]; ELSE x[i] := 6; END_CASE; d := d + x[i] + y[i]; END_FOR;',
  'a choice between what a variable is and what it becomes':
    'FOR i := 0 TO 5 DO IF x[i] < 1 THEN n := n + 1; END_IF; IF n > 3 THEN n := n - m; END_IF; IF flags[i] THEN m := 30000; END_IF; IF NOT flags[i] THEN m := m + 1; END_IF; END_FOR; n := n + 32760;',
  'AND_THEN and what stands right of it':
    'FOR i := 0 TO 5 DO IF x[i] = 0 AND_THEN y[i] = 0 THEN x[i] := 2; END_IF; IF x[i] = 2 AND (n < 4 OR y[i] > 1) AND NOT flags[i] THEN y[i] := y[i] + x[i]; END_IF; IF flags[i] AND flags[5] AND d > 0 THEN m := m + 1; d := 0; END_IF; n := n + y[i]; d := d + 1; END_FOR;',
};

test.each(Object.entries(bodies))('%s', (_, body) => {
  const [fast, plain] = [false, true].map((observable) => start(main(declared, body, blocks), { observable }));
  if (!fast || !plain) throw new Error('compiles');
  const { I, Q, M } = fast.program.layout.image;
  const behindImage = Math.max(...[I, Q, M].map(({ offset, size }) => offset + size));
  // Bytes that a rig, a force or an overlay may leave, and no program makes, then what the program makes of its own.
  for (const noise of [0, 0x02, 0x5b, 0xff]) {
    for (const program of [fast, plain]) program.bytes.fill(noise, behindImage);
    for (let scan = 0; scan < 4; scan++) {
      expect(fast.scan(scan)).toEqual(plain.scan(scan));
      expect(fast.bytes).toEqual(plain.bytes);
      expect(fast.global('fuel').value).toBe(plain.global('fuel').value);
    }
  }
});

test('of a BOOL whose byte holds a number, AND with a comparison looks at the lowest bit', () => {
  for (const observable of [false, true]) {
    const program = start(
      main('a, b : BOOL; n : INT;', 'IF a AND n < 5 THEN n := n + 1; END_IF; IF n < 5 AND (a OR b) THEN n := n + 10; END_IF;'),
      { observable },
    );
    program.bytes[program.program.layout.roots[0]?.offset ?? 0] = 2;
    program.set('main.b', true);
    program.scan();
    expect(program.get('main.n')).toBe(10);
  }
});
