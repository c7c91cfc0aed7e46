/** When a drawing stops to be looked at: an edge of a digital signal, or a level that an analogue one crosses. */
import type { Series } from './series.ts';
import { covers } from './spans.ts';

export const triggerModes = ['auto', 'normal', 'single'] as const;
export const triggerEdges = ['rising', 'falling', 'either'] as const;
export type TriggerMode = (typeof triggerModes)[number];
export type TriggerEdge = (typeof triggerEdges)[number];

export interface TriggerSettings {
  signal: string;
  edge: TriggerEdge;
  /** Rising: from below this to this or above. For a digital signal one half. */
  level: number;
  mode: TriggerMode;
  /** Where in the window the instant stands: 0 left, 1 right. */
  position: number;
  /** Time stands still when it triggers. */
  pause: boolean;
}

/** The first tick in `from`..`to` at which the series does what is asked; `null` when it does not. A gap is no edge. */
export function findTrigger(
  series: Series,
  from: number,
  to: number,
  { edge, level }: Pick<TriggerSettings, 'edge' | 'level'>,
): number | null {
  const end = series.indexAt(to);
  for (let index = Math.max(series.start + 1, series.indexAt(from - 1) + 1); index <= end; index++) {
    const tick = series.ticks[index]!;
    if (!covers(series.known, tick - 1)) continue;
    const before = series.values[index - 1]!;
    const now = series.values[index]!;
    const rises = before < level && now >= level;
    const falls = before >= level && now < level;
    if ((rises && edge !== 'falling') || (falls && edge !== 'rising')) return tick;
  }
  return null;
}

export type TriggerState = { kind: 'off' } | { kind: 'waiting' } | { kind: 'triggered'; tick: number };

/**
 * Watches a recording as it grows. After a trigger it holds off until the window behind the instant is full; `single` then stays, the
 * others wait again.
 */
export class Trigger {
  state: TriggerState = { kind: 'off' };
  #looked = 0;
  #armed = false;

  /** Waits for what comes after `tick`. */
  arm(tick: number): void {
    this.state = { kind: 'waiting' };
    this.#looked = tick + 1;
    this.#armed = true;
  }

  off(): void {
    this.state = { kind: 'off' };
    this.#armed = false;
  }

  /**
   * The recording now reaches `now`; `span` is the window's length in ticks. Returns the instant when it has just triggered.
   */
  advance(series: Series | undefined, now: number, span: number, settings: TriggerSettings): number | null {
    if (!this.#armed) return null;
    // Time went back (a fork): what is looked at begins anew.
    if (now < this.#looked - 1) this.#looked = now + 1;
    if (this.state.kind === 'triggered') {
      if (settings.mode === 'single') return null;
      const full = this.state.tick + (1 - settings.position) * span;
      if (now <= full) return null;
      this.#looked = Math.max(this.#looked, Math.ceil(full) + 1);
      // Held, and shown, until the next; of `auto` the window goes on with now when none comes for its length.
      if (settings.mode === 'auto' && now > full + span) this.state = { kind: 'waiting' };
    }
    if (!series || this.#looked > now) return null;
    const tick = findTrigger(series, this.#looked, now, settings);
    this.#looked = now + 1;
    if (tick === null) return null;
    this.state = { kind: 'triggered', tick };
    return tick;
  }
}

/** What most people want first: a rising edge of the first digital signal, else the first signal's middle. */
export function firstTrigger(signals: readonly { name: string; type: string }[]): TriggerSettings | null {
  const signal = signals.find(({ type }) => type === 'BOOL') ?? signals[0];
  if (!signal) return null;
  return {
    signal: signal.name,
    edge: 'rising',
    level: signal.type === 'BOOL' ? 0.5 : 0,
    mode: 'normal',
    position: 0.5,
    pause: false,
  };
}
