/** Over the checked program: what a statement evaluates, what it contains, what an expression is made of. */
import type { Expression, Place, Statement } from './checked.ts';

export type ExpressionVisitor = (expression: Expression) => void;

/** The bodies inside a statement; an empty one stands for the path on which nothing is done. */
export function nestedStatements(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case 'if':
    case 'case':
      return [...statement.branches.map(({ body }) => body), statement.otherwise];
    case 'for':
    case 'while':
    case 'repeat':
      return [statement.body];
    default:
      return [];
  }
}

/** The expressions that a statement evaluates itself, those of its places included; not those of nested statements. */
export function expressionsOf(statement: Statement): Expression[] {
  switch (statement.kind) {
    case 'assign':
      return [...indicesOf(statement.target), statement.value];
    case 'copy':
      return [...indicesOf(statement.target), ...indicesOf(statement.source)];
    case 'invoke':
      return [...indicesOf(statement.instance), ...argumentsOf(statement.arguments)];
    case 'evaluate':
      return [statement.value];
    case 'if':
      return statement.branches.map(({ condition }) => condition);
    case 'case':
      return [statement.selector];
    case 'for':
      return [statement.from, statement.to, statement.by];
    case 'while':
      return [statement.condition];
    case 'repeat':
      return [statement.until];
    default:
      return [];
  }
}

type Arguments = (Statement & { kind: 'invoke' })['arguments'];

function argumentsOf(list: Arguments): Expression[] {
  return list.flatMap((argument) =>
    argument.kind === 'input' ? [argument.value] : argument.target === null ? [] : indicesOf(argument.target),
  );
}

/** Expressions inside a place: indices, and the reference that is followed. */
function indicesOf(place: Place): Expression[] {
  const found: Expression[] = [];
  let at = place;
  for (;;) {
    if (at.kind === 'dereference') return [...found, at.pointer];
    if (at.kind === 'index') found.push(...at.indices);
    if (!('base' in at)) return found;
    at = at.base;
  }
}

/** Visits an expression and everything in it, outermost first. */
export function forEachExpression(expression: Expression, visit: ExpressionVisitor): void {
  visit(expression);
  for (const operand of operandsOf(expression)) forEachExpression(operand, visit);
}

function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'read':
    case 'reference':
      return indicesOf(expression.place);
    case 'unary':
    case 'convert':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'call': {
      const { receiver } = expression;
      const named = receiver === undefined ? [] : receiver.kind === 'instance' ? indicesOf(receiver.place) : [receiver.value];
      return [...named, ...argumentsOf(expression.arguments)];
    }
    case 'attempt':
    case 'held':
      return [expression.value];
    case 'intrinsic':
      return expression.arguments;
    case 'choice':
      return [expression.number, ...expression.values];
    case 'enabled':
      return [expression.enable, expression.value];
    default:
      return [];
  }
}
