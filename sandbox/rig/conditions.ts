/** Conditions over a rig's signals, written in a lab: compiled once, asked when somebody waits for one. */
import type { CompiledProgram } from '../iec61131/codegen/compiled.ts';
import { resolve, writeCell } from '../iec61131/index.ts';
import { compileExpressions } from '../lab/expressions.ts';
import type { Lab } from '../lab/lab.ts';
import { labSignals } from '../lab/signals.ts';
import type { Value } from './types.ts';

const fuelPerLook = 100_000n;
const pageBytes = 65_536;

interface Compiled {
  program: CompiledProgram;
  inputs: { name: string; path: string }[];
  result: string;
}

const compiled = new WeakMap<Lab, Map<string, Compiled | null>>();

function compileCondition(lab: Lab, text: string): Compiled | null {
  const known = compiled.get(lab) ?? new Map<string, Compiled | null>();
  compiled.set(lab, known);
  const found = known.get(text);
  if (found !== undefined) return found;
  const { program, inputs, results } = compileExpressions(labSignals(lab).signals, [text]);
  const made = program && {
    program,
    inputs: inputs.map(({ signal, path }) => ({ name: signal.name, path })),
    result: results[0] ?? '',
  };
  known.set(text, made);
  return made;
}

export class Conditions {
  readonly #lab: Lab;
  readonly #read: (signal: string) => Value | null;
  readonly #looks = new Map<string, () => boolean>();

  constructor(lab: Lab, read: (signal: string) => Value | null) {
    this.#lab = lab;
    this.#read = read;
  }

  /** Whether the expression holds now; one that does not compile or faults never does: the lint of labs has told it. */
  holds(text: string): boolean {
    const look = this.#looks.get(text) ?? this.#prepare(text);
    this.#looks.set(text, look);
    return look();
  }

  #prepare(text: string): () => boolean {
    const made = compileCondition(this.#lab, text);
    if (!made) return () => false;
    const { program, inputs } = made;
    const pages = Math.ceil(program.layout.size / pageBytes) + 1;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const base = new WebAssembly.Global({ value: 'i32', mutable: false }, 0);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(program.wasm), { env: { memory, base } });
    const view = new DataView(memory.buffer);
    const fuel = exports.fuel as WebAssembly.Global;
    const task = exports[program.tasks[0]?.export ?? 'task_0'] as () => void;
    const cellsOf = inputs.map(({ name, path }) => ({ name, cell: resolve(program.layout, path) }));
    const result = resolve(program.layout, made.result);
    fuel.value = fuelPerLook;
    (exports.init as () => void)();
    return () => {
      for (const { name, cell } of cellsOf) {
        const value = this.#read(name);
        if (cell && value !== null) writeCell(view, 0, cell, value);
      }
      fuel.value = fuelPerLook;
      try {
        task();
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) return false;
        throw error;
      }
      return result !== null && view.getUint8(result.offset) !== 0;
    };
  }
}
