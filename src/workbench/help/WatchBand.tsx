import { Eye, Keyboard } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { phaseOf } from '../header/phase.ts';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';
import { FaultPanel } from './FaultPanel.tsx';
import './help.css';
import { TimeLeft } from './TimeLeft.tsx';
import { useAssistance } from './use-assistance.ts';

/** The instructor's side: whose rig this is, what may be done here now, help, the keyboard, faults. */
export default function WatchBand({ trainee }: { trainee: string }) {
  const { session, t, locale } = useWorkbench();
  const { readOnly } = useLab();
  const phase = phaseOf(useRig());
  const { state, refused, act } = useAssistance();
  const [faults, setFaults] = useState(false);
  const Icon = readOnly ? Eye : Keyboard;
  const other = state?.instructor && !state.yours ? state.instructor : null;
  const what = !readOnly ? 'help.band.types' : phase === 'asleep' ? 'help.band.asleep' : 'help.band.watches';
  return (
    <section className="wb-band" aria-label={t('help.band')} data-keyboard={!readOnly}>
      <p className="wb-band-who">
        <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
        <strong>{t('help.band.rig', { name: trainee })}</strong>
        <span>{t(what, { name: trainee })}</span>
        {!readOnly && state && <TimeLeft milliseconds={state.keyboardLeft} />}
      </p>
      {state?.asked && <p className="wb-band-asked">{t('help.band.asked', { name: trainee })}</p>}
      {state?.yours && readOnly && state.keyboard === 'none' && <p>{t('help.band.offered')}</p>}
      {other && <p>{t('help.band.other', { name: other })}</p>}
      <div className="wb-row wb-band-acts">
        {state && !state.available && <span>{t('help.band.exam')}</span>}
        {state?.available && !state.yours && <ActionButton label={t('help.offer')} onPress={() => act({ do: 'offer' })} />}
        {state?.available && readOnly && state.keyboard !== 'asked' && (
          <ActionButton label={t('help.ask-keyboard')} onPress={() => act({ do: 'ask-keyboard' })} />
        )}
        {state?.yours && state.keyboard === 'asked' && (
          <>
            <span>{t('help.band.waits', { name: trainee })}</span>
            <ActionButton look="quiet" label={t('help.withdraw')} onPress={() => act({ do: 'give-back' })} />
          </>
        )}
        {!readOnly && <ActionButton look="primary" label={t('help.give-back')} onPress={() => act({ do: 'give-back' })} />}
        {state?.yours && <ActionButton look="quiet" label={t('help.end')} onPress={() => act({ do: 'end' })} />}
        {state?.available && session.props.watching?.faults && (
          <ActionButton look={faults ? 'primary' : 'plain'} label={t('help.faults')} onPress={() => setFaults(!faults)} />
        )}
      </div>
      {refused && (
        <p className="wb-message wb-message-danger" role="alert">
          {refused[locale]}
        </p>
      )}
      {faults && <FaultPanel />}
    </section>
  );
}
