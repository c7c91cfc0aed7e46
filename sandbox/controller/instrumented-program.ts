/**
 * The instrumented build of a program (`compile` with `stepping`) over the region of the one at work: the same layout and fuel, and before
 * every statement somebody is told. It keeps nothing of its own between two scans.
 */
import type { CompiledProgram } from '../iec61131/codegen/compiled.ts';
import type { Trap } from './fault.ts';
import { fuelPerTask } from './loaded-program.ts';
import { moduleOf } from './module-cache.ts';
import type { Region } from './region.ts';

/** Before the statement at `point`, `depth` bodies deep; other than 0 ends the run there. At a condition `depth` is 0. */
type Reached = (point: number, depth: number) => number;

export class InstrumentedProgram {
  readonly program: CompiledProgram;
  readonly #exports: WebAssembly.Exports;

  constructor(program: CompiledProgram, { memory, base }: Region, reached: Reached) {
    this.program = program;
    this.#exports = new WebAssembly.Instance(moduleOf(program), { env: { memory, base, reached } }).exports;
  }

  /** A scan begins: its statements are counted anew, and all are told. */
  begin(): void {
    this.#variable('statement').value = 0n;
    this.#variable('stop_at').value = 0n;
  }

  /** As the plain build runs it. */
  runTask(index: number, fuel: bigint = fuelPerTask): Trap | null {
    this.#variable('fuel').value = fuel;
    this.#variable('call_depth').value = 0;
    const site = this.#variable('fault_site');
    site.value = -1;
    const entry = this.#exports[this.program.tasks[index]?.export ?? ''];
    if (typeof entry !== 'function') throw new TypeError(`the program has no task ${index}`);
    try {
      entry();
      return null;
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) throw error;
      return {
        site: Number(site.value),
        a: BigInt(this.#variable('fault_a').value),
        b: BigInt(this.#variable('fault_b').value),
      };
    }
  }

  #variable(name: string): WebAssembly.Global<'i32' | 'i64'> {
    const found = this.#exports[name];
    if (!(found instanceof WebAssembly.Global)) throw new TypeError(`the program lacks the global ${name}`);
    return found as WebAssembly.Global<'i32' | 'i64'>;
  }
}
