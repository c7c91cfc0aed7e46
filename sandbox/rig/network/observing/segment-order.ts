/**
 * The bytes of one direction of a TCP connection in their order, from segments as they arrive: repeated ones once, early ones when those
 * before them have come (RFC 9293, 3.4: sequence numbers count modulo 2^32).
 */
const modulus = 2 ** 32;
/** What comes from `sequence` up to half the numbers behind it is ahead of it. */
const ahead = (sequence: number, of: number): number => (sequence - of + modulus) % modulus;
/** Segments that wait for one that is lost. */
const mostEarly = 256;

export class SegmentOrder {
  #next: number | null;
  readonly #early = new Map<number, Uint8Array>();

  constructor(next: number | null = null) {
    this.#next = next;
  }

  /** The sequence number that comes next; `null` before the first. */
  get next(): number | null {
    return this.#next;
  }

  /** The bytes that are in order now. `opens`: the segment is a SYN, whose number is one before the first byte. */
  take(sequence: number, bytes: Uint8Array, opens: boolean): Uint8Array[] {
    if (opens) {
      this.#next = (sequence + 1) % modulus;
      this.#early.clear();
      return [];
    }
    if (bytes.length === 0) return [];
    if (this.#early.size < mostEarly) this.#early.set(sequence, bytes);
    this.#next ??= sequence;
    const ordered: Uint8Array[] = [];
    for (let found = this.#due(); found; found = this.#due()) {
      ordered.push(found);
      this.#next = (this.#next + found.length) % modulus;
    }
    return ordered;
  }

  /** What of an early segment comes next; those that are over are forgotten. */
  #due(): Uint8Array | null {
    const next = this.#next ?? 0;
    for (const [sequence, bytes] of this.#early) {
      const over = ahead(next, sequence);
      if (over >= modulus / 2) continue;
      this.#early.delete(sequence);
      if (over < bytes.length) return bytes.subarray(over);
    }
    return null;
  }
}
