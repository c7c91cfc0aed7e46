/** Characters of a string by their position, from 1: `s[2]`. IEC 61131-3, 6.4.2 (Edition 3; the clause's number from memory). */
import type { SourceRange } from '../diagnostics.ts';
import type { Expression, Place } from '../semantics/checked.ts';
import { raise } from './checks.ts';
import type { Lowering } from './lowering.ts';
import type { MemoryLocation } from './places.ts';
import { atMostCapacity } from './text-access.ts';
import { TEXT_HEADER, unitShift } from './text-format.ts';
import { op } from './wasm/opcodes.ts';

/** One access; `text` is the string that it goes into, whose length says what is there. */
export interface CharacterTerm {
  kind: 'character';
  index: Expression;
  text: MemoryLocation;
  capacity: number;
  shift: 0 | 1;
  range: SourceRange;
}

export function locateCharacter(text: MemoryLocation, place: Place & { kind: 'index' }): MemoryLocation {
  const { type } = place.base;
  const [index] = place.indices;
  if (type.kind !== 'string' || !index) throw new Error('a character of what is no string');
  const term: CharacterTerm = {
    kind: 'character',
    index,
    text,
    capacity: type.capacity,
    shift: unitShift(type.name),
    range: place.range,
  };
  return { ...text, mirrored: undefined, terms: [...text.terms, term], offset: text.offset + TEXT_HEADER };
}

/** Stack: address → address of the character. Faults outside the string's present length. */
export function addCharacter(l: Lowering, { index, text, capacity, shift, range }: CharacterTerm): void {
  const { code, context } = l;
  // Found once: what is called on the way to the string is called once.
  const string = code.borrow('i32');
  code.set(string);
  l.expression(index);
  code.i32(1);
  code.op(op.i32_sub);
  const at = code.borrow('i32');
  code.set(at);
  code.get(string);
  code.memory(op.i32_load, text.offset);
  const length = code.borrow('i32');
  atMostCapacity(code, length, () => code.i32(capacity));
  code.set(length);
  code.get(at);
  code.get(length);
  code.op(op.i32_ge_u);
  code.if();
  code.i32(context.site('position', range));
  code.get(at);
  code.i32(1);
  code.op(op.i32_add);
  code.op(op.i64_extend_i32_s);
  code.get(length);
  code.op(op.i64_extend_i32_u);
  raise(l);
  code.end();
  code.get(string);
  code.get(at);
  if (shift === 1) {
    code.i32(1);
    code.op(op.i32_shl);
  }
  code.op(op.i32_add);
  code.release('i32', length);
  code.release('i32', at);
  code.release('i32', string);
}
