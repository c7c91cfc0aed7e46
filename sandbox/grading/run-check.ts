/** One check's run: a fresh rig, the scenario at exact logical times, every sample kept. */

import type { CellType } from '../iec61131/codegen/compiled.ts';
import type { SourceFile } from '../iec61131/diagnostics.ts';
import type { Lab } from '../lab/lab.ts';
import type { LabCheck } from '../lab/schema.ts';
import { Rig } from '../rig/rig.ts';
import type { Fault, Value } from '../rig/types.ts';
import { LabFailure } from './lab-failure.ts';
import { readableTime } from './readable.ts';
import { type CheckExpressions, checkExpressions, Sampler } from './sampler.ts';
import type { Trace } from './types.ts';
import { runTicks, tickAtOrAfter } from './windows.ts';

/** Samples in a run: the ten minutes that the lint of labs allows, at the shortest tick that a rig takes (0.1 ms). */
const longestRun = 6_000_001;

export interface CheckRun {
  tickNs: bigint;
  count: number;
  expressions: CheckExpressions;
  /** One row per expression. */
  samples: Uint8Array[];
  trace: RecordedSignal[];
  events: Trace['events'];
  /** First tick at which the scenario acts; `count` when it never does. */
  firstEvent: number;
  /** The first controller that faulted. */
  fault: (Fault & { controller: string }) | null;
  hash: string;
}

export interface RecordedSignal {
  name: string;
  type: CellType;
  changes: { tick: number; value: Value }[];
}

/** Throws `LabFailure` when the rig cannot be built, an event is refused or an expression faults. */
export function runCheck(lab: Lab, check: LabCheck, programs: Record<string, SourceFile[]>, seed: number): CheckRun {
  const expressions = checkExpressions(lab, check);
  const { rig, problems } = Rig.build(lab, { seed, programs });
  if (!rig) throw new LabFailure(problems.map((problem) => problem.message.en).join(' '));
  const { tickNs } = rig;
  const count = runTicks(check, tickNs);
  if (count > longestRun) throw new LabFailure(`check ${check.id}: a run of ${count} ticks is longer than ${longestRun}`);

  const idOf = (name: string): number => {
    const id = rig.find(name);
    if (id === null) throw new LabFailure(`check ${check.id}: the rig has no signal ${name}`);
    return id;
  };
  const infos = rig.signals();
  const shown = new Set<number>();
  for (const { signal } of expressions.inputs) shown.add(idOf(signal.name));
  for (const event of check.scenario) for (const name of Object.keys(event.set)) shown.add(idOf(name));
  for (const info of infos) if (info.kind === 'input-terminal' || info.kind === 'output-terminal') shown.add(info.id);
  const records = new Map<number, RecordedSignal>();
  for (const id of shown) {
    const info = infos.find((candidate) => candidate.id === id);
    if (info) records.set(id, { name: info.name, type: info.type, changes: [] });
  }

  const sampler = new Sampler(expressions, idOf);
  const watch = rig.watch([...shown]);
  const samples = expressions.results.map(() => new Uint8Array(count));
  const pending = check.scenario
    .map((event) => ({ tick: tickAtOrAfter(event.at, tickNs), set: event.set }))
    .sort((a, b) => a.tick - b.tick);
  const firstEvent = pending[0]?.tick ?? count;
  const events: Trace['events'] = [];

  let next = 0;
  for (let tick = 0; tick < count; tick += 1) {
    for (; next < pending.length && pending[next]!.tick <= tick; next += 1) {
      for (const [signal, value] of Object.entries(pending[next]!.set)) {
        const applied = rig.apply({ kind: 'operate', signal, value });
        if (!applied.ok) throw new LabFailure(`check ${check.id}: ${applied.message.en}`);
        events.push({ tick, signal: records.get(idOf(signal))?.name ?? signal, value });
      }
    }
    rig.advance(1);
    for (const id of watch.changed()) {
      const value = rig.read(id);
      if (value === null) continue;
      records.get(id)?.changes.push({ tick, value });
      sampler.set(id, value);
    }
    try {
      sampler.sample(samples, tick, BigInt(tick) * tickNs);
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
    trace: [...records.values()],
    events,
    firstEvent,
    fault: firstFault(rig),
    hash: rig.traceHash,
  };
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
