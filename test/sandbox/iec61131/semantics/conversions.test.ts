import { describe, expect, it } from 'vitest';
import type { Expression } from '../../../../sandbox/iec61131/semantics/checked.ts';
import { conversionExists } from '../../../../sandbox/iec61131/semantics/conversion-table.ts';
import { elementaryNames, widens } from '../../../../sandbox/iec61131/semantics/elementary.ts';
import { checked, findings, first, program } from './checking.ts';

/** The value of the only assignment. */
function value(declarations: string, expression: string, target = 'x'): Expression | null {
  const { program: result, diagnostics } = checked(program(declarations, `${target} := ${expression};`));
  if (result === null) throw new Error(diagnostics.map(({ message }) => message.en).join('\n'));
  const [statement] = result.programs[0]!.body;
  return statement?.kind === 'assign' ? statement.value : null;
}

// Figure 12, row by row. What is not here converts only by name.
const implicit: Record<string, string[]> = {
  BOOL: ['BYTE', 'WORD', 'DWORD', 'LWORD'],
  BYTE: ['WORD', 'DWORD', 'LWORD'],
  WORD: ['DWORD', 'LWORD'],
  DWORD: ['LWORD'],
  SINT: ['INT', 'DINT', 'LINT', 'REAL', 'LREAL'],
  INT: ['DINT', 'LINT', 'REAL', 'LREAL'],
  DINT: ['LINT', 'LREAL'],
  USINT: ['UINT', 'UDINT', 'ULINT', 'INT', 'DINT', 'LINT', 'REAL', 'LREAL'],
  UINT: ['UDINT', 'ULINT', 'DINT', 'LINT', 'REAL', 'LREAL'],
  UDINT: ['ULINT', 'LINT', 'LREAL'],
  REAL: ['LREAL'],
  TIME: ['LTIME'],
  DATE: ['LDATE'],
  TOD: ['LTOD'],
  DT: ['LDT'],
};

describe('implicit conversion, Figure 12', () => {
  it('allows exactly the arrows of the figure, in an assignment', () => {
    for (const from of elementaryNames) {
      for (const to of elementaryNames) {
        const allowed = from === to || (implicit[from] ?? []).includes(to);
        expect([from, to, widens(from, to)]).toEqual([from, to, allowed]);
        const found = findings(program(`a : ${from}; x : ${to};`, 'x := a;'));
        expect([from, to, found.length === 0]).toEqual([from, to, allowed]);
      }
    }
  });
  it('every other pair has a conversion by name, but for dates and characters, which know only their kin and counts', () => {
    for (const from of elementaryNames) {
      for (const to of elementaryNames) {
        if (from === to) continue;
        if (!conversionExists(from, to)) {
          expect(findings(program(`a : ${from}; x : ${to};`, `x := TO_${to}(a);`)), `${from} to ${to}`).toContain('ST3076@3');
          continue;
        }
        expect(findings(program(`a : ${from}; x, y : ${to};`, `x := ${from}_TO_${to}(a); y := TO_${to}(a);`))).toEqual([]);
      }
    }
  });
  it('a narrowing assignment says the conversion that would do it', () => {
    const found = first(program('a : DINT; x : INT;', 'x := a;'));
    expect(found?.code).toBe('ST3003');
    expect(found?.edits?.[0]?.text).toBe('DINT_TO_INT(a)');
  });
  it('writes the widening out', () => {
    expect(value('a : INT; x : LREAL;', 'a')).toMatchObject({ kind: 'convert', to: 'LREAL', operand: { type: { name: 'INT' } } });
  });
});

