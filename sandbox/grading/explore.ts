/**
 * Exploration: a program that passes the scenario its author thought of meets random operators, and the first run in which it fails is
 * made as short as it can be. Runs are drawn and shrunk by fast-check from the seed alone: the same lab, program and seed explore alike.
 */
import fc from 'fast-check';
import type { LabCheck } from '../lab/schema.ts';
import { Random } from '../rig/random.ts';
import type { Rig } from '../rig/rig.ts';
import type { ValueLiteral } from '../rig/types.ts';
import { decisionsOf } from './decisions.ts';
import { LabFailure } from './lab-failure.ts';
import { type RunEvent, type RunPlan, rigOf, runCheck, scenarioEvents } from './run-check.ts';
import { tickAtOrAfter } from './windows.ts';

type Exploration = NonNullable<LabCheck['explore']>;

export interface Counterexample {
  /** Of the failing run, on top of the scenario. */
  events: RunEvent[];
  /** Ticks of the run. */
  ticks: number;
  /** Which run failed, from 1, and how many events it had before it was shrunk. */
  run: number;
  drawnEvents: number;
}

/** An act: after `wait` ticks from the act before it, `input` goes to `value` (of numbers 0…1 of the range), a press for `hold` ticks. */
interface Act {
  input: number;
  wait: number;
  hold: number;
  value: number;
}

/** Runs spent on making a failing one shorter; each step of shrinking tries some. */
const mostShrinkingRuns = 300;
const mostActs = 24;
/** Draws are whole numbers below this, put on a scale that favours short spans: people press and let go within a second. */
const grain = 1_000;

/**
 * The shortest failing run that was found, or `null` when all passed; the first unless `shrink`, where nobody will read it.
 * @throws LabFailure when the exploration itself is wrong.
 */
export function explore(plan: RunPlan, exploration: Exploration, shrink = true): Counterexample | null {
  const rig = rigOf(plan);
  const { tickNs } = rig;
  const inputs = exploration.inputs.map((input) => exploredInput(plan.check, rig, input));
  const before = scenarioEvents(plan.check, tickNs).at(-1)?.tick ?? -1;
  const ticks = before + 1 + Math.max(1, tickAtOrAfter(exploration.length, tickNs));
  const longest = ticks - before - 1;

  const span = (shortest: number, most: number) =>
    fc.nat({ max: grain }).map((draw) => shortest + Math.floor((draw / grain) ** 3 * most));
  const act: fc.Arbitrary<Act> = fc.record({
    wait: span(0, Math.max(1, longest / 3)),
    input: fc.nat({ max: inputs.length - 1 }),
    hold: span(1, Math.max(1, longest / 6)),
    value: fc.nat({ max: grain }).map((draw) => draw / grain),
  });
  const acts = fc.array(act, { minLength: 1, maxLength: mostActs, size: 'max' });
  const eventsOf = (drawn: readonly Act[]): RunEvent[] => timed(drawn, inputs, before + 1, ticks);

  let drawnEvents = 0;
  let failedAt = 0;
  let runs = 0;
  let budget = shrink ? mostShrinkingRuns : 0;
  let broken: unknown = null;
  const passes = (drawn: Act[]): boolean => {
    if (broken !== null || (failedAt > 0 && budget-- <= 0)) return true;
    runs += 1;
    const events = eventsOf(drawn);
    try {
      if (!fails({ ...plan, events, ticks, record: false })) return true;
    } catch (error) {
      // Not about the program: a lab that breaks, or a mistake of ours.
      broken = error;
      return true;
    }
    if (failedAt === 0) {
      failedAt = runs;
      drawnEvents = events.length;
    }
    return false;
  };
  const seed = Random.of(plan.seed, `explore ${plan.check.id}`).next() | 0;
  const result = fc.check(fc.property(acts, passes), { seed, numRuns: exploration.runs });
  if (broken !== null) throw broken;
  if (!result.failed || !result.counterexample) return null;
  return { events: eventsOf(result.counterexample[0]), ticks, run: failedAt, drawnEvents };
}

/** A violated requirement or a controller in fault; a window that the end cuts off asks for nothing here. */
function fails(plan: RunPlan): boolean {
  const run = runCheck(plan);
  return run.fault !== null || decisionsOf(plan.check, run).some(({ outcome }) => outcome === 'violated');
}

interface ExploredInput {
  signal: string;
  press: boolean;
  put(share: number, before: ValueLiteral): ValueLiteral;
  rest: ValueLiteral;
}

function exploredInput(check: LabCheck, rig: Rig, written: Exploration['inputs'][number]): ExploredInput {
  const input = typeof written === 'string' ? { signal: written } : written;
  const { signal, from, to, as } = input;
  if (signal.startsWith('fault.')) {
    return { signal, press: as === 'press', rest: false, put: (_share, before) => before !== true };
  }
  const rest = rig.value(signal);
  if (rest === null) throw new LabFailure(`check ${check.id}: the rig has no signal ${signal} to explore`);
  if (typeof rest === 'boolean') {
    return { signal, press: as !== 'switch', rest, put: (_share, before) => before !== true };
  }
  if (typeof rest === 'string') throw new LabFailure(`check ${check.id}: ${signal} is a text, which cannot be explored`);
  const [low, high] = [Number(from), Number(to)];
  if (!(low < high)) throw new LabFailure(`check ${check.id}: ${signal} is a number; write from and to, the smaller first`);
  const whole = Number.isInteger(rest) && Number.isInteger(low) && Number.isInteger(high);
  const put = (share: number): number => {
    const value = low + share * (high - low);
    return whole ? Math.round(value) : value;
  };
  return { signal, press: as === 'press', rest: Number(rest), put };
}

/** The acts as events, in time; an act beyond the end of the run is left out. */
function timed(acts: readonly Act[], inputs: readonly ExploredInput[], first: number, end: number): RunEvent[] {
  const events: RunEvent[] = [];
  const last = new Map<string, ValueLiteral>();
  let tick = first;
  for (const { input, wait, hold, value } of acts) {
    tick += wait;
    const explored = inputs[input];
    if (!explored || tick >= end) break;
    const { signal, press, rest } = explored;
    // A press always goes away from rest; a switch goes to the other side of where it was put last.
    const next = explored.put(value, press ? rest : (last.get(signal) ?? rest));
    last.set(signal, next);
    events.push({ tick, signal, value: next });
    if (press && tick + hold < end) events.push({ tick: tick + hold, signal, value: rest });
  }
  return events.sort((a, b) => a.tick - b.tick);
}
