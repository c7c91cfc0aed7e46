/**
 * How long to wait before the next try: doubling from `first` to `most`, with half of it left to chance, so that a hundred browsers
 * cut off together do not come back together.
 */
export interface BackOff {
  /** Milliseconds until the next try. */
  next(): number;
  /** A try succeeded. */
  reset(): void;
}

export function backOff(first: number, most: number, random: () => number): BackOff {
  let step = 0;
  return {
    next() {
      const full = Math.min(most, first * 2 ** step);
      step = Math.min(step + 1, 30);
      return full / 2 + (full / 2) * random();
    },
    reset() {
      step = 0;
    },
  };
}
