/**
 * Values of string types: an address in memory, and a capacity known when compiling. What an expression makes lies in a slot of the
 * static frame until whoever asked for it is done with it.
 */
import type { Expression, Place, Variable } from '../semantics/checked.ts';
import type { ElementaryName, StringName, StringType, Type } from '../semantics/types.ts';
import { compare } from './arithmetic.ts';
import { raise } from './checks.ts';
import { emitConversion } from './conversions.ts';
import { callKernel, parsers, printers } from './kernels.ts';
import type { Lowering, ModuleContext } from './lowering.ts';
import { locate, type MemoryLocation, pushPointer } from './places.ts';
import { limits, representation, scalarName } from './representation.ts';
import { mayWrite } from './taken-first.ts';
import { codeUnits, TEXT_HEADER, textSize } from './text-format.ts';
import { type RoutineName, routine } from './text-routines.ts';
import { type Visitor, walkStatement } from './walk.ts';
import { op } from './wasm/opcodes.ts';

type Intrinsic = Expression & { kind: 'intrinsic' };

const textual: ReadonlySet<string> = new Set([
  'COMPARE_TEXT',
  'LEN',
  'LEN_MAX',
  'LEN_CODE_UNIT',
  'FIND',
  'FIRST_CHARACTER',
  'FROM_TEXT',
]);

/** Whether writing the expression takes a shared function, which sees the fuel and the memory. */
export function callsRoutine(expression: Expression): boolean {
  return expression.type.kind === 'string' || (expression.kind === 'intrinsic' && textual.has(expression.name));
}

/* ---- slots and constants ---- */

const pools = new WeakMap<Lowering, Map<number, number[]>>();

/** A place for a value on its way, as an offset in the region; hand it back when its value has been used. */
function borrowSlot(l: Lowering, type: StringType): { offset: number; release: () => void } {
  const size = textSize(type);
  const pool = pools.get(l) ?? new Map<number, number[]>();
  pools.set(l, pool);
  const free = pool.get(size) ?? [];
  pool.set(size, free);
  const offset = free.pop() ?? l.context.frame(size, TEXT_HEADER);
  return { offset, release: () => free.push(offset) };
}

