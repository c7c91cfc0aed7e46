/** Standard functions written in place: see `library/intrinsics.ts` for their shapes. */
import type { SourceRange } from '../diagnostics.ts';
import type { IntrinsicName } from '../library/intrinsics.ts';
import type { Expression } from '../semantics/checked.ts';
import { compare, normalise } from './arithmetic.ts';
import { checkIndex, raise } from './checks.ts';
import { saturate } from './conversions.ts';
import { emitKernelCall, isKernelCall } from './kernels.ts';
import { TIME_OFFSET } from './layout.ts';
import type { Lowering } from './lowering.ts';
import { representation, scalar, scalarName } from './representation.ts';
import { emitTextIntrinsic } from './text-intrinsics.ts';
import { op } from './wasm/opcodes.ts';

type Intrinsic = Expression & { kind: 'intrinsic' };
type Emit = (l: Lowering, call: Intrinsic) => void;

const argument = (call: Intrinsic, index: number): Expression => {
  const found = call.arguments[index];
  if (!found) throw new Error(`${call.name} misses argument ${index + 1}`);
  return found;
};

const table: Record<IntrinsicName, Emit> = {
  ABS: absolute,
  SQRT: (l, call) => {
    l.expression(argument(call, 0));
    l.code.op(scalar(call.type).wasm === 'f32' ? op.f32_sqrt : op.f64_sqrt);
  },
  MIN: (l, call) => choose(l, call.arguments, 'lt'),
  MAX: (l, call) => choose(l, call.arguments, 'gt'),
  LIMIT: limit,
  SEL: (l, call) => {
    l.expression(argument(call, 2));
    l.expression(argument(call, 1));
    l.expression(argument(call, 0));
    l.code.op(op.select);
  },
  MUX: multiplex,
  MOVE: (l, call) => l.expression(argument(call, 0)),
  SHL: (l, call) => shift(l, call, 'left'),
  SHR: (l, call) => shift(l, call, 'right'),
  ROL: (l, call) => rotate(l, call, 'left'),
  ROR: (l, call) => rotate(l, call, 'right'),
  TRUNC: (l, call) => {
    const source = argument(call, 0);
    l.expression(source);
    saturate(l, scalarName(source.type), scalarName(call.type));
  },
  EXPT: (l, call) => emitPower(l, argument(call, 0), argument(call, 1), call.range),
  ASSERT: (l, call) => {
    const { code, context } = l;
    l.expression(argument(call, 0));
    code.op(op.i32_eqz);
    code.if();
    code.i32(context.site('assertion', call.range));
    code.i64(0n);
    code.i64(0n);
    raise(l);
    code.end();
    code.i32(1);
  },
  ADVANCE_TIME: (l, call) => {
    const { code, context } = l;
    code.globalGet(context.module.base);
    code.globalGet(context.module.base);
    code.memory(op.i64_load, TIME_OFFSET);
    l.expression(argument(call, 0));
    code.op(op.i64_add);
    code.memory(op.i64_store, TIME_OFFSET);
    code.i32(1);
  },
  SWAP_BYTES: swapBytes,
  IS_VALID: (l, call) => {
    l.expression(argument(call, 0));
    l.code.op(op.f64_abs);
    l.code.f64(Number.MAX_VALUE);
    l.code.op(op.f64_le);
  },
  TIME: (l) => {
    l.code.globalGet(l.context.module.base);
    l.code.memory(op.i64_load, TIME_OFFSET);
  },
};

