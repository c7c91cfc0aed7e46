/** The drawing in words, for readers who do not see it. */
import type { Words } from '../words.ts';
import { momentOf } from './clock.ts';
import { plottedText } from './plottable.ts';
import type { TrendView } from './view.ts';

export function summaryOf(view: TrendView, tick: number, people: Readonly<Record<string, string>>, t: Words): string {
  const { signals, clock, lastTick } = view.source;
  const values = signals.map(
    ({ name, type, unit, series }) => `${people[name] ?? name} = ${plottedText(series.valueAt(tick), type, unit)}`,
  );
  const parts = [
    t('trend.summary', {
      count: signals.length,
      // Whole seconds: it is read out, not measured.
      from: momentOf({ ...clock }, Math.max(0, view.from)).replace(/\.\d+/, ''),
      to: momentOf({ ...clock }, Math.min(lastTick, view.to)).replace(/\.\d+/, ''),
    }),
    t('trend.summary.values', { values: values.join(', ') }),
  ];
  if (view.getState().cursors) {
    parts.push(t('trend.summary.cursors', { a: momentOf(clock, view.cursorA), b: momentOf(clock, view.cursorB) }));
  }
  return parts.join(' ');
}
