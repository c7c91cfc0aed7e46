/** From a checked program to a module and its maps. Deterministic: equal input gives equal bytes. */
import type { Diagnostic, SourceFile, SourceRange } from '../diagnostics.ts';
import type { CheckedProgram, FunctionPou } from '../semantics/checked.ts';
import { declareActions } from './actions.ts';
import { type BodiesOfTasks, defineBlockTasks, emitBlocks } from './block-tasks.ts';
import type { CompiledProgram, CompiledTask, FaultSite } from './compiled.ts';
import { applySettings, type Beginnings, copySettings, writeSettings } from './configured.ts';
import { digest } from './digest.ts';
import { Dispatch } from './dispatch.ts';
import { initialRegion, nonZeroRuns } from './initial.ts';
import { neededKernels } from './kernels.ts';
import { type ImageMinimum, layOut, persistentSize } from './layout.ts';
import type { ModuleContext } from './lowering.ts';
import { defineBody, defineFunction } from './pou.ts';
import { recursive } from './recursion.ts';
import { defineGuarded } from './reentry.ts';
import { shapeOf } from './shape.ts';
import { bodyTooLarge, memoryTooLarge } from './size-diagnostics.ts';
import { align } from './sizes.ts';
import { defineStepping } from './stepping.ts';
import { defineEvent, emitConnected } from './tasks.ts';
import { textSize, writeText } from './text-format.ts';
import { outsideOf } from './walk.ts';
import { Code } from './wasm/code.ts';
import { WasmModule } from './wasm/module.ts';
import { op } from './wasm/opcodes.ts';

export interface GenerateOptions {
  /** Largest region a program may take, in bytes. */
  memoryBytes: number;
  image: ImageMinimum;
  /** For the texts of fault sites. */
  files: readonly SourceFile[];
  /** Keep every variable in memory at all times: slower, with the same results, layout and fuel. */
  observable?: boolean;
  /** Instrument the statements of these files: see `stepping.ts`. */
  stepping?: readonly SourceFile[] | null;
  /** The library's functions that intrinsics lean on; read only when the program needs one. */
  kernels: () => FunctionPou[];
}

const LONGEST_SITE_TEXT = 80;

