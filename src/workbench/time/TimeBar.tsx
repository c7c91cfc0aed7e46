import {
  ArrowDownToDot,
  ArrowUpFromDot,
  GitBranch,
  History,
  Pause,
  Play,
  RedoDot,
  StepBack,
  StepForward,
  UndoDot,
} from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { phaseOf } from '../header/phase.ts';
import { MenuButton } from '../MenuButton.tsx';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';
import { TimeSlider } from './TimeSlider.tsx';
import './time.css';
import { type StatementStep, speeds } from './time-control.ts';
import { secondsBetween, secondsText } from './time-words.ts';

const statementSteps = [
  { step: 'back', icon: UndoDot, key: null },
  { step: 'over', icon: RedoDot, key: 'F10' },
  { step: 'into', icon: ArrowDownToDot, key: 'F11' },
  { step: 'out', icon: ArrowUpFromDot, key: 'Shift+F11' },
] as const;

/** Time of the rig: let it run or stand, how fast, step by step, and back into the last minutes. */
export function TimeBar({ withStatements }: { withStatements: boolean }) {
  const { session, t, locale, openPane } = useWorkbench();
  const rig = useRig();
  const { time } = session;
  const moves = useSyncExternalStore(time.subscribe, time.getMoves, time.getMoves);
  const phase = phaseOf(rig);
  const state = rig.rig?.time;
  const awake = phase === 'running' || phase === 'paused';
  const { readOnly } = useLab();
  const why = readOnly ? t('help.why.watching') : awake ? null : t(`rig.${phase}`);
  const past = awake && state?.past === true;
  const head = state?.headTick ?? 0;
  const shown = moves.wanted ?? (past ? secondsBetween(rig.tick, head, rig.tickNs) : 0);
  const scans = rig.rig?.controllers[time.controller]?.scans;
  const step = (how: StatementStep) => {
    openPane('program');
    time.statement(how);
  };

  return (
    <section className="wb-time" aria-label={t('time.label')} data-past={past}>
      <div className="wb-time-bar">
        <div className="wb-group">
          {phase === 'running' ? (
            <ActionButton icon={Pause} iconOnly look="quiet" label={t('time.pause')} why={why} onPress={() => time.pause()} />
          ) : (
            <ActionButton
              icon={Play}
              iconOnly
              look="quiet"
              label={t('time.resume')}
              why={why ?? (past ? t('time.resume.past') : null)}
              onPress={() => time.resume()}
            />
          )}
          <select
            className="wb-select"
            aria-label={t('time.speed')}
            title={t('time.speed')}
            value={state?.speed ?? 1}
            disabled={why !== null}
            onChange={(event) => time.speed(Number(event.target.value))}
          >
            {speeds.map((speed) => (
              <option key={speed} value={speed}>
                {speed}×
              </option>
            ))}
          </select>
        </div>
        <div className="wb-group">
          <ActionButton
            icon={StepBack}
            iconOnly
            look="quiet"
            label={t('time.scan.back')}
            why={why}
            onPress={() => time.scan(true)}
          />
          <ActionButton
            icon={StepForward}
            iconOnly
            look="quiet"
            label={t('time.scan')}
            why={why}
            onPress={() => time.scan(false)}
          />
        </div>
        {withStatements && (
          <div className="wb-group">
            {statementSteps.map(({ step: how, icon, key }) => (
              <ActionButton
                key={how}
                icon={icon}
                iconOnly
                look="quiet"
                label={key ? `${t(`time.statement.${how}`)} (${key})` : t(`time.statement.${how}`)}
                why={why}
                onPress={() => step(how)}
              />
            ))}
          </div>
        )}
        <TimeSlider
          value={Math.min(0, shown)}
          earliest={secondsBetween(state?.earliestTick ?? head, head, rig.tickNs)}
          why={why}
          onChange={(seconds) => time.show(seconds)}
        />
        <p className="wb-time-shown">
          <span>{past || moves.wanted !== null ? secondsText(shown) : t('time.now')}</span>
          {phase === 'paused' && scans !== undefined && (
            <span className="wb-time-scan">{t('time.scan.number', { number: scans })}</span>
          )}
        </p>
        <Branches head={head} />
      </div>
      {past && (
        <div className="wb-time-past">
          <History aria-hidden="true" size={18} strokeWidth={1.75} />
          <p>
            <strong>{t('time.past', { seconds: secondsText(-shown) })}</strong> {t('time.past.about')}
          </p>
          {!readOnly && (
            <>
              <ActionButton look="primary" label={t('time.fork')} about={t('time.fork.about')} onPress={() => time.goOn()} />
              <ActionButton label={t('time.live')} onPress={() => time.backToNow()} />
            </>
          )}
        </div>
      )}
      {(moves.refused || moves.breakpoint) && (
        <p className="wb-message" role="status">
          {moves.refused?.[locale] ?? t(`time.breakpoint.${moves.breakpoint ?? 'not-met'}`)}
        </p>
      )}
    </section>
  );
}

/** Futures that were left by going on from the past. */
function Branches({ head }: { head: number }) {
  const { session, t } = useWorkbench();
  const { rig, tickNs } = useRig();
  const branches = rig?.time.branches ?? [];
  if (branches.length === 0) return null;
  return (
    <MenuButton
      icon={GitBranch}
      label={t('time.branches', { count: branches.length })}
      className="wb-time-branches"
      about={t('time.branches.about')}
      entries={() =>
        branches.map(({ id, fromTick, toTick }) => ({
          id: String(id),
          label: t('time.restore'),
          content: (
            <>
              {t('time.restore')}{' '}
              <span className="wb-time-branch">
                {t('time.branch', {
                  left: secondsText(Math.round(-secondsBetween(fromTick, head, tickNs) * 10) / 10),
                  length: secondsText(Math.round(secondsBetween(toTick, fromTick, tickNs) * 10) / 10),
                })}
              </span>
            </>
          ),
        }))
      }
      onAction={(id) => session.time.bringBack(Number(id))}
    />
  );
}
