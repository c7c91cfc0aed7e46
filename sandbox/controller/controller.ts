/**
 * A simulated PLC: a compiled program in its region, its modes, its cyclic tasks and its forces. It reads no clock: every step
 * is told the logical time. Everything it remembers is in its region and in the plain record of `save`.
 */

import type { Cell, CompiledProgram, CompiledTask, Value } from '../iec61131/codegen/compiled.ts';
import { cells } from '../iec61131/index.ts';
import { type ControllerFault, type Trap, tellFault } from './fault.ts';
import { type Force, Forces } from './forces.ts';
import { type Literal, parseLiteral } from './literal.ts';
import { fuelAlone, fuelPerTask, LoadedProgram, type Migration } from './loaded-program.ts';
import { allocate, type Refusal, type Region, refuseTooBig } from './region.ts';
import { type Terminal, terminalCell } from './terminal.ts';

export type ControllerMode = 'run' | 'stop' | 'fault';

/** JSON-safe; together with the region's bytes it is the whole controller. */
export interface SavedController {
  programHash: string;
  mode: ControllerMode;
  fault: ControllerFault | null;
  scans: number;
  forces: Force[];
}

/** Runs a task by its index: `null` at its end, the trap that ended it, or `stopped` before its end. */
export type RunTask = (index: number) => Trap | 'stopped' | null;

interface Schedule {
  index: number;
  interval: bigint;
  /** Derived from logical time, so it is never saved. */
  due: bigint;
  event: CompiledTask['event'] | null;
}

/** More retained scalars than any program of a lab has; a bound, because an array can be as big as the region. */
const retainLimit = 1_000_000;

export class Controller {
  readonly region: Region;
  readonly forces = new Forces();
  readonly #fuelPerRun: bigint;
  readonly #terminals: Map<string, Terminal>;
  #safe: [Cell, Value][] = [];
  #program: LoadedProgram;
  #mode: ControllerMode = 'run';
  #fault: ControllerFault | null = null;
  #scans = 0;
  #schedule: Schedule[] = [];
  /** Time may have gone back: the due times are reckoned anew at the next step. */
  #stale = true;

  /** Places and initialises the program (cold start), in run. The caller has asked `refuseTooBig`. */
  constructor(program: CompiledProgram, region: Region, terminals: readonly Terminal[] = [], fuelPerRun = fuelPerTask) {
    this.#fuelPerRun = fuelPerRun;
    this.region = region;
    this.#terminals = new Map(terminals.map((terminal) => [terminal.name.toUpperCase(), terminal]));
    this.#program = new LoadedProgram(program, region, fuelPerRun);
    this.#schedule = scheduleOf(program);
    this.#safe = this.#safeOutputs();
    this.coldStart();
  }

  /** A controller without a rig, in a memory of its own: what `millwright run` and tests need. */
  static alone(program: CompiledProgram): Controller {
    const [region] = allocate([program.layout.size]);
    if (!region) throw new RangeError('no region was allocated');
    return new Controller(program, region, [], fuelAlone);
  }

  get mode(): ControllerMode {
    return this.#mode;
  }
  get fault(): ControllerFault | null {
    return this.#fault;
  }
  /** Steps in which at least one task ran, since the last cold or warm start. */
  get scans(): number {
    return this.#scans;
  }
  get loaded(): LoadedProgram {
    return this.#program;
  }
  get program(): CompiledProgram {
    return this.#program.program;
  }
  /** In nanoseconds, one per task. */
  get intervals(): bigint[] {
    return this.program.tasks.map((task) => task.interval);
  }

  /** The earliest logical time at or after `timeNs` at which a task is due: tasks keep to multiples of their interval. */
  nextDue(timeNs: bigint): bigint {
    let next: bigint | null = null;
    for (const { interval } of this.#schedule) {
      const due = atOrAfter(timeNs, interval);
      if (next === null || due < next) next = due;
    }
    return next ?? timeNs;
  }

