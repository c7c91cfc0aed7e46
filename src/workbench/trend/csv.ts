/** A recording as a table for other programs (RFC 4180): a row for every tick at which anything changed; values hold until the next row. */
import { type Clock, secondsAt } from './clock.ts';
import { unitOrType } from './plottable.ts';
import { covers } from './spans.ts';
import type { TrendSignal } from './view.ts';

/** More rows than this no spreadsheet opens (Excel: 1,048,576). */
const mostRows = 1_000_000;

export function csvOf(signals: readonly TrendSignal[], clock: Clock, from: number, to: number): string {
  const head = ['time [s]', ...signals.map(({ name, type, unit }) => `${name} [${unitOrType(type, unit)}]`)];
  const rows = [head.map(quoted).join(',')];
  const decimals = Math.min(9, Math.max(3, Math.ceil(9 - Math.log10(clock.tickNs))));
  for (const tick of ticksOf(signals, Math.ceil(from), Math.floor(to)).slice(0, mostRows)) {
    const values = signals.map(({ series, type }) => text(series.valueAt(tick), type));
    rows.push([secondsAt(clock, tick).toFixed(decimals), ...values].join(','));
  }
  return `${rows.join('\r\n')}\r\n`;
}

/** Where anything changes, becomes known or ceases to be known. */
function ticksOf(signals: readonly TrendSignal[], from: number, to: number): number[] {
  const ticks = new Set<number>();
  for (const { series } of signals) {
    for (const span of series.known) {
      if (span.to < from || span.from > to) continue;
      ticks.add(Math.max(from, span.from));
      // From here on the cells are empty: a gap is no value that holds.
      if (span.to < to) ticks.add(span.to + 1);
    }
    for (let index = series.indexAt(from) + 1; index < series.end && series.ticks[index]! <= to; index++) {
      if (index >= series.start && covers(series.known, series.ticks[index]!)) ticks.add(series.ticks[index]!);
    }
  }
  return [...ticks].sort((one, other) => one - other);
}

/** BOOL as 1 and 0; a REAL with as many digits as it has; nothing where nothing is known. */
function text(value: number | null, type: string): string {
  if (value === null) return '';
  return type === 'REAL' && Number.isFinite(value) ? String(Number(value.toPrecision(7))) : String(value);
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** `motor-seal-in 12.340-15.000s.csv` */
export function fileName(lab: string, clock: Clock, from: number, to: number, ending: string): string {
  const seconds = (tick: number) => Math.max(0, secondsAt(clock, tick)).toFixed(3);
  return `${lab}_${seconds(from)}s-${seconds(to)}s.${ending}`;
}
