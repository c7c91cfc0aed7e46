/** Which variables a body writes by their name, with the bodies that may be written into it (`inlining.ts`). */
import type { Argument, FunctionBlock, FunctionPou, Place, Statement, Variable } from '../semantics/checked.ts';
import { isInlinable } from './inlining.ts';
import { type Visitor, walkStatements } from './walk.ts';

export function writtenBy(body: readonly Statement[]): Set<Variable> {
  const written = new Set<Variable>();
  const entered = new Set<FunctionBlock | FunctionPou>();
  const write = (place: Place | null) => {
    let whole = place;
    while (whole?.kind === 'bit' || whole?.kind === 'part') whole = whole.base;
    if (whole?.kind === 'variable') written.add(whole.variable);
  };
  const enter = (pou: FunctionBlock | FunctionPou, given: readonly Argument[]) => {
    for (const argument of given) if (argument.kind !== 'input') write(argument.target);
    if (entered.has(pou) || !isInlinable(pou)) return;
    entered.add(pou);
    walkStatements(pou.body, visitor);
  };
  const visitor: Visitor = {
    statement: (statement) => {
      if (statement.kind === 'assign' || statement.kind === 'copy') write(statement.target);
      else if (statement.kind === 'for') write(statement.variable);
      else if (statement.kind === 'invoke') enter(statement.instance.type.block, statement.arguments);
    },
    expression: (expression) => {
      if (expression.kind === 'call') enter(expression.callee, expression.arguments);
      else if (expression.kind === 'enabled') write(expression.eno);
    },
  };
  walkStatements(body, visitor);
  return written;
}
