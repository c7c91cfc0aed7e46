import {
  ChevronsDown,
  CircleCheck,
  CircleDashed,
  CircleX,
  Diamond,
  FileDown,
  type LucideIcon,
  TriangleAlert,
  Wrench,
} from 'lucide-react';
import { useWorkbench } from '../workbench-context.ts';
import { momentOf } from './clock.ts';
import type { Mark, MarkKind } from './markers.ts';
import type { TrendView } from './view.ts';

const icons: Record<MarkKind, LucideIcon> = {
  input: ChevronsDown,
  forced: Diamond,
  program: FileDown,
  fault: TriangleAlert,
  mended: Wrench,
  passed: CircleCheck,
  failed: CircleX,
  checking: CircleDashed,
};
/** The newest so many: a longer list is not read. */
const most = 200;

/** What was done and when; each brings its moment into sight. */
export function MarkList({ view, marks }: { view: TrendView; marks: readonly Mark[] }) {
  const { t } = useWorkbench();
  const listed = view.source.live ? marks.slice(-most).toReversed() : marks.slice(0, most);
  return (
    <section className="wb-trend-below" aria-label={t('trend.marks')}>
      <h3>{t('trend.marks')}</h3>
      {listed.length === 0 ? (
        <p className="wb-trend-none">{t('trend.marks.none')}</p>
      ) : (
        <ul className="wb-trend-marks">
          {listed.map((mark) => {
            const { tick, kind, what, did } = mark;
            const Icon = icons[kind];
            return (
              <li key={`${tick} ${kind} ${what} ${did}`} data-kind={kind}>
                <button type="button" onClick={() => view.reveal(tick)}>
                  <span className="wb-trend-mark-at">{momentOf(view.source.clock, tick)}</span>
                  <Icon aria-hidden="true" size={14} />
                  <span>
                    {what} {did}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
