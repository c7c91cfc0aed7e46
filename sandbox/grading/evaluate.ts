/** Expressions worked out once, on the values that a rig shows now. */
import { readCell, resolve, writeCell } from '../iec61131/index.ts';
import { compileExpressions } from '../lab/expressions.ts';
import { labSignals } from '../lab/signals.ts';
import type { Rig } from '../rig/rig.ts';
import type { Value } from '../rig/types.ts';
import { LabFailure } from './lab-failure.ts';

const fuel = 1_000_000n;
const pageBytes = 65_536;

export type ExpressionType = 'BOOL' | 'LREAL' | 'STRING';

/** By name. @throws LabFailure when one does not compile or faults. */
export function evaluate(
  rig: Rig,
  written: Readonly<Record<string, { type: ExpressionType; text: string }>>,
): Record<string, Value> {
  const named = (type: ExpressionType) => Object.entries(written).filter(([, one]) => one.type === type);
  const order = [...named('BOOL'), ...named('LREAL'), ...named('STRING')];
  const textsOf = (type: ExpressionType) => named(type).map(([, { text }]) => text);
  const { program, diagnostics, inputs, results, numbers, texts } = compileExpressions(
    labSignals(rig.lab).signals,
    textsOf('BOOL'),
    textsOf('LREAL'),
    textsOf('STRING'),
  );
  if (!program) {
    const index = diagnostics.findIndex((list) => list.length > 0);
    const [name, one] = order[index] ?? ['', { text: '' }];
    throw new LabFailure(`${name}: "= ${one.text}" does not compile: ${diagnostics[index]?.[0]?.message.en ?? ''}`);
  }
  const pages = Math.ceil(program.layout.size / pageBytes) + 1;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const base = new WebAssembly.Global({ value: 'i32', mutable: false }, 0);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(program.wasm), { env: { memory, base } });
  const view = new DataView(memory.buffer);
  const charge = exports.fuel as WebAssembly.Global;
  charge.value = fuel;
  (exports.init as () => void)();
  for (const { signal, path } of inputs) {
    const value = rig.value(signal.name);
    const cell = resolve(program.layout, path);
    if (cell && value !== null) writeCell(view, 0, cell, value);
  }
  charge.value = fuel;
  try {
    (exports[program.tasks[0]?.export ?? 'task_0'] as () => void)();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    throw new LabFailure('an expression in answers.yaml faulted (a division by zero or an index out of bounds)');
  }
  const paths = [...results, ...numbers, ...texts];
  return Object.fromEntries(
    order.flatMap(([name], index) => {
      const cell = resolve(program.layout, paths[index] ?? '');
      return cell ? [[name, readCell(view, 0, cell)]] : [];
    }),
  );
}
