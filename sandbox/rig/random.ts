/**
 * The rig's generator: xoshiro128** by Blackman and Vigna (2018), seeded by splitmix32. Its state is four numbers, so it can be
 * saved; equal seeds and purposes give equal streams on every machine.
 */
export type RandomState = [number, number, number, number];

export class Random {
  #state: RandomState;

  constructor(state: RandomState) {
    this.#state = [...state];
  }

  /**
   * A stream of its own for each purpose: drawing one parameter more does not change the others. `seed` is any whole number up
   * to 2^53.
   */
  static of(seed: number, purpose: string): Random {
    let mix = 0;
    const next = () => {
      mix = (mix + 0x9e37_79b9) | 0;
      let word = mix ^ (mix >>> 16);
      word = Math.imul(word, 0x21f0_aaad);
      word ^= word >>> 15;
      word = Math.imul(word, 0x735a_2d97);
      return (word ^ (word >>> 15)) >>> 0;
    };
    // Each part goes through the whole mixing before the next joins it, or neighbouring seeds and names would meet.
    const parts = [
      seed >>> 0,
      Math.floor(seed / 2 ** 32) >>> 0,
      ...Array.from(purpose, (character) => character.codePointAt(0) ?? 0),
    ];
    for (const part of parts) mix = next() ^ part;
    return new Random([next(), next(), next(), next() | 1]);
  }

  /** 0 … 2^32 - 1. */
  next(): number {
    const s = this.#state;
    const scrambled = Math.imul(rotate(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 11);
    return scrambled;
  }

  /** Uniform in [0, 1), 53 bits. */
  fraction(): number {
    return ((this.next() >>> 5) * 2 ** 26 + (this.next() >>> 6)) / 2 ** 53;
  }

  /** Uniform in lower … upper, both included; the bias of 64 random bits is below 2^-10 for any span that labs use. */
  between(lower: bigint, upper: bigint): bigint {
    const word = (BigInt(this.next()) << 32n) | BigInt(this.next());
    return lower + (word % (upper - lower + 1n));
  }

  save(): RandomState {
    return [...this.#state];
  }
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
