/** Places: from what the checker names to a local or an address, and loading and storing there. */
import type { SourceRange } from '../diagnostics.ts';
import type { DirectAddress, Expression, Place, Variable } from '../semantics/checked.ts';
import type { Type } from '../semantics/types.ts';
import { normalise } from './arithmetic.ts';
import { addCharacter, type CharacterTerm, locateCharacter } from './characters.ts';
import { checkIndex, checkReference } from './checks.ts';
import type { Lowering, Storage } from './lowering.ts';
import { addOpenIndex, type OpenTerm, openTerm } from './open-arrays.ts';
import { intervalOf, within as isWithin, staysWithin } from './ranges.ts';
import { elementaryOf, type Representation, representation, scalar, scalarName } from './representation.ts';
import { instanceExtent, sizeOf, structExtent } from './sizes.ts';
import { pushTarget } from './targets.ts';
import { op } from './wasm/opcodes.ts';

interface IndexTerm {
  kind: 'index';
  index: Expression;
  lower: number;
  upper: number;
  stride: number;
  /** The whole access, for a fault. */
  range: SourceRange;
  /** The index is known to lie within the bounds. */
  certain: boolean;
  /** What a certain index is still to be lessened by; `lower` unless that is part of the constant offset already. */
  bias: number;
}

type Root =
  | { kind: 'base' }
  | { kind: 'local'; index: number }
  /** What a reference names. */
  | { kind: 'pointer'; place: Place & { kind: 'dereference' } }
  /** An in_out of another instance: the slot at the location holds the target's offset in the region. */
  | { kind: 'reference'; slot: MemoryLocation; range: SourceRange };

/** An address: root + each checked index times its stride + a constant offset. `bit` is -1 for a whole value. */
export interface MemoryLocation {
  kind: 'memory';
  root: Root;
  terms: (IndexTerm | OpenTerm | CharacterTerm)[];
  offset: number;
  bit: number;
  /** The bytes, counted from the root, of the outermost array that `terms` lead into: what its indices cannot lead out of. */
  extent?: { from: number; to: number } | undefined;
  /** The variable that lies here whole, where a local mirrors it. */
  mirrored?: Variable | undefined;
}

interface LocalLocation {
  kind: 'local';
  index: number;
  bit: number;
  /** Bits from `bit` upwards; a single one unless given. */
  width?: number;
}

export type Location = MemoryLocation | LocalLocation;

const inRegion = (offset: number, bit = -1): MemoryLocation => ({
  kind: 'memory',
  root: { kind: 'base' },
  terms: [],
  offset,
  bit,
});

function directLocation(l: Lowering, address: DirectAddress): MemoryLocation {
  return inRegion(l.context.layout.image[address.area].offset + address.byte, address.size === 'X' ? address.bit : -1);
}

function variableLocation(l: Lowering, storage: Storage): Location {
  switch (storage.kind) {
    case 'local':
      return { kind: 'local', index: storage.index, bit: -1 };
    case 'region':
      return inRegion(storage.offset, storage.bit);
    case 'instance':
      return { kind: 'memory', root: { kind: 'local', index: l.self }, terms: [], offset: storage.offset, bit: -1 };
    case 'pointer':
      return { kind: 'memory', root: { kind: 'local', index: storage.index }, terms: [], offset: 0, bit: -1 };
    case 'slot': {
      const slot: MemoryLocation = {
        kind: 'memory',
        root: { kind: 'local', index: l.self },
        terms: [],
        offset: storage.offset,
        bit: -1,
      };
      return { kind: 'memory', root: { kind: 'reference', slot, range: storage.range }, terms: [], offset: 0, bit: -1 };
    }
  }
}

/** The location of a whole variable, with the local that mirrors it. */
export function mirroredLocation<L extends Location>(l: Lowering, variable: Variable, location: L): L {
  return location.kind === 'memory' && l.mirrors.local(variable) !== null ? { ...location, mirrored: variable } : location;
}

