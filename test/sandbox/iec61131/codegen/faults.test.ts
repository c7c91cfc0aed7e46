import { describe, expect, test } from 'vitest';
import { compile } from '#sandbox/iec61131/index.ts';
import { main, start } from '../running-program.ts';

test('an index out of bounds faults with the index, the bounds and its line', () => {
  const program = start(main('levels : ARRAY[1..10] OF INT; i : INT := 11; x : INT;', 'x := 1;\nlevels[i] := 5;'));
  expect(program.scan()).toEqual({
    kind: 'index',
    line: 4,
    text: 'levels[i]',
    a: 11n,
    b: 10n,
    bounds: { lower: 1n, upper: 10n },
  });
  program.set('main.i', 0);
  expect(program.scan()).toMatchObject({ kind: 'index', a: 0n });
  program.set('main.i', 10);
  expect(program.scan()).toBeNull();
  expect(program.get('main.levels[10]')).toBe(5);
});

test('every dimension is checked by itself', () => {
  const program = start(main('grid : ARRAY[0..1, 0..3] OF INT; i, j : INT;', 'grid[i, j] := 1;'));
  program.set('main.j', 4);
  expect(program.scan()).toMatchObject({ kind: 'index', a: 4n, bounds: { lower: 0n, upper: 3n } });
});

test('division by zero faults with its dividend and line', () => {
  const program = start(main('a : INT := 7; b : INT;', '\na := a / b;'));
  expect(program.scan()).toMatchObject({ kind: 'division', line: 4, text: 'a / b', a: 7n, b: 0n });
});

test('a value outside its subrange faults with the value', () => {
  const program = start(main('speed : INT(0..100); wanted : INT := 101;', 'speed := wanted;'));
  expect(program.scan()).toMatchObject({
    kind: 'range',
    line: 3,
    text: 'speed',
    a: 101n,
    b: 100n,
    bounds: { lower: 0n, upper: 100n },
  });
  program.set('main.wanted', -1);
  expect(program.scan()).toMatchObject({ kind: 'range', a: -1n, b: 0n });
  program.set('main.wanted', 100);
  expect(program.scan()).toBeNull();
});

test.each(['WHILE TRUE DO ; END_WHILE;', 'REPEAT ; UNTIL FALSE END_REPEAT;'])(
  'fuel stops %s on its line, within its budget',
  (loop) => {
    const program = start(main('n : DINT;', `n := n + 1;\n${loop}`));
    expect(program.scan(0, 0, 1000n)).toMatchObject({ kind: 'fuel', line: 4 });
    expect(program.global('fuel').value).toBeLessThan(0n);
    expect(program.global('fuel').value).toBeGreaterThan(-10n);
  },
);

test('calls cost fuel, so calls alone cannot run for ever', () => {
  const call = 'FUNCTION Deep : INT VAR_INPUT n : INT; END_VAR Deep := n; Deep := n; Deep := n; END_FUNCTION\n';
  const program = start(main('n : INT;', 'n := Deep(Deep(Deep(n)));', call));
  expect(program.scan(0, 0, 1000n)).toBeNull();
  const left = program.global('fuel').value;
  expect(1000n - BigInt(left)).toBe(2n + 3n * 4n);
});

test('a program that needs too much memory is refused with the sizes and the culprit', () => {
  const { diagnostics, program } = compile([
    { name: 'big.st', text: main('small : INT; huge : ARRAY[1..1000000] OF LREAL;', 'small := 1; huge[1] := 1.0;') },
  ]);
  expect(program).toBeNull();
  const error = diagnostics.find(({ severity }) => severity === 'error');
  expect(error?.code).toBe('ST7001');
  expect(error?.message.en).toContain('8,000,000');
  expect(error?.message['zh-CN']).toContain('huge');
});

describe('a program never reaches beyond its region', () => {
  test('what stands before and behind stays as it was', () => {
    const program = start(main('a : ARRAY[0..7] OF LINT; i : DINT; v : LINT := -1;', 'a[i] := v;'));
    const all = new Uint8Array(program.memory.buffer);
    const outside = () => [all.slice(0, program.base), all.slice(program.base + program.program.layout.size)];
    const before = outside();
    for (const i of [-2147483648, -1000, -1, 8, 9, 100_000, 2147483647]) {
      program.set('main.i', i);
      expect(program.scan()).toMatchObject({ kind: 'index', a: BigInt(i) });
    }
    expect(outside()).toEqual(before);
  });
});

describe('an integer beyond DINT selects nothing', () => {
  const above = { kind: 'index', a: 2_147_483_647n };
  test.each([
    ['LINT', '4294967297', 'r := a[k];', above],
    ['LINT', '-4294967295', 'r := a[k];', { kind: 'index', a: -2_147_483_648n }],
    ['ULINT', '18446744073709551615', 'r := a[k];', above],
    ['UDINT', '4294967295', 'r := a[k];', above],
    ['UDINT', '4294967295', 'r := b[k];', { kind: 'index' }],
    ['LINT', '4294967297', 'a[k] := 7;', above],
    ['LINT', '4294967297', 'r := MUX(k, 1, 2);', above],
    ['ULINT', '4294967297', "s := MUX(k, 'a', 'b');", above],
    ['LINT', '4294967297', "s[k] := CHAR#'A';", { kind: 'position' }],
  ])('%s %s: %s', (type, value, statement, fault) => {
    const program = start(
      main(
        `k : ${type} := ${value}; r : INT; s : STRING := 'abc'; a : ARRAY[-1..3] OF INT := [1, 2, 3, 4, 5]; b : ARRAY[0..3] OF INT;`,
        statement,
      ),
    );
    expect(program.scan()).toMatchObject(fault);
    expect(program.get('main.r')).toBe(0);
  });
  test.each([
    ['LINT', -1, 1],
    ['LINT', 3, 5],
    ['ULINT', 3, 5],
    ['UDINT', 0, 2],
  ])('%s %d selects within the bounds', (type, value, expected) => {
    const program = start(main(`k : ${type} := ${value}; r : INT; a : ARRAY[-1..3] OF INT := [1, 2, 3, 4, 5];`, 'r := a[k];'));
    expect(program.scan()).toBeNull();
    expect(program.get('main.r')).toBe(expected);
  });
  test('a rotation by any number is one by its low bits', () => {
    const program = start(
      main(
        'k : LINT := 4294967297; u : UDINT := 4294967295; w, v : WORD := 1;',
        'w := ROL(w, k); v := ROL(v, u); v := ROR(v, k);',
      ),
    );
    expect(program.scan()).toBeNull();
    expect([program.get('main.w'), program.get('main.v')]).toEqual([2, 0x4000]);
  });
  test('as a count of a shift it leaves nothing', () => {
    const program = start(main('k : LINT := 4294967297; w : WORD := 1; l : LWORD := 1;', 'w := SHL(w, k); l := SHR(l, k);'));
    expect(program.scan()).toBeNull();
    expect([program.get('main.w'), program.get('main.l')]).toEqual([0, 0n]);
  });
});
