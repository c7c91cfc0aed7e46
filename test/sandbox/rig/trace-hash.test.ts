/** What the digest of a rig's history sees, and what it shall not see. */
import { expect, it } from 'vitest';
import type { Spot } from '#sandbox/rig/cell-bits.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import { emptyTraceHash, HashedWords, hashText, type TraceHashState } from '#sandbox/rig/trace-hash.ts';
import { makeLab } from './made-lab.ts';

const spots: Spot[] = [
  { at: 0, bytes: 1, bit: 2, real: null },
  { at: 2, bytes: 2, bit: -1, real: null },
  { at: 4, bytes: 4, bit: -1, real: 'REAL' },
  { at: 8, bytes: 8, bit: -1, real: 'LREAL' },
  { at: 16, bytes: 8, bit: -1, real: null },
];

/** The digest of one tick in which memory holds what `write` puts there. */
function digest(write: (view: DataView) => void): string {
  const memory = new WebAssembly.Memory({ initial: 1 });
  write(new DataView(memory.buffer));
  const lanes: TraceHashState = [...emptyTraceHash];
  new HashedWords(memory, [spots]).mix(lanes);
  return hashText(lanes);
}

const nothing = digest(() => {});

it('is the same on every machine and in every version, until `engine` is raised', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const view = new DataView(memory.buffer);
  const hashed = new HashedWords(memory, [spots]);
  const lanes: TraceHashState = [...emptyTraceHash];
  for (let tick = 0; tick < 1_000; tick++) {
    view.setUint16(2, tick, true);
    view.setFloat32(4, tick / 3, true);
    view.setFloat64(8, tick / 7, true);
    view.setBigInt64(16, BigInt(tick) << 40n, true);
    hashed.mix(lanes);
  }
  expect(hashText(lanes)).toBe('460d66bc9b5504ba');
});

it.each<[string, (view: DataView) => void]>([
  ['a bit', (view) => view.setUint8(0, 4)],
  ['a word', (view) => view.setInt16(2, 1, true)],
  ['a REAL', (view) => view.setFloat32(4, 0.5, true)],
  ['the upper half of an LREAL', (view) => view.setInt32(12, 1, true)],
  ['the lower half of an LREAL', (view) => view.setInt32(8, 1, true)],
  ['the upper half of a time', (view) => view.setInt32(20, 1, true)],
  ['the lower half of a time', (view) => view.setInt32(16, 1, true)],
  ['an infinite REAL', (view) => view.setFloat32(4, Number.POSITIVE_INFINITY, true)],
  ['an infinite LREAL', (view) => view.setFloat64(8, Number.POSITIVE_INFINITY, true)],
])('sees %s', (_what, write) => {
  expect(digest(write)).not.toBe(nothing);
});

it('tells minus from plus, and infinity from what is no number', () => {
  const long = (value: number) => digest((view) => view.setFloat64(8, value, true));
  const short = (value: number) => digest((view) => view.setFloat32(4, value, true));
  const values = [0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
  expect(new Set(values.map(long)).size).toBe(values.length);
  expect(new Set(values.map(short)).size).toBe(values.length);
});

it('sees nothing of its neighbours in the same word, and of a NaN only that it is one', () => {
  expect(digest((view) => view.setUint8(0, 0b1111_1011))).toBe(nothing);
  expect(digest((view) => view.setUint8(1, 0xff))).toBe(nothing);
  const longNaNs = [0x7ff8_0000_0000_0000n, 0xfff8_0000_0000_0000n, 0x7ff0_0000_0000_0001n, 0x7fff_ffff_ffff_ffffn];
  expect(new Set(longNaNs.map((bits) => digest((view) => view.setBigUint64(8, bits, true)))).size).toBe(1);
  const shortNaNs = [0x7fc0_0000, 0xffc0_0000, 0x7f80_0001, 0x7fff_ffff];
  expect(new Set(shortNaNs.map((bits) => digest((view) => view.setUint32(4, bits, true)))).size).toBe(1);
});

it('is left out of a rig that is built without, which goes the same way', () => {
  const [traced, untraced] = [true, false].map((kept) => {
    const { rig } = Rig.build(makeLab(), { seed: 1, traced: kept });
    if (!rig) throw new Error('the lab gives no rig');
    rig.advance(10);
    rig.apply({ kind: 'operate', signal: 'plant.StartButton', value: true });
    rig.advance(100);
    return rig;
  });
  expect(traced!.traceHash).toMatch(/^[0-9a-f]{16}$/);
  expect(untraced!.traceHash).toBe('');
  expect(untraced!.save().memory).toEqual(traced!.save().memory);
});
