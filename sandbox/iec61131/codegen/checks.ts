/** Run-time checks: each reports its site and the values that matter, then traps. */
import type { SourceRange } from '../diagnostics.ts';
import type { Expression, Statement } from '../semantics/checked.ts';
import type { Type } from '../semantics/types.ts';
import type { Lowering } from './lowering.ts';
import { limits, scalar } from './representation.ts';
import { op, type ValueType } from './wasm/opcodes.ts';

/** Widens the integer on the stack to i64, as faults carry it. */
function widen(l: Lowering, from: ValueType, signed: boolean): void {
  if (from === 'i32') l.code.op(signed ? op.i64_extend_i32_s : op.i64_extend_i32_u);
}

/** Stack: site, a, b → nothing comes back. Where scalars are promoted, the fault goes through the place that writes them back. */
export function raise(l: Lowering): void {
  const { code, promotion } = l;
  if (promotion) {
    code.set(promotion.b);
    code.set(promotion.a);
    code.set(promotion.site);
    code.br(promotion.trap);
    return;
  }
  code.call(l.context.fault);
  code.op(op.unreachable);
}

/** Takes `cost`, in statements, from the fuel; faults when it falls below zero. */
export function charge(l: Lowering, cost: number, range: SourceRange): void {
  const { code, context, promotion } = l;
  if (promotion?.paid === 'whole') return;
  if (promotion) {
    code.get(promotion.fuel);
    code.i64(BigInt(cost));
    code.op(op.i64_sub);
    if (promotion.paid === 'enough') {
      code.set(promotion.fuel);
      return;
    }
    code.tee(promotion.fuel);
  } else {
    code.globalGet(context.fuel);
    code.i64(BigInt(cost));
    code.op(op.i64_sub);
    code.globalSet(context.fuel);
    code.globalGet(context.fuel);
  }
  code.i64(0n);
  code.op(op.i64_lt_s);
  code.if();
  code.i32(context.site('fuel', range));
  code.i64(0n);
  code.i64(0n);
  raise(l);
  code.end();
}

/** Statements of one pass through `body`, inner loops not counted: they charge for themselves. At least 1. */
export function costOf(body: readonly Statement[]): number {
  let cost = 1;
  for (const statement of body) {
    cost++;
    if (statement.kind === 'if') {
      for (const branch of statement.branches) cost += costOf(branch.body) - 1;
      cost += costOf(statement.otherwise) - 1;
    } else if (statement.kind === 'case') {
      for (const branch of statement.branches) cost += costOf(branch.body) - 1;
      cost += costOf(statement.otherwise) - 1;
    }
  }
  return cost;
}

/** Stack: i32 index → i32 index minus `lower`. Faults outside lower..upper. */
export function checkIndex(l: Lowering, lower: number, upper: number, range: SourceRange): void {
  const { code, context } = l;
  if (lower !== 0) {
    code.i32(lower);
    code.op(op.i32_sub);
  }
  const index = code.borrow('i32');
  code.tee(index);
  code.i32(upper - lower + 1);
  code.op(op.i32_ge_u);
  code.if();
  code.i32(context.site('index', range, { lower: BigInt(lower), upper: BigInt(upper) }));
  code.get(index);
  if (lower !== 0) {
    code.i32(lower);
    code.op(op.i32_add);
  }
  code.op(op.i64_extend_i32_s);
  code.i64(BigInt(upper));
  raise(l);
  code.end();
  code.get(index);
  code.release('i32', index);
}

/** Stack: value → value. Faults when a value meant for a subrange lies outside it. */
export function checkRange(l: Lowering, target: Type, value: Expression, range: SourceRange, name?: string): void {
  if (target.kind !== 'subrange' || target === value.type || value.kind === 'constant') return;
  const { code, context } = l;
  const { wasm, signed } = scalar(target);
  const all = limits(target.base.name);
  const held = code.borrow(wasm);
  code.set(held);
  const compare = (limit: bigint, narrow: 'lt' | 'gt') => {
    code.get(held);
    if (wasm === 'i64') code.i64(limit);
    else code.i32(Number(BigInt.asIntN(32, limit)));
    const suffix = signed ? 's' : 'u';
    code.op(op[`${wasm === 'i64' ? 'i64' : 'i32'}_${narrow}_${suffix}`]);
    code.if();
    code.i32(context.site('range', range, { lower: target.lower, upper: target.upper }, name));
    code.get(held);
    widen(l, wasm, signed);
    code.i64(limit);
    raise(l);
    code.end();
  };
  if (target.lower > all.lower) compare(target.lower, 'lt');
  if (target.upper < all.upper) compare(target.upper, 'gt');
  code.get(held);
  code.release(wasm, held);
}

/** Faults when the integer in local `divisor` is zero; reports the one in `dividend`. */
export function checkDivisor(
  l: Lowering,
  wasm: 'i32' | 'i64',
  signed: boolean,
  dividend: number,
  divisor: number,
  range: SourceRange,
): void {
  const { code, context } = l;
  code.get(divisor);
  code.op(op[`${wasm}_eqz`]);
  code.if();
  code.i32(context.site('division', range));
  code.get(dividend);
  widen(l, wasm, signed);
  code.i64(0n);
  raise(l);
  code.end();
}

/** Stack: i32 region offset of an in_out → the same. Faults when it was never given. */
export function checkReference(l: Lowering, range: SourceRange): void {
  const { code, context } = l;
  const held = code.borrow('i32');
  code.tee(held);
  code.op(op.i32_eqz);
  code.if();
  code.i32(context.site('null', range));
  code.i64(0n);
  code.i64(0n);
  raise(l);
  code.end();
  code.get(held);
  code.release('i32', held);
}