  /**
   * One step of the controller at a logical time: input forces, due tasks by priority without pre-emption, output forces; when
   * stopped or faulted, the safe outputs instead. The process image was filled before and is read after, by the rig. `run` runs one
   * task in place of the program itself; when it stops in the middle, so does the step, and the region is then to be put back.
   */
  step(timeNs: bigint, tick: number, run: RunTask = (index) => this.#program.runTask(index)): void {
    const program = this.#program;
    const forced = this.forces.size > 0;
    if (forced) this.forces.applyBefore(program);
    if (this.#mode !== 'run') {
      this.#driveSafe();
      return;
    }
    program.time = timeNs;
    const stale = this.#stale;
    this.#stale = false;
    let ran = false;
    for (const task of this.#schedule) {
      if (stale || task.due < timeNs) task.due = atOrAfter(timeNs, task.interval);
      const isDue = task.due === timeNs;
      if (isDue) task.due += task.interval;
      let trap: Trap | null = null;
      if (task.event) {
        const answer = program.eventOf(task.index);
        if ('site' in answer) trap = answer;
        else if (!answer.rising && !(isDue && task.event.cyclic && !answer.stands)) continue;
      } else if (!isDue) continue;
      ran = true;
      if (!trap) {
        const end = run(task.index);
        if (end === 'stopped') return;
        trap = end;
      }
      if (trap) {
        this.#fault = tellFault(program.program, trap, tick);
        this.#mode = 'fault';
        break;
      }
    }
    if (ran) this.#scans++;
    if (this.#mode !== 'run') this.#driveSafe();
    else if (forced) this.forces.applyAfter(program);
  }

  /** Every variable to its initial value, then run. Forces stay. */
  coldStart(): void {
    this.#program.initialise();
    this.#mode = 'run';
    this.#fault = null;
    this.#scans = 0;
    this.#stale = true;
  }

  /** Retained variables keep their values, everything else is initialised; then run. IEC 61131-3, 6.5.6.2. */
  warmRestart(): void {
    const program = this.#program;
    const retained: [Cell, Value][] = [];
    for (const cell of cells(program.program.layout, retainLimit)) {
      if (cell.retain && !cell.constant) retained.push([cell, program.read(cell)]);
    }
    this.coldStart();
    for (const [cell, value] of retained) program.write(cell, value);
  }

  /** Stop: tasks no longer run, outputs go to their safe state at once. A fault stays a fault. */
  stop(): void {
    if (this.#mode === 'run') this.#mode = 'stop';
    this.#driveSafe();
  }

  /** From stop, going on with every value as it stands. A faulted controller wants a restart first. */
  run(): Refusal | null {
    if (this.#mode === 'fault') {
      return {
        code: 'controller-faulted',
        message: {
          en: 'The controller is in fault and cannot simply run on. Read the fault, mend the program and download it, or restart the controller.',
          'zh-CN': '控制器处于故障状态，不能直接继续运行。请先查看故障原因，修改程序并重新下载，或重启控制器。',
        },
      };
    }
    this.#mode = 'run';
    return null;
  }

  /** Another program from its initial values on; then run. On refusal the old program goes on. */
  load(program: CompiledProgram): Refusal | null {
    const refusal = refuseTooBig(program, this.region);
    if (refusal) return refusal;
    this.#replace(program);
    this.coldStart();
    return null;
  }

  /**
   * Online change: every value whose name and type still match goes on, and so do the tasks' phases and the mode; only a fault ends,
   * because its cause may be mended. On refusal the old program goes on.
   */
  change(program: CompiledProgram): Migration | Refusal {
    const refusal = refuseTooBig(program, this.region);
    if (refusal) return refusal;
    const before = this.#program;
    this.#replace(program);
    const report = this.#program.takeOver(before);
    if (this.#mode === 'fault') this.#mode = 'run';
    this.#fault = null;
    return report;
  }

  #replace(program: CompiledProgram): void {
    this.#program = new LoadedProgram(program, this.region, this.#fuelPerRun);
    this.#schedule = scheduleOf(program);
    this.#stale = true;
    this.#safe = this.#safeOutputs();
    this.forces.rebind((path) => this.cell(path));
  }

  /** The scalar of a terminal's name (`Motor`), a path (`main.timer.ET`) or an address (`%QD0`), or `null`. Case does not matter. */
  cell(path: string): Cell | null {
    const terminal = this.#terminals.get(path.toUpperCase());
    return terminal ? terminalCell(terminal, this.program) : this.#program.cell(path);
  }

  /** Reads by path (`main.timer.ET`) or address (`%QD0`); `null` when there is no such scalar. */
  read(path: string): Value | null {
    const cell = this.cell(path);
    return cell && this.#program.read(cell);
  }

  /** Writes once by path or address; the program may overwrite it. `null` when done. */
  write(path: string, literal: Literal): Refusal | null {
    const cell = this.cell(path);
    if (!cell) return unknownVariable(path);
    if (cell.constant) return constantVariable(path);
    const parsed = parseLiteral(literal, cell.type);
    if (!parsed.ok) return parsed;
    this.#program.write(cell, parsed.value);
    return null;
  }

  /** All of Q to 0, then the outputs that have another safe state. */
  #driveSafe(): void {
    const { Q } = this.program.layout.image;
    new Uint8Array(this.region.memory.buffer, this.region.base + Q.offset, Q.size).fill(0);
    for (const [cell, value] of this.#safe) this.#program.write(cell, value);
  }

  #safeOutputs(): [Cell, Value][] {
    const outputs: [Cell, Value][] = [];
    for (const terminal of this.#terminals.values()) {
      const cell = terminal.safe === null ? null : terminalCell(terminal, this.program);
      if (cell && terminal.safe !== null) outputs.push([cell, terminal.safe]);
    }
    return outputs;
  }

  save(): SavedController {
    return {
      programHash: this.program.hash,
      mode: this.#mode,
      fault: this.#fault,
      scans: this.#scans,
      forces: this.forces.list(),
    };
  }

  /** The region's bytes are restored by its owner; the program must be the one that was saved. */
  restore(saved: SavedController): void {
    this.#stale = true;
    this.#mode = saved.mode;
    this.#fault = saved.fault;
    this.#scans = saved.scans;
    this.forces.restore(saved.forces, (path) => this.cell(path));
  }
}

/** By priority, 0 first; equal priorities in the order of their declaration. */
function scheduleOf(program: CompiledProgram): Schedule[] {
  return program.tasks
    .map((task, index) => ({ index, interval: task.interval, priority: task.priority, due: 0n, event: task.event ?? null }))
    .sort((a, b) => a.priority - b.priority || a.index - b.index)
    .map(({ index, interval, due, event }) => ({ index, interval, due, event }));
}

const atOrAfter = (timeNs: bigint, interval: bigint): bigint => ((timeNs + interval - 1n) / interval) * interval;

function unknownVariable(path: string): Refusal {
  return {
    code: 'unknown-variable',
    message: {
      en: `The program has no variable "${path}". Name it as instance.variable, e.g. main.Motor, or by its address, e.g. %QX0.0.`,
      'zh-CN': `程序中没有变量“${path}”。请写成“实例.变量”，例如 main.Motor，或写地址，例如 %QX0.0。`,
    },
  };
}

function constantVariable(path: string): Refusal {
  return {
    code: 'constant',
    message: {
      en: `"${path}" is a constant. Change its value in the program's text and download it.`,
      'zh-CN': `“${path}”是常量。请在程序中修改它的值，然后重新下载。`,
    },
  };
}
