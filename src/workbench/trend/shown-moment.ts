/**
 * The moment that all panes show, as a handle on the axis of time: now at the right end of what was; dragged back it takes the whole rig
 * along, as far as the rig keeps its past. In a replay it is where the replay stands.
 */
import type { LabSession } from '../lab-session.ts';
import type { Replay } from '../replay/replay.ts';
import { secondsText } from '../time/time-words.ts';
import type { Chart } from './chart.ts';
import { momentOf } from './clock.ts';
import { Handle } from './handles.ts';

interface ShownWords {
  label: string;
  about: string;
  now: string;
  ago: (seconds: string) => string;
  /** The rig does not keep what was asked for. */
  tooFar: (is: boolean) => void;
}

export class ShownMoment {
  readonly handle: Handle;
  readonly #chart: Chart;
  readonly #session: LabSession;
  readonly #replay: Replay | null;
  readonly #words: ShownWords;
  /** Asked for here, and not yet shown. */
  #asked: number | null = null;

  constructor(chart: Chart, session: LabSession, replay: Replay | null, words: ShownWords) {
    this.#chart = chart;
    this.#session = session;
    this.#replay = replay;
    this.#words = words;
    const { view } = chart;
    this.handle = new Handle({
      className: 'wb-trend-shown',
      letter: '',
      label: words.label,
      step: (direction, how) => {
        const span = view.to - view.from;
        if (how === 'edge') {
          const edge = view.edgeFrom(this.tick, direction);
          if (edge !== null) this.#show(edge);
        } else this.#show(this.tick + direction * Math.max(1, Math.round(span / (how === 'far' ? 10 : 100))));
        view.keepInSight(this.tick);
      },
      ends: (direction) => this.#show(direction === 1 ? view.source.lastTick : this.#earliest),
      drag: (x) => {
        // What is dragged along must not run away from under the hand.
        if (view.getState().follow) view.setFollow(false);
        this.#show(chart.tickAt(x));
      },
      dropped: () => this.#dropped(),
    });
    this.handle.grip.title = words.about;
  }

  /** What is shown, or has been asked for. */
  get tick(): number {
    if (this.#replay) return this.#replay.getState().tick;
    if (this.#asked !== null) return this.#asked;
    const { rig, tick } = this.#session.connection.getSnapshot();
    const { wanted } = this.#session.time.getMoves();
    const { source } = this.#chart.view;
    if (wanted !== null) return source.lastTick + Math.round((wanted * 1e9) / source.clock.tickNs);
    return rig?.time.past ? tick : source.lastTick;
  }

  /** When it moves by other hands: the time bar, the replay. */
  listen(moved: () => void): () => void {
    const { time, connection } = this.#session;
    const arrived = (shown: boolean) => {
      if (shown && time.getMoves().wanted === null) this.#asked = null;
      moved();
    };
    const endings = this.#replay
      ? [this.#replay.subscribe(moved)]
      : [
          // The answer may come before or after the state of which it tells.
          time.subscribe(() => arrived(time.getMoves().refused !== null || connection.getSnapshot().tick === this.#asked)),
          connection.subscribe(() => arrived(true)),
        ];
    return () => {
      for (const end of endings) end();
    };
  }

  paint(): void {
    const { tick } = this;
    const { clock, lastTick } = this.#chart.view.source;
    const back = ((tick - lastTick) * clock.tickNs) / 1e9;
    const text = this.#replay ? momentOf(clock, tick) : tick >= lastTick ? this.#words.now : this.#words.ago(secondsText(-back));
    this.handle.element.dataset.past = String(!this.#replay && tick < lastTick);
    this.handle.element.dataset.replay = String(this.#replay !== null);
    this.handle.place(this.#chart.x(tick), this.#chart.width, tick, this.#earliest, lastTick, text);
  }

  get #earliest(): number {
    if (this.#replay) return 0;
    return this.#session.connection.getSnapshot().rig?.time.earliestTick ?? 0;
  }

  #show(tick: number): void {
    if (this.#replay) {
      this.#replay.pause();
      this.#replay.seek(tick);
      return;
    }
    const { rig } = this.#session.connection.getSnapshot();
    if (!rig || (rig.phase !== 'running' && rig.phase !== 'paused')) return;
    // The rig's state tells of its last tick only when something else changed: while it runs the recording knows better.
    const { lastTick } = this.#chart.view.source;
    const kept = Math.min(lastTick, Math.max(this.#earliest, Math.round(tick)));
    this.#words.tooFar(tick < this.#earliest - 1 && this.#earliest > 0);
    if (kept >= lastTick && !rig.time.past && this.#session.time.getMoves().wanted === null) return;
    this.#asked = kept;
    this.#session.time.showTick(kept, lastTick);
  }

  /** Let go at the end of what was: that is now, and time goes on. */
  #dropped(): void {
    const { rig } = this.#session.connection.getSnapshot();
    if (this.#replay || !rig) return;
    if (this.tick >= this.#chart.view.source.lastTick && (rig.time.past || this.#session.time.getMoves().wanted !== null))
      this.#session.time.backToNow();
  }
}
