/**
 * One rig on its lab host, with the tabs that look at it: phases from starting to asleep, inputs stamped and journalled, frames
 * and state to every viewer. Two tabs are told the same because both are told from here.
 */
import type { RouteTaken } from '../grading/diagnosis.ts';
import { loadLabs } from '../lab/load.ts';
import type { Rig } from '../rig/rig.ts';
import type { RigInput } from '../rig/types.ts';
import type { ClientMessage, RigState } from '../wire/messages.ts';
import { Acknowledgements } from './acknowledgements.ts';
import type { RigTicket } from './api.ts';
import type { FromLabHost, StoredKeyframe, StoredRig } from './channel.ts';
import { HeldButtons } from './held-buttons.ts';
import { inputOf } from './input-of-message.ts';
import type { JournalOutbox } from './journal-outbox.ts';
import type { Log } from './kept-process.ts';
import { packKeyframe } from './keyframe-codec.ts';
import { Recordings } from './recordings.ts';
import { buildRig, lastPrograms, lastSequence, startRig, startSteps } from './rig-start.ts';
import { refusals, rigThrew, type Sentence } from './sentences.ts';
import { TimeTravel } from './time-travel.ts';
import type { Viewer } from './viewer.ts';
import { visibleSignals } from './visible-signals.ts';

/** What a rig needs of its host. */
export interface RigSurroundings {
  labRoots: readonly string[];
  /** A rig that nobody looks at goes to sleep after this, in milliseconds. */
  unwatchedSleep: number;
  /** A rig whose lab was saved is built anew at once, with the programs it has: for authors. */
  followLabs?: boolean;
  outbox: JournalOutbox;
  send(message: FromLabHost): void;
  /** The rig has something to do sooner than its host knew. */
  poke(): void;
  log: Log;
}

/** Milliseconds between frames to a viewer. */
const frameInterval = 33;
/** Milliseconds between keyframes: after inputs, and without any. A journal is replayed at most this far. */
const keyframeAfterInput = 5_000;
const keyframeAnyway = 30_000;
/** Logical time that is made up for after a late turn, in milliseconds of wall time; what is later is let go. */
const longestCatchUp = 500;
/** For this much logical time after an operator's input its effects go out tick by tick, in nanoseconds: a scan or two. */
const promptSpan = 30_000_000n;

export class HostedRig {
  readonly ticket: RigTicket;
  readonly epoch: number;
  /** Viewers that were ever sent here, for the release. */
  attached = 0;
  readonly #viewers = new Set<Viewer>();
  readonly #recordings = new Recordings<Viewer>();
  readonly #around: RigSurroundings;
  #rig: Rig | null = null;
  #travel: TimeTravel | null = null;
  /** Logical seconds a second. */
  #speed = 1;
  /** Waits for bytes of the past that are in the store: the segment, and what to do then. */
  #fetching: { segment: number; goOn: () => void } | null = null;
  /** The lab that could not be built, for an author who saves often. */
  #refusedHash: string | null = null;
  #heldButtons = new HeldButtons('');
  #maySee: (signal: string) => boolean = () => false;
  #phase: RigState['phase'] = 'asleep';
  #steps: RigState['steps'] = [];
  #failure: Sentence | null = null;
  /** What was last known of a rig that is not in memory now. */
  #lastControllers: RigState['controllers'] = {};
  #lastTraceHash = '';
  #lastTick = 0;
  /** What each controller was last given; a rig that failed is built anew from it. */
  #programs: ReturnType<typeof lastPrograms>;
  #sequence = 0;
  #markedTick = -1;
  readonly #acknowledgements = new Acknowledgements();
  /** Answers that wait until the rig runs, or does not. */
  #onStarted: ((ok: boolean) => void)[] = [];
  #onKept: (() => void)[] = [];
  #types: string[] = [];
  #signalsVersion = -1;
  #tickNs = 0n;
  #stateKey = '';
  /** Wall clock, milliseconds of performance.now. */
  #dueAt = 0;
  #frameAt = 0;
  #keyframeAt = 0;
  #inputAt = 0;
  #unwatchedSince: number | null = performance.now();
  #inputSinceKeyframe = false;
  #prompting = false;
  /** A release was asked for and not yet answered. */
  releasing = false;

