/** The frame of cyclic I/O: bytes and values, what is no frame, and what the Network pane shows of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeFrame, encodeFrame, isNewer, mostValues } from '#sandbox/protocols/cyclic/codec.ts';
import { cyclicDissector } from '#sandbox/protocols/cyclic/dissector.ts';

const value = fc.oneof(fc.boolean(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.double({ noNaN: true }));

describe('the cyclic frame', () => {
  test('is as its table says', () => {
    expect(Buffer.from(encodeFrame({ sequence: 258, values: [true, -1n] })).toString('hex')).toBe(
      '4d57010202010000' + '010100000000000000' + '02ffffffffffffffff',
    );
  });

  test('what is written is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), fc.array(value, { maxLength: mostValues }), (sequence, values) => {
        expect(decodeFrame(encodeFrame({ sequence, values }))).toEqual({ sequence, values });
      }),
    );
  });

  test('anything else is no frame, and nobody throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, begun) => {
        const given = begun ? Uint8Array.from([0x4d, 0x57, 1, ...bytes]) : bytes;
        const read = decodeFrame(given);
        if (read) expect(encodeFrame(read).length).toBe(given.length);
        const [message] = cyclicDissector.conversation().push('to-server', given);
        expect(message!.state === 'malformed').toBe(read === null);
      }),
      { numRuns: 2_000 },
    );
  });

  test('numbers go round', () => {
    expect(isNewer(2, 1)).toBe(true);
    expect(isNewer(1, 1)).toBe(false);
    expect(isNewer(0, 0xffff_ffff)).toBe(true);
    expect(isNewer(0xffff_ffff, 0)).toBe(false);
  });

  test('a conversation tells what is missing and what came late', () => {
    const conversation = cyclicDissector.conversation();
    const push = (sequence: number) => conversation.push('to-server', encodeFrame({ sequence, values: [1.5] }))[0]!;
    expect(push(1).summary).toBe('number 1, 1 values');
    expect(push(4).summary).toBe('number 4, 1 values, 2 missing before it');
    const late = push(3);
    expect(late.state).toBe('error');
    expect(late.fields.find(({ name }) => name === 'Sequence Number')?.wrong?.['zh-CN']).toContain('丢弃');
    expect(late.fields.at(-1)?.fields?.[1]).toMatchObject({ value: '1.5', at: 9, length: 8 });
  });
});
