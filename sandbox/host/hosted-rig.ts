/**
 * One rig on its lab host, with the tabs that look at it: its phases from starting to asleep, and its turns of time.
 */
import type { RouteTaken } from '../grading/diagnosis.ts';
import type { Lab } from '../lab/lab.ts';
import type { Rig } from '../rig/rig.ts';
import { type ClientMessage, closeCodes, type RigState } from '../wire/messages.ts';
import type { FaultOutcome, RigStanding, RigTicket, SignalReading, StandingFaults } from './api.ts';
import { Audience } from './audience.ts';
import type { RigAnswer, RigQuestion, StoredRig } from './channel.ts';
import { LabFollower } from './follow-lab.ts';
import { Inputs } from './inputs.ts';
import { Keeping } from './keeping.ts';
import { Observers } from './observers.ts';
import { Outsides } from './outsides.ts';
import { Recalls } from './recalls.ts';
import { Requests } from './requests.ts';
import { RigLife } from './rig-life.ts';
import { buildRig, lastPrograms, lastSequence, startRig } from './rig-start.ts';
import { RigTerminal } from './rig-terminal.ts';
import { refusals, rigThrew, type Sentence, terminalSentences } from './sentences.ts';
import type { RigSurroundings } from './surroundings.ts';
import type { FromTerminal } from './terminal-channel.ts';
import { TimeRequests } from './time-requests.ts';
import { TimeTravel } from './time-travel.ts';
import type { Viewer } from './viewer.ts';

/** Milliseconds between frames to a viewer. */
const frameInterval = 33;
/** Logical time that is made up for after a late turn, in milliseconds of wall time; what is later is let go. */
const longestCatchUp = 500;

export class HostedRig {
  readonly epoch: number;
  /** Viewers that were ever sent here, for the release. */
  attached = 0;
  /** A release was asked for and not yet answered. */
  releasing = false;
  readonly #around: RigSurroundings;
  readonly #life: RigLife;
  readonly #audience: Audience;
  readonly #keeping: Keeping;
  readonly #inputs: Inputs;
  readonly #recalls: Recalls;
  readonly #outsides: Outsides;
  readonly #terminal: RigTerminal;
  readonly #observers: Observers;
  readonly #requests: Requests;
  readonly #labFollower: LabFollower;
  /** Answers that wait until the rig runs, or does not. */
  #onStarted: ((ok: boolean) => void)[] = [];
  /** Wall clock, milliseconds of performance.now. */
  #frameAt = 0;
  #inputAt = 0;
  #unwatchedSince: number | null = performance.now();

