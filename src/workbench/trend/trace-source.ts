/** The trace of a check as the trend draws it, on its own axis of time. */
import type { Trace } from '#sandbox/host/api.ts';
import { valueOfSample } from '../checks/trace-value.ts';
import { kindOf, plotted } from './plottable.ts';
import { Series } from './series.ts';
import type { TrendSignal, TrendSource } from './view.ts';

/** More than are recorded of a rig: a trace is complete, and has more signals than fit in sight. */
const mostOfTrace = 32;

export function sourceOfTrace(trace: Trace, units: Readonly<Record<string, string>>): TrendSource {
  const signals = trace.signals
    .filter(({ type }) => kindOf(type) !== null)
    .map((signal): TrendSignal => seriesOf(signal, trace.ticks, units[signal.name] ?? ''))
    .toSorted((one, other) => rank(one, trace) - rank(other, trace))
    .slice(0, mostOfTrace);
  return {
    signals,
    clock: { tickNs: Number(trace.tickNs), offsetNs: 0 },
    firstTick: 0,
    lastTick: Math.max(1, trace.ticks),
    live: false,
  };
}

function seriesOf({ name, type, samples }: Trace['signals'][number], ticks: number, unit: string): TrendSignal {
  const series = new Series();
  const known = samples.flatMap(({ tick, value }) => {
    const number = plotted(valueOfSample(value), type);
    return number === null ? [] : [{ tick, number }];
  });
  series.take(
    0,
    Math.max(1, ticks),
    known.map(({ tick }) => tick),
    known.map(({ number }) => number),
  );
  return { name, type, unit, series };
}

/** What was operated, what moved, what stood still. */
function rank({ name, series }: TrendSignal, trace: Trace): number {
  if (trace.events.some(({ signal }) => signal === name)) return 0;
  return series.length > 1 ? 1 : 2;
}
