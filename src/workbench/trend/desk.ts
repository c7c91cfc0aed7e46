/**
 * The trend of one visit to a lab: its recorder, what of it is looked at, and what the reader chose before. Made when the trend is first
 * opened; from then on it records whether or not the pane is in front.
 */
import type { LabSession } from '../lab-session.ts';
import type { Replay } from '../replay/replay.ts';
import { kindOf } from './plottable.ts';
import { Recorder } from './recorder.ts';
import { type Remembered, readRemembered, writeRemembered } from './remembered.ts';
import { Series } from './series.ts';
import { sourceOfTrace } from './trace-source.ts';
import { type TrendSource, TrendView } from './view.ts';

const nothing = new Series(0);

export class TrendDesk {
  readonly recorder: Recorder;
  readonly live: TrendView;
  readonly session: LabSession;
  #remembered: Remembered;
  #replays = new WeakMap<Replay, TrendView>();
  #listeners = new Set<() => void>();
  #checking = false;

  constructor(session: LabSession) {
    this.session = session;
    this.#remembered = readRemembered(session.props.lab);
    this.recorder = new Recorder(session.connection, this.#remembered.signals, (signals) =>
      this.remember({ signals: [...signals] }),
    );
    this.live = new TrendView(this.#source(), requestAnimationFrame.bind(window), pages);
    this.recorder.onData(() => {
      if (this.live.update(this.#source())) session.time.pause();
    });
    session.subscribe(() => this.#look());
  }

  /** Of the rig, or of the replay that takes its place. */
  view(replay: Replay | null): TrendView {
    if (!replay) return this.live;
    let view = this.#replays.get(replay);
    if (!view) {
      view = new TrendView(sourceOfTrace(replay.trace, this.session.props.units), requestAnimationFrame.bind(window), pages);
      this.#replays.set(replay, view);
    }
    return view;
  }

  readonly getRemembered = (): Remembered => this.#remembered;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  remember(part: Partial<Remembered>): void {
    this.#remembered = { ...this.#remembered, ...part };
    writeRemembered(this.session.props.lab, this.#remembered);
    this.live.invalidate();
    for (const listener of this.#listeners) listener();
  }

  #source(): TrendSource {
    const { recorder } = this;
    const signals = recorder.getState().chosen.flatMap((name) => {
      const type = recorder.signal(name)?.type;
      return type !== undefined && kindOf(type) !== null
        ? [{ name, type, unit: this.session.props.units[name] ?? '', series: recorder.series(name) ?? nothing }]
        : [];
    });
    return { signals, clock: recorder.clock, firstTick: recorder.firstTick, lastTick: recorder.nowTick, live: true };
  }

  /** Checks are marked where the rig was when they were asked for. */
  #look(): void {
    const { checking, result } = this.session.getSnapshot();
    if (checking === this.#checking) return;
    this.#checking = checking;
    if (checking) this.recorder.checkAsked();
    else if (result) this.recorder.checkAnswered(result.outcome === 'graded' && result.passed);
  }
}

const pages = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

const desks = new WeakMap<LabSession, TrendDesk>();

export function deskOf(session: LabSession): TrendDesk {
  let desk = desks.get(session);
  if (!desk) {
    desk = new TrendDesk(session);
    desks.set(session, desk);
  }
  return desk;
}
