/**
 * Operators on the elementary types. Integers wrap to the width of their type; narrow ones are brought back into range after every
 * operation that can leave it, so that a value on the stack is always the value of its type.
 */
import type { BinaryOperator, Expression } from '../semantics/checked.ts';
import type { ElementaryName } from '../semantics/types.ts';
import { checkDivisor } from './checks.ts';
import type { Lowering } from './lowering.ts';
import { intervalOf, staysWithin } from './ranges.ts';
import { isDuration, isReal, representation, scalarName } from './representation.ts';
import { op } from './wasm/opcodes.ts';

type Binary = Expression & { kind: 'binary' };

/** Stack: an i32 with any high bits → the value of the narrow type `name`. Wide types are left alone. */
export function normalise(l: Lowering, name: ElementaryName): void {
  const { bits, signed, wasm } = representation(name);
  if (wasm !== 'i32' || bits === 32) return;
  if (signed) l.code.op(bits === 8 ? op.i32_extend8_s : op.i32_extend16_s);
  else {
    l.code.i32(2 ** bits - 1);
    l.code.op(op.i32_and);
  }
}

export function emitUnary(l: Lowering, operator: '-' | 'NOT', operand: Expression): void {
  const { code } = l;
  const name = scalarName(operand.type);
  const { wasm } = representation(name);
  if (operator === 'NOT') {
    l.expression(operand);
    if (name === 'BOOL') code.op(op.i32_eqz);
    else if (wasm === 'i64') {
      code.i64(-1n);
      code.op(op.i64_xor);
    } else {
      code.i32(-1);
      code.op(op.i32_xor);
      normalise(l, name);
    }
    return;
  }
  if (wasm === 'f32' || wasm === 'f64') {
    l.expression(operand);
    code.op(wasm === 'f32' ? op.f32_neg : op.f64_neg);
    return;
  }
  if (wasm === 'i64') code.i64(0n);
  else code.i32(0);
  l.expression(operand);
  code.op(wasm === 'i64' ? op.i64_sub : op.i32_sub);
  normalise(l, name);
}

