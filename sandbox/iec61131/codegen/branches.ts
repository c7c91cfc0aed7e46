/**
 * Where an IF branches: `a AND NOT b` leaves for ELSE as soon as `a` is FALSE, where the rest only computes, so that nobody can tell
 * that it was passed over. Conditions of controllers seldom change from scan to scan, and processors foresee the jump.
 *
 * AND of BOOL works on bits, and a byte of memory that is shared with a number may hold others than the lowest. Where one side is known
 * to be 0 or 1, only the lowest bit of every other side counts, and that is what is looked at here; elsewhere nothing is taken apart.
 */
import type { Expression } from '../semantics/checked.ts';
import type { Lowering } from './lowering.ts';
import { intervalOf, within } from './ranges.ts';
import { elementaryOf } from './representation.ts';
import { onlyComputes } from './turn-charge.ts';
import { op } from './wasm/opcodes.ts';

/**
 * Opens the way that runs where the condition holds; the answer begins the other one, and one `code.end()` ends both. `enter` is called
 * where what follows is no longer evaluated in any case.
 */
export function openBranch(l: Lowering, condition: Expression, enter: () => void): () => void {
  const { code } = l;
  const [first, ...rest] = conjuncts(l, condition, false);
  if (!first || rest.length === 0) {
    l.expression(condition);
    code.if();
    enter();
    return () => code.else();
  }
  const end = code.block();
  const otherwise = code.block();
  const test = (part: Expression) => {
    l.expression(part);
    if (!isTruth(l, part)) {
      code.i32(1);
      code.op(op.i32_and);
    }
    code.op(op.i32_eqz);
    code.brIf(otherwise);
  };
  test(first);
  enter();
  for (const part of rest) test(part);
  return () => {
    code.br(end);
    code.end();
  };
}

/** What must all hold, in order; the expression itself where it is better looked at as a whole. */
function conjuncts(l: Lowering, expression: Expression, lowestBit: boolean): Expression[] {
  if (expression.kind !== 'binary' || expression.operator !== 'AND' || elementaryOf(expression.type) !== 'BOOL')
    return [expression];
  const { left, right } = expression;
  if (!(lowestBit || isTruth(l, expression)) || isAtHand(right) || !onlyComputes(l, right)) return [expression];
  return [...conjuncts(l, left, true), ...conjuncts(l, right, true)];
}

const isTruth = (l: Lowering, expression: Expression): boolean => within(intervalOf(l.facts, expression), { lower: 0, upper: 1 });

/** Takes no longer to read than to jump over. */
const isAtHand = (expression: Expression): boolean =>
  expression.kind === 'constant' || (expression.kind === 'read' && expression.place.kind === 'variable');
