/**
 * The process under control: one Structured Text PROGRAM called `plant`, in a region of its own, stepped at a fixed interval of
 * logical time. It is compiled, fuelled and bounded like a trainee's program (law 2).
 */
import { type ControllerFault, tellFault } from '../controller/fault.ts';
import { type Literal, parseLiteral } from '../controller/literal.ts';
import { LoadedProgram } from '../controller/loaded-program.ts';
import { type CompileResult, compileCached } from '../controller/module-cache.ts';
import type { Region } from '../controller/region.ts';
import type { Cell, CompiledProgram } from '../iec61131/codegen/compiled.ts';
import type { SourceFile } from '../iec61131/diagnostics.ts';
import { cells } from '../iec61131/index.ts';
import { type Diverged, tellDivergence } from './divergence.ts';
import { plantSources, seedVariable } from './library.ts';

/** Every plant's PROGRAM, and so its one instance, is called so. */
export const plantInstance = 'plant';

/** Room for a plant's variables. Physics is small; a lab that needs more is modelling the wrong thing. */
export const plantMemoryBytes = 256 * 1024;

/** No quantity of a plant, in the units of the library, comes near. */
export const divergenceLimit = 1e12;

/** A plant that diverges does so for good: to look now and then is enough, and costs next to nothing. */
const stepsPerLook = 64;

/** JSON-safe; together with the region's bytes it is the whole plant. */
export interface SavedPlant {
  programHash: string;
  fault: PlantFault | null;
  /** Steps since the start; divergence is looked for every so many. */
  steps: number;
}

/** A fault of the plant's program, or physics that left the numbers. */
export type PlantFault = Omit<ControllerFault, 'kind'> & { kind: ControllerFault['kind'] | Diverged['kind'] };

/** Compiles a plant's text with the components that it names; its one task runs every `stepNs`. */
export function compilePlant(source: SourceFile, stepNs: bigint): CompileResult {
  return compileCached(plantSources(source, stepNs), { defaultCycle: stepNs, memoryBytes: plantMemoryBytes });
}

const listed = new WeakMap<CompiledProgram, readonly Cell[]>();

/** Every scalar of a plant and of its library's globals; listed once a program, because grading builds hundreds of rigs of one plant. */
export function plantCells(program: CompiledProgram): readonly Cell[] {
  const all = listed.get(program) ?? [...cells(program.layout, plantMemoryBytes)];
  listed.set(program, all);
  return all;
}

/** A value written to the plant before its first step: a parameter of the lab. */
export interface Preset {
  name: string;
  value: Literal;
}

export class Plant {
  readonly loaded: LoadedProgram;
  readonly #presets: Preset[];
  readonly #seed: number;
  /** Where divergence shows: every number with a fraction. */
  readonly #numbers: Cell[];
  #steps = 0;
  #fault: PlantFault | null = null;

  /** `seed`: of the components' noise. The caller has made sure that a PROGRAM `plant` exists and that every preset names one of its inputs with a fitting value. */
  constructor(program: CompiledProgram, region: Region, presets: Preset[], seed: number) {
    this.loaded = new LoadedProgram(program, region);
    this.#presets = presets;
    this.#seed = seed;
    this.#numbers = plantCells(program).filter(({ type }) => type === 'REAL' || type === 'LREAL');
    this.start();
  }

  /** A plant that faulted stands still: its outputs keep their last values. */
  get fault(): PlantFault | null {
    return this.#fault;
  }

  /**
   * Initial values, then the lab's parameters, then one step at time 0, so that the first scan of a controller meets sensors that
   * already show the process (a normally closed contact reads TRUE), as it does on a machine whose wiring was there before power-on.
   */
  start(): void {
    this.#fault = null;
    this.#steps = 0;
    this.loaded.initialise();
    const seed = this.loaded.cell(seedVariable);
    if (seed) this.loaded.write(seed, this.#seed >>> 0);
    for (const { name, value } of this.#presets) {
      const cell = this.loaded.cell(`${plantInstance}.${name}`);
      const parsed = cell && parseLiteral(value, cell.type);
      if (cell && parsed?.ok) this.loaded.write(cell, parsed.value);
    }
    this.step(0n, 0);
  }

  /** One fixed step of the physics at a logical time. */
  step(timeNs: bigint, tick: number): void {
    if (this.#fault) return;
    this.loaded.time = timeNs;
    const { program } = this.loaded;
    for (let task = 0; task < program.tasks.length; task++) {
      const event = program.tasks[task]?.event ? this.loaded.eventOf(task) : null;
      if (event && !('site' in event) && !event.rising) continue;
      const trap = event && 'site' in event ? event : this.loaded.runTask(task);
      if (trap) {
        this.#fault = tellFault(program, trap, tick);
        return;
      }
    }
    if (this.#steps++ % stepsPerLook === 0) this.#fault = this.#diverged(tick);
  }

  #diverged(tick: number): Diverged | null {
    for (const cell of this.#numbers) {
      const value = Number(this.loaded.read(cell));
      if (!(Math.abs(value) < divergenceLimit)) return tellDivergence(cell.path, value, tick);
    }
    return null;
  }

  save(): SavedPlant {
    return { programHash: this.loaded.program.hash, fault: this.#fault, steps: this.#steps };
  }

  /** The region's bytes are restored by its owner. */
  restore(saved: SavedPlant): void {
    this.#fault = saved.fault;
    this.#steps = saved.steps;
  }
}
