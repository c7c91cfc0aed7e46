/**
 * What strings share in one module: functions written in WebAssembly when first asked for. A string is handed over as its address and
 * its capacity; the length found there counts only up to the capacity. Work that grows with a string takes fuel; only a search can take
 * so much that it must be stopped on the way, so it alone knows a fault site.
 */
import type { StringName } from '../semantics/types.ts';
import type { ModuleContext } from './lowering.ts';
import { TEXT_HEADER, unitShift } from './text-format.ts';
import { Code } from './wasm/code.ts';
import { op, type ValueType } from './wasm/opcodes.ts';

export type RoutineName =
  | `${'ASSIGN' | 'APPEND' | 'SLICE' | 'COMPARE' | 'FIND' | 'RAW' | 'GET' | 'PUT'}_${StringName}`
  | `RECODE_${StringName}_${StringName}`
  | 'COUNT'
  | 'SKIP'
  | 'PRINT_INTEGER'
  | 'PRINT_BITS';

interface Routine {
  parameters: ValueType[];
  results: ValueType[];
  write(code: Code, context: ModuleContext): void;
}

/** The index of a shared function; it is written the first time. */
export function routine(context: ModuleContext, name: RoutineName): number {
  const known = context.routines.get(name);
  if (known !== undefined) return known;
  const { parameters, results, write } = routineNamed(name);
  const index = context.module.declare(parameters, results);
  context.routines.set(name, index);
  const code = new Code(parameters);
  write(code, context);
  context.module.define(index, code);
  return index;
}

const i32s = (count: number): ValueType[] => new Array<ValueType>(count).fill('i32');

function routineNamed(name: RoutineName): Routine {
  const [verb, first, second] = name.split('_') as [string, StringName, StringName];
  switch (verb) {
    case 'ASSIGN':
    case 'APPEND':
      return { parameters: i32s(4), results: [], write: (code, context) => writeCopy(code, context, first, verb === 'ASSIGN') };
    case 'RAW':
      return { parameters: i32s(4), results: [], write: (code, context) => writeRaw(code, context, first) };
    case 'SLICE':
      return {
        parameters: [...i32s(4), 'i64', 'i64'],
        results: [],
        write: (code, context) => writeSlice(code, context, first),
      };
    case 'COMPARE':
      return { parameters: i32s(4), results: ['i32'], write: (code, context) => writeCompare(code, context, first) };
    case 'FIND':
      return { parameters: i32s(5), results: ['i32'], write: (code, context) => writeFind(code, context, first) };
    case 'GET':
      return { parameters: i32s(3), results: ['i64'], write: (code) => writeGet(code, first) };
    case 'PUT':
      return { parameters: i32s(3), results: ['i32'], write: (code) => writePut(code, first) };
    case 'RECODE':
      return { parameters: i32s(4), results: [], write: (code, context) => writeRecode(code, context, first, second) };
    case 'COUNT':
      return { parameters: i32s(2), results: ['i32'], write: writeCount };
    case 'SKIP':
      return { parameters: [...i32s(3), 'i64'], results: ['i32'], write: writeSkip };
    default:
      return name === 'PRINT_INTEGER'
        ? { parameters: ['i32', 'i64', 'i32'], results: [], write: writeInteger }
        : { parameters: ['i32', 'i64', 'i32'], results: [], write: writeBits };
  }
}

/* ---- small words ---- */

/** Sets local `to` to the length of the string at `pointer`, at most `capacity`. */
function length(code: Code, to: number, pointer: number, capacity: number): void {
  code.get(pointer);
  code.memory(op.i32_load, 0);
  code.tee(to);
  code.get(capacity);
  code.get(to);
  code.get(capacity);
  code.op(op.i32_lt_u);
  code.op(op.select);
  code.set(to);
}

/** Takes a unit of fuel for every 32 units of text in `count`. Whoever next looks at the fuel faults. */
function spend(code: Code, context: ModuleContext, count: number, shift = 5): void {
  code.globalGet(context.fuel);
  code.get(count);
  code.i32(shift);
  code.op(op.i32_shr_u);
  code.op(op.i64_extend_i32_u);
  code.op(op.i64_sub);
  code.globalSet(context.fuel);
}

