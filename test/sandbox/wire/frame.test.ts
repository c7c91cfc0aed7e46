import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { decodeFrame, encodeFrame, type FrameEntry, tagOfType, valueTags } from '../../../sandbox/wire/frame.ts';

const entry: fc.Arbitrary<FrameEntry> = fc.nat({ max: 0xffff }).chain((id) =>
  fc.oneof(
    fc.boolean().map((value) => ({ id, tag: valueTags.bool, value })),
    fc.integer().map((value) => ({ id, tag: valueTags.i32, value })),
    fc.nat({ max: 0xffffffff }).map((value) => ({ id, tag: valueTags.u32, value })),
    fc.float({ noNaN: true }).map((value) => ({ id, tag: valueTags.f32, value })),
    fc.double().map((value) => ({ id, tag: valueTags.f64, value })),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({ id, tag: valueTags.i64, value })),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => ({ id, tag: valueTags.u64, value })),
  ),
);
const frame = fc.record({
  flags: fc.nat({ max: 255 }),
  tick: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  entries: fc.array(entry, { maxLength: 50 }),
});

describe('delta frames', () => {
  it('come back as they were sent', () => {
    fc.assert(
      fc.property(frame, (sent) => {
        expect(decodeFrame(encodeFrame(sent))).toEqual(sent);
      }),
    );
  });

  it('decode from a view into a larger buffer, as ws and browsers hand them out', () => {
    const bytes = encodeFrame({ flags: 0, tick: 7, entries: [{ id: 3, tag: valueTags.i32, value: -5 }] });
    const larger = new Uint8Array(bytes.length + 9);
    larger.set(bytes, 5);
    expect(decodeFrame(larger.subarray(5, 5 + bytes.length))?.entries).toEqual([{ id: 3, tag: valueTags.i32, value: -5 }]);
  });

  it('are refused when cut short, lengthened, or of another kind', () => {
    fc.assert(
      fc.property(frame, fc.nat(), (sent, cut) => {
        const bytes = encodeFrame(sent);
        expect(decodeFrame(bytes.subarray(0, cut % bytes.length))).toBeNull();
        expect(decodeFrame(new Uint8Array([...bytes, 0]))).toBeNull();
        bytes[0] = 2;
        expect(decodeFrame(bytes)).toBeNull();
      }),
    );
  });

  it('never throw, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, likeOurs) => {
        if (likeOurs && bytes.length > 0) bytes[0] = 1;
        const decoded = decodeFrame(bytes);
        if (decoded !== null) expect(decoded.entries.length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  it('refuse a BOOL that is neither 0 nor 1, and an unknown tag', () => {
    const bytes = encodeFrame({ flags: 0, tick: 0, entries: [{ id: 1, tag: valueTags.bool, value: true }] });
    const wrongBool = bytes.slice();
    wrongBool[15] = 2;
    const wrongTag = bytes.slice();
    wrongTag[14] = 99;
    expect([decodeFrame(wrongBool), decodeFrame(wrongTag)]).toEqual([null, null]);
  });

  it('carry TIME as nanoseconds in 64 bits and a DWORD without a sign', () => {
    expect(tagOfType('TIME', 800_000_000n)).toBe(valueTags.i64);
    expect(tagOfType('DWORD', 0xffffffff)).toBe(valueTags.u32);
  });

  it('hold at most 65,535 values', () => {
    const entries = Array.from({ length: 65_536 }, () => ({ id: 0, tag: valueTags.bool, value: true }));
    expect(() => encodeFrame({ flags: 0, tick: 0, entries })).toThrow(RangeError);
  });
});

test('a text travels as UTF-8 with its length, and a cut one is no frame', () => {
  const entries = [
    { id: 3, tag: valueTags.text, value: '启动 ok' },
    { id: 4, tag: valueTags.i32, value: -1 },
    { id: 5, tag: valueTags.text, value: '' },
  ];
  const bytes = encodeFrame({ flags: 0, tick: 7, entries });
  expect(decodeFrame(bytes)).toEqual({ flags: 0, tick: 7, entries });
  expect(tagOfType('STRING', 'x')).toBe(valueTags.text);
  for (let end = 12; end < bytes.length; end++) expect(decodeFrame(bytes.slice(0, end))).toBeNull();
});
