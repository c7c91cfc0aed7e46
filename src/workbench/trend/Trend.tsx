import {
  ArrowDownWideNarrow,
  Crosshair,
  Download,
  Flag,
  Magnet,
  Maximize2,
  Radio,
  Rows3,
  Target,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { ActionButton } from '../ActionButton.tsx';
import { useActions } from '../actions/use-actions.ts';
import { download } from '../download.ts';
import { phaseOf } from '../header/phase.ts';
import { ReplayBar } from '../replay/ReplayBar.tsx';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';
import { ChangesTable } from './ChangesTable.tsx';
import { CursorTable } from './CursorTable.tsx';
import type { ChartLook } from './chart.ts';
import { momentOf, secondsAt } from './clock.ts';
import { csvOf, fileName } from './csv.ts';
import { deskOf } from './desk.ts';
import { MarkList } from './MarkList.tsx';
import { forcedSpans, marksOf, marksOfTrace } from './markers.ts';
import { pictureOf } from './picture.ts';
import { keptSeconds } from './recorder.ts';
import { SignalPicker } from './SignalPicker.tsx';
import { StatusLine } from './StatusLine.tsx';
import { mostPoints } from './series.ts';
import { ToolToggle } from './ToolToggle.tsx';
import { TrendChart } from './TrendChart.tsx';
import { TriggerBar } from './TriggerBar.tsx';
import { firstTrigger } from './trigger.ts';
import { zoomStep } from './view.ts';
import './trend.css';

/** Everything that was recorded, as lanes and curves over one axis of time. */
export default function Trend() {
  const { session, t } = useWorkbench();
  const { props } = session;
  const { replay } = useLab();
  const rig = useRig();
  const desk = deskOf(session);
  const { recorder } = desk;
  const view = desk.view(replay);
  const { follow, cursors, snap, trigger } = useSyncExternalStore(view.subscribe, view.getState, view.getState);
  const { chosen, dropped, eventsVersion } = useSyncExternalStore(recorder.subscribe, recorder.getState, recorder.getState);
  const remembered = useSyncExternalStore(desk.subscribe, desk.getRemembered, desk.getRemembered);
  const [below, setBelow] = useState<'marks' | 'changes' | null>(null);
  const [tooFar, setTooFar] = useState(false);
  const phase = phaseOf(rig);
  const time = rig.rig?.time;
  const past = time?.past === true;
  const empty = view.source.signals.length === 0;

  const marks = useMemo(() => {
    if (replay) return marksOfTrace(replay.trace, props, t);
    // The version stands for the events, which are not copied with every one of them.
    return eventsVersion < 0
      ? []
      : marksOf(recorder.events, recorder.checks, props, (name) => recorder.signal(name)?.type ?? '', t);
  }, [replay, recorder, eventsVersion, props, t]);
  const forced = useMemo(
    () =>
      replay || eventsVersion < 0
        ? new Map<string, { from: number; to: number }[]>()
        : forcedSpans(recorder.events, new Set(rig.forces.map(({ signal }) => signal)), Number.MAX_SAFE_INTEGER),
    [replay, recorder, eventsVersion, rig.forces],
  );
  const look = useMemo<ChartLook>(
    () => ({
      ranges: remembered.ranges,
      ownAxis: new Set(remembered.ownAxis),
      marks,
      forced,
      earliestTick: replay ? null : (time?.earliestTick ?? null),
      shownTick: !replay && past ? rig.tick : null,
      failedTick: replay?.trace.failedAt ?? null,
    }),
    [remembered, marks, forced, replay, time?.earliestTick, past, rig.tick],
  );
  const latestLook = useRef(look);
  latestLook.current = look;
  useEffect(() => {
    // A cursor that was dragged too far says so until something else is done.
    if (!past) setTooFar(false);
  }, [past]);

  const exportCsv = (everything: boolean) => {
    const { signals, clock, firstTick, lastTick } = view.source;
    const from = everything ? firstTick : Math.max(firstTick, view.from);
    const to = everything ? lastTick : Math.min(lastTick, view.to);
    const text = csvOf(signals, clock, from, to);
    download(fileName(props.lab, clock, from, to, 'csv'), new Blob([text], { type: 'text/csv;charset=utf-8' }));
  };
  const exportPicture = async () => {
    const { clock, lastTick } = view.source;
    const from = Math.max(0, view.from);
    const to = Math.min(view.to, lastTick);
    const picture = await pictureOf(view, latestLook.current, {
      title: replay ? `${props.title} · ${replay.title}` : props.title,
      times: t('trend.window', { from: momentOf(clock, from), to: momentOf(clock, to) }),
      people: props.signalNames,
    });
    download(fileName(props.lab, clock, from, to, 'png'), picture);
  };
  const toggleTrigger = (on: boolean) => view.setTrigger(on ? firstTrigger(view.source.signals) : null);
  const why = empty ? t('trend.empty') : null;
  useActions([
    { id: 'trend.follow', on: follow, why: replay ? t('trend.follow.replay') : why, run: () => view.setFollow(!follow) },
    { id: 'trend.fit', why, run: () => view.fit() },
    {
      id: 'trend.trigger',
      on: trigger !== null,
      why: replay ? t('trend.follow.replay') : why,
      run: () => toggleTrigger(trigger === null),
    },
    { id: 'trend.csv', why, run: () => exportCsv(false) },
    { id: 'trend.png', why, run: () => void exportPicture() },
  ]);

  return (
    <div className="wb-trend">
      <div className="wb-toolbar wb-trend-toolbar">
        {!replay && <SignalPicker desk={desk} chosen={chosen} />}
        <div className="wb-trend-tools">
          {!replay && (
            <ToolToggle
              icon={Radio}
              label={t('trend.follow')}
              about={t('trend.follow.about')}
              on={follow}
              onChange={(on) => view.setFollow(on)}
            />
          )}
          <ActionButton
            icon={ZoomOut}
            iconOnly
            look="quiet"
            label={t('trend.zoom.out')}
            why={why}
            onPress={() => view.zoom(zoomStep)}
          />
          <ActionButton
            icon={ZoomIn}
            iconOnly
            look="quiet"
            label={t('trend.zoom.in')}
            why={why}
            onPress={() => view.zoom(1 / zoomStep)}
          />
          <ActionButton icon={Maximize2} iconOnly look="quiet" label={t('trend.fit')} why={why} onPress={() => view.fit()} />
        </div>
        <div className="wb-trend-tools">
          <ToolToggle
            icon={Crosshair}
            label={t('trend.cursors')}
            about={t('trend.cursors.about')}
            on={cursors}
            onChange={(on) => view.setCursors(on)}
          />
          {cursors && (
            <ToolToggle
              icon={Magnet}
              iconOnly
              label={t('trend.snap')}
              about={t('trend.snap.about')}
              on={snap}
              onChange={(on) => view.setSnap(on)}
            />
          )}
          {!replay && (
            <ToolToggle
              icon={Target}
              label={t('trend.trigger')}
              about={t('trend.trigger.about')}
              on={trigger !== null}
              onChange={toggleTrigger}
            />
          )}
        </div>
        <div className="wb-trend-tools wb-trend-tools-end">
          <ToolToggle
            icon={Flag}
            iconOnly
            label={t('trend.marks')}
            on={below === 'marks'}
            onChange={(on) => setBelow(on ? 'marks' : null)}
          />
          <ToolToggle
            icon={Rows3}
            iconOnly
            label={t('trend.changes')}
            on={below === 'changes'}
            onChange={(on) => setBelow(on ? 'changes' : null)}
          />
          <MenuTrigger>
            <Button className="wb-button wb-button-quiet wb-button-icon" aria-label={t('trend.export')}>
              <Download aria-hidden="true" size={16} strokeWidth={1.75} />
            </Button>
            <Popover className="wb-popover" placement="bottom end">
              <Menu
                className="wb-menu"
                aria-label={t('trend.export')}
                disabledKeys={empty ? ['csv', 'csv-all', 'png'] : []}
                onAction={(key) => {
                  if (key === 'png') void exportPicture();
                  else exportCsv(key === 'csv-all');
                }}
              >
                <MenuItem id="csv">{t('trend.csv')}</MenuItem>
                <MenuItem id="csv-all">{t('trend.csv.all')}</MenuItem>
                <MenuItem id="png">{t('trend.png')}</MenuItem>
              </Menu>
            </Popover>
          </MenuTrigger>
        </div>
      </div>
      {replay && <ReplayBar replay={replay} />}
      {!replay && trigger && <TriggerBar view={view} trigger={trigger} />}
      <div role="status" className="wb-trend-news">
        {!replay && phase === 'offline' && <p className="wb-message">{t('trend.offline')}</p>}
        {!replay && phase === 'asleep' && <p className="wb-message">{t('trend.asleep')}</p>}
        {!replay && dropped && (
          <p className="wb-message">
            {t('trend.dropped', { count: mostPoints.toLocaleString(session.props.locale), minutes: keptSeconds / 60 })}
          </p>
        )}
        {tooFar && (
          <p className="wb-message">
            {t('trend.shown.too-far', { seconds: secondsAt(view.source.clock, time?.earliestTick ?? 0).toFixed(1) })}
          </p>
        )}
      </div>
      {empty ? (
        <div className="wb-trend-empty">
          <ArrowDownWideNarrow aria-hidden="true" size={28} strokeWidth={1.25} />
          <p>{rig.signals.length === 0 ? t('trend.waiting') : t('trend.empty')}</p>
        </div>
      ) : (
        <TrendChart
          view={view}
          look={look}
          replay={replay}
          stale={!replay && phase !== 'running' && phase !== 'paused'}
          onTooFar={setTooFar}
        />
      )}
      {!empty && <StatusLine desk={desk} view={view} replay={replay} />}
      {cursors && !empty && <CursorTable view={view} live={replay === null} />}
      {below === 'marks' && <MarkList view={view} marks={marks} />}
      {below === 'changes' && !empty && <ChangesTable view={view} />}
    </div>
  );
}
