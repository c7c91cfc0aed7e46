/**
 * Values of string types: an address in memory, and a capacity known when compiling. What an expression makes lies in a slot of the
 * static frame until whoever asked for it is done with it.
 */
import type { Expression, Place, Variable } from '../semantics/checked.ts';
import type { StringName, StringType } from '../semantics/types.ts';
import { compare } from './arithmetic.ts';
import { checkIndex } from './checks.ts';
import type { Lowering } from './lowering.ts';
import { locate, type MemoryLocation, pushPointer } from './places.ts';
import { mayWrite } from './taken-first.ts';
import { atLeastZero, makeEmpty } from './text-access.ts';
import { printScalar } from './text-printing.ts';
import {
  borrowSlot,
  callRoutine,
  constantText,
  type Intrinsic,
  inRegion,
  pushHeld,
  pushLength,
  stringOf,
  type TextValue,
} from './text-slots.ts';
import { type Visitor, walkStatement } from './walk.ts';
import { op } from './wasm/opcodes.ts';

/** Finds or makes a string and holds its address in a local; `after` is evaluated before the string is used. */
export function hold(l: Lowering, expression: Expression, after: readonly Expression[] = []): TextValue {
  const { code } = l;
  const { capacity, release } =
    expression.kind === 'read' && mayWrite(after) ? pushCopy(l, stringOf(expression.type), expression) : pushText(l, expression);
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

/** Leaves the address of a copy, cut to the type’s capacity. */
function pushCopy(l: Lowering, type: StringType, value: Expression): { capacity: number; release: () => void } {
  const slot = borrowSlot(l, type);
  assignText(l, inRegion(slot.offset), type, value);
  pushPointer(l, inRegion(slot.offset));
  return { capacity: type.capacity, release: slot.release };
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
  callRoutine(l, `ASSIGN_${type.name}`);
  held.release();
  code.release('i32', to);
}

interface TextPlace {
  at: MemoryLocation;
  type: StringType;
}

/** Assigns one string in memory to another of the same encoding; what does not fit is cut off. */
export function copyText(l: Lowering, to: TextPlace, from: TextPlace): void {
  pushPointer(l, to.at);
  l.code.i32(to.type.capacity);
  pushPointer(l, from.at);
  l.code.i32(from.type.capacity);
  callRoutine(l, `ASSIGN_${to.type.name}`);
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
    callRoutine(l, `APPEND_${type.name}`);
    part.release();
  }
  return true;
}

/** Leaves the address of the value as a string of exactly `type`, to be copied whole; `own`: the variable may change before that. */
export function pushTextAs(l: Lowering, type: StringType, value: Expression, own = false): { release: () => void } {
  if (value.kind === 'read' && !own && stringOf(value.type).capacity === type.capacity) return pushText(l, value);
  return pushCopy(l, type, value);
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
    makeEmpty(code);
  };
  const copy = (verb: 'ASSIGN' | 'APPEND', value: TextValue): void => {
    pushSlot();
    pushHeld(l, value);
    callRoutine(l, `${verb}_${name}`);
  };
  /** Appends part of `value`: from a 0-based start, so many characters. */
  const slice = (value: TextValue, start: () => void, count: () => void): void => {
    pushSlot();
    pushHeld(l, value);
    start();
    count();
    callRoutine(l, `SLICE_${name}`);
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
      const before = (): void => charactersBefore(l, position);
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
      const before = (): void => (replacing ? charactersBefore(l, position) : code.get(position));
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
      callRoutine(l, `RECODE_${from}_${name}`);
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
        callRoutine(l, `COMPARE_${name}`);
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

/** Leaves how many characters come before a position; one before the first counts as the first. */
function charactersBefore(l: Lowering, position: number): void {
  const { code } = l;
  code.get(position);
  code.i64(1n);
  code.get(position);
  code.i64(1n);
  code.op(op.i64_gt_s);
  code.op(op.select);
  code.i64(1n);
  code.op(op.i64_sub);
}

/** Leaves how many characters come before the last `count`; never less than none. */
function lastCharacters(l: Lowering, name: StringName, value: TextValue, count: number): void {
  const { code } = l;
  pushLength(l, name, value);
  code.op(op.i64_extend_i32_u);
  // A negative count takes nothing: then everything lies before it.
  code.get(count);
  const held = code.borrow('i64');
  atLeastZero(code, held);
  code.release('i64', held);
  code.op(op.i64_sub);
}

/** Leaves the position behind `count` characters from `start`; a negative start or count moves nothing back. */
function behind(l: Lowering, start: () => void, count: number): void {
  const { code } = l;
  const held = code.borrow('i64');
  const bounded = (push: () => void): void => {
    push();
    atLeastZero(code, held);
    // Beyond every length, and far from overflow.
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
  const { code } = l;
  const [selector, ...inputs] = expression.arguments;
  if (!selector) throw new Error('MUX needs a selector');
  l.expression(selector);
  const key = code.borrow('i32');
  code.set(key);
  // All are evaluated, as those of other types are.
  const values = inputs.map((input, i) => hold(l, input, inputs.slice(i + 1)));
  code.get(key);
  checkIndex(l, 0, inputs.length - 1, selector.range);
  code.set(key);
  values.forEach((value, index) => {
    code.get(key);
    code.i32(index);
    code.op(op.i32_eq);
    code.if();
    pushPointer(l, slot);
    code.i32(type.capacity);
    pushHeld(l, value);
    callRoutine(l, `ASSIGN_${type.name}`);
    code.end();
    value.release();
  });
  code.release('i32', key);
}
