/** Visits every place and expression of a body, in source order. */
import type { Action, Argument, CheckedProgram, Expression, Place, Statement } from '../semantics/checked.ts';

export interface Visitor {
  place?(place: Place): void;
  expression?(expression: Expression): void;
  statement?(statement: Statement): void;
}

function walkPlace(place: Place, visitor: Visitor): void {
  visitor.place?.(place);
  if ('base' in place) walkPlace(place.base, visitor);
  if (place.kind === 'index') for (const index of place.indices) walkExpression(index, visitor);
  if (place.kind === 'dereference') walkExpression(place.pointer, visitor);
}

function walkArgument(argument: Argument, visitor: Visitor): void {
  if (argument.kind === 'input') walkExpression(argument.value, visitor);
  else if (argument.target) walkPlace(argument.target, visitor);
}

/** The expression itself first. */
export function walkExpression(expression: Expression, visitor: Visitor): void {
  visitor.expression?.(expression);
  switch (expression.kind) {
    case 'read':
      walkPlace(expression.place, visitor);
      return;
    case 'unary':
    case 'convert':
      walkExpression(expression.operand, visitor);
      return;
    case 'binary':
      walkExpression(expression.left, visitor);
      walkExpression(expression.right, visitor);
      return;
    case 'call':
      if (expression.receiver?.kind === 'instance') walkPlace(expression.receiver.place, visitor);
      else if (expression.receiver) walkExpression(expression.receiver.value, visitor);
      for (const argument of expression.arguments) walkArgument(argument, visitor);
      return;
    case 'attempt':
    case 'held':
      walkExpression(expression.value, visitor);
      return;
    case 'intrinsic':
      for (const argument of expression.arguments) walkExpression(argument, visitor);
      return;
    case 'reference':
      walkPlace(expression.place, visitor);
      return;
    case 'enabled':
      walkExpression(expression.enable, visitor);
      if (expression.eno) walkPlace(expression.eno, visitor);
      walkExpression(expression.value, visitor);
      return;
    case 'choice':
      walkExpression(expression.number, visitor);
      for (const value of expression.values) walkExpression(value, visitor);
      return;
    case 'constant':
  }
}

/** Every list of statements of a POU: its body, and its actions. */
export function bodiesOf(pou: { body: Statement[]; actions?: Action[] }): Statement[][] {
  return [pou.body, ...(pou.actions ?? []).map(({ body }) => body)];
}

/** What stands outside every POU, as statements: events of tasks, connections of programs. */
export function outsideOf({ tasks, instances }: CheckedProgram): Statement[] {
  return [
    ...tasks.flatMap(({ event }): Statement[] =>
      event ? [{ kind: 'evaluate', value: event.condition, range: event.condition.range }] : [],
    ),
    ...instances.flatMap(({ run }) => (run ? [run] : [])),
  ];
}

export function walkStatements(body: readonly Statement[], visitor: Visitor): void {
  for (const statement of body) walkStatement(statement, visitor);
}

/** Whether a RETURN stands in the body. */
export function returns(body: readonly Statement[]): boolean {
  let found = false;
  walkStatements(body, {
    statement: ({ kind }) => {
      if (kind === 'return') found = true;
    },
  });
  return found;
}

export function walkStatement(statement: Statement, visitor: Visitor): void {
  visitor.statement?.(statement);
  switch (statement.kind) {
    case 'assign':
      walkPlace(statement.target, visitor);
      walkExpression(statement.value, visitor);
      return;
    case 'copy':
      walkPlace(statement.target, visitor);
      walkPlace(statement.source, visitor);
      return;
    case 'invoke':
      walkPlace(statement.instance, visitor);
      for (const argument of statement.arguments) walkArgument(argument, visitor);
      return;
    case 'perform':
      if (statement.instance) walkPlace(statement.instance, visitor);
      return;
    case 'evaluate':
      walkExpression(statement.value, visitor);
      return;
    case 'if':
      for (const branch of statement.branches) {
        walkExpression(branch.condition, visitor);
        walkStatements(branch.body, visitor);
      }
      walkStatements(statement.otherwise, visitor);
      return;
    case 'case':
      walkExpression(statement.selector, visitor);
      for (const branch of statement.branches) walkStatements(branch.body, visitor);
      walkStatements(statement.otherwise, visitor);
      return;
    case 'for':
      walkPlace(statement.variable, visitor);
      for (const part of [statement.from, statement.to, statement.by]) walkExpression(part, visitor);
      walkStatements(statement.body, visitor);
      return;
    case 'while':
      walkExpression(statement.condition, visitor);
      walkStatements(statement.body, visitor);
      return;
    case 'repeat':
      walkStatements(statement.body, visitor);
      walkExpression(statement.until, visitor);
      return;
    case 'exit':
    case 'continue':
    case 'return':
  }
}
