/**
 * Chance for one direction of one link: the n-th draw is a hash of (key, n), after splitmix32. So its whole state is one number, and
 * what happens on one link does not change what is drawn for another.
 */
export class Chance {
  readonly #key: number;
  /** How often it was asked. */
  drawn: number;

  constructor(seed: number, purpose: string) {
    let key = 0;
    // Each part goes through the whole mixing before the next joins it, or neighbouring seeds and names would meet.
    for (const part of [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, ...Array.from(purpose, (c) => c.codePointAt(0) ?? 0)])
      key = mixed((key ^ part) + 0x9e37_79b9);
    this.#key = key;
    this.drawn = 0;
  }

  /** Uniform in [0, 1), 32 bits. */
  fraction(): number {
    this.drawn += 1;
    return mixed((this.#key + Math.imul(this.drawn, 0x9e37_79b9)) | 0) / 2 ** 32;
  }

  /** A whole number, from … to. */
  between(from: number, to: number): number {
    return Math.round(from + this.fraction() * (to - from));
  }
}

/** Scrambles 32 bits, one to one. */
export function mixed(bits: number): number {
  let word = bits ^ (bits >>> 16);
  word = Math.imul(word, 0x21f0_aaad);
  word ^= word >>> 15;
  word = Math.imul(word, 0x735a_2d97);
  return (word ^ (word >>> 15)) >>> 0;
}
