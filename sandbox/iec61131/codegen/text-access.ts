/** Words of WebAssembly for a string as it lies in memory (`text-format.ts`), wherever code for one is written. */
import type { StringName } from '../semantics/types.ts';
import { TEXT_HEADER, unitShift } from './text-format.ts';
import type { Code } from './wasm/code.ts';
import { op } from './wasm/opcodes.ts';

/** Stack: an integer → it or the capacity, whichever is smaller: what a length in memory counts for. `held` is a local to use. */
export function atMostCapacity(code: Code, held: number, pushCapacity: () => void): void {
  code.tee(held);
  pushCapacity();
  code.get(held);
  pushCapacity();
  code.op(op.i32_lt_u);
  code.op(op.select);
}

/** Stack: an i64 → it or zero, whichever is greater. `held` is a local to use. */
export function atLeastZero(code: Code, held: number): void {
  code.tee(held);
  code.i64(0n);
  code.get(held);
  code.i64(0n);
  code.op(op.i64_gt_s);
  code.op(op.select);
}

/** Stack: a number of units → of bytes. */
export function toBytes(code: Code, name: StringName): void {
  if (unitShift(name) === 0) return;
  code.i32(unitShift(name));
  code.op(op.i32_shl);
}

/** Stack: the address of a string → of its first unit. */
export function toUnits(code: Code): void {
  code.i32(TEXT_HEADER);
  code.op(op.i32_add);
}

/** Stack: the address of a string → nothing; it is empty from then on. */
export function makeEmpty(code: Code, offset = 0): void {
  code.i32(0);
  code.memory(op.i32_store, offset);
}
