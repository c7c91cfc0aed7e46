/**
 * A chained digest of a rig's history: two rigs with equal hashes showed the same plant and terminals at the end of every tick. Not
 * cryptographic; it finds differences, not forgers. Two lanes of multiply-and-rotate mixing with different constants.
 */
import type { Spot } from './cell-bits.ts';

export type TraceHashState = [number, number];

export const emptyTraceHash: TraceHashState = [0x6d69_6c6c, 0x7769_6768];

/** How the bits of a word are read: as they are, as a REAL, or as the lower half of an LREAL, with the next word. */
const plain = 0;
const real = 1;
const longReal = 2;

/** The exponent is all ones and the fraction is not 0: IEEE 754, 6.2. WebAssembly leaves the payload open, so every NaN counts as one. */
const isLongNaN = (low: number, high: number): boolean => (high & 0x7ff0_0000) === 0x7ff0_0000 && ((high & 0xf_ffff) | low) !== 0;

const turnFirst = (lane: number, word: number): number => {
  const x = lane ^ word;
  return (Math.imul((x << 13) | (x >>> 19), 0xcc9e_2d51) + 0x7ed5_5d16) | 0;
};

const turnSecond = (lane: number, word: number): number => {
  const y = (lane + word) | 0;
  return Math.imul((y << 17) | (y >>> 15), 0x1b87_3593) ^ 0x3c6e_f372;
};

/**
 * What is hashed: aligned 32-bit words, each with the mask of the bits that belong to a spot, so that twenty BOOLs cost as much as
 * one DINT. The order is that of memory within each part, so that it does not depend on the program.
 */
export class HashedWords {
  readonly #words: Int32Array;
  /** Three numbers a word: index, mask, kind. */
  readonly #plan: Int32Array;

  /** `parts`: the plant's spots, then each controller's terminals. */
  constructor(memory: WebAssembly.Memory, parts: readonly (readonly Spot[])[]) {
    this.#words = new Int32Array(memory.buffer);
    this.#plan = Int32Array.from(parts.flatMap(planOf));
  }

  /** Mixes the present bits into the lanes. */
  mix(lanes: TraceHashState): void {
    const words = this.#words;
    const plan = this.#plan;
    // Whole numbers of 32 bits from the start: the loop is then compiled without a conversion each turn.
    let a = lanes[0] | 0;
    let b = lanes[1] | 0;
    for (let entry = 0; entry < plan.length; entry += 3) {
      const index = plan[entry]!;
      let word = words[index]! & plan[entry + 1]!;
      const kind = plan[entry + 2]!;
      // Both halves at once: asked one by one, they take twice as long, and this is most of a tick.
      if (kind === longReal) {
        let high = words[index + 1]!;
        if (isLongNaN(word, high)) {
          word = 0;
          high = 0x7ff8_0000;
        }
        a = turnFirst(a, word);
        b = turnSecond(b, word);
        word = high;
      } else if (kind === real && (word & 0x7fff_ffff) > 0x7f80_0000) word = 0x7fc0_0000;
      a = turnFirst(a, word);
      b = turnSecond(b, word);
    }
    // One turn per tick, so that a longer history without change is another history.
    lanes[0] = (Math.imul(a ^ (a >>> 16), 0x85eb_ca6b) + 1) | 0;
    lanes[1] = (Math.imul(b ^ (b >>> 15), 0xc2b2_ae35) + 1) | 0;
  }
}

function planOf(spots: readonly Spot[]): number[] {
  const words = new Map<number, { mask: number; kind: number }>();
  const cover = (index: number, mask: number, kind: number) => {
    const word = words.get(index) ?? { mask: 0, kind };
    word.mask |= mask;
    words.set(index, word);
  };
  for (const { at, bytes, bit, real: type } of spots) {
    const index = at >> 2;
    const shift = (at & 3) * 8;
    if (bytes === 1) cover(index, (bit < 0 ? 0xff : 1 << bit) << shift, plain);
    else if (bytes === 2) cover(index, 0xffff << shift, plain);
    else if (bytes === 4) cover(index, -1, type === 'REAL' ? real : plain);
    else if (type === 'LREAL') cover(index, -1, longReal);
    else {
      cover(index, -1, plain);
      cover(index + 1, -1, plain);
    }
  }
  return [...words].sort(([a], [b]) => a - b).flatMap(([index, { mask, kind }]) => [index, mask, kind]);
}

/** The digest as people compare it: 16 hexadecimal digits. */
export const hashText = ([a, b]: TraceHashState): string => hex(a) + hex(b);

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');
