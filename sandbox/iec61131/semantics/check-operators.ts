/** Operators: which types they take, which type they give. Table 71, and Tables 29, 30, 32, 33 and 35 for the operands. */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkExpression } from './check-expressions.ts';
import { checkInterfaceComparison } from './check-methods.ts';
import { findVariable } from './check-places.ts';
import type { BinaryOperator, Expression } from './checked.ts';
import { fits, foldBinary, foldUnary, type Scalar } from './constants.ts';
import { asValue, constantOf, convert, settleAlone, settleLiteral } from './conversions.ts';
import { classOf, commonType, elementary, elementaryTable, isBitString, isInteger, isNumeric } from './elementary.ts';
import { addTemporal } from './temporal.ts';
import { unifyTexts } from './texts.ts';
import {
  computedAs,
  isReference,
  isUntyped,
  NULL_REFERENCE,
  operandText,
  sameType,
  typeName,
  UNTYPED_INTEGER,
  UNTYPED_REAL,
} from './type-relations.ts';
import type { ElementaryName, Type } from './types.ts';

type Constant = Expression & { kind: 'constant' };
function isConstant(expression: Expression): expression is Constant {
  return expression.kind === 'constant';
}

export function checkBinary(body: Body, node: ast.Expression & { kind: 'binary' }, expected: Type | null): Expression | null {
  const references = checkInterfaceComparison(body, node);
  if (references !== undefined) return references;
  // What a comparison is wanted for says nothing of what it compares.
  const wanted = isComparison(node.operator) ? null : expected;
  if (isComparison(node.operator) && refuseNegatedNumber(body, node)) return null;
  const left = checkExpression(body, node.left, wanted);
  const right = checkExpression(body, node.right, wanted);
  if (left === null || right === null) return null;
  if (node.operator === 'IMPLIES') return implication(body, node, left, right);
  const nodes = { node, left: node.left, right: node.right };
  if (node.operator === '/') warnOfLostFraction(body, node, left, right, expected);
  return applyBinary(body, node.operator, left, right, nodes, expected);
}

/** `NOT a = b` with numbers: NOT is for `a` alone (Table 71), which is never meant. */
function refuseNegatedNumber(body: Body, { operator, left, right, first, last }: ast.Expression & { kind: 'binary' }): boolean {
  if (left.kind !== 'unary' || left.operator !== 'NOT' || left.operand.kind !== 'name') return false;
  const type = findVariable(body, left.operand.name.key)?.type;
  const name = type === undefined ? null : computedAs(type);
  // In brackets of its own, `(NOT a) = b`, it is meant.
  if (name === null || isBitString(name) || left.first === left.operand.first || body.text(left).startsWith('(')) return false;
  const operand = body.text(left.operand);
  const text = `NOT (${operand} ${operator} ${body.text(right)})`;
  body.report('ST3029', { first, last }, { operator, operand, text }, body.replace({ first, last }, text));
  return true;
}

function isComparison(operator: string): boolean {
  return ['=', '<>', '<', '<=', '>', '>='].includes(operator);
}

interface OperandNodes {
  node: ast.Node;
  left: ast.Expression;
  right: ast.Expression;
}

/** One binary operator on two checked operands; also what ADD, GT, AND … come to. */
export function applyBinary(
  body: Body,
  operator: BinaryOperator,
  left: Expression,
  right: Expression,
  nodes: OperandNodes,
  expected: Type | null,
): Expression | null {
  switch (operator) {
    case 'AND_THEN':
    case 'OR_ELSE':
      return shortCircuit(body, operator, left, right, nodes);
    case 'AND':
    case 'OR':
    case 'XOR':
      return logical(body, operator, left, right, nodes);
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(body, operator, left, right, nodes);
    case '**':
      return power(body, left, right, nodes, expected);
    default:
      return arithmetic(body, operator, left, right, nodes, expected);
  }
}

/** AND_THEN and OR_ELSE of vendors, of BOOL: the right side is evaluated only where the left does not decide. */
function shortCircuit(
  body: Body,
  operator: 'AND_THEN' | 'OR_ELSE',
  left: Expression,
  right: Expression,
  nodes: OperandNodes,
): Expression | null {
  const type = elementary('BOOL');
  if (computedAs(left.type) !== 'BOOL' || computedAs(right.type) !== 'BOOL') {
    body.report('ST3021', nodes.node, { operator, left: operandText(left.type), right: operandText(right.type) });
    return null;
  }
  return { kind: 'binary', operator, left, right, type, range: body.range(nodes.node) };
}