export function generate(
  program: CheckedProgram,
  options: GenerateOptions,
): { diagnostics: Diagnostic[]; program: CompiledProgram | null } {
  const least = persistentSize(program);
  if (least > options.memoryBytes) return refuse(memoryTooLarge(program, least, options.memoryBytes));
  const region = layOut(program, options.image);
  if (region.end > options.memoryBytes) return refuse(memoryTooLarge(program, region.end, options.memoryBytes));

  applySettings(program, region.layout);
  const module = new WasmModule();
  const stepping = options.stepping ? defineStepping(module, options.stepping) : null;
  const sites = siteTable(options.files);
  let end = region.end;
  const context: ModuleContext = {
    module,
    layout: region.layout,
    globals: region.globals,
    shapes: new Map(),
    bodies: new Map(),
    actions: new Map(),
    shared: new Map(),
    fuel: module.global('i64', 'fuel'),
    observable: (options.observable ?? false) || stepping !== null,
    stepping,
    fault: 0,
    kernels: new Map(),
    dispatch: new Dispatch(program.functionBlocks),
    recursive: new Set(),
    guards: new Map(),
    depth: -1,
    routines: new Map(),
    texts: new Map(),
    site: sites.add,
    frame: (size, boundary) => {
      const offset = align(end, boundary);
      end = offset + size;
      return offset;
    },
  };
  context.fault = defineFault(module);
  context.recursive = recursive([...program.functions, ...program.functionBlocks, ...program.programs], context.dispatch);
  if (context.recursive.size > 0) context.depth = module.global('i32', 'depth');
  const kernels = neededKernels(
    [...program.functions, ...program.functionBlocks, ...program.programs, { body: outsideOf(program) }],
    options.kernels,
  );
  for (const kernel of kernels) context.kernels.set(kernel.name.toUpperCase(), kernel);

  const functions = [...kernels, ...program.functions];
  for (const pou of functions) context.shapes.set(pou, shapeOf(context, pou));
  for (const pou of [...program.functionBlocks, ...program.programs]) context.bodies.set(pou, module.declare(['i32'], []));
  declareActions(context, [...program.functionBlocks, ...program.programs]);
  const oversized: SourceRange[] = [];
  // A region that cannot be had is refused before code is written for addresses that cannot be written down.
  if (end > options.memoryBytes) return refuse(memoryTooLarge(program, end, options.memoryBytes));
  for (const [pou, shape] of context.shapes)
    if (!defineGuarded(context, pou, shape.index, shape.frame.size > 0, () => defineFunction(context, pou, shape)))
      oversized.push(pou.range);
  const ofTasks = defineBlockTasks(context, program, region);
  for (const [pou, called] of context.bodies) {
    const index = ofTasks.get(pou) ?? called;
    if (!defineGuarded(context, pou, index, false, () => defineBody(context, pou, index))) oversized.push(pou.range);
    for (const action of pou.actions ?? [])
      if (!defineBody(context, pou, context.actions.get(action) ?? -1, action)) oversized.push(action.range);
  }
  context.dispatch.define();
  if (oversized.length > 0) return refuse(...oversized.map(bodyTooLarge));
  const size = align(end, 8);
  if (size > options.memoryBytes) return refuse(memoryTooLarge(program, size, options.memoryBytes));

  const picture = initialRegion(program, region);
  writeSettings(picture, program, region);
  defineInit(module, withTexts(picture, context.texts));
  const tasks = defineTasks(context, program, region, ofTasks);
  const tests = program.tests?.map(({ title, range, leaving, assertions }, number) => ({
    title,
    range,
    leaving: leaving === null ? null : `${program.instances[number]?.name}.${leaving}`,
    assertions: assertions.map(({ variable, ...rest }) => ({ ...rest, path: `${program.instances[number]?.name}.${variable}` })),
  }));
  const layout = { ...region.layout, size };
  const wasm = module.encode();
  const described = JSON.stringify([layout.hash, size, tasks], (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  return {
    diagnostics: [],
    program: {
      hash: digest(wasm, new TextEncoder().encode(described)),
      wasm,
      layout,
      tasks,
      sites: sites.all,
      ...(stepping && { points: stepping.points }),
      ...(tests && { tests }),
    },
  };
}

const refuse = (...diagnostics: Diagnostic[]): { diagnostics: Diagnostic[]; program: null } => ({ diagnostics, program: null });

/** Sites in the order they are met. A loop or index that is lowered twice is one site. */
function siteTable(files: readonly SourceFile[]): { all: FaultSite[]; add: ModuleContext['site'] } {
  const texts = new Map(files.map(({ name, text }) => [name, text]));
  const all: FaultSite[] = [];
  const known = new Map<string, number>();
  const add: ModuleContext['site'] = (kind, range, bounds, name) => {
    const key = [kind, range.file, range.start, range.end, bounds?.lower, bounds?.upper, name].join(':');
    const found = known.get(key);
    if (found !== undefined) return found;
    const source = name ?? texts.get(range.file)?.slice(range.start, range.end) ?? '';
    const line = source.split('\n', 1)[0]?.trim() ?? '';
    const text = line.length > LONGEST_SITE_TEXT ? `${line.slice(0, LONGEST_SITE_TEXT - 1)}…` : line;
    known.set(key, all.length);
    return all.push(bounds ? { kind, range, text, bounds } : { kind, range, text }) - 1;
  };
  return { all, add };
}

/** `fault(site, a, b)`: leaves what happened where the caller of the task reads it, and traps. */
function defineFault(module: WasmModule): number {
  const index = module.declare(['i32', 'i64', 'i64'], []);
  const code = new Code(['i32', 'i64', 'i64']);
  const globals = [module.global('i32', 'fault_site'), module.global('i64', 'fault_a'), module.global('i64', 'fault_b')];
  globals.forEach((global, parameter) => {
    code.get(parameter);
    code.globalSet(global);
  });
  code.op(op.unreachable);
  module.define(index, code);
  return index;
}

/** The region's picture with the constant strings, which lie behind the frames. */
function withTexts(initial: Uint8Array, texts: ModuleContext['texts']): Uint8Array {
  let end = initial.length;
  for (const { offset, type } of texts.values()) end = Math.max(end, offset + textSize(type));
  const bytes = new Uint8Array(end);
  bytes.set(initial);
  const view = new DataView(bytes.buffer);
  for (const { offset, type, text } of texts.values()) writeText(view, offset, type, text);
  return bytes;
}

function defineInit(module: WasmModule, initial: Uint8Array): void {
  const runs = nonZeroRuns(initial);
  const code = new Code([]);
  const picture = new Uint8Array(runs.reduce((sum, run) => sum + run.bytes.length, 0));
  const segment = runs.length > 0 ? module.segment(picture) : -1;
  let at = 0;
  for (const { offset, bytes } of runs) {
    picture.set(bytes, at);
    code.globalGet(module.base);
    code.i32(offset);
    code.op(op.i32_add);
    code.i32(at);
    code.i32(bytes.length);
    code.memoryInit(segment);
    at += bytes.length;
  }
  const index = module.declare([], []);
  module.define(index, code);
  module.export('init', index);
}

function defineTasks(
  context: ModuleContext,
  program: CheckedProgram,
  region: Beginnings,
  ofTasks: BodiesOfTasks,
): CompiledTask[] {
  const { module, bodies, depth, guards } = context;
  for (const { handle, program: pou } of program.instances) if (handle) bodies.set(handle.block, bodies.get(pou) ?? -1);
  return program.tasks.map((task, number) => {
    const code = new Code([]);
    const instances: string[] = [];
    if (depth >= 0) {
      // A fault leaves the count where it was, and what it was in entered.
      code.i32(0);
      code.globalSet(depth);
      for (const { flag } of guards.values()) {
        if (flag === null) continue;
        code.globalGet(module.base);
        code.i32(0);
        code.memory(op.i32_store, flag);
      }
    }
    program.instances.forEach((instance, at) => {
      const blocks = (instance.blocks ?? []).filter(({ task: own }) => own === number);
      const runs = instance.task === number;
      if (!runs && blocks.length === 0) return;
      if (runs) instances.push(instance.name);
      for (const { path } of blocks) instances.push([instance.name, ...path.map(({ name }) => name)].join('.'));
      copySettings(context, code, program, region, at, 'in');
      if (runs && instance.run) emitConnected(context, code, instance.run);
      else if (runs) {
        code.globalGet(module.base);
        code.i32(region.instances[at] ?? 0);
        code.op(op.i32_add);
        code.call(bodies.get(instance.program) ?? -1);
      }
      emitBlocks(context, code, program, region, ofTasks, { instance: at, task: number });
      copySettings(context, code, program, region, at, 'out');
    });
    const index = module.declare([], []);
    module.define(index, code);
    const name = `task_${number}`;
    module.export(name, index);
    const event = task.event && { event: { export: defineEvent(context, task.event, number), cyclic: task.cyclic ?? false } };
    return { name: task.name, interval: task.interval, ...event, priority: task.priority, export: name, instances };
  });
}
