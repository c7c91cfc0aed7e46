/**
 * The geometry of a small drawing of a trace: one lane per signal around the instant that failed. Digital signals are square waves,
 * analogue ones steps between their own least and greatest value (a sampled value holds until the next sample: no slope that was
 * never measured). Pure: a trace and sizes in, coordinates out.
 */
import type { Trace } from '#sandbox/host/api.ts';

export interface LaneDrawing {
  width: number;
  height: number;
  lanes: Lane[];
  /** Seconds along the bottom. */
  ticks: { x: number; seconds: number }[];
  events: { x: number; tick: number; signal: string; value: string }[];
  /** Where the verdict's instant stands, if it is in the window. */
  failedX: number | null;
  fromSeconds: number;
  toSeconds: number;
}

export interface Lane {
  name: string;
  type: string;
  top: number;
  height: number;
  /** SVG path of the curve. */
  path: string;
  /** The value at the instant that failed, else at the end of the window. */
  value: boolean | number | string;
  /** For an analogue lane. */
  range: { min: number; max: number } | null;
}

export interface LaneSizes {
  width: number;
  laneHeight: number;
  gap: number;
  axisHeight: number;
}

type Sample = Trace['signals'][number]['samples'][number];

/** The window: what the scenario did just before the failure, and a little after it; the whole run when it is short. */
export function traceWindow(trace: Trace): { from: number; to: number } {
  const perSecond = 1e9 / Number(trace.tickNs);
  const last = Math.max(trace.ticks, 1);
  const failed = trace.failedAt;
  if (failed === null || last <= 4 * perSecond) return { from: 0, to: last };
  const before = trace.events.filter((event) => event.tick <= failed);
  // The last two things that the scenario did are nearly always the story.
  const cause = before.at(-2)?.tick ?? before.at(-1)?.tick ?? failed;
  const from = Math.max(0, Math.min(cause, failed - perSecond) - 0.25 * perSecond);
  const to = Math.min(last, failed + Math.max(perSecond, (failed - from) * 0.25));
  return { from: Math.floor(from), to: Math.ceil(to) };
}

export function drawLanes(trace: Trace, names: readonly string[] | null, sizes: LaneSizes): LaneDrawing {
  const { from, to } = traceWindow(trace);
  const span = Math.max(1, to - from);
  const x = (tick: number): number => round(((Math.min(to, Math.max(from, tick)) - from) / span) * sizes.width);
  const perSecond = 1e9 / Number(trace.tickNs);
  const at = trace.failedAt ?? to;
  const shown = trace.signals.filter((signal) => signal.samples.length > 0 && (names === null || names.includes(signal.name)));
  const lanes = shown.map((signal, index): Lane => {
    const top = index * (sizes.laneHeight + sizes.gap);
    const inside = held(signal.samples, from, to);
    const digital = signal.type === 'BOOL';
    const numbers = inside.map((sample) => Number(sample.value)).filter(Number.isFinite);
    const range = digital ? { min: 0, max: 1 } : { min: Math.min(...numbers), max: Math.max(...numbers) };
    const y = (value: Sample['value']): number => {
      const number = Number(value);
      if (!Number.isFinite(number)) return top + sizes.laneHeight;
      const part = range.max === range.min ? 0.5 : (number - range.min) / (range.max - range.min);
      return round(top + sizes.laneHeight * (1 - part));
    };
    let path = '';
    for (const sample of inside)
      path += path === '' ? `M${x(sample.tick)} ${y(sample.value)}` : `H${x(sample.tick)}V${y(sample.value)}`;
    if (path !== '') path += `H${sizes.width}`;
    const value = held(signal.samples, at, at)[0]?.value ?? false;
    return { name: signal.name, type: signal.type, top, height: sizes.laneHeight, path, value, range: digital ? null : range };
  });
  return {
    width: sizes.width,
    height: Math.max(0, lanes.length * (sizes.laneHeight + sizes.gap) - sizes.gap) + sizes.axisHeight,
    lanes,
    ticks: axis(from / perSecond, to / perSecond).map((seconds) => ({ x: x(seconds * perSecond), seconds })),
    events: trace.events
      .filter((event) => event.tick >= from && event.tick <= to)
      .map((event) => ({ x: x(event.tick), tick: event.tick, signal: event.signal, value: String(event.value).toUpperCase() })),
    failedX: trace.failedAt === null || trace.failedAt < from || trace.failedAt > to ? null : x(trace.failedAt),
    fromSeconds: from / perSecond,
    toSeconds: to / perSecond,
  };
}

/** Samples within the window, the first moved to its start with the value that held there. */
function held(samples: readonly Sample[], from: number, to: number): Sample[] {
  const before = samples.findLast((sample) => sample.tick <= from) ?? samples[0];
  const within = samples.filter((sample) => sample.tick > from && sample.tick <= to);
  return before ? [{ tick: from, value: before.value }, ...within.filter((sample) => sample !== before)] : within;
}

/** Round seconds, four to eight of them. */
function axis(from: number, to: number): number[] {
  const span = Math.max(to - from, 1e-6);
  const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600];
  const step = steps.find((candidate) => span / candidate <= 7) ?? 3_600;
  const ticks: number[] = [];
  for (let n = Math.ceil(from / step); n * step <= to + 1e-9; n++) ticks.push(Number((n * step).toFixed(3)));
  return ticks;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
