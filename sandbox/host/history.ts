/**
 * The last minutes of a rig: keyframes every few seconds of logical time and the inputs between them, so that any tick of that time can be
 * shown again, bit for bit. It starts small. What is older than fits into memory goes to the store; what is older than the reach is let go.
 */
import type { Lab } from '../lab/lab.ts';
import { Rig } from '../rig/rig.ts';
import type { JournalEntry, RigInput } from '../rig/types.ts';
import { packKeyframe, unpackKeyframe } from './keyframe-codec.ts';

/** From one keyframe to the next. */
export interface Segment {
  /** Names its bytes in the store; counts up within a rig's stay on a host. */
  id: number;
  /** The tick of its keyframe, and its logical time. */
  tick: number;
  timeNs: bigint;
  /** `null` while its bytes are in the store. */
  packed: Uint8Array | null;
  /** Of the keyframe, packed. */
  bytes: number;
  /** In order, with the tick before which each acted. */
  inputs: JournalEntry[];
}

export interface HistoryLimits {
  /** Logical time that can be gone back, in nanoseconds. */
  reachNs: bigint;
  /** Logical time between keyframes; what is shown of the past is at most this far from one. */
  spacingNs: bigint;
  /** Bytes of keyframes that stay in memory, and all that one rig may keep. */
  memoryBytes: number;
  totalBytes: number;
}

export const usualLimits: HistoryLimits = {
  reachNs: 300_000_000_000n,
  spacingNs: 5_000_000_000n,
  memoryBytes: 64 * 1024,
  totalBytes: 2 * 1024 * 1024,
};

/** Where bytes go that do not fit into memory. */
export interface HistoryStore {
  spill(segment: number, packed: Uint8Array): void;
  forget(segments: readonly number[]): void;
}

/** What was abandoned by going on from the past; it can be brought back. */
export interface Branch {
  id: number;
  /** The tick at which it parted from what is now, and its last. */
  fromTick: number;
  toTick: number;
  segments: Segment[];
  /** The rig at `toTick`. */
  head: Uint8Array;
}

let segments = 0;

export class History {
  readonly #limits: HistoryLimits;
  readonly #store: HistoryStore;
  #segments: Segment[] = [];
  #nextAtNs = 0n;

  constructor(store: HistoryStore, limits: HistoryLimits = usualLimits) {
    this.#store = store;
    this.#limits = limits;
  }

  /** The earliest tick that can be shown; `null` while there is none. */
  get earliest(): number | null {
    return this.#segments[0]?.tick ?? null;
  }

  /** Bytes of keyframes, in memory and in all. */
  get bytes(): { memory: number; total: number } {
    return {
      memory: this.#segments.reduce((sum, { packed }) => sum + (packed?.length ?? 0), 0),
      total: this.#segments.reduce((sum, segment) => sum + segment.bytes, 0),
    };
  }

  /** After every advance: keeps a keyframe when the last is old enough. */
  record(rig: Rig): void {
    const last = this.#segments.at(-1);
    // A reset sets logical time back, not the tick.
    if (last && rig.timeNs >= last.timeNs && rig.timeNs < this.#nextAtNs) return;
    this.keep(rig);
  }

