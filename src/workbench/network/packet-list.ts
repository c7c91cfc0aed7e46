/** The frames of a capture as the list shows them: all that are kept, and those that a filter lets pass. Only appended to and cut off in front. */
import {
  CaptureAnalysis,
  compileFilter,
  type FilterError,
  type Packet,
  type Predicate,
} from '#sandbox/protocols/internet/dissector.ts';
import type { CapturedFrames } from '#sandbox/wire/network.ts';

/** As many as the rig keeps of a capture. */
const most = 20_000;
/** Cut off so many at once, so that an array is not moved for every frame. */
const slack = 1_000;

export class PacketList {
  /** Kept, oldest first. */
  packets: Packet[] = [];
  /** Of those, the ones that pass the filter. */
  passed: Packet[] = [];
  /** Frames that the rig has captured, kept or not. */
  total = 0;
  /** Time of the first frame, in nanoseconds. */
  firstNs = 0n;
  #analysis = new CaptureAnalysis();
  #matches: Predicate = () => true;

  clear(): void {
    this.packets = [];
    this.passed = [];
    this.total = 0;
    this.firstNs = 0n;
    this.#analysis = new CaptureAnalysis();
  }

  add({ frames, total }: CapturedFrames): void {
    this.total = total;
    for (const { number, at, direction, bytes } of frames) {
      const atNs = BigInt(at);
      if (this.packets.length === 0) this.firstNs = atNs;
      const packet = this.#analysis.add({ number, interface: 0, atNs, direction, bytes: bytesOf(bytes) });
      this.packets.push(packet);
      if (this.#matches(packet)) this.passed.push(packet);
    }
    if (this.packets.length <= most + slack) return;
    this.packets = this.packets.slice(-most);
    const oldest = this.packets[0]?.number ?? 0;
    this.passed = this.passed.filter(({ number }) => number >= oldest);
  }

  /** Takes another filter; one with a mistake changes nothing and is answered. */
  filter(text: string): FilterError | null {
    const compiled = compileFilter(text);
    if (!compiled.ok) return compiled.error;
    this.#matches = compiled.matches;
    this.passed = this.packets.filter(this.#matches);
    return null;
  }

  /** A packet by its number, while it is kept. */
  find(number: number): Packet | undefined {
    const oldest = this.packets[0]?.number ?? 0;
    return this.packets[number - oldest];
  }
}

/** Base64, as bytes. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
