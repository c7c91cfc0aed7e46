import { describe, expect, it } from 'vitest';
import type { Expression } from '../../../../sandbox/iec61131/syntax/ast.ts';
import { parseExpression } from '../../../../sandbox/iec61131/syntax/parse.ts';

/** The tree with every bracket written. */
function bracketed(node: Expression): string {
  switch (node.kind) {
    case 'binary':
      return `(${bracketed(node.left)} ${node.operator} ${bracketed(node.right)})`;
    case 'unary':
      return `(${node.operator} ${bracketed(node.operand)})`;
    case 'name':
      return node.name.text;
    case 'literal':
      return node.literal === 'string' ? node.text : String(node.value);
    case 'member':
      return `${bracketed(node.base)}.${node.member.text}`;
    case 'index':
      return `${bracketed(node.base)}[${node.indices.map(bracketed).join(',')}]`;
    case 'call':
      return `${bracketed(node.callee)}(${node.arguments.map((argument) => bracketed(argument.value)).join(',')})`;
    case 'part':
      return `${bracketed(node.base)}.%${node.size}${node.index}`;
    default:
      return node.kind;
  }
}
function tree(text: string, implies = false): string {
  const { expression, diagnostics } = parseExpression({ name: 'x', text }, { implies });
  expect(diagnostics).toEqual([]);
  return bracketed(expression);
}

// IEC 61131-3, Table 71 and Annex A.
describe('operators bind in the order of the standard', () => {
  it.each([
    ['a + b * c', '(a + (b * c))'],
    ['a - b - c', '((a - b) - c)'],
    ['a / b * c', '((a / b) * c)'],
    ['-a ** b', '((- a) ** b)'],
    ['a ** b ** c', '((a ** b) ** c)'],
    ['a * b ** c', '(a * (b ** c))'],
    ['a ** -b', '(a ** (- b))'],
    ['NOT a AND b', '((NOT a) AND b)'],
    ['NOT a = b', '((NOT a) = b)'],
    ['a OR b AND c', '(a OR (b AND c))'],
    ['a OR b XOR c & d', '(a OR (b XOR (c AND d)))'],
    ['a XOR b OR c', '((a XOR b) OR c)'],
    ['a < b = c > d', '((a < b) = (c > d))'],
    ['a + 1 > b AND c', '(((a + 1) > b) AND c)'],
    ['a MOD 2 = 0', '((a MOD 2) = 0)'],
    ['(a + b) * c', '((a + b) * c)'],
    ['f(a, b + 1).c[2].%X3', 'f(a,(b + 1)).c[2].%X3'],
    ['MOD(7, 2) + 1', '(MOD(7,2) + 1)'],
    ['w.3 and w.%x4', '(w.%X3 AND w.%X4)'],
  ])('%s', (text, expected) => expect(tree(text)).toBe(expected));

  it('IMPLIES, in checks, binds weakest and groups from the right', () => {
    expect(tree('a OR b IMPLIES c IMPLIES NOT d', true)).toBe('((a OR b) IMPLIES (c IMPLIES (NOT d)))');
  });
  it('IMPLIES is a name everywhere else', () => {
    expect(tree('implies + 1')).toBe('(implies + 1)');
  });
});
