import { useEffect, useState } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { useWorkbench } from '../workbench-context.ts';
import { momentOf } from './clock.ts';
import { plottedText } from './plottable.ts';
import { covers } from './spans.ts';
import type { TrendView } from './view.ts';

interface Change {
  tick: number;
  name: string;
  type: string;
  from: number;
  to: number;
}

const most = 50;

/** The last changes within the window, newest first: the drawing as a table. It stands still until it is asked for anew. */
export function ChangesTable({ view }: { view: TrendView }) {
  const { session, t } = useWorkbench();
  const [asked, ask] = useState(0);
  const [changes, setChanges] = useState<Change[]>(() => changesOf(view));
  useEffect(() => {
    if (asked >= 0) setChanges(changesOf(view));
  }, [view, asked]);
  return (
    <section className="wb-trend-below" aria-label={t('trend.changes')}>
      <h3>
        {t('trend.changes')}
        <ActionButton look="quiet" label={t('trend.changes.renew')} onPress={() => ask(asked + 1)} />
      </h3>
      {changes.length === 0 ? (
        <p className="wb-trend-none">{t('trend.changes.none')}</p>
      ) : (
        <table className="wb-trend-table">
          <thead>
            <tr>
              <th scope="col" className="wb-number">
                {t('trend.time')}
              </th>
              <th scope="col">{t('watch.name')}</th>
              <th scope="col">{t('trend.changes.change')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ tick, name, type, from, to }) => (
              <tr key={`${tick} ${name}`}>
                <td className="wb-number">{momentOf(view.source.clock, tick)}</td>
                <th scope="row" title={session.props.signalNames[name]}>
                  <span className="wb-code">{name}</span>
                </th>
                <td>
                  {plottedText(from, type)} → {plottedText(to, type)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function changesOf({ source, from, to }: TrendView): Change[] {
  const changes: Change[] = [];
  for (const { name, type, series } of source.signals) {
    let own = 0;
    for (let index = series.indexAt(to); index > series.start && own < most; index--) {
      const tick = series.ticks[index]!;
      if (tick < from) break;
      if (!covers(series.known, tick - 1)) continue;
      changes.push({ tick, name, type, from: series.values[index - 1]!, to: series.values[index]! });
      own++;
    }
  }
  return changes.sort((one, other) => other.tick - one.tick).slice(0, most);
}