/** Stack: a value of `name` → the same with its bytes in the other order. */
function swapBytes(l: Lowering, call: Intrinsic): void {
  const { code } = l;
  const name = scalarName(call.type);
  const { wasm, bits } = representation(name);
  l.expression(argument(call, 0));
  if (wasm === 'f32') code.op(op.i32_reinterpret_f32);
  else if (wasm === 'f64') code.op(op.i64_reinterpret_f64);
  const wide = bits === 64;
  if (!wide) code.op(op.i64_extend_i32_u);
  const value = code.borrow('i64');
  code.set(value);
  for (let byte = 0; byte < bits / 8; byte++) {
    code.get(value);
    code.i64(BigInt(byte * 8));
    code.op(op.i64_shr_u);
    code.i64(0xffn);
    code.op(op.i64_and);
    code.i64(BigInt(bits - 8 - byte * 8));
    code.op(op.i64_shl);
    if (byte > 0) code.op(op.i64_or);
  }
  code.release('i64', value);
  if (!wide) code.op(op.i32_wrap_i64);
  if (wasm === 'f32') code.op(op.f32_reinterpret_i32);
  else if (wasm === 'f64') code.op(op.f64_reinterpret_i64);
  else normalise(l, name);
}

const isIntrinsic = (name: string): name is IntrinsicName => Object.hasOwn(table, name);

export function emitIntrinsic(l: Lowering, call: Intrinsic): void {
  if (emitTextIntrinsic(l, call)) return;
  if (isKernelCall(call.name)) {
    emitKernelCall(l, call);
    return;
  }
  const name = call.name.toUpperCase();
  if (!isIntrinsic(name)) throw new Error(`no intrinsic ${call.name}`);
  table[name](l, call);
}

function absolute(l: Lowering, call: Intrinsic): void {
  const { code } = l;
  const name = scalarName(call.type);
  const { wasm, signed } = representation(name);
  l.expression(argument(call, 0));
  if (wasm === 'f32' || wasm === 'f64') {
    code.op(wasm === 'f32' ? op.f32_abs : op.f64_abs);
    return;
  }
  if (!signed) return;
  const value = code.borrow(wasm);
  code.set(value);
  const zero = () => (wasm === 'i64' ? code.i64(0n) : code.i32(0));
  zero();
  code.get(value);
  code.op(op[`${wasm}_sub`]);
  normalise(l, name);
  code.get(value);
  code.get(value);
  zero();
  code.op(op[`${wasm}_lt_s`]);
  code.op(op.select);
  code.release(wasm, value);
}

/** Keeps of each pair the one that stands in `relation` to the other; a NaN on the right is never kept. */
function choose(l: Lowering, values: readonly Expression[], relation: 'lt' | 'gt'): void {
  const { code } = l;
  const [first, ...rest] = values;
  if (!first) throw new Error('MIN and MAX need an argument');
  const name = scalarName(first.type);
  const { wasm } = representation(name);
  l.expression(first);
  for (const next of rest) {
    const best = code.borrow(wasm);
    code.set(best);
    l.expression(next);
    const candidate = code.borrow(wasm);
    code.tee(candidate);
    code.get(best);
    code.get(candidate);
    code.get(best);
    compare(l, relation, name);
    code.op(op.select);
    code.release(wasm, best);
    code.release(wasm, candidate);
  }
}

function limit(l: Lowering, call: Intrinsic): void {
  const { code } = l;
  const name = scalarName(call.type);
  const { wasm } = representation(name);
  // MIN(MAX(IN, MN), MX), with the arguments evaluated in their written order.
  l.expression(argument(call, 0));
  const lower = code.borrow(wasm);
  code.set(lower);
  l.expression(argument(call, 1));
  const value = code.borrow(wasm);
  code.set(value);
  l.expression(argument(call, 2));
  const upper = code.borrow(wasm);
  code.set(upper);
  code.get(lower);
  code.get(value);
  code.get(value);
  code.get(lower);
  compare(l, 'lt', name);
  code.op(op.select);
  code.set(value);
  code.get(upper);
  code.get(value);
  code.get(value);
  code.get(upper);
  compare(l, 'gt', name);
  code.op(op.select);
  for (const local of [lower, value, upper]) code.release(wasm, local);
}

