/** Partial access, IEC 61131-3, 6.5.2.4 and Table 17. */
import { expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

test('bytes, words and double words count from the lowest, in memory', () => {
  const program = start(
    main(
      'l : LWORD := 16#1122334455667788; d : DWORD; b : BYTE; w : WORD; x : BOOL;',
      'b := l.%B6; w := l.%W1; d := l.%D1; l.%B0 := 16#AA; l.%W3 := 16#BBCC; x := l.%W1.%X1; d.%B0 := b; d.%W1.%X15 := TRUE;',
    ),
  );
  expect(program.scan()).toBeNull();
  expect(program.get('main.b')).toBe(0x22);
  expect(program.get('main.w')).toBe(0x5566);
  expect(program.get('main.l')).toBe(0xbbcc3344556677aan);
  expect(program.get('main.d')).toBe(0x91223322);
  expect(program.get('main.x')).toBe(true);
});

test('and the same in variables of functions, which live in registers', () => {
  const program = start(
    main(
      'l : LWORD := 16#1122334455667788; r : LWORD; d : DWORD; x : BOOL;',
      'r := Mix(l, d, x);',
      `FUNCTION Mix : LWORD VAR_INPUT l : LWORD; END_VAR VAR_OUTPUT d : DWORD; x : BOOL; END_VAR VAR w : WORD; m : LWORD; END_VAR
       m := l; w.%B1 := m.%B6; w.%B0 := 16#F0; d := m.%D1; d.%W0 := w; m.%D0 := d; m.%B7 := 16#FF; m.%X8 := TRUE; x := m.%B1.%X0; m.%W2.%X15 := TRUE; Mix := m;
       END_FUNCTION`,
    ),
  );
  expect(program.scan()).toBeNull();
  expect(program.get('main.d')).toBe(0x112222f0);
  expect(program.get('main.r')).toBe(0xff22b344112223f0n);
  expect(program.get('main.x')).toBe(true);
});

test('and in what a loop keeps at hand', () => {
  const program = start(
    main('d : DWORD; i : INT;', 'FOR i := 1 TO 200 DO d.%B2 := INT_TO_BYTE(i); d.%X0 := NOT d.%X0; d.%W1.%X15 := TRUE; END_FOR;'),
  );
  expect(program.scan()).toBeNull();
  expect(program.get('main.d')).toBe(0x80c80000);
});
