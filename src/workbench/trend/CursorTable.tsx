import { History } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { useRig, useWorkbench } from '../workbench-context.ts';
import { lengthOf, momentOf } from './clock.ts';
import { between } from './measure.ts';
import { plottedText } from './plottable.ts';
import type { CursorName, TrendView } from './view.ts';

/** What stands at the cursors, and what lies between them. Painted: a cursor is dragged at the pace of the hand. */
export function CursorTable({ view, live }: { view: TrendView; live: boolean }) {
  const { session, t } = useWorkbench();
  const { rig } = useRig();
  const body = useRef<HTMLTableElement>(null);
  const { signals } = view.source;

  useEffect(
    () =>
      view.onPaint(() => {
        const table = body.current;
        if (!table) return;
        const put = (key: string, text: string) => {
          const cell = table.querySelector(`[data-cell="${CSS.escape(key)}"]`);
          if (cell && cell.textContent !== text) cell.textContent = text;
        };
        const { clock, signals: now } = view.source;
        const { cursorA, cursorB } = view;
        const seconds = ((cursorB - cursorA) * clock.tickNs) / 1e9;
        put('time a', momentOf(clock, cursorA));
        put('time b', momentOf(clock, cursorB));
        put('time d', lengthOf(clock, cursorB - cursorA));
        put('time f', seconds === 0 ? '–' : `${Number((1 / Math.abs(seconds)).toPrecision(4))} Hz`);
        for (const { name, type, unit, series } of now) {
          const { a, b, difference, edges, duty } = between(series, cursorA, cursorB);
          put(`${name} a`, plottedText(a, type, unit));
          put(`${name} b`, plottedText(b, type, unit));
          if (type === 'BOOL') {
            put(`${name} d`, edges === 1 ? t('trend.edges.one') : t('trend.edges', { count: edges }));
            put(`${name} f`, duty === null ? '–' : t('trend.duty', { percent: (100 * duty).toFixed(1) }));
          } else put(`${name} d`, difference === null ? '–' : signed(plottedText(difference, type, unit)));
        }
      }),
    [view, t],
  );

  const show = (which: CursorName) => {
    const { lastTick } = view.source;
    session.time.showTick(Math.min(lastTick, view.cursor(which)), lastTick);
  };
  const why = (which: CursorName) =>
    (rig?.phase !== 'running' && rig?.phase !== 'paused') || view.cursor(which) < (rig?.time.earliestTick ?? 0)
      ? t('trend.shown.not-kept')
      : null;

  return (
    <section className="wb-trend-below wb-trend-cursors" aria-label={t('trend.cursors')}>
      <table ref={body} className="wb-trend-table">
        <thead>
          <tr>
            <th scope="col">{t('watch.name')}</th>
            {(['a', 'b'] as const).map((which) => (
              <th key={which} scope="col" className="wb-number">
                <span className={`wb-trend-letter wb-trend-letter-${which}`}>{which.toUpperCase()}</span>
                {live && (
                  <ActionButton
                    icon={History}
                    iconOnly
                    look="quiet"
                    label={t('trend.show-moment', { name: which.toUpperCase() })}
                    why={why(which)}
                    onPress={() => show(which)}
                  />
                )}
              </th>
            ))}
            <th scope="col" className="wb-number">
              {t('trend.difference')}
            </th>
            <th scope="col" className="wb-number">
              {t('trend.between')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr className="wb-trend-times">
            <th scope="row">{t('trend.time')}</th>
            {['a', 'b', 'd', 'f'].map((cell) => (
              <td key={cell} className="wb-number" data-cell={`time ${cell}`} />
            ))}
          </tr>
          {signals.map(({ name }) => (
            <tr key={name}>
              <th scope="row" title={session.props.signalNames[name]}>
                <span className="wb-code">{name}</span>
              </th>
              {['a', 'b', 'd', 'f'].map((cell) => (
                <td key={cell} className="wb-number" data-cell={`${name} ${cell}`} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function signed(text: string): string {
  if (text.startsWith('-')) return `−${text.slice(1)}`;
  return /^[\d.]*[1-9]/.test(text) ? `+${text}` : text;
}
