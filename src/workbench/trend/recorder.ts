/**
 * Records chosen signals of a rig tick by tick: asks for them, merges what happens now with what is recalled of the past, and forgets what
 * did not happen after all. Lives as long as the visit to the lab, whether or not the trend is in front.
 */

import { limits, type RigEvent, type RigState, type WireSignal } from '#sandbox/wire/messages.ts';
import type { RecordingFrame } from '#sandbox/wire/recording.ts';
import { recordingFlags } from '#sandbox/wire/recording.ts';
import type { RigConnection } from '../rig/rig-connection.ts';
import { type Clock, sameClock } from './clock.ts';
import { kindOf, plotted } from './plottable.ts';
import { Series } from './series.ts';
import { addSpan, missing, type Span, within } from './spans.ts';

export const mostSignals = limits.recordedSignals;
/** How far back is kept and recalled. */
export const keptSeconds = 600;
/** One recall: short enough that what is in front of the eye comes first. */
const recallSeconds = 60;
/** Older events than so many are let go. */
const mostEvents = 2_000;

export type RecordingLine = Pick<RigConnection, 'record' | 'recall' | 'onRecording' | 'onEvents' | 'getSnapshot' | 'subscribe'>;

/** A check that was asked for while the rig was at `tick`; `null`: not answered yet. */
export interface CheckMark {
  tick: number;
  passed: boolean | null;
}

export interface RecorderState {
  chosen: readonly string[];
  /** The past is being recalled. */
  recalling: boolean;
  /** Something of the last ten minutes was dropped for want of room. */
  dropped: boolean;
  /** Grows with every event, so that lists of them are made anew. */
  eventsVersion: number;
}

export class Recorder {
  readonly #line: RecordingLine;
  readonly #remember: (chosen: readonly string[]) => void;
  #state: RecorderState;
  /** Nothing was ever chosen here: the first table of signals decides. */
  #undecided: boolean;
  #series = new Map<string, Series>();
  #asked = new Map<string, Span[]>();
  #byId = new Map<number, WireSignal>();
  #table: readonly WireSignal[] = [];
  #rig: RigState | null = null;
  #online = false;
  #recalling = false;
  /** What frames tell of: of what happens now, and of what is being recalled. */
  #recorded: ReadonlySet<string> = new Set();
  #recalled: ReadonlySet<string> = new Set();
  #live: number | null = null;
  #clock: Clock | null = null;
  #events: RigEvent[] = [];
  #checks: CheckMark[] = [];
  #listeners = new Set<() => void>();
  #data = new Set<() => void>();
  #endings: (() => void)[];

