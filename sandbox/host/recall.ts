/**
 * The past computed once more, on a rig of its own, so that it can be recorded: from the keyframe of each segment of history its inputs are
 * applied again, tick by tick. The live rig is not touched.
 */
import type { Lab } from '../lab/lab.ts';
import { Rig } from '../rig/rig.ts';
import type { JournalEntry, Value } from '../rig/types.ts';
import { tagOfType } from '../wire/frame.ts';
import type { RigEvent } from '../wire/messages.ts';
import { encodeRecording, type RecordingFrame, recordingFlags } from '../wire/recording.ts';
import { FrameMaker } from './frame-maker.ts';
import { eventsOf, Happenings } from './happenings.ts';
import type { Segment } from './history.ts';
import { unpackKeyframe } from './keyframe-codec.ts';

/** What is wanted of the past, and where it goes. */
export interface RecallOrder {
  lab: Lab;
  /** By name; only such as the viewer may see. */
  signals: readonly string[];
  /** Both included, and both in `segments`. */
  fromTick: number;
  toTick: number;
  /** From the one that holds `fromTick` to the one that holds `toTick`. */
  segments: readonly Segment[];
  /** The id by which the viewer knows a signal now; `null` when its table does not have it. */
  idOf(signal: string): number | null;
  maySee(signal: string): boolean;
  frame(bytes: Uint8Array): void;
  events(events: RigEvent[]): void;
}

/** Changes to a frame: some 20 kB. */
const frameChanges = 2_048;
/** Changes to a recall: some 4 MB. Beyond it the ticks are thinned. */
const totalChanges = 400_000;
/** Ticks between two looks at the clock. */
const ticksAtOnce = 8;

export class Recall {
  readonly #order: RecallOrder;
  readonly #frames: FrameMaker;
  #rig: Rig | null = null;
  #segment = 0;
  /** Of the segment under way: inputs that have not acted. */
  #ahead: JournalEntry[] = [];
  #watch: { version: number; changed(): number[]; index: Map<number, number> } | null = null;
  #happenings: Happenings | null = null;
  /** By place in the order's list: the type, and what the value was last. */
  readonly #types: string[] = [];
  readonly #last: (Value | undefined)[] = [];
  #events: RigEvent[] = [];
  #sampled = { ticks: 0, changes: 0 };

  constructor(order: RecallOrder) {
    this.#order = order;
    this.#frames = new FrameMaker(2 * frameChanges, recordingFlags.recalled, (frame) => this.#put(frame));
  }

  /** The segment whose bytes `work` needs now, when they are not in memory. */
  get missing(): Segment | null {
    const segment = this.#order.segments[this.#segment];
    return this.#rig === null && segment && !segment.packed ? segment : null;
  }

  /** Goes on until `late` says so, at least one step; bytes come from the store for a segment that is `missing`. Whether all is told. */
  work(late: () => boolean, fetched: Uint8Array | null = null): boolean {
    const { segments } = this.#order;
    let bytes = fetched;
    while (this.#segment < segments.length) {
      if (!this.#rig) {
        const packed = bytes ?? segments[this.#segment]!.packed;
        if (!packed) return false;
        bytes = null;
        this.#open(packed);
      } else this.#step(this.#rig);
      if (late()) return false;
    }
    this.#tell();
    return true;
  }

  #open(packed: Uint8Array): void {
    const { rig, problems } = Rig.restore(this.#order.lab, unpackKeyframe(packed));
    if (!rig) throw new Error(`a keyframe of the past cannot be restored: ${problems[0]?.message.en}`);
    this.#rig = rig;
    this.#ahead = [...this.#order.segments[this.#segment]!.inputs];
    this.#happenings = new Happenings(rig);
    this.#watch = null;
    this.#sample(rig);
    rig.observer = () => {
      // Where the next segment begins it tells itself, as it would be shown.
      if (rig.tick < this.#end()) this.#sample(rig);
      this.#notice(this.#happenings?.look() ?? []);
    };
  }

  /** The tick before which this segment's part of the order is over: its last tick is included only where no other follows. */
  #end(): number {
    return this.#order.segments[this.#segment + 1]?.tick ?? this.#order.toTick + 1;
  }

  #step(rig: Rig): void {
    while (this.#ahead[0] && this.#ahead[0].tick <= rig.tick) {
      const { tick, input } = this.#ahead.shift()!;
      this.#notice(eventsOf(tick, input));
      // Never a reset: history begins anew with it.
      rig.apply(input);
    }
    const next = this.#order.segments[this.#segment + 1]?.tick;
    const until = Math.min(next ?? this.#order.toTick, this.#ahead[0]?.tick ?? Number.POSITIVE_INFINITY);
    if (until > rig.tick) rig.advance(Math.min(ticksAtOnce, until - rig.tick));
    if (rig.tick < (next ?? this.#order.toTick)) return;
    this.#rig = null;
    this.#segment += 1;
  }

  #sample(rig: Rig): void {
    const { signals, fromTick } = this.#order;
    if (rig.tick < fromTick) return;
    if (this.#watch?.version !== rig.signalsVersion) {
      // Types may be others from here on.
      this.#frames.send();
      const index = new Map(signals.flatMap((name, at) => [[rig.find(name) ?? -1, at]]));
      index.delete(-1);
      for (const [id, at] of index) this.#types[at] = rig.typeOf(id);
      const watch = rig.watch([...index.keys()]);
      this.#watch = { version: rig.signalsVersion, changed: () => watch.changed(), index };
    }
    this.#frames.at(rig);
    this.#sampled.ticks += 1;
    for (const id of this.#watch.changed()) {
      const at = this.#watch.index.get(id)!;
      const value = rig.read(id);
      if (Object.is(value, this.#last[at])) continue;
      this.#last[at] = value;
      this.#frames.add(at, value);
      this.#sampled.changes += 1;
    }
    if (this.#frames.waiting >= frameChanges) this.#thinAhead(rig.tick);
  }

  /** One frame goes out; when what is still to come would be too much, it is thinned from here on. */
  #thinAhead(tick: number): void {
    const { ticks, changes } = this.#sampled;
    const expected = (changes / ticks) * (this.#order.toTick - tick);
    const left = Math.max(frameChanges, totalChanges - changes);
    this.#frames.stride = expected <= left ? 1 : 2 ** Math.ceil(Math.log2(expected / left));
    this.#tell();
  }

  #notice(events: RigEvent[]): void {
    const { fromTick, toTick, maySee } = this.#order;
    for (const event of events) {
      if (event.tick < fromTick || event.tick > toTick) continue;
      const ofSignal = event.kind === 'operate' || event.kind === 'write' || event.kind === 'force' || event.kind === 'unforce';
      if (!ofSignal || event.subject === '' || maySee(event.subject)) this.#events.push(event);
    }
  }

  #tell(): void {
    this.#frames.send();
    if (this.#events.length > 0) this.#order.events(this.#events.splice(0));
  }

  /** Samples are kept by their place in the order, because the viewer's table may change under way. */
  #put(frame: RecordingFrame): void {
    const { signals, idOf } = this.#order;
    const ids = signals.map(idOf);
    const types = new Map(ids.map((id, at) => [id, this.#types[at] ?? '']));
    const samples = frame.samples.map(({ tick, entries }) => ({
      tick,
      entries: entries.flatMap(({ id: at, value }) => {
        const id = ids[at];
        return id === null || id === undefined ? [] : [{ id, value }];
      }),
    }));
    this.#order.frame(encodeRecording({ ...frame, samples }, (id, value) => tagOfType(types.get(id) ?? '', value)));
  }
}
