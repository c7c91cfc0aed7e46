/**
 * `IF a THEN n := n + 1; END_IF` without a branch, where n is in a local: both values are at hand, and one is selected. What is counted
 * in loops over many elements comes irregularly, and a jump that processors cannot foresee costs more than the sum.
 */
import type { Expression, Statement } from '../semantics/checked.ts';
import type { Lowering } from './lowering.ts';
import { locate } from './places.ts';
import { elementaryOf } from './representation.ts';
import { onlyComputes } from './turn-charge.ts';
import { op } from './wasm/opcodes.ts';

/** Writes the IF as a choice between two values; `false` where it is none. */
export function emitChoice(l: Lowering, { branches, otherwise }: Statement & { kind: 'if' }): boolean {
  const [branch, ...others] = branches;
  const [only, ...more] = branch?.body ?? [];
  if (!branch || others.length > 0 || otherwise.length > 0 || only?.kind !== 'assign' || more.length > 0) return false;
  const { target, value } = only;
  if (l.context.observable || target.kind !== 'variable' || elementaryOf(target.type) === null) return false;
  if (target.type.kind === 'subrange' || !isAtHand(l, value) || !onlyComputes(l, branch.condition)) return false;
  const location = locate(l, target);
  if (location.kind !== 'local' || location.bit >= 0) return false;
  const { code } = l;
  l.expression(value);
  code.get(location.index);
  l.expression(branch.condition);
  code.op(op.select);
  code.set(location.index);
  l.facts.delete(target.variable);
  return true;
}

/** A constant or a local, or the sum of two. */
function isAtHand(l: Lowering, value: Expression): boolean {
  switch (value.kind) {
    case 'constant':
      return true;
    case 'read':
      return value.place.kind === 'variable' && l.storage(value.place.variable).kind === 'local';
    case 'binary':
      return ['+', '-'].includes(value.operator) && isAtHand(l, value.left) && isAtHand(l, value.right);
    default:
      return false;
  }
}
