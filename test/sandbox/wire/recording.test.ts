import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, type FrameValue, type ValueTag, valueTags } from '../../../sandbox/wire/frame.ts';
import { decodeRecording, encodeRecording, type RecordingFrame, recordingFlags } from '../../../sandbox/wire/recording.ts';

/** A signal's tag stands in its id: the last digit. */
const tagOf = (id: number): ValueTag => (id % 8) as ValueTag;
const values: Record<ValueTag, fc.Arbitrary<FrameValue>> = {
  [valueTags.bool]: fc.boolean(),
  [valueTags.i32]: fc.integer(),
  [valueTags.u32]: fc.nat({ max: 0xffffffff }),
  [valueTags.f32]: fc.float({ noNaN: true }),
  [valueTags.f64]: fc.double(),
  [valueTags.i64]: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  [valueTags.u64]: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  [valueTags.text]: fc.string({ unit: 'grapheme', maxLength: 20 }),
};
const entry = fc.nat({ max: 0xffff }).chain((id) => values[tagOf(id)].map((value) => ({ id, value })));

const frame: fc.Arbitrary<RecordingFrame> = fc
  .record({
    flags: fc.nat({ max: 255 }),
    fromTick: fc.nat({ max: 2 ** 50 }),
    fromNs: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    tickNs: fc.integer({ min: 1, max: 2 ** 40 }),
    after: fc.nat({ max: 70_000 }),
    first: fc.nat({ max: 300 }),
    samples: fc.array(fc.tuple(fc.integer({ min: 1, max: 40_000 }), fc.array(entry, { maxLength: 6 })), { maxLength: 20 }),
  })
  .map(({ after, first, samples, ...rest }) => {
    let tick = rest.fromTick + first;
    const placed = samples.map(([delta, entries], index) => {
      tick += index > 0 ? delta : 0;
      return { tick, entries };
    });
    return { ...rest, toTick: tick + after, samples: placed };
  });

const small: RecordingFrame = {
  flags: recordingFlags.complete,
  fromTick: 1_000,
  toTick: 1_006,
  fromNs: 5_000_000_000n,
  tickNs: 5_000_000,
  samples: [
    { tick: 1_000, entries: [{ id: 8, value: true }] },
    { tick: 1_004, entries: [{ id: 9, value: -3 }] },
  ],
};

describe('recording frames', () => {
  it('come back as they were sent', () => {
    fc.assert(
      fc.property(frame, (sent) => {
        expect(decodeRecording(encodeRecording(sent, tagOf))).toEqual(sent);
      }),
    );
  });

  it('are small: a BOOL that changed costs six bytes', () => {
    expect(encodeRecording(small, tagOf).length).toBe(32 + (2 + 4) + (2 + 7));
  });

  it('decode from a view into a larger buffer, as ws and browsers hand them out', () => {
    const bytes = encodeRecording(small, tagOf);
    const larger = new Uint8Array(bytes.length + 9);
    larger.set(bytes, 5);
    expect(decodeRecording(larger.subarray(5, 5 + bytes.length))).toEqual(small);
  });

  it('are refused when cut short or lengthened, and no frame is taken for one of the other kind', () => {
    fc.assert(
      fc.property(frame, fc.nat(), (sent, cut) => {
        const bytes = encodeRecording(sent, tagOf);
        expect(decodeRecording(bytes.subarray(0, cut % bytes.length))).toBeNull();
        expect(decodeRecording(new Uint8Array([...bytes, 0]))).toBeNull();
        expect(decodeFrame(bytes)).toBeNull();
      }),
    );
    expect(decodeRecording(encodeFrame({ flags: 0, tick: 0, entries: [] }))).toBeNull();
  });

  it('never throw, whatever the bytes', () => {
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      // One of ours with some bytes changed.
      fc.tuple(frame, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 5 })).map(([sent, changes]) => {
        const bytes = encodeRecording(sent, tagOf);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        return bytes;
      }),
    );
    fc.assert(
      fc.property(hostile, fc.boolean(), (bytes, likeOurs) => {
        if (likeOurs && bytes.length > 0) bytes[0] = 2;
        const decoded = decodeRecording(bytes);
        if (decoded === null) return;
        const ticks = decoded.samples.map(({ tick }) => tick);
        expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
        for (const tick of ticks) expect(tick >= decoded.fromTick && tick <= decoded.toTick).toBe(true);
      }),
    );
  });

  it('refuse a header that tells no time', () => {
    const wrong = (at: number, write: (view: DataView) => void) => {
      const bytes = encodeRecording(small, tagOf);
      write(new DataView(bytes.buffer, at));
      return decodeRecording(bytes);
    };
    expect(wrong(4, (view) => view.setFloat64(0, -1, true))).toBeNull();
    expect(wrong(4, (view) => view.setFloat64(0, Number.NaN, true))).toBeNull();
    expect(wrong(24, (view) => view.setFloat64(0, 0, true))).toBeNull();
    expect(
      wrong(12, (view) => view.setUint32(0, 3, true)),
      'a sample behind the last tick',
    ).toBeNull();
  });

  it('refuse a number that never ends', () => {
    const bytes = new Uint8Array([
      ...encodeRecording({ ...small, samples: [] }, tagOf),
      0xff,
      0xff,
      0xff,
      0xff,
      0xff,
      0xff,
      0xff,
    ]);
    new DataView(bytes.buffer).setUint16(2, 1, true);
    expect(decodeRecording(bytes)).toBeNull();
  });

  it('are not made of samples out of order, outside their ticks, or too many', () => {
    const made = (part: Partial<RecordingFrame>) => () => encodeRecording({ ...small, ...part }, tagOf);
    expect(made({ samples: small.samples.toReversed() })).toThrow(RangeError);
    expect(made({ toTick: 1_003 })).toThrow(RangeError);
    expect(made({ samples: [small.samples[0]!, small.samples[0]!] })).toThrow(RangeError);
    expect(made({ fromTick: 1_007 })).toThrow(RangeError);
    const many = Array.from({ length: 65_536 }, (_, index) => ({ tick: 1_000 + index, entries: [] }));
    expect(made({ toTick: 80_000, samples: many })).toThrow(RangeError);
  });
});
