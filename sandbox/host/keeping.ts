/** What of a rig must survive its host: keyframes, inputs and marks go to the supervisor, and so do the bytes of a long past. */
import type { Rig } from '../rig/rig.ts';
import type { RigInput } from '../rig/types.ts';
import type { StoredKeyframe } from './channel.ts';
import type { HistoryStore } from './history.ts';
import { packKeyframe } from './keyframe-codec.ts';
import type { RigLife } from './rig-life.ts';
import type { RigSurroundings } from './surroundings.ts';

/** Milliseconds between keyframes: after inputs, and without any. A journal is replayed at most this far. */
const keyframeAfterInput = 5_000;
const keyframeAnyway = 30_000;

export class Keeping {
  readonly #life: RigLife;
  readonly #around: RigSurroundings;
  #sequence = 0;
  #markedTick = -1;
  #keyframeAt = 0;
  #inputSinceKeyframe = false;
  #onKept: (() => void)[] = [];
  /** Who waits for bytes of the past that are in the store: for which segment, and what to do then. */
  readonly #fetching = new Map<object, { segment: number; goOn: (packed: Uint8Array | null) => void }>();

  constructor(life: RigLife, around: RigSurroundings) {
    this.#life = life;
    this.#around = around;
  }

  get #place(): { rig: string; epoch: number } {
    return { rig: this.#life.ticket.rig, epoch: this.#life.epoch };
  }

  /** What the next input will be counted as. */
  get nextSequence(): number {
    return this.#sequence + 1;
  }

  /** The last input that is stored. */
  resume(sequence: number): void {
    this.#sequence = sequence;
  }

  /** The rig runs from now on. */
  begin(now: number): void {
    this.#keyframeAt = now;
    this.#markedTick = -1;
    this.#around.send({ type: 'started', ...this.#place });
  }

  /** `by`: whose input it is, when not the owner's. */
  journal(tick: number, input: RigInput, by: string | null = null, durable?: () => void): void {
    this.#sequence += 1;
    this.#inputSinceKeyframe = true;
    const line = { kind: 'input', ...this.#place, sequence: this.#sequence, tick, input } as const;
    this.#around.outbox.append(by === null ? line : { ...line, by }, durable);
  }

  mark(rig: Rig, durable?: () => void): void {
    const { tick } = rig;
    this.#markedTick = tick;
    const paused = this.#life.phase === 'paused';
    this.#around.outbox.append({ kind: 'mark', ...this.#place, sequence: this.#sequence, tick, paused }, durable);
  }

  keep(rig: Rig, kept?: () => void): void {
    const keyframe: StoredKeyframe = {
      labHash: rig.lab.hash,
      tick: rig.tick,
      sequence: this.#sequence,
      paused: this.#life.phase === 'paused',
      packed: packKeyframe(rig.save()),
      programs: rig.programs(),
    };
    this.#keyframeAt = performance.now();
    this.#inputSinceKeyframe = false;
    this.#markedTick = rig.tick;
    this.#onKept.push(kept ?? (() => {}));
    this.#around.outbox.flush();
    this.#around.send({ type: 'keyframe', ...this.#place, keyframe });
  }

  kept(): void {
    this.#onKept.shift()?.();
  }

  /** Once a second: a keyframe when the last is old enough, or where time stands. */
  housekeep(rig: Rig, now: number): void {
    const age = now - this.#keyframeAt;
    const running = this.#life.phase === 'running';
    if ((this.#inputSinceKeyframe && age >= keyframeAfterInput) || (running && age >= keyframeAnyway)) this.keep(rig);
    else if (rig.tick !== this.#markedTick) this.mark(rig);
  }

  readonly history: HistoryStore = {
    spill: (segment, packed) => this.#around.send({ type: 'history', ...this.#place, do: 'spill', segment, packed }),
    forget: (segments) => this.#around.send({ type: 'history', ...this.#place, do: 'forget', segments }),
  };

  /** Asks the store for a segment of the past; `goOn` with its answer, `null` when it does not have it. Each may wait for one. */
  fetch(waiter: object, segment: number, goOn: (packed: Uint8Array | null) => void): void {
    this.#fetching.set(waiter, { segment, goOn });
    this.#around.send({ type: 'history', ...this.#place, do: 'fetch', segment });
  }

  stopFetching(waiter: object): void {
    this.#fetching.delete(waiter);
  }

  stopAllFetching(): void {
    this.#fetching.clear();
  }

  /** The store's answer. */
  fetched(segment: number, packed: Uint8Array | null): void {
    for (const [waiter, waiting] of [...this.#fetching]) {
      if (waiting.segment !== segment) continue;
      this.#fetching.delete(waiter);
      waiting.goOn(packed);
    }
  }
}
