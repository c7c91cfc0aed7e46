/** What a reference names, found and checked at every use. */
import type { SourceRange } from '../diagnostics.ts';
import type { Place } from '../semantics/checked.ts';
import { raise } from './checks.ts';
import { HEADER_SIZE } from './layout.ts';
import type { Lowering } from './lowering.ts';
import { sizeOf } from './sizes.ts';
import { op } from './wasm/opcodes.ts';

/** Leaves the absolute address that a reference names, which holds a whole value of the place's type. */
export function pushTarget(l: Lowering, { pointer, type, range }: Place & { kind: 'dereference' }): void {
  if (pointer.kind === 'held') {
    l.aggregate(pointer.value);
    return;
  }
  l.expression(pointer);
  checkTarget(l, sizeOf(type), range);
  l.code.globalGet(l.context.module.base);
  l.code.op(op.i32_add);
}

/**
 * Stack: offset → the same offset. Faults unless `size` bytes from there lie behind the header and within what persists of the
 * region; NULL lies in the header, so one comparison finds it too.
 */
function checkTarget(l: Lowering, size: number, range: SourceRange): void {
  const { code, context } = l;
  const held = code.borrow('i32');
  code.tee(held);
  code.i32(HEADER_SIZE);
  code.op(op.i32_sub);
  code.i32(Math.max(0, context.layout.size - HEADER_SIZE - size + 1));
  code.op(op.i32_ge_u);
  code.if();
  code.i32(context.site('null', range));
  code.get(held);
  code.op(op.i64_extend_i32_u);
  code.i64(BigInt(context.layout.size));
  raise(l);
  code.end();
  code.get(held);
  code.release('i32', held);
}
