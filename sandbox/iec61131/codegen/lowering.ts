/** What every part of the lowering shares: the module being built, and the POU whose body is being written. */
import type { SourceRange } from '../diagnostics.ts';
import type {
  Action,
  Expression,
  FunctionBlock,
  FunctionPou,
  Place,
  ProgramPou,
  Statement,
  Variable,
} from '../semantics/checked.ts';
import type { StringType } from '../semantics/types.ts';
import type { FaultKind, FaultSite, Layout } from './compiled.ts';
import type { Dispatch } from './dispatch.ts';
import type { HeldValues } from './held-values.ts';
import type { KnownMemory } from './known-memory.ts';
import type { Mirrors } from './mirrors.ts';
import type { MemoryLocation } from './places.ts';
import type { Facts } from './ranges.ts';
import type { Guard } from './reentry.ts';
import type { Stepping } from './stepping.ts';
import type { Code, Label } from './wasm/code.ts';
import type { WasmModule } from './wasm/module.ts';
import type { ValueType } from './wasm/opcodes.ts';

/** Where a variable is while its POU runs. Offsets of `region` count from the region's base, those of `instance` from `this`. */
export type Storage =
  | { kind: 'local'; index: number }
  | { kind: 'region'; offset: number; bit: number }
  | { kind: 'instance'; offset: number }
  /** By reference: the local holds an absolute address. */
  | { kind: 'pointer'; index: number }
  /** An in_out of the block whose method this is: the slot in the instance is read, and checked, at each use. */
  | { kind: 'slot'; offset: number; range: SourceRange };

/**
 * How a function is called. Parameters in declaration order, outputs left out: scalar inputs by value, aggregates and in_outs by
 * absolute address. Results: the function's own, then its scalar outputs; aggregates stay in the callee's frame.
 */
export interface FunctionShape {
  index: number;
  parameters: ValueType[];
  results: ValueType[];
  /** Offsets in the region of the variables that live in the static frame. */
  frame: Map<Variable, number>;
}

/** One module under construction. */
export interface ModuleContext {
  module: WasmModule;
  layout: Layout;
  globals: Map<Variable, number>;
  shapes: Map<FunctionPou, FunctionShape>;
  /** Function index of a block's or program's body, which takes `this`. */
  bodies: Map<FunctionBlock | ProgramPou, number>;
  /** Function index of an action’s body, which takes `this`. */
  actions: Map<Action, number>;
  /** Where temporaries lie that a POU shares with its actions. */
  shared: Map<Variable, number>;
  fuel: number;
  /** Keep every variable in memory at all times, for stepping. */
  observable: boolean;
  /** The instrumented build's counters; `null` in any other. */
  stepping: Stepping | null;
  /** The function `fault(site, a, b)`. */
  fault: number;
  /** Functions of the library that intrinsics lean on, by name. */
  kernels: Map<string, FunctionPou>;
  /** Functions shared by what works on strings, by name: see `text-routines/routine.ts`. */
  routines: Map<string, number>;
  /** Constant strings, by encoding and text. */
  texts: Map<string, { offset: number; type: StringType; text: string }>;
  dispatch: Dispatch;
  /** What may be entered again while it runs; see `recursion.ts`. */
  recursive: ReadonlySet<FunctionBlock | FunctionPou | ProgramPou>;
  guards: Map<FunctionBlock | FunctionPou | ProgramPou, Guard>;
  /** The global that counts how deep such calls have gone. */
  depth: number;
  /** `name` stands for the culprit where the text at `range` does not name it. */
  site(kind: FaultKind, range: SourceRange, bounds?: FaultSite['bounds'], name?: string): number;
  /** Bytes of static frame; returns their offset in the region. */
  frame(size: number, boundary: number): number;
}

/** Locals that hold fuel and fault while scalars are promoted, and where a fault goes to write them back. */
interface Promotion {
  fuel: number;
  site: number;
  a: number;
  b: number;
  trap: Label;
  /** Where RETURN leaves the nest; one of a body written in place stays inside. */
  leave: Label;
  /**
   * In a loop whose turns are paid for: `whole`, what is called in them too; `enough`, the fuel reaches for all calls, and each takes its
   * own off. See `uncharged-loops.ts`.
   */
  paid: 'whole' | 'enough' | null;
  writeBack(): void;
}

/** One body under construction. */
export interface Lowering {
  readonly context: ModuleContext;
  readonly code: Code;
  storage(variable: Variable): Storage;
  /** The local that holds the absolute address of the instance; functions have none. */
  readonly self: number;
  /** Writes a block's body in place, for the instance at a location that stays. See `inlining.ts`. */
  inlineBlock(block: FunctionBlock, instance: MemoryLocation): void;
  /** Writes a function's body in place, with its call's arguments on the stack; its results come back there. */
  inlineFunction(pou: FunctionPou): void;
  /** Of the POU being written. */
  pouName: string;
  /** Targets of EXIT and CONTINUE, innermost last. */
  readonly loops: { exit: Label; next: Label }[];
  /** Target of RETURN. */
  returnLabel: Label;
  /** Set inside a nest of loops whose scalars live in locals: see `promotion.ts`. */
  promotion: Promotion | null;
  /** What is known of variables in locals, at the place being written: see `ranges.ts`. */
  readonly facts: Facts;
  /** Places whose address a pointer follows through a loop: see `induction.ts`. */
  readonly pointers: Map<Place, MemoryLocation>;
  /** What stays the same through a loop and is in a local there: see `held-values.ts`. */
  readonly held: HeldValues;
  /** What memory holds, as far as a turn of a loop knows: see `known-memory.ts`. */
  readonly memory: KnownMemory;
  /** Variables that are in a local besides: see `mirrors.ts`. */
  readonly mirrors: Mirrors;
  /** Moves a variable, for the code written from here on. */
  rebind(variable: Variable, storage: Storage): void;
  /** Leaves the value of a scalar expression on the stack. */
  expression(expression: Expression): void;
  /** Leaves the absolute address of an aggregate value on the stack. */
  aggregate(value: Expression): void;
  /** Writes statements; leaves nothing on the stack. */
  statements(body: readonly Statement[]): void;
}
