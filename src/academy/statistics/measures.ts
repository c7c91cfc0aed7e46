/**
 * Measures of classical test theory, over first tries. Sources: R. L. Ebel and D. A. Frisbie, Essentials of Educational Measurement, 5th
 * ed., Prentice Hall 1991; for the corrected point-biserial S. Henrysson, Psychometrika 28 (1963) 211-218.
 */

/** A figure, or why there is none: said rather than guessed. */
export type Measure = { value: number } | { value: null; why: 'too-few' | 'no-variance' };

/** Below so many people a correlation says nothing: its standard error at 20 is about 0.23. */
export const fewest = 20;

/** Share right at the first try, 0 to 1. */
export function facility(right: readonly boolean[]): Measure {
  if (right.length === 0) return { value: null, why: 'too-few' };
  return { value: right.filter(Boolean).length / right.length };
}

/**
 * Point-biserial correlation of an item with the score on the rest of the items, -1 to 1: do those who know more get it right? `rest` leaves
 * the item itself out, or it would correlate with itself.
 */
export function discrimination(right: readonly boolean[], rest: readonly number[]): Measure {
  const count = Math.min(right.length, rest.length);
  if (count < fewest) return { value: null, why: 'too-few' };
  const known = rest.filter((_, index) => right[index]);
  const share = known.length / count;
  const spread = deviation(rest);
  if (share === 0 || share === 1 || spread < 1e-9) return { value: null, why: 'no-variance' };
  const unknown = rest.filter((_, index) => !right[index]);
  const value = ((mean(known) - mean(unknown)) / spread) * Math.sqrt(share * (1 - share));
  // What lies beyond is the last bit of a sum.
  return { value: Math.min(1, Math.max(-1, value)) };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of the whole group, not estimated from a sample. */
function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** `null` of none. Of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
