/** Sizes, alignments and inner offsets of types in memory: natural alignment, little-endian, fields in declaration order. */
import type { FunctionBlock, ProgramPou, Variable } from '../semantics/checked.ts';
import type { ArrayType, StructType, Type } from '../semantics/types.ts';
import { elementaryOf, representation } from './representation.ts';
import { TEXT_HEADER, textSize } from './text-format.ts';

export const align = (offset: number, to: number): number => Math.ceil(offset / to) * to;

/** Where the parts of a structure or instance lie, relative to its first byte. */
export interface Extent<Key> {
  offsets: Map<Key, number>;
  size: number;
  alignment: number;
}

/** An in_out of an instance is kept as the offset of its target within the region; 0 means "never given". */
const REFERENCE_SIZE = 4;

/** An instance that takes part in inheritance begins with the number of its type. */
const TYPE_ID_SIZE = 4;

const structs = new WeakMap<StructType, Extent<number>>();
const instances = new WeakMap<FunctionBlock | ProgramPou, Extent<Variable>>();

function place<Key>(entries: Iterable<readonly [Key, number, number]>, before: Extent<Key> | null = null): Extent<Key> {
  const offsets = new Map<Key, number>(before?.offsets);
  let size = before?.size ?? 0;
  let alignment = before?.alignment ?? 1;
  for (const [key, bytes, boundary] of entries) {
    size = align(size, boundary);
    offsets.set(key, size);
    size += bytes;
    alignment = Math.max(alignment, boundary);
  }
  return { offsets, size: align(size, alignment), alignment };
}

/** A structure whose fields say where they lie. Nothing is aligned: loads and stores need not be. */
function placedExtent(type: StructType): Extent<number> {
  const offsets = new Map<number, number>();
  let size = 0;
  type.fields.forEach((field, index) => {
    const offset = field.at?.byte ?? size;
    offsets.set(index, offset);
    size = Math.max(size, offset + sizeOf(field.type));
  });
  return { offsets, size, alignment: 1 };
}

export function structExtent(type: StructType): Extent<number> {
  let extent = structs.get(type);
  if (!extent) {
    extent = type.fields.some(({ at }) => at)
      ? placedExtent(type)
      : place(type.fields.map((field, index) => [index, sizeOf(field.type), alignmentOf(field.type)] as const));
    structs.set(type, extent);
  }
  return extent;
}

/** The persistent variables of a block or program, in declaration order. Located ones live in the image, temporaries nowhere. */
export const persistent = (pou: FunctionBlock | ProgramPou): Variable[] =>
  [...pou.parameters, ...pou.locals].filter((variable) => variable.section !== 'temp' && variable.address === null);

export function instanceExtent(pou: FunctionBlock | ProgramPou): Extent<Variable> {
  let extent = instances.get(pou);
  if (!extent) {
    const base = pou.kind === 'function_block' && pou.object?.base ? instanceExtent(pou.object.base) : null;
    const header: Extent<Variable> | null =
      pou.kind === 'function_block' && pou.object ? { offsets: new Map(), size: TYPE_ID_SIZE, alignment: TYPE_ID_SIZE } : null;
    const before = base ?? header;
    // What is inherited lies where it lies in the base, so that the base's methods find it.
    const own = persistent(pou).filter((variable) => !before?.offsets.has(variable));
    extent = place(
      own.map((variable) =>
        variable.section === 'in_out'
          ? ([variable, REFERENCE_SIZE, REFERENCE_SIZE] as const)
          : ([variable, sizeOf(variable.type), alignmentOf(variable.type)] as const),
      ),
      before,
    );
    // At least one byte: blocks of nothing but empty blocks could otherwise double without end and still fit.
    if (extent.size === 0) extent.size = 1;
    instances.set(pou, extent);
  }
  return extent;
}

export function elementCount(type: ArrayType): number {
  let count = 1;
  for (const { lower, upper } of type.dimensions) count *= Math.max(0, upper - lower + 1);
  return count;
}

/** Bytes of a value of `type`. May exceed what any memory holds: the layout refuses it. */
export function sizeOf(type: Type): number {
  const name = elementaryOf(type);
  if (name) return representation(name).size;
  switch (type.kind) {
    case 'array':
      return elementCount(type) * sizeOf(type.element);
    case 'string':
      return textSize(type);
    case 'struct':
      return structExtent(type).size;
    case 'instance':
      return instanceExtent(type.block).size;
    default:
      throw new Error(`no size for ${type.kind}`);
  }
}

export function alignmentOf(type: Type): number {
  const name = elementaryOf(type);
  if (name) return representation(name).size;
  switch (type.kind) {
    case 'array':
      return alignmentOf(type.element);
    case 'string':
      return TEXT_HEADER;
    case 'struct':
      return structExtent(type).alignment;
    case 'instance':
      return instanceExtent(type.block).alignment;
    default:
      throw new Error(`no alignment for ${type.kind}`);
  }
}
