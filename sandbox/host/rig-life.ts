/** What a hosted rig is at this moment, from starting to asleep, and what the state message tells of it. */
import type { Rig } from '../rig/rig.ts';
import type { RigState } from '../wire/messages.ts';
import type { RigTicket } from './api.ts';
import { type lastPrograms, startSteps } from './rig-start.ts';
import type { Sentence } from './sentences.ts';
import type { TimeTravel } from './time-travel.ts';

type Steps = RigState['steps'];

export class RigLife {
  #ticket: RigTicket;
  readonly epoch: number;
  phase: RigState['phase'] = 'asleep';
  failure: Sentence | null = null;
  /** Logical seconds a second. */
  speed = 1;
  /** When the next tick is due, in milliseconds of performance.now. */
  dueAt = 0;
  /** What each controller was last given; a rig that failed is built anew from it. */
  programs: ReturnType<typeof lastPrograms>;
  #rig: Rig | null = null;
  #travel: TimeTravel | null = null;
  #steps: Steps = [];
  /** What was last known of a rig that is not in memory now. */
  #last: Pick<RigState, 'controllers' | 'traceHash'> & { tick: number } = { controllers: {}, traceHash: '', tick: 0 };

  constructor(ticket: RigTicket, epoch: number) {
    this.#ticket = ticket;
    this.epoch = epoch;
  }

  get ticket(): RigTicket {
    return this.#ticket;
  }
  /** Its owner wants the lab of this edition from now on. */
  use(edition: string | undefined): void {
    if (edition === this.#ticket.edition) return;
    const { edition: _before, ...rest } = this.#ticket;
    this.#ticket = edition === undefined ? rest : { ...rest, edition };
  }
  /** The rig as it is, the head; `null` while it is not in memory. */
  get rig(): Rig | null {
    return this.#rig;
  }
  get travel(): TimeTravel | null {
    return this.#travel;
  }
  /** What viewers see: the rig, or its past. */
  get shown(): Rig | null {
    return this.#travel?.shown ?? this.#rig;
  }
  /** Where the rig's time stands or stood. */
  get tick(): number {
    return this.#rig?.tick ?? this.#last.tick;
  }
  get shownTick(): number {
    return this.shown?.tick ?? this.#last.tick;
  }
  /** As of the last `state()`. */
  get toldTick(): number {
    return this.#last.tick;
  }

  /** It is being started: named steps follow. */
  begin(): void {
    this.phase = 'starting';
    this.failure = null;
    this.#steps = startSteps.map((name) => ({ name, status: 'idle' }));
  }

  progress(name: Steps[number]['name'], status: Steps[number]['status']): void {
    this.#steps = this.#steps.map((step) => (step.name === name ? { name, status } : step));
  }

  run(rig: Rig, travel: TimeTravel, paused: boolean): void {
    this.#rig = rig;
    this.#travel = travel;
    this.phase = paused ? 'paused' : 'running';
    this.failure = null;
    this.progress('run', 'done');
  }

  /** The head has become another rig, by going on from the past. */
  adoptHead(): void {
    if (this.#travel) this.#rig = this.#travel.head;
  }

  /** What it was is stored; what it is now cannot be trusted, not even to tell its state. */
  fail(message: Sentence): void {
    this.#rig = null;
    this.#travel = null;
    this.phase = 'failed';
    this.failure = message;
    this.#steps = this.#steps.map((step) => (step.status === 'running' ? { name: step.name, status: 'failed' } : step));
  }

  sleep(): void {
    this.#travel?.live();
    this.state();
    this.#rig = null;
    this.#travel?.history.clear();
    this.#travel = null;
    this.phase = 'asleep';
  }

  state(): RigState {
    const { shown, phase, failure, speed } = this;
    if (shown !== null) this.#last = { controllers: shown.controllers(), traceHash: shown.traceHash, tick: shown.tick };
    return {
      phase,
      steps: this.#steps,
      failure,
      controllers: this.#last.controllers,
      traceHash: this.#last.traceHash,
      time: this.#travel?.tell(speed) ?? standstill(this.#last.tick, speed),
      bench: shown?.bench ? { ...shown.bench, pending: shown.bench.pending?.test ?? null } : null,
      faults: shown?.faults().flatMap(({ id, active, hidden }) => (active && !hidden ? [id] : [])) ?? [],
    };
  }
}

const standstill = (tick: number, speed: number): RigState['time'] => ({
  speed,
  past: false,
  headTick: tick,
  earliestTick: tick,
  branches: [],
  statement: null,
});

/** What a person would call another state; scans and hash alone are not. */
export function stateKey({ phase, controllers }: RigState): string {
  let key: string = phase;
  for (const [name, { mode, fault, programHash }] of Object.entries(controllers))
    key += `|${name} ${mode} ${fault?.tick} ${programHash}`;
  return key;
}