/** The offset of a constant string, which lies once behind the frames. */
function constantText(context: ModuleContext, name: StringName, text: string): { offset: number; capacity: number } {
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

const inRegion = (offset: number): MemoryLocation => ({ kind: 'memory', root: { kind: 'base' }, terms: [], offset, bit: -1 });

function stringOf(type: Type): StringType {
  if (type.kind !== 'string') throw new Error(`a ${type.kind} is no string`);
  return type;
}

function call(l: Lowering, name: RoutineName): void {
  l.code.call(routine(l.context, name));
}

/* ---- values ---- */

interface TextValue {
  /** The local that holds its address. */
  local: number;
  capacity: number;
  release(): void;
}

/** Finds or makes a string and holds its address in a local; `after` is evaluated before the string is used. */
function hold(l: Lowering, expression: Expression, after: readonly Expression[] = []): TextValue {
  const { code } = l;
  const { capacity, release } = expression.kind === 'read' && mayWrite(after) ? pushCopy(l, expression) : pushText(l, expression);
  const local = code.borrow('i32');
  code.set(local);
  return {
    local,
    capacity,
    release: () => {
      code.release('i32', local);
      release();
    },
  };
}

/** Leaves the address of a copy. */
function pushCopy(l: Lowering, expression: Expression): { capacity: number; release: () => void } {
  const type = stringOf(expression.type);
  const slot = borrowSlot(l, type);
  assignText(l, inRegion(slot.offset), type, expression);
  pushPointer(l, inRegion(slot.offset));
  return { capacity: type.capacity, release: slot.release };
}

function pushHeld(l: Lowering, value: TextValue): void {
  l.code.get(value.local);
  l.code.i32(value.capacity);
}

function holdNumber(l: Lowering, expression: Expression): number {
  l.expression(expression);
  const local = l.code.borrow('i64');
  l.code.set(local);
  return local;
}

/** Leaves the address of a string on the stack. Call `release` once the string has been used. */
export function pushText(l: Lowering, expression: Expression): { capacity: number; release: () => void } {
  const nothing = (): void => undefined;
  switch (expression.kind) {
    case 'text': {
      const { offset, capacity } = constantText(l.context, stringOf(expression.type).name, expression.value);
      pushPointer(l, inRegion(offset));
      return { capacity, release: nothing };
    }
    case 'read':
      pushPointer(l, inMemory(l, expression.place));
      return { capacity: stringOf(expression.type).capacity, release: nothing };
    case 'intrinsic': {
      const type = stringOf(expression.type);
      const slot = borrowSlot(l, type);
      makeText(l, expression, inRegion(slot.offset), type);
      pushPointer(l, inRegion(slot.offset));
      return { capacity: type.capacity, release: slot.release };
    }
    default:
      l.aggregate(expression);
      return { capacity: stringOf(expression.type).capacity, release: nothing };
  }
}

function inMemory(l: Lowering, place: Place): MemoryLocation {
  const location = locate(l, place);
  if (location.kind === 'local') throw new Error('a string in a local');
  return location;
}

/** `target := value`, cut where the target is shorter. */
export function assignText(l: Lowering, target: MemoryLocation, type: StringType, value: Expression): void {
  const { code } = l;
  pushPointer(l, target);
  const to = code.borrow('i32');
  code.set(to);
  const held = hold(l, value);
  code.get(to);
  code.i32(type.capacity);
  pushHeld(l, held);
  call(l, `ASSIGN_${type.name}`);
  held.release();
  code.release('i32', to);
}

/** Functions whose results may be written part by part where they are wanted: cut at the end, they are the beginning of themselves. */
const inParts: ReadonlySet<string> = new Set(['CONCAT', 'LEFT', 'RIGHT', 'MID', 'INSERT', 'DELETE', 'REPLACE']);

/** Whether computing any of the expressions could look at the variable, or do something that nobody here knows. */
function mayRead(expressions: readonly Expression[], variable: Variable): boolean {
  let found = false;
  const visitor: Visitor = {
    expression: ({ kind }) => {
      if (
        kind !== 'constant' &&
        kind !== 'text' &&
        kind !== 'read' &&
        kind !== 'intrinsic' &&
        kind !== 'convert' &&
        kind !== 'binary'
      )
        found = true;
    },
    place: (place) => {
      if (place.kind === 'variable') found ||= place.variable === variable || place.variable.section === 'in_out';
      else if (place.kind !== 'field' && place.kind !== 'index') found = true;
    },
  };
  for (const value of expressions) walkStatement({ kind: 'evaluate', value, range: value.range }, visitor);
  return found;
}

/** `s := CONCAT(s, …)` and `s := MID(t, …)` without a copy on the way; `false` where that is not certain to be the same. */
export function buildInPlace(l: Lowering, target: Place, location: MemoryLocation, value: Expression): boolean {
  const { type } = target;
  if (type.kind !== 'string' || type.name === 'USTRING' || value.kind !== 'intrinsic' || !inParts.has(value.name)) return false;
  if (target.kind !== 'variable' || target.variable.section === 'in_out') return false;
  const [first, ...rest] = value.arguments;
  if (!first) return false;
  const appending =
    value.name === 'CONCAT' &&
    first.kind === 'read' &&
    first.place.kind === 'variable' &&
    first.place.variable === target.variable;
  if (mayRead(appending ? rest : value.arguments, target.variable)) return false;
  if (!appending) {
    makeText(l, value, location, type);
    return true;
  }
  const { code } = l;
  const values = rest.map((part) => hold(l, part));
  for (const part of values) {
    pushPointer(l, location);
    code.i32(type.capacity);
    pushHeld(l, part);
    call(l, `APPEND_${type.name}`);
    part.release();
  }
  return true;
}

/** Leaves the address of the value as a string of exactly `type`, to be copied whole; `own`: the variable may change before that. */
export function pushTextAs(l: Lowering, type: StringType, value: Expression, own = false): { release: () => void } {
  if (value.kind === 'read' && !own && stringOf(value.type).capacity === type.capacity) return pushText(l, value);
  const slot = borrowSlot(l, type);
  assignText(l, inRegion(slot.offset), type, value);
  pushPointer(l, inRegion(slot.offset));
  return { release: slot.release };
}

/* ---- functions that make strings ---- */

function makeText(l: Lowering, expression: Intrinsic, slot: MemoryLocation, type: StringType): void {
  const { code } = l;
  const { name } = type;
  const argument = (index: number): Expression => {
    const found = expression.arguments[index];
    if (!found) throw new Error(`${expression.name} misses argument ${index + 1}`);
    return found;
  };
  const pushSlot = (): void => {
    pushPointer(l, slot);
    code.i32(type.capacity);
  };
  const clear = (): void => {
    pushPointer(l, slot);
    code.i32(0);
    code.memory(op.i32_store, 0);
  };
  const copy = (verb: 'ASSIGN' | 'APPEND', value: TextValue): void => {
    pushSlot();
    pushHeld(l, value);
    call(l, `${verb}_${name}`);
  };
  /** Appends part of `value`: from a 0-based start, so many characters. */
  const slice = (value: TextValue, start: () => void, count: () => void): void => {
    pushSlot();
    pushHeld(l, value);
    start();
    count();
    call(l, `SLICE_${name}`);
  };
  const all = (): void => code.i64(0x7fff_ffffn);
  const zero = (): void => code.i64(0n);
  switch (expression.name) {
    case 'CONCAT': {
      const values = expression.arguments.map((part, i, all) => hold(l, part, all.slice(i + 1)));
      for (const [i, value] of values.entries()) copy(i === 0 ? 'ASSIGN' : 'APPEND', value);
      for (const value of values) value.release();
      return;
    }
    case 'LEFT':
    case 'RIGHT':
    case 'MID':
    case 'DELETE': {
      const value = hold(l, argument(0), expression.arguments.slice(1));
      const count = holdNumber(l, argument(1));
      const position = expression.arguments[2] ? holdNumber(l, argument(2)) : -1;
      const before = (): void => {
        code.get(position);
        code.i64(1n);
        code.op(op.i64_sub);
      };
      clear();
      if (expression.name === 'LEFT') slice(value, zero, () => code.get(count));
      else if (expression.name === 'MID') slice(value, before, () => code.get(count));
      else if (expression.name === 'RIGHT')
        slice(
          value,
          () => lastCharacters(l, name, value, count),
          () => code.get(count),
        );
      else {
        slice(value, zero, before);
        slice(value, () => behind(l, before, count), all);
      }
      if (position >= 0) code.release('i64', position);
      code.release('i64', count);
      value.release();
      return;
    }
    case 'INSERT':
    case 'REPLACE': {
      const value = hold(l, argument(0), expression.arguments.slice(1));
      const other = hold(l, argument(1), expression.arguments.slice(2));
      const replacing = expression.name === 'REPLACE';
      const count = replacing ? holdNumber(l, argument(2)) : -1;
      const position = holdNumber(l, argument(replacing ? 3 : 2));
      const before = (): void => {
        code.get(position);
        if (!replacing) return;
        code.i64(1n);
        code.op(op.i64_sub);
      };
      clear();
      slice(value, zero, before);
      copy('APPEND', other);
      slice(value, replacing ? () => behind(l, before, count) : before, all);
      code.release('i64', position);
      if (count >= 0) code.release('i64', count);
      other.release();
      value.release();
      return;
    }
    case 'RECODE': {
      const from = stringOf(argument(0).type).name;
      const value = hold(l, argument(0));
      pushSlot();
      pushHeld(l, value);
      call(l, `RECODE_${from}_${name}`);
      value.release();
      return;
    }
    case 'TO_TEXT':
      printScalar(l, argument(0), slot, type);
      return;
    case 'MOVE':
      assignText(l, slot, type, argument(0));
      return;
    case 'SEL': {
      l.expression(argument(0));
      const gate = code.borrow('i32');
      code.set(gate);
      // Both are evaluated, as those of other types are.
      const no = hold(l, argument(1), [argument(2)]);
      const yes = hold(l, argument(2));
      code.get(gate);
      code.if();
      copy('ASSIGN', yes);
      code.else();
      copy('ASSIGN', no);
      code.end();
      yes.release();
      no.release();
      code.release('i32', gate);
      return;
    }
    case 'MUX':
      multiplex(l, expression, slot, type);
      return;
    case 'MIN':
    case 'MAX':
    case 'LIMIT': {
      // LIMIT(mn, in, mx) is the smaller of mx and the larger of mn and in.
      const [first, ...rest] = expression.arguments;
      if (!first) throw new Error('MIN and MAX need an argument');
      assignText(l, slot, type, first);
      rest.forEach((part, i) => {
        const value = hold(l, part);
        pushHeld(l, value);
        pushSlot();
        call(l, `COMPARE_${name}`);
        code.i32(0);
        const smaller = expression.name === 'MIN' || (expression.name === 'LIMIT' && i === 1);
        compare(l, smaller ? 'lt' : 'gt', 'DINT');
        code.if();
        copy('ASSIGN', value);
        code.end();
        value.release();
      });
      return;
    }
    default:
      throw new Error(`no string function ${expression.name}`);
  }
}

/** Leaves how many characters come before the last `count`; never less than none. */
function lastCharacters(l: Lowering, name: StringName, value: TextValue, count: number): void {
  const { code } = l;
  pushLength(l, name, value);
  code.op(op.i64_extend_i32_u);
  // A negative count takes nothing: then everything lies before it.
  code.get(count);
  code.i64(0n);
  code.get(count);
  code.i64(0n);
  code.op(op.i64_gt_s);
  code.op(op.select);
  code.op(op.i64_sub);
}

/** Leaves the position behind `count` characters from `start`; a negative start or count moves nothing back. */
function behind(l: Lowering, start: () => void, count: number): void {
  const { code } = l;
  const held = code.borrow('i64');
  const positive = (push: () => void): void => {
    push();
    code.tee(held);
    code.i64(0n);
    code.get(held);
    code.i64(0n);
    code.op(op.i64_gt_s);
    code.op(op.select);
  };
  const bounded = (push: () => void): void => {
    // Beyond every length, and far from overflow.
    positive(push);
    code.tee(held);
    code.i64(0xffff_ffffn);
    code.get(held);
    code.i64(0xffff_ffffn);
    code.op(op.i64_lt_u);
    code.op(op.select);
  };
  bounded(start);
  bounded(() => code.get(count));
  code.op(op.i64_add);
  code.release('i64', held);
}

function multiplex(l: Lowering, expression: Intrinsic, slot: MemoryLocation, type: StringType): void {
  const { code, context } = l;
  const [selector, ...inputs] = expression.arguments;
  if (!selector) throw new Error('MUX needs a selector');
  l.expression(selector);
  const key = code.borrow('i32');
  code.set(key);
  // All are evaluated, as those of other types are.
  const values = inputs.map((input, i) => hold(l, input, inputs.slice(i + 1)));
  code.get(key);
  code.i32(inputs.length);
  code.op(op.i32_ge_u);
  code.if();
  code.i32(context.site('index', selector.range, { lower: 0n, upper: BigInt(inputs.length - 1) }));
  code.get(key);
  code.op(op.i64_extend_i32_s);
  code.i64(BigInt(inputs.length - 1));
  raise(l);
  code.end();
  values.forEach((value, index) => {
    code.get(key);
    code.i32(index);
    code.op(op.i32_eq);
    code.if();
    pushPointer(l, slot);
    code.i32(type.capacity);
    pushHeld(l, value);
    call(l, `ASSIGN_${type.name}`);
    code.end();
    value.release();
  });
  code.release('i32', key);
}

/* ---- scalars to text ---- */

const prefixes: Partial<Record<ElementaryName, string>> = {
  TIME: 'T#',
  LTIME: 'LTIME#',
  DATE: 'D#',
  LDATE: 'LDATE#',
  TOD: 'TOD#',
  LTOD: 'LTOD#',
  DT: 'DT#',
  LDT: 'LDT#',
};
/** The value as a literal of its type would be written. */
function printScalar(l: Lowering, value: Expression, slot: MemoryLocation, type: StringType): void {
  const { code } = l;
  const name = scalarName(value.type);
  const { wasm, signed, bits } = representation(name);
  const pushSlot = (): void => {
    pushPointer(l, slot);
    code.i32(type.capacity);
  };
  const constant = (verb: 'ASSIGN' | 'APPEND', text: string): void => {
    const { offset, capacity } = constantText(l.context, 'STRING', text);
    pushSlot();
    pushPointer(l, inRegion(offset));
    code.i32(capacity);
    call(l, `${verb}_STRING`);
  };
  if (name === 'CHAR' || name === 'WCHAR' || name === 'UCHAR') {
    l.expression(value);
    const held = code.borrow('i32');
    code.set(held);
    pushPointer(l, slot);
    code.i32(0);
    code.memory(op.i32_store, 0);
    pushSlot();
    code.get(held);
    call(l, `PUT_${type.name}`);
    code.op(op.drop);
    code.release('i32', held);
    return;
  }
  if (name === 'BOOL') {
    l.expression(value);
    code.if();
    constant('ASSIGN', 'TRUE');
    code.else();
    constant('ASSIGN', 'FALSE');
    code.end();
    return;
  }
  const printer = printers[name];
  if (printer !== undefined) {
    const offset = callKernel(l, printer, () => {
      l.expression(value);
      if (name === 'REAL') code.op(op.f64_promote_f32);
      if (printer === 'FORMATREAL') code.i32(name === 'REAL' ? 1 : 0);
    });
    constant('ASSIGN', prefixes[name] ?? '');
    pushSlot();
    pushPointer(l, inRegion(offset.offset));
    code.i32(offset.capacity);
    call(l, 'APPEND_STRING');
    return;
  }
  l.expression(value);
  if (wasm === 'i32') code.op(signed ? op.i64_extend_i32_s : op.i64_extend_i32_u);
  const held = code.borrow('i64');
  code.set(held);
  pushPointer(l, slot);
  if (name === 'BYTE' || name === 'WORD' || name === 'DWORD' || name === 'LWORD') {
    code.get(held);
    code.i32(bits / 4);
    call(l, 'PRINT_BITS');
  } else {
    if (signed) {
      // The magnitude of the most negative value is itself, read as unsigned.
      code.i64(0n);
      code.get(held);
      code.op(op.i64_sub);
      code.get(held);
      code.get(held);
      code.i64(0n);
      code.op(op.i64_lt_s);
      code.op(op.select);
      code.get(held);
      code.i64(0n);
      code.op(op.i64_lt_s);
    } else {
      code.get(held);
      code.i32(0);
    }
    call(l, 'PRINT_INTEGER');
  }
  code.release('i64', held);
}

/* ---- functions of strings that give scalars ---- */

function pushLength(l: Lowering, name: StringName, value: TextValue): void {
  const { code } = l;
  const units = (): void => {
    code.get(value.local);
    code.memory(op.i32_load, 0);
  };
  if (name === 'USTRING') {
    code.get(value.local);
    code.i32(TEXT_HEADER);
    code.op(op.i32_add);
  }
  units();
  code.i32(value.capacity);
  units();
  code.i32(value.capacity);
  code.op(op.i32_lt_u);
  code.op(op.select);
  if (name === 'USTRING') call(l, 'COUNT');
}

/** What the kernels take: longer texts are no numbers. */
const PARSED: StringType = { kind: 'string', name: 'STRING', capacity: 80 };

/** Writes a function of strings whose result is a scalar; `false` when the intrinsic is none. */
export function emitTextIntrinsic(l: Lowering, expression: Intrinsic): boolean {
  if (!textual.has(expression.name)) return false;
  const { code, context } = l;
  const [first, second] = expression.arguments;
  if (!first) throw new Error(`${expression.name} misses its argument`);
  const { name, capacity } = stringOf(first.type);
  if (expression.name === 'FROM_TEXT') {
    parseScalar(l, first, scalarName(expression.type));
    return true;
  }
  const value = hold(l, first, expression.arguments.slice(1));
  switch (expression.name) {
    case 'LEN':
      pushLength(l, name, value);
      break;
    case 'LEN_CODE_UNIT':
      pushLength(l, 'STRING', value);
      break;
    case 'LEN_MAX':
      code.i32(capacity);
      break;
    case 'FIRST_CHARACTER': {
      pushLength(l, 'STRING', value);
      code.op(op.i32_eqz);
      code.if('i32');
      code.i32(0);
      code.else();
      code.get(value.local);
      code.i32(TEXT_HEADER);
      code.op(op.i32_add);
      pushLength(l, 'STRING', value);
      code.i32(0);
      call(l, name === 'USTRING' ? 'GET_USTRING' : name === 'WSTRING' ? 'GET_WSTRING' : 'GET_STRING');
      code.op(op.i32_wrap_i64);
      code.end();
      break;
    }
    default: {
      if (!second) throw new Error(`${expression.name} misses its second argument`);
      const other = hold(l, second);
      pushHeld(l, value);
      pushHeld(l, other);
      if (expression.name === 'COMPARE_TEXT') call(l, `COMPARE_${name}`);
      else {
        code.i32(context.site('fuel', expression.range));
        call(l, `FIND_${name}`);
        if (name === 'USTRING') positionOfByte(l, value);
      }
      other.release();
    }
  }
  value.release();
  return true;
}

/** Stack: a byte's position from 1, or 0 → its character's. */
function positionOfByte(l: Lowering, value: TextValue): void {
  const { code } = l;
  const position = code.borrow('i32');
  code.tee(position);
  code.if('i32');
  code.get(value.local);
  code.i32(TEXT_HEADER);
  code.op(op.i32_add);
  code.get(position);
  call(l, 'COUNT');
  code.else();
  code.i32(0);
  code.end();
  code.release('i32', position);
}

/** A text as a number of the type `to`: what cannot be read is 0, what lies beyond the type is its limit. */
function parseScalar(l: Lowering, text: Expression, to: ElementaryName): void {
  const { code } = l;
  const argument = pushTextAs(l, PARSED, text);
  const pointer = code.borrow('i32');
  code.set(pointer);
  const parser = parsers[to];
  if (parser !== undefined) {
    callKernel(l, parser, () => code.get(pointer));
    if (to === 'REAL') code.op(op.f32_demote_f64);
  } else {
    const { lower, upper } = limits(to);
    callKernel(l, 'PARSEINTEGER', () => {
      code.get(pointer);
      code.i64(BigInt.asIntN(64, -lower));
      code.i64(BigInt.asIntN(64, upper));
    });
    emitConversion(l, 'LINT', to);
  }
  code.release('i32', pointer);
  argument.release();
}
