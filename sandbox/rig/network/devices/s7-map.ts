/**
 * The memory of an S7 device that shows signals of the rig, as the lab's map says. An area reaches to its last mapped byte, a data block to
 * there or as far as the lab says; what lies between and is not mapped reads 0 and takes no write.
 */

import type { Area } from '../../../protocols/s7/items.ts';
import type { Refusal, S7Memory } from '../../../protocols/s7/memory.ts';
import { itemCodes } from '../../../protocols/s7/pdu.ts';
import { decodeValue, encodeValue } from '../../../protocols/s7/values.ts';
import type { Value } from '../../types.ts';
import type { DeviceHands } from '../device-hands.ts';
import { type Extent, type Extents, extentKey, type Place } from './s7-places.ts';
import { scaled } from './scaled.ts';

const accessDenied: Refusal = { code: itemCodes.accessDenied };
const outOfRange: Refusal = { code: itemCodes.outOfRange };
const noSuchObject: Refusal = { code: itemCodes.noSuchObject };
/** A signal that is gone, or a value that it does not take. */
const failure: Refusal = { code: itemCodes.hardwareFault };

export class MappedMemory implements S7Memory {
  readonly #extents: Extents;
  readonly #hands: DeviceHands;

  constructor(extents: Extents, hands: DeviceHands) {
    this.#extents = extents;
    this.#hands = hands;
  }

  read(area: Area, db: number, byte: number, length: number): Uint8Array | Refusal {
    const extent = this.#reach(area, db, byte, length);
    if ('code' in extent) return extent;
    const bytes = new Uint8Array(length);
    for (const place of met(extent, byte, length)) {
      if (place.address.type === 'BOOL') {
        if (this.#hands.read(place.entry.signal)?.value === true) bytes[place.from - byte]! |= 1 << place.address.bit;
        continue;
      }
      const shown = this.#encoded(place);
      if (!shown) return failure;
      const skipped = Math.max(0, byte - place.from);
      bytes.set(shown.subarray(skipped, byte + length - place.from), place.from + skipped - byte);
    }
    return bytes;
  }

  write(area: Area, db: number, byte: number, bytes: Uint8Array): Refusal | null {
    const extent = this.#reach(area, db, byte, bytes.length);
    if ('code' in extent) return extent;
    const places = met(extent, byte, bytes.length);
    if (extent.access === 'read-only' || places.some(({ entry }) => !entry.write)) return accessDenied;
    const covered = new Set(places.flatMap(({ from, bytes: count }) => Array.from({ length: count }, (_, at) => from + at)));
    // Bytes that no signal has, and half a value: a device refuses to be written in the middle of a REAL.
    if (bytes.some((_, at) => !covered.has(byte + at)) || covered.size !== bytes.length) return accessDenied;
    const news: { signal: string; value: Value }[] = [];
    for (const place of places) {
      const value = this.#decoded(place, bytes.subarray(place.from - byte, place.from - byte + place.bytes));
      if (value === null) return failure;
      news.push({ signal: place.entry.signal, value });
    }
    // Whole or not at all, as far as the signals allow: values are read before the first is written.
    return news.every(({ signal, value }) => this.#hands.write(signal, value)) ? null : failure;
  }

  writeBit(area: Area, db: number, byte: number, bit: number, value: boolean): Refusal | null {
    const extent = this.#reach(area, db, byte, 1);
    if ('code' in extent) return extent;
    const place = met(extent, byte, 1).find(({ address }) => address.type === 'BOOL' && address.bit === bit);
    if (!place?.entry.write || extent.access === 'read-only') return accessDenied;
    return this.#hands.write(place.entry.signal, value) ? null : failure;
  }

  #reach(area: Area, db: number, byte: number, length: number): Extent | Refusal {
    const extent = this.#extents.get(extentKey(area, db));
    if (!extent || extent.access === 'optimised') return noSuchObject;
    if (extent.access === 'none') return accessDenied;
    return byte + length > extent.bytes ? outOfRange : extent;
  }

  #encoded({ entry, address }: Place): Uint8Array | null {
    const signal = this.#hands.read(entry.signal);
    if (!signal) return null;
    if (typeof signal.value === 'string') return encodeValue(address, signal.value.slice(0, address.length));
    const value = scaled(
      signal.value,
      entry.scale * perUnit(address.type, signal.type),
      address.type === 'TIME' ? 'DINT' : address.type,
    );
    return value === null ? null : encodeValue(address, typeof value === 'bigint' ? Number(value) : value);
  }

  #decoded({ entry, address }: Place, bytes: Uint8Array): Value | null {
    // A bit stands in its byte beside others.
    const read = decodeValue(address, bytes);
    const signal = this.#hands.read(entry.signal);
    if (read === null || Array.isArray(read) || !signal) return null;
    if (typeof read === 'string') return read;
    return scaled(read, 1 / (entry.scale * perUnit(address.type, signal.type)), signal.type);
  }
}

/** Times are nanoseconds in a rig and milliseconds in S7. */
const perUnit = (type: string, signal: string): number =>
  type === 'TIME' && (signal === 'TIME' || signal === 'LTIME') ? 1e-6 : 1;

const met = ({ places }: Extent, byte: number, length: number): Place[] =>
  places.filter(({ from, bytes }) => from < byte + length && byte < from + bytes);
