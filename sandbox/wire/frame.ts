/**
 * Binary delta frames: the values that changed since the last frame, for the signals this viewer watches. Little-endian.
 *
 *     header   u8 kind = 1 · u8 flags · u16 count · f64 tick           12 bytes
 *     entry    u16 signal id · u8 tag · payload of 1, 4 or 8 bytes,    count times
 *              or of a text u16 length · so many bytes of UTF-8
 *
 * Text frames carry the JSON messages of messages.ts; a binary frame is one of these or, by its first byte, of recording.ts.
 */

const kindDelta = 1;
const headerBytes = 12;
/** A signal id and a count are u16. */
const maxEntries = 0xffff;

/** Bits of the header's flags. */
export const frameFlags = {
  /** Every watched signal is in the frame: the viewer may drop what it held. */
  complete: 1,
  /** Sent right after the tick that applied this viewer's own input, outside the frame cadence. */
  prompt: 2,
} as const;

/** How a value travels; the numbers are on the wire. */
export const valueTags = { bool: 0, i32: 1, u32: 2, f32: 3, f64: 4, i64: 5, u64: 6, text: 7 } as const;
export type ValueTag = (typeof valueTags)[keyof typeof valueTags];

/** BOOL boolean; i64 and u64 bigint; a text string; all others number. */
export type FrameValue = boolean | number | bigint | string;

export interface FrameEntry {
  id: number;
  tag: ValueTag;
  value: FrameValue;
}

export interface Frame {
  flags: number;
  tick: number;
  entries: FrameEntry[];
}

const payloadBytes: readonly number[] = [1, 4, 4, 4, 8, 8, 8];

/** The elementary types of IEC 61131-3 (tables 10 and 11 of the third edition) and how each travels. */
const tagsByType: Readonly<Record<string, ValueTag>> = {
  BOOL: valueTags.bool,
  SINT: valueTags.i32,
  INT: valueTags.i32,
  DINT: valueTags.i32,
  USINT: valueTags.u32,
  UINT: valueTags.u32,
  UDINT: valueTags.u32,
  BYTE: valueTags.u32,
  WORD: valueTags.u32,
  DWORD: valueTags.u32,
  REAL: valueTags.f32,
  LREAL: valueTags.f64,
  LINT: valueTags.i64,
  ULINT: valueTags.u64,
  LWORD: valueTags.u64,
};

/** The tag for a signal's type; dates and durations count nanoseconds or days in a signed integer of 64 bits. */
export function tagOfType(type: string, value: FrameValue): ValueTag {
  const tag = tagsByType[type];
  if (tag !== undefined) return tag;
  if (typeof value === 'string') return valueTags.text;
  if (typeof value === 'boolean') return valueTags.bool;
  return typeof value === 'bigint' ? valueTags.i64 : valueTags.f64;
}

/**
 * The bytes of one frame. Integers wrap to their tag's width.
 * @throws RangeError for more than 65,535 entries: the caller splits.
 */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  if (frame.entries.length > maxEntries) throw new RangeError(`a frame holds at most ${maxEntries} entries`);
  const bytes = new Uint8Array(frame.entries.reduce((size, entry) => size + entryBytes(entry), headerBytes));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, kindDelta);
  view.setUint8(1, frame.flags);
  view.setUint16(2, frame.entries.length, true);
  view.setFloat64(4, frame.tick, true);
  let at = headerBytes;
  for (const entry of frame.entries) at = writeEntry(view, at, entry);
  return bytes;
}

/** Bytes of one entry on the wire. */
export function entryBytes({ tag, value }: FrameEntry): number {
  return 3 + (tag === valueTags.text ? 2 + textBytes(String(value)).length : payloadBytes[tag]!);
}

/** Writes one entry at `at`; where the next one begins. */
export function writeEntry(view: DataView, at: number, { id, tag, value }: FrameEntry): number {
  view.setUint16(at, id, true);
  view.setUint8(at + 2, tag);
  if (tag !== valueTags.text) {
    writePayload(view, at + 3, tag, value);
    return at + 3 + payloadBytes[tag]!;
  }
  const text = textBytes(String(value));
  view.setUint16(at + 3, text.length, true);
  new Uint8Array(view.buffer, view.byteOffset).set(text, at + 5);
  return at + 5 + text.length;
}

/** At most 65,535 bytes of a text, cut between characters. */
function textBytes(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  let end = Math.min(bytes.length, 0xffff);
  while (end < bytes.length && end > 0 && (bytes[end]! & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}

function writePayload(view: DataView, at: number, tag: ValueTag, value: FrameValue): void {
  if (tag === valueTags.bool) view.setUint8(at, value ? 1 : 0);
  else if (tag === valueTags.i32) view.setInt32(at, Number(value), true);
  else if (tag === valueTags.u32) view.setUint32(at, Number(value), true);
  else if (tag === valueTags.f32) view.setFloat32(at, Number(value), true);
  else if (tag === valueTags.f64) view.setFloat64(at, Number(value), true);
  else if (tag === valueTags.i64) view.setBigInt64(at, BigInt(value), true);
  else view.setBigUint64(at, BigInt(value), true);
}

/** The frame in these bytes, or `null` when they are not one whole, well-formed frame. Never throws. */
export function decodeFrame(data: ArrayBuffer | Uint8Array): Frame | null {
  const view = data instanceof Uint8Array ? new DataView(data.buffer, data.byteOffset, data.byteLength) : new DataView(data);
  if (view.byteLength < headerBytes || view.getUint8(0) !== kindDelta) return null;
  const flags = view.getUint8(1);
  const count = view.getUint16(2, true);
  const tick = view.getFloat64(4, true);
  if (!Number.isSafeInteger(tick) || tick < 0) return null;
  const entries: FrameEntry[] = [];
  let at = headerBytes;
  for (let index = 0; index < count; index += 1) {
    const read = readEntry(view, at);
    if (read === null) return null;
    entries.push(read.entry);
    at = read.next;
  }
  return at === view.byteLength ? { flags, tick, entries } : null;
}

/** The entry at `at` and where the next one begins; `null` when there is no whole, well-formed one. Never throws. */
export function readEntry(view: DataView, at: number): { entry: FrameEntry; next: number } | null {
  if (at + 3 > view.byteLength) return null;
  const id = view.getUint16(at, true);
  const tag = view.getUint8(at + 2);
  if (tag === valueTags.text) {
    const size = at + 5 <= view.byteLength ? view.getUint16(at + 3, true) : -1;
    if (size < 0 || at + 5 + size > view.byteLength) return null;
    const text = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 5, size));
    return { entry: { id, tag, value: text }, next: at + 5 + size };
  }
  const length = payloadBytes[tag];
  if (length === undefined || at + 3 + length > view.byteLength) return null;
  const value = readPayload(view, at + 3, tag as ValueTag);
  return value === null ? null : { entry: { id, tag: tag as ValueTag, value }, next: at + 3 + length };
}

function readPayload(view: DataView, at: number, tag: ValueTag): FrameValue | null {
  if (tag === valueTags.bool) {
    const byte = view.getUint8(at);
    return byte > 1 ? null : byte === 1;
  }
  if (tag === valueTags.i32) return view.getInt32(at, true);
  if (tag === valueTags.u32) return view.getUint32(at, true);
  if (tag === valueTags.f32) return view.getFloat32(at, true);
  if (tag === valueTags.f64) return view.getFloat64(at, true);
  return tag === valueTags.i64 ? view.getBigInt64(at, true) : view.getBigUint64(at, true);
}
