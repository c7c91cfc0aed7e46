/** One check's run: a fresh rig, the events at exact logical times, every sample kept. */

import type { CellType } from '../iec61131/codegen/compiled.ts';
import type { SourceFile } from '../iec61131/diagnostics.ts';
import type { AnswerValue } from '../lab/answers.ts';
import type { Lab } from '../lab/lab.ts';
import { bindingsOf } from '../lab/scene.ts';
import type { LabCheck } from '../lab/schema.ts';
import { Rig } from '../rig/rig.ts';
import type { Fault, RigInput, Value, ValueLiteral } from '../rig/types.ts';
import { BesideSignals, isBeside } from './beside-signals.ts';
import { type Home, homeValues } from './home-files.ts';
import { LabFailure } from './lab-failure.ts';
import { readableTime } from './readable.ts';
import { type CheckExpressions, checkExpressions, Sampler } from './sampler.ts';
import { runTicks, tickAtOrAfter } from './windows.ts';

/** Samples in a run: the twenty minutes that the lint of labs allows, at the shortest tick that a rig takes (0.1 ms). */
const longestRun = 12_000_001;

/** Something that is done to the rig before a tick: an input of the plant set, or a fault (`fault.its-id`) begun or ended. */
export interface RunEvent {
  tick: number;
  signal: string;
  value: ValueLiteral;
}

/** What a run is made of; the same plan gives the same run. */
export interface RunPlan {
  lab: Lab;
  check: LabCheck;
  programs: Record<string, SourceFile[]>;
  seed: number;
  /** On top of the scenario's events. */
  events?: readonly RunEvent[];
  /** Ticks to run; as long as the scenario and the requirements need unless given. */
  ticks?: number;
  /** Files of the terminal's home; none unless given. */
  home?: Home;
  /** Keep every change of the signals that a verdict shows, the numbers that tell how close it was, and the trace hash. On unless `false`. */
  record?: boolean;
}

export interface CheckRun {
  tickNs: bigint;
  count: number;
  expressions: CheckExpressions;
  /** One row per expression. */
  samples: Uint8Array[];
  /** One row per number of the expressions; empty rows unless recorded. */
  numbers: Float64Array[];
  trace: RecordedSignal[];
  events: RunEvent[];
  /** First tick at which something is done; `count` when nothing is. */
  firstEvent: number;
  /** The first controller that faulted. */
  fault: (Fault & { controller: string }) | null;
  /** Statements, about, of the costliest run of a task, of the controller that a bound is asked of; 0 without one. */
  cost: number;
  answers: Readonly<Record<string, AnswerValue>>;
  /** Empty unless recorded. */
  hash: string;
}

export interface RecordedSignal {
  name: string;
  type: CellType;
  changes: { tick: number; value: Value }[];
}

/** The events of a check's scenario, in ticks, earliest first. */
export function scenarioEvents(check: LabCheck, tickNs: bigint): RunEvent[] {
  return check.scenario
    .flatMap(({ at, set }) => Object.entries(set).map(([signal, value]) => ({ tick: tickAtOrAfter(at, tickNs), signal, value })))
    .sort((a, b) => a.tick - b.tick);
}

/** Builds the plan's rig. @throws LabFailure when the lab is wrong. */
export function rigOf({ lab, programs, seed, record = true }: Pick<RunPlan, 'lab' | 'programs' | 'seed' | 'record'>): Rig {
  const { rig, problems } = Rig.build(lab, { seed, programs, traced: record });
  if (!rig) throw new LabFailure(problems.map((problem) => problem.message.en).join(' '));
  return rig;
}

/** @throws LabFailure when the rig cannot be built, an event is refused or an expression faults. */
export function runCheck(plan: RunPlan): CheckRun {
  const { lab, check, record = true } = plan;
  const expressions = checkExpressions(lab, check);
  const rig = rigOf(plan);
  const { tickNs } = rig;
  const count = plan.ticks ?? runTicks(check, tickNs);
  if (count > longestRun) throw new LabFailure(`check ${check.id}: a run of ${count} ticks is longer than ${longestRun}`);

  const pending = [...scenarioEvents(check, tickNs), ...(plan.events ?? [])].sort((a, b) => a.tick - b.tick);
  const beside = new BesideSignals(expressions.inputs.map(({ signal }) => signal));
  const idOf = (name: string): number => {
    const id = beside.idOf(name) ?? rig.find(name);
    if (id === null) throw new LabFailure(`check ${check.id}: the rig has no signal ${name}`);
    return id;
  };
  const recorder = new Recorder(rig, record ? shownSignals(rig, lab, expressions, pending, idOf) : [], record ? beside : null);
  const sampler = new Sampler(expressions, idOf, record);
  const watched = [...recorder.ids, ...expressions.inputs.map(({ signal }) => idOf(signal.name))];
  const watch = rig.watch([...new Set(watched.filter((id) => id >= 0))]);
  for (const [name, value] of Object.entries(rig.answers)) {
    const id = beside.idOf(`answer.${name}`);
    if (id !== null) sampler.set(id, value);
  }
  const observed = (name: string, tick: number, value: Value): void => {
    const id = beside.idOf(`seen.${name}`);
    if (id === null) return;
    recorder.changed(id, tick, value);
    sampler.set(id, value);
  };
  // Only where an expression asks for something: a look at a rig costs time.
  const seen = beside.list.some(({ kind }) => kind === 'seen');
  const observer = seen ? (rig.network?.observe() ?? null) : null;
  if (seen) for (const { name, value } of homeValues(lab.definition.observations, plan.home ?? {})) observed(name, 0, value);
  const samples = expressions.results.map(() => new Uint8Array(count));
  const numbers = expressions.numbers.map(() => new Float64Array(record ? count : 0));
  const events: RunEvent[] = [];

  const costed = check.program?.cost === undefined ? null : controllerOf(lab, check.program.controller);
  let cost = 0;
  let next = 0;
  for (let tick = 0; tick < count; tick += 1) {
    for (; next < pending.length && pending[next]!.tick <= tick; next += 1) {
      const { signal, value } = pending[next]!;
      const applied = rig.apply(inputOf(signal, value));
      if (!applied.ok) throw new LabFailure(`check ${check.id}: ${applied.message.en}`);
      events.push({ tick, signal: recorder.nameOf(signal), value });
    }
    rig.advance(1);
    if (costed !== null) cost = Math.max(cost, rig.scanCost(costed));
    for (const id of watch.changed()) {
      const value = rig.read(id);
      recorder.changed(id, tick, value);
      sampler.set(id, value);
    }
    if (observer) for (const { name, value } of observer.changes()) observed(name, tick, value);
    try {
      sampler.sample(samples, numbers, tick, tickNs);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      const at = readableTime(BigInt(tick) * tickNs);
      throw new LabFailure(`check ${check.id}: an expression faulted at ${at} (a division by zero or an index out of bounds)`);
    }
  }
  if (rig.plantFault) throw new LabFailure(`the plant faulted: ${rig.plantFault.message.en}`);
  return {
    tickNs,
    count,
    expressions,
    samples,
    numbers,
    trace: recorder.signals,
    events,
    firstEvent: pending[0]?.tick ?? count,
    fault: firstFault(rig),
    cost,
    answers: rig.answers,
    hash: rig.traceHash,
  };
}

