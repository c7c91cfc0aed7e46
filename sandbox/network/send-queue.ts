/** What was given to be sent and is not acknowledged yet, by sequence number. */
export class SendQueue {
  #pieces: Uint8Array[] = [];
  /** Sequence number of its first byte. */
  #from = 1;
  length = 0;

  /** The sequence number after its last byte. */
  get end(): number {
    return this.#from + this.length;
  }

  /** Keeps a copy: the giver may use its array again. */
  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#pieces.push(bytes.slice());
    this.length += bytes.length;
  }

  forget(until: number): void {
    let gone = Math.min(until, this.end) - this.#from;
    if (gone <= 0) return;
    this.#from += gone;
    this.length -= gone;
    let whole = 0;
    while (whole < this.#pieces.length && this.#pieces[whole]!.length <= gone) {
      gone -= this.#pieces[whole]!.length;
      whole += 1;
    }
    this.#pieces.splice(0, whole);
    if (gone > 0) this.#pieces[0] = this.#pieces[0]!.subarray(gone);
  }

  /** Never to be written to: it may be what is kept here. */
  slice(from: number, length: number): Uint8Array {
    let skip = from - this.#from;
    let at = 0;
    while (skip >= (this.#pieces[at]?.length ?? Number.POSITIVE_INFINITY)) {
      skip -= this.#pieces[at]!.length;
      at += 1;
    }
    const first = this.#pieces[at]!;
    if (skip + length <= first.length) return first.subarray(skip, skip + length);
    const joined = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const piece = this.#pieces[at]!.subarray(skip, skip + length - filled);
      joined.set(piece, filled);
      filled += piece.length;
      skip = 0;
      at += 1;
    }
    return joined;
  }

  save(): { from: number; bytes: Uint8Array } {
    return { from: this.#from, bytes: this.length === 0 ? new Uint8Array() : this.slice(this.#from, this.length) };
  }

  restore(from: number, bytes: Uint8Array): void {
    this.#from = from;
    this.#pieces = bytes.length === 0 ? [] : [bytes];
    this.length = bytes.length;
  }
}
