import { expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

test('arrays of rank one to three keep every element apart, with bounds that do not start at zero', () => {
  const program = start(
    main(
      'a : ARRAY[-2..2] OF INT; b : ARRAY[1..3, 0..1] OF DINT; c : ARRAY[0..1, 5..6, -1..1] OF BYTE; i, j, k : INT;',
      `FOR i := -2 TO 2 DO a[i] := i * 10; END_FOR;
       FOR i := 1 TO 3 DO FOR j := 0 TO 1 DO b[i, j] := i * 10 + j; END_FOR; END_FOR;
       FOR i := 0 TO 1 DO FOR j := 5 TO 6 DO FOR k := -1 TO 1 DO
         c[i, j, k] := INT_TO_BYTE(i * 100 + j * 10 + k);
       END_FOR; END_FOR; END_FOR;`,
    ),
  );
  expect(program.scan()).toBeNull();
  expect([-2, -1, 0, 1, 2].map((i) => program.get(`main.a[${i}]`))).toEqual([-20, -10, 0, 10, 20]);
  expect(program.get('main.b[3,1]')).toBe(31);
  expect(program.get('main.b[1, 0]')).toBe(10);
  expect(program.get('main.c[0,5,-1]')).toBe(49);
  expect(program.get('main.c[1,6,1]')).toBe(161);
});

const point = 'TYPE Point : STRUCT x : INT := 7; on : BOOL; y : LREAL; END_STRUCT; END_TYPE\n';

test('structures nest, take their initial values and are copied whole', () => {
  const program = start(
    main(
      'p, q : Point; many : ARRAY[0..2] OF Point := [(x := 1), (x := 2, y := 2.5)];',
      'p.y := many[1].y + 1.0; q := p; many[2] := q; many[0].on := TRUE;',
      point,
    ),
  );
  expect(program.scan()).toBeNull();
  expect(program.get('main.q.x')).toBe(7);
  expect(program.get('main.q.y')).toBe(3.5);
  expect(program.get('main.many[2].y')).toBe(3.5);
  expect(program.get('main.many[0].x')).toBe(1);
  expect(program.get('main.many[1].x')).toBe(2);
  expect(program.get('main.many[0].on')).toBe(true);
  expect(program.get('main.many[1].on')).toBe(false);
});

test('enumerations start with their first value, subranges with their lower limit', () => {
  const program = start(
    main(
      'c : Colour; s : INT(3..9);',
      'IF c = Green THEN c := Blue; END_IF;',
      'TYPE Colour : (Green := 4, Blue := 8); END_TYPE\n',
    ),
  );
  program.scan();
  expect(program.get('main.c')).toBe(8);
  expect(program.get('main.s')).toBe(3);
});

test('a bit of a word is read and written without touching its neighbours', () => {
  const program = start(
    main(
      'w : WORD := 16#8001; l : LWORD; s : SINT; b : BOOL;',
      'w.1 := TRUE; w.15 := FALSE; b := w.0; l.63 := b; l.%X40 := TRUE;',
    ),
  );
  expect(program.scan()).toBeNull();
  expect(program.get('main.w')).toBe(3);
  expect(program.get('main.b')).toBe(true);
  expect(program.get('main.l')).toBe((1n << 63n) | (1n << 40n));
});

test('image addresses overlap as their bytes do', () => {
  const program = start(
    main(
      'in0 AT %IX0.3 : BOOL; byte0 AT %IB0 : BYTE; word0 AT %QW0 : WORD; out AT %QX1.7 : BOOL; m AT %MD1 : DWORD;',
      'word0 := 16#0102; out := in0; m := 16#A0B0C0D0; %QB2 := byte0;',
    ),
  );
  program.set('%IX0.3', true);
  program.set('%IX0.0', true);
  expect(program.scan()).toBeNull();
  expect(program.get('main.byte0')).toBe(9);
  expect(program.get('%QB0')).toBe(2);
  expect(program.get('%QB1')).toBe(0x81);
  expect(program.get('%QX1.0')).toBe(true);
  expect(program.get('%QB2')).toBe(9);
  expect(program.get('%MW2')).toBe(0xc0d0);
  expect(program.get('%MB4')).toBe(0xd0);
});