/** Finds a place without writing code. */
export function locate(l: Lowering, place: Place): Location {
  switch (place.kind) {
    case 'variable':
      return mirroredLocation(l, place.variable, variableLocation(l, l.storage(place.variable)));
    case 'direct':
      return directLocation(l, place.address);
    case 'self':
      return { kind: 'memory', root: { kind: 'local', index: l.self }, terms: [], offset: 0, bit: -1 };
    case 'field': {
      const base = inMemory(l, place.base);
      if (place.base.type.kind !== 'struct') throw new Error('a field of what is no structure');
      const offset = base.offset + (structExtent(place.base.type).offsets.get(place.field) ?? 0);
      return { ...base, offset, bit: place.base.type.fields[place.field]?.at?.bit ?? -1 };
    }
    case 'member': {
      const base = inMemory(l, place.base);
      if (place.base.type.kind !== 'instance') throw new Error('a member of what is no instance');
      if (place.member.address) return directLocation(l, place.member.address);
      const offset = base.offset + (instanceExtent(place.base.type.block).offsets.get(place.member) ?? 0);
      const slot = { ...base, offset };
      if (place.member.section !== 'in_out') return slot;
      return { kind: 'memory', root: { kind: 'reference', slot, range: place.range }, terms: [], offset: 0, bit: -1 };
    }
    case 'index':
      return locateElement(l, place);
    case 'part': {
      const base = locate(l, place.base);
      const { size, bits } = scalar(place.type);
      if (base.kind === 'local') return { ...base, bit: Math.max(base.bit, 0) + place.index * bits, width: bits };
      return { ...base, offset: base.offset + place.index * size };
    }
    case 'dereference':
      return { kind: 'memory', root: { kind: 'pointer', place }, terms: [], offset: 0, bit: -1 };
    case 'bit': {
      const base = locate(l, place.base);
      if (base.kind === 'local') return { ...base, bit: Math.max(base.bit, 0) + place.bit, width: 1 };
      return { ...base, offset: base.offset + (place.bit >> 3), bit: place.bit & 7 };
    }
  }
}

function locateElement(l: Lowering, place: Place & { kind: 'index' }): MemoryLocation {
  const followed = l.pointers.get(place);
  if (followed) return followed;
  const base = inMemory(l, place.base);
  const type = place.base.type;
  if (type.kind === 'string') return locateCharacter(base, place);
  if (type.kind !== 'array') throw new Error('an element of what is no array');
  const terms = [...base.terms];
  if (type.bounds !== undefined) return { ...base, terms: [...base.terms, openTerm(place)] };
  const extent = base.extent ?? { from: base.offset, to: base.offset + sizeOf(type) };
  let offset = base.offset;
  let stride = sizeOf(type.element);
  for (let dimension = type.dimensions.length - 1; dimension >= 0; dimension--) {
    const bounds = type.dimensions[dimension];
    const index = place.indices[dimension];
    if (!bounds || !index) throw new Error('an array access misses an index');
    const constant = index.kind === 'constant' ? Number(index.value) : null;
    if (constant !== null && constant >= bounds.lower && constant <= bounds.upper) offset += (constant - bounds.lower) * stride;
    else {
      const certain = isWithin(intervalOf(l.facts, index), bounds);
      const folded = certain ? foldIndex(l, index, bounds, offset, stride) : null;
      offset = folded?.offset ?? offset;
      terms.push({
        kind: 'index',
        index: folded?.index ?? (certain ? unconverted(l, index) : index),
        ...bounds,
        stride,
        range: place.range,
        certain,
        bias: folded ? 0 : bounds.lower,
      });
    }
    stride *= bounds.upper - bounds.lower + 1;
  }
  return { ...base, terms, offset, extent: terms.length > 0 ? extent : undefined };
}

/**
 * Moves what is constant in an index into the constant offset: `a[i + 1]` becomes `a[i]` at the next address. Only for an index that
 * cannot leave its bounds, and while both the rest of it and the offset stay positive: an address does not wrap around when the
 * engine adds the offset.
 */
function foldIndex(
  l: Lowering,
  index: Expression,
  bounds: { lower: number; upper: number },
  offset: number,
  stride: number,
): { index: Expression; offset: number } | null {
  const reach = intervalOf(l.facts, index);
  let rest = { index: unconverted(l, index), offset: offset - bounds.lower * stride };
  if (!reach || reach.lower < 0 || rest.offset < 0) return null;
  for (;;) {
    const { index: at } = rest;
    if (at.kind === 'binary' && (at.operator === '+' || at.operator === '-') && at.right.kind === 'constant') {
      const moved = rest.offset + Number(at.right.value) * (at.operator === '+' ? 1 : -1) * stride;
      const left = intervalOf(l.facts, at.left);
      if (moved < 0 || !left || left.lower < 0 || !staysWithin(l.facts, at, scalarName(at.type))) return rest;
      rest = { index: unconverted(l, at.left), offset: moved };
    } else return rest;
  }
}

