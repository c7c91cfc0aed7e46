/** Random decisions read from a tape of numbers: a shorter tape, or smaller numbers, makes a smaller program, so failures shrink. */
export class Choices {
  readonly #tape: readonly number[];
  #at = 0;

  constructor(tape: readonly number[]) {
    this.#tape = tape;
  }

  /** 0 to n - 1; 0 when the tape has ended. */
  below(n: number): number {
    const next = this.#tape[this.#at++];
    return next === undefined ? 0 : next % n;
  }

  get ended(): boolean {
    return this.#at >= this.#tape.length;
  }

  of<T>(options: readonly T[]): T {
    const chosen = options[this.below(options.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  }

  /** TRUE once in `n`. */
  once(n: number): boolean {
    return this.below(n) === n - 1;
  }
}
