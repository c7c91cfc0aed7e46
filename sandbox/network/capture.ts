/** What an analyser sees: the frames at one end of a link, the newest of them, each with its number and time. */
import { frameOf } from './frame.ts';
import type { Road } from './line.ts';
import type { Network } from './network.ts';
import type { Packet } from './packet.ts';

export interface CapturedFrame {
  /** Counts from 1 over the whole capture. */
  number: number;
  /** Which of its interfaces. */
  interface: number;
  /** Logical time. */
  atNs: bigint;
  direction: 'out' | 'in';
  /** From the Ethernet header to the end of the IP packet. */
  bytes: Uint8Array;
}

export interface CaptureInterface {
  link: string;
  /** The node whose end of the link it is. */
  at: string;
}

/** What a capture keeps: the oldest go when either is reached. */
export interface CaptureBounds {
  frames: number;
  bytes: number;
}

export class Capture {
  readonly interfaces: CaptureInterface[] = [];
  /** How many were captured, kept or not. */
  total = 0;
  readonly #network: Network;
  readonly #bounds: CaptureBounds;
  #stops: (() => void)[] = [];
  /** From `#first` on; what is before it has gone, and is cut off now and then. */
  #frames: CapturedFrame[] = [];
  #first = 0;
  #bytes = 0;

  constructor(network: Network, bounds: CaptureBounds = { frames: 20_000, bytes: 4_000_000 }) {
    this.#network = network;
    this.#bounds = bounds;
  }

  /** Adds an interface: the end of a link at a node, its `a` unless said. Throws where there is no such link or end. */
  add(link: string, at?: string): void {
    const { definition, roads } = this.#network.topology.line(link);
    const end = at ?? definition.a;
    if (end !== definition.a && end !== definition.b) throw new Error(`network: the link ${link} does not end at ${end}`);
    const number = this.interfaces.length;
    this.interfaces.push({ link, at: end });
    const [out, back] = end === definition.a ? roads : [roads[1], roads[0]];
    this.#stops.push(
      this.#network.watch(link, end, {
        out: (packet, nowNs) => this.#keep(number, 'out', out, packet, nowNs),
        in: (packet, nowNs) => this.#keep(number, 'in', back, packet, nowNs),
      }),
    );
  }

  #keep(number: number, direction: 'out' | 'in', road: Road, packet: Packet, nowNs: number): void {
    const { source, target } = this.#network.topology.macs(road, packet.from, packet.to);
    this.total += 1;
    const frame = {
      number: this.total,
      interface: number,
      atNs: BigInt(nowNs),
      direction,
      bytes: frameOf(packet, source, target),
    };
    this.#frames.push(frame);
    this.#bytes += frame.bytes.length;
    while (this.#frames.length - this.#first > this.#bounds.frames || this.#bytes > this.#bounds.bytes) {
      this.#bytes -= this.#frames[this.#first]!.bytes.length;
      this.#first += 1;
    }
    if (this.#first > 1024 && this.#first > this.#frames.length / 2) {
      this.#frames.splice(0, this.#first);
      this.#first = 0;
    }
  }

  /** Those kept with numbers above `after`, oldest first. */
  since(after: number): CapturedFrame[] {
    const oldest = this.#frames[this.#first]?.number ?? 0;
    return this.#frames.slice(this.#first + Math.max(0, after + 1 - oldest));
  }

  /** Nothing is captured any more; what was, stays. */
  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }
}