/** The index without conversions that change nothing: between integers that both fit the stack's 32 bits. */
function unconverted(l: Lowering, index: Expression): Expression {
  if (index.kind !== 'convert' || scalar(index.operand.type).wasm !== 'i32') return index;
  const unchanged = isWithin(intervalOf(l.facts, index.operand), intervalOf(l.facts, index));
  return unchanged ? unconverted(l, index.operand) : index;
}

function inMemory(l: Lowering, place: Place): MemoryLocation {
  const location = locate(l, place);
  if (location.kind === 'local') throw new Error('an aggregate in a local');
  return location;
}

/** Leaves the address without its constant offset on the stack. */
export function pushAddress(l: Lowering, location: MemoryLocation): void {
  const { code, context } = l;
  const { root } = location;
  if (root.kind === 'base') code.globalGet(context.module.base);
  else if (root.kind === 'local') code.get(root.index);
  else if (root.kind === 'pointer') pushTarget(l, root.place);
  else {
    pushAddress(l, root.slot);
    code.memory(op.i32_load, root.slot.offset);
    checkReference(l, root.range);
    code.globalGet(context.module.base);
    code.op(op.i32_add);
  }
  for (const term of location.terms) {
    if (term.kind === 'character') {
      addCharacter(l, term);
      continue;
    }
    if (term.kind === 'open') {
      addOpenIndex(l, term, (variable) =>
        load(l, locate(l, { kind: 'variable', variable, type: variable.type, range: variable.range }), variable.type),
      );
      continue;
    }
    const { index, lower, upper, stride, range, certain, bias } = term;
    l.expression(index);
    if (!certain) checkIndex(l, lower, upper, range);
    else if (bias !== 0) {
      code.i32(bias);
      code.op(op.i32_sub);
    }
    if (stride !== 1) {
      const powerOfTwo = (stride & (stride - 1)) === 0;
      code.i32(powerOfTwo ? 31 - Math.clz32(stride) : stride);
      code.op(powerOfTwo ? op.i32_shl : op.i32_mul);
    }
    code.op(op.i32_add);
  }
}

/** Leaves the absolute address of an aggregate, or of a scalar that is whole in memory, on the stack. */
export function pushPointer(l: Lowering, location: MemoryLocation): void {
  pushAddress(l, location);
  if (location.offset === 0) return;
  l.code.i32(location.offset);
  l.code.op(op.i32_add);
}

const BIT = representation('BOOL');

function mirrorOf(l: Lowering, { mirrored, bit }: MemoryLocation): { variable: Variable; local: number } | null {
  if (mirrored === undefined || bit >= 0) return null;
  const local = l.mirrors.local(mirrored);
  return local === null ? null : { variable: mirrored, local };
}

/** Leaves the scalar on the stack. `holder` is the type of the local that a bit is taken from. */
export function load(l: Lowering, location: Location, type: Type, holder: Type = type): void {
  const { code } = l;
  if (location.kind === 'local') {
    code.get(location.index);
    if (location.bit < 0) return;
    const { wasm } = scalar(holder);
    const width = location.width ?? 1;
    if (wasm === 'i64') {
      code.i64(BigInt(location.bit));
      code.op(op.i64_shr_u);
      code.op(op.i32_wrap_i64);
    } else if (location.bit > 0) {
      code.i32(location.bit);
      code.op(op.i32_shr_u);
    }
    if (width === 32) return;
    code.i32(2 ** width - 1);
    code.op(op.i32_and);
    return;
  }
  const mirror = mirrorOf(l, location);
  if (mirror && l.mirrors.isKnown(mirror.variable)) {
    code.get(mirror.local);
    return;
  }
  const cell = mirror ? null : l.memory.cell(location, type);
  if (cell && l.mirrors.isKnown(cell)) {
    code.get(cell.local);
    return;
  }
  pushAddress(l, location);
  if (location.bit < 0) {
    code.memory(scalar(type).load, location.offset);
    if (mirror) {
      code.tee(mirror.local);
      l.mirrors.learn(mirror.variable);
    } else if (cell) {
      code.tee(cell.local);
      l.mirrors.learn(cell);
    }
    return;
  }
  code.memory(BIT.load, location.offset);
  if (location.bit > 0) {
    code.i32(location.bit);
    code.op(op.i32_shr_u);
  }
  code.i32(1);
  code.op(op.i32_and);
}

