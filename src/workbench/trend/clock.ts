/** How ticks stand in logical time. */
export interface Clock {
  tickNs: number;
  /** Logical time of tick 0, had every tick been as long as now. */
  offsetNs: number;
}

export const secondsAt = ({ tickNs, offsetNs }: Clock, tick: number): number => (offsetNs + tick * tickNs) / 1e9;
export const ticksIn = ({ tickNs }: Clock, seconds: number): number => (seconds * 1e9) / tickNs;

export function sameClock(one: Clock, other: Clock | null): boolean {
  return other !== null && one.tickNs === other.tickNs && one.offsetNs === other.offsetNs;
}

/** As many decimals as a tick needs, three at least and six at most: a moment read off a cursor. */
export function momentOf(clock: Clock, tick: number): string {
  return `${secondsAt(clock, tick).toFixed(decimals(clock))} s`;
}

/** A length of time between two ticks: `−0.250 s`. */
export function lengthOf(clock: Clock, ticks: number): string {
  const text = (Math.abs(ticks * clock.tickNs) / 1e9).toFixed(decimals(clock));
  return `${ticks < 0 ? '−' : ''}${text} s`;
}

function decimals({ tickNs }: Clock): number {
  return Math.min(6, Math.max(3, Math.ceil(9 - Math.log10(tickNs))));
}

/** Steps of an axis that people count in: 1, 2, 5 of any power of ten, then of minutes. */
export function axisStep(seconds: number, most: number): number {
  const least = seconds / Math.max(1, most);
  for (const step of [10, 15, 20, 30, 60, 120, 300, 600, 1_200, 3_600]) {
    if (step >= least && least > 5) return step;
  }
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least * 0.999_999) ?? 10 * power;
}

/** Whole steps within a span, and how to write them. */
export function axisSplits(from: number, to: number, step: number): number[] {
  const splits: number[] = [];
  for (let n = Math.ceil(from / step - 1e-9); n * step <= to + step * 1e-9; n++) splits.push(n * step);
  return splits;
}

export function axisText(value: number, step: number): string {
  const text = value.toFixed(Math.max(0, Math.min(9, Math.ceil(-Math.log10(step) - 1e-9))));
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}
