/**
 * The leftmost operand is evaluated first (IEC 61131-3, 7.3.2), and what it was then counts: where a string or an aggregate is handed on
 * by its address, and something evaluated after it may write the variable, a copy is handed on.
 */
import type { Argument, Expression } from '../semantics/checked.ts';
import { type Visitor, walkStatement } from './walk.ts';

/** Whether computing any of the expressions may write a variable. */
export function mayWrite(expressions: readonly Expression[]): boolean {
  let found = false;
  const visitor: Visitor = {
    expression: ({ kind }) => {
      if (kind === 'call' || kind === 'enabled') found = true;
    },
  };
  for (const value of expressions) walkStatement({ kind: 'evaluate', value, range: value.range }, visitor);
  return found;
}

/** Whether finding or computing the arguments may. */
export function argumentsMayWrite(list: readonly Argument[]): boolean {
  return mayWrite(
    list.flatMap((argument): Expression[] => {
      if (argument.kind === 'input') return [argument.value];
      const { target } = argument;
      return target ? [{ kind: 'read', place: target, type: target.type, range: target.range }] : [];
    }),
  );
}
