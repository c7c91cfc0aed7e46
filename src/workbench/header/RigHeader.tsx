import {
  Circle,
  CircleAlert,
  CirclePlay,
  CloudOff,
  EyeOff,
  Keyboard,
  LoaderCircle,
  type LucideIcon,
  Moon,
  Pause,
  RotateCcw,
  SquareTerminal,
} from 'lucide-react';
import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { useActions } from '../actions/use-actions.ts';
import { Company } from '../help/Company.tsx';
import { MenuButton } from '../MenuButton.tsx';
import { useRig, useWorkbench } from '../workbench-context.ts';
import { Controllers } from './Controllers.tsx';
import { phaseOf } from './phase.ts';
import type { ResetScope } from './ResetDialog.tsx';

const ResetDialog = lazy(() => import('./ResetDialog.tsx'));
const scopes: readonly ResetScope[] = ['device', 'step', 'lab'];

const icons: Record<ReturnType<typeof phaseOf>, LucideIcon> = {
  connecting: LoaderCircle,
  offline: CloudOff,
  ended: EyeOff,
  starting: LoaderCircle,
  running: CirclePlay,
  paused: Pause,
  asleep: Moon,
  failed: CircleAlert,
};

/** State of the rig and its controllers, save state, resets. */
export function RigHeader({ onKeys }: { onKeys: () => void }) {
  const { session, t, openPane } = useWorkbench();
  const rig = useRig();
  const [scope, setScope] = useState<ResetScope | null>(null);
  const phase = phaseOf(rig);
  const watched = session.props.watching !== null;
  const why = watched ? t('help.why.reset') : null;
  useActions(
    [
      { id: 'reset.step', why, run: () => setScope('step') },
      { id: 'reset.lab', why, run: () => setScope('lab') },
    ],
    true,
  );
  const Icon = icons[phase];
  return (
    <header className="wb-header">
      <p className="wb-rig" data-phase={phase}>
        <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
        <span className="wb-hidden">{t('rig.label')}: </span>
        {t(`rig.${phase}`)}
      </p>
      <Controllers />
      {rig.forces.length > 0 && (
        <ActionButton
          look="forced"
          label={t('watch.forced.title', { count: rig.forces.length })}
          onPress={() => openPane('watch', true)}
        />
      )}
      <span className="wb-spacer" />
      <Company />
      <SaveStateText />
      {!watched && (
        <MenuButton
          icon={RotateCcw}
          className="wb-reset"
          label={t('reset.menu')}
          entries={() => scopes.map((one) => ({ id: one, label: t(`reset.${one}`) }))}
          onAction={(id) => setScope(scopes.find((one) => one === id) ?? null)}
        />
      )}
      <ActionButton
        icon={SquareTerminal}
        iconOnly
        look="quiet"
        className="wb-keys-button"
        label={t('action.palette')}
        onPress={() => session.actions.run('palette')}
      />
      <ActionButton icon={Keyboard} iconOnly look="quiet" className="wb-keys-button" label={t('keys.title')} onPress={onKeys} />
      {scope && (
        <Suspense>
          <ResetDialog scope={scope} close={() => setScope(null)} />
        </Suspense>
      )}
    </header>
  );
}

function SaveStateText() {
  const { session, t, locale } = useWorkbench();
  const { saving } = session;
  const state = useSyncExternalStore(saving.subscribe, saving.getState, saving.getState);
  const time = (iso: string) =>
    new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(iso));
  const unsaved = state.kind === 'unsaved' || state.kind === 'conflict' || state.kind === 'too-long';
  return (
    <p className="wb-save" data-state={state.kind} role={unsaved ? 'alert' : undefined}>
      {unsaved && <CloudOff aria-hidden="true" size={14} />}
      {state.kind === 'saving' && <Circle aria-hidden="true" size={8} />}
      {state.kind === 'saved' && t('save.saved', { time: time(state.at) })}
      {state.kind === 'saving' && t('save.saving')}
      {state.kind === 'unsaved' && t('save.unsaved')}
      {state.kind === 'too-long' && t('save.too-long', { name: state.name })}
      {state.kind === 'conflict' && t('save.conflict', { name: state.name })}
      {state.kind === 'conflict' && (
        <span className="wb-row">
          <ActionButton label={t('save.conflict.mine')} onPress={() => saving.keepMine()} />
          <ActionButton label={t('save.conflict.other')} onPress={() => void session.takeOther()} />
        </span>
      )}
    </p>
  );
}
