/** A compiled program placed in its region: initialised, run task by task, read and written by name. The plant is one, too. */

import type { Cell, CompiledProgram, Value } from '../iec61131/codegen/compiled.ts';
import { migrate, readCell, resolve, writeCell } from '../iec61131/index.ts';
import type { Trap } from './fault.ts';
import { moduleOf } from './module-cache.ts';
import type { Region } from './region.ts';

/**
 * Fuel for one run of one task in a rig, in statements: an ordinary scan charges some hundreds, a bubble sort of a thousand numbers
 * just about this much; a spin burns it in some milliseconds, which the other rigs of a process can bear.
 */
export const fuelPerTask = 2_000_000n;

/** Fuel for one run of one task where nobody else waits: on the command line. */
export const fuelAlone = 100_000_000n;

/** What an online change did to the variables, by path. */
export interface Migration {
  kept: string[];
  initialised: string[];
}

export class LoadedProgram {
  readonly program: CompiledProgram;
  readonly region: Region;
  readonly #fuelPerRun: bigint;
  readonly #view: DataView;
  readonly #init: () => void;
  readonly #tasks: (() => void)[];
  /** `null` for a task without SINGLE. */
  readonly #events: ((() => number) | null)[];
  readonly #fuel: WebAssembly.Global;
  readonly #site: WebAssembly.Global;
  readonly #a: WebAssembly.Global;
  readonly #b: WebAssembly.Global;

  /** Places the program; the region's bytes stay as they are until `initialise`. The caller has made sure that it has room. */
  constructor(program: CompiledProgram, region: Region, fuelPerRun = fuelPerTask) {
    this.program = program;
    this.#fuelPerRun = fuelPerRun;
    this.region = region;
    this.#view = new DataView(region.memory.buffer);
    const instance = new WebAssembly.Instance(moduleOf(program), { env: { memory: region.memory, base: region.base } });
    const exported = (name: string) => instance.exports[name];
    this.#init = entry(exported('init'));
    this.#tasks = program.tasks.map((task) => entry(exported(task.export)));
    this.#events = program.tasks.map(({ event }) => (event ? (entry(exported(event.export)) as () => number) : null));
    this.#fuel = variable(exported('fuel'));
    this.#site = variable(exported('fault_site'));
    this.#a = variable(exported('fault_a'));
    this.#b = variable(exported('fault_b'));
    this.#site.value = -1;
  }

  /** The bytes in use, in place: a view, not a copy. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.region.memory.buffer as ArrayBuffer, this.region.base, this.program.layout.size);
  }

  /** Every variable to its initial value (IEC 61131-3, 6.5.1.2: cold restart). Initial values charge no more than a scan. */
  initialise(): void {
    // Only what persists: a function's frame behind it starts anew at every call, and untouched pages stay untouched.
    this.bytes.fill(0);
    this.#fuel.value = this.#fuelPerRun;
    this.#init();
  }

  /** The logical time that the next tasks see, in nanoseconds since the rig began. */
  set time(timeNs: bigint) {
    this.#view.setBigInt64(this.region.base + this.program.layout.timeOffset, timeNs, true);
  }

  /** Fuel that the last run of a task took: statements, about. */
  get spent(): number {
    return Number(this.#fuelPerRun - BigInt(this.#fuel.value));
  }

  /** Runs one task to completion; a trap leaves the memory as it was when it happened. */
  runTask(index: number): Trap | null {
    this.#fuel.value = this.#fuelPerRun;
    try {
      this.#tasks[index]?.();
      return null;
    } catch (error) {
      return this.#trapOf(error);
    }
  }

  /** Looks at a task's event; a trap in its condition ends like one in the task. Ask once per step: the edge is then gone. */
  eventOf(index: number): { rising: boolean; stands: boolean } | Trap {
    this.#fuel.value = this.#fuelPerRun;
    try {
      const bits = Number(this.#events[index]?.() ?? 0);
      return { rising: (bits & 1) !== 0, stands: (bits & 2) !== 0 };
    } catch (error) {
      return this.#trapOf(error);
    }
  }

  #trapOf(error: unknown): Trap {
    // A trap, or the machine's own stack ended: both end only this call. Anything else is a mistake of ours.
    if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) throw error;
    const trap = { site: Number(this.#site.value), a: BigInt(this.#a.value), b: BigInt(this.#b.value) };
    this.#site.value = -1;
    return trap;
  }

  /** The scalar at a path (`main.timer.ET`, `levels[3]`) or a direct address (`%QD0`), or `null`. Case does not matter. */
  cell(path: string): Cell | null {
    return resolve(this.program.layout, path);
  }

  read(cell: Cell): Value {
    return readCell(this.#view, this.region.base, cell);
  }

  write(cell: Cell, value: Value): void {
    writeCell(this.#view, this.region.base, cell, value);
  }

  /** Initialises this program and takes over from `before`, which owned the region, every value that still means the same. */
  takeOver(before: LoadedProgram): Migration {
    const old = before.bytes.slice();
    this.initialise();
    const fresh = this.bytes.slice();
    const report = migrate(before.program.layout, this.program.layout, old, fresh);
    this.bytes.set(fresh);
    return report;
  }
}

function entry(value: WebAssembly.ExportValue | undefined): () => void {
  if (typeof value !== 'function') throw new TypeError('the compiled program lacks an entry point that its contract promises');
  return value as () => void;
}

function variable(value: WebAssembly.ExportValue | undefined): WebAssembly.Global {
  if (!(value instanceof WebAssembly.Global))
    throw new TypeError('the compiled program lacks a global that its contract promises');
  return value;
}
