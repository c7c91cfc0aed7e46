/** What the compiler hands to a controller: a WebAssembly module that can be placed at any region of a rig's memory, and its maps. */
import type { SourceRange } from '../diagnostics.ts';
import type { ElementaryName, StringName, Type } from '../semantics/types.ts';

/**
 * The module's contract.
 * Imports: `env.memory` (one linear memory per rig) and `env.base` (immutable i32: first byte of this program's region).
 * Exports: `init()` writes every initial value (the region is zero-filled first by the caller); `task_0()`, `task_1()` … run one
 * task's program instances; mutable globals `fuel` (i64, counted down at loop back-edges and calls; the caller refills it),
 * `fault_site` (i32, index into `sites`), `fault_a`, `fault_b` (i64, the values that matter: index and limit, dividend …).
 * Before a task runs the caller writes the logical time (i64 nanoseconds since the rig began) at `base + layout.timeOffset`.
 * A fault ends in `unreachable`: the caller catches the RuntimeError and reads `fault_site`.
 */
export interface CompiledProgram {
  /** Of wasm and layout: equal hashes are the same program. */
  hash: string;
  wasm: Uint8Array<ArrayBuffer>;
  layout: Layout;
  tasks: CompiledTask[];
  sites: FaultSite[];
  /** Only of the instrumented build: the statements it can stop before. See `codegen/stepping.ts`. */
  points?: StepPoint[];
  /** With the option `tests`: one per task, in the same order. */
  tests?: CompiledTest[];
}

/** A TEST: run it by `init`, logical time 0 and its task, then look at the structures of its assertions. */
export interface CompiledTest {
  title: string;
  range: SourceRange;
  /**
   * With a TEARDOWN, the path of a BOOL that is TRUE from when it begins: after a fault that found it FALSE, set it and run the task
   * again, which then does nothing but the TEARDOWN. Otherwise `null`.
   */
  leaving: string | null;
  assertions: {
    /** ASSERT_EQ … */
    name: string;
    /** Of a structure with `failures`, `rank` (among all failures of the test), `moment`, and for values `actual` and `expected`. */
    path: string;
    range: SourceRange;
    /** As written. */
    arguments: string[];
    message: string | null;
  }[];
}

/** A statement of the author's, and the name of the POU it stands in. */
export interface StepPoint {
  range: SourceRange;
  pou: string;
  /** Not a statement but a later condition of one, as behind ELSIF: told of, and never stopped before. */
  condition?: true;
}

export interface CompiledTask {
  name: string;
  /** Between runs; of a task that only an event runs: within what its event is looked for at the latest. Nanoseconds. */
  interval: bigint;
  /**
   * SINGLE (clause 6.8.2, Table 63): the export answers bit 0 for a rising edge since it was last asked, bit 1 for how the condition
   * stands. `cyclic`: the task runs by its interval, too, while the condition is FALSE.
   */
  event?: { export: string; cyclic: boolean };
  priority: number;
  export: string;
  instances: string[];
}

export type FaultKind = 'assertion' | 'fuel' | 'index' | 'position' | 'division' | 'range' | 'conversion' | 'null' | 'recursion';
export interface FaultSite {
  kind: FaultKind;
  range: SourceRange;
  /** Source text of the culprit, e.g. `levels[i]`. */
  text: string;
  /** What would have been allowed: the bounds of the array's dimension or of the subrange. */
  bounds?: { lower: bigint; upper: bigint };
}

export interface ImageArea {
  offset: number;
  size: number;
}

/** All offsets are relative to the region's base. */
export interface Layout {
  size: number;
  hash: string;
  timeOffset: number;
  image: { I: ImageArea; Q: ImageArea; M: ImageArea };
  /** Program instances and global variables by name, in declaration order. */
  roots: Node[];
}

/** A named piece of memory. Children of arrays are computed on demand: see `codegen/symbols.ts`. */
export interface Node {
  name: string;
  type: Type | { kind: 'program'; name: string };
  offset: number;
  /** Bit in the byte for a located BOOL in the image; -1 for a BOOL that has a byte of its own. */
  bit: number;
  section: 'program' | 'input' | 'output' | 'in_out' | 'local' | 'global';
  retain: boolean;
  constant: boolean;
  /** `%IX0.0` where the variable is located. */
  address: string | null;
  /** Declared in the author's text (and not inside the library). */
  range: SourceRange | null;
  children: Node[];
}

export type CellType = ElementaryName | StringName;

/** One readable, writable scalar or string of a layout. */
export interface Cell {
  path: string;
  type: CellType;
  /** Of a string: most code units that it holds. */
  capacity?: number;
  offset: number;
  bit: number;
  retain: boolean;
  constant: boolean;
  address: string | null;
  section: Node['section'];
}

/**
 * Durations, dates and times of day (nanoseconds, of dates since 1970-01-01) and 64-bit integers are bigint; other integers, characters
 * (their code) and REAL number; BOOL boolean; strings string.
 */
export type Value = boolean | number | bigint | string;
