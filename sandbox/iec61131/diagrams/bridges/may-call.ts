import type { Expression } from '../../syntax/ast.ts';

/** A call may write anything, and is not made twice. */
export function mayCall(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'name':
    case 'direct':
    case 'qualified':
    case 'missing':
      return false;
    case 'unary':
      return mayCall(expression.operand);
    case 'binary':
      return mayCall(expression.left) || mayCall(expression.right);
    case 'index':
      return mayCall(expression.base) || expression.indices.some(mayCall);
    case 'member':
    case 'part':
    case 'dereference':
      return mayCall(expression.base);
    case 'call':
      return true;
  }
}
