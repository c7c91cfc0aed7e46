/**
 * What of a recording is looked at: the window, the cursors, the trigger. Positions are ticks, fractions allowed. React is told of what
 * changes at the hand of a person (`subscribe`); what moves with time is painted (`onPaint`), once a frame at most.
 */
import type { Clock } from './clock.ts';
import { ticksIn } from './clock.ts';
import { nearestEdge, nextEdge } from './measure.ts';
import type { Series } from './series.ts';
import { Trigger, type TriggerSettings, type TriggerState } from './trigger.ts';

export type CursorName = 'a' | 'b';

/** What is drawn: the rig's recording, or the trace of a check. */
export interface TrendSource {
  signals: readonly TrendSignal[];
  clock: Clock;
  firstTick: number;
  /** The last tick: now, or the trace's end. */
  lastTick: number;
  /** What is beyond is still to come. */
  live: boolean;
}

export interface TrendSignal {
  name: string;
  type: string;
  /** As the lab says it: `mm`, `%`; empty when it does not. */
  unit: string;
  series: Series;
}

export interface ViewState {
  follow: boolean;
  cursors: boolean;
  snap: boolean;
  trigger: TriggerSettings | null;
  triggerState: TriggerState;
}

/** Nothing is seen better closer than so many ticks. */
const leastTicks = 4;
const firstSeconds = 20;
const mostSeconds = 660;
export const zoomStep = 1.5;

export class TrendView {
  from = 0;
  to = 0;
  cursorA = 0;
  cursorB = 0;
  readonly #requestFrame: (run: () => void) => void;
  readonly #trigger = new Trigger();
  /** Follow by pages instead of steadily: for readers who want no motion. */
  readonly #pages: () => boolean;
  #source: TrendSource;
  #set = false;
  #state: ViewState = { follow: true, cursors: false, snap: true, trigger: null, triggerState: { kind: 'off' } };
  #listeners = new Set<() => void>();
  #painters = new Set<() => void>();
  #asked = false;

  constructor(source: TrendSource, requestFrame: (run: () => void) => void, pages: () => boolean) {
    this.#source = source;
    this.#requestFrame = requestFrame;
    this.#pages = pages;
    this.#place();
  }

  readonly getState = (): ViewState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  onPaint(painter: () => void): () => void {
    this.#painters.add(painter);
    this.invalidate();
    return () => this.#painters.delete(painter);
  }

  get source(): TrendSource {
    return this.#source;
  }

