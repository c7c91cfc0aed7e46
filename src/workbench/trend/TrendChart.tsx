import { useEffect, useId, useRef } from 'react';
import type { Replay } from '../replay/replay.ts';
import { useWorkbench } from '../workbench-context.ts';
import { Chart, type ChartLook, type ChartSizes } from './chart.ts';
import { momentOf } from './clock.ts';
import { listenToGestures, pressKey } from './gestures.ts';
import { Handle } from './handles.ts';
import { presentPalette } from './palette.ts';
import { Rows } from './rows.ts';
import { ShownMoment } from './shown-moment.ts';
import { summaryOf } from './summary.ts';
import type { CursorName, TrendView } from './view.ts';

interface TrendChartProps {
  view: TrendView;
  look: ChartLook;
  replay: Replay | null;
  /** Nothing new comes: values are greyed. */
  stale: boolean;
  onTooFar: (tooFar: boolean) => void;
}

/** Pixels within which a cursor jumps to an edge. */
const snapReach = 8;
const narrowBelow = 520;

const wide: ChartSizes = { names: 148, axis: 44, values: 84, bottom: 38, head: 24 };
const narrow: ChartSizes = { names: 0, axis: 36, values: 56, bottom: 38, head: 24 };

/** The drawing in the page: React makes the box, the rest is painted. */
export function TrendChart({ view, look, replay, stale, onTooFar }: TrendChartProps) {
  const { session, t } = useWorkbench();
  const box = useRef<HTMLDivElement>(null);
  const summary = useRef<HTMLParagraphElement>(null);
  const latest = useRef({ look, stale, onTooFar });
  latest.current = { look, stale, onTooFar };
  const id = useId();

  useEffect(() => {
    const host = box.current;
    if (!host) return;
    const chart = new Chart(host, view, latest.current.look, presentPalette(), wide);
    const rows = new Rows(host);
    const cursors = {
      a: cursorHandle('a', chart, t('trend.cursor', { name: 'A' })),
      b: cursorHandle('b', chart, t('trend.cursor', { name: 'B' })),
    };
    const shown = new ShownMoment(chart, session, replay, {
      label: t(replay ? 'trend.shown.replay' : 'trend.shown'),
      about: t(replay ? 'trend.shown.replay' : 'trend.shown.about'),
      now: t('time.now'),
      ago: (seconds) => t('time.ago', { seconds }),
      tooFar: (is) => latest.current.onTooFar(is),
    });
    const { over } = chart;
    over.append(cursors.a.element, cursors.b.element, shown.handle.element);
    const stopGestures = listenToGestures(over, chart, (x, event) => placeCursor(chart, x, event.altKey));
    over.addEventListener('pointermove', (event) => nameMark(chart, event));
    let told = '';
    const paint = () => {
      const { clientWidth: width, clientHeight: height } = host;
      if (width < 80 || height < 60) return;
      chart.look = latest.current.look;
      chart.sizes = width < narrowBelow ? narrow : wide;
      const anew = chart.paint(width, height);
      if (anew) rows.lay(chart, { people: session.props.signalNames });
      const { source } = view;
      const on = view.getState().cursors;
      for (const which of ['a', 'b'] as const) {
        const tick = view.cursor(which);
        cursors[which].element.hidden = !on;
        const { clock, firstTick, lastTick } = source;
        cursors[which].place(chart.x(tick), chart.width, tick, firstTick, lastTick, momentOf(clock, tick));
      }
      shown.paint();
      rows.paint(Math.floor(shown.tick), !latest.current.stale);
      const next = summaryOf(view, Math.floor(shown.tick), session.props.signalNames, t);
      if (next !== told && summary.current) {
        told = next;
        summary.current.textContent = next;
      }
    };
    const press = (event: KeyboardEvent) => {
      if (event.target !== host || !pressKey(event, chart)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    host.addEventListener('keydown', press);
    const resize = new ResizeObserver(() => view.invalidate());
    resize.observe(host);
    const theme = new MutationObserver(() => {
      chart.palette = presentPalette();
      chart.relay();
      view.invalidate();
    });
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const endings = [
      view.onPaint(paint),
      shown.listen(() => view.invalidate()),
      () => host.removeEventListener('keydown', press),
      () => resize.disconnect(),
      () => theme.disconnect(),
      stopGestures,
      () => chart.destroy(),
      () => host.replaceChildren(),
    ];
    return () => {
      for (const end of endings) end();
    };
  }, [view, session, replay, t]);

  useEffect(() => {
    // The look is read when painting; a new one is a reason to.
    if (look) view.invalidate();
  }, [view, look]);

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: no fieldset, a drawing with handles in it */}
      <div
        ref={box}
        className="wb-trend-chart"
        data-stale={stale}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        role="group"
        aria-label={t('trend.label')}
        aria-describedby={`${id} ${id}keys`}
      />
      <p ref={summary} id={id} className="wb-hidden" />
      <p id={`${id}keys`} className="wb-hidden">
        {t('trend.keys.about')}
      </p>
    </>
  );
}

function cursorHandle(which: CursorName, chart: Chart, label: string): Handle {
  const { view } = chart;
  const perPixel = () => (view.to - view.from) / chart.width;
  return new Handle({
    className: `wb-trend-cursor wb-trend-cursor-${which}`,
    letter: which.toUpperCase(),
    label,
    step: (direction, how) => {
      if (how === 'edge') view.cursorToEdge(which, direction);
      else
        view.moveCursor(which, view.cursor(which) + direction * Math.max(1, Math.round(perPixel() * (how === 'far' ? 20 : 2))));
      view.keepInSight(view.cursor(which));
    },
    ends: (direction) => {
      view.moveCursor(which, direction === 1 ? view.to : view.from);
    },
    drag: (x, free) => {
      const snaps = view.getState().snap !== free;
      view.moveCursor(which, chart.tickAt(x), snaps ? snapReach * perPixel() : 0);
    },
  });
}

/** A click brings the nearer cursor. */
function placeCursor(chart: Chart, x: number, free: boolean): void {
  const { view } = chart;
  if (!view.getState().cursors) return;
  const far = (which: CursorName) => Math.abs(chart.x(view.cursor(which)) - x);
  const which = far('a') <= far('b') ? 'a' : 'b';
  const reach = (snapReach * (view.to - view.from)) / chart.width;
  view.moveCursor(which, chart.tickAt(x), view.getState().snap !== free ? reach : 0);
}

/** What a mark says in full, where the pointer is on it. */
function nameMark(chart: Chart, event: PointerEvent): void {
  const { over } = chart;
  const box = over.getBoundingClientRect();
  const x = event.clientX - box.left;
  const mark =
    event.clientY - box.top <= chart.sizes.head ? chart.placed.findLast((one) => Math.abs(one.x - x) <= 8)?.mark : null;
  over.title = mark ? `${momentOf(chart.view.source.clock, mark.tick)} · ${mark.what} ${mark.did}` : '';
}
