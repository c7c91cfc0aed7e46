/** Implicit conversion: what may stand where another type is wanted, and what to say when it may not. Clause 6.6.1.6 and Figure 12. */
import type { Node } from '../syntax/ast.ts';
import type { Body } from './body.ts';
import type { Expression } from './checked.ts';
import { convertConstant, fits, integerToReal, type Scalar } from './constants.ts';
import { classOf, elementary, isBitString, isInteger, isNumeric, limitsOf, widens } from './elementary.ts';
import { mayRefer } from './inheritance.ts';
import { convertText } from './texts.ts';
import {
  computedAs,
  isUntyped,
  NULL_REFERENCE,
  operandText,
  sameType,
  typeName,
  UNTYPED_REAL,
  valueType,
} from './type-relations.ts';
import type { ElementaryName, Type } from './types.ts';

export function constantOf(value: Scalar, type: Type, from: { range: Expression['range'] }): Expression {
  return { kind: 'constant', value, type, range: from.range };
}

/** The value of an untyped literal as `target`, or why not: `range` (does not fit) or `kind` (no such literal for this type). */
export function settleLiteral(value: Scalar, untyped: Type, target: ElementaryName): { value: Scalar } | 'range' | 'kind' {
  if (untyped === UNTYPED_REAL) {
    if (target === 'LREAL') return { value };
    if (target !== 'REAL') return 'kind';
    const rounded = Math.fround(value as number);
    return Number.isFinite(rounded) ? { value: rounded } : 'range';
  }
  const integer = value as bigint;
  switch (classOf(target)) {
    case 'bool':
      return integer === 0n || integer === 1n ? { value: integer === 1n } : 'kind';
    case 'real':
      return { value: target === 'REAL' ? integerToReal(integer) : Number(integer) };
    case 'duration':
    case 'date':
    case 'clock':
    case 'moment':
    case 'character':
      return 'kind';
    default:
      return fits(integer, target) ? { value: integer } : 'range';
  }
}

/** An untyped literal that nothing asks anything of: DINT, or the first wider type that holds it. */
export function settleAlone(expression: Expression): Expression {
  if (expression.kind !== 'constant' || !isUntyped(expression.type)) return expression;
  if (expression.type === UNTYPED_REAL) return { ...expression, type: elementary('LREAL') };
  const name = (['DINT', 'LINT', 'ULINT'] as const).find((candidate) => fits(expression.value as bigint, candidate)) ?? 'LINT';
  return { ...expression, type: elementary(name) };
}

/** Wraps in a conversion, or folds it. Both types are elementary. */
export function convert(expression: Expression, to: ElementaryName): Expression {
  const from = computedAs(expression.type);
  if (from === to)
    return expression.type.kind === 'elementary' && !isUntyped(expression.type)
      ? expression
      : { ...expression, type: elementary(to) };
  if (expression.kind === 'constant' && from !== null) {
    const value = convertConstant(expression.value, from, to);
    if (value !== null) return constantOf(value, elementary(to), expression);
  }
  return { kind: 'convert', operand: expression, to, type: elementary(to), range: expression.range };
}

/** A selector that was made a DINT (see `saturates`), by its low bits: where they are all that counts. */
export function keepingLowBits(selector: Expression): Expression {
  if (selector.kind !== 'convert' || !selector.saturates) return selector;
  const { kind, operand, to, type, range } = selector;
  return { kind, operand, to, type, range };
}

/**
 * The expression as a `target`: unchanged, widened, or `null` after a diagnostic. A subrange is wanted as its base; its limits are
 * checked at run time, or here for a constant.
 */
