/** The expressions of one check at work: a program in a memory of its own, run once per tick on the rig's signals. */

import type { Cell, CompiledProgram } from '../iec61131/codegen/compiled.ts';
import { resolve, writeCell } from '../iec61131/index.ts';
import { checkSignals } from '../lab/check-signals.ts';
import { compileExpressions, namedSignals } from '../lab/expressions.ts';
import type { Lab } from '../lab/lab.ts';
import type { LabCheck } from '../lab/schema.ts';
import type { LabSignal } from '../lab/signals.ts';
import type { Value } from '../rig/types.ts';
import { comparisonOf } from './comparison.ts';
import { LabFailure } from './lab-failure.ts';
import { expressionsOf } from './windows.ts';

/** Spent by a sample's expressions: they have no loops, so this is never reached by an honest lab. */
const fuelPerSample = 1_000_000n;
const pageBytes = 65_536;

export interface CheckExpressions {
  program: CompiledProgram;
  inputs: { signal: LabSignal; path: string }[];
  results: string[];
  /** Of the comparisons: by how much each is right. */
  numbers: string[];
  /** By requirement: positions in `results`, and in `numbers`. */
  requirements: { main: number; other: number | null; comparison: { text: string; number: number } | null }[];
  /** By way to fail. */
  ways: number[];
  /** An expression looks at the logical time itself. */
  readsTime: boolean;
  /** By requirement: the signals that it names, for the sentence about what was observed. */
  named: LabSignal[][];
  /** What a trace may show: not what stands beside an answer in an expression, which would give the right one away. */
  shown: LabSignal[];
}

const known = new WeakMap<LabCheck, CheckExpressions>();

/** Compiled once per check; throws when an expression does not compile, which the lint of labs tells with its place. */
export function checkExpressions(lab: Lab, check: LabCheck): CheckExpressions {
  const found = known.get(check);
  if (found) return found;
  const signals = checkSignals(lab);
  const texts: string[] = [];
  const numberTexts: string[] = [];
  const add = (text: string): number => texts.push(text) - 1;
  const requirements = check.require.map((requirement) => {
    const { main, other } = expressionsOf(requirement);
    const compared = comparisonOf(signals, main);
    const comparison = compared && { text: compared.text, number: numberTexts.push(compared.number) - 1 };
    return { main: add(main), other: other === null ? null : add(other), comparison };
  });
  // A way that no run can show has a place in the list all the same, so that positions agree.
  const ways = check.ways.map((way) => add('if' in way ? way.if : 'FALSE'));
  const measured = compileExpressions(signals, texts, numberTexts);
  // A comparison that cannot be measured is still a comparison.
  if (measured.program === null) for (const one of requirements) one.comparison = null;
  const compiled = measured.program === null ? compileExpressions(signals, texts) : measured;
  const { program, diagnostics, inputs, results, numbers } = compiled;
  if (program === null) {
    const index = diagnostics.findIndex((list) => list.length > 0);
    const why = diagnostics[index]?.[0]?.message.en ?? 'the compiler gave no reason';
    throw new LabFailure(`check ${check.id}: "${texts[index] ?? ''}" does not compile: ${why}`);
  }
  const named = requirements.map(({ main, other }) =>
    namedSignals(signals, [texts[main] ?? '', other === null ? '' : (texts[other] ?? '')]),
  );
  const shown = namedSignals(
    signals,
    texts.filter((text) => namedSignals(signals, [text]).every(({ kind }) => kind !== 'answer')),
  );
  const readsTime = texts.some((text) => /\bTIME\s*\(/i.test(text));
  const made = { program, inputs, results, numbers, requirements, ways, readsTime, named, shown };
  known.set(check, made);
  return made;
}

export class Sampler {
  readonly #view: DataView<ArrayBuffer>;
  readonly #task: () => void;
  readonly #fuel: WebAssembly.Global;
  readonly #inputs = new Map<number, Cell>();
  readonly #results: number[];
  readonly #numbers: number[];
  readonly #timeOffset: number;
  readonly #readsTime: boolean;
  #stale = true;

  /** `idOf` gives the rig's id of a signal by name; `measure`: the numbers are wanted, too. */
  constructor(expressions: CheckExpressions, idOf: (signal: string) => number, measure: boolean) {
    const { program, inputs, results, numbers } = expressions;
    const pages = Math.ceil(program.layout.size / pageBytes) + 1;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const base = new WebAssembly.Global({ value: 'i32', mutable: false }, 0);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(program.wasm), { env: { memory, base } });
    this.#view = new DataView(memory.buffer);
    this.#timeOffset = program.layout.timeOffset;
    this.#readsTime = expressions.readsTime;
    this.#fuel = exports.fuel as WebAssembly.Global;
    this.#task = exports[program.tasks[0]?.export ?? 'task_0'] as () => void;
    for (const { signal, path } of inputs) this.#inputs.set(idOf(signal.name), cellAt(program, path));
    this.#results = results.map((path) => cellAt(program, path).offset);
    this.#numbers = measure ? numbers.map((path) => cellAt(program, path).offset) : [];
    this.#fuel.value = fuelPerSample;
    (exports.init as () => void)();
  }

  /** A signal has another value; those that no expression names are no matter. */
  set(id: number, value: Value): void {
    const cell = this.#inputs.get(id);
    if (!cell) return;
    writeCell(this.#view, 0, cell, value);
    this.#stale = true;
  }

  /**
   * Puts the values of all expressions now into column `index` of `samples`, one row per expression, and of `numbers`. A column
   * is `stepNs` of logical time. Traps are thrown.
   */
  sample(samples: readonly Uint8Array[], numbers: readonly Float64Array[], index: number, stepNs: bigint): void {
    if (this.#stale || this.#readsTime) {
      this.#view.setBigInt64(this.#timeOffset, BigInt(index) * stepNs, true);
      this.#fuel.value = fuelPerSample;
      this.#task();
      this.#stale = false;
    }
    for (let row = 0; row < samples.length; row += 1) samples[row]![index] = this.#view.getUint8(this.#results[row]!);
    for (let row = 0; row < this.#numbers.length; row += 1) {
      numbers[row]![index] = this.#view.getFloat64(this.#numbers[row]!, true);
    }
  }
}

function cellAt(program: CompiledProgram, path: string): Cell {
  const cell = resolve(program.layout, path);
  if (!cell) throw new LabFailure(`the compiled checks have no ${path}`);
  return cell;
}
