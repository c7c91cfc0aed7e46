/** What lets a check fall away must not let it fall away too far. */
import { expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

const declared = 'a : ARRAY[0..3] OF INT; i, k : INT; s : SINT; r : INT(0..3); n : UINT;';

test.each([
  ['one beyond the bounds', 'FOR i := 0 TO 4 DO a[i] := 1; END_FOR;', 4],
  ['a constant beside the loop’s variable', 'FOR i := 0 TO 3 DO a[i + 1] := 1; END_FOR;', 4],
  ['below the bounds', 'FOR i := 3 TO -1 BY -1 DO a[i] := 1; END_FOR;', -1],
  ['the variable behind its loop', 'FOR i := 0 TO 3 DO k := i; END_FOR; a[i] := 1;', 4],
  ['a condition that held before the assignment', 'FOR i := 1 TO 9 DO IF k < 4 THEN k := k + 1; a[k] := 1; END_IF; END_FOR;', 4],
  ['a condition on the other side', 'k := -1; FOR i := 1 TO 9 DO IF k < 4 THEN a[k] := 1; END_IF; END_FOR;', -1],
  [
    'the way on which the condition does not hold',
    'k := 9; FOR i := 1 TO 9 DO IF k < 4 THEN k := 1; ELSE a[k] := 1; END_IF; END_FOR;',
    9,
  ],
  [
    'a condition before a loop that moves the variable',
    'FOR i := 1 TO 9 DO IF k < 3 THEN REPEAT a[k] := 1; k := k + 1; UNTIL k > 90 END_REPEAT; END_IF; END_FOR;',
    4,
  ],
  ['a remainder of a negative number', 'k := -3; FOR i := 1 TO 2 DO a[k MOD 4] := 1; END_FOR;', -3],
  ['a conversion that wraps', 'FOR i := 127 TO 128 DO s := INT_TO_SINT(i); a[s - 124] := 1; END_FOR;', 4],
  ['a sum that wraps', 'k := 32767; FOR i := 1 TO 2 DO a[k + i] := 1; END_FOR;', -32768],
])('%s is still checked', (_, body, index) => {
  const program = start(main(declared, body));
  expect(program.scan()).toMatchObject({ kind: 'index', a: BigInt(index) });
});

test('a value written from outside is not believed, whatever its type promises', () => {
  const program = start(main(declared, 'FOR i := 1 TO 2 DO a[r] := i; END_FOR;'));
  program.set('main.r', 1000);
  expect(program.scan()).toMatchObject({ kind: 'index', a: 1000n });
});

test.each(['c AND_THEN b', 'NOT c OR_ELSE b'])('the right side of %s is not believed to be 0 or 1', (condition) => {
  const program = start(main(`b, c : BOOL; ${declared}`, `FOR i := 1 TO 2 DO a[BOOL_TO_INT(${condition})] := 1; END_FOR;`));
  program.bytes[program.program.layout.roots[0]?.offset ?? 0] = 9;
  program.set('main.c', true);
  expect(program.scan()).toMatchObject({ kind: 'index', a: 9n });
});

test('a divisor that can be zero is still checked', () => {
  const program = start(main(declared, 'FOR i := -1 TO 1 DO k := 6 / i; END_FOR;'));
  expect(program.scan()).toMatchObject({ kind: 'division', a: 6n });
  expect(program.get('main.k')).toBe(-6);
});

test('the lowest value divided by -1 wraps, in a loop too', () => {
  const program = start(main('i, k, low : INT := -32768;', 'FOR i := -1 TO -1 DO k := low / i; END_FOR;'));
  expect(program.scan()).toBeNull();
  expect(program.get('main.k')).toBe(-32768);
});

test.each([
  ['SINT', 127, 1, -128],
  ['USINT', 255, 1, 0],
  ['INT', 32767, 2, -32768],
  ['UINT', 65535, 3, 0],
])('FOR over %s to its limit ends there, and leaves its variable one step beyond', (type, limit, by, behind) => {
  const program = start(
    main(`v : ${type}; n : DINT;`, `FOR v := ${limit - 2 * by} TO ${limit} BY ${by} DO n := n + 1; END_FOR;`),
  );
  expect(program.scan()).toBeNull();
  expect([program.get('main.n'), program.get('main.v')]).toEqual([3, behind + by - 1]);
});
