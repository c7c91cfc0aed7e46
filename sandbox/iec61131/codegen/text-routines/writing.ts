/** What the shared functions of strings are written with: their surroundings, and words over locals. */
import type { StringName } from '../../semantics/types.ts';
import type { ModuleContext } from '../lowering.ts';
import { atMostCapacity, toBytes } from '../text-access.ts';
import { unitShift } from '../text-format.ts';
import type { Code } from '../wasm/code.ts';
import { op } from '../wasm/opcodes.ts';

export type RoutineName =
  | `${'ASSIGN' | 'APPEND' | 'SLICE' | 'COMPARE' | 'FIND' | 'RAW' | 'GET' | 'PUT'}_${StringName}`
  | `RECODE_${StringName}_${StringName}`
  | 'COUNT'
  | 'SKIP'
  | 'PRINT_INTEGER'
  | 'PRINT_BITS';

/** A function being written: its code, its module, and calls of others of its kind. */
export interface Writing {
  code: Code;
  context: ModuleContext;
  call(name: RoutineName): void;
}

/** Sets local `to` to the length of the string at `pointer`, at most `capacity`. */
export function length(code: Code, to: number, pointer: number, capacity: number): void {
  code.get(pointer);
  code.memory(op.i32_load, 0);
  atMostCapacity(code, to, () => code.get(capacity));
  code.set(to);
}

/** Takes a unit of fuel for every 32 units of text in `count`. Whoever next looks at the fuel faults. */
export function spend(code: Code, context: ModuleContext, count: number, shift = 5): void {
  code.globalGet(context.fuel);
  code.get(count);
  code.i32(shift);
  code.op(op.i32_shr_u);
  code.op(op.i64_extend_i32_u);
  code.op(op.i64_sub);
  code.globalSet(context.fuel);
}

/** Leaves the address of unit `index` (a local) of the units at `base` (a local), without the header. */
export function address(code: Code, base: number, index: number, name: StringName): void {
  code.get(base);
  code.get(index);
  toBytes(code, name);
  code.op(op.i32_add);
}

export function loadUnit(code: Code, name: StringName, offset: number): void {
  code.memory(unitShift(name) === 1 ? op.i32_load16_u : op.i32_load8_u, offset);
}

export function storeUnit(code: Code, name: StringName, offset: number): void {
  code.memory(unitShift(name) === 1 ? op.i32_store16 : op.i32_store8, offset);
}

export function step(code: Code, local: number, by = 1): void {
  code.get(local);
  code.i32(by);
  code.op(op.i32_add);
  code.set(local);
}

export function compareLocals(
  code: Code,
  a: number,
  b: number,
  opcode: typeof op.i32_lt_u | typeof op.i32_ge_u | typeof op.i32_gt_u,
): void {
  code.get(a);
  code.get(b);
  code.op(opcode);
}

/** Leaves whether the byte at `base + index` goes on with a character of UTF-8. */
export function continues(code: Code, base: number, index: number): void {
  code.get(base);
  code.get(index);
  code.op(op.i32_add);
  code.memory(op.i32_load8_u, 0);
  code.i32(0xc0);
  code.op(op.i32_and);
  code.i32(0x80);
  code.op(op.i32_eq);
}