/** The controller that a requirement names, or the first. */
export const controllerOf = (lab: Lab, named: string | undefined): string =>
  named ?? Object.keys(lab.definition.rig.controllers)[0] ?? '';

const faultSwitch = /^fault\.(.+)$/;

/** What one event does: `fault.lt-drift: TRUE` begins a fault; everything else operates the plant. */
export function inputOf(signal: string, value: ValueLiteral): RigInput {
  const fault = faultSwitch.exec(signal)?.[1];
  return fault === undefined
    ? { kind: 'operate', signal, value }
    : { kind: 'fault', fault, active: value === true || value === 'TRUE' };
}

/** What a trace of the run shows: what the check names, what is done, every terminal, and what the scene draws. */
function shownSignals(
  rig: Rig,
  lab: Lab,
  expressions: CheckExpressions,
  events: readonly RunEvent[],
  idOf: (name: string) => number,
): number[] {
  const ids = new Set<number>();
  for (const signal of expressions.shown) if (!isBeside(signal)) ids.add(idOf(signal.name));
  for (const { signal } of events) if (!signal.startsWith('fault.')) ids.add(idOf(signal));
  for (const { id, kind } of rig.signals()) if (kind === 'input-terminal' || kind === 'output-terminal') ids.add(id);
  // A counterexample replays in the scene.
  for (const { binding, signal } of bindingsOf(lab.scene)) {
    const id = rig.find(signal);
    if (id !== null) ids.add(id);
    if (binding === 'items') for (const { id: item, name } of rig.signals()) if (isItemOf(signal, name)) ids.add(item);
  }
  return [...ids];
}

/** How many items are on a belt, and where and how tall each is: `plant.Belt.Item[3].Position`. */
function isItemOf(belt: string, name: string): boolean {
  const start = belt.length + 1;
  if (name.slice(0, start).toUpperCase() !== `${belt.toUpperCase()}.`) return false;
  return /^(Count|Item\[\d+\]\.(Position|Height|Colour))$/i.test(name.slice(start));
}

class Recorder {
  readonly ids: number[];
  readonly #records = new Map<number, RecordedSignal>();
  readonly #rig: Rig;

  /** `beside`: of what stands beside the rig's signals, observations are recorded, too; answers are not to be seen in a trace. */
  constructor(rig: Rig, ids: number[], beside: BesideSignals | null) {
    this.#rig = rig;
    this.ids = ids;
    const infos = rig.signals();
    for (const id of ids) {
      const info = infos[id];
      if (info) this.#records.set(id, { name: info.name, type: info.type, changes: [] });
    }
    for (const { name, type, kind } of beside?.list ?? []) {
      const id = beside?.idOf(name) ?? null;
      if (id !== null && kind === 'seen') this.#records.set(id, { name, type, changes: [] });
    }
  }

  get signals(): RecordedSignal[] {
    return [...this.#records.values()];
  }

  changed(id: number, tick: number, value: Value): void {
    this.#records.get(id)?.changes.push({ tick, value });
  }

  /** As the rig spells it. */
  nameOf(signal: string): string {
    const id = this.#rig.find(signal);
    return (id === null ? null : this.#records.get(id)?.name) ?? signal;
  }
}

function firstFault(rig: Rig): CheckRun['fault'] {
  let first: CheckRun['fault'] = null;
  for (const [controller, { fault }] of Object.entries(rig.controllers())) {
    if (fault && (first === null || fault.tick < first.tick)) first = { ...fault, controller };
  }
  return first;
}

/** The value that a recorded signal had at the end of `tick`. */
export function valueAt(signal: RecordedSignal, tick: number): Value | null {
  return signal.changes.findLast((change) => change.tick <= tick)?.value ?? null;
}