export function convertTo(body: Body, expression: Expression, target: Type, node: Node): Expression | null {
  const text = convertText(body, expression, target, node);
  if (text !== undefined) return text;
  if (expression.type === NULL_REFERENCE && target.kind === 'reference') return constantOf(0n, target, expression);
  // Tools with POINTER TO write 0 for NULL.
  if (isUntyped(expression.type) && isZero(expression) && target.kind === 'reference' && target.flavour === 'POINTER TO')
    return constantOf(0n, target, expression);
  if (mayRefer(target, expression.type)) return expression;
  const wanted = computedAs(target);
  if (isUntyped(expression.type)) {
    if (expression.kind === 'constant' && wanted !== null) {
      const settled = settleLiteral(expression.value, expression.type, wanted);
      if (typeof settled === 'object')
        return withinSubrange(body, constantOf(settled.value, elementary(wanted), expression), target, node);
      if (settled === 'range') {
        const { lower, upper } = limitsOf(wanted) ?? { lower: '-3.4E38', upper: '3.4E38' };
        body.report('ST3001', node, {
          value: String(expression.value),
          type: wanted,
          lower: String(lower),
          upper: String(upper),
        });
        return null;
      }
    }
    mismatch(body, expression, target, node);
    return null;
  }
  if (wanted === null) {
    if (sameType(expression.type, target)) return expression;
    mismatch(body, expression, target, node);
    return null;
  }
  const given = computedAs(expression.type);
  if (given === null) {
    mismatch(body, expression, target, node);
    return null;
  }
  if (!widens(given, wanted)) {
    mismatch(body, expression, target, node);
    return null;
  }
  return withinSubrange(body, convert(expression, wanted), target, node);
}

function isZero(expression: Expression): boolean {
  return expression.kind === 'constant' && expression.value === 0n;
}

function withinSubrange(body: Body, expression: Expression, target: Type, node: Node): Expression | null {
  if (target.kind !== 'subrange' || expression.kind !== 'constant') return expression;
  const value = expression.value as bigint;
  if (value >= target.lower && value <= target.upper) return expression;
  body.report('ST3001', node, {
    value: String(value),
    type: typeName(target),
    lower: String(target.lower),
    upper: String(target.upper),
  });
  return null;
}

/** Says why one type cannot stand for another, with the conversion that would do it. */
function mismatch(body: Body, expression: Expression, target: Type, node: Node): void {
  // A literal that stands alone is a REAL to its author, though computed with the precision of an LREAL.
  const given =
    expression.type === UNTYPED_REAL
      ? 'REAL'
      : computedAs(isUntyped(expression.type) ? settleAlone(expression).type : expression.type);
  const wanted = computedAs(target);
  const values = { given: operandText(expression.type), wanted: typeName(target) };
  if (expression.type.kind === 'instance') {
    body.report('ST2012', node, { name: body.text(node), type: typeName(expression.type) });
    return;
  }
  if (given === null || wanted === null) {
    body.report('ST3002', node, values);
    return;
  }
  if (wanted === 'BOOL' && isNumeric(given)) {
    const edits = isInteger(given) ? body.replace(node, `${body.text(node)} <> 0`) : undefined;
    body.report('ST3005', node, { ...values, text: body.text(node) }, edits);
    return;
  }
  if (wanted === 'TIME' || wanted === 'LTIME' ? isNumeric(given) : false) {
    const written = body.text(node);
    body.report('ST3006', node, values, /^\d+$/.test(written) ? body.replace(node, `T#${written}ms`) : undefined);
    return;
  }
  const call = `${given}_TO_${wanted}`;
  const edits = body.replace(node, `${call}(${body.text(node)})`);
  const narrowing = (isNumeric(given) && isNumeric(wanted)) || (isBitString(given) && isBitString(wanted));
  if (narrowing) body.report('ST3003', node, { ...values, given, call }, edits);
  else if (isInteger(given) || isInteger(wanted) || (isBitString(given) && given !== 'BOOL'))
    body.report('ST3004', node, { ...values, call }, edits);
  else body.report('ST3002', node, values);
}

/** An expression's own type where a subrange counts as its base. */
export function asValue(expression: Expression): Expression {
  return expression.type.kind === 'subrange' ? { ...expression, type: valueType(expression.type) } : expression;
}
