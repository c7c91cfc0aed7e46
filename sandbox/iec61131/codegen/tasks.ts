/** What surrounds a task: parameters of its programs, and the event that runs it. */
import type { Statement, Task } from '../semantics/checked.ts';
import type { ModuleContext } from './lowering.ts';
import { outside } from './pou.ts';
import { Code } from './wasm/code.ts';
import { op } from './wasm/opcodes.ts';

/** Runs an instance with its inputs given and its outputs taken, as a block is called. */
export function emitConnected(context: ModuleContext, code: Code, run: Statement): void {
  outside(context, code).statements([run]);
}

/** Exports `event_n`: bit 0 for a rising edge since the last call, bit 1 for the condition now. Its name. */
export function defineEvent(context: ModuleContext, { condition, memory }: NonNullable<Task['event']>, number: number): string {
  const { module } = context;
  const index = module.declare([], ['i32']);
  const code = new Code([]);
  const offset = context.globals.get(memory);
  if (offset === undefined) throw new Error(`${memory.name} has no place`);
  const now = code.local('i32');
  const before = code.local('i32');
  outside(context, code).expression(condition);
  code.set(now);
  code.globalGet(module.base);
  code.memory(op.i32_load8_u, offset);
  code.set(before);
  code.globalGet(module.base);
  code.get(now);
  code.memory(op.i32_store8, offset);
  code.get(now);
  code.get(before);
  code.op(op.i32_eqz);
  code.op(op.i32_and);
  code.get(now);
  code.i32(1);
  code.op(op.i32_shl);
  code.op(op.i32_or);
  module.define(index, code);
  const name = `event_${number}`;
  module.export(name, index);
  return name;
}
