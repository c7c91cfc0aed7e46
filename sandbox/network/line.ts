/** A link at work: two roads, one each way, and what both share. Nothing here costs anything while nothing is sent. */
import { Chance } from './chance.ts';
import type { Interruptions, Link, LinkQuality, Loss, Quantile } from './definition.ts';
import { ipLength, type Packet, timeOnWire } from './packet.ts';

/** What may be changed of a link while the rig runs: faults, and what an instructor turns. */
export type LinkChange = Partial<LinkQuality> & { up?: boolean };

/** Why frames did not arrive. */
export interface Lost {
  /** As its `loss` says. */
  loss: number;
  queue: number;
  /** While the link was down, by an outage or by hand. */
  down: number;
  interruption: number;
  /** Longer than the link's mtu. */
  size: number;
}

export interface RoadRecord {
  drawn: number;
  freeNs: number;
  lastArrivalNs: number;
  bad: boolean;
  frames: number;
  bytes: number;
}

export interface LineRecord {
  change: LinkChange;
  drawn: number;
  interruption: [fromNs: number, toNs: number];
  lost: Lost;
  /** The second that `bytes` are counted in, and what the one before it carried. */
  second: number;
  bytes: number;
  bytesBefore: number;
  roads: [RoadRecord, RoadRecord];
}

export class Line {
  readonly roads: readonly [Road, Road];
  #chance: Chance;
  #change: LinkChange = {};
  quality: LinkQuality;
  #interruption: [number, number] = [0, 0];
  lost: Lost = { loss: 0, queue: 0, down: 0, interruption: 0, size: 0 };
  #second = 0;
  #bytes = 0;
  #bytesBefore = 0;

  readonly definition: Link;
  readonly index: number;

  constructor(definition: Link, seed: number, ends: { a: number; b: number }, index: number) {
    this.definition = definition;
    this.index = index;
    this.quality = definition;
    this.#chance = new Chance(seed, `link ${definition.id}`);
    this.roads = [
      new Road(this, 2 * index, ends.a, ends.b, new Chance(seed, `link ${definition.id} forth`)),
      new Road(this, 2 * index + 1, ends.b, ends.a, new Chance(seed, `link ${definition.id} back`)),
    ];
  }

