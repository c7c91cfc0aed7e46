import { LifeBuoy } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { useRig, useWorkbench } from '../workbench-context.ts';
import './help.css';
import { useAssistance } from './use-assistance.ts';

/** Minutes for which the keyboard is handed over. */
const spans = [5, 15, 30] as const;

/** The trainee's side: asking for help, an offer, a request for the keyboard, and taking it back. */
export default function TraineeHelp() {
  const { t, locale } = useWorkbench();
  const { company } = useRig();
  const { state, refused, act } = useAssistance();
  /** The offer that was read and put away, by who made it. */
  const [read, setRead] = useState<string | null>(null);
  if (!state) return null;
  const name = state.instructor;
  const typing = company.some(({ keyboard, you }) => keyboard && !you);
  const offered = name !== null && state.keyboard === 'none' && read !== name;
  return (
    <>
      {typing && <ActionButton look="primary" label={t('help.take-back')} onPress={() => act({ do: 'take-back' })} />}
      {name === null && state.available && (
        <ActionButton
          icon={LifeBuoy}
          look="quiet"
          className={state.asked ? 'wb-help-ask wb-help-asked' : 'wb-help-ask'}
          label={t(state.asked ? 'help.asked' : 'help.ask')}
          about={t(state.asked ? 'help.asked.about' : 'help.ask.about')}
          onPress={() => act({ do: state.asked ? 'end' : 'ask' })}
        />
      )}
      {(offered || (name !== null && state.keyboard === 'asked') || refused) && (
        <div className="wb-help" role="status">
          {refused && <p className="wb-message wb-message-danger">{refused[locale]}</p>}
          {offered && (
            <>
              <p>
                <strong>{t('help.offers', { name })}</strong> {t('help.offers.about')}
              </p>
              <div className="wb-row">
                <ActionButton label={t('help.fine')} onPress={() => setRead(name)} />
                <ActionButton look="quiet" label={t('help.end')} onPress={() => act({ do: 'end' })} />
              </div>
            </>
          )}
          {name !== null && state.keyboard === 'asked' && (
            <>
              <p>
                <strong>{t('help.wants', { name })}</strong> {t('help.wants.about')}
              </p>
              <div className="wb-row">
                {spans.map((minutes) => (
                  <ActionButton
                    key={minutes}
                    label={t('help.grant', { minutes })}
                    onPress={() => {
                      setRead(name);
                      act({ do: 'grant', minutes });
                    }}
                  />
                ))}
                <ActionButton
                  look="quiet"
                  label={t('help.decline')}
                  onPress={() => {
                    setRead(name);
                    act({ do: 'decline' });
                  }}
                />
              </div>
            </>
          )}
        </div>
      )}
    </>
  );
}
