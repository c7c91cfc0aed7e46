/** What lies between two cursors. */
import type { Series } from './series.ts';
import { within } from './spans.ts';

export interface Between {
  a: number | null;
  b: number | null;
  /** b - a; `null` where either is not known. */
  difference: number | null;
  /** Of a digital signal: changes after the earlier cursor up to the later one. */
  edges: number;
  /** Of a digital signal: the part of the time it was TRUE; `null` where not all of the time is known, or there is none. */
  duty: number | null;
}

/** At two ticks; fractions are rounded down, for a sample holds until the next. */
export function between(series: Series, tickA: number, tickB: number): Between {
  const a = series.valueAt(tickA);
  const b = series.valueAt(tickB);
  const low = Math.min(tickA, tickB);
  const high = Math.max(tickA, tickB);
  const [span] = within(series.known, Math.floor(low), Math.floor(high));
  const whole = span !== undefined && span.from <= Math.floor(low) && span.to >= Math.floor(high);
  let edges = 0;
  let high1 = 0;
  if (span) {
    let index = Math.max(series.start, series.indexAt(span.from));
    let at = Math.max(low, span.from);
    let value = series.values[index] ?? Number.NaN;
    for (index++; index < series.end && series.ticks[index]! <= high; index++) {
      const tick = series.ticks[index]!;
      const next = series.values[index]!;
      if (value >= 0.5) high1 += tick - at;
      if (value >= 0.5 !== next >= 0.5) edges++;
      at = tick;
      value = next;
    }
    if (value >= 0.5) high1 += Math.max(0, high - at);
  }
  return {
    a,
    b,
    difference: a === null || b === null ? null : b - a,
    edges,
    duty: whole && high > low ? high1 / (high - low) : null,
  };
}

/** The change of any of the series that is nearest to a tick, no further than `reach` away; else `null`. */
export function nearestEdge(series: readonly Series[], tick: number, reach: number): number | null {
  let best: number | null = null;
  for (const one of series) {
    const index = one.indexAt(tick);
    for (const candidate of [index, index + 1]) {
      // The first sample is where the recording begins, not a change.
      if (candidate <= one.start || candidate >= one.end) continue;
      const at = one.ticks[candidate]!;
      const far = Math.abs(at - tick);
      if (far <= reach && (best === null || far < Math.abs(best - tick))) best = at;
    }
  }
  return best;
}

/** The next change of any of the series after a tick (`direction` 1) or before it (-1); `null` when there is none. */
export function nextEdge(series: readonly Series[], tick: number, direction: 1 | -1): number | null {
  let best: number | null = null;
  for (const one of series) {
    const index = direction === 1 ? one.indexAt(tick) + 1 : one.indexAt(Math.ceil(tick) - 1);
    if (index <= one.start || index >= one.end) continue;
    const at = one.ticks[index]!;
    if (best === null || (direction === 1 ? at < best : at > best)) best = at;
  }
  return best;
}
