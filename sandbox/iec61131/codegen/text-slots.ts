/** Where the strings of expressions lie, and how code has them in hand. */
import type { Expression } from '../semantics/checked.ts';
import type { StringName, StringType, Type } from '../semantics/types.ts';
import type { Lowering, ModuleContext } from './lowering.ts';
import type { MemoryLocation } from './places.ts';
import { atMostCapacity, toUnits } from './text-access.ts';
import { codeUnits, TEXT_HEADER, textSize } from './text-format.ts';
import { routine } from './text-routines/routine.ts';
import type { RoutineName } from './text-routines/writing.ts';
import { op } from './wasm/opcodes.ts';

export type Intrinsic = Expression & { kind: 'intrinsic' };

const pools = new WeakMap<Lowering, Map<number, number[]>>();

/** A place for a value on its way, as an offset in the region; hand it back when its value has been used. */
export function borrowSlot(l: Lowering, type: StringType): { offset: number; release: () => void } {
  const size = textSize(type);
  const pool = pools.get(l) ?? new Map<number, number[]>();
  pools.set(l, pool);
  const free = pool.get(size) ?? [];
  pool.set(size, free);
  const offset = free.pop() ?? l.context.frame(size, TEXT_HEADER);
  return { offset, release: () => free.push(offset) };
}

/** The offset of a constant string, which lies once behind the frames. */
export function constantText(context: ModuleContext, name: StringName, text: string): { offset: number; capacity: number } {
  const units = codeUnits(name, text);
  const type: StringType = { kind: 'string', name, capacity: Math.max(1, units.length) };
  const key = `${name}:${text}`;
  let known = context.texts.get(key);
  if (known === undefined) {
    known = { offset: context.frame(textSize(type), TEXT_HEADER), type, text };
    context.texts.set(key, known);
  }
  return { offset: known.offset, capacity: known.type.capacity };
}

/** A place in the program’s own region. */
export const inRegion = (offset: number): MemoryLocation => ({
  kind: 'memory',
  root: { kind: 'base' },
  terms: [],
  offset,
  bit: -1,
});

export function stringOf(type: Type): StringType {
  if (type.kind !== 'string') throw new Error(`a ${type.kind} is no string`);
  return type;
}

export function callRoutine(l: Lowering, name: RoutineName): void {
  l.code.call(routine(l.context, name));
}

/** A string whose address a local holds. */
export interface TextValue {
  local: number;
  capacity: number;
  release(): void;
}

/** Leaves address and capacity, as shared functions take a string. */
export function pushHeld(l: Lowering, value: TextValue): void {
  l.code.get(value.local);
  l.code.i32(value.capacity);
}

/** Leaves how many code units are in use. */
export function pushUnitCount(l: Lowering, value: TextValue): void {
  const { code } = l;
  code.get(value.local);
  code.memory(op.i32_load, 0);
  const held = code.borrow('i32');
  atMostCapacity(code, held, () => code.i32(value.capacity));
  code.release('i32', held);
}

/** Leaves how many characters a string has. */
export function pushLength(l: Lowering, name: StringName, value: TextValue): void {
  if (name === 'USTRING') {
    l.code.get(value.local);
    toUnits(l.code);
  }
  pushUnitCount(l, value);
  if (name === 'USTRING') callRoutine(l, 'COUNT');
}
