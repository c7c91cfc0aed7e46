/**
 * Recording frames: the values of recorded signals, tick by tick. A sample at `tick` is what stands before that tick is carried out, and
 * before what a person does in it, so that moving the rig to `tick` (`time`, `rewind`) shows exactly the sample. Little-endian.
 *
 *     header   u8 kind = 2 · u8 flags · u16 samples · f64 from tick · u32 ticks to the last · u64 from ns · f64 tick ns    32 bytes
 *     sample   varint ticks since the sample before (the first: since the header's) · varint entries · entries as in frame.ts
 */
import { entryBytes, type FrameEntry, type FrameValue, readEntry, type ValueTag, writeEntry } from './frame.ts';

const kindRecording = 2;
const headerBytes = 32;
const maxSamples = 0xffff;
const maxSpan = 0xffff_ffff;

/** Bits of the header's flags. */
export const recordingFlags = {
  /** The answer to `recall`, not what happens now. */
  recalled: 1,
  /** The line was too slow for every tick: of each signal, ticks in between are left out. Every value is that of its tick all the same. */
  thinned: 2,
  /**
   * The first frame of a recording: every recorded signal that exists has a sample at `fromTick`. Unless it is recalled, what was recorded
   * at that tick or later before is void.
   */
  complete: 4,
  /** The rig goes on from `fromTick` another way (`fork`, `restore`): what was recorded after it is void. There is no sample in it. */
  parted: 8,
} as const;

export interface RecordingSample {
  tick: number;
  /** What changed since the sample before. */
  entries: { id: number; value: FrameValue }[];
}

export interface RecordingFrame {
  flags: number;
  /** What this frame tells of: from and to these ticks, both included; signals without a sample kept their value. */
  fromTick: number;
  toTick: number;
  /** Logical time before `fromTick`, and the length of a tick, in nanoseconds. */
  fromNs: bigint;
  tickNs: number;
  /** In order of ticks. */
  samples: RecordingSample[];
}

/**
 * The bytes of one recording frame; `tagOf` says how a signal's values travel.
 * @throws RangeError for more than 65,535 samples or 2^32 ticks, or when the samples are not in order: mistakes of the caller.
 */
export function encodeRecording(
  { flags, fromTick, toTick, fromNs, tickNs, samples }: RecordingFrame,
  tagOf: (id: number, value: FrameValue) => ValueTag,
): Uint8Array<ArrayBuffer> {
  if (samples.length > maxSamples) throw new RangeError(`a recording frame holds at most ${maxSamples} samples`);
  if (toTick < fromTick || toTick - fromTick > maxSpan) throw new RangeError(`no recording frame spans ${fromTick} to ${toTick}`);
  const tagged = samples.map(({ entries }) => entries.map(({ id, value }): FrameEntry => ({ id, tag: tagOf(id, value), value })));
  let size = headerBytes;
  let before = fromTick;
  samples.forEach(({ tick }, index) => {
    if (tick < before || (tick === before && index > 0) || tick > toTick)
      throw new RangeError(`sample ${index} of a recording frame, at ${tick}, is out of order`);
    size += varintBytes(tick - before) + varintBytes(tagged[index]!.length);
    for (const entry of tagged[index]!) size += entryBytes(entry);
    before = tick;
  });
  const view = new DataView(new ArrayBuffer(size));
  view.setUint8(0, kindRecording);
  view.setUint8(1, flags);
  view.setUint16(2, samples.length, true);
  view.setFloat64(4, fromTick, true);
  view.setUint32(12, toTick - fromTick, true);
  view.setBigUint64(16, fromNs, true);
  view.setFloat64(24, tickNs, true);
  let at = headerBytes;
  before = fromTick;
  samples.forEach(({ tick }, index) => {
    at = writeVarint(view, at, tick - before);
    at = writeVarint(view, at, tagged[index]!.length);
    for (const entry of tagged[index]!) at = writeEntry(view, at, entry);
    before = tick;
  });
  return new Uint8Array(view.buffer);
}

/** The recording frame in these bytes, or `null` when they are not one whole, well-formed frame. Never throws. */
export function decodeRecording(data: ArrayBuffer | Uint8Array): RecordingFrame | null {
  const view = data instanceof Uint8Array ? new DataView(data.buffer, data.byteOffset, data.byteLength) : new DataView(data);
  if (view.byteLength < headerBytes || view.getUint8(0) !== kindRecording) return null;
  const fromTick = view.getFloat64(4, true);
  const toTick = fromTick + view.getUint32(12, true);
  const tickNs = view.getFloat64(24, true);
  if (!Number.isSafeInteger(fromTick) || fromTick < 0 || !Number.isSafeInteger(toTick)) return null;
  if (!Number.isSafeInteger(tickNs) || tickNs <= 0) return null;
  const samples: RecordingSample[] = [];
  const count = view.getUint16(2, true);
  let at = headerBytes;
  let tick = fromTick;
  for (let index = 0; index < count; index += 1) {
    const sample = readSample(view, at);
    if (sample === null || (sample.delta === 0 && index > 0) || tick + sample.delta > toTick) return null;
    tick += sample.delta;
    samples.push({ tick, entries: sample.entries });
    at = sample.next;
  }
  if (at !== view.byteLength) return null;
  return { flags: view.getUint8(1), fromTick, toTick, fromNs: view.getBigUint64(16, true), tickNs, samples };
}

function readSample(view: DataView, start: number): { delta: number; entries: RecordingSample['entries']; next: number } | null {
  const delta = readVarint(view, start);
  const count = delta && readVarint(view, delta.next);
  if (!count) return null;
  const entries: RecordingSample['entries'] = [];
  let at = count.next;
  for (let index = 0; index < count.value; index += 1) {
    const read = readEntry(view, at);
    if (read === null) return null;
    entries.push({ id: read.entry.id, value: read.entry.value });
    at = read.next;
  }
  return { delta: delta.value, entries, next: at };
}

/** Seven bits a byte, the lowest first; the top bit says that more follow. At most 32 bits. */
function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes += 1;
  return bytes;
}

function writeVarint(view: DataView, start: number, value: number): number {
  let at = start;
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) view.setUint8(at++, (rest % 0x80) | 0x80);
  view.setUint8(at, rest);
  return at + 1;
}

function readVarint(view: DataView, start: number): { value: number; next: number } | null {
  let value = 0;
  for (let bytes = 0; bytes < 5; bytes += 1) {
    if (start + bytes >= view.byteLength) return null;
    const byte = view.getUint8(start + bytes);
    value += (byte & 0x7f) * 0x80 ** bytes;
    if (byte < 0x80) return value > maxSpan ? null : { value, next: start + bytes + 1 };
  }
  return null;
}
