/**
 * What viewers do to their rig: stamped with the rig's next tick, applied at once, journalled, and answered when that is durable and has
 * acted.
 */
import type { Rig } from '../rig/rig.ts';
import type { Applied, RigInput } from '../rig/types.ts';
import { Acknowledgements } from './acknowledgements.ts';
import type { Audience } from './audience.ts';
import { HeldButtons } from './held-buttons.ts';
import type { Keeping } from './keeping.ts';
import type { RigLife } from './rig-life.ts';
import { refusals } from './sentences.ts';
import type { Viewer } from './viewer.ts';

export class Inputs {
  readonly #life: RigLife;
  readonly #audience: Audience;
  readonly #keeping: Keeping;
  readonly #acknowledgements = new Acknowledgements();
  #heldButtons = new HeldButtons('');

  constructor(life: RigLife, audience: Audience, keeping: Keeping) {
    this.#life = life;
    this.#audience = audience;
    this.#keeping = keeping;
  }

  /** Another rig runs: nobody holds a button of it. */
  begin(rig: Rig): void {
    this.#heldButtons = new HeldButtons(rig.lab.scene);
  }

  /** Only faults that the lab shows and leaves to be switched. */
  mayTouch(id: string): boolean {
    const fault = this.#life.rig?.lab.definition.faults.find((candidate) => candidate.id === id);
    return fault !== undefined && !fault.hidden;
  }

  /** Whether it was done. */
  give(viewer: Viewer, id: number, rig: Rig, input: RigInput): boolean {
    const { tick } = rig;
    const applied = rig.apply(input);
    const download = applied.download;
    const refusedDownload = download?.diagnostics.some(({ severity }) => severity === 'error') === true;
    if (!applied.ok && !(refusedDownload && input.kind === 'download')) {
      viewer.refuse(id, applied.code, applied.message);
      return false;
    }
    const answer = (): void => {
      if (input.kind === 'download' && download !== undefined) {
        viewer.send({ type: 'downloaded', id, tick, ok: applied.ok, controller: input.controller, ...download });
      } else viewer.send({ type: 'ack', id, tick });
    };
    if (!applied.ok) {
      answer();
      return false;
    }
    this.#life.travel?.input(tick, input);
    if (input.kind === 'operate') this.#heldButtons.operated(viewer, input.signal, input.value !== false);
    const durable = this.#acknowledgements.expect(tick, answer);
    this.#keeping.journal(tick, input, viewer.observer?.id ?? null, () => {
      durable();
      this.settle();
    });
    this.#audience.prompt(viewer, rig);
    const afresh = this.#audience.tellEffects(rig, input);
    this.#audience.recordings.input(tick, input);
    if (afresh) this.#life.dueAt = performance.now();
    if (this.#life.phase === 'paused') this.#audience.frames();
    return true;
  }

  /** The viewer is gone, or time ends: what it alone held springs back. */
  letGo(viewer: Viewer): void {
    this.#springBack(this.#heldButtons.leave(viewer));
  }

  /** The hands on a rig that was brought back from earlier have gone since; one that still holds a button presses again. */
  letGoAll(rig: Rig): void {
    this.#springBack(this.#heldButtons.pressedIn(rig));
  }

  /** An input like any other: it is journalled, so that a replay has it too. */
  #springBack(signals: readonly string[]): void {
    for (const signal of signals) {
      const input: RigInput = { kind: 'operate', signal, value: false };
      if (this.giveOwn(input)) this.#audience.recordings.input(this.#life.tick, input);
    }
  }

  /** An input of the host's own: journalled as any other, answered to nobody. Whether it was taken. */
  giveOwn(input: RigInput): boolean {
    return this.apply(input).ok;
  }

  /** The same, and why it was not taken. What every viewer must know of it is told. `by`: whose doing it is, when not the owner's. */
  apply(input: RigInput, by: string | null = null): Applied {
    const { rig, travel } = this.#life;
    if (!rig) return { ok: false, code: 'asleep', message: refusals.asleep };
    const { tick } = rig;
    const applied = rig.apply(input);
    if (!applied.ok) return applied;
    travel?.input(tick, input);
    this.#keeping.journal(tick, input, by);
    if (input.kind === 'download' || input.kind === 'fault') this.#audience.tellEffects(rig, input);
    return applied;
  }

  /** Answers go out once the input is durable and has taken effect; while time is paused it takes effect at the next step. */
  settle(): void {
    const { rig, phase } = this.#life;
    this.#acknowledgements.settle(rig !== null && phase === 'running' ? rig.tick : Number.POSITIVE_INFINITY);
  }
}