const comparisons = { '=': 'eq', '<>': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' } as const;
const bitwise = { AND: 'and', OR: 'or', XOR: 'xor' } as const;
const sums = { '+': 'add', '-': 'sub', '*': 'mul' } as const;

/** The operator is handed in because `**` is not one of these. */
export function emitBinary(l: Lowering, operator: Exclude<BinaryOperator, '**'>, expression: Binary): void {
  const { left, right } = expression;
  const name = scalarName(left.type);
  switch (operator) {
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      l.expression(left);
      l.expression(right);
      compare(l, comparisons[operator], name);
      return;
    case 'AND_THEN':
      l.expression(left);
      l.code.if('i32');
      l.expression(right);
      l.code.else();
      l.code.i32(0);
      l.code.end();
      return;
    case 'OR_ELSE':
      l.expression(left);
      l.code.if('i32');
      l.code.i32(1);
      l.code.else();
      l.expression(right);
      l.code.end();
      return;
    case 'AND':
    case 'OR':
    case 'XOR': {
      l.expression(left);
      l.expression(right);
      const wasm = representation(name).wasm === 'i64' ? 'i64' : 'i32';
      l.code.op(op[`${wasm}_${bitwise[operator]}`]);
      return;
    }
    default:
      if (isDuration(name) && !isDuration(scalarName(right.type))) scaleDuration(l, operator, expression);
      else arithmetic(l, operator, name, expression);
  }
}

/** Stack: two values of type `name` → BOOL. */
export function compare(l: Lowering, relation: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge', name: ElementaryName): void {
  const { wasm, signed } = representation(name);
  if (wasm === 'f32' || wasm === 'f64') l.code.op(op[`${wasm}_${relation}`]);
  else if (relation === 'eq' || relation === 'ne') l.code.op(op[`${wasm}_${relation}`]);
  else l.code.op(op[`${wasm}_${relation}_${signed ? 's' : 'u'}`]);
}

function arithmetic(l: Lowering, operator: '+' | '-' | '*' | '/' | 'MOD', name: ElementaryName, expression: Binary): void {
  const { left, right } = expression;
  const { wasm } = representation(name);
  if (isReal(name) && (wasm === 'f32' || wasm === 'f64')) {
    l.expression(left);
    l.expression(right);
    if (operator === 'MOD') throw new Error('MOD of a real number');
    l.code.op(op[`${wasm}_${operator === '/' ? 'div' : sums[operator]}`]);
    return;
  }
  if (operator === '/' || operator === 'MOD') {
    divide(l, operator, name, expression);
    return;
  }
  l.expression(left);
  l.expression(right);
  l.code.op(op[`${wasm === 'i64' ? 'i64' : 'i32'}_${sums[operator]}`]);
  if (!staysWithin(l.facts, expression, name)) normalise(l, name);
}

/** Division truncates towards zero; by zero it faults, and MOD by zero is 0 (IEC 61131-3, Table 29: MOD). The most negative value by -1 wraps to itself. */
function divide(l: Lowering, operator: '/' | 'MOD', name: ElementaryName, { left, right, range }: Binary): void {
  const { code } = l;
  const representationOf = representation(name);
  const { signed } = representationOf;
  const wasm = representationOf.wasm === 'i64' ? 'i64' : 'i32';
  const sign = signed ? 's' : 'u';
  const constant = right.kind === 'constant' ? BigInt(right.value) : null;
  if (constant !== null && constant !== 0n && constant !== -1n) {
    l.expression(left);
    l.expression(right);
    code.op(op[`${wasm}_${operator === '/' ? 'div' : 'rem'}_${sign}`]);
    return;
  }
  const by = intervalOf(l.facts, right);
  const neverZero = by !== null && (by.lower > 0 || by.upper < 0);
  const neverMinusOne = !signed || (by !== null && (by.lower > -1 || by.upper < -1));
  if (neverZero && (neverMinusOne || operator === 'MOD')) {
    l.expression(left);
    l.expression(right);
    code.op(op[`${wasm}_${operator === '/' ? 'div' : 'rem'}_${sign}`]);
    return;
  }
  l.expression(left);
  const dividend = code.borrow(wasm);
  code.set(dividend);
  // The divisor may itself divide, so the dividend's local stays lent while it is computed.
  l.expression(right);
  const divisor = code.borrow(wasm);
  code.set(divisor);
  if (operator === 'MOD') {
    code.get(divisor);
    code.op(op[`${wasm}_eqz`]);
    code.if(wasm);
    if (wasm === 'i64') code.i64(0n);
    else code.i32(0);
    code.else();
    code.get(dividend);
    code.get(divisor);
    code.op(op[`${wasm}_rem_${sign}`]);
    code.end();
  } else {
    if (!neverZero) checkDivisor(l, wasm, signed, dividend, divisor, range);
    if (!neverMinusOne) {
      code.get(divisor);
      if (wasm === 'i64') code.i64(-1n);
      else code.i32(-1);
      code.op(op[`${wasm}_eq`]);
      code.if(wasm);
      if (wasm === 'i64') code.i64(0n);
      else code.i32(0);
      code.get(dividend);
      code.op(op[`${wasm}_sub`]);
      code.else();
    }
    code.get(dividend);
    code.get(divisor);
    code.op(op[`${wasm}_div_${sign}`]);
    if (!neverMinusOne) code.end();
    normalise(l, name);
  }
  code.release(wasm, dividend);
  code.release(wasm, divisor);
}

/** TIME * n, TIME / n, with n LINT or LREAL. By a real number: computed in LREAL, rounded half to even, saturating. */
function scaleDuration(l: Lowering, operator: BinaryOperator, expression: Binary): void {
  const { left, right } = expression;
  const { code } = l;
  const by = scalarName(right.type);
  if (operator !== '*' && operator !== '/') throw new Error(`${operator} of a duration and a number`);
  if (!isReal(by)) {
    if (operator === '*') {
      l.expression(left);
      l.expression(right);
      code.op(op.i64_mul);
    } else divide(l, '/', 'LINT', expression);
    return;
  }
  l.expression(left);
  code.op(op.f64_convert_i64_s);
  l.expression(right);
  if (by === 'REAL') code.op(op.f64_promote_f32);
  code.op(operator === '*' ? op.f64_mul : op.f64_div);
  code.op(op.f64_nearest);
  code.op(op.i64_trunc_sat_f64_s);
}
