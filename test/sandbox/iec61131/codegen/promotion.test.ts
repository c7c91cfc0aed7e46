import { describe, expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

describe.each([false, true])('with every variable in memory at all times: %s', (observable) => {
  test('after a fault in a loop, memory holds what the statements before it made', () => {
    const program = start(main('a : ARRAY[0..4] OF INT; i, n : INT;', 'FOR i := 0 TO 10 DO\nn := n + 1;\na[i] := n;\nEND_FOR;'), {
      observable,
    });
    expect(program.scan()).toMatchObject({ kind: 'index', line: 5, a: 5n });
    expect(program.get('main.i')).toBe(5);
    expect(program.get('main.n')).toBe(6);
  });

  test('RETURN out of a loop keeps what the loop made', () => {
    const program = start(
      main('i, n : INT;', 'FOR i := 1 TO 10 DO n := n + 1; IF n = 4 THEN RETURN; END_IF; END_FOR; n := 100;'),
      { observable },
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.n')).toBe(4);
    expect(program.get('main.i')).toBe(4);
  });

  test('an in_out that points at a variable of the same loop sees every change at once', () => {
    const program = start(
      main(
        'f : Fill; n : INT;',
        'f(shared := total);',
        `FUNCTION_BLOCK Fill
         VAR_IN_OUT shared : INT; END_VAR VAR_EXTERNAL total : INT; END_VAR VAR i : INT; END_VAR
         FOR i := 1 TO 5 DO shared := shared + 1; total := total * 2; END_FOR;
         END_FUNCTION_BLOCK
         VAR_GLOBAL total : INT; END_VAR\n`,
      ).replace('n : INT; END_VAR', 'n : INT; END_VAR VAR_EXTERNAL total : INT; END_VAR'),
      { observable },
    );
    expect(program.scan()).toBeNull();
    expect(program.get('total')).toBe(62);
  });
});

test('both builds charge the same fuel', () => {
  const text = main('i, j : INT; s : DINT;', 'FOR i := 1 TO 9 DO WHILE j < i DO j := j + 1; s := s + j; END_WHILE; END_FOR;');
  const left = [false, true].map((observable) => {
    const program = start(text, { observable });
    program.scan(0, 0, 5000n);
    return [program.global('fuel').value, program.get('main.s')];
  });
  expect(left[0]).toEqual(left[1]);
});
