import { CircleAlert, Play, RotateCcw, Square } from 'lucide-react';
import { ActionButton } from '../ActionButton.tsx';
import type { Action } from '../actions/actions.ts';
import { useActions } from '../actions/use-actions.ts';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';
import { phaseOf } from './phase.ts';

/** Each controller with its mode and the one button that fits it; every way to change it is an action. */
export function Controllers() {
  const { session, t } = useWorkbench();
  const rig = useRig();
  const phase = phaseOf(rig);
  const awake = phase === 'running' || phase === 'paused';
  const past = rig.rig?.time.past === true;
  const controllers = Object.entries(rig.rig?.controllers ?? {});
  const order = (name: string, what: 'run' | 'stop' | 'restart') =>
    void session.connection.request({ type: 'controller', controller: name, do: what });
  const { readOnly } = useLab();
  const whyNone = readOnly
    ? t('help.why.watching')
    : !awake
      ? t('controller.why.rig', { state: t(`rig.${phase}`) })
      : past
        ? t('controller.why.past')
        : null;
  useActions(
    controllers.flatMap(([name, { mode }]): Action[] => [
      {
        id: 'controller.run',
        subject: name,
        why: whyNone ?? (mode === 'run' ? t('controller.why.runs') : mode === 'fault' ? t('controller.why.fault') : null),
        run: () => order(name, 'run'),
      },
      {
        id: 'controller.stop',
        subject: name,
        why: whyNone ?? (mode === 'run' ? null : t('controller.why.stands')),
        run: () => order(name, 'stop'),
      },
      { id: 'controller.restart', subject: name, why: whyNone, run: () => order(name, 'restart') },
    ]),
    true,
  );
  return controllers.map(([name, { mode }]) => (
    <div key={name} className="wb-group wb-controller" data-mode={mode} data-live={rig.link === 'online'}>
      <span className="wb-code">{name}</span>
      <span className="wb-mode">
        {mode === 'run' ? (
          <Play aria-hidden="true" size={12} />
        ) : mode === 'fault' ? (
          <CircleAlert aria-hidden="true" size={12} />
        ) : (
          <Square aria-hidden="true" size={12} />
        )}
        {t(`controller.${mode}`)}
      </span>
      {awake &&
        !readOnly &&
        (mode === 'run' ? (
          <ActionButton
            icon={Square}
            iconOnly
            look="quiet"
            label={t('controller.do.stop', { name })}
            onPress={() => order(name, 'stop')}
          />
        ) : mode === 'stop' ? (
          <ActionButton
            icon={Play}
            iconOnly
            look="quiet"
            label={t('controller.do.run', { name })}
            onPress={() => order(name, 'run')}
          />
        ) : (
          <ActionButton
            icon={RotateCcw}
            iconOnly
            look="quiet"
            label={t('controller.fault.restart', { name })}
            onPress={() => order(name, 'restart')}
          />
        ))}
    </div>
  ));
}
