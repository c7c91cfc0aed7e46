import { describe, expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

const shifts = [
  ['BYTE', 8n],
  ['WORD', 16n],
  ['DWORD', 32n],
  ['LWORD', 64n],
] as const;

describe.each(shifts)('%s', (type, width) => {
  const program = start(
    main(`v, l, r, rl, rr : ${type}; n : INT;`, 'l := SHL(v, n); r := SHR(v, n); rl := ROL(v, n); rr := ROR(v, n);'),
  );
  const mask = (1n << width) - 1n;
  test.each([0n, 1n, width - 1n, width, width + 3n, 3n * width])('shifts and rotates by %s', (n) => {
    const value = 0x9123456789abcdefn & mask;
    program.set('main.v', value);
    program.set('main.n', n);
    expect(program.scan()).toBeNull();
    const turn = n % width;
    expect(BigInt(program.get('main.l'))).toBe((value << n) & mask);
    expect(BigInt(program.get('main.r'))).toBe(value >> n);
    expect(BigInt(program.get('main.rl'))).toBe(((value << turn) | (value >> (width - turn))) & mask);
    expect(BigInt(program.get('main.rr'))).toBe(((value >> turn) | (value << (width - turn))) & mask);
  });
});

test('selection: SEL, MUX, LIMIT, MIN, MAX', () => {
  const program = start(
    main(
      'g : BOOL; k : INT := 2; s, m, l, low, high : INT; x : INT := 50;',
      's := SEL(g, 1, 2); m := MUX(k, 10, 20, 30); l := LIMIT(0, x, 40); low := MIN(x, 7, 9); high := MAX(3, x, 9);',
    ),
  );
  expect(program.scan()).toBeNull();
  expect(['s', 'm', 'l', 'low', 'high'].map((name) => program.get(`main.${name}`))).toEqual([1, 30, 40, 7, 50]);
  program.set('main.g', true);
  program.set('main.x', -3);
  program.scan();
  expect(['s', 'l', 'low', 'high'].map((name) => program.get(`main.${name}`))).toEqual([2, 0, -3, 9]);
  program.set('main.k', 3);
  expect(program.scan()).toMatchObject({ kind: 'index', a: 3n, bounds: { lower: 0n, upper: 2n } });
});

test('SQRT and ABS of real numbers', () => {
  const program = start(main('x : REAL := 2.0; y : LREAL := -2.5; r : REAL; a : LREAL;', 'r := SQRT(x); a := ABS(y);'));
  program.scan();
  expect(program.get('main.r')).toBe(Math.fround(Math.sqrt(2)));
  expect(program.get('main.a')).toBe(2.5);
});

test('bitwise operators work on every bit, NOT within the width', () => {
  const program = start(
    main(
      'a : BYTE := 16#5A; n, x, o : BYTE; l : LWORD;',
      'n := NOT a; x := a XOR 16#FF; o := (a AND 16#0F) OR 16#80; l := NOT l;',
    ),
  );
  program.scan();
  expect(['n', 'x', 'o'].map((name) => program.get(`main.${name}`))).toEqual([0xa5, 0xa5, 0x8a]);
  expect(program.get('main.l')).toBe(0xffffffffffffffffn);
});
