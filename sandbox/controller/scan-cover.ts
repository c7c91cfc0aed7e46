/** Which lines a scan carries out: it is run once by the instrumented build, which leaves the same behind as the plain one. */
import type { CompiledProgram } from '../iec61131/codegen/compiled.ts';
import type { RunTask } from './controller.ts';
import { InstrumentedProgram } from './instrumented-program.ts';
import type { Region } from './region.ts';

export class ScanCover {
  readonly #instrumented: InstrumentedProgram;
  readonly #reached: Uint8Array;
  #ran = false;

  /** `program`: the instrumented build of what runs in the region. */
  constructor(program: CompiledProgram, region: Region) {
    this.#reached = new Uint8Array(program.points?.length ?? 0);
    this.#instrumented = new InstrumentedProgram(program, region, (point) => {
      this.#reached[point] = 1;
      return 0;
    });
  }

  /** To be called before a step of the controller that is to be covered; `run` then takes the place of the program. */
  begin(): void {
    this.#ran = false;
  }

  readonly run: RunTask = (index) => {
    if (!this.#ran) {
      this.#ran = true;
      this.#reached.fill(0);
      this.#instrumented.begin();
    }
    return this.#instrumented.runTask(index);
  };

  /** Whether a task has run since `begin`. */
  get ran(): boolean {
    return this.#ran;
  }

  /** By file and in order: where the statements of the last covered scan begin, and the conditions that were evaluated. */
  lines(): Record<string, number[]> {
    const found = new Map<string, Set<number>>();
    this.#instrumented.program.points?.forEach(({ range }, point) => {
      if (this.#reached[point] !== 1) return;
      const lines = found.get(range.file) ?? new Set<number>();
      found.set(range.file, lines.add(range.line));
    });
    return Object.fromEntries([...found].map(([file, lines]) => [file, [...lines].sort((a, b) => a - b)]));
  }
}