  change(by: LinkChange): void {
    this.#change = { ...this.#change, ...by };
    this.quality = { ...this.definition, ...this.#change };
  }

  /** As it was defined. */
  mend(): void {
    this.#change = {};
    this.quality = this.definition;
  }

  isUp(nowNs: number): boolean {
    if (this.#change.up === false) return false;
    for (const { fromNs, lengthNs, everyNs } of this.definition.outages ?? []) {
      const since = nowNs - fromNs;
      if (since >= 0 && (everyNs === undefined ? since : since % Math.max(1, everyNs)) < lengthNs) return false;
    }
    return true;
  }

  /** The interruption that it is in: its end; `null` when it is in none. */
  interruptedUntil(nowNs: number, interruptions: Interruptions): number | null {
    let [from, to] = this.#interruption;
    if (to <= nowNs) {
      while (to <= nowNs) {
        // A definition of nothing but zeros would stand still here.
        from = to + Math.max(1e6, this.#chance.between(...interruptions.apartNs));
        to = from + this.#chance.between(...interruptions.lengthNs);
      }
      this.#interruption = [from, to];
    }
    return nowNs >= from ? to : null;
  }

  count(bytes: number, nowNs: number): void {
    this.#turn(nowNs);
    this.#bytes += bytes;
  }

  /** Of the last whole second. */
  bytesPerSecond(nowNs: number): number {
    this.#turn(nowNs);
    return this.#bytesBefore;
  }

  #turn(nowNs: number): void {
    const second = Math.floor(nowNs / 1e9);
    if (second === this.#second) return;
    this.#bytesBefore = second === this.#second + 1 ? this.#bytes : 0;
    this.#bytes = 0;
    this.#second = second;
  }

  save(): LineRecord {
    return {
      change: this.#change,
      drawn: this.#chance.drawn,
      interruption: this.#interruption,
      lost: { ...this.lost },
      second: this.#second,
      bytes: this.#bytes,
      bytesBefore: this.#bytesBefore,
      roads: [this.roads[0].save(), this.roads[1].save()],
    };
  }

  restore(saved: LineRecord): void {
    this.mend();
    this.change(saved.change);
    this.#chance.drawn = saved.drawn;
    this.#interruption = saved.interruption;
    this.lost = { ...saved.lost };
    this.#second = saved.second;
    this.#bytes = saved.bytes;
    this.#bytesBefore = saved.bytesBefore;
    this.roads[0].restore(saved.roads[0]);
    this.roads[1].restore(saved.roads[1]);
  }
}

/** Who watches a road: packets as they set out, also those then lost, or as they arrive. */
export type Watcher = (packet: Packet, nowNs: number) => void;

/** One direction of a link. It keeps no queue: when the link will be free says how long one would be. */
export class Road {
  #freeNs = 0;
  #lastArrivalNs = 0;
  #bad = false;
  frames = 0;
  bytes = 0;
  readonly setOut: Watcher[] = [];
  readonly arrived: Watcher[] = [];

  readonly line: Line;
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly chance: Chance;

  constructor(
    line: Line,
    index: number,
    /** Nodes, by number. */
    from: number,
    to: number,
    chance: Chance,
  ) {
    this.line = line;
    this.index = index;
    this.from = from;
    this.to = to;
    this.chance = chance;
  }

  /** Takes a packet; says when it arrives, or `null`: never. */
  carry(packet: Packet, nowNs: number): number | null {
    for (const watch of this.setOut) watch(packet, nowNs);
    const { line } = this;
    const { quality, lost } = line;
    if (!line.isUp(nowNs)) return gone(lost, 'down');
    if (ipLength(packet) > quality.mtu) return gone(lost, 'size');
    let readyNs = nowNs;
    if (quality.interruptions !== null) {
      const until = line.interruptedUntil(nowNs, quality.interruptions);
      if (until !== null) {
        if (quality.interruptions.frames === 'lost') return gone(lost, 'interruption');
        readyNs = until;
      }
    }
    const length = timeOnWire(packet);
    const waiting = ((this.#freeNs - readyNs) * quality.bitsPerSecond) / 8e9;
    if (waiting > 0 && waiting + length > quality.queueBytes) return gone(lost, 'queue');
    this.#freeNs = Math.max(this.#freeNs, readyNs) + Math.ceil((length * 8e9) / quality.bitsPerSecond);
    this.frames += 1;
    this.bytes += length;
    line.count(length, nowNs);
    if (this.#loses(quality.loss)) return gone(lost, 'loss');
    const jitter = quality.jitter.length === 0 ? 0 : drawnFrom(quality.jitter, this.chance.fraction());
    this.#lastArrivalNs = Math.max(this.#lastArrivalNs, this.#freeNs + quality.latencyNs + jitter);
    return this.#lastArrivalNs;
  }

  #loses(loss: Loss): boolean {
    if (loss.kind === 'none') return false;
    if (loss.kind === 'bernoulli') return this.chance.fraction() < loss.share;
    if (this.chance.fraction() < (this.#bad ? loss.toGood : loss.toBad)) this.#bad = !this.#bad;
    return this.chance.fraction() < (this.#bad ? loss.lossInBad : loss.lossInGood);
  }

  save(): RoadRecord {
    return {
      drawn: this.chance.drawn,
      freeNs: this.#freeNs,
      lastArrivalNs: this.#lastArrivalNs,
      bad: this.#bad,
      frames: this.frames,
      bytes: this.bytes,
    };
  }

  restore(saved: RoadRecord): void {
    this.chance.drawn = saved.drawn;
    this.#freeNs = saved.freeNs;
    this.#lastArrivalNs = saved.lastArrivalNs;
    this.#bad = saved.bad;
    this.frames = saved.frames;
    this.bytes = saved.bytes;
  }
}

function gone(lost: Lost, why: keyof Lost): null {
  lost[why] += 1;
  return null;
}

/** The inverse of the distribution. */
function drawnFrom(points: Quantile[], share: number): number {
  let [fromShare, fromNs] = [0, 0];
  for (const point of points) {
    if (share < point.share) return Math.round(fromNs + ((point.ns - fromNs) * (share - fromShare)) / (point.share - fromShare));
    fromShare = point.share;
    fromNs = point.ns;
  }
  return fromNs;
}
