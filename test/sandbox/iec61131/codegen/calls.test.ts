import { expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

test('a function starts anew at every call', () => {
  const program = start(
    main(
      'a, b : INT;',
      'a := Count(3); b := Count(Count(2));',
      'FUNCTION Count : INT VAR_INPUT n : INT; END_VAR VAR local : INT := 10; END_VAR local := local + n; Count := Count + local; END_FUNCTION\n',
    ),
  );
  expect(program.scan()).toBeNull();
  expect(program.get('main.a')).toBe(13);
  expect(program.get('main.b')).toBe(22);
});

test('outputs and in_outs come back; a packed bit of the image may be passed', () => {
  const program = start(
    main(
      'q, r, s : INT; lamp AT %QX0.5 : BOOL; total : DINT := 100;',
      `s := Divide(a := 17, b := 5, quotient => q, remainder => r, sum := total);
       Toggle(lamp);`,
      `FUNCTION Divide : INT
       VAR_INPUT a, b : INT; END_VAR VAR_OUTPUT quotient, remainder : INT; END_VAR VAR_IN_OUT sum : DINT; END_VAR
       quotient := a / b; remainder := a MOD b; sum := sum + 1; Divide := a + b;
       END_FUNCTION
       FUNCTION Toggle VAR_IN_OUT bit : BOOL; END_VAR bit := NOT bit; END_FUNCTION\n`,
    ),
  );
  expect(program.scan()).toBeNull();
  expect(['q', 'r', 's', 'total'].map((name) => program.get(`main.${name}`))).toEqual([3, 2, 22, 101]);
  expect(program.get('main.lamp')).toBe(true);
});

test('arrays go to functions by value as inputs and by reference as in_outs', () => {
  const program = start(
    main(
      'a : ARRAY[1..4] OF INT := [1, 2, 3, 4]; total : INT;',
      'total := Sum(a); Double(a);',
      `FUNCTION Sum : INT VAR_INPUT v : ARRAY[1..4] OF INT; END_VAR VAR i : INT; END_VAR
       FOR i := 1 TO 4 DO Sum := Sum + v[i]; END_FOR;
       END_FUNCTION
       FUNCTION Double VAR_IN_OUT v : ARRAY[1..4] OF INT; END_VAR VAR i : INT; END_VAR
       FOR i := 1 TO 4 DO v[i] := v[i] * 2; END_FOR;
       END_FUNCTION\n`,
    ),
  );
  expect(program.scan()).toBeNull();
  expect(program.get('main.total')).toBe(10);
  expect(program.get('main.a[4]')).toBe(8);
});

const accumulator = `FUNCTION_BLOCK Accumulator
VAR_INPUT step : INT := 1; END_VAR VAR_OUTPUT sum : INT; END_VAR VAR_IN_OUT calls : DINT; END_VAR VAR_TEMP scratch : INT := 5; END_VAR
sum := sum + step + scratch - 5; scratch := 99; calls := calls + 1;
END_FUNCTION_BLOCK
FUNCTION_BLOCK Pair VAR a, b : Accumulator; END_VAR VAR_OUTPUT both : INT; END_VAR VAR_IN_OUT n : DINT; END_VAR
a(calls := n); b(step := 10, calls := n); both := a.sum + b.sum;
END_FUNCTION_BLOCK\n`;

test('instances keep their state apart, alone, nested and in arrays', () => {
  const program = start(
    main(
      'one : Accumulator; two : Accumulator := (step := 7); many : ARRAY[0..3] OF Accumulator; pair : Pair; n : DINT; i, out : INT;',
      `one(calls := n); one(calls := n, sum => out); two(calls := n);
       FOR i := 0 TO 3 DO many[i](step := i, calls := n); END_FOR;
       pair(n := n);`,
      accumulator,
    ),
  );
  expect(program.scan()).toBeNull();
  expect(program.scan()).toBeNull();
  expect(program.get('main.one.sum')).toBe(4);
  expect(program.get('main.out')).toBe(4);
  expect(program.get('main.two.sum')).toBe(14);
  expect([0, 1, 2, 3].map((i) => program.get(`main.many[${i}].sum`))).toEqual([0, 2, 4, 6]);
  expect(program.get('main.pair.both')).toBe(22);
  expect(program.get('main.n')).toBe(18);
});

test('programs run in their tasks and share globals', () => {
  const program = start(`
PROGRAM Worker VAR_INPUT step : INT := 1; END_VAR VAR_EXTERNAL total : INT; END_VAR VAR mine : INT; END_VAR
total := total + 1; mine := mine + step; END_PROGRAM
CONFIGURATION plant
  VAR_GLOBAL total : INT := 1000; END_VAR
  RESOURCE cpu ON plc
    TASK fast(INTERVAL := T#5ms, PRIORITY := 0);
    TASK slow(INTERVAL := T#20ms, PRIORITY := 1);
    PROGRAM one WITH fast : Worker;
    PROGRAM two WITH slow : Worker;
  END_RESOURCE
END_CONFIGURATION`);
  expect(program.program.tasks.map(({ name, interval, instances }) => [name, interval, instances])).toEqual([
    ['fast', 5_000_000n, ['one']],
    ['slow', 20_000_000n, ['two']],
  ]);
  program.scan(0, 0);
  program.scan(5, 0);
  program.scan(5, 1);
  expect(program.get('total')).toBe(1003);
  expect(program.get('one.mine')).toBe(2);
  expect(program.get('two.mine')).toBe(1);
});
