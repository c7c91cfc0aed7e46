/** Every name of a rig that can be read: the plant's scalars, the terminals, the variables of the programs. */
import type { Controller } from '../controller/controller.ts';
import { areaOf } from '../controller/forces.ts';
import type { LoadedProgram } from '../controller/loaded-program.ts';
import { type Terminal, terminalCell } from '../controller/terminal.ts';
import type { Cell } from '../iec61131/codegen/compiled.ts';
import { cells, flowCells } from '../iec61131/index.ts';
import { type Plant, plantInstance } from '../plant/plant.ts';
import { type Spot, spotOf } from './cell-bits.ts';
import type { SignalInfo } from './types.ts';

/** Variables of one program that are listed; more would drown the watch pane and the wire. */
export const programSignalLimit = 2_000;

/** Scalars of one plant that are listed. */
const plantSignalLimit = 2_000;

export interface Signal extends SignalInfo {
  cell: Cell;
  spot: Spot;
  /** Where the cell is read and written. */
  owner: LoadedProgram;
  /** `null` for the plant. */
  controller: string | null;
  /** As the controller knows it: `Motor`, `main.seal.ET`. */
  path: string;
}

export class SignalTable {
  readonly list: Signal[] = [];
  readonly #byName = new Map<string, Signal>();

  find(name: string): Signal | null {
    return this.#byName.get(name.toUpperCase()) ?? null;
  }

  get names(): Iterable<string> {
    return this.list.map((signal) => signal.name);
  }

  /** A name that is taken stays with its first owner: a terminal goes before a program's global of the same name. */
  add(signal: Omit<Signal, 'id'>): void {
    const key = signal.name.toUpperCase();
    if (this.#byName.has(key)) return;
    const listed = { ...signal, id: this.list.length };
    this.list.push(listed);
    this.#byName.set(key, listed);
  }

  /** `fixed`: the plant's inputs that are driven or are parameters, by upper-case cell path; those are not operable. */
  addPlant(plant: Plant, fixed: ReadonlySet<string>): void {
    for (const cell of cells(plant.loaded.program.layout, plantSignalLimit)) {
      if (!isPlantCell(cell)) continue;
      this.add({
        name: cell.path,
        type: cell.type,
        kind: cell.section === 'input' ? 'plant-input' : cell.section === 'output' ? 'plant-output' : 'plant-local',
        address: null,
        operable: cell.section === 'input' && !fixed.has(cell.path.toUpperCase()),
        forceable: false,
        writable: false,
        cell,
        spot: spotOf(plant.loaded.region.base, cell),
        owner: plant.loaded,
        controller: null,
        path: cell.path,
      });
    }
  }

  addTerminals(name: string, controller: Controller, terminals: readonly Terminal[]): void {
    for (const terminal of terminals) {
      const cell = terminalCell(terminal, controller.program);
      if (!cell) continue;
      this.add({
        name: `${name}.${terminal.name}`,
        type: terminal.type,
        kind: cell.section === 'input' ? 'input-terminal' : 'output-terminal',
        address: terminal.address,
        operable: false,
        forceable: true,
        writable: cell.section === 'output',
        cell,
        spot: spotOf(controller.region.base, cell),
        owner: controller.loaded,
        controller: name,
        path: terminal.name,
      });
    }
  }

  addProgram(name: string, controller: Controller): void {
    for (const cell of cells(controller.program.layout, programSignalLimit)) {
      this.add({
        name: `${name}.${cell.path}`,
        type: cell.type,
        kind: 'program',
        address: cell.address,
        operable: false,
        forceable: !cell.constant,
        writable: !cell.constant && areaOf(cell) !== 'I',
        cell,
        spot: spotOf(controller.region.base, cell),
        owner: controller.loaded,
        controller: name,
        path: cell.path,
      });
    }
    for (const cell of flowCells(controller.program.layout, programSignalLimit)) {
      this.add({
        name: `${name}.${cell.path}`,
        type: cell.type,
        kind: 'flow',
        address: null,
        operable: false,
        forceable: false,
        writable: false,
        cell,
        spot: spotOf(controller.region.base, cell),
        owner: controller.loaded,
        controller: name,
        path: cell.path,
      });
    }
  }
}

/** Of the plant's own instance; a plant's globals are private to it. */
export const isPlantCell = (cell: Cell): boolean => cell.path.toUpperCase().startsWith(`${plantInstance.toUpperCase()}.`);
