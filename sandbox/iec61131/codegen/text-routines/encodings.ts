/** From one encoding to another, a character at a time: ISO 8859-1, UTF-16 and UTF-8. */
import type { StringName } from '../../semantics/types.ts';
import { makeEmpty, toUnits } from '../text-access.ts';
import { TEXT_HEADER, unitShift } from '../text-format.ts';
import { op } from '../wasm/opcodes.ts';
import { address, compareLocals, length, loadUnit, spend, storeUnit, type Writing } from './writing.ts';

/** (units, length, at) → the character there, and in the upper half how many units it takes. Broken sequences are read unit by unit. */
export function writeGet({ code }: Writing, name: StringName): void {
  const [units, all, at] = [0, 1, 2];
  const [value, size, next] = [code.local('i32'), code.local('i32'), code.local('i32')];
  address(code, units, at, name);
  loadUnit(code, name, 0);
  code.set(value);
  code.i32(1);
  code.set(size);
  /** Whether so many units are left. */
  const left = (count: number): void => {
    code.get(at);
    code.i32(count);
    code.op(op.i32_add);
    code.get(all);
    code.op(op.i32_le_u);
  };
  if (name === 'WSTRING') {
    const isIn = (local: number, from: number): void => {
      code.get(local);
      code.i32(0xfc00);
      code.op(op.i32_and);
      code.i32(from);
      code.op(op.i32_eq);
    };
    isIn(value, 0xd800);
    left(2);
    code.op(op.i32_and);
    code.if();
    address(code, units, at, name);
    loadUnit(code, name, 2);
    code.set(next);
    isIn(next, 0xdc00);
    code.if();
    code.get(value);
    code.i32(10);
    code.op(op.i32_shl);
    code.get(next);
    code.op(op.i32_add);
    code.i32(0x10000 - (0xd800 << 10) - 0xdc00);
    code.op(op.i32_add);
    code.set(value);
    code.i32(2);
    code.set(size);
    code.end();
    code.end();
  } else if (name === 'USTRING') {
    for (const count of [2, 3, 4]) {
      const lead = count === 2 ? 0xc0 : count === 3 ? 0xe0 : 0xf0;
      code.get(value);
      code.i32(count === 2 ? 0xe0 : count === 3 ? 0xf0 : 0xf8);
      code.op(op.i32_and);
      code.i32(lead);
      code.op(op.i32_eq);
      code.get(size);
      code.i32(1);
      code.op(op.i32_eq);
      code.op(op.i32_and);
      left(count);
      code.op(op.i32_and);
      code.if();
      code.get(value);
      code.i32(0xff & ~(lead | (lead >> 1)));
      code.op(op.i32_and);
      code.set(value);
      for (let byte = 1; byte < count; byte++) {
        code.get(value);
        code.i32(6);
        code.op(op.i32_shl);
        address(code, units, at, name);
        loadUnit(code, name, byte);
        code.i32(0x3f);
        code.op(op.i32_and);
        code.op(op.i32_or);
        code.set(value);
      }
      code.i32(count);
      code.set(size);
      code.end();
    }
  }
  code.get(value);
  code.op(op.i64_extend_i32_u);
  code.get(size);
  code.op(op.i64_extend_i32_u);
  code.i64(32n);
  code.op(op.i64_shl);
  code.op(op.i64_or);
}