/** `1 / 2` of two literals is 0, also where a REAL is wanted. */
function warnOfLostFraction(
  body: Body,
  node: ast.Expression & { kind: 'binary' },
  a: Expression,
  b: Expression,
  expected: Type | null,
): void {
  if (a.kind !== 'constant' || b.kind !== 'constant' || a.type !== UNTYPED_INTEGER || b.type !== UNTYPED_INTEGER) return;
  const [dividend, divisor] = [a.value as bigint, b.value as bigint];
  const wanted = expected === null ? null : computedAs(expected);
  if (divisor === 0n || dividend % divisor === 0n || (wanted !== null && isInteger(wanted))) return;
  const text = body.text(node);
  const instead = `${dividend}.0 / ${divisor}`;
  const edits = node.left.kind === 'literal' ? body.replace(node.left, `${body.text(node.left)}.0`) : undefined;
  body.report('ST6103', node, { text, example: `${dividend} / ${divisor} = ${dividend / divisor}`, instead }, edits);
}

/** A IMPLIES B is NOT A OR B. */
function implication(
  body: Body,
  node: ast.Expression & { kind: 'binary' },
  left: Expression,
  right: Expression,
): Expression | null {
  const bool = elementary('BOOL');
  if (computedAs(left.type) !== 'BOOL' || computedAs(right.type) !== 'BOOL' || isUntyped(left.type) || isUntyped(right.type)) {
    body.report('ST3021', node, { operator: 'IMPLIES', left: operandText(left.type), right: operandText(right.type) });
    return null;
  }
  const range = body.range(node);
  const not: Expression = { kind: 'unary', operator: 'NOT', operand: left, type: bool, range };
  return { kind: 'binary', operator: 'OR', left: not, right, type: bool, range };
}

/**
 * Brings two operands to one type: a literal takes the other's type where it fits, else both take the smallest common one.
 * `null` when there is none.
 */
export function unify(left: Expression, right: Expression): { left: Expression; right: Expression; type: Type } | null {
  const texts = unifyTexts(left, right);
  if (texts !== undefined) return texts;
  if (isUntyped(left.type) && isUntyped(right.type)) {
    if (left.type === right.type) return { left, right, type: left.type };
    return { left: asUntypedReal(left), right: asUntypedReal(right), type: UNTYPED_REAL };
  }
  if (isUntyped(left.type)) {
    const swapped = unify(right, left);
    return swapped === null ? null : { left: swapped.right, right: swapped.left, type: swapped.type };
  }
  if (isUntyped(right.type)) return isConstant(right) ? unifyLiteral(left, right) : null;
  const a = computedAs(left.type);
  const b = computedAs(right.type);
  if (left.type === NULL_REFERENCE && isReference(right.type))
    return { left: constantOf(0n, right.type, left), right, type: right.type };
  if (right.type === NULL_REFERENCE && isReference(left.type))
    return { left, right: constantOf(0n, left.type, right), type: left.type };
  if (a === null || b === null) return sameType(left.type, right.type) ? { left, right, type: left.type } : null;
  const common = commonType(a, b);
  return common === null ? null : { left: convert(left, common), right: convert(right, common), type: elementary(common) };
}

function asUntypedReal(expression: Expression): Expression {
  if (expression.type === UNTYPED_REAL || !isConstant(expression)) return expression;
  return constantOf(Number(expression.value), UNTYPED_REAL, expression);
}

function unifyLiteral(typed: Expression, literal: Constant): { left: Expression; right: Expression; type: Type } | null {
  const name = computedAs(typed.type);
  // Tools with POINTER TO write 0 for NULL.
  if (isReference(typed.type) && typed.type.flavour === 'POINTER TO' && literal.value === 0n)
    return { left: typed, right: constantOf(0n, typed.type, literal), type: typed.type };
  if (name === null) return null;
  const settled = settleLiteral(literal.value, literal.type, name);
  if (typeof settled === 'object') {
    const type = elementary(name);
    return { left: convert(typed, name), right: constantOf(settled.value, type, literal), type };
  }
  // A BOOL beside a 3 is a mistake, not a BYTE.
  if (name === 'BOOL') return null;
  // A literal beyond the other operand's type makes the operation a wider one: i + 100000 with an INT is computed in DINT.
  const wider: ElementaryName | undefined = elementaryTable[name].widens.find((candidate) => {
    if (literal.type === UNTYPED_REAL) return classOf(candidate) === 'real';
    return classOf(candidate) === 'real' ? false : fits(literal.value as bigint, candidate);
  });
  if (wider === undefined) return null;
  const value = settleLiteral(literal.value, literal.type, wider);
  if (typeof value !== 'object') return null;
  return { left: convert(typed, wider), right: constantOf(value.value, elementary(wider), literal), type: elementary(wider) };
}

