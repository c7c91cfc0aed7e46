/** Everyone who looks at one rig. Two tabs are told the same because both are told from here. */

import { visibleSignals } from '../lab/visible-signals.ts';
import type { Rig } from '../rig/rig.ts';
import type { RigInput } from '../rig/types.ts';
import { Coverages } from './coverages.ts';
import { NetworkView } from './network-view.ts';
import { Recordings } from './recordings.ts';
import { type RigLife, stateKey } from './rig-life.ts';
import type { Viewer } from './viewer.ts';

/** For this much logical time after an operator's input its effects go out tick by tick, in nanoseconds: a scan or two. */
const promptSpan = 30_000_000n;

export class Audience {
  readonly viewers = new Set<Viewer>();
  readonly recordings = new Recordings<Viewer>();
  readonly coverages: Coverages<Viewer>;
  readonly networkView: NetworkView<Viewer>;
  readonly #life: RigLife;
  /** What a browser may know of. */
  #maySee: (signal: string) => boolean = () => false;
  #types: string[] = [];
  #signalsVersion = -1;
  #tickNs = 0n;
  #stateKey = '';
  #prompting = false;

  constructor(life: RigLife) {
    this.#life = life;
    this.coverages = new Coverages(life);
    this.networkView = new NetworkView(life);
  }

  maySee(signal: string): boolean {
    return this.#maySee(signal);
  }

  leave(viewer: Viewer): void {
    this.viewers.delete(viewer);
    this.recordings.leave(viewer);
    this.coverages.cover(viewer, null);
    this.networkView.leave(viewer);
  }

  /** A rig has begun to run: everyone is welcomed to it. */
  begin(rig: Rig): void {
    this.#maySee = visibleSignals(rig.lab);
    this.#adoptSignals();
    this.#stateKey = stateKey(this.#life.state());
    this.recordings.follow(rig, this.#maySee);
    for (const viewer of this.viewers) {
      this.welcome(viewer);
      viewer.rewatch(rig, this.#maySee);
    }
    this.frames();
  }

  /** It is no longer in memory. */
  end(): void {
    this.recordings.follow(null, this.#maySee);
    for (const viewer of this.viewers) viewer.rewatch(null, this.#maySee);
  }

  welcome(viewer: Viewer): void {
    const { shown, ticket } = this.#life;
    viewer.send({
      type: 'welcome',
      rig: ticket.rig,
      lab: ticket.lab,
      labHash: shown!.lab.hash,
      tickNs: String(shown!.tickNs),
      tick: shown!.tick,
      state: this.#life.state(),
      signals: this.#signals(shown!),
      forces: shown!.forces(),
      devices: shown!.network?.servers() ?? [],
      programs: shown!.programs(),
    });
  }

  #signals(rig: Rig): ReturnType<Rig['signals']> {
    return rig.signals().filter(({ name }) => this.#maySee(name));
  }

  #adoptSignals(): void {
    const { shown, rig } = this.#life;
    this.#signalsVersion = shown!.signalsVersion;
    this.#tickNs = shown!.tickNs;
    this.#types = [];
    for (const { id, type } of shown!.signals()) this.#types[id] = type;
    this.#life.programs = rig!.programs();
  }

  tellState(): void {
    const state = this.#life.state();
    this.#stateKey = stateKey(state);
    for (const viewer of this.viewers) viewer.send({ type: 'state', tick: this.#life.toldTick, state });
  }

  /** Unless it is what they know. */
  tellOtherState(): void {
    if (this.viewers.size > 0 && stateKey(this.#life.state()) !== this.#stateKey) this.tellState();
  }

  watch(viewer: Viewer, signals: readonly string[]): void {
    viewer.watch(signals, this.#life.shown, this.#maySee);
  }

  /** At once, to one. */
  frame(viewer: Viewer): void {
    if (this.#life.shown !== null) viewer.sendChanges(this.#life.shown, this.#types, false);
  }

  frames(): void {
    for (const viewer of this.viewers) this.frame(viewer);
    this.recordings.send();
    this.coverages.send();
    this.networkView.send(performance.now());
  }

  /** This viewer's own input takes effect in the tick that comes: it sees so at once. */
  prompt(viewer: Viewer, rig: Rig): void {
    viewer.promptUntil = rig.tick + Number(promptSpan / rig.tickNs) + 1;
    this.#prompting = true;
  }

  /** Outside the cadence, to those whose own input took effect in the ticks from `before` on. */
  promptFrames(rig: Rig, before: number): void {
    if (!this.#prompting) return;
    this.#prompting = false;
    for (const viewer of this.viewers) {
      if (viewer.promptUntil < before) continue;
      viewer.sendChanges(rig, this.#types, true);
      this.#prompting ||= viewer.promptUntil >= rig.tick;
    }
  }

  /** The head went on another way. Before anything else acts on it: a sample is what stands before what acts in its tick. */
  part(tick: number, rig: Rig): void {
    this.recordings.part(tick, rig, this.#maySee);
  }

  /** Another rig is shown: the same tables where it runs the same programs. */
  showOther(before: Rig, shown: Rig): void {
    const hashes = (rig: Rig): string => JSON.stringify(Object.values(rig.controllers()).map(({ programHash }) => programHash));
    this.#adoptSignals();
    if (hashes(before) !== hashes(shown)) for (const viewer of this.viewers) this.welcome(viewer);
    for (const viewer of this.viewers) viewer.rewatch(shown, this.#maySee);
    // What was forced then is not what is forced now.
    if (JSON.stringify(before.forces()) !== JSON.stringify(shown.forces())) this.#tellForces(shown);
  }

  #tellPrograms(rig: Rig): void {
    const programs = rig.programs();
    this.#life.programs = programs;
    for (const viewer of this.viewers) viewer.send({ type: 'programs', programs });
  }

  #tellForces(rig: Rig): void {
    const forces = rig.forces();
    for (const viewer of this.viewers) viewer.send({ type: 'forces', forces });
  }

  /** What the tables of every viewer must know at once after an input; values follow with the tick. Whether time began anew with it. */
  tellEffects(rig: Rig, input: RigInput): boolean {
    const afresh = input.kind === 'reset' || rig.tickNs !== this.#tickNs;
    const changedSignals = rig.signalsVersion !== this.#signalsVersion;
    if (changedSignals) {
      this.#adoptSignals();
      this.recordings.follow(rig, this.#maySee);
    }
    if (afresh) for (const viewer of this.viewers) this.welcome(viewer);
    else if (changedSignals) {
      const signals = this.#signals(rig);
      for (const viewer of this.viewers) viewer.send({ type: 'signals', signals });
    }
    // The gateway's file and the answers come by download, too, and move no signal.
    if (input.kind === 'download' || (changedSignals && !afresh)) this.#tellPrograms(rig);
    if (changedSignals) for (const viewer of this.viewers) viewer.rewatch(rig, this.#maySee);
    if (input.kind !== 'operate' && input.kind !== 'write') {
      this.#tellForces(rig);
      this.tellState();
    }
    return afresh;
  }
}
