/** Spans of logical time as the time bar writes them. */

/** `−12.3 s`, `0.015 s`: one decimal, or three where a scan or a statement makes the difference. */
export function secondsText(seconds: number): string {
  const milliseconds = Math.round(seconds * 1_000);
  const size = (Math.abs(milliseconds) / 1_000).toFixed(milliseconds % 100 === 0 ? 1 : 3);
  return `${milliseconds < 0 ? '−' : ''}${size} s`;
}

/** A moment of a run, always to the millisecond: in a list, and while it runs, nothing jumps. */
export function momentText(seconds: number): string {
  return `${seconds.toFixed(3)} s`;
}

/** Seconds from `tick` to `head`; negative in the past. */
export function secondsBetween(tick: number, head: number, tickNs: number): number {
  return ((tick - head) * tickNs) / 1e9;
}