  /** `chosen`: as remembered; `null` on the first visit. */
  constructor(line: RecordingLine, chosen: readonly string[] | null, remember: (chosen: readonly string[]) => void) {
    this.#line = line;
    this.#remember = remember;
    this.#undecided = chosen === null;
    this.#state = { chosen: (chosen ?? []).slice(0, mostSignals), recalling: false, dropped: false, eventsVersion: 0 };
    this.#endings = [
      line.onRecording((frame) => this.#take(frame)),
      line.onEvents((events) => this.#happened(events)),
      line.subscribe(() => this.#look()),
    ];
    this.#look();
  }

  stop(): void {
    for (const end of this.#endings) end();
  }

  readonly getState = (): RecorderState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  /** After every change of what is recorded; many times a second. */
  onData(listener: () => void): () => void {
    this.#data.add(listener);
    return () => this.#data.delete(listener);
  }

  series(name: string): Series | undefined {
    return this.#series.get(name);
  }

  signal(name: string): WireSignal | undefined {
    return this.#table.find((signal) => signal.name === name);
  }

  /** How ticks are seconds: of the rig's present program; another length of a tick begins another recording. */
  get clock(): Clock {
    return this.#clock ?? { tickNs: this.#line.getSnapshot().tickNs, offsetNs: 0 };
  }

  /** The last tick of which anything is known: now, while the line stands. */
  get nowTick(): number {
    return Math.max(this.#live ?? 0, this.#rig?.time.headTick ?? 0);
  }

  /** The first tick that is kept here. */
  get firstTick(): number {
    let first = this.nowTick;
    for (const name of this.#state.chosen) first = Math.min(first, this.#series.get(name)?.known[0]?.from ?? first);
    return first;
  }

  get events(): readonly RigEvent[] {
    return this.#events;
  }

  get checks(): readonly CheckMark[] {
    return this.#checks;
  }

  /** Records these from now on; what was recorded of others is let go. */
  choose(names: readonly string[]): void {
    this.#undecided = false;
    const chosen = [...new Set(names)].slice(0, mostSignals);
    for (const name of [...this.#series.keys()]) {
      if (chosen.includes(name)) continue;
      this.#series.delete(name);
      this.#asked.delete(name);
    }
    this.#remember(chosen);
    this.#change({ chosen });
    this.#send();
    this.#tell();
  }

  checkAsked(): void {
    this.#checks = [...this.#checks.slice(-199), { tick: this.nowTick, passed: null }];
    this.#change({ eventsVersion: this.#state.eventsVersion + 1 });
    this.#tell();
  }

  checkAnswered(passed: boolean): void {
    this.#checks = this.#checks.map((check, index) => (index === this.#checks.length - 1 ? { ...check, passed } : check));
    this.#change({ eventsVersion: this.#state.eventsVersion + 1 });
    this.#tell();
  }

  #look(): void {
    const { link, rig, signals } = this.#line.getSnapshot();
    if (signals !== this.#table) {
      this.#table = signals;
      this.#byId = new Map(signals.map((signal) => [signal.id, signal]));
      if (this.#undecided && signals.length > 0) this.#decide(signals);
      this.#send();
    }
    if (rig !== this.#rig) {
      this.#rig = rig;
      // The state overtakes no recording: what is recorded beyond the present did not happen after all.
      if (rig) this.#voidAfter(rig.time.headTick);
    }
    const online = link === 'online';
    if (online !== this.#online) {
      this.#online = online;
      if (online) {
        this.#asked.clear();
        // Until its next tick the rig has nothing to tell but what was; that is asked for up to now.
        this.#live = rig?.time.headTick ?? this.#live;
        this.#send();
      }
      this.#tell();
    }
  }

  /** First visit: what goes into the controllers and what comes out. */
  #decide(signals: readonly WireSignal[]): void {
    const drawn = signals.filter(({ type }) => kindOf(type) !== null);
    const terminals = [
      ...drawn.filter(({ kind }) => kind === 'input-terminal'),
      ...drawn.filter(({ kind }) => kind === 'output-terminal'),
    ];
    this.#undecided = false;
    this.#change({ chosen: terminals.slice(0, 8).map(({ name }) => name) });
  }

  #send(): void {
    if (!this.#online) return;
    const names = this.#state.chosen.filter((name) => kindOf(this.signal(name)?.type ?? '') !== null);
    this.#line.record(names);
    void this.#recall();
  }

  #take(frame: RecordingFrame): void {
    if (frame.flags & recordingFlags.parted) {
      this.#voidAfter(frame.fromTick);
      return;
    }
    const recalled = (frame.flags & recordingFlags.recalled) !== 0;
    const clock = { tickNs: frame.tickNs, offsetNs: Number(frame.fromNs) - frame.fromTick * frame.tickNs };
    if (!sameClock(clock, this.#clock)) {
      // Of a program with another length of a tick: its ticks do not stand on this axis.
      if (recalled && this.#clock) return;
      if (this.#clock) this.#anew();
      this.#clock = clock;
    }
    if (!recalled && frame.flags & recordingFlags.complete) this.#voidAfter(frame.fromTick - 1);
    const ticks = new Map<string, number[]>();
    const values = new Map<string, number[]>();
    for (const sample of frame.samples) {
      for (const { id, value } of sample.entries) {
        const signal = this.#byId.get(id);
        const number = signal ? plotted(value, signal.type) : null;
        if (!signal || number === null) continue;
        if (!ticks.has(signal.name)) {
          ticks.set(signal.name, []);
          values.set(signal.name, []);
        }
        ticks.get(signal.name)?.push(sample.tick);
        values.get(signal.name)?.push(number);
      }
    }
    if (!recalled && frame.flags & recordingFlags.complete) this.#recorded = new Set(ticks.keys());
    // Of a signal that the frame tells of without naming it, the value before went on.
    const toldOf = recalled ? this.#recalled : this.#recorded;
    for (const name of this.#state.chosen) {
      if (!toldOf.has(name)) continue;
      const own = ticks.get(name);
      let series = this.#series.get(name);
      if (!series) {
        series = new Series();
        this.#series.set(name, series);
      }
      series.take(frame.fromTick, frame.toTick, own ?? [], values.get(name) ?? []);
      series.forgetBefore(this.nowTick - this.#kept());
    }
    if (!recalled) this.#live = Math.max(frame.toTick, this.#live ?? 0);
    this.#change({ dropped: [...this.#series.values()].some((series) => series.dropped) });
    if (frame.flags & recordingFlags.complete) void this.#recall();
    this.#tell();
  }

  /** Asks for what is missing of the last ten minutes, newest first, one recall after the other. */
  async #recall(): Promise<void> {
    if (this.#recalling) return;
    this.#recalling = true;
    for (let next = this.#nextRecall(); next; next = this.#nextRecall()) {
      this.#change({ recalling: true });
      const { names, from, to } = next;
      this.#recalled = new Set(names);
      await this.#line.recall(names, from, to);
      // Asked once: what the rig did not tell it does not keep.
      for (const name of names) this.#asked.set(name, addSpan(this.#asked.get(name) ?? [], from, to));
    }
    this.#recalling = false;
    this.#change({ recalling: false });
    this.#tell();
  }

  #nextRecall(): { names: string[]; from: number; to: number } | null {
    if (!this.#online || !this.#rig || this.#rig.phase === 'starting' || this.#live === null) return null;
    const earliest = Math.max(0, this.#rig.time.earliestTick, this.#live - this.#kept());
    const gaps = this.#state.chosen.flatMap((name) => {
      const known = this.#series.get(name)?.known ?? [];
      const asked = this.#asked.get(name) ?? [];
      const all = [...known, ...asked].reduce<Span[]>((spans, { from, to }) => addSpan(spans, from, to), []);
      const last = missing(all, earliest, this.#live ?? 0).at(-1);
      return last && this.signal(name) ? [{ name, ...last }] : [];
    });
    const to = Math.max(...gaps.map((gap) => gap.to));
    if (gaps.length === 0) return null;
    const same = gaps.filter((gap) => gap.to === to);
    const from = Math.max(...same.map((gap) => gap.from), to - Math.round((recallSeconds * 1e9) / this.clock.tickNs));
    return { names: same.map(({ name }) => name), from, to };
  }

  #kept(): number {
    return Math.round((keptSeconds * 1e9) / this.clock.tickNs);
  }

  /** What is later than a tick did not happen: a fork, a future brought back, a reset. */
  #voidAfter(tick: number): void {
    if (this.#live === null || tick >= this.#live) return;
    for (const series of this.#series.values()) series.voidFrom(tick + 1);
    for (const [name, spans] of this.#asked) this.#asked.set(name, within(spans, 0, tick));
    this.#events = this.#events.filter((event) => event.tick <= tick);
    this.#checks = this.#checks.filter((check) => check.tick <= tick);
    this.#live = tick;
    this.#change({ eventsVersion: this.#state.eventsVersion + 1 });
    this.#tell();
  }

  #happened(events: readonly RigEvent[]): void {
    const reset = events.find(({ kind }) => kind === 'reset');
    if (reset && reset.tick <= 1) this.#anew();
    const key = (event: RigEvent) => `${event.tick} ${event.kind} ${event.subject} ${event.value}`;
    const known = new Set(this.#events.map(key));
    const fresh = events.filter((event) => !known.has(key(event)));
    if (fresh.length === 0) return;
    this.#events = [...this.#events, ...fresh].sort((one, other) => one.tick - other.tick).slice(-mostEvents);
    this.#change({ eventsVersion: this.#state.eventsVersion + 1 });
    this.#tell();
  }

  #anew(): void {
    for (const series of this.#series.values()) series.clear();
    this.#asked.clear();
    this.#events = [];
    this.#checks = [];
    this.#live = null;
    this.#change({ dropped: false });
  }

  #tell(): void {
    for (const listener of this.#data) listener();
  }

  #change(part: Partial<RecorderState>): void {
    const next = { ...this.#state, ...part };
    if (Object.keys(part).every((key) => next[key as keyof RecorderState] === this.#state[key as keyof RecorderState])) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}
