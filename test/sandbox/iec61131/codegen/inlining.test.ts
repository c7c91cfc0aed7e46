/** What is written in place of calls, kept in locals, or charged at once, does what the plain way does. */
import { describe, expect, test } from 'vitest';
import { main, type RunningProgram, start } from '../running-program.ts';

const both = (text: string): RunningProgram[] => [false, true].map((observable) => start(text, { observable }));

test('RETURN in a block called in a loop ends that call alone', () => {
  const block = `FUNCTION_BLOCK Odd VAR_INPUT n : INT; END_VAR VAR_OUTPUT sum : INT; END_VAR
    IF n MOD 2 = 0 THEN RETURN; END_IF;
    sum := sum + n;
  END_FUNCTION_BLOCK\n`;
  for (const program of both(main('odd : Odd; i, last : INT;', 'FOR i := 1 TO 5 DO odd(n := i, sum => last); END_FOR;', block))) {
    expect(program.scan()).toBeNull();
    expect([program.get('main.odd.sum'), program.get('main.last'), program.get('main.i')]).toEqual([9, 9, 6]);
  }
});

test('a fault in a block called in a loop leaves memory as the statements before it made it', () => {
  const block = `FUNCTION_BLOCK Share VAR_INPUT by : INT; END_VAR VAR_OUTPUT got : INT; END_VAR VAR times : INT; END_VAR
    times := times + 1;
    got := 12 / by;
  END_FUNCTION_BLOCK\n`.replaceAll('by', 'divisor');
  const body = 'FOR i := 2 TO -2 BY -1 DO\nn := n + 1;\nshare[i + 2](divisor := i);\nEND_FOR;';
  for (const program of both(main('share : ARRAY[0..4] OF Share; i, n : INT;', body, block))) {
    expect(program.scan()).toMatchObject({ kind: 'division', a: 12n });
    expect(
      ['main.i', 'main.n', 'main.share[2].times', 'main.share[2].got', 'main.share[3].got'].map((path) => program.get(path)),
    ).toEqual([0, 3, 1, 0, 12]);
  }
});

test('each instance of an array keeps its own values, whatever the one before left in locals', () => {
  const body = 'FOR i := 0 TO 2 DO c[i](CU := i <> 1, PV := i); up[i] := c[i].CV; END_FOR;';
  for (const program of both(main('c : ARRAY[0..2] OF CTU; up : ARRAY[0..2] OF INT; i : INT;', body))) {
    program.scan();
    expect([0, 1, 2].map((i) => program.get(`main.up[${i}]`))).toEqual([1, 0, 1]);
    expect([0, 1, 2].map((i) => program.get(`main.c[${i}].Q`))).toEqual([true, false, false]);
  }
});

test('a function’s own variables start anew at every turn', () => {
  const sum = `FUNCTION Sum : INT VAR_INPUT n : INT; END_VAR VAR k : INT := 10; END_VAR
    k := k + n; Sum := Sum + k;
  END_FUNCTION\n`;
  for (const program of both(main('i, n : INT;', 'FOR i := 1 TO 3 DO n := Sum(i); END_FOR;', sum))) {
    program.scan();
    expect(program.get('main.n')).toBe(13);
  }
});

describe('a loop whose turns are charged at once', () => {
  const fill = main('a : ARRAY[0..99] OF INT; i : INT;', 'FOR i := 0 TO 99 DO a[i] := 7; END_FOR;');

  test.each([0, 50, 100, 199, 200, 201, 202, 203, 1000])('stops for want of fuel where the other does, with %d', (fuel) => {
    const [fast, plain] = both(fill);
    expect(fast?.scan(0, 0, BigInt(fuel))).toEqual(plain?.scan(0, 0, BigInt(fuel)));
    expect(fast?.bytes).toEqual(plain?.bytes);
    expect(fast?.global('fuel').value).toBe(plain?.global('fuel').value);
  });

  const share = `FUNCTION_BLOCK Share VAR_INPUT n : INT; END_VAR VAR_OUTPUT sum : DINT; END_VAR VAR up : CTU; END_VAR
    up(CU := n MOD 2 = 0, PV := 3);
    IF n < 3 THEN RETURN; END_IF;
    sum := sum + Twice(n);
  END_FUNCTION_BLOCK
  FUNCTION Twice : DINT VAR_INPUT n : INT; END_VAR Twice := n; Twice := Twice * 2; END_FUNCTION\n`;
  const declared = 'late : ARRAY[3..9] OF CTU; share : ARRAY[-2..7] OF Share; i : INT; n, calls : DINT; timer : TON;';
  const bodies = {
    'a block in every turn': 'FOR i := -2 TO 7 DO share[i](n := i, sum => n); END_FOR;',
    'calls under conditions':
      'FOR i := 7 TO -2 BY -1 DO IF i MOD 3 = 0 THEN share[i](n := i); ELSIF Twice(i) > 4 THEN n := Twice(i); END_IF; END_FOR;',
    'an array that begins behind 0': 'FOR i := 4 TO 9 DO late[i](CU := late[i - 1].Q, PV := i); n := n + late[i].CV; END_FOR;',
    'calls that a choice passes over':
      'FOR i := 0 TO 7 DO CASE i OF 1..2: n := Twice(i); 5: timer(IN := TRUE, PT := T#1ms); ELSE n := n + 1; END_CASE; END_FOR;',
    'calls on the right of AND_THEN':
      'FOR i := 0 TO 7 DO IF i > 2 AND_THEN Twice(i) > 9 THEN calls := calls + Twice(i); END_IF; END_FOR;',
  };

  test.each(Object.entries(bodies))('%s stop for want of fuel where the other does', (_, body) => {
    const [fast, plain] = both(main(declared, body, share));
    for (let fuel = 0; fuel < 260; fuel++) {
      expect(fast?.scan(fuel, 0, BigInt(fuel))).toEqual(plain?.scan(fuel, 0, BigInt(fuel)));
      expect(fast?.bytes).toEqual(plain?.bytes);
      expect(fast?.global('fuel').value).toBe(plain?.global('fuel').value);
    }
    expect(fast?.scan(0, 0, 260n)).toBeNull();
  });

  test('an array is cleared up to its bounds and not beyond', () => {
    const text = main(
      'before : DINT := -1; a : ARRAY[1..10] OF LINT; behind : DINT := -1; i : SINT;',
      'FOR i := 2 TO 9 DO a[i] := 0; END_FOR;',
    );
    for (const program of both(text)) {
      for (let i = 1; i <= 10; i++) program.set(`main.a[${i}]`, -1n);
      program.scan();
      expect([1, 2, 9, 10].map((i) => program.get(`main.a[${i}]`))).toEqual([-1n, 0n, 0n, -1n]);
      expect([program.get('main.before'), program.get('main.behind'), program.get('main.i')]).toEqual([-1, -1, 10]);
    }
  });
});