function finish(
  body: Body,
  operator: BinaryOperator,
  operands: { left: Expression; right: Expression; type: Type },
  result: Type,
  nodes: OperandNodes,
): Expression | null {
  const { left, right, type } = operands;
  const range = body.range(nodes.node);
  const name = computedAs(type);
  if (isConstant(left) && isConstant(right) && (name !== null || type.kind === 'enum')) {
    const untyped = type === UNTYPED_INTEGER;
    const folded = untyped
      ? foldUntyped(operator, left.value as bigint, right.value as bigint)
      : foldBinary(operator, left.value, right.value, name ?? 'LINT');
    if (folded === 'division') {
      body.report('ST3012', nodes.right);
      return null;
    }
    if (folded !== null) return constantOf(folded, result, { range });
  }
  if ((operator === '/' || operator === 'MOD') && isConstant(right) && right.value === 0n && operator === '/') {
    body.report('ST3012', nodes.right);
    return null;
  }
  return { kind: 'binary', operator, left: settleAlone(left), right: settleAlone(right), type: settledType(result), range };
}

function settledType(type: Type): Type {
  return type === UNTYPED_INTEGER ? elementary('DINT') : type === UNTYPED_REAL ? elementary('LREAL') : type;
}

/** Literals are computed exactly: only the result must fit somewhere. */
function foldUntyped(operator: BinaryOperator, a: bigint, b: bigint): Scalar | null | 'division' {
  const exact = operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : null;
  if (exact !== null && exact >= -(2n ** 63n) && exact < 2n ** 64n) return exact;
  if (operator === '/') return b === 0n ? 'division' : a / b;
  if (operator === 'MOD') return b === 0n ? 0n : a % b;
  return foldBinary(operator, a, b, 'LINT');
}

function logical(
  body: Body,
  operator: 'AND' | 'OR' | 'XOR',
  left: Expression,
  right: Expression,
  nodes: OperandNodes,
): Expression | null {
  const a = computedAs(left.type);
  const b = computedAs(right.type);
  for (const [name, operand, node] of [
    [a, left, nodes.left],
    [b, right, nodes.right],
  ] as const) {
    if (operand.type === UNTYPED_INTEGER || (name !== null && isBitString(name))) continue;
    if (name !== null && isInteger(name))
      body.report(
        'ST3022',
        node,
        { operator, type: name, call: integerToBits(name) },
        body.replace(node, `${integerToBits(name)}(${body.text(node)})`),
      );
    else body.report('ST3021', nodes.node, { operator, left: operandText(left.type), right: operandText(right.type) });
    return null;
  }
  const both = unify(left, right);
  if (both === null) {
    body.report('ST3021', nodes.node, { operator, left: operandText(left.type), right: operandText(right.type) });
    return null;
  }
  return finish(body, operator, both, both.type, nodes);
}

/** INT → `INT_TO_WORD`: the bit string of the same width. */
function integerToBits(name: ElementaryName): string {
  const target = { 8: 'BYTE', 16: 'WORD', 32: 'DWORD', 64: 'LWORD' }[elementaryTable[name].bits];
  return `${name}_TO_${target}`;
}

function comparison(
  body: Body,
  operator: BinaryOperator,
  left: Expression,
  right: Expression,
  nodes: OperandNodes,
): Expression | null {
  const bool = elementary('BOOL');
  const chained = nodes.left.kind === 'binary' && ['<', '<=', '>', '>=', '=', '<>'].includes(nodes.left.operator);
  if (chained && computedAs(left.type) === 'BOOL' && computedAs(right.type) !== 'BOOL') {
    const inner = nodes.left as ast.Expression & { kind: 'binary' };
    const text = `${body.text(inner)} AND ${body.text(inner.right)} ${operator} ${body.text(nodes.right)}`;
    body.report('ST3023', nodes.node, { text }, body.replace(nodes.node, text));
    return null;
  }
  const both = unify(left, right);
  const unordered = both?.type.kind === 'reference' && operator !== '=' && operator !== '<>';
  if (both === null || unordered || both.type.kind === 'array' || both.type.kind === 'struct' || both.type.kind === 'instance') {
    body.report('ST3024', nodes.node, { operator, left: operandText(left.type), right: operandText(right.type) });
    return null;
  }
  if (both.type.kind === 'string') return compareTexts(operator, both, body.range(nodes.node));
  const name = computedAs(both.type);
  if ((operator === '=' || operator === '<>') && name !== null && classOf(name) === 'real' && !isUntyped(both.type)) {
    const distance = `ABS(${body.text(nodes.left)} - ${body.text(nodes.right)}) ${operator === '=' ? '<' : '>='} 0.001`;
    body.report('ST6002', nodes.node, { operator }, body.replace(nodes.node, distance));
  }
  return finish(body, operator, both, bool, nodes);
}