  constructor(ticket: RigTicket, epoch: number, around: RigSurroundings) {
    this.ticket = ticket;
    this.epoch = epoch;
    this.#around = around;
  }

  get awake(): boolean {
    return this.#phase !== 'asleep';
  }
  /** What was done on the bench of a troubleshooting lab. */
  get bench(): RouteTaken | null {
    return this.#rig?.bench ?? null;
  }
  get viewers(): ReadonlySet<Viewer> {
    return this.#viewers;
  }
  /** When the next tick is due, Infinity when time stands still. */
  get due(): number {
    return this.#phase === 'running' ? this.#dueAt : Number.POSITIVE_INFINITY;
  }

  readonly #historyStore = {
    spill: (segment: number, packed: Uint8Array): void =>
      this.#around.send({ type: 'history', rig: this.ticket.rig, epoch: this.epoch, do: 'spill', segment, packed }),
    forget: (segments: readonly number[]): void =>
      this.#around.send({ type: 'history', rig: this.ticket.rig, epoch: this.epoch, do: 'forget', segments }),
  };

  // Viewers

  addViewer(viewer: Viewer): void {
    this.#viewers.add(viewer);
    this.#unwatchedSince = null;
    this.#inputAt = performance.now();
    if (this.#rig !== null && this.#followLab()) return;
    if (this.#phase === 'asleep') this.#load();
    else if (this.#rig !== null) this.#welcome(viewer);
    else viewer.send({ type: 'state', tick: this.#lastTick, state: this.#state() });
  }

  removeViewer(viewer: Viewer): void {
    this.#guard(() => this.#letGo(viewer));
    this.#viewers.delete(viewer);
    this.#recordings.leave(viewer);
    if (this.#viewers.size === 0) this.#unwatchedSince = performance.now();
  }

  #welcome(viewer: Viewer): void {
    const rig = this.#shown!;
    viewer.send({
      type: 'welcome',
      rig: this.ticket.rig,
      lab: this.ticket.lab,
      labHash: rig.lab.hash,
      tickNs: String(rig.tickNs),
      tick: rig.tick,
      state: this.#state(),
      signals: this.#signals(rig),
      forces: rig.forces(),
      programs: rig.programs(),
    });
  }

  /** What a browser may know of. */
  #signals(rig: Rig): ReturnType<Rig['signals']> {
    return rig.signals().filter(({ name }) => this.#maySee(name));
  }

  /** What viewers see: the rig, or its past. */
  get #shown(): Rig | null {
    return this.#travel?.shown ?? this.#rig;
  }

  #state(): RigState {
    const shown = this.#shown;
    if (shown !== null) {
      this.#lastControllers = shown.controllers();
      this.#lastTraceHash = shown.traceHash;
      this.#lastTick = shown.tick;
    }
    return {
      phase: this.#phase,
      steps: this.#steps,
      failure: this.#failure,
      controllers: this.#lastControllers,
      traceHash: this.#lastTraceHash,
      time: this.#travel?.tell(this.#speed) ?? standstill(this.#lastTick, this.#speed),
      bench: shown?.bench ? { ...shown.bench, pending: shown.bench.pending?.test ?? null } : null,
      faults: shown?.faults().flatMap(({ id, active, hidden }) => (active && !hidden ? [id] : [])) ?? [],
    };
  }

  #tellState(): void {
    const state = this.#state();
    this.#stateKey = stateKey(state);
    for (const viewer of this.#viewers) viewer.send({ type: 'state', tick: this.#lastTick, state });
  }

  // Starting

  #load(): void {
    this.#phase = 'starting';
    this.#failure = null;
    this.#steps = startSteps.map((name) => ({ name, status: 'idle' }));
    this.#tellState();
    this.#around.send({ type: 'load', rig: this.ticket.rig, epoch: this.epoch });
  }

  /** The supervisor's answer to `load`. */
  start(stored: StoredRig): void {
    if (this.#phase !== 'starting') return;
    this.#sequence = lastSequence(stored);
    this.#programs = lastPrograms(stored);
    try {
      const result = startRig(this.ticket, stored, this.#around.labRoots, (name, status) => this.#progress(name, status));
      if (!result.ok) {
        this.#fail(result.message, result.code);
        return;
      }
      const { rig, rebuilt } = result.started;
      if (rebuilt !== null) this.#around.log.warn({ rig: this.ticket.rig, rebuilt }, 'built anew with the same programs');
      this.#run(rig, stored.paused);
      this.#springBack(this.#heldButtons.pressedIn(rig));
      if (stored.keyframe === null || rebuilt !== null) this.#keep();
    } catch (error) {
      this.#threw(error);
    }
  }

  #progress(name: RigState['steps'][number]['name'], status: RigState['steps'][number]['status']): void {
    this.#steps = this.#steps.map((step) => (step.name === name ? { name, status } : step));
    this.#tellState();
  }

  #run(rig: Rig, paused: boolean): void {
    const now = performance.now();
    this.#rig = rig;
    this.#travel = new TimeTravel(rig, this.#historyStore);
    this.#heldButtons = new HeldButtons(rig.lab.scene);
    this.#maySee = visibleSignals(rig.lab);
    this.#phase = paused ? 'paused' : 'running';
    this.#failure = null;
    this.#dueAt = now;
    this.#frameAt = now;
    this.#keyframeAt = now;
    this.#inputAt = now;
    this.#markedTick = -1;
    this.#steps = this.#steps.map((step) => (step.name === 'run' ? { name: 'run', status: 'done' } : step));
    this.#adoptSignals();
    this.#around.send({ type: 'started', rig: this.ticket.rig, epoch: this.epoch });
    this.#stateKey = stateKey(this.#state());
    this.#recordings.follow(rig, this.#maySee);
    for (const viewer of this.#viewers) {
      this.#welcome(viewer);
      viewer.rewatch(rig, this.#maySee);
    }
    this.#frames();
    this.#answerStarted(true);
    this.#around.poke();
  }

  #adoptSignals(): void {
    const rig = this.#shown!;
    this.#signalsVersion = rig.signalsVersion;
    this.#tickNs = rig.tickNs;
    this.#types = [];
    for (const { id, type } of rig.signals()) this.#types[id] = type;
    this.#programs = this.#rig!.programs();
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
    this.#fail(rigThrew(this.#rig?.tick ?? this.#lastTick, reason), 'threw');
  }

  #fail(message: Sentence, code: string): void {
    this.#around.log.warn({ rig: this.ticket.rig, lab: this.ticket.lab, code, reason: message.en }, 'rig failed');
    // What it was is stored; what it is now cannot be trusted, not even to tell its state.
    this.#recordings.follow(null, this.#maySee);
    this.#rig = null;
    this.#travel = null;
    this.#fetching = null;
    this.#phase = 'failed';
    this.#failure = message;
    this.#steps = this.#steps.map((step) => (step.status === 'running' ? { name: step.name, status: 'failed' } : step));
    this.#tellState();
    this.#answerStarted(false);
    this.#settle();
    this.#around.send({ type: 'started', rig: this.ticket.rig, epoch: this.epoch });
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
    const rig = this.#rig;
    if (rig === null || this.#phase !== 'running' || now < this.#dueAt) return;
    const tickMs = Number(rig.tickNs) / 1e6 / this.#speed;
    if (now - this.#dueAt > longestCatchUp) this.#dueAt = now;
    const ticks = Math.floor((now - this.#dueAt) / tickMs) + 1;
    this.#dueAt += ticks * tickMs;
    const before = rig.tick;
    rig.advance(ticks);
    this.#travel?.record();
    if (this.#prompting) this.#promptFrames(before);
    if (now - this.#frameAt >= frameInterval) {
      this.#frameAt = now;
      this.#frames();
      if (this.#viewers.size > 0 && stateKey(this.#state()) !== this.#stateKey) this.#tellState();
    }
    this.#settle();
  }

  #frames(): void {
    for (const viewer of this.#viewers) viewer.sendChanges(this.#shown!, this.#types, false);
    this.#recordings.send();
  }

  /** Outside the cadence, to those whose own input took effect in the ticks from `before` on. */
  #promptFrames(before: number): void {
    const rig = this.#rig!;
    this.#prompting = false;
    for (const viewer of this.#viewers) {
      if (viewer.promptUntil < before) continue;
      viewer.sendChanges(rig, this.#types, true);
      this.#prompting ||= viewer.promptUntil >= rig.tick;
    }
  }

  /** Once a second: where time stands, keyframes, sleep. */
  housekeep(now: number): void {
    this.#guard(() => this.#housekeep(now));
  }

  #housekeep(now: number): void {
    if (this.#phase === 'asleep') {
      if (this.#viewers.size === 0 && !this.releasing) this.#release();
      return;
    }
    const unwatched = this.#unwatchedSince !== null && now - this.#unwatchedSince >= this.#around.unwatchedSleep;
    const rig = this.#rig;
    if (rig === null) {
      if (this.#phase === 'failed' && unwatched) this.#phase = 'asleep';
      return;
    }
    if (unwatched || now - this.#inputAt >= Number(rig.lab.definition.session.idle) / 1e6) {
      this.sleep();
      return;
    }
    if (this.#followLab()) return;
    const age = now - this.#keyframeAt;
    if ((this.#inputSinceKeyframe && age >= keyframeAfterInput) || (this.#phase === 'running' && age >= keyframeAnyway))
      this.#keep();
    else if (rig.tick !== this.#markedTick) this.#mark();
    if (this.#viewers.size > 0 && this.#phase === 'running') this.#tellState();
  }

  /** Keyframe, then out of memory. Viewers stay and see that it sleeps. */
  sleep(): void {
    if (this.#rig === null) return;
    for (const viewer of this.#viewers) this.#letGo(viewer);
    this.#keep();
    this.#travel?.live();
    this.#state();
    this.#recordings.follow(null, this.#maySee);
    this.#rig = null;
    this.#travel?.history.clear();
    this.#travel = null;
    this.#fetching = null;
    this.#phase = 'asleep';
    for (const viewer of this.#viewers) viewer.rewatch(null, this.#maySee);
    this.#settle();
    this.#tellState();
    if (this.#viewers.size === 0) this.#release();
  }

  #release(): void {
    this.releasing = true;
    this.#around.outbox.flush();
    this.#around.send({ type: 'release', rig: this.ticket.rig, epoch: this.epoch, attached: this.attached });
  }

  // What is kept

  #mark(durable?: () => void): void {
    const { tick } = this.#rig!;
    this.#markedTick = tick;
    this.#around.outbox.append(
      {
        kind: 'mark',
        rig: this.ticket.rig,
        epoch: this.epoch,
        sequence: this.#sequence,
        tick,
        paused: this.#phase === 'paused',
      },
      durable,
    );
  }

  #keep(kept?: () => void): void {
    const rig = this.#rig!;
    const keyframe: StoredKeyframe = {
      labHash: rig.lab.hash,
      tick: rig.tick,
      sequence: this.#sequence,
      paused: this.#phase === 'paused',
      packed: packKeyframe(rig.save()),
      programs: rig.programs(),
    };
    this.#keyframeAt = performance.now();
    this.#inputSinceKeyframe = false;
    this.#markedTick = rig.tick;
    this.#onKept.push(kept ?? (() => {}));
    this.#around.outbox.flush();
    this.#around.send({ type: 'keyframe', rig: this.ticket.rig, epoch: this.epoch, keyframe });
  }

  keyframeKept(): void {
    this.#onKept.shift()?.();
  }

  // Requests

  receive(viewer: Viewer, message: ClientMessage): void {
    try {
      this.#receive(viewer, message);
    } catch (error) {
      this.#threw(error);
      viewer.refuse(message.id, 'failed', this.#failure ?? refusals.failed);
    }
  }

  #receive(viewer: Viewer, message: ClientMessage): void {
    const tick = this.#rig?.tick ?? this.#lastTick;
    if (message.type === 'ping') {
      viewer.send({ type: 'pong', id: message.id, tick });
      return;
    }
    if (message.type === 'watch') {
      viewer.watch(message.signals, this.#shown, this.#maySee);
      viewer.send({ type: 'ack', id: message.id, tick });
      if (this.#shown !== null) viewer.sendChanges(this.#shown, this.#types, false);
      return;
    }
    if (message.type === 'record') {
      this.#recordings.record(viewer, message.signals);
      viewer.send({ type: 'ack', id: message.id, tick });
      return;
    }
    if (message.type === 'recall' || message.type === 'cover') {
      viewer.refuse(message.id, 'failed', refusals.failed);
      return;
    }
    this.#inputAt = performance.now();
    if (message.type === 'time') this.#time(viewer, message);
    else if (message.type === 'run-to') this.#runTo(viewer, message);
    else if (this.#travel?.past) viewer.refuse(message.id, 'inThePast', refusals.inThePast);
    else if (message.type === 'fault' && !this.#mayTouch(message.fault)) {
      viewer.refuse(message.id, 'hiddenFault', refusals.hiddenFault);
    } else if ('signal' in message && this.#rig !== null && !this.#maySee(message.signal)) {
      viewer.refuse(message.id, 'hiddenSignal', refusals.hiddenSignal);
    } else if (this.#rig !== null) this.#input(viewer, message.id, inputOf(message));
    else if (message.type === 'reset' && this.#phase === 'failed') this.#startOver(viewer, message.id, message.keepPrograms);
    else this.#refuseNow(viewer, message.id);
  }

  #refuseNow(viewer: Viewer, id: number): void {
    const code = this.#phase === 'failed' ? 'failed' : this.#phase === 'starting' ? 'starting' : 'asleep';
    viewer.refuse(id, code, refusals[code]);
  }

  #time(viewer: Viewer, message: Extract<ClientMessage, { type: 'time' }>): void {
    const { id, do: what } = message;
    const ack = (): void => viewer.send({ type: 'ack', id, tick: this.#shown?.tick ?? this.#lastTick });
    if (what === 'wake') {
      if (this.#rig !== null) ack();
      else {
        this.#onStarted.push((ok) => (ok ? ack() : viewer.refuse(id, 'failed', this.#failure ?? refusals.failed)));
        if (this.#phase !== 'starting') this.#load();
      }
      return;
    }
    const travel = this.#travel;
    if (travel === null) {
      this.#refuseNow(viewer, id);
      return;
    }
    if (what === 'speed') this.#speed = message.value ?? 1;
    else if (what === 'pause' || what === 'resume') {
      if (what === 'resume' && travel.past) {
        viewer.refuse(id, 'inThePast', refusals.inThePast);
        return;
      }
      this.#phase = what === 'pause' ? 'paused' : 'running';
    } else if (this.#phase !== 'paused' && (what !== 'rewind' || message.tick === undefined)) {
      viewer.refuse(id, 'notPaused', refusals.notPaused);
      return;
    } else {
      this.#phase = 'paused';
      this.#move(travel, message, ack);
      return;
    }
    this.#dueAt = performance.now();
    this.#around.poke();
    this.#moved(ack);
  }

  /** Moves what is shown; bytes that are in the store are fetched first. */
  #move(travel: TimeTravel, message: Extract<ClientMessage, { type: 'time' }>, ack: () => void): void {
    const before = travel.shown;
    this.#recordings.send(true);
    const missing = this.#tryMove(travel, message);
    if (missing !== null) {
      this.#fetching = { segment: missing, goOn: () => this.#move(travel, message, ack) };
      this.#around.send({ type: 'history', rig: this.ticket.rig, epoch: this.epoch, do: 'fetch', segment: missing });
      return;
    }
    if (travel.head !== this.#rig) {
      this.#rig = travel.head;
      // Before hands let go of buttons: a sample is what stands before what acts in its tick.
      this.#recordings.part(travel.partedAt, travel.head, this.#maySee);
      // Whoever pressed a button at that moment has let go since; a hand that still holds it presses again.
      this.#springBack(this.#heldButtons.pressedIn(travel.head));
      this.#keep();
    }
    if (travel.shown !== before) this.#showOther(before, travel.shown);
    this.#moved(ack);
  }

  /** The segment that must be fetched first, or `null` when it is done. */
  #tryMove(travel: TimeTravel, { do: what, tick, branch, controller }: Extract<ClientMessage, { type: 'time' }>): number | null {
    const named = controller ?? Object.keys(travel.shown.controllers())[0] ?? '';
    switch (what) {
      case 'rewind': {
        const missing = travel.missing(tick ?? 0);
        if (missing === null) travel.rewind(tick ?? 0);
        return missing;
      }
      case 'scan':
      case 'scan-back':
        return travel.scan(named, what === 'scan-back');
      case 'into':
      case 'over':
      case 'out':
      case 'back':
        return travel.statement(named, what);
      case 'live':
        travel.live();
        break;
      case 'fork':
        travel.fork();
        break;
      case 'restore':
        travel.restore(branch ?? 0);
        break;
      default:
        travel.tick();
    }
    return null;
  }

  /** Another rig is shown: the same tables where it runs the same programs. */
  #showOther(before: Rig, shown: Rig): void {
    const hashes = (rig: Rig): string => JSON.stringify(Object.values(rig.controllers()).map(({ programHash }) => programHash));
    this.#adoptSignals();
    if (hashes(before) !== hashes(shown)) for (const viewer of this.#viewers) this.#welcome(viewer);
    for (const viewer of this.#viewers) viewer.rewatch(shown, this.#maySee);
    this.#tellForces(before, shown);
  }

  /** What was forced then is not what is forced now. */
  #tellForces(before: Rig, shown: Rig): void {
    const forces = shown.forces();
    if (JSON.stringify(before.forces()) === JSON.stringify(forces)) return;
    for (const viewer of this.#viewers) viewer.send({ type: 'forces', forces });
  }

  #moved(ack: () => void): void {
    this.#frames();
    this.#settle();
    this.#tellState();
    this.#mark(ack);
  }

  #runTo(viewer: Viewer, { id, controller, lines }: Extract<ClientMessage, { type: 'run-to' }>): void {
    const travel = this.#travel;
    if (travel === null) {
      this.#refuseNow(viewer, id);
      return;
    }
    this.#phase = 'paused';
    const before = travel.shown;
    this.#recordings.send(true);
    travel.toBreakpoint(controller, lines);
    if (travel.shown !== before) this.#showOther(before, travel.shown);
    this.#moved(() => viewer.send({ type: 'ack', id, tick: travel.shown.tick }));
  }

  /** Bytes of the past have come from the store; `null` when it does not have them. */
  fetched(segment: number, packed: Uint8Array | null): void {
    const waiting = this.#fetching;
    if (waiting?.segment !== segment || !this.#travel) return;
    this.#fetching = null;
    if (packed) this.#travel.history.fetched(segment, packed);
    this.#guard(waiting.goOn);
  }

  /** Only faults that the lab shows and leaves to be switched. */
  #mayTouch(id: string): boolean {
    const fault = this.#rig?.lab.definition.faults.find((candidate) => candidate.id === id);
    return fault !== undefined && !fault.hidden;
  }

  #input(viewer: Viewer, id: number, input: RigInput): void {
    const rig = this.#rig!;
    const { tick } = rig;
    const applied = rig.apply(input);
    const download = applied.download;
    const refusedDownload = download?.diagnostics.some(({ severity }) => severity === 'error') === true;
    if (!applied.ok && !(refusedDownload && input.kind === 'download')) {
      viewer.refuse(id, applied.code, applied.message);
      return;
    }
    const answer = (): void => {
      if (input.kind === 'download' && download !== undefined) {
        viewer.send({ type: 'downloaded', id, tick, ok: applied.ok, controller: input.controller, ...download });
      } else viewer.send({ type: 'ack', id, tick });
    };
    if (!applied.ok) {
      answer();
      return;
    }
    this.#travel?.input(tick, input);
    if (input.kind === 'operate') this.#heldButtons.operated(viewer, input.signal, input.value !== false);
    const durable = this.#acknowledgements.expect(tick, answer);
    this.#journal(tick, input, () => {
      durable();
      this.#settle();
    });
    viewer.promptUntil = tick + Number(promptSpan / rig.tickNs) + 1;
    this.#prompting = true;
    this.#tellEffects(input);
  }

  #journal(tick: number, input: RigInput, durable?: () => void): void {
    this.#sequence += 1;
    this.#inputSinceKeyframe = true;
    this.#around.outbox.append(
      { kind: 'input', rig: this.ticket.rig, epoch: this.epoch, sequence: this.#sequence, tick, input },
      durable,
    );
  }

  /** The viewer is gone, or time ends: what it alone held springs back. */
  #letGo(viewer: Viewer): void {
    this.#springBack(this.#heldButtons.leave(viewer));
  }

  /** An input like any other: it is journalled, so that a replay has it too. */
  #springBack(signals: readonly string[]): void {
    const rig = this.#rig;
    for (const signal of signals) {
      const input: RigInput = { kind: 'operate', signal, value: false };
      if (!rig?.apply(input).ok) continue;
      this.#travel?.input(rig.tick, input);
      this.#journal(rig.tick, input);
    }
  }

  /** What the tables of every viewer must know at once; values follow with the tick. */
  #tellEffects(input: RigInput): void {
    const rig = this.#rig!;
    const changedTime = rig.tickNs !== this.#tickNs;
    const changedSignals = rig.signalsVersion !== this.#signalsVersion;
    if (changedSignals) {
      this.#adoptSignals();
      this.#recordings.follow(rig, this.#maySee);
    }
    if (input.kind === 'reset' || changedTime) {
      for (const viewer of this.#viewers) this.#welcome(viewer);
      this.#dueAt = performance.now();
    } else if (changedSignals) {
      const signals = this.#signals(rig);
      const programs = rig.programs();
      for (const viewer of this.#viewers) {
        viewer.send({ type: 'signals', signals });
        viewer.send({ type: 'programs', programs });
      }
    }
    if (changedSignals) for (const viewer of this.#viewers) viewer.rewatch(rig, this.#maySee);
    if (input.kind !== 'operate' && input.kind !== 'write') {
      const forces = rig.forces();
      for (const viewer of this.#viewers) viewer.send({ type: 'forces', forces });
      this.#tellState();
    }
    if (this.#phase === 'paused') this.#frames();
  }

  /** Answers go out once the input is durable and has taken effect; while time is paused it takes effect at the next step. */
  #settle(): void {
    const running = this.#rig !== null && this.#phase === 'running';
    this.#acknowledgements.settle(running ? this.#rig!.tick : Number.POSITIVE_INFINITY);
  }

  /**
   * For an author: when the lab was saved, the rig is built anew with the programs that somebody downloaded; a program of the lab's start
   * that nobody touched is the new start's. A lab that cannot be built leaves the rig as it is. Whether it was built.
   */
  #followLab(): boolean {
    const before = this.#rig;
    if (!this.#around.followLabs || before === null) return false;
    const lab = loadLabs([...this.#around.labRoots]).labs.get(this.ticket.lab);
    if (lab === undefined || lab.hash === before.lab.hash || lab.hash === this.#refusedHash) return false;
    const downloaded = Object.entries(before.programs()).filter(
      ([controller, files]) => JSON.stringify(files) !== JSON.stringify(before.lab.start[controller]),
    );
    const built = buildRig(this.ticket, this.#around.labRoots, Object.fromEntries(downloaded), () => {});
    if (!built.ok) {
      this.#refusedHash = lab.hash;
      this.#around.log.warn({ rig: this.ticket.rig, lab: lab.slug, reason: built.message.en }, 'the saved lab cannot be built');
      return false;
    }
    const paused = this.#phase === 'paused';
    for (const viewer of this.#viewers) this.#letGo(viewer);
    this.#travel?.history.clear();
    this.#fetching = null;
    this.#settle();
    this.#run(built.rig, paused);
    this.#keep();
    return true;
  }

  /** Reset of a rig that failed: a new one in its place, and a keyframe of it, so that what made it fail is not replayed. */
  #startOver(viewer: Viewer, id: number, keepPrograms: boolean): void {
    const programs = keepPrograms ? this.#programs : undefined;
    this.#phase = 'starting';
    this.#steps = startSteps.map((name) => ({ name, status: 'idle' }));
    const built = buildRig(this.ticket, this.#around.labRoots, programs, (name, status) => this.#progress(name, status));
    if (!built.ok) {
      this.#fail(built.message, built.code);
      viewer.refuse(id, built.code, built.message);
      return;
    }
    this.#run(built.rig, false);
    const { tick } = built.rig;
    this.#keep(() => viewer.send({ type: 'ack', id, tick }));
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
function stateKey({ phase, controllers }: RigState): string {
  let key: string = phase;
  for (const [name, { mode, fault, programHash }] of Object.entries(controllers))
    key += `|${name} ${mode} ${fault?.tick} ${programHash}`;
  return key;
}
