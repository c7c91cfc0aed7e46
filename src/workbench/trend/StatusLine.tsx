import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Replay } from '../replay/replay.ts';
import { useWorkbench } from '../workbench-context.ts';
import { lengthOf } from './clock.ts';
import type { TrendDesk } from './desk.ts';
import type { TrendView } from './view.ts';

/** How long the window is, and how much is kept. Painted: it changes with every tick. */
export function StatusLine({ desk, view, replay }: { desk: TrendDesk; view: TrendView; replay: Replay | null }) {
  const { t } = useWorkbench();
  const text = useRef<HTMLSpanElement>(null);
  const { recalling } = useSyncExternalStore(desk.recorder.subscribe, desk.recorder.getState, desk.recorder.getState);
  useEffect(
    () =>
      view.onPaint(() => {
        const { clock, firstTick, lastTick } = view.source;
        const length = (ticks: number) =>
          lengthOf(clock, ticks)
            .replace(/(\.\d{1,2}).*$/, '$1')
            .replace(/\.?0+$/, '')
            .concat(' s');
        const round = 100_000_000 / clock.tickNs;
        const kept = Math.round((lastTick - firstTick) / round) * round;
        const words = t('trend.status', { window: length(view.to - view.from), kept: length(kept) });
        if (text.current && text.current.textContent !== words) text.current.textContent = words;
      }),
    [view, t],
  );
  return (
    <p className="wb-trend-status">
      <span ref={text} />
      {recalling && !replay && <span>{t('trend.recalling')}</span>}
      <span className="wb-trend-keys">{t('trend.keys')}</span>
    </p>
  );
}
