/**
 * Plays a chart by the rules of clause 6.7 as `content/reference/sequences.en.md` tells them, without the compiler: steps are objects,
 * the action control block is the figure of 6.7.4.5 with its RS, TON and R_TRIG.
 */
import { ACTIONS, type Association, type ChartModel, isTimed, OUTPUTS, type Qualifier, type Transition } from './chart-model.ts';

class Timer {
  #since: number | null = null;
  /** TON: TRUE while the input has been so for `preset` milliseconds. */
  run(input: boolean, preset: number, now: number): boolean {
    if (!input) this.#since = null;
    else this.#since ??= now;
    return this.#since !== null && now - this.#since >= preset;
  }
}
class Latch {
  q = false;
  /** RS: the reset wins. */
  run(set: boolean, reset: boolean): boolean {
    this.q = !reset && (set || this.q);
    return this.q;
  }
}
class Edge {
  #before = false;
  /** 1 where the input rises, -1 where it falls. */
  run(input: boolean): -1 | 0 | 1 {
    const change = Number(input) - Number(this.#before);
    this.#before = input;
    return change as -1 | 0 | 1;
  }
}

/** ACTION_CONTROL, one for each action. */
class ActionControl {
  readonly #latches = { S: new Latch(), SD: new Latch(), DS: new Latch(), SL: new Latch() };
  readonly #timers = { L: new Timer(), D: new Timer(), SD: new Timer(), DS: new Timer(), SL: new Timer() };
  readonly #edges = { P: new Edge(), P0: new Edge(), P1: new Edge() };
  readonly #times = new Map<Qualifier, number>();
  q = false;

  run(requests: readonly (Association & { active: boolean })[], now: number): { works: boolean; runs: boolean; level: boolean } {
    const asked = (qualifier: Qualifier) => requests.some((request) => request.qualifier === qualifier && request.active);
    for (const { qualifier, active, time } of requests) if (active && isTimed(qualifier)) this.#times.set(qualifier, time);
    const time = (qualifier: Qualifier) => this.#times.get(qualifier) ?? 0;
    const [latches, timers, edges] = [this.#latches, this.#timers, this.#edges];
    const reset = asked('R');
    const limited = timers.L.run(asked('L'), time('L'), now);
    const delayed = timers.D.run(asked('D'), time('D'), now);
    const storedDelayed = timers.SD.run(latches.SD.run(asked('SD'), reset), time('SD'), now);
    const delayedStored = latches.DS.run(timers.DS.run(asked('DS'), time('DS'), now), reset);
    const storedLimited = latches.SL.run(asked('SL'), reset) && !timers.SL.run(latches.SL.q, time('SL'), now);
    if (!latches.SL.q) timers.SL.run(false, 0, now);
    const stored = latches.S.run(asked('S'), reset);
    const pulse = edges.P.run(asked('P')) === 1;
    const entry = edges.P1.run(asked('P1')) === 1 && !reset;
    const exit = edges.P0.run(asked('P0')) === -1 && !reset;
    const before = this.q;
    this.q =
      !reset &&
      (asked('N') || stored || (asked('L') && !limited) || delayed || pulse || storedDelayed || delayedStored || storedLimited);
    return { works: this.q || entry, runs: this.q || entry || exit || before, level: this.q || entry || exit };
  }
}

interface PlayedStep {
  x: boolean;
  t: number;
  /** `null`: an initial step that has not run yet. */
  since: number | null;
}

export class ChartPlayer {
  readonly #model: ChartModel;
  readonly #ordered: Transition[];
  readonly #controls = Array.from({ length: ACTIONS + OUTPUTS }, () => new ActionControl());
  readonly steps: PlayedStep[];
  readonly outputs: boolean[] = Array.from({ length: OUTPUTS }, () => false);
  readonly runs: number[] = Array.from({ length: ACTIONS }, () => 0);
  readonly finals: number[] = Array.from({ length: ACTIONS }, () => 0);
  trail = 0;

  constructor(model: ChartModel) {
    this.#model = model;
    this.steps = model.steps.map(({ initial }) => ({ x: initial, t: 0, since: initial ? null : 0 }));
    const rank = ({ priority }: Transition) => priority ?? Number.POSITIVE_INFINITY;
    this.#ordered = [...model.transitions].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
  }

  evaluate(inputs: readonly boolean[], now: number): void {
    const fresh = new Set<number>();
    for (const [number, step] of this.steps.entries()) {
      if (!step.x) continue;
      if (step.since === null) fresh.add(number);
      step.since ??= now;
      step.t = now - step.since;
    }
    const [ended, begun] = [new Set<number>(), new Set<number>()];
    for (const { from, to, condition } of this.#ordered) {
      if (!from.every((number) => this.steps[number]!.x && !ended.has(number) && !fresh.has(number))) continue;
      const holds =
        'step' in condition ? this.steps[condition.step]!.t >= condition.atLeast : inputs[condition.input] === condition.wanted;
      if (!holds) continue;
      for (const number of from) ended.add(number);
      for (const number of to) begun.add(number);
    }
    for (const number of ended) this.steps[number]!.x = false;
    for (const number of begun) Object.assign(this.steps[number]!, { x: true, t: 0, since: now });
    this.#act(now);
  }

  #act(now: number): void {
    const asked = this.#controls.map((control, action) => {
      const requests = this.#model.steps.flatMap(({ associations }, number) =>
        associations.filter((one) => one.action === action).map((one) => ({ ...one, active: this.steps[number]!.x })),
      );
      return { known: requests.length > 0, ...control.run(requests, now) };
    });
    for (const [output] of this.outputs.entries())
      if (asked[ACTIONS + output]!.known) this.outputs[output] = asked[ACTIONS + output]!.level;
    const run = (action: number) => {
      this.runs[action]!++;
      if (!this.#controls[action]!.q) this.finals[action]!++;
      this.trail = (this.trail * 7 + action + 1) % 1_000_003;
    };
    for (let action = 0; action < ACTIONS; action++) if (asked[action]!.runs && !asked[action]!.works) run(action);
    for (let action = 0; action < ACTIONS; action++) if (asked[action]!.works) run(action);
  }
}