  /** Something to be seen has changed. */
  invalidate(): void {
    if (this.#asked || this.#painters.size === 0) return;
    this.#asked = true;
    this.#requestFrame(() => {
      this.#asked = false;
      if (this.#state.follow) this.#toNow();
      for (const painter of this.#painters) painter();
    });
  }

  /** The recording has grown or changed. Returns true when the trigger has just fired and time is to stand still. */
  update(source: TrendSource): boolean {
    this.#source = source;
    this.#place();
    const fired = this.#advance();
    this.invalidate();
    return fired;
  }

  setFollow(follow: boolean): void {
    if (follow) this.#toNow();
    this.#change({ follow });
  }

  /** `factor` above 1 shows more; the tick `at` keeps its place. While following, now keeps it. */
  zoom(factor: number, at?: number): void {
    const { clock } = this.#source;
    const span = this.to - this.from;
    const next = Math.min(ticksIn(clock, mostSeconds), Math.max(leastTicks, span * factor));
    const fixed = this.#state.follow ? this.to : (at ?? (this.from + this.to) / 2);
    const share = (fixed - this.from) / span;
    this.#window(fixed - share * next, fixed + (1 - share) * next);
  }

  /** By a part of the window. */
  pan(part: number): void {
    this.panTicks(part * (this.to - this.from));
  }

  panTicks(ticks: number): void {
    if (this.#state.follow) this.#change({ follow: false });
    this.#window(this.from + ticks, this.to + ticks);
  }

  fit(): void {
    const { firstTick, lastTick, clock } = this.#source;
    this.#change({ follow: false });
    const room = Math.max(leastTicks, (lastTick - firstTick) * 0.02, ticksIn(clock, 0.02));
    this.#window(firstTick - room, lastTick + room);
  }

  home(): void {
    this.#change({ follow: false });
    this.#window(this.#source.firstTick, this.#source.firstTick + this.to - this.from);
  }

  /** To now: of a rig the window goes along with it. */
  end(): void {
    if (this.#source.live) this.setFollow(true);
    else this.#window(this.#source.lastTick - (this.to - this.from), this.#source.lastTick);
  }

  /** So that a moment is seen. */
  reveal(tick: number): void {
    this.#change({ follow: false });
    const span = this.to - this.from;
    if (tick < this.from || tick > this.to) this.#window(tick - span / 2, tick + span / 2);
    this.invalidate();
  }

  /** A handle that was moved by keys stays in sight. */
  keepInSight(tick: number): void {
    if (!this.#state.follow && (tick < this.from || tick > this.to)) this.reveal(tick);
  }

  setCursors(cursors: boolean): void {
    if (cursors && !this.#state.cursors) {
      // Within what is recorded of the window.
      const left = Math.max(this.from, this.#source.firstTick);
      const span = Math.max(0, Math.min(this.to, this.#source.lastTick) - left);
      this.cursorA = Math.round(left + span * 0.3);
      this.cursorB = Math.round(left + span * 0.7);
    }
    this.#change({ cursors });
    this.invalidate();
  }

  setSnap(snap: boolean): void {
    this.#change({ snap });
  }

  /** To a tick, or to the edge that is nearest within `reach`; a cursor stands on whole ticks. */
  moveCursor(which: CursorName, tick: number, reach = 0): void {
    const { firstTick, lastTick, signals } = this.#source;
    const edge =
      reach > 0
        ? nearestEdge(
            signals.map(({ series }) => series),
            tick,
            reach,
          )
        : null;
    this.#put(which, Math.max(firstTick, Math.min(lastTick, edge ?? Math.round(tick))));
  }

  /** To the next change of any signal. */
  cursorToEdge(which: CursorName, direction: 1 | -1): void {
    const edge = this.edgeFrom(this.cursor(which), direction);
    if (edge !== null) this.#put(which, edge);
  }

  /** The next change of any signal from a tick on; `null` when there is none. */
  edgeFrom(tick: number, direction: 1 | -1): number | null {
    return nextEdge(
      this.#source.signals.map(({ series }) => series),
      tick,
      direction,
    );
  }

  cursor(which: CursorName): number {
    return which === 'a' ? this.cursorA : this.cursorB;
  }

  setTrigger(trigger: TriggerSettings | null): void {
    this.#change({ trigger });
    if (trigger) this.armTrigger();
    else {
      this.#trigger.off();
      this.#change({ triggerState: this.#trigger.state });
    }
  }

  /** Waits for what happens from now on. */
  armTrigger(): void {
    if (!this.#state.trigger) return;
    this.#trigger.arm(this.#source.lastTick);
    this.#change({ triggerState: this.#trigger.state, follow: this.#state.trigger.mode === 'auto' ? true : this.#state.follow });
  }

  #put(which: CursorName, tick: number): void {
    if (which === 'a') this.cursorA = tick;
    else this.cursorB = tick;
    this.invalidate();
  }

  #advance(): boolean {
    const { trigger } = this.#state;
    if (!trigger || !this.#source.live) return false;
    const series = this.#source.signals.find(({ name }) => name === trigger.signal)?.series;
    const span = this.to - this.from;
    const before = this.#trigger.state;
    const tick = this.#trigger.advance(series, this.#source.lastTick, span, trigger);
    if (tick !== null) {
      this.from = tick - trigger.position * span;
      this.to = this.from + span;
    }
    if (this.#trigger.state !== before)
      this.#change({ triggerState: this.#trigger.state, follow: tick === null && trigger.mode === 'auto' });
    return tick !== null && trigger.pause;
  }

  /** The first window, once it is known how long a tick is and where now is. */
  #place(): void {
    const { clock, firstTick, lastTick, live } = this.#source;
    if (this.#set && this.to > this.from) return;
    this.#set = lastTick > 0;
    if (live) {
      this.to = lastTick;
      this.from = lastTick - ticksIn(clock, firstSeconds);
    } else {
      const room = Math.max(leastTicks, (lastTick - firstTick) * 0.02);
      this.from = firstTick - room;
      this.to = lastTick + room;
      this.#state = { ...this.#state, follow: false };
    }
  }

  #toNow(): void {
    const { lastTick } = this.#source;
    const span = this.to - this.from;
    if (!this.#pages()) {
      this.from = lastTick - span;
      this.to = lastTick;
    } else if (lastTick > this.to || lastTick < this.from) {
      this.from = lastTick - span / 3;
      this.to = this.from + span;
    }
  }

  /** Something recorded is always in sight. */
  #window(from: number, to: number): void {
    const { firstTick, lastTick } = this.#source;
    const span = to - from;
    const least = firstTick - span * 0.9;
    const most = Math.max(lastTick - span * 0.1, least);
    this.from = Math.max(least, Math.min(most, from));
    this.to = this.from + span;
    this.invalidate();
  }

  #change(part: Partial<ViewState>): void {
    const next = { ...this.#state, ...part };
    if (Object.keys(part).every((key) => next[key as keyof ViewState] === this.#state[key as keyof ViewState])) return;
    this.#state = next;
    this.invalidate();
    for (const listener of this.#listeners) listener();
  }
}