function arithmetic(
  body: Body,
  operator: BinaryOperator,
  left: Expression,
  right: Expression,
  nodes: OperandNodes,
  expected: Type | null,
): Expression | null {
  const a = computedAs(left.type);
  const b = computedAs(right.type);
  const wrong = (): null => {
    if (operator === '+' && left.type.kind === 'string' && right.type.kind === 'string') {
      const text = `CONCAT(${body.text(nodes.left)}, ${body.text(nodes.right)})`;
      body.report('ST3028', nodes.node, { text }, body.replace(nodes.node, text));
      return null;
    }
    body.report('ST3024', nodes.node, { operator, left: operandText(left.type), right: operandText(right.type) });
    return null;
  };
  if (a === null || b === null) return wrong();
  const temporal = addTemporal(operator, left, right, body.range(nodes.node));
  if (temporal !== null) return temporal;
  const durationLeft = classOf(a) === 'duration';
  const durationRight = classOf(b) === 'duration';
  if (durationLeft !== durationRight) return scaleDuration(body, operator, left, right, nodes) ?? wrong();
  if (durationLeft && operator !== '+' && operator !== '-') return wrong();
  if (!durationLeft && (!isNumeric(a) || !isNumeric(b))) {
    const [name, node] = isNumeric(a) ? [b, nodes.right] : [a, nodes.left];
    if (isBitString(name) && name !== 'BOOL') {
      const call = `${name}_TO_${{ 8: 'USINT', 16: 'UINT', 32: 'UDINT', 64: 'ULINT' }[elementaryTable[name].bits]}`;
      body.report('ST3025', node, { operator, type: name, call }, body.replace(node, `${call}(${body.text(node)})`));
      return null;
    }
    return wrong();
  }
  const both = unify(left, right);
  if (both === null) {
    body.report('ST3026', nodes.node, { operator, left: operandText(left.type), right: operandText(right.type) });
    return null;
  }
  const name = computedAs(both.type)!;
  if (operator === 'MOD' && !isInteger(name)) return wrong();
  if (both.type === UNTYPED_REAL && isConstant(both.left) && isConstant(both.right)) {
    const folded = foldBinary(operator, both.left.value, both.right.value, 'LREAL');
    if (Number.isFinite(folded)) return constantOf(folded as number, UNTYPED_REAL, { range: body.range(nodes.node) });
    // 1.0 / 0.0 is infinite in every type; no literal is.
    const real = expected !== null && computedAs(expected) === 'REAL' ? 'REAL' : 'LREAL';
    if (typeof folded === 'number') return constantOf(folded, elementary(real), { range: body.range(nodes.node) });
  }
  return finish(body, operator, both, both.type, nodes);
}

/** TIME * number, number * TIME, TIME / number. Table 35. */
function scaleDuration(
  body: Body,
  operator: BinaryOperator,
  left: Expression,
  right: Expression,
  nodes: OperandNodes,
): Expression | null {
  const swap = classOf(computedAs(left.type)!) !== 'duration';
  if (operator !== '*' && (operator !== '/' || swap)) return null;
  const duration = swap ? right : left;
  let factor = swap ? left : right;
  const name = computedAs(factor.type)!;
  if (!isNumeric(name)) return null;
  const wide: ElementaryName = classOf(name) === 'real' ? 'LREAL' : 'LINT';
  if (factor.kind === 'constant' && isUntyped(factor.type)) {
    const settled = settleLiteral(factor.value, factor.type, wide);
    if (typeof settled !== 'object') return null;
    factor = constantOf(settled.value, elementary(wide), factor);
  } else factor = convert(factor, wide);
  if (factor.kind === 'constant' && operator === '/' && factor.value === 0n) {
    body.report('ST3012', nodes.right);
    return { kind: 'constant', value: 0n, type: duration.type, range: body.range(nodes.node) };
  }
  if (duration.kind === 'constant' && factor.kind === 'constant' && wide === 'LINT') {
    const folded = foldBinary(operator, duration.value, factor.value, computedAs(duration.type)!);
    if (typeof folded === 'bigint') return constantOf(folded, duration.type, { range: body.range(nodes.node) });
  }
  return { kind: 'binary', operator, left: duration, right: factor, type: duration.type, range: body.range(nodes.node) };
}

