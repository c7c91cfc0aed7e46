/**
 * What memory is known to hold within one turn of a paid loop (`turn-charge.ts`): a scalar that was loaded or stored there is in a local
 * as well, until something may have written over it. Engines do not see this: to them, any store may reach any address. Here an address
 * is a sum of a root, of variables that the loop leaves alone times their strides, and of an offset; so it is known which are the same,
 * and an element of one array is not one of another. Bodies written in place reach memory by nothing else: what they are called for
 * may be anywhere, but where that is was noted (`follow`).
 */
import type { Statement, Variable } from '../semantics/checked.ts';
import type { Type } from '../semantics/types.ts';
import type { Lowering } from './lowering.ts';
import type { MemoryLocation } from './places.ts';
import { scalar } from './representation.ts';
import { walkStatements } from './walk.ts';
import type { ValueType } from './wasm/opcodes.ts';
import { writtenBy } from './writes.ts';

type For = Statement & { kind: 'for' };

/** More would only make the function longer. */
const MOST_CELLS = 64;

/** Bytes from `from` up to `to`, counted from a root. */
interface Extent {
  from: number;
  to: number;
}

/** An address without its last constant offset. */
interface Origin {
  root: string;
  /** Equal for equal addresses; `null` where an index is more than a variable that stays. */
  symbol: string | null;
  /** Where it can lead, whatever the indices; `null` without any. */
  extent: Extent | null;
  shift: number;
}

/** A scalar of memory and the local that holds it besides. */
export interface Cell extends Extent {
  kind: 'cell';
  root: string;
  symbol: string;
  extent: Extent;
  local: number;
  wasm: ValueType;
}

export class KnownMemory {
  readonly #l: Lowering;
  #cells: Map<string, Cell> | null = null;
  #origins = new Map<number, Origin>();
  #fixed = new Set<Variable>();

  constructor(l: Lowering) {
    this.#l = l;
  }

  get isOpen(): boolean {
    return this.#cells !== null;
  }

  /** Begins the turns of a loop, of which nothing is known before they run; the answer ends them. */
  open(loop: For): () => void {
    const cells = new Map<string, Cell>();
    this.#cells = cells;
    this.#origins = new Map([[this.#l.self, { root: 'self', symbol: '', extent: null, shift: 0 }]]);
    this.#fixed = fixedIn(this.#l, loop);
    return () => {
      this.forget();
      for (const { wasm, local } of cells.values()) this.#l.code.release(wasm, local);
      this.#cells = null;
    };
  }

  /** From here on the local holds the address of the location, with or without its offset. */
  follow(local: number, location: MemoryLocation, withOffset: boolean): void {
    if (!this.#cells) return;
    const origin = this.#originOf(location);
    if (origin) this.#origins.set(local, { ...origin, shift: origin.shift + (withOffset ? location.offset : 0) });
    else this.#origins.delete(local);
  }

  /** The cell of the whole scalar at the location, which may be known or not; `null` where none can be. */
  cell(location: MemoryLocation, type: Type): Cell | null {
    if (!this.#cells || location.bit >= 0) return null;
    const origin = this.#originOf(location);
    if (!origin || origin.symbol === null) return null;
    const { size, wasm, load } = scalar(type);
    const from = origin.shift + location.offset;
    const key = `${origin.root} ${origin.symbol} ${from} ${load}`;
    const known = this.#cells.get(key);
    if (known) return known;
    if (this.#cells.size >= MOST_CELLS) return null;
    const { root, symbol } = origin;
    const own = { from, to: from + size };
    const cell: Cell = {
      kind: 'cell',
      root,
      symbol,
      ...own,
      extent: origin.extent ?? own,
      local: this.#l.code.borrow(wasm),
      wasm,
    };
    this.#cells.set(key, cell);
    return cell;
  }

  /** A scalar was stored at the location: forgets what that may have changed. */
  overwritten(location: MemoryLocation, type: Type): void {
    if (!this.#cells) return;
    const origin = this.#originOf(location);
    if (!origin) {
      this.forget();
      return;
    }
    const from = origin.shift + location.offset;
    const own = { from, to: from + (location.bit >= 0 ? 1 : scalar(type).size) };
    const reach = origin.extent ?? own;
    const touched = [...this.#cells.values()].filter((cell) => {
      if (cell.root !== origin.root) return true;
      return cell.symbol === origin.symbol ? overlap(cell, own) : overlap(cell.extent, reach);
    });
    this.#l.mirrors.forget(touched);
  }

  /** Forgets everything. */
  forget(): void {
    if (this.#cells) this.#l.mirrors.forget(this.#cells.values());
  }

  #originOf({ root, terms, extent }: MemoryLocation): Origin | null {
    const start = this.#rootOf(root);
    if (!start) return null;
    let symbol = start.symbol;
    for (const term of terms) {
      if (term.kind !== 'index' || !term.certain) return null;
      const { index } = term;
      const variable = index.kind === 'read' && index.place.kind === 'variable' ? index.place.variable : null;
      if (symbol === null || !variable || !this.#fixed.has(variable)) symbol = null;
      else symbol += ` ${[...this.#fixed].indexOf(variable)}*${term.stride}-${term.bias}`;
    }
    // An array within an element of another lies within that other.
    const own = extent && { from: extent.from + start.shift, to: extent.to + start.shift };
    return { ...start, symbol, extent: start.extent ?? own ?? null };
  }

  #rootOf(root: MemoryLocation['root']): Origin | null {
    if (root.kind === 'base') return { root: 'base', symbol: '', extent: null, shift: 0 };
    return (root.kind === 'local' && this.#origins.get(root.index)) || null;
  }
}

const overlap = (a: Extent, b: Extent): boolean => a.from < b.to && b.from < a.to;

/** The locals of the loop's own text that keep their value through a turn; those of bodies written into it are never among them. */
function fixedIn(l: Lowering, loop: For): Set<Variable> {
  const written = writtenBy(loop.body);
  const fixed = new Set<Variable>();
  walkStatements(loop.body, {
    place: (place) => {
      if (place.kind !== 'variable' || written.has(place.variable)) return;
      if (l.storage(place.variable).kind === 'local') fixed.add(place.variable);
    },
  });
  return fixed;
}
