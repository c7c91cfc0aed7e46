/**
 * Online change: values of the old program that still mean the same in the new one. What counts is the path and the type, not the
 * place. An enumeration keeps its value by the enumerator's name; an array whose bounds changed keeps the elements that both have.
 */
import { interfacesOf } from '../semantics/inheritance.ts';
import type { EnumType, InterfaceType, ReferenceType, StringType, Type } from '../semantics/types.ts';
import { readCell, writeCell } from './cells.ts';
import type { Cell, Layout, Node } from './compiled.ts';
import { elementaryOf } from './representation.ts';
import { signature } from './signature.ts';
import { sizeOf } from './sizes.ts';
import { findNode, parts, pathAt, type Spot } from './symbols.ts';

interface Regions {
  from: DataView;
  to: DataView;
  oldLayout: Layout;
  newLayout: Layout;
}

/**
 * Copies into `newBytes` (a region of the new program after its `init`) what `oldBytes` holds. Answers the paths of variables
 * whose values were kept, and of those that start with their initial value because they are new or changed their type.
 */
export function migrate(
  oldLayout: Layout,
  newLayout: Layout,
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
): { kept: string[]; initialised: string[] } {
  const regions: Regions = {
    from: new DataView(oldBytes.buffer, oldBytes.byteOffset, oldBytes.byteLength),
    to: new DataView(newBytes.buffer, newBytes.byteOffset, newBytes.byteLength),
    oldLayout,
    newLayout,
  };
  regions.to.setBigInt64(newLayout.timeOffset, regions.from.getBigInt64(oldLayout.timeOffset, true), true);
  for (const area of ['I', 'Q', 'M'] as const) {
    const from = oldLayout.image[area];
    const to = newLayout.image[area];
    newBytes.set(oldBytes.subarray(from.offset, from.offset + Math.min(from.size, to.size)), to.offset);
  }
  const kept: string[] = [];
  const initialised: string[] = [];
  const before = byName(oldLayout.roots.map((node) => ({ path: node.name, node })));
  for (const node of newLayout.roots) {
    const spot = { path: node.name, node };
    carry(regions, before.get(node.name.toUpperCase()) ?? null, spot, kept, initialised);
  }
  // What the compiler made for itself is nothing that an author could ask about.
  const isAuthored = (path: string): boolean => !path.includes('$');
  return { kept: kept.filter(isAuthored), initialised: initialised.filter(isAuthored) };
}

const byName = (spots: Iterable<Spot>): Map<string, Spot> =>
  new Map(Array.from(spots, (spot) => [spot.node.name.toUpperCase(), spot]));

function carry(regions: Regions, old: Spot | null, now: Spot, kept: string[], initialised: string[]): void {
  const was = old?.node.type;
  const is = now.node.type;
  if (!old || !was || was.kind !== is.kind) {
    initialised.push(now.path);
    return;
  }
  if (is.kind !== 'program' && was.kind !== 'program' && signature(was) === signature(is)) {
    if (now.node.constant) return;
    if (is.kind === 'reference' || is.kind === 'interface') {
      if (carryReference(regions, old, now, is)) kept.push(now.path);
      else initialised.push(now.path);
      return;
    }
    copySame(regions, old, now, is);
    kept.push(now.path);
    return;
  }
  if (is.kind === 'string' && was.kind === 'string') {
    // Of another length: what fits goes on. Of another encoding: the same characters, as far as it has them.
    if (now.node.constant) return;
    const cell = (spot: Spot, { name, capacity }: StringType): Cell => ({ ...scalarCell(spot, name), capacity });
    writeCell(regions.to, 0, cell(now, is), readCell(regions.from, 0, cell(old, was)));
    kept.push(now.path);
    return;
  }
  if (is.kind === 'enum' && was.kind === 'enum') {
    if (copyEnumerator(regions, old, now, was, is)) kept.push(now.path);
    else initialised.push(now.path);
    return;
  }
  const renamed =
    (is.kind === 'struct' && was.kind === 'struct' && is.name.toUpperCase() !== was.name.toUpperCase()) ||
    (is.kind === 'instance' && was.kind === 'instance' && is.block.name.toUpperCase() !== was.block.name.toUpperCase()) ||
    (is.kind === 'array' && was.kind === 'array' && is.dimensions.length !== was.dimensions.length) ||
    (is.kind !== 'program' && elementaryOf(is) !== null);
  if (renamed) {
    initialised.push(now.path);
    return;
  }
  if (is.kind === 'array') {
    carryElements(regions, old, now, kept, initialised);
    return;
  }
  const before = byName(parts(old));
  for (const part of parts(now)) carry(regions, before.get(part.node.name.toUpperCase()) ?? null, part, kept, initialised);
}

