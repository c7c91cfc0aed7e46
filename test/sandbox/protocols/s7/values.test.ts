import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeValue, encodeValue, type Value } from '#sandbox/protocols/s7/values.ts';
import { at, hex, text } from './press.ts';

describe('a value', () => {
  it.each<[string, Value | Value[], string]>([
    ['DB1.DBB0', 200, 'c8'],
    ['DB1,CHAR0', 'A', '41'],
    ['DB1.DBW0', 65_535, 'ff ff'],
    ['DB1,INT0', -2, 'ff fe'],
    ['DB1.DBD0', 4_294_967_295, 'ff ff ff ff'],
    ['DB1,DINT0', -1, 'ff ff ff ff'],
    ['DB1,REAL0', 1.5, '3f c0 00 00'],
    ['DB1,LREAL0', -2, 'c0 00 00 00 00 00 00 00'],
    ['DB1,TIME0', -1000, 'ff ff fc 18'],
    ['DB1,TOD0', 86_399_999, '05 26 5b ff'],
    ['DB1,DATE0', '1990-01-01', '00 00'],
    ['DB1,DATE0', '2024-02-29', '30 bd'],
    ['DB1,DT0', '2026-11-22T07:30:00.125', '26 11 22 07 30 00 12 51'],
    ['DB1,S5TIME0', 2_500, '02 50'],
    ['DB1,S5TIME0', 9_990_000, '39 99'],
    ['T1', 50_000, '15 00'],
    ['C1', 42, '00 42'],
    ['DB1,S0.6', 'Hello', '06 05 48 65 6c 6c 6f 00'],
    ['DB1,INT0.3', [1, 2, -3], '00 01 00 02 ff fd'],
  ])('at %s: %j', (address, value, bytes) => {
    const encoded = encodeValue(at(address), value);
    expect(encoded && text(encoded)).toBe(bytes);
    expect(decodeValue(at(address), hex(bytes))).toEqual(value);
  });

  it('of bits is read from its bytes and written one by one', () => {
    expect(decodeValue(at('M0.1'), hex('02'))).toBe(true);
    expect(decodeValue(at('DB1,X0.6.4'), hex('40 02'))).toEqual([true, false, false, true]);
    expect(text(encodeValue(at('DB1,X0.6.4'), [true, false, false, true])!)).toBe('01 00 00 01');
  });

  it.each<[string, Value | Value[]]>([
    ['DB1,INT0', 40_000],
    ['DB1,INT0', 1.5],
    ['DB1,INT0', '5'],
    ['DB1,INT0', true],
    ['DB1.DBX0.0', 1],
    ['DB1,CHAR0', 'AB'],
    ['DB1,S0.3', 'long'],
    ['DB1,DATE0', '2023-02-29'],
    ['DB1,DATE0', '1989-12-31'],
    ['DB1,DT0', '2026-11-22T25:00:00.000'],
    ['DB1,S5TIME0', 10_000_000],
    ['C1', 1000],
    ['DB1,INT0.2', [1]],
  ])('at %s is not %j', (address, value) => {
    expect(encodeValue(at(address), value)).toBeNull();
  });

  it('is none where bytes are no digits, no date, no string, or too few', () => {
    expect(decodeValue(at('DB1,S5TIME0'), hex('0f 00'))).toBeNull();
    expect(decodeValue(at('C1'), hex('00 0a'))).toBeNull();
    expect(decodeValue(at('DB1,DT0'), hex('26 02 30 07 30 00 12 51'))).toBeNull();
    expect(decodeValue(at('DB1,S0.3'), hex('03 04 41 42 43'))).toBeNull();
    expect(decodeValue(at('DB1.DBD0'), hex('00'))).toBeNull();
  });

  it('of every day from 1990 on is the same day again', () => {
    fc.assert(
      fc.property(fc.nat(65_535), (days) => {
        const bytes = Uint8Array.of(days >> 8, days & 255);
        const day = decodeValue(at('DB1,DATE0'), bytes) as string;
        expect(day).toBe(new Date(Date.UTC(1990, 0, 1 + days)).toISOString().slice(0, 10));
        expect(encodeValue(at('DB1,DATE0'), day)).toEqual(bytes);
      }),
    );
  });
});