/** (to, capacity, character) → whether it fitted. Appends it; STRING has `?` for what it cannot hold. */
export function writePut({ code }: Writing, name: StringName): void {
  const [to, capacity, character] = [0, 1, 2];
  const [held, size] = [code.local('i32'), code.local('i32')];
  length(code, held, to, capacity);
  const choose = (smallest: number, count: number): void => {
    code.i32(count);
    code.get(size);
    code.get(character);
    code.i32(smallest);
    code.op(op.i32_ge_u);
    code.op(op.select);
    code.set(size);
  };
  code.i32(1);
  code.set(size);
  if (name === 'STRING') {
    code.get(character);
    code.i32(0x3f);
    code.get(character);
    code.i32(0x100);
    code.op(op.i32_lt_u);
    code.op(op.select);
    code.set(character);
  } else {
    code.get(character);
    code.i32(0xfffd);
    code.get(character);
    code.i32(0x110000);
    code.op(op.i32_lt_u);
    code.op(op.select);
    code.set(character);
    if (name === 'WSTRING') choose(0x10000, 2);
    else {
      choose(0x80, 2);
      choose(0x800, 3);
      choose(0x10000, 4);
    }
  }
  code.get(held);
  code.get(size);
  code.op(op.i32_add);
  code.get(capacity);
  code.op(op.i32_gt_u);
  code.if();
  code.i32(0);
  code.op(op.return);
  code.end();
  /** Writes unit `index` of the character, made of its bits from `shift` on. */
  const unit = (index: number, shift: number, mask: number, mark: number, minus = 0): void => {
    address(code, to, held, name);
    code.get(character);
    if (minus !== 0) {
      code.i32(minus);
      code.op(op.i32_sub);
    }
    code.i32(shift);
    code.op(op.i32_shr_u);
    code.i32(mask);
    code.op(op.i32_and);
    code.i32(mark);
    code.op(op.i32_or);
    storeUnit(code, name, TEXT_HEADER + (index << unitShift(name)));
  };
  const when = (count: number, write: () => void): void => {
    code.get(size);
    code.i32(count);
    code.op(op.i32_eq);
    code.if();
    write();
    code.end();
  };
  when(1, () => unit(0, 0, name === 'WSTRING' ? 0xffff : 0xff, 0));
  if (name === 'WSTRING')
    when(2, () => {
      unit(0, 10, 0x3ff, 0xd800, 0x10000);
      unit(1, 0, 0x3ff, 0xdc00);
    });
  if (name === 'USTRING') {
    when(2, () => {
      unit(0, 6, 0x1f, 0xc0);
      unit(1, 0, 0x3f, 0x80);
    });
    when(3, () => {
      unit(0, 12, 0x0f, 0xe0);
      unit(1, 6, 0x3f, 0x80);
      unit(2, 0, 0x3f, 0x80);
    });
    when(4, () => {
      unit(0, 18, 0x07, 0xf0);
      unit(1, 12, 0x3f, 0x80);
      unit(2, 6, 0x3f, 0x80);
      unit(3, 0, 0x3f, 0x80);
    });
  }
  code.get(to);
  code.get(held);
  code.get(size);
  code.op(op.i32_add);
  code.memory(op.i32_store, 0);
  code.i32(1);
}

/** (to, capacity, from, capacity): character by character. */
export function writeRecode({ code, context, call }: Writing, from: StringName, to: StringName): void {
  const [target, capacity, source, sourceCapacity] = [0, 1, 2, 3];
  const [all, at] = [code.local('i32'), code.local('i32')];
  const packed = code.local('i64');
  length(code, all, source, sourceCapacity);
  code.get(target);
  makeEmpty(code);
  const done = code.block();
  const again = code.loop();
  compareLocals(code, at, all, op.i32_ge_u);
  code.brIf(done);
  code.get(source);
  toUnits(code);
  code.get(all);
  code.get(at);
  call(`GET_${from}`);
  code.set(packed);
  code.get(target);
  code.get(capacity);
  code.get(packed);
  code.op(op.i32_wrap_i64);
  call(`PUT_${to}`);
  code.op(op.i32_eqz);
  code.brIf(done);
  code.get(at);
  code.get(packed);
  code.i64(32n);
  code.op(op.i64_shr_u);
  code.op(op.i32_wrap_i64);
  code.op(op.i32_add);
  code.set(at);
  code.br(again);
  code.end();
  code.end();
  spend(code, context, at, 2);
}