/** Elements pair by their indices, which end the path. */
function carryElements(regions: Regions, old: Spot, now: Spot, kept: string[], initialised: string[]): void {
  const index = (spot: Spot, array: Spot) => spot.path.slice(array.path.length);
  const before = new Map(Array.from(parts(old), (spot) => [index(spot, old), spot]));
  for (const part of parts(now)) carry(regions, before.get(index(part, now)) ?? null, part, kept, initialised);
}

const scalarCell = ({ path, node }: Spot, type: Cell['type']): Cell => ({ ...node, path, type });

/** A reference follows what it referred to, by path. Where that is gone or is another type now, it keeps its initial value; false then. */
function carryReference(
  { from, to, oldLayout, newLayout }: Regions,
  old: Spot,
  now: Spot,
  type: ReferenceType | InterfaceType,
): boolean {
  const offset = from.getUint32(old.node.offset, true);
  if (offset === 0) {
    to.setUint32(now.node.offset, 0, true);
    return true;
  }
  const isMeant = (candidate: Node['type']): boolean => {
    if (type.kind === 'reference') return signature(candidate) === signature(type.target);
    // An interface of the same name: the two programs have objects of their own.
    return (
      candidate.kind === 'instance' &&
      [...interfacesOf(candidate.block)].some((face) => face.name.toUpperCase() === type.interface.name.toUpperCase())
    );
  };
  const path = pathAt(oldLayout, offset, isMeant);
  const node = path === null ? null : findNode(newLayout, path);
  if (!node || node.bit >= 0 || !isMeant(node.type)) return false;
  to.setUint32(now.node.offset, node.offset, true);
  return true;
}

function copySame(regions: Regions, old: Spot, now: Spot, type: Type): void {
  const { from, to } = regions;
  if (type.kind === 'reference' || type.kind === 'interface') {
    carryReference(regions, old, now, type);
    return;
  }
  if (old.node.bit >= 0 || now.node.bit >= 0) {
    writeCell(to, 0, scalarCell(now, 'BOOL'), readCell(from, 0, scalarCell(old, 'BOOL')));
    return;
  }
  if (holdsLink(type)) {
    // Part by part: what an in_out points at may have moved, so its slot is not carried; the next call gives it anew.
    const before = parts(old);
    for (const part of parts(now)) {
      const twin = before.next().value;
      if (twin && part.node.type.kind !== 'program') copySame(regions, twin, part, part.node.type);
    }
    return;
  }
  const size = sizeOf(type);
  for (let at = 0; at < size; at++) to.setUint8(now.node.offset + at, from.getUint8(old.node.offset + at));
}

/** Instances, for their in_outs, and references. */
function holdsLink(type: Type): boolean {
  if (type.kind === 'array') return holdsLink(type.element);
  if (type.kind === 'struct') return type.fields.some((field) => holdsLink(field.type));
  return type.kind === 'instance' || type.kind === 'reference' || type.kind === 'interface';
}

function copyEnumerator({ from, to }: Regions, old: Spot, now: Spot, was: EnumType, is: EnumType): boolean {
  const value = BigInt(readCell(from, 0, scalarCell(old, was.base.name)));
  const name = was.values.find((enumerator) => enumerator.value === value)?.name.toUpperCase();
  const target = is.values.find((enumerator) => enumerator.name.toUpperCase() === name);
  if (!name || !target) return false;
  writeCell(to, 0, scalarCell(now, is.base.name), target.value);
  return true;
}
