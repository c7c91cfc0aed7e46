/** The one comparison of numbers in an expression, if that is what decides it: then "by how much" is a number with a meaning. */
import type { Expression } from '../iec61131/syntax/ast.ts';
import { parseExpression } from '../iec61131/syntax/parse.ts';
import { namedSignals } from '../lab/expressions.ts';
import type { LabSignal } from '../lab/signals.ts';

export interface Comparison {
  /** An LREAL expression: by how much the whole expression is right, negative where it is wrong. */
  number: string;
  /** As the author wrote it: `plant.Level < 850.0`. */
  text: string;
}

const unmeasured = 1e30;
/** What `SEL` gives where a BOOL decides and no number: beyond every quantity of a plant. */
export const isMeasured = (margin: number): boolean => Math.abs(margin) < unmeasured / 10;

const numeric = new Set(['SINT', 'INT', 'DINT', 'LINT', 'USINT', 'UINT', 'UDINT', 'ULINT', 'REAL', 'LREAL']);
const comparing = new Set(['<', '<=', '>', '>=', '=']);

/** `null` when the expression compares nothing, or more than one thing: the smaller of millimetres and degrees is no measure. */
export function comparisonOf(signals: readonly LabSignal[], text: string): Comparison | null {
  const { expression, unit, diagnostics } = parseExpression({ name: 'expression', text }, { implies: true });
  if (diagnostics.length > 0) return null;
  const { starts, ends } = unit.tokens;
  const written = (node: Expression): string => text.slice(starts[node.first], ends[node.last]);
  const found: string[] = [];

  const isNumber = (node: Expression): boolean => {
    if (node.kind === 'literal') return node.literal === 'integer' || node.literal === 'real';
    const named = namedSignals(signals, [written(node)]);
    return named.length > 0 && named.every(({ type }) => numeric.has(type));
  };
  const margin = (node: Expression): string => {
    if (node.kind === 'unary' && node.operator === 'NOT') return `(-${margin(node.operand)})`;
    if (node.kind === 'binary') {
      const { operator, left, right } = node;
      if (operator === 'AND') return `MIN(${margin(left)}, ${margin(right)})`;
      if (operator === 'OR') return `MAX(${margin(left)}, ${margin(right)})`;
      if (operator === 'IMPLIES') return `MAX(-${margin(left)}, ${margin(right)})`;
      if (comparing.has(operator) && isNumber(left) && isNumber(right)) {
        found.push(written(node));
        const [a, b] = [`TO_LREAL(${written(left)})`, `TO_LREAL(${written(right)})`];
        if (operator === '=') return `(-ABS(${a} - ${b}))`;
        return operator.startsWith('<') ? `(${b} - ${a})` : `(${a} - ${b})`;
      }
    }
    return `SEL(${written(node)}, LREAL#-1.0E30, LREAL#1.0E30)`;
  };
  const number = margin(expression);
  return found.length === 1 ? { number, text: found[0]! } : null;
}
