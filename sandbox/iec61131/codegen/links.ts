/** Initial values of references: `p : REF_TO INT := REF(x);`. Where `x` lies is known once everything has its place. */
import type { FunctionBlock, Place, ProgramPou, Variable } from '../semantics/checked.ts';
import type { Layout } from './compiled.ts';
import { instanceExtent, sizeOf, structExtent } from './sizes.ts';

/** What is told of each reference that an initial value holds: the offset of the reference, and what it refers to. */
export interface Links {
  enter(pou: FunctionBlock | ProgramPou, offset: number): void;
  leave(): void;
  link(offset: number, place: Place): void;
}

/** Writes the offsets of the targets into the picture of a region. Inner instances see the variables of those around them. */
export class RegionLinks implements Links {
  readonly #view: DataView;
  readonly #globals: ReadonlyMap<Variable, number>;
  readonly #image: Layout['image'];
  readonly #around: { offsets: ReadonlyMap<Variable, number>; base: number }[] = [];

  constructor(view: DataView, globals: ReadonlyMap<Variable, number>, image: Layout['image']) {
    this.#view = view;
    this.#globals = globals;
    this.#image = image;
  }

  enter(pou: FunctionBlock | ProgramPou, offset: number): void {
    this.#around.push({ offsets: instanceExtent(pou).offsets, base: offset });
  }

  leave(): void {
    this.#around.pop();
  }

  link(offset: number, place: Place): void {
    this.#view.setUint32(
      offset,
      offsetOf(place, (variable) => this.#find(variable), this.#image),
      true,
    );
  }

  #find(variable: Variable): number {
    const { address } = variable;
    if (address) return this.#image[address.area].offset + address.byte;
    for (const { offsets, base } of this.#around.toReversed()) {
      const inner = offsets.get(variable);
      if (inner !== undefined) return base + inner;
    }
    // Whoever is nowhere is NULL.
    return this.#globals.get(variable) ?? 0;
  }
}

/** The offset of a place without varying indices and without references on the way. */
function offsetOf(place: Place, root: (variable: Variable) => number, image: Layout['image']): number {
  switch (place.kind) {
    case 'variable':
      return root(place.variable);
    case 'direct':
      return image[place.address.area].offset + place.address.byte;
    case 'field':
      if (place.base.type.kind !== 'struct') throw new Error('a field of what is no structure');
      return offsetOf(place.base, root, image) + (structExtent(place.base.type).offsets.get(place.field) ?? 0);
    case 'member':
      if (place.base.type.kind !== 'instance') throw new Error('a member of what is no instance');
      return offsetOf(place.base, root, image) + (instanceExtent(place.base.type.block).offsets.get(place.member) ?? 0);
    case 'index': {
      const { type } = place.base;
      if (type.kind !== 'array') throw new Error('an element of what is no array');
      let position = 0;
      type.dimensions.forEach(({ lower, upper }, dimension) => {
        const index = place.indices[dimension];
        if (index?.kind !== 'constant') throw new Error('an index that varies');
        position = position * (upper - lower + 1) + (Number(index.value) - lower);
      });
      return offsetOf(place.base, root, image) + position * sizeOf(type.element);
    }
    default:
      throw new Error(`no fixed place: ${place.kind}`);
  }
}
