/**
 * What a condition tells of a variable where it holds: behind `WHILE k <= 100 DO` and `IF k <= 100 THEN`, k is at most 100 until it is
 * assigned to (`statements.ts` forgets it there). Only of variables in locals, which nobody else can change.
 */
import type { Argument, Expression, Statement, Variable } from '../semantics/checked.ts';
import type { Lowering } from './lowering.ts';
import { type Interval, intervalOf } from './ranges.ts';
import { scalar } from './representation.ts';
import { walkStatements } from './walk.ts';
import { writtenBy } from './writes.ts';

/** Keeps what `condition` tells for the code of `body`, written next; the answer ends that. */
export function assume(l: Lowering, condition: Expression, body: readonly Statement[]): () => void {
  const before = new Map<Variable, Interval | undefined>();
  for (const { variable, least, most } of limitsIn(l, condition)) {
    if (l.storage(variable).kind !== 'local' || !isWrittenPlainly(body, variable)) continue;
    const known = intervalOf(l.facts, { kind: 'read', place: placeOf(variable), type: variable.type, range: variable.range });
    if (!known) continue;
    const lower = Math.max(known.lower, least);
    const upper = Math.min(known.upper, most);
    // A body that cannot run has no facts.
    if (lower > upper) continue;
    if (!before.has(variable)) before.set(variable, l.facts.get(variable));
    l.facts.set(variable, { lower, upper });
  }
  return () => {
    for (const [variable, fact] of before) {
      // One that was known outside is never assigned to here, or it is forgotten now.
      if (fact && l.facts.has(variable)) l.facts.set(variable, fact);
      else l.facts.delete(variable);
    }
  };
}

const placeOf = (variable: Variable) => ({ kind: 'variable' as const, variable, type: variable.type, range: variable.range });

interface Limit {
  variable: Variable;
  least: number;
  most: number;
}

const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=' };

function limitsIn(l: Lowering, condition: Expression): Limit[] {
  if (condition.kind !== 'binary') return [];
  const { operator, left, right } = condition;
  if (operator === 'AND' || operator === 'AND_THEN') return [...limitsIn(l, left), ...limitsIn(l, right)];
  return [...limitOf(l, left, operator, right), ...limitOf(l, right, mirrored[operator] ?? '', left)];
}

function limitOf(l: Lowering, side: Expression, relation: string, other: Expression): Limit[] {
  if (side.kind !== 'read' || side.place.kind !== 'variable' || scalar(side.type).wasm !== 'i32') return [];
  const reach = intervalOf(l.facts, other);
  if (!reach) return [];
  const { variable } = side.place;
  const none = { variable, least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };
  switch (relation) {
    case '<':
      return [{ ...none, most: reach.upper - 1 }];
    case '<=':
      return [{ ...none, most: reach.upper }];
    case '>':
      return [{ ...none, least: reach.lower + 1 }];
    case '>=':
      return [{ ...none, least: reach.lower }];
    case '=':
      return [{ variable, least: reach.lower, most: reach.upper }];
    default:
      return [];
  }
}

/** Whether only assignments write the variable, and none of them in a loop, where the turn before may have changed it. */
function isWrittenPlainly(body: readonly Statement[], variable: Variable): boolean {
  let plain = true;
  const given = (list: readonly Argument[]) => {
    for (const argument of list)
      if (argument.kind !== 'input' && argument.target?.kind !== 'index' && argument.target?.kind !== 'member') plain = false;
  };
  walkStatements(body, {
    statement: (statement) => {
      if (statement.kind === 'for' || statement.kind === 'while' || statement.kind === 'repeat') {
        if (writtenBy([statement]).has(variable)) plain = false;
      } else if (statement.kind === 'invoke') given(statement.arguments);
      else if (statement.kind === 'assign' && (statement.target.kind === 'bit' || statement.target.kind === 'part'))
        plain = false;
    },
    expression: (expression) => {
      if (expression.kind === 'call') given(expression.arguments);
      else if (expression.kind === 'enabled' || expression.kind === 'reference') plain = false;
    },
  });
  return plain;
}
