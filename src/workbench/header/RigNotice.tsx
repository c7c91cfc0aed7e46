import { Check, Circle, CircleAlert, CloudOff, EyeOff, LoaderCircle, Minus, Moon, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';
import { phaseOf } from './phase.ts';

const stepIcons = { idle: Circle, running: LoaderCircle, done: Check, failed: CircleAlert, skipped: Minus } as const;

/** What keeps the rig from running, in words, with the one button that helps. Lies over the panes: nothing moves for it. */
export function RigNotice() {
  const { session, t, locale } = useWorkbench();
  const rig = useRig();
  const phase = phaseOf(rig);
  const { readOnly, moved } = useLab();
  const [late, setLate] = useState(false);
  const starting = phase === 'starting' || phase === 'connecting';
  useEffect(() => {
    setLate(false);
    // A start of less than 300 ms shows nothing; a dropped line is often back at once as well.
    const timer = setTimeout(() => setLate(true), phase === 'offline' ? 600 : 300);
    return () => clearTimeout(timer);
  }, [phase]);
  if (phase === 'ended') {
    return (
      <div className="wb-notice" role="alert">
        <EyeOff aria-hidden="true" size={18} />
        <p>{rig.farewell?.[locale]}</p>
        <ActionButton label={t('rig.ended.reload')} onPress={() => location.reload()} />
      </div>
    );
  }
  if (phase === 'running' || phase === 'paused') return moved ? <MovedNotice /> : null;
  if ((starting || phase === 'offline') && !late) return null;
  if (starting) {
    const steps = rig.rig?.steps ?? [];
    return (
      <div className="wb-notice" role="status">
        <p>{phase === 'connecting' ? t('rig.connecting') : t('rig.starting')}</p>
        {steps.length > 0 && (
          <ol className="wb-start">
            {steps.map(({ name, status }) => {
              const Icon = stepIcons[status];
              return (
                <li key={name} data-status={status}>
                  <Icon aria-hidden="true" size={14} />
                  {t(`rig.step.${name}`)}
                  <span className="wb-hidden">{t(`rig.status.${status}`)}</span>
                </li>
              );
            })}
          </ol>
        )}
      </div>
    );
  }
  if (phase === 'offline') {
    return (
      <div className="wb-notice" role="status">
        <CloudOff aria-hidden="true" size={18} />
        <p>
          {t('rig.offline.notice')}
          <NextTry />
        </p>
        <ActionButton label={t('rig.offline.retry')} onPress={() => session.connection.retryNow()} />
      </div>
    );
  }
  if (phase === 'asleep') {
    return (
      <div className="wb-notice" role="status">
        <Moon aria-hidden="true" size={18} />
        <p>{t(readOnly ? 'help.asleep' : 'rig.asleep.notice')}</p>
        {!readOnly && (
          <ActionButton
            label={t('rig.asleep.resume')}
            look="primary"
            onPress={() => void session.connection.request({ type: 'time', do: 'wake' })}
          />
        )}
      </div>
    );
  }
  return (
    <div className="wb-notice wb-notice-danger" role="alert">
      <CircleAlert aria-hidden="true" size={18} />
      <p>
        {t('rig.failed.notice')} {rig.rig?.failure?.[locale] ?? ''} {t('rig.failed.lost')}
      </p>
      {!readOnly && (
        <ActionButton
          label={t('rig.failed.restart')}
          look="primary"
          onPress={() => void session.connection.request({ type: 'reset', keepPrograms: true })}
        />
      )}
    </div>
  );
}

/** What they worked on was exchanged for another rig while they were here. */
function MovedNotice() {
  const { session, t } = useWorkbench();
  return (
    <div className="wb-notice" role="status">
      <RefreshCw aria-hidden="true" size={18} />
      <p>{t('rig.moved')}</p>
      <ActionButton label={t('rig.moved.fine')} onPress={() => session.forgetMove()} />
    </div>
  );
}

/** When the next try comes, counted down for the eye; a screen reader is not told every second. */
function NextTry() {
  const { t } = useWorkbench();
  const { tries, nextTryIn } = useRig();
  const [left, setLeft] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try begins a wait of its own, also one of the same length
  useEffect(() => {
    if (nextTryIn === null) return;
    const until = performance.now() + nextTryIn;
    const show = () => setLeft(Math.max(0, Math.ceil((until - performance.now()) / 1_000)));
    show();
    const timer = setInterval(show, 250);
    return () => clearInterval(timer);
  }, [tries, nextTryIn]);
  return (
    <span className="wb-next-try" aria-hidden="true">
      {nextTryIn === null ? t('rig.offline.trying') : t('rig.offline.next', { seconds: left, tries })}
    </span>
  );
}