function multiplex(l: Lowering, call: Intrinsic): void {
  const { code } = l;
  const [selector, ...inputs] = call.arguments;
  if (!selector) throw new Error('MUX needs a selector');
  const { wasm } = scalar(call.type);
  l.expression(selector);
  const key = code.borrow('i32');
  code.set(key);
  const kept = inputs.map((input) => {
    l.expression(input);
    const local = code.borrow(wasm);
    code.set(local);
    return local;
  });
  code.get(key);
  checkIndex(l, 0, inputs.length - 1, selector.range);
  code.set(key);
  kept.forEach((local, index) => {
    if (index === 0) {
      code.get(local);
      return;
    }
    const best = code.borrow(wasm);
    code.set(best);
    code.get(local);
    code.get(best);
    code.get(key);
    code.i32(index);
    code.op(op.i32_eq);
    code.op(op.select);
    code.release(wasm, best);
  });
  for (const local of kept) code.release(wasm, local);
  code.release('i32', key);
}

function shift(l: Lowering, call: Intrinsic, direction: 'left' | 'right'): void {
  const { code } = l;
  const name = scalarName(call.type);
  const { wasm, bits } = representation(name);
  const wide = wasm === 'i64';
  l.expression(argument(call, 0));
  l.expression(argument(call, 1));
  const count = code.borrow('i32');
  code.tee(count);
  if (wide) code.op(op.i64_extend_i32_u);
  if (direction === 'left') code.op(wide ? op.i64_shl : op.i32_shl);
  else code.op(wide ? op.i64_shr_u : op.i32_shr_u);
  if (direction === 'left') normalise(l, name);
  if (wide) code.i64(0n);
  else code.i32(0);
  code.get(count);
  code.i32(bits);
  code.op(op.i32_lt_u);
  code.op(op.select);
  code.release('i32', count);
}

function rotate(l: Lowering, call: Intrinsic, direction: 'left' | 'right'): void {
  const { code } = l;
  const name = scalarName(call.type);
  const { wasm, bits } = representation(name);
  l.expression(argument(call, 0));
  if (bits === 1) return;
  const value = code.borrow(wasm);
  code.set(value);
  // The width is a power of two, so the low bits of the count are the count within the width, whatever its type and sign.
  l.expression(argument(call, 1));
  const count = code.borrow('i32');
  code.set(count);
  if (bits >= 32) {
    code.get(value);
    code.get(count);
    if (bits === 64) code.op(op.i64_extend_i32_u);
    if (direction === 'left') code.op(bits === 64 ? op.i64_rotl : op.i32_rotl);
    else code.op(bits === 64 ? op.i64_rotr : op.i32_rotr);
  } else {
    const part = (opcode: typeof op.i32_shl | typeof op.i32_shr_u, negate: boolean) => {
      code.get(value);
      if (negate) code.i32(0);
      code.get(count);
      if (negate) code.op(op.i32_sub);
      code.i32(bits - 1);
      code.op(op.i32_and);
      code.op(opcode);
    };
    part(direction === 'left' ? op.i32_shl : op.i32_shr_u, false);
    part(direction === 'left' ? op.i32_shr_u : op.i32_shl, true);
    code.op(op.i32_or);
    normalise(l, name);
  }
  code.release(wasm, value);
  code.release('i32', count);
}

/** x ** y by the library's kernel, so that no machine's own pow is heard (law of logical time). */
export function emitPower(l: Lowering, base: Expression, exponent: Expression, range: SourceRange): void {
  const { code, context } = l;
  const kernel = context.kernels.get('POWER');
  const shape = kernel && context.shapes.get(kernel);
  if (!shape) throw new Error(`the power at line ${range.line} has no kernel`);
  for (const operand of [base, exponent]) {
    l.expression(operand);
    const { wasm, signed } = scalar(operand.type);
    if (wasm === 'f32') code.op(op.f64_promote_f32);
    else if (wasm !== 'f64') code.op(op[`f64_convert_${wasm}_${signed ? 's' : 'u'}`]);
  }
  code.call(shape.index);
  if (scalar(base.type).wasm === 'f32') code.op(op.f32_demote_f64);
}
