/** Letters typed in a row bring the next line that begins with them, as in any list. */

/** A pause longer than this begins a new word. */
const pause = 700;

export class TypeAhead {
  #typed = '';
  #last = Number.NEGATIVE_INFINITY;

  /** Answers the index of the line to go to, or -1. `now` in milliseconds, from any beginning. */
  type(letter: string, now: number, labels: readonly string[], from: number): number {
    this.#typed = now - this.#last > pause ? letter : this.#typed + letter;
    this.#last = now;
    const wanted = this.#typed.toLowerCase();
    // One letter again and again goes through all that begin with it.
    const single = [...wanted].every((one) => one === wanted[0]);
    const prefix = single ? (wanted[0] ?? '') : wanted;
    for (let step = single ? 1 : 0; step < labels.length + 1; step++) {
      const at = (from + step) % labels.length;
      if (labels[at]?.toLowerCase().startsWith(prefix)) return at;
    }
    return -1;
  }
}