/** Leaves the address of unit `index` (a local) of the units at `base` (a local), without the header. */
function address(code: Code, base: number, index: number, name: StringName): void {
  code.get(base);
  code.get(index);
  if (unitShift(name) === 1) {
    code.i32(1);
    code.op(op.i32_shl);
  }
  code.op(op.i32_add);
}

function loadUnit(code: Code, name: StringName, offset: number): void {
  code.memory(unitShift(name) === 1 ? op.i32_load16_u : op.i32_load8_u, offset);
}
function storeUnit(code: Code, name: StringName, offset: number): void {
  code.memory(unitShift(name) === 1 ? op.i32_store16 : op.i32_store8, offset);
}

function step(code: Code, local: number, by = 1): void {
  code.get(local);
  code.i32(by);
  code.op(op.i32_add);
  code.set(local);
}

function compareLocals(
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
function continues(code: Code, base: number, index: number): void {
  code.get(base);
  code.get(index);
  code.op(op.i32_add);
  code.memory(op.i32_load8_u, 0);
  code.i32(0xc0);
  code.op(op.i32_and);
  code.i32(0x80);
  code.op(op.i32_eq);
}

/* ---- copying ---- */

/** (to, capacity, units, count): appends `count` units; a USTRING is cut between characters. */
function writeRaw(code: Code, context: ModuleContext, name: StringName): void {
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
  code.i32(TEXT_HEADER);
  code.op(op.i32_add);
  code.get(units);
  code.get(count);
  if (unitShift(name) === 1) {
    code.i32(1);
    code.op(op.i32_shl);
  }
  code.memoryCopy();
  code.get(to);
  code.get(held);
  code.get(count);
  code.op(op.i32_add);
  code.memory(op.i32_store, 0);
  spend(code, context, count);
}

/** (to, capacity, from, capacity) */
function writeCopy(code: Code, context: ModuleContext, name: StringName, fresh: boolean): void {
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
    code.i32(0);
    code.memory(op.i32_store, 0);
  }
  code.get(to);
  code.get(capacity);
  code.get(from);
  code.i32(TEXT_HEADER);
  code.op(op.i32_add);
  code.get(count);
  code.call(routine(context, `RAW_${name}`));
}

