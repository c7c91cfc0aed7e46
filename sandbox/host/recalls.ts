/** The recalls of one rig's viewers: one each, a slice at a time, and over when the past they tell of is no longer the rig's. */
import type { ClientMessage } from '../wire/messages.ts';
import type { Audience } from './audience.ts';
import type { Segment } from './history.ts';
import type { Keeping } from './keeping.ts';
import type { Log } from './kept-process.ts';
import { Recall } from './recall.ts';
import type { RigLife } from './rig-life.ts';
import { type RefusalCode, refusals } from './sentences.ts';
import { type Slice, Slices } from './slices.ts';
import type { Viewer } from './viewer.ts';

/** Milliseconds of one slice. */
const sliceLength = 3;

/** All rigs of a lab host take turns. */
const slices = new Slices();

interface Running {
  id: number;
  toTick: number;
  recall: Recall;
  /** Bytes that have come from the store, for the segment that was missing. */
  fetched: Uint8Array | null;
}

export class Recalls {
  readonly #life: RigLife;
  readonly #audience: Audience;
  readonly #keeping: Keeping;
  readonly #log: Log;
  readonly #running = new Map<Viewer, Running>();

  constructor(life: RigLife, audience: Audience, keeping: Keeping, log: Log) {
    this.#life = life;
    this.#audience = audience;
    this.#keeping = keeping;
    this.#log = log;
  }

  /** What is wanted outside of what history holds is left out. A recall of this viewer that runs is replaced. */
  begin(viewer: Viewer, message: Extract<ClientMessage, { type: 'recall' }>): void {
    this.#end(viewer, 'recallReplaced');
    const { travel, rig } = this.#life;
    const { id } = message;
    if (!travel || !rig) {
      viewer.refuse(id, 'asleep', refusals.asleep);
      return;
    }
    const fromTick = Math.max(message.fromTick, travel.history.earliest ?? rig.tick);
    const toTick = Math.min(message.toTick, rig.tick);
    const maySee = (signal: string): boolean => this.#audience.maySee(signal);
    const signals = [...new Set(message.signals)].filter(maySee);
    const segments = travel.history.segmentsOf(fromTick, toTick);
    if (segments.length === 0) {
      viewer.send({ type: 'ack', id, tick: toTick });
      return;
    }
    const recall = new Recall({
      lab: rig.lab,
      signals,
      fromTick,
      toTick,
      segments,
      idOf: (signal) => this.#life.shown?.find(signal) ?? null,
      maySee,
      frame: (bytes) => viewer.sendBytes(bytes),
      events: (events) => viewer.send({ type: 'events', events }),
    });
    const running: Running = { id, toTick, recall, fetched: null };
    this.#running.set(viewer, running);
    slices.add(() => this.#slice(viewer, running));
  }

  #slice(viewer: Viewer, running: Running): Slice {
    if (this.#running.get(viewer) !== running) return 'over';
    if (viewer.slow) return 'later';
    const { recall, fetched } = running;
    if (recall.missing && !fetched) {
      this.#fetch(viewer, running, recall.missing);
      return 'over';
    }
    running.fetched = null;
    const until = performance.now() + sliceLength;
    try {
      if (!recall.work(() => performance.now() >= until, fetched)) return 'more';
    } catch (error) {
      // A mistake of ours, but the live rig has no part in it.
      const { rig, lab } = this.#life.ticket;
      this.#log.error({ rig, lab, error: error instanceof Error ? error.stack : String(error) }, 'a recall threw');
      this.#end(viewer, 'recallFailed');
      return 'over';
    }
    this.#running.delete(viewer);
    viewer.send({ type: 'ack', id: running.id, tick: running.toTick });
    return 'over';
  }

  #fetch(viewer: Viewer, running: Running, segment: Segment): void {
    this.#keeping.fetch(viewer, segment.id, (packed) => {
      if (this.#running.get(viewer) !== running) return;
      running.fetched = packed;
      if (packed) slices.add(() => this.#slice(viewer, running));
      else this.#end(viewer, 'recallGone');
    });
  }

  #end(viewer: Viewer, why: RefusalCode): void {
    const running = this.#running.get(viewer);
    if (!running) return;
    this.#running.delete(viewer);
    this.#keeping.stopFetching(viewer);
    viewer.refuse(running.id, why, refusals[why]);
  }

  leave(viewer: Viewer): void {
    this.#running.delete(viewer);
    this.#keeping.stopFetching(viewer);
  }

  /** The past is another one: the rig went on from an earlier tick, was reset, or is no longer in memory. */
  stop(): void {
    for (const viewer of [...this.#running.keys()]) this.#end(viewer, 'recallGone');
  }
}
