import { Film, Pause, Play } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { speeds } from '../time/time-control.ts';
import { momentText } from '../time/time-words.ts';
import { useWorkbench } from '../workbench-context.ts';
import { eventWords } from './event-words.ts';
import type { Replay } from './replay.ts';
import './replay.css';

/** Says that what the scene shows is a replay, and moves it along its trace. */
export function ReplayBar({ replay }: { replay: Replay }) {
  const { session, t } = useWorkbench();
  const { tick, playing, speed } = useSyncExternalStore(replay.subscribe, replay.getState, replay.getState);
  const { trace } = replay;
  const seconds = (ticks: number) => ticks * replay.secondsPerTick;
  const share = (ticks: number) => `${(100 * ticks) / Math.max(1, trace.ticks)}%`;
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
      event.preventDefault();
      session.endReplay();
    };
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  }, [session]);
  const lastEvent = trace.events.findLast((event) => event.tick <= tick);
  const did = lastEvent ? eventWords(lastEvent, trace, session.props, t) : null;
  return (
    <section className="wb-replay" aria-label={t('replay.banner')}>
      <p className="wb-replay-head">
        <Film aria-hidden="true" size={18} strokeWidth={1.75} />
        <span>
          <strong>{t('replay.banner')}</strong> {replay.title}
        </span>
        <ActionButton look="primary" label={t('replay.end')} about={t('replay.end.about')} onPress={() => session.endReplay()} />
      </p>
      <div className="wb-replay-bar">
        {playing ? (
          <ActionButton icon={Pause} iconOnly look="quiet" label={t('replay.pause')} onPress={() => replay.pause()} />
        ) : (
          <ActionButton icon={Play} iconOnly look="quiet" label={t('replay.play')} onPress={() => replay.play()} />
        )}
        <select
          className="wb-select"
          aria-label={t('replay.speed')}
          title={t('replay.speed')}
          value={speed}
          onChange={(event) => replay.setSpeed(Number(event.target.value))}
        >
          {speeds.map((one) => (
            <option key={one} value={one}>
              {one}×
            </option>
          ))}
        </select>
        <div className="wb-replay-track">
          <input
            type="range"
            className="wb-replay-slider"
            aria-label={t('replay.slider')}
            aria-valuetext={momentText(seconds(tick))}
            min={0}
            max={trace.ticks}
            step={1}
            value={tick}
            onChange={(event) => {
              replay.pause();
              replay.seek(event.target.valueAsNumber);
            }}
          />
          <div className="wb-replay-marks" aria-hidden="true">
            {trace.events.map((event) => (
              <span
                key={`${event.tick} ${event.signal}`}
                className="wb-replay-event"
                style={{ insetInlineStart: share(event.tick) }}
              />
            ))}
            {trace.failedAt !== null && (
              <span className="wb-replay-failed" style={{ insetInlineStart: share(trace.failedAt) }} title={t('replay.failed')} />
            )}
          </div>
        </div>
        <span className="wb-time-shown">{momentText(seconds(tick))}</span>
      </div>
      <p className="wb-replay-event-text">
        {did ? `${did.at}  ${did.what} ${did.did}` : t('replay.nothing-yet')}
        {trace.failedAt !== null && tick >= trace.failedAt && (
          <strong className="wb-replay-not-met">{t('replay.failed.at', { seconds: momentText(seconds(trace.failedAt)) })}</strong>
        )}
      </p>
    </section>
  );
}