/** (to, capacity, from, capacity, start, count): appends characters, counted from 0; both are brought within the string. */
function writeSlice(code: Code, context: ModuleContext, name: StringName): void {
  const [to, capacity, from, fromCapacity, start, count] = [0, 1, 2, 3, 4, 5];
  const [all, first, last] = [code.local('i32'), code.local('i32'), code.local('i32')];
  length(code, all, from, fromCapacity);
  const atLeastZero = (local: number): void => {
    code.get(local);
    code.i64(0n);
    code.get(local);
    code.i64(0n);
    code.op(op.i64_gt_s);
    code.op(op.select);
    code.set(local);
  };
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
  atLeastZero(start);
  atLeastZero(count);
  if (name === 'USTRING') {
    const units = code.local('i32');
    code.get(from);
    code.i32(TEXT_HEADER);
    code.op(op.i32_add);
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
      code.call(routine(context, 'SKIP'));
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
  code.i32(TEXT_HEADER);
  code.op(op.i32_add);
  code.get(last);
  code.call(routine(context, `RAW_${name}`));
}

/* ---- characters of UTF-8 ---- */

/** (units, length, at, characters) → the byte behind so many characters. */
function writeSkip(code: Code): void {
  const [units, all, at, left] = [0, 1, 2, 3];
  const done = code.block();
  const character = code.loop();
  compareLocals(code, at, all, op.i32_ge_u);
  code.brIf(done);
  code.get(left);
  code.i64(0n);
  code.op(op.i64_le_s);
  code.brIf(done);
  const whole = code.block();
  const byte = code.loop();
  step(code, at);
  compareLocals(code, at, all, op.i32_ge_u);
  code.brIf(whole);
  continues(code, units, at);
  code.brIf(byte);
  code.end();
  code.end();
  code.get(left);
  code.i64(1n);
  code.op(op.i64_sub);
  code.set(left);
  code.br(character);
  code.end();
  code.end();
  code.get(at);
}

/** (units, length) → number of characters. */
function writeCount(code: Code, context: ModuleContext): void {
  const [units, all] = [0, 1];
  const [at, count] = [code.local('i32'), code.local('i32')];
  const done = code.block();
  const again = code.loop();
  compareLocals(code, at, all, op.i32_ge_u);
  code.brIf(done);
  continues(code, units, at);
  code.op(op.i32_eqz);
  code.get(count);
  code.op(op.i32_add);
  code.set(count);
  step(code, at);
  code.br(again);
  code.end();
  code.end();
  spend(code, context, all, 3);
  code.get(count);
}

/* ---- looking ---- */

/** (a, capacity, b, capacity) → -1, 0 or 1. */
function writeCompare(code: Code, context: ModuleContext, name: StringName): void {
  const [a, aCapacity, b, bCapacity] = [0, 1, 2, 3];
  const [aLength, bLength, at, x, y] = [0, 0, 0, 0, 0].map(() => code.local('i32')) as [number, number, number, number, number];
  length(code, aLength, a, aCapacity);
  length(code, bLength, b, bCapacity);
  const done = code.block();
  const again = code.loop();
  compareLocals(code, at, aLength, op.i32_ge_u);
  code.brIf(done);
  compareLocals(code, at, bLength, op.i32_ge_u);
  code.brIf(done);
  address(code, a, at, name);
  loadUnit(code, name, TEXT_HEADER);
  code.set(x);
  address(code, b, at, name);
  loadUnit(code, name, TEXT_HEADER);
  code.set(y);
  code.get(x);
  code.get(y);
  code.op(op.i32_ne);
  code.if();
  spend(code, context, at, 3);
  code.i32(-1);
  code.i32(1);
  compareLocals(code, x, y, op.i32_lt_u);
  code.op(op.select);
  code.op(op.return);
  code.end();
  step(code, at);
  code.br(again);
  code.end();
  code.end();
  spend(code, context, at, 3);
  compareLocals(code, aLength, bLength, op.i32_gt_u);
  compareLocals(code, aLength, bLength, op.i32_lt_u);
  code.op(op.i32_sub);
}

/** (text, capacity, wanted, capacity, site) → position of its first unit from 1, or 0. Nothing is found nowhere. */
function writeFind(code: Code, context: ModuleContext, name: StringName): void {
  const [text, capacity, wanted, wantedCapacity, site] = [0, 1, 2, 3, 4];
  const [all, size, start, at, last] = [0, 0, 0, 0, 0].map(() => code.local('i32')) as [number, number, number, number, number];
  length(code, all, text, capacity);
  length(code, size, wanted, wantedCapacity);
  code.get(size);
  code.op(op.i32_eqz);
  compareLocals(code, size, all, op.i32_gt_u);
  code.op(op.i32_or);
  code.if();
  code.i32(0);
  code.op(op.return);
  code.end();
  code.get(all);
  code.get(size);
  code.op(op.i32_sub);
  code.set(last);
  const none = code.block();
  const candidate = code.loop();
  compareLocals(code, start, last, op.i32_gt_u);
  code.brIf(none);
  code.i32(0);
  code.set(at);
  const differs = code.block();
  const unit = code.loop();
  code.get(text);
  code.get(start);
  code.get(at);
  code.op(op.i32_add);
  if (unitShift(name) === 1) {
    code.i32(1);
    code.op(op.i32_shl);
  }
  code.op(op.i32_add);
  loadUnit(code, name, TEXT_HEADER);
  address(code, wanted, at, name);
  loadUnit(code, name, TEXT_HEADER);
  code.op(op.i32_ne);
  code.brIf(differs);
  step(code, at);
  compareLocals(code, at, size, op.i32_lt_u);
  code.brIf(unit);
  spend(code, context, start, 3);
  code.get(start);
  code.i32(1);
  code.op(op.i32_add);
  code.op(op.return);
  code.end();
  code.end();
  // Long near-misses are what makes a search long.
  code.get(at);
  code.i32(8);
  code.op(op.i32_ge_u);
  code.if();
  spend(code, context, at, 3);
  code.globalGet(context.fuel);
  code.i64(0n);
  code.op(op.i64_lt_s);
  code.if();
  code.get(site);
  code.i64(0n);
  code.i64(0n);
  code.call(context.fault);
  code.op(op.unreachable);
  code.end();
  code.end();
  step(code, start);
  code.br(candidate);
  code.end();
  code.end();
  spend(code, context, all, 3);
  code.i32(0);
}

/* ---- encodings ---- */

/** (units, length, at) → the character there, and in the upper half how many units it takes. Broken sequences are read unit by unit. */
function writeGet(code: Code, name: StringName): void {
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
function writePut(code: Code, name: StringName): void {
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
function writeRecode(code: Code, context: ModuleContext, from: StringName, to: StringName): void {
  const [target, capacity, source, sourceCapacity] = [0, 1, 2, 3];
  const [all, at] = [code.local('i32'), code.local('i32')];
  const packed = code.local('i64');
  length(code, all, source, sourceCapacity);
  code.get(target);
  code.i32(0);
  code.memory(op.i32_store, 0);
  const done = code.block();
  const again = code.loop();
  compareLocals(code, at, all, op.i32_ge_u);
  code.brIf(done);
  code.get(source);
  code.i32(TEXT_HEADER);
  code.op(op.i32_add);
  code.get(all);
  code.get(at);
  code.call(routine(context, `GET_${from}`));
  code.set(packed);
  code.get(target);
  code.get(capacity);
  code.get(packed);
  code.op(op.i32_wrap_i64);
  code.call(routine(context, `PUT_${to}`));
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

/* ---- numbers ---- */

/** (to, magnitude, negative): the decimal digits of an unsigned number as a STRING that has room for them. */
function writeInteger(code: Code): void {
  const [to, value, negative] = [0, 1, 2];
  const rest = code.local('i64');
  const at = code.local('i32');
  const tenth = (): void => {
    code.get(rest);
    code.i64(10n);
    code.op(op.i64_div_u);
    code.tee(rest);
    code.op(op.i64_eqz);
    code.op(op.i32_eqz);
  };
  code.get(value);
  code.set(rest);
  code.get(negative);
  code.set(at);
  const counting = code.loop();
  step(code, at);
  tenth();
  code.brIf(counting);
  code.end();
  code.get(to);
  code.get(at);
  code.memory(op.i32_store, 0);
  code.get(value);
  code.set(rest);
  const writing = code.loop();
  step(code, at, -1);
  code.get(to);
  code.get(at);
  code.op(op.i32_add);
  code.get(rest);
  code.i64(10n);
  code.op(op.i64_rem_u);
  code.op(op.i32_wrap_i64);
  code.i32(0x30);
  code.op(op.i32_add);
  code.memory(op.i32_store8, TEXT_HEADER);
  tenth();
  code.brIf(writing);
  code.end();
  code.get(negative);
  code.if();
  code.get(to);
  code.i32(0x2d);
  code.memory(op.i32_store8, TEXT_HEADER);
  code.end();
}

/** (to, value, digits): `16#` and the hexadecimal digits. */
function writeBits(code: Code): void {
  const [to, value, digits] = [0, 1, 2];
  const digit = code.local('i32');
  code.get(to);
  code.get(digits);
  code.i32(3);
  code.op(op.i32_add);
  code.memory(op.i32_store, 0);
  [0x31, 0x36, 0x23].forEach((character, index) => {
    code.get(to);
    code.i32(character);
    code.memory(op.i32_store8, TEXT_HEADER + index);
  });
  const again = code.loop();
  step(code, digits, -1);
  code.get(value);
  code.i64(15n);
  code.op(op.i64_and);
  code.op(op.i32_wrap_i64);
  code.set(digit);
  code.get(to);
  code.get(digits);
  code.op(op.i32_add);
  code.get(digit);
  code.i32(0x30);
  code.i32(0x37);
  code.get(digit);
  code.i32(10);
  code.op(op.i32_lt_u);
  code.op(op.select);
  code.op(op.i32_add);
  code.memory(op.i32_store8, TEXT_HEADER + 3);
  code.get(value);
  code.i64(4n);
  code.op(op.i64_shr_u);
  code.set(value);
  code.get(digits);
  code.brIf(again);
  code.end();
}
