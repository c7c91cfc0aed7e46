/**
 * How close a run came: the quantitative semantics beside the yes and no of temporal.ts. In time, how much of a window was left or
 * missing; in value, by how much a comparison held or failed (Fainekos and Pappas 2009; Donzé and Maler 2010, robustness over samples).
 */
import type { Samples, TickRequirement } from './temporal.ts';

/** Positive: to spare; negative: missing. */
export type Closeness = { in: 'ticks'; margin: number } | { in: 'value'; margin: number };

/** Of a window in time; `null` where the requirement has none, or where what was asked for never came. */
export function closenessInTime(requirement: TickRequirement, count: number, main: Samples, other: Samples): Closeness | null {
  switch (requirement.kind) {
    case 'expect':
      return inTicks(expectMargin(requirement, requirement.from, count, main));
    case 'response': {
      let least: number | null = null;
      for (let i = 0; i < count; i += 1) {
        if (!other[i]) continue;
        const margin = expectMargin(requirement, i, count, main);
        if (margin === null) return null;
        if (least === null || margin < least) least = margin;
      }
      return inTicks(least);
    }
    case 'constant': {
      if (requirement.within === 0) return null;
      const last = Math.min(requirement.to ?? count - 1, count - 1);
      let longest = 0;
      for (let i = requirement.from, stretch = 0; i <= last; i += 1) {
        stretch = Boolean(main[i]) === requirement.value ? 0 : stretch + 1;
        longest = Math.max(longest, stretch);
      }
      return inTicks(requirement.within - longest);
    }
    case 'until': {
      if (requirement.within === null) return null;
      for (let i = requirement.from; i < count; i += 1) {
        if (other[i]) return inTicks(requirement.from + requirement.within - i);
        if (!main[i]) return null;
      }
      return null;
    }
  }
}

const inTicks = (margin: number | null): Closeness | null => (margin === null ? null : { in: 'ticks', margin });

/** Ticks between the first right start and the deadline; `null` without a window, or when it never came. */
function expectMargin(
  { within, hold }: { within: number; hold: number },
  from: number,
  count: number,
  main: Samples,
): number | null {
  if (within === 0) return null;
  let since = from;
  for (let i = from; i < count; i += 1) {
    if (!main[i]) since = i + 1;
    else if (i - since >= hold) return from + within - since;
  }
  return null;
}

/** Of a comparison: `numbers` holds, per sample, by how much it is right (negative: wrong). `null` when nothing was looked at. */
export function closenessInValue(
  requirement: TickRequirement,
  count: number,
  numbers: ArrayLike<number>,
  other: Samples,
): Closeness | null {
  const last = count - 1;
  let margin = Number.POSITIVE_INFINITY;
  switch (requirement.kind) {
    case 'constant': {
      const sign = requirement.value ? 1 : -1;
      const best = largest(count, requirement.within, (i) => sign * numbers[i]!);
      const to = Math.min(requirement.to ?? last, last) - requirement.within;
      for (let i = requirement.from; i <= to; i += 1) margin = Math.min(margin, best[i]!);
      break;
    }
    case 'expect':
    case 'response': {
      const { within, hold } = requirement;
      const kept = largest(count, hold, (i) => -numbers[i]!);
      const best = largest(count, within, (i) => (i + hold <= last ? -kept[i]! : Number.NEGATIVE_INFINITY));
      if (requirement.kind === 'expect') margin = best[requirement.from] ?? Number.POSITIVE_INFINITY;
      else for (let i = 0; i + within + hold <= last; i += 1) if (other[i]) margin = Math.min(margin, best[i]!);
      break;
    }
    case 'until':
      return null;
  }
  return Number.isFinite(margin) ? { in: 'value', margin } : null;
}

/** For each sample the largest of `value` over it and the `width` samples after it; in one pass, with a queue of candidates. */
function largest(count: number, width: number, value: (i: number) => number): Float64Array {
  const result = new Float64Array(count);
  const queue = new Int32Array(count);
  let [head, tail] = [0, 0];
  for (let i = count - 1; i >= 0; i -= 1) {
    const here = value(i);
    while (tail > head && value(queue[tail - 1]!) <= here) tail -= 1;
    queue[tail] = i;
    tail += 1;
    if (queue[head]! > i + width) head += 1;
    result[i] = value(queue[head]!);
  }
  return result;
}
