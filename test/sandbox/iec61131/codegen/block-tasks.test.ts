/** Function block instances with a task of their own: IEC 61131-3, 6.8.2 (Table 62). */
import { describe, expect, test } from 'vitest';
import { start } from '../running-program.ts';

const program = `FUNCTION_BLOCK Counter VAR_INPUT inc : INT := 1; END_VAR VAR_OUTPUT n : INT; END_VAR n := n + inc; END_FUNCTION_BLOCK
FUNCTION_BLOCK Pair VAR a, b : Counter; END_VAR a(); b(); END_FUNCTION_BLOCK
FUNCTION_BLOCK Adder VAR_IN_OUT sum : INT; END_VAR sum := sum + 1; END_FUNCTION_BLOCK
PROGRAM Main VAR_INPUT in : INT := 1; END_VAR VAR one : Counter; pair : Pair; many : ARRAY[1..2] OF Counter; adder : Adder; i, s : INT; END_VAR
one(inc := in, n => s); pair(); FOR i := 1 TO 2 DO many[i](); END_FOR; adder(sum := i);
END_PROGRAM\n`;
const configured = (...programs: string[]): string =>
  `${program}CONFIGURATION c VAR_GLOBAL x : INT := 3; END_VAR TASK fast(INTERVAL := T#1ms, PRIORITY := 1); TASK slow(INTERVAL := T#10ms, PRIORITY := 2);
   ${programs.join('\n')} END_CONFIGURATION`;

describe('a function block instance WITH a task', () => {
  test('runs in that task only; its call passes inputs and outputs', () => {
    const running = start(configured('PROGRAM p WITH slow : Main(one WITH fast, in := x);'));
    expect(running.scan(0, 1)).toBeNull();
    expect([running.get('p.one.n'), running.get('p.one.inc'), running.get('p.many[2].n')]).toEqual([0, 3, 1]);
    running.scan(1, 0);
    running.scan(2, 0);
    expect([running.get('p.one.n'), running.get('p.s'), running.get('p.pair.a.n')]).toEqual([6, 0, 1]);
    running.scan(3, 1);
    expect(running.get('p.s')).toBe(6);
    expect(running.program.tasks.map(({ instances }) => instances)).toEqual([['p.one'], ['p']]);
  });
  test('leaves other instances of the same program and block alone', () => {
    const running = start(configured('PROGRAM p WITH slow : Main(one WITH fast);', 'PROGRAM q WITH slow : Main;'));
    running.scan(0, 1);
    expect([running.get('p.one.n'), running.get('q.one.n')]).toEqual([0, 1]);
    running.scan(1, 0);
    expect([running.get('p.one.n'), running.get('q.one.n')]).toEqual([1, 1]);
  });
  test('may be inside of another block', () => {
    const running = start(configured('PROGRAM p WITH slow : Main(pair.b WITH fast, one WITH slow);'));
    running.scan(0, 1);
    expect(['p.pair.a.n', 'p.pair.b.n', 'p.one.n'].map((path) => running.get(path))).toEqual([1, 0, 1]);
    running.scan(1, 0);
    expect(['p.pair.a.n', 'p.pair.b.n'].map((path) => running.get(path))).toEqual([1, 1]);
  });
  test.each([
    ['no block', 's WITH fast', 'ST5018'],
    ['an element of an array', 'many[1] WITH fast', 'ST5018'],
    ['a value', '5 WITH fast', 'ST5018'],
    ['VAR_IN_OUT', 'adder WITH fast', 'ST5019'],
    ['an unknown name', 'nothing WITH fast', 'ST2001'],
    ['an unknown task', 'one WITH idle', 'ST5013'],
    ['the same twice', 'one WITH fast, one WITH slow', 'ST2050'],
  ])('refuses %s', (_, element, code) => {
    expect(() => start(configured(`PROGRAM p WITH slow : Main(${element});`))).toThrow(code);
  });
});
