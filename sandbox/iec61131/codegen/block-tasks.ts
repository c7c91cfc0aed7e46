/**
 * Function block instances that run in a task of their own (clause 6.8.2). A program's body is shared by all its instances, so a call
 * cannot know which of them it is in: the block's function itself looks whether `this` is one of the instances that a task runs, and
 * then leaves at once. Blocks that no configuration names have no such look.
 */
import type { CheckedProgram, FunctionBlock, ProgramPou } from '../semantics/checked.ts';
import { type Beginnings, offsetOf } from './configured.ts';
import type { ModuleContext } from './lowering.ts';
import { Code } from './wasm/code.ts';
import { op } from './wasm/opcodes.ts';

/** The function that is a block's body, where calls reach another one first. */
export type BodiesOfTasks = ReadonlyMap<FunctionBlock | ProgramPou, number>;

/** Puts the look before the body of every block that has an instance with a task; hands back where those bodies are to be written. */
export function defineBlockTasks(context: ModuleContext, program: CheckedProgram, region: Beginnings): BodiesOfTasks {
  const { module, bodies } = context;
  const offsets = new Map<FunctionBlock, Set<number>>();
  program.instances.forEach(({ blocks }, instance) => {
    for (const { block, path } of blocks ?? []) {
      const own = offsets.get(block) ?? new Set();
      offsets.set(block, own.add(offsetOf(program, region, { instance, path })));
    }
  });
  const raw = new Map<FunctionBlock, number>();
  for (const [block, own] of offsets) {
    const body = module.declare(['i32'], []);
    raw.set(block, body);
    const code = new Code(['i32']);
    const leave = code.block();
    for (const offset of own) {
      code.get(0);
      code.globalGet(module.base);
      code.op(op.i32_sub);
      code.i32(offset);
      code.op(op.i32_eq);
      code.brIf(leave);
    }
    code.get(0);
    code.call(body);
    code.end();
    module.define(bodies.get(block) ?? -1, code);
  }
  return raw;
}

/** Runs the blocks of one program instance that belong to the task; their paths. */
export function emitBlocks(
  { module }: ModuleContext,
  code: Code,
  program: CheckedProgram,
  region: Beginnings,
  raw: BodiesOfTasks,
  { instance, task }: { instance: number; task: number },
): void {
  for (const { block, path, task: own } of program.instances[instance]?.blocks ?? []) {
    if (own !== task) continue;
    code.globalGet(module.base);
    code.i32(offsetOf(program, region, { instance, path }));
    code.op(op.i32_add);
    code.call(raw.get(block) ?? -1);
  }
}
