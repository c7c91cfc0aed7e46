/** Cuts a stream of bytes into packets. What is not whole yet is kept as bytes: no library holds anything between two calls (law 3). */
import { reason } from './reason.ts';

/** Bytes of a stream that do not make a packet yet: the first `length` of `bytes`. Plain, so that it can be saved in the middle of one. */
export interface Partial {
  bytes: Uint8Array;
  length: number;
}

export interface Cut {
  packets: Uint8Array[];
  /** The stream cannot be read on: the reason code for its end. */
  fault: number | null;
}

const nothing = new Uint8Array(0);

export const noPartial = (): Partial => ({ bytes: nothing, length: 0 });

/** How long the packet at `at` is, with its header; `null`: not to be seen yet; negative: more than four bytes say so. */
function lengthAt(bytes: Uint8Array, at: number): number | null {
  let value = 0;
  for (let count = 1; count <= 4; count += 1) {
    const byte = bytes[at + count];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 128 ** (count - 1);
    if (byte < 0x80) return value + count + 1;
  }
  return -1;
}

/** Grows by doubling: a packet that comes byte by byte is not copied at each of them. */
function append(partial: Partial, arrived: Uint8Array): Uint8Array {
  const length = partial.length + arrived.length;
  if (partial.bytes.length < length) {
    const grown = new Uint8Array(Math.max(64, length, partial.bytes.length * 2));
    grown.set(partial.bytes.subarray(0, partial.length));
    partial.bytes = grown;
  }
  partial.bytes.set(arrived, partial.length);
  partial.length = length;
  return partial.bytes.subarray(0, length);
}

/**
 * Adds what arrived and takes the packets that are whole, as copies. A packet longer than `most` bytes is a fault as soon as its header
 * is seen, so what is kept stays below `most` and one arrival together.
 */
export function cut(partial: Partial, arrived: Uint8Array, most: number): Cut {
  const bytes = partial.length > 0 ? append(partial, arrived) : arrived;
  const packets: Uint8Array[] = [];
  let at = 0;
  let fault: number | null = null;
  while (at < bytes.length) {
    const length = lengthAt(bytes, at);
    if (length === null) break;
    if (length < 0) fault = reason.malformed;
    else if (length > most) fault = reason.packetTooLarge;
    if (fault !== null || at + length > bytes.length) break;
    packets.push(bytes.slice(at, at + length));
    at += length;
  }
  if (fault !== null || at === bytes.length) Object.assign(partial, noPartial());
  else if (at > 0 || partial.length === 0) {
    partial.bytes = bytes.slice(at);
    partial.length = partial.bytes.length;
  }
  return { packets, fault };
}
