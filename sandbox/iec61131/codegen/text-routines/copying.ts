/** Strings copied whole, in part, and behind one another. */
import type { StringName } from '../../semantics/types.ts';
import { atLeastZero, makeEmpty, toBytes, toUnits } from '../text-access.ts';
import { op } from '../wasm/opcodes.ts';
import { address, continues, length, spend, step, type Writing } from './writing.ts';

/** (to, capacity, units, count): appends `count` units; a USTRING is cut between characters. */
export function writeRaw({ code, context }: Writing, name: StringName): void {
  const [to, capacity, units, count] = [0, 1, 2, 3];
  const [held, fitting] = [code.local('i32'), code.local('i32')];
  length(code, held, to, capacity);
  code.get(capacity);
  code.get(held);
  code.op(op.i32_sub);
  code.tee(fitting);
  code.get(count);
  code.op(op.i32_lt_u);
  code.if();
  code.get(fitting);
  code.set(count);
  if (name === 'USTRING') {
    const done = code.block();
    const again = code.loop();
    code.get(count);
    code.op(op.i32_eqz);
    code.brIf(done);
    continues(code, units, count);
    code.op(op.i32_eqz);
    code.brIf(done);
    step(code, count, -1);
    code.br(again);
    code.end();
    code.end();
  }
  code.end();
  address(code, to, held, name);
  toUnits(code);
  code.get(units);
  code.get(count);
  toBytes(code, name);
  code.memoryCopy();
  code.get(to);
  code.get(held);
  code.get(count);
  code.op(op.i32_add);
  code.memory(op.i32_store, 0);
  spend(code, context, count);
}

/** (to, capacity, from, capacity) */
export function writeCopy({ code, call }: Writing, name: StringName, fresh: boolean): void {
  const [to, capacity, from, fromCapacity] = [0, 1, 2, 3];
  const count = code.local('i32');
  length(code, count, from, fromCapacity);
  if (fresh) {
    // A string assigned to itself is as it was.
    code.get(to);
    code.get(from);
    code.op(op.i32_eq);
    code.if();
    code.op(op.return);
    code.end();
    code.get(to);
    makeEmpty(code);
  }
  code.get(to);
  code.get(capacity);
  code.get(from);
  toUnits(code);
  code.get(count);
  call(`RAW_${name}`);
}

/** (to, capacity, from, capacity, start, count): appends characters, counted from 0; both are brought within the string. */
export function writeSlice({ code, context, call }: Writing, name: StringName): void {
  const [to, capacity, from, fromCapacity, start, count] = [0, 1, 2, 3, 4, 5];
  const [all, first, last] = [code.local('i32'), code.local('i32'), code.local('i32')];
  length(code, all, from, fromCapacity);
  /** Leaves min(local, all - first), as i32. */
  const atMostRest = (local: number, fromFirst: boolean): void => {
    const rest = (): void => {
      code.get(all);
      if (fromFirst) {
        code.get(first);
        code.op(op.i32_sub);
      }
    };
    code.get(local);
    code.op(op.i32_wrap_i64);
    rest();
    code.get(local);
    rest();
    code.op(op.i64_extend_i32_u);
    code.op(op.i64_lt_u);
    code.op(op.select);
  };
  // A position before the first character counts as the first, and fewer than none as none.
  for (const local of [start, count]) {
    code.get(local);
    atLeastZero(code, local);
    code.set(local);
  }
  if (name === 'USTRING') {
    const units = code.local('i32');
    code.get(from);
    toUnits(code);
    code.set(units);
    for (const [at, local, result] of [
      [null, start, first],
      [first, count, last],
    ] as const) {
      code.get(units);
      code.get(all);
      if (at === null) code.i32(0);
      else code.get(at);
      code.get(local);
      call('SKIP');
      code.set(result);
    }
    code.get(last);
    code.get(first);
    code.op(op.i32_sub);
    code.set(last);
    spend(code, context, all, 3);
  } else {
    atMostRest(start, false);
    code.set(first);
    atMostRest(count, true);
    code.set(last);
  }
  code.get(to);
  code.get(capacity);
  address(code, from, first, name);
  toUnits(code);
  code.get(last);
  call(`RAW_${name}`);
}
