/** How figures from a browser are summed up and printed. */

/** The value below which `part` of the samples lie; NaN of none. */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** One line: `name   12.3 unit   more`. */
export function print(name: string, shown: string, more = ''): void {
  console.log(`${name.padEnd(52)} ${shown.padStart(24)}  ${more}`.trimEnd());
}

/** `p50 12.3, p95 45.6 ms` of samples in milliseconds. */
export function spread(samples: readonly number[]): string {
  return `p50 ${quantile(samples, 0.5).toFixed(1)}, p95 ${quantile(samples, 0.95).toFixed(1)} ms`;
}
