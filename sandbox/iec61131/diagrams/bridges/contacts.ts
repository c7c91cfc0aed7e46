/** A condition of Structured Text as contacts: AND in series, OR in parallel, NOT at the contacts (De Morgan). */
import type { BinaryToken, Expression } from '../../syntax/ast.ts';
import type { Comparison, LadderElement, Series } from '../ladder.ts';
import { operandOf } from '../operands.ts';
import { mayCall } from './may-call.ts';
import type { StatementFacts } from './statement-facts.ts';

/** Longer ones are not read at a contact. */
const LONGEST = 1000;

const opposite: Readonly<Record<Comparison, Comparison>> = { '=': '<>', '<>': '=', '<': '>=', '>=': '<', '<=': '>', '>': '<=' };
const isComparison = (operator: BinaryToken): operator is Comparison => operator in opposite;

/** `null` where contacts cannot say it. An empty row is always TRUE. The expression is known to be a BOOL. */
export function contactsOf(expression: Expression, facts: StatementFacts, negated = false): Series | null {
  switch (expression.kind) {
    case 'literal':
      return expression.literal === 'bool' && expression.value !== negated ? [] : null;
    case 'unary':
      return expression.operator === 'NOT' ? contactsOf(expression.operand, facts, !negated) : null;
    case 'binary':
      return ofOperator(expression, facts, negated);
    default: {
      const operand = facts.text(expression);
      if (operand.length > LONGEST || !operandOf(operand).isPlace) return null;
      return [{ kind: 'contact', form: negated ? 'nc' : 'no', operand }];
    }
  }
}

function ofOperator(expression: Expression & { kind: 'binary' }, facts: StatementFacts, negated: boolean): Series | null {
  const { operator, left, right } = expression;
  if (operator === 'AND' || operator === 'OR') {
    const parts = chain(expression, operator).map((part) => contactsOf(part, facts, negated));
    if (!parts.every((part) => part !== null)) return null;
    return (operator === 'AND') === negated ? inParallel(parts) : parts.flat();
  }
  if (operator === 'XOR') return exclusive(left, right, facts, negated);
  if (!isComparison(operator)) return null;
  const ordered = operator !== '=' && operator !== '<>';
  if (negated && ordered && (facts.mayBeUnordered(left) || facts.mayBeUnordered(right))) return null;
  return comparison(facts.text(left), negated ? opposite[operator] : operator, facts.text(right));
}

/** `a AND b AND c`, however it is bracketed. */
function chain(expression: Expression, operator: BinaryToken): Expression[] {
  if (expression.kind !== 'binary' || expression.operator !== operator) return [expression];
  return [...chain(expression.left, operator), ...chain(expression.right, operator)];
}

function exclusive(left: Expression, right: Expression, facts: StatementFacts, negated: boolean): Series | null {
  const [one, other] = [contactsOf(left, facts), contactsOf(right, facts, negated)];
  const [notOne, notOther] = [contactsOf(left, facts, true), contactsOf(right, facts, !negated)];
  const once = mayCall(left) || mayCall(right);
  const simple = !once && [one, other, notOne, notOther].every((part) => part?.length === 1 && part[0]!.kind === 'contact');
  if (simple)
    return inParallel([
      [...one!, ...notOther!],
      [...notOne!, ...other!],
    ]);
  return comparison(facts.text(left), negated ? '=' : '<>', facts.text(right));
}

function comparison(left: string, operator: Comparison, right: string): Series | null {
  return Math.max(left.length, right.length) > LONGEST ? null : [{ kind: 'compare', left, operator, right }];
}

/** One above the other; a parallel alone in its branch becomes branches of this one. */
export function inParallel(branches: readonly Series[]): Series {
  if (branches.some((branch) => branch.length === 0)) return [];
  const flat = branches.flatMap((branch): readonly Series[] => {
    const [only] = branch;
    return branch.length === 1 && only?.kind === 'parallel' ? only.branches : [branch];
  });
  if (flat.length === 1) return flat[0]!;
  const element: LadderElement = { kind: 'parallel', branches: flat };
  return [element];
}
