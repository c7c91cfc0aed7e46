/**
 * One scan of a program, statement by statement, forwards and back. It stands on the instrumented build (`compile` with `stepping`):
 * the region is kept as it was when the scan began, and every step runs the scan again from there to the statement wanted. What a scan
 * does depends on its region and its time alone, so that gives the same each time, and a step back is a step forward to one earlier.
 */
import type { CompiledProgram, StepPoint } from '../iec61131/codegen/compiled.ts';
import type { SourceRange } from '../iec61131/diagnostics.ts';
import type { RunTask } from './controller.ts';
import type { Trap } from './fault.ts';
import { InstrumentedProgram } from './instrumented-program.ts';
import type { Region } from './region.ts';

export interface Scan {
  /**
   * The tasks of this scan: their indices in the order in which they run, or whoever knows that order, as a controller does. Asked anew
   * for every run of the scan; after `stopped` it asks for no more.
   */
  tasks: readonly number[] | ((run: RunTask) => void);
  /** Logical time, in nanoseconds. */
  timeNs: bigint;
  /** For each task; that of a rig unless given. */
  fuel?: bigint;
}

export type StepState =
  /** Before statement `statement` of the scan, counted from 1. The innermost call is the first of the stack. */
  | { kind: 'paused'; statement: number; range: SourceRange; stack: StepPoint[] }
  /** The scan has come to its end, after so many statements. */
  | { kind: 'finished'; statements: number }
  /** It ended in a fault; memory is as the fault left it. */
  | { kind: 'fault'; statements: number; trap: Trap };

type Decide = (statement: number, depth: number, point: number) => boolean;

export class Stepper {
  readonly program: CompiledProgram;
  readonly #points: StepPoint[];
  readonly #bytes: Uint8Array;
  readonly #before: Uint8Array;
  readonly #scan: Scan;
  readonly #instrumented: InstrumentedProgram;
  readonly #breakpoints = new Map<string, Set<number>>();
  #decide: Decide = () => false;
  #statement = 0;
  /** The point last reached at each depth, outermost first. */
  #trail: number[] = [];
  #stopped = false;
  #state: StepState;

  /**
   * Takes over the region as the scan will find it: inputs filled, forces applied. The program is an instrumented build with the layout
   * of the one at work. Stands before the first statement then.
   */
  constructor(program: CompiledProgram, region: Region, scan: Scan) {
    if (!program.points) throw new TypeError('the program was not compiled for stepping');
    if (program.layout.size > region.size) throw new RangeError('the program does not fit into the region');
    this.program = program;
    this.#points = program.points;
    this.#scan = scan;
    const { memory, base } = region;
    this.#instrumented = new InstrumentedProgram(program, region, (point, depth) => this.#reached(point, depth));
    this.#bytes = new Uint8Array(memory.buffer, base, program.layout.size);
    new DataView(memory.buffer).setBigInt64(base + program.layout.timeOffset, scan.timeNs, true);
    this.#before = this.#bytes.slice();
    this.#state = this.runTo(1);
  }

  get state(): StepState {
    return this.#state;
  }

  /** Stops before statement `statement` of the scan, counted from 1; a scan with fewer is run to its end. */
  runTo(statement: number): StepState {
    return this.#run((at) => at >= statement);
  }

  /** The next statement, inside a body that is called if there is one. */
  stepInto(): StepState {
    return this.runTo(this.#here() + 1);
  }

  /** The next statement that is not inside a body called from here. */
  stepOver(): StepState {
    return this.#leave(this.#trail.length);
  }

  /** The next statement of the caller. */
  stepOut(): StepState {
    return this.#leave(this.#trail.length - 1);
  }

  /** The statement before; from the end or from a fault the last one that was begun. At the scan's first statement it stays there. */
  stepBack(): StepState {
    const state = this.#state;
    return this.runTo(Math.max(1, state.kind === 'paused' ? state.statement - 1 : state.statements));
  }

  /** Goes on to the next breakpoint, or to the end of the scan. */
  resume(): StepState {
    const here = this.#here();
    const wanted = new Set([...this.#breakpoints.values()].flatMap((points) => [...points]));
    return this.#run((at, _depth, point) => at > here && wanted.has(point));
  }

  /** To the end of the scan, past all breakpoints. */
  finish(): StepState {
    return this.#run(() => false);
  }

  /**
   * Sets the breakpoints of one file in place of those it had. A line without a statement gives its breakpoint to the next one that has
   * one; the answer tells the lines they have come to, without those that found none.
   */
  breakpoints(file: string, lines: readonly number[]): number[] {
    const starts = new Map<number, { point: number; start: number }>();
    this.#points.forEach(({ range, condition }, point) => {
      const known = starts.get(range.line);
      if (condition) return;
      if (range.file === file && (!known || range.start < known.start)) starts.set(range.line, { point, start: range.start });
    });
    const ordered = [...starts.keys()].sort((a, b) => a - b);
    const placed = new Set(
      lines.map((line) => ordered.find((candidate) => candidate >= line)).filter((line) => line !== undefined),
    );
    this.#breakpoints.set(file, new Set([...placed].map((line) => starts.get(line)?.point ?? -1)));
    return [...placed].sort((a, b) => a - b);
  }

  /** Where the scan stands, as a count of statements; behind the last one where it has ended. */
  #here(): number {
    const state = this.#state;
    return state.kind === 'paused' ? state.statement : state.statements;
  }

  #leave(deepest: number): StepState {
    const here = this.#here();
    return this.#run((at, depth) => at > here && depth <= deepest);
  }

  #reached(point: number, depth: number): number {
    // A condition is no statement.
    if (depth === 0) return 0;
    this.#statement++;
    this.#trail.length = depth;
    this.#trail[depth - 1] = point;
    this.#stopped = this.#decide(this.#statement, depth, point);
    return this.#stopped ? 1 : 0;
  }

  #run(decide: Decide): StepState {
    this.#bytes.set(this.#before);
    this.#decide = decide;
    this.#statement = 0;
    this.#trail = [];
    this.#stopped = false;
    this.#instrumented.begin();
    let trap: Trap | null = null;
    const run: RunTask = (task) => {
      trap = this.#instrumented.runTask(task, this.#scan.fuel);
      return this.#stopped ? 'stopped' : trap;
    };
    const { tasks } = this.#scan;
    if (typeof tasks === 'function') tasks(run);
    else for (const task of tasks) if (run(task) !== null) break;
    if (this.#stopped) return this.#pause();
    this.#state = trap ? { kind: 'fault', statements: this.#statement, trap } : { kind: 'finished', statements: this.#statement };
    return this.#state;
  }

  #pause(): StepState {
    const stack = this.#trail.map((point) => this.#points[point]).filter((point) => point !== undefined);
    const top = stack.at(-1);
    if (!top) throw new Error('the program stopped at a statement that it does not have');
    this.#state = { kind: 'paused', statement: this.#statement, range: top.range, stack: stack.reverse() };
    return this.#state;
  }
}
