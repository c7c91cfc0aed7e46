/** The frame of cyclic I/O: sequence number and values, little-endian. README.md has the table. */

export type CyclicValue = boolean | number | bigint;

export interface CyclicFrame {
  /** 0 to 2^32 - 1. */
  sequence: number;
  values: CyclicValue[];
}

export const magic = [0x4d, 0x57] as const;
export const version = 1;
export const headerBytes = 8;
export const valueBytes = 9;
/** 908 bytes at most: no datagram is cut into pieces. */
export const mostValues = 100;

export const kinds = { bool: 1, integer: 2, real: 3 } as const;

/** Whole numbers travel as they are given: a `bigint` as an integer, a `number` as a double. @throws RangeError at more than a hundred values. */
export function encodeFrame({ sequence, values }: CyclicFrame): Uint8Array {
  if (values.length > mostValues) throw new RangeError(`a cyclic frame has at most ${mostValues} values`);
  const bytes = new Uint8Array(headerBytes + valueBytes * values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([...magic, version, values.length]);
  view.setUint32(4, sequence, true);
  for (const [index, value] of values.entries()) {
    const at = headerBytes + valueBytes * index;
    bytes[at] = typeof value === 'boolean' ? kinds.bool : typeof value === 'bigint' ? kinds.integer : kinds.real;
    if (typeof value === 'number') view.setFloat64(at + 1, value, true);
    else view.setBigInt64(at + 1, BigInt(value), true);
  }
  return bytes;
}

/** `null`: no such frame. */
export function decodeFrame(bytes: Uint8Array): CyclicFrame | null {
  const count = bytes[3] ?? 0;
  const known = bytes[0] === magic[0] && bytes[1] === magic[1] && bytes[2] === version && count <= mostValues;
  if (!known || bytes.length !== headerBytes + valueBytes * count) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: CyclicValue[] = [];
  for (let at = headerBytes; at < bytes.length; at += valueBytes) {
    const value = decodeValue(view, at);
    if (value === null) return null;
    values.push(value);
  }
  return { sequence: view.getUint32(4, true), values };
}

/** The value whose kind stands at `at`; `null`: no value of a kind that there is. */
export function decodeValue(view: DataView, at: number): CyclicValue | null {
  const kind = view.getUint8(at);
  if (kind === kinds.real) return view.getFloat64(at + 1, true);
  const whole = view.getBigInt64(at + 1, true);
  if (kind === kinds.integer) return whole;
  return kind === kinds.bool && (whole === 0n || whole === 1n) ? whole === 1n : null;
}

/** Whether `sequence` comes after `last`, round the end of 32 bits (RFC 1982, 3.2). */
export const isNewer = (sequence: number, last: number): boolean => {
  const ahead = (sequence - last) >>> 0;
  return ahead !== 0 && ahead < 0x8000_0000;
};