  /** Keeps a keyframe now. */
  keep(rig: Rig): void {
    if (this.#segments.at(-1)?.tick === rig.tick) this.#segments.pop();
    const packed = packKeyframe(rig.save());
    segments += 1;
    this.#segments.push({ id: segments, tick: rig.tick, timeNs: rig.timeNs, packed, bytes: packed.length, inputs: [] });
    this.#nextAtNs = rig.timeNs + this.#limits.spacingNs;
    this.#trim(rig);
  }

  #trim(rig: Rig): void {
    const reachTicks = Number(this.#limits.reachNs / rig.tickNs);
    let { memory, total } = this.bytes;
    const gone: number[] = [];
    // The first keyframe at or before the reach stays: the time behind it starts there.
    while (this.#segments.length > 1 && (this.#segments[1]!.tick <= rig.tick - reachTicks || total > this.#limits.totalBytes)) {
      const [oldest] = this.#segments.splice(0, 1);
      total -= oldest!.bytes;
      memory -= oldest!.packed?.length ?? 0;
      if (!oldest!.packed) gone.push(oldest!.id);
    }
    if (gone.length > 0) this.#store.forget(gone);
    for (const segment of this.#segments) {
      if (memory <= this.#limits.memoryBytes || segment === this.#segments.at(-1)) break;
      if (!segment.packed) continue;
      this.#store.spill(segment.id, segment.packed);
      memory -= segment.packed.length;
      segment.packed = null;
    }
  }

  /** An input that acted before `tick`. */
  input(tick: number, input: RigInput): void {
    this.#segments.at(-1)?.inputs.push({ tick, input });
  }

  /** The segment whose bytes must be fetched before `at(tick)` can answer; `null` when they are here. */
  missing(tick: number): number | null {
    const segment = this.#segmentOf(tick);
    return segment && !segment.packed ? segment.id : null;
  }

  /** Bytes that came back from the store. */
  fetched(id: number, packed: Uint8Array): void {
    const segment = this.#segments.find((candidate) => candidate.id === id);
    if (segment) segment.packed = packed;
  }

  /** The rig as it was before `tick`; `null` when that is not kept, or its bytes are in the store. */
  at(lab: Lab, tick: number): Rig | null {
    const segment = this.#segmentOf(tick);
    if (!segment?.packed) return null;
    const { rig } = Rig.restore(lab, unpackKeyframe(segment.packed));
    if (!rig) return null;
    for (const entry of segment.inputs) {
      if (entry.tick >= tick) break;
      if (entry.tick > rig.tick) rig.advance(entry.tick - rig.tick);
      rig.apply(entry.input);
    }
    if (tick > rig.tick) rig.advance(tick - rig.tick);
    return rig;
  }

  /** Inputs that acted before `tick` or a later one, in order. */
  inputsFrom(tick: number): JournalEntry[] {
    return this.#segments.flatMap(({ inputs }) => inputs.filter((entry) => entry.tick >= tick));
  }

  /** The segments that hold the ticks from `fromTick` to `toTick`, in order; none when that is nothing. */
  segmentsOf(fromTick: number, toTick: number): Segment[] {
    const first = this.#segmentOf(fromTick);
    if (!first || fromTick > toTick) return [];
    return this.#segments.slice(this.#segments.indexOf(first)).filter(({ tick }) => tick <= toTick);
  }

  #segmentOf(tick: number): Segment | undefined {
    return this.#segments.findLast((segment) => segment.tick <= tick);
  }

  /** Takes off everything from `tick` on: what is abandoned when a rig goes on from there. `head` is the rig at the end of it. */
  cut(tick: number, head: Rig): Omit<Branch, 'id'> {
    const at = this.#segments.findLastIndex((segment) => segment.tick <= tick);
    const parting = this.#segments[at];
    const later = this.#segments.splice(at + 1);
    const abandoned = parting?.inputs.filter((entry) => entry.tick >= tick) ?? [];
    if (parting) parting.inputs = parting.inputs.filter((entry) => entry.tick < tick);
    this.#nextAtNs = 0n;
    const stub = parting && { ...parting, inputs: abandoned };
    return {
      fromTick: tick,
      toTick: head.tick,
      // The first keyframe is shared with what stays; its bytes are copied, because either may be let go before the other.
      segments: stub ? [stub, ...later] : later,
      head: packKeyframe(head.save()),
    };
  }

  /** Puts a branch back in place of what came after it parted. */
  graft(branch: Branch): void {
    const [first, ...later] = branch.segments;
    const at = this.#segments.findLastIndex((segment) => segment.tick <= branch.fromTick);
    const parting = this.#segments[at];
    this.#segments.splice(at + 1);
    if (parting && first) parting.inputs = [...parting.inputs.filter((entry) => entry.tick < branch.fromTick), ...first.inputs];
    this.#segments.push(...later);
    this.#nextAtNs = 0n;
  }

  /** Lets go of everything, as before a rig that was built anew. */
  clear(): void {
    const spilled = this.#segments.filter(({ packed }) => !packed).map(({ id }) => id);
    if (spilled.length > 0) this.#store.forget(spilled);
    this.#segments = [];
    this.#nextAtNs = 0n;
  }
}