describe('literals take the type of their surroundings', () => {
  it.each([
    ['x : USINT;', '255', 255n],
    ['x : SINT;', '-128', -128n],
    ['x : WORD;', '16#FFFF', 65535n],
    ['x : REAL;', '5', 5],
    ['x : BOOL;', '1', true],
    ['x : ULINT;', '18446744073709551615', 18446744073709551615n],
    ['x : REAL;', '0.1', Math.fround(0.1)],
    ['x : INT;', '2 * 3 + 4', 10n],
    ['x : INT;', '-7 / 2', -3n],
    ['x : INT;', '-7 MOD 2', -1n],
    ['x : TIME;', 'T#1s * 2 + T#5ms', 2_005_000_000n],
    ['x : INT;', 'REAL_TO_INT(2.5)', 2n],
    ['x : INT;', 'REAL_TO_INT(3.5)', 4n],
    ['x : INT;', 'REAL_TO_INT(1.0E9)', 32767n],
    ['x : SINT;', 'INT_TO_SINT(200)', -56n],
    ['x : LDATE;', 'LDT_TO_LDATE(LINT_TO_LDT(LINT#-9223372036854775808))', 9_223_371_273_709_551_616n],
  ])('%s x := %s', (declarations, text, expected) => {
    expect(value(declarations, text)).toMatchObject({ kind: 'constant', value: expected });
  });
  it.each([
    ['x : USINT;', '256'],
    ['x : USINT;', '-1'],
    ['x : INT;', '16#FFFF'],
    ['x : SINT;', 'SINT#200'],
    ['x : INT (0..10);', '11'],
  ])('%s x := %s is out of range, and says the range', (declarations, text) => {
    const found = first(program(declarations, `x := ${text};`));
    expect(found?.code).toBe('ST3001');
    expect(found?.message.en).toMatch(/-?\d+ to \d+/);
  });
  it('a literal beyond the other operand makes the operation a wider one', () => {
    expect(value('a : INT; x : DINT;', 'a + 100000')).toMatchObject({ type: { name: 'DINT' }, left: { kind: 'convert' } });
    expect(value('a : INT; x : INT;', 'a + 100')).toMatchObject({ type: { name: 'INT' }, left: { kind: 'read' } });
  });
});

describe('operators', () => {
  it('bring both operands to the smallest common type', () => {
    expect(value('a : INT; b : UINT; x : LINT;', 'a + b')).toMatchObject({
      kind: 'convert',
      operand: { type: { name: 'DINT' } },
    });
    expect(value('a : DINT; b : REAL; x : LREAL;', 'a * b')).toMatchObject({ type: { name: 'LREAL' } });
  });
  it.each([
    ['a : LINT; b : REAL; x : LREAL;', 'a + b', 'ST3026'],
    ['a : INT; x : BOOL;', 'a AND 1', 'ST3022'],
    ['a : INT; x : INT;', 'NOT a', 'ST3022'],
    ['a : WORD; x : WORD;', 'a + 1', 'ST3025'],
    ['a : TIME; x : TIME;', 'a * a', 'ST3024'],
    ['a : INT; x : BOOL;', '0 < a < 10', 'ST3023'],
    ['a : INT; x : INT;', 'a / 0', 'ST3012'],
    ['a : UINT; x : DINT;', '-a', 'ST3027'],
    ['a : INT; x : TIME;', 'a', 'ST3006'],
    ['a : INT; x : BOOL;', 'a', 'ST3005'],
    ['a : REAL; x : BOOL;', 'a = 1.0', 'ST6002'],
  ])('%s x := %s: %s', (declarations, text, code) => {
    expect(first(program(declarations, `x := ${text};`))?.code).toBe(code);
  });
  it('a chained comparison comes with the two that were meant', () => {
    expect(first(program('a : INT; x : BOOL;', 'x := 0 < a < 10;'))?.edits?.[0]?.text).toBe('0 < a AND a < 10');
  });
  it('A IMPLIES B is NOT A OR B', () => {
    const { program: result } = checked(program('a, b, x : BOOL;', 'x := a IMPLIES b;'), { implies: true });
    const [statement] = result?.programs[0]?.body ?? [];
    expect(statement).toMatchObject({ value: { operator: 'OR', left: { operator: 'NOT' }, right: { kind: 'read' } } });
  });
  it('TIME scales by whole numbers and reals', () => {
    expect(value('x : TIME; n : INT;', 'x * n')).toMatchObject({ operator: '*', right: { type: { name: 'LINT' } } });
    expect(value('x : TIME; r : REAL;', 'r * x')).toMatchObject({
      left: { type: { name: 'TIME' } },
      right: { type: { name: 'LREAL' } },
    });
  });
});
