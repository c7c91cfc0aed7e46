import type { Expression } from '../semantics/checked.ts';
import type { Type } from '../semantics/types.ts';
import { emitBinary, emitUnary } from './arithmetic.ts';
import { emitCall } from './calls.ts';
import { checkIndex } from './checks.ts';
import { emitConversion, emitSelector } from './conversions.ts';
import { emitIntrinsic, emitPower } from './intrinsics.ts';
import type { Lowering } from './lowering.ts';
import { holderOf, load, locate, store } from './places.ts';
import { emitReference } from './references.ts';
import { limits, scalar, scalarName } from './representation.ts';
import { op } from './wasm/opcodes.ts';

/** Leaves the value of a scalar expression on the stack. */
export function emitExpression(l: Lowering, expression: Expression): void {
  switch (expression.kind) {
    case 'constant':
      emitConstant(l, expression.value, expression.type);
      return;
    case 'read':
      load(l, locate(l, expression.place), expression.place.type, holderOf(expression.place));
      return;
    case 'unary':
      emitUnary(l, expression.operator, expression.operand);
      return;
    case 'binary':
      if (expression.operator === '**') {
        emitPower(l, expression.left, expression.right, expression.range);
        return;
      }
      emitBinary(l, expression.operator, expression);
      return;
    case 'convert':
      l.expression(expression.operand);
      if (expression.saturates) emitSelector(l, expression.operand);
      else emitConversion(l, scalarName(expression.operand.type), expression.to);
      return;
    case 'call':
      emitCall(l, expression);
      return;
    case 'attempt':
      l.expression(expression.value);
      l.code.call(l.context.dispatch.attempt(l.context, attempted(expression.type)));
      return;
    case 'intrinsic':
      emitIntrinsic(l, expression);
      return;
    case 'reference':
      emitReference(l, expression);
      return;
    case 'held':
      l.aggregate(expression.value);
      l.code.globalGet(l.context.module.base);
      l.code.op(op.i32_sub);
      return;
    case 'choice':
      emitChoice(l, expression);
      return;
    case 'enabled':
      emitEnabled(l, expression);
      return;
  }
}

/** All values are there and the number picks one: cheaper than branches for the few that there are. */
function emitChoice(l: Lowering, { number, values, range }: Expression & { kind: 'choice' }): void {
  const { code } = l;
  l.expression(number);
  checkIndex(l, 1, values.length, range);
  const chosen = code.borrow('i32');
  code.set(chosen);
  values.forEach((value, position) => {
    l.expression(value);
    if (position === 0) return;
    code.get(chosen);
    code.i32(position);
    code.op(op.i32_lt_u);
    code.op(op.select);
  });
  code.release('i32', chosen);
}

/** What an instance must be or have for `?=` to take it. */
function attempted(type: Type): Parameters<Lowering['context']['dispatch']['attempt']>[1] {
  if (type.kind === 'interface') return type.interface;
  if (type.kind === 'reference' && type.target.kind === 'instance') return type.target.block;
  throw new Error(`an attempt at a ${type.kind}`);
}

/** Evaluates the value only where it is enabled, and says so in ENO, which is written first: the value may fault. */
function emitEnabled(l: Lowering, { enable, value, eno }: Expression & { kind: 'enabled' }): void {
  const { code } = l;
  const enabled = code.borrow('i32');
  l.expression(enable);
  code.set(enabled);
  if (eno !== null) store(l, locate(l, eno), eno.type, () => code.get(enabled), holderOf(eno));
  const { wasm } = scalar(value.type);
  code.get(enabled);
  code.release('i32', enabled);
  code.if(wasm);
  l.expression(value);
  code.else();
  emitConstant(l, 0n, value.type);
  code.end();
}

export function emitConstant(l: Lowering, value: bigint | number | boolean, type: Type): void {
  const { wasm, bits, signed } = scalar(type);
  if (wasm === 'f32') {
    l.code.f32(Number(value));
    return;
  }
  if (wasm === 'f64') {
    l.code.f64(Number(value));
    return;
  }
  const name = scalarName(type);
  const integer = typeof value === 'bigint' ? value : BigInt(value);
  const wrapped =
    integer >= limits(name).lower && integer <= limits(name).upper
      ? integer
      : signed
        ? BigInt.asIntN(bits, integer)
        : BigInt.asUintN(bits, integer);
  if (wasm === 'i64') l.code.i64(wrapped);
  else l.code.i32(Number(BigInt.asIntN(32, wrapped)));
}
