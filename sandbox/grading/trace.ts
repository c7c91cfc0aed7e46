/** What a verdict shows of its run: enough to draw it, small enough to send. To see every tick, run the same seed again. */
import { traceValue } from './readable.ts';
import type { CheckRun, RecordedSignal } from './run-check.ts';
import type { Trace } from './types.ts';

/** Changes of one signal that a trace carries at most; a screen has fewer columns. */
export const mostSamples = 2_000;

export function traceOf(run: CheckRun, failedAt: number | null): Trace {
  return {
    tickNs: String(run.tickNs),
    ticks: run.count,
    signals: run.trace.flatMap(({ name, type, changes }) => {
      // A number that was not there cannot be drawn, and JSON has no word for it.
      const there = changes.filter(({ value }) => !Number.isNaN(value));
      const samples = thinned(there, failedAt ?? run.count).map(({ tick, value }) => ({ tick, value: traceValue(value) }));
      return samples.length > 0 || changes.length === 0 ? [{ name, type, samples }] : [];
    }),
    events: run.events,
    failedAt,
    hash: run.hash,
  };
}

type Changes = RecordedSignal['changes'];

/**
 * A curve keeps its first and last value, the one that held at `around` and every n-th between: its shape. A BOOL that toggles has
 * no shape to keep: it keeps its first value and the changes nearest to `around`, most of them before it.
 */
export function thinned(changes: Changes, around: number): Changes {
  if (changes.length <= mostSamples) return changes;
  const held = changes.findLastIndex(({ tick }) => tick <= around);
  const last = changes.length - 1;
  if (typeof changes[0]?.value === 'boolean') {
    const end = Math.min(changes.length, Math.max(mostSamples, held + mostSamples / 4));
    const begin = Math.max(1, end - mostSamples + 1);
    return [changes[0], ...changes.slice(begin, end)];
  }
  const stride = Math.ceil(changes.length / (mostSamples - 3));
  return changes.filter((_, index) => index % stride === 0 || index === held || index === last);
}