/** `**` and EXPT: both sides REAL or both LREAL. Table 29. Never folded: the result is that of the compiled-in function. */
function power(body: Body, left: Expression, right: Expression, nodes: OperandNodes, expected: Type | null): Expression | null {
  const a = computedAs(left.type);
  const b = computedAs(right.type);
  if (a === null || b === null || !isNumeric(a) || !isNumeric(b)) {
    body.report('ST3024', nodes.node, { operator: '**', left: operandText(left.type), right: operandText(right.type) });
    return null;
  }
  const narrow = (operand: Expression, name: ElementaryName): boolean =>
    isUntyped(operand.type) || name === 'REAL' || elementaryTable[name].widens.includes('REAL');
  const typedReal = (!isUntyped(left.type) && a === 'REAL') || (!isUntyped(right.type) && b === 'REAL');
  const wantsReal = expected !== null && computedAs(expected) === 'REAL';
  const target: ElementaryName = narrow(left, a) && narrow(right, b) && (typedReal || wantsReal) ? 'REAL' : 'LREAL';
  const as = (operand: Expression): Expression => {
    if (operand.kind === 'constant' && isUntyped(operand.type)) {
      const settled = settleLiteral(operand.value, operand.type, target);
      return typeof settled === 'object' ? constantOf(settled.value, elementary(target), operand) : settleAlone(operand);
    }
    return convert(operand, target);
  };
  return {
    kind: 'binary',
    operator: '**',
    left: as(left),
    right: as(right),
    type: elementary(target),
    range: body.range(nodes.node),
  };
}

/** Strings compare by the codes of their characters, a prefix before what it begins. */
function compareTexts(
  operator: BinaryOperator,
  { left, right }: { left: Expression; right: Expression },
  range: Expression['range'],
): Expression {
  const order: Expression = {
    kind: 'intrinsic',
    name: 'COMPARE_TEXT',
    arguments: [left, right],
    type: elementary('DINT'),
    range,
  };
  const zero = constantOf(0n, elementary('DINT'), { range });
  return { kind: 'binary', operator, left: order, right: zero, type: elementary('BOOL'), range };
}

export function checkUnary(body: Body, node: ast.Expression & { kind: 'unary' }, expected: Type | null): Expression | null {
  const checked = checkExpression(body, node.operand, expected);
  if (checked === null) return null;
  const operand = asValue(checked);
  const name = computedAs(operand.type);
  const range = body.range(node);
  if (node.operator === 'NOT') return complement(body, asExpectedBits(operand, expected), node.operand, range);
  if (name === null || !(isNumeric(name) || classOf(name) === 'duration')) {
    body.report('ST3027', node, { operator: node.operator, type: typeName(operand.type) });
    return null;
  }
  if (node.operator === '+') return { ...operand, range };
  if (classOf(name) === 'unsigned') {
    body.report('ST3027', node, { operator: '-', type: name });
    return null;
  }
  if (operand.kind === 'constant') {
    const value =
      isUntyped(operand.type) && typeof operand.value === 'bigint' ? -operand.value : foldUnary('-', operand.value, name);
    if (value !== null) return constantOf(value, operand.type, { range });
  }
  return { kind: 'unary', operator: '-', operand, type: operand.type, range };
}

/** `w AND NOT 16#0F`: a literal has no width of its own, so it takes that of its surroundings. */
function asExpectedBits(operand: Expression, expected: Type | null): Expression {
  const wanted = expected === null ? null : computedAs(expected);
  if (wanted === null || operand.kind !== 'constant' || operand.type !== UNTYPED_INTEGER || !isBitString(wanted)) return operand;
  const settled = settleLiteral(operand.value, operand.type, wanted);
  return typeof settled === 'object' ? constantOf(settled.value, elementary(wanted), operand) : operand;
}

/** NOT, as operator and as function. */
export function complement(body: Body, operand: Expression, node: ast.Expression, range: Expression['range']): Expression | null {
  const name = computedAs(operand.type);
  if (name === null || isUntyped(operand.type) || !isBitString(name)) {
    if (name !== null && isInteger(name) && !isUntyped(operand.type)) {
      const call = integerToBits(name);
      body.report('ST3022', node, { operator: 'NOT', type: name, call }, body.replace(node, `${call}(${body.text(node)})`));
    } else body.report('ST3027', node, { operator: 'NOT', type: typeName(operand.type) });
    return null;
  }
  if (operand.kind === 'constant') {
    const value = foldUnary('NOT', operand.value, name);
    if (value !== null) return constantOf(value, operand.type, { range });
  }
  return { kind: 'unary', operator: 'NOT', operand, type: elementary(name), range };
}