test('what a condition told of a global variable ends where a called block writes it', () => {
  const bump = `CONFIGURATION c VAR_GLOBAL g : INT; END_VAR RESOURCE r ON plc TASK t(INTERVAL := T#10ms); PROGRAM main WITH t : main; END_RESOURCE END_CONFIGURATION
  FUNCTION_BLOCK Bump VAR_EXTERNAL g : INT; END_VAR
    g := g + 100;
  END_FUNCTION_BLOCK\n`;
  const text = main(
    'a : ARRAY[0..5] OF DINT; behind : ARRAY[0..400] OF DINT; i, k : INT; bump : Bump;',
    `FOR i := 0 TO 0 DO
      IF g >= 0 AND g <= 5 THEN
        FOR k := 1 TO 3 DO a[g] := 7; bump(); END_FOR;
      END_IF;
    END_FOR;`,
    bump,
  );
  for (const program of both(text)) expect(program.scan()).toMatchObject({ kind: 'index', a: 100n });
});

describe('what a loop finds once', () => {
  const block = `CONFIGURATION c VAR_GLOBAL g : INT; END_VAR RESOURCE r ON plc TASK t(INTERVAL := T#10ms); PROGRAM main WITH t : main; END_RESOURCE END_CONFIGURATION
  FUNCTION_BLOCK Ramp VAR_INPUT step : LREAL; END_VAR VAR_OUTPUT level : LREAL; END_VAR VAR_EXTERNAL g : INT; END_VAR
    g := g + 3; level := level * 0.5 + step / 0.1;
  END_FUNCTION_BLOCK\n`;
  const declared = 'ramp : ARRAY[1..4] OF Ramp; i, n, m : INT; a, b : ARRAY[1..4] OF DINT; x : LREAL; y, z : REAL := -0.0;';
  const bodies = {
    'is not what the loop moves': 'FOR i := 1 TO 4 DO a[i] := (m + i * 3) MOD 7 * 2; END_FOR;',
    'is not what its body writes': 'FOR i := 1 TO 4 DO m := m + 1; a[i] := (m + n * 3) MOD 7 * 2; n := n + i; END_FOR;',
    'is not what a block called in it writes':
      'FOR i := 1 TO 4 DO ramp[i](step := 0.5); a[i] := g * 5 MOD 7; b[i] := (n + 4) * 3 MOD 5; END_FOR;',
    'is not found under a condition that kept a fault away':
      'FOR i := 1 TO 4 DO IF n <> 0 THEN a[i] := 7 / n * 2; END_IF; b[i] := 9 MOD n * 2; END_FOR;',
    'keeps the signs and widths of real numbers':
      'FOR i := 1 TO 4 DO y := y * 0.1 + 0.1; x := x * -0.0 + 0.1 + 1.0 / (x - 0.1); z := -0.0; IF 1.0E30 * y > 1.0E30 * 1.0E30 THEN x := 3.5; END_IF; END_FOR;',
  };
  test.each(Object.entries(bodies))('%s', (_, body) => {
    const [fast, plain] = both(main(declared, body, block));
    for (let scan = 0; scan < 4; scan++) {
      expect(fast?.scan()).toEqual(plain?.scan());
      expect(fast?.bytes).toEqual(plain?.bytes);
    }
  });
});
