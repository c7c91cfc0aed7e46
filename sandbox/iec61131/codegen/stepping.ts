/**
 * The instrumented build: the same program, layout and fuel, and before each of the author's statements a question to the outside,
 * whether to stop here. Every variable is in memory at that moment, because this build keeps none of them in locals.
 *
 * The module imports one function more, `env.reached(point: i32, depth: i32): i32`, and exports three globals more: `statement` (i64, statements
 * begun since the caller set it to zero; the one about to run included), `stop_at` (i64, below it nobody is asked) and `call_depth`
 * (i32, bodies entered and not yet left). Where `reached` answers other than zero the run ends in a trap before the statement, without
 * a fault's site. Conditions that stand on a line of their own are told with a depth of 0: their answer counts for nothing, and they are no
 * statements. The library's own bodies are not instrumented: they count as part of the statement that calls them.
 */
import type { SourceFile, SourceRange } from '../diagnostics.ts';
import { authoredRange } from '../diagrams/origin.ts';
import type { StepPoint } from './compiled.ts';
import type { Lowering } from './lowering.ts';
import type { WasmModule } from './wasm/module.ts';
import { op } from './wasm/opcodes.ts';

export interface Stepping {
  /** In the order in which they were met; the argument of `reached` counts in here. */
  points: StepPoint[];
  /** The author's files: only their statements are points. */
  files: ReadonlyMap<string, SourceFile>;
  reached: number;
  statement: number;
  stopAt: number;
  depth: number;
}

/** Before any function is declared, because imports come first. */
export function defineStepping(module: WasmModule, files: readonly SourceFile[]): Stepping {
  return {
    points: [],
    files: new Map(files.map((file) => [file.name, file])),
    reached: module.importFunction('reached', ['i32', 'i32'], ['i32']),
    statement: module.global('i64', 'statement'),
    stopAt: module.global('i64', 'stop_at'),
    depth: module.global('i32', 'call_depth'),
  };
}

/** Counts the statement at `range`, and stops before it where the outside says so. */
export function emitPoint(l: Lowering, range: SourceRange): void {
  const { code, context } = l;
  const stepping = context.stepping;
  const file = stepping?.files.get(range.file);
  if (!stepping || file === undefined || isSameElement(stepping, file, range, l.pouName)) return;
  const point = stepping.points.push({ range, pou: l.pouName }) - 1;
  code.globalGet(stepping.statement);
  code.i64(1n);
  code.op(op.i64_add);
  code.globalSet(stepping.statement);
  code.globalGet(stepping.statement);
  code.globalGet(stepping.stopAt);
  code.op(op.i64_ge_s);
  code.if();
  code.i32(point);
  code.globalGet(stepping.depth);
  code.call(stepping.reached);
  code.if();
  code.op(op.unreachable);
  code.end();
  code.end();
}

/** An element of a diagram may take several statements: one stop is enough for it. */
function isSameElement({ points }: Stepping, { origin }: SourceFile, range: SourceRange, pou: string): boolean {
  const last = points.at(-1);
  if (origin === undefined || last?.pou !== pou || last.range.file !== range.file) return false;
  const [before, here] = [authoredRange(origin, last.range), authoredRange(origin, range)];
  return before.start === here.start;
}

/** Tells that a condition of the statement at `of` is evaluated, where it stands on another line. */
export function emitConditionPoint(l: Lowering, range: SourceRange, of: SourceRange): void {
  const { code, context } = l;
  const stepping = context.stepping;
  if (range.line === of.line || !stepping?.files.has(range.file)) return;
  const point = stepping.points.push({ range, pou: l.pouName, condition: true }) - 1;
  code.globalGet(stepping.statement);
  code.globalGet(stepping.stopAt);
  code.op(op.i64_ge_s);
  code.if();
  code.i32(point);
  code.i32(0);
  code.call(stepping.reached);
  code.op(op.drop);
  code.end();
}

/** One body deeper, or one less deep. */
export function emitDepth(l: Lowering, file: string, by: 1 | -1): void {
  const { code, context } = l;
  const stepping = context.stepping;
  if (!stepping?.files.has(file)) return;
  code.globalGet(stepping.depth);
  code.i32(by);
  code.op(op.i32_add);
  code.globalSet(stepping.depth);
}
