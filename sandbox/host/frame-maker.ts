/** Samples of a rig, tick by tick, made into recording frames: in one frame all ticks are alike and none is missing. */
import type { Value } from '../rig/types.ts';
import { type RecordingFrame, recordingFlags } from '../wire/recording.ts';
import { SampleBuffer } from './sample-buffer.ts';

/** Where a rig's time stands. */
interface Moment {
  readonly tick: number;
  readonly timeNs: bigint;
  readonly tickNs: bigint;
}

export class FrameMaker {
  readonly #flags: number;
  readonly #put: (frame: RecordingFrame) => void;
  readonly #buffer: SampleBuffer;
  /** The next frame is the first of its recording. */
  #first = true;
  #stride = 1;
  #fromNs = 0n;
  #nextNs = 0n;
  #tickNs = 1n;

  /** `limit`: changes that may wait for one frame, the more they are beyond it the more they are thinned. `flags`: of every frame. */
  constructor(limit: number, flags: number, put: (frame: RecordingFrame) => void) {
    this.#buffer = new SampleBuffer(limit);
    this.#flags = flags;
    this.#put = put;
  }

  /** Changes that wait. */
  get waiting(): number {
    return this.#buffer.cost;
  }

  /** Of the ticks that come in later frames only every so many-th is told; at the least. */
  set stride(ticks: number) {
    this.#stride = ticks;
  }

  /** The tick that is sampled stays in its frame: of one that does not, only BOOLs need to be looked at. */
  get stays(): boolean {
    return this.#buffer.stays;
  }

  /** Another recording begins: all that waits is sent. */
  restart(): void {
    this.send();
    this.#first = true;
  }

  /** The rig's moment is sampled: `add` tells what had changed. */
  at({ tick, timeNs, tickNs }: Moment): void {
    if (timeNs !== this.#nextNs || tickNs !== this.#tickNs || tick !== this.#buffer.toTick + 1) {
      this.send();
      this.#tickNs = tickNs;
      this.#fromNs = timeNs;
      this.#buffer.begin(tick, this.#stride);
    }
    this.#nextNs = timeNs + tickNs;
    this.#buffer.reach(tick);
  }

  add(id: number, value: Value): void {
    this.#buffer.add(id, value);
  }

  /** One frame of all that waits, if anything was sampled. */
  send(): void {
    if (this.#buffer.empty) return;
    const { fromTick, toTick } = this.#buffer;
    const samples = this.#buffer.samples();
    const flags = this.#flags | (this.#first ? recordingFlags.complete : 0) | (this.#buffer.thinned ? recordingFlags.thinned : 0);
    this.#put({ flags, fromTick, toTick, fromNs: this.#fromNs, tickNs: Number(this.#tickNs), samples });
    this.#first = false;
    // What comes next follows on what was sent, and is likely as much.
    this.#fromNs = this.#nextNs;
    this.#buffer.begin(toTick + 1, Math.max(this.#stride, this.#buffer.nextStride));
  }
}
