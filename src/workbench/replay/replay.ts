/**
 * A verdict's trace played again: a signal store of its own, which the scene paints from as it does from the rig's, and a position that
 * runs along the trace, is paused, and is put anywhere.
 */
import type { Trace } from '#sandbox/host/api.ts';
import { traceWindow } from '../checks/trace-lanes.ts';
import { valueOfSample } from '../checks/trace-value.ts';
import { SignalStore } from '../rig/signal-store.ts';

export interface ReplayState {
  tick: number;
  playing: boolean;
  /** Logical seconds a second. */
  speed: number;
}

/** Of the page: a callback at the next frame, with the time in milliseconds. */
export type RequestFrame = (run: (now: number) => void) => void;

/** After a pause of the page nothing jumps: at most this much is made up, in milliseconds. */
const longestFrame = 100;

export class Replay {
  readonly trace: Trace;
  /** Of which check, for the reader. */
  readonly title: string;
  readonly store: SignalStore;
  #requestFrame: RequestFrame;
  #state: ReplayState;
  /** Between two ticks while it plays. */
  #position: number;
  #lastFrame: number | null = null;
  #asked = false;
  #stopped = false;
  #listeners = new Set<() => void>();

  /** Stands where the story of the verdict begins. */
  constructor(trace: Trace, title: string, requestFrame: RequestFrame) {
    this.trace = trace;
    this.title = title;
    this.#requestFrame = requestFrame;
    this.store = new SignalStore((paint) => requestFrame(paint));
    this.store.setTable(
      trace.signals.map(({ name, type }, id) => ({
        id,
        name,
        type,
        kind: 'plant-output',
        address: null,
        operable: false,
        forceable: false,
        writable: false,
      })),
    );
    this.store.setLive(true);
    this.#position = traceWindow(trace).from;
    this.#state = { tick: this.#position, playing: false, speed: 1 };
    this.#show();
  }

  readonly getState = (): ReplayState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get secondsPerTick(): number {
    return Number(this.trace.tickNs) / 1e9;
  }

  /** From the start again when it stands at the end. */
  play(): void {
    if (this.#position >= this.trace.ticks) this.#position = traceWindow(this.trace).from;
    this.#lastFrame = null;
    this.#change({ playing: true });
    this.#nextFrame();
  }

  pause(): void {
    this.#change({ playing: false });
  }

  setSpeed(speed: number): void {
    this.#change({ speed });
  }

  seek(tick: number): void {
    this.#position = Math.max(0, Math.min(this.trace.ticks, tick));
    this.#show();
  }

  stop(): void {
    this.#stopped = true;
    this.#change({ playing: false });
  }

  #nextFrame(): void {
    if (this.#asked || this.#stopped || !this.#state.playing) return;
    this.#asked = true;
    this.#requestFrame((now) => this.#frame(now));
  }

  #frame(now: number): void {
    this.#asked = false;
    if (this.#stopped || !this.#state.playing) return;
    const passed = this.#lastFrame === null ? 0 : Math.min(longestFrame, now - this.#lastFrame);
    this.#lastFrame = now;
    this.#position += ((passed / 1_000) * this.#state.speed) / this.secondsPerTick;
    if (this.#position >= this.trace.ticks) {
      this.#position = this.trace.ticks;
      this.#change({ playing: false });
    }
    this.#show();
    this.#nextFrame();
  }

  /** Every signal as it was at the position: its last sample until then. */
  #show(): void {
    const tick = Math.floor(this.#position);
    this.store.take(
      this.trace.signals.flatMap(({ samples }, id) => {
        const held = samples[lastUntil(samples, tick)];
        return held ? [{ id, value: valueOfSample(held.value) }] : [];
      }),
    );
    this.#change({ tick });
  }

  #change(part: Partial<ReplayState>): void {
    const next = { ...this.#state, ...part };
    if (next.tick === this.#state.tick && next.playing === this.#state.playing && next.speed === this.#state.speed) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}

/** Index of the last sample at or before a tick; the first when all are later. */
function lastUntil(samples: readonly { tick: number }[], tick: number): number {
  let [low, high] = [0, samples.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (samples[middle]!.tick <= tick) low = middle;
    else high = middle - 1;
  }
  return low;
}
