/**
 * Forced variables of one controller: a value that stands whatever program and plant say. Kept by path, so that a force outlives an
 * online change; resolved again at every download.
 */
import type { Cell, Value } from '../iec61131/codegen/compiled.ts';
import { formatValue, type Literal, parseLiteral } from './literal.ts';
import type { LoadedProgram } from './loaded-program.ts';

export interface Force {
  path: string;
  value: Literal;
}

interface Active {
  path: string;
  cell: Cell;
  value: Value;
  /** Inputs are forced before the tasks, outputs after them, everything else both times (law 4). */
  before: boolean;
  after: boolean;
}

export class Forces {
  #active: Active[] = [];

  get size(): number {
    return this.#active.length;
  }

  has(path: string): boolean {
    return this.#active.some((force) => same(force.path, path));
  }

  set(path: string, cell: Cell, value: Value): void {
    this.remove(path);
    const area = areaOf(cell);
    this.#active.push({ path, cell, value, before: area !== 'Q', after: area !== 'I' });
  }

  /** False when nothing was forced there. */
  remove(path: string): boolean {
    const before = this.#active.length;
    this.#active = this.#active.filter((force) => !same(force.path, path));
    return this.#active.length < before;
  }

  clear(): void {
    this.#active = [];
  }

  applyBefore(program: LoadedProgram): void {
    for (const force of this.#active) if (force.before) program.write(force.cell, force.value);
  }

  applyAfter(program: LoadedProgram): void {
    for (const force of this.#active) if (force.after) program.write(force.cell, force.value);
  }

  /** Finds the cells anew after a download; a force whose variable is gone or has another type ends. */
  rebind(cellOf: (path: string) => Cell | null): void {
    const old = this.#active;
    this.#active = [];
    for (const force of old) {
      const cell = cellOf(force.path);
      if (cell && cell.type === force.cell.type) this.set(force.path, cell, force.value);
    }
  }

  list(): Force[] {
    return this.#active.map(({ path, cell, value }) => ({ path, value: plain(value, cell) }));
  }

  restore(forces: Force[], cellOf: (path: string) => Cell | null): void {
    this.clear();
    for (const { path, value } of forces) {
      const cell = cellOf(path);
      const parsed = cell && parseLiteral(value, cell.type);
      if (cell && parsed?.ok) this.set(path, cell, parsed.value);
    }
  }
}

/** JSON-safe, and read back by `parseLiteral`. */
const plain = (value: Value, cell: Cell): Literal => (typeof value === 'bigint' ? formatValue(value, cell.type) : value);

const same = (a: string, b: string) => a.toUpperCase() === b.toUpperCase();

/** I or Q for a cell in the process image, else `null`. */
export function areaOf(cell: Cell): 'I' | 'Q' | null {
  const area = cell.address?.slice(1, 2).toUpperCase();
  return area === 'I' || area === 'Q' ? area : null;
}