  constructor(ticket: RigTicket, epoch: number, around: RigSurroundings) {
    this.epoch = epoch;
    this.#around = around;
    this.#life = new RigLife(ticket, epoch);
    this.#audience = new Audience(this.#life);
    this.#keeping = new Keeping(this.#life, around);
    this.#inputs = new Inputs(this.#life, this.#audience, this.#keeping);
    this.#recalls = new Recalls(this.#life, this.#audience, this.#keeping, around.log);
    this.#outsides = new Outsides(this.#life, this.#inputs);
    this.#terminal = new RigTerminal(this.#life, this.#inputs, this.#keeping, (message) =>
      around.send({ type: 'terminal', rig: ticket.rig, epoch, message }),
    );
    this.#observers = new Observers(this.#audience.viewers, (viewer) => this.#letGo(viewer));
    const parts = {
      life: this.#life,
      audience: this.#audience,
      keeping: this.#keeping,
      inputs: this.#inputs,
      recalls: this.#recalls,
      outsides: this.#outsides,
      terminal: this.#terminal,
      observers: this.#observers,
    };
    const time = new TimeRequests(parts, () => around.poke());
    this.#requests = new Requests(
      { ...parts, time },
      {
        wake: (viewer, id) => this.#wake(viewer, id),
        startOver: (viewer, id, keepPrograms) => this.#startOver(viewer, id, keepPrograms),
        used: () => {
          this.#inputAt = performance.now();
        },
      },
    );
    this.#labFollower = new LabFollower(this.#life, around);
  }

  get ticket(): RigTicket {
    return this.#life.ticket;
  }
  get awake(): boolean {
    return this.#life.phase !== 'asleep';
  }
  /** What stands on it now; `null` while it is not in memory. */
  get lab(): Lab | null {
    return this.#life.rig?.lab ?? null;
  }
  /** As a wall of many rigs shows it: its head, whatever past somebody looks at. */
  get standing(): RigStanding {
    const controllers = Object.entries(this.#life.rig?.controllers() ?? {});
    return {
      phase: this.#life.phase,
      faulted: controllers.flatMap(([name, { mode }]) => (mode === 'fault' ? [name] : [])),
      // Who only watches it is not the one whose page it is.
      open: [...this.viewers].some(({ observer }) => observer === null),
    };
  }
  /** What was done on the bench of a troubleshooting lab. */
  get bench(): RouteTaken | null {
    return this.#life.rig?.bench ?? null;
  }
  /** What a signal says now to somebody who looks: of the past while that is shown. */
  read(name: string): SignalReading | null {
    const { shown } = this.#life;
    if (shown === null || !this.#audience.maySee(name)) return null;
    const value = shown.value(name);
    return value === null ? null : { value: typeof value === 'bigint' ? Number(value) : value, tick: shown.tick };
  }
  get viewers(): ReadonlySet<Viewer> {
    return this.#audience.viewers;
  }
  /** When the next tick is due, Infinity when time stands still. */
  get due(): number {
    return this.#life.phase === 'running' ? this.#life.dueAt : Number.POSITIVE_INFINITY;
  }

  // Viewers

  addViewer(viewer: Viewer): void {
    this.#audience.viewers.add(viewer);
    this.#meet(viewer);
    this.#observers.arrived(viewer);
  }

  #meet(viewer: Viewer): void {
    const { rig, phase, toldTick } = this.#life;
    if (viewer.observer === null) {
      this.#unwatchedSince = null;
      this.#inputAt = performance.now();
    }
    if (rig !== null && this.#followLab()) return;
    // Who only watches wakes nobody.
    if (phase === 'asleep' && viewer.observer === null) this.#load();
    else if (rig !== null) this.#audience.welcome(viewer);
    else viewer.send({ type: 'state', tick: toldTick, state: this.#life.state() });
  }

  /**
   * From now on the lab of this edition, as its owner wants it: who arrives next finds it. A rig that runs is built anew from it with the
   * programs it has; one that sleeps, when it wakes.
   */
  use(edition: string | undefined): void {
    this.#life.use(edition);
  }

  removeViewer(viewer: Viewer): void {
    this.#letGo(viewer);
    this.#terminal.leave(viewer);
    this.#audience.leave(viewer);
    this.#recalls.leave(viewer);
    this.#observers.left(viewer);
    if (!this.#observers.anyoneAtWork) this.#unwatchedSince ??= performance.now();
  }

  /** What this viewer has their hands on. */
  #letGo(viewer: Viewer): void {
    this.#guard(() => this.#inputs.letGo(viewer));
    this.#guard(() => this.#outsides.leave(viewer));
  }

  /** The academy asks, or has something done. */
  answer(question: RigQuestion): RigAnswer | null {
    switch (question.do) {
      case 'permit':
        return this.#observers.permit(question.observer, question.permission);
      case 'tellCompany':
        this.#observers.tell();
        return true;
      case 'tellTexts':
        this.#observers.tellTexts();
        return true;
      case 'takeKeyboard':
        return this.#observers.take(question.observer);
      case 'faults':
        return this.#life.rig === null ? null : this.#standingFaults(this.#life.rig);
      case 'setFault':
        return this.#setFault(question);
    }
  }

  #setFault({ fault, active, by }: Extract<RigQuestion, { do: 'setFault' }>): FaultOutcome | null {
    const { rig, travel } = this.#life;
    if (rig === null) return null;
    if (travel?.past) return { ok: false, code: 'inThePast', message: refusals.inThePast };
    let outcome: FaultOutcome = { ok: false, code: 'failed', message: refusals.failed };
    this.#guard(() => {
      const applied = this.#inputs.apply({ kind: 'fault', fault, active }, by);
      outcome = applied.ok ? { ok: true, faults: this.#standingFaults(rig) } : applied;
    });
    return outcome;
  }

  readonly #standingFaults = (rig: Rig): StandingFaults => rig.faults().map(({ id, active }) => ({ id, active }));

  // Starting

  #load(): void {
    this.#life.begin();
    this.#audience.tellState();
    this.#around.send({ type: 'load', rig: this.ticket.rig, epoch: this.epoch });
  }

  /** The supervisor's answer to `load`. */
  start(stored: StoredRig): void {
    if (this.#life.phase !== 'starting') return;
    this.#keeping.resume(lastSequence(stored));
    this.#life.programs = lastPrograms(stored);
    try {
      const result = startRig(this.ticket, stored, this.#around, this.#progress);
      if (!result.ok) {
        this.#fail(result.message, result.code);
        return;
      }
      const { rig, rebuilt } = result.started;
      if (rebuilt !== null) this.#around.log.warn({ rig: this.ticket.rig, rebuilt }, 'built anew with the same programs');
      this.#run(rig, stored.paused);
      this.#inputs.letGoAll(rig);
      this.#outsides.endAll(refusals.outsideEnded);
      this.#terminal.endTools(terminalSentences.fellAsleep);
      if (stored.keyframe === null || rebuilt !== null) this.#keeping.keep(rig);
    } catch (error) {
      this.#threw(error);
    }
  }

  readonly #progress = (name: RigState['steps'][number]['name'], status: RigState['steps'][number]['status']): void => {
    this.#life.progress(name, status);
    this.#audience.tellState();
  };

  #run(rig: Rig, paused: boolean): void {
    const now = performance.now();
    this.#life.run(rig, new TimeTravel(rig, this.#keeping.history), paused);
    this.#life.dueAt = now;
    this.#frameAt = now;
    this.#inputAt = now;
    this.#inputs.begin(rig);
    this.#keeping.begin(now);
    this.#audience.begin(rig);
    this.#answerStarted(true);
    this.#around.poke();
  }

  #answerStarted(ok: boolean): void {
    for (const answer of this.#onStarted.splice(0)) answer(ok);
  }

  #threw(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#around.log.error(
      { rig: this.ticket.rig, lab: this.ticket.lab, error: error instanceof Error ? error.stack : reason },
      'a rig threw',
    );
    this.#fail(rigThrew(this.#life.tick, reason), 'threw');
  }

  #fail(message: Sentence, code: string): void {
    this.#around.log.warn({ rig: this.ticket.rig, lab: this.ticket.lab, code, reason: message.en }, 'rig failed');
    this.#life.fail(message);
    this.#leaveMemory();
    this.#audience.tellState();
    this.#answerStarted(false);
    this.#inputs.settle();
    this.#around.send({ type: 'started', rig: this.ticket.rig, epoch: this.epoch });
  }

  #leaveMemory(): void {
    this.#keeping.stopAllFetching();
    this.#recalls.stop();
    this.#audience.end();
  }

  // Time

  /** Advance what is due at `now`. */
  turn(now: number): void {
    this.#guard(() => this.#turn(now));
  }

  /** A mistake in one rig ends that rig, never its host. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#threw(error);
    }
  }

  #turn(now: number): void {
    const life = this.#life;
    const { rig } = life;
    if (rig === null || life.phase !== 'running' || now < life.dueAt) return;
    const tickMs = Number(rig.tickNs) / 1e6 / life.speed;
    if (now - life.dueAt > longestCatchUp) life.dueAt = now;
    const ticks = Math.floor((now - life.dueAt) / tickMs) + 1;
    life.dueAt += ticks * tickMs;
    this.#outsides.turn();
    this.#terminal.turn();
    const before = rig.tick;
    rig.advance(ticks);
    life.travel?.record();
    this.#audience.promptFrames(rig, before);
    if (now - this.#frameAt >= frameInterval) {
      this.#frameAt = now;
      this.#audience.frames();
      this.#audience.tellOtherState();
      this.#terminal.catchUp();
    }
    this.#inputs.settle();
  }

  /** Once a second: where time stands, keyframes, sleep. */
  housekeep(now: number): void {
    this.#guard(() => this.#housekeep(now));
  }

  #housekeep(now: number): void {
    const { phase, rig } = this.#life;
    this.#terminal.catchUp();
    this.#observers.housekeep();
    this.#unwatchedSince = this.#observers.anyoneAtWork ? null : (this.#unwatchedSince ?? now);
    if (phase === 'asleep') {
      if (this.viewers.size === 0 && !this.releasing) this.#release();
      return;
    }
    const unwatched = this.#unwatchedSince !== null && now - this.#unwatchedSince >= this.#around.unwatchedSleep;
    if (rig === null) {
      if (phase === 'failed' && unwatched) this.#life.phase = 'asleep';
      return;
    }
    if (unwatched || now - this.#inputAt >= Number(rig.lab.definition.session.idle) / 1e6) {
      this.sleep();
      return;
    }
    if (this.#followLab()) return;
    this.#keeping.housekeep(rig, now);
    if (this.viewers.size > 0 && phase === 'running') this.#audience.tellState();
  }

  /** Keyframe, then out of memory. Viewers stay and see that it sleeps. */
  sleep(): void {
    const { rig } = this.#life;
    if (rig === null) return;
    for (const viewer of this.viewers) this.#inputs.letGo(viewer);
    this.#outsides.endAll(refusals.outsideEnded);
    this.#terminal.endTools(terminalSentences.fellAsleep);
    this.#keeping.keep(rig);
    this.#life.sleep();
    this.#leaveMemory();
    this.#inputs.settle();
    this.#audience.tellState();
    if (this.viewers.size === 0) this.#release();
  }

  /** It is nobody's any more: who looks at it comes again, and is brought to another. */
  retire(): void {
    this.sleep();
    for (const viewer of this.viewers) viewer.close(closeCodes.rigGone, 'retired');
  }

  #release(): void {
    this.releasing = true;
    this.#around.outbox.flush();
    this.#around.send({ type: 'release', rig: this.ticket.rig, epoch: this.epoch, attached: this.attached });
  }

  /** The host forgets this rig. */
  leave(): void {
    this.#terminal.close();
  }

  /** From the rig's shell. */
  terminal(message: FromTerminal): void {
    this.#guard(() => this.#terminal.hear(message));
  }

  // What is kept

  keyframeKept(): void {
    this.#keeping.kept();
  }

  /** Bytes of the past have come from the store; `null` when it does not have them. */
  fetched(segment: number, packed: Uint8Array | null): void {
    this.#guard(() => this.#keeping.fetched(segment, packed));
  }

  // Requests

  receive(viewer: Viewer, message: ClientMessage): void {
    try {
      this.#requests.receive(viewer, message);
    } catch (error) {
      this.#threw(error);
      viewer.refuse(message.id, 'failed', this.#life.failure ?? refusals.failed);
    }
  }

  #wake(viewer: Viewer, id: number): void {
    const ack = (): void => viewer.send({ type: 'ack', id, tick: this.#life.shownTick });
    if (this.#life.rig !== null) {
      ack();
      return;
    }
    this.#onStarted.push((ok) => (ok ? ack() : viewer.refuse(id, 'failed', this.#life.failure ?? refusals.failed)));
    if (this.#life.phase !== 'starting') this.#load();
  }

  // Building anew

  /** When the lab is another one (saved by its author, or of another edition), the rig is built anew. Whether it was. */
  #followLab(): boolean {
    const rebuilt = this.#life.rig && this.#labFollower.rebuilt(this.#life.rig);
    if (!rebuilt) return false;
    const paused = this.#life.phase === 'paused';
    for (const viewer of this.viewers) this.#inputs.letGo(viewer);
    this.#life.travel?.history.clear();
    this.#keeping.stopAllFetching();
    this.#recalls.stop();
    this.#inputs.settle();
    this.#run(rebuilt, paused);
    this.#keeping.keep(rebuilt);
    return true;
  }

  /** Reset of a rig that failed: a new one in its place, and a keyframe of it, so that what made it fail is not replayed. */
  #startOver(viewer: Viewer, id: number, keepPrograms: boolean): void {
    const programs = keepPrograms ? this.#life.programs : undefined;
    this.#life.begin();
    const built = buildRig(this.ticket, this.#around, programs, this.#progress);
    if (!built.ok) {
      this.#fail(built.message, built.code);
      viewer.refuse(id, built.code, built.message);
      return;
    }
    this.#run(built.rig, false);
    const { tick } = built.rig;
    this.#keeping.keep(built.rig, () => viewer.send({ type: 'ack', id, tick }));
  }
}
