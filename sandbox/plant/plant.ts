/**
 * The process under control: one Structured Text PROGRAM called `plant`, in a region of its own, stepped at a fixed interval of
 * logical time. It is compiled, fuelled and bounded like a trainee's program (law 2).
 */
import { type ControllerFault, tellFault } from '../controller/fault.ts';
import { type Literal, parseLiteral } from '../controller/literal.ts';
import { LoadedProgram } from '../controller/loaded-program.ts';
import { type CompileResult, compileCached } from '../controller/module-cache.ts';
import type { Region } from '../controller/region.ts';
import type { CompiledProgram } from '../iec61131/codegen/compiled.ts';
import type { SourceFile } from '../iec61131/diagnostics.ts';

/** Every plant's PROGRAM, and so its one instance, is called so. */
export const plantInstance = 'plant';

/** Room for a plant's variables. Physics is small; a lab that needs more is modelling the wrong thing. */
export const plantMemoryBytes = 256 * 1024;

/** JSON-safe; together with the region's bytes it is the whole plant. */
export interface SavedPlant {
  programHash: string;
  fault: ControllerFault | null;
}

/** Compiles a plant's text; its one task runs every `stepNs`. */
export function compilePlant(source: SourceFile, stepNs: bigint): CompileResult {
  return compileCached([source], { defaultCycle: stepNs, memoryBytes: plantMemoryBytes });
}

/** A value written to the plant before its first step: a parameter of the lab. */
export interface Preset {
  name: string;
  value: Literal;
}

export class Plant {
  readonly loaded: LoadedProgram;
  readonly #presets: Preset[];
  #fault: ControllerFault | null = null;

  /** The caller has made sure that a PROGRAM `plant` exists and that every preset names one of its inputs with a fitting value. */
  constructor(program: CompiledProgram, region: Region, presets: Preset[]) {
    this.loaded = new LoadedProgram(program, region);
    this.#presets = presets;
    this.start();
  }

  /** A plant that faulted stands still: its outputs keep their last values. */
  get fault(): ControllerFault | null {
    return this.#fault;
  }

  /**
   * Initial values, then the lab's parameters, then one step at time 0, so that the first scan of a controller meets sensors that
   * already show the process (a normally closed contact reads TRUE), as it does on a machine whose wiring was there before power-on.
   */
  start(): void {
    this.#fault = null;
    this.loaded.initialise();
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
  }

  save(): SavedPlant {
    return { programHash: this.loaded.program.hash, fault: this.#fault };
  }

  /** The region's bytes are restored by its owner. */
  restore(saved: SavedPlant): void {
    this.#fault = saved.fault;
  }
}