/** Stores a constant by its bits: engines load those into a register of their own kind at once, and reals in several steps. */
function storeReal(l: Lowering, location: MemoryLocation, type: Type, value: number): void {
  const { code } = l;
  const bits = new DataView(new ArrayBuffer(8));
  pushAddress(l, location);
  if (scalar(type).wasm === 'f32') {
    bits.setFloat32(0, value);
    code.i32(bits.getInt32(0));
    code.memory(op.i32_store, location.offset);
  } else {
    bits.setFloat64(0, value);
    code.i64(bits.getBigInt64(0));
    code.memory(op.i64_store, location.offset);
  }
}

/** The constant that `value` is, if it is one of a real type and in no local: for `store`. */
export function realConstant(l: Lowering, value: Expression): number | null {
  if (value.kind !== 'constant' || typeof value.value !== 'number' || l.held.local(value) !== null) return null;
  const { wasm } = scalar(value.type);
  return wasm === 'f32' || wasm === 'f64' ? value.value : null;
}

/** Stores the scalar that `value` leaves on the stack; `constant` is that value where it is a real number known now. */
export function store(
  l: Lowering,
  location: Location,
  type: Type,
  value: () => void,
  holder: Type = type,
  constant: number | null = null,
): void {
  const { code } = l;
  if (location.bit >= 0) {
    storeBit(l, location, value, elementaryOf(holder) ? scalarName(holder) : 'BYTE');
    return;
  }
  if (location.kind === 'local') {
    value();
    code.set(location.index);
    return;
  }
  const mirror = mirrorOf(l, location);
  const cell = mirror ? null : l.memory.cell(location, type);
  const copy = mirror ? { of: mirror.variable, local: mirror.local } : cell && { of: cell, local: cell.local };
  if (constant !== null) {
    storeReal(l, location, type, constant);
    l.memory.overwritten(location, type);
    if (!copy) return;
    value();
    code.set(copy.local);
    l.mirrors.learn(copy.of);
    return;
  }
  pushAddress(l, location);
  value();
  if (copy) code.tee(copy.local);
  code.memory(scalar(type).store, location.offset);
  l.memory.overwritten(location, type);
  if (copy) l.mirrors.learn(copy.of);
}

function storeBit(l: Lowering, location: Location, value: () => void, holder: Parameters<typeof representation>[0]): void {
  const { code } = l;
  // The value first: computing it may itself change a neighbour in the same byte.
  value();
  const bit = code.borrow('i32');
  code.set(bit);
  if (location.kind === 'local') {
    const held: Representation = representation(holder);
    const wide = held.wasm === 'i64';
    const mask = ((1n << BigInt(location.width ?? 1)) - 1n) << BigInt(location.bit);
    code.get(location.index);
    if (wide) {
      code.i64(BigInt.asIntN(64, ~mask));
      code.op(op.i64_and);
      code.get(bit);
      code.op(op.i64_extend_i32_u);
      code.i64(BigInt(location.bit));
      code.op(op.i64_shl);
      code.op(op.i64_or);
    } else {
      code.i32(Number(BigInt.asIntN(32, ~mask)));
      code.op(op.i32_and);
      code.get(bit);
      code.i32(location.bit);
      code.op(op.i32_shl);
      code.op(op.i32_or);
      normalise(l, holder);
    }
    code.set(location.index);
  } else {
    const address = code.borrow('i32');
    pushAddress(l, location);
    code.tee(address);
    code.get(address);
    code.memory(BIT.load, location.offset);
    code.i32(0xff & ~(1 << location.bit));
    code.op(op.i32_and);
    code.get(bit);
    if (location.bit > 0) {
      code.i32(location.bit);
      code.op(op.i32_shl);
    }
    code.op(op.i32_or);
    code.memory(BIT.store, location.offset);
    l.memory.overwritten(location, { kind: 'elementary', name: 'BYTE' });
    code.release('i32', address);
  }
  code.release('i32', bit);
}

/** The type of the variable a bit or part is taken from, for `load` and `store`. */
export function holderOf(place: Place): Type {
  let at = place;
  while (at.kind === 'bit' || at.kind === 'part') at = at.base;
  return at.type;
}
