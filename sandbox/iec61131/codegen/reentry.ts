/** The guard around a POU that may be entered again while it runs; `recursion.ts` tells which those are. */
import type { FunctionBlock, FunctionPou, ProgramPou } from '../semantics/checked.ts';
import { raise } from './checks.ts';
import type { Lowering, ModuleContext } from './lowering.ts';
import { DEPTH_LIMIT, LOCALS_PER_UNIT } from './recursion.ts';
import { op } from './wasm/opcodes.ts';

export interface Guard {
  /** Units of depth that one call takes. */
  weight: number;
  /** Offset in the region of the word that says "entered", where the POU has a static frame to protect. */
  flag: number | null;
}

type Pou = FunctionBlock | FunctionPou | ProgramPou;

/**
 * Writes a POU by `define`; one that may be entered again twice, because only the finished code tells how many locals and whether a
 * static frame it needs. `index` is its function, `framed` whether its parameters lie in a frame already.
 */
export function defineGuarded(context: ModuleContext, pou: Pou, index: number, framed: boolean, define: () => boolean): boolean {
  if (!context.recursive.has(pou)) return define();
  const { frame } = context;
  let keeps = framed;
  context.frame = (size, boundary) => {
    keeps = true;
    return frame(size, boundary);
  };
  define();
  context.frame = frame;
  const weight = 1 + Math.ceil(context.module.localsOf(index) / LOCALS_PER_UNIT);
  context.guards.set(pou, { weight, flag: keeps ? frame(4, 4) : null });
  return define();
}

/** Writes the entry of a guarded POU; the answer writes its exit. Nothing for others. */
export function enterGuarded(l: Lowering, pou: Pou): () => void {
  const { code, context } = l;
  const guard = context.guards.get(pou);
  if (guard === undefined) return () => {};
  const fault = (): void => {
    code.if();
    code.i32(context.site('recursion', pou.range, undefined, pou.name));
    code.i64(0n);
    code.i64(BigInt(DEPTH_LIMIT));
    raise(l);
    code.end();
  };
  const { weight, flag } = guard;
  code.globalGet(context.depth);
  code.i32(weight);
  code.op(op.i32_add);
  code.globalSet(context.depth);
  code.globalGet(context.depth);
  code.i32(DEPTH_LIMIT);
  code.op(op.i32_gt_s);
  fault();
  if (flag !== null) {
    code.globalGet(context.module.base);
    code.memory(op.i32_load, flag);
    fault();
    code.globalGet(context.module.base);
    code.i32(1);
    code.memory(op.i32_store, flag);
  }
  return () => {
    code.globalGet(context.depth);
    code.i32(weight);
    code.op(op.i32_sub);
    code.globalSet(context.depth);
    if (flag === null) return;
    code.globalGet(context.module.base);
    code.i32(0);
    code.memory(op.i32_store, flag);
  };
}
