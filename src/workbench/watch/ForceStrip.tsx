import { Hand, X } from 'lucide-react';
import { ActionButton } from '../ActionButton.tsx';
import { formatValue } from '../rig/value-format.ts';
import { useRig, useWorkbench } from '../workbench-context.ts';
import { type Hands, unforce, unforceAll } from './acts.ts';
import { formatFor, type WatchSnapshot } from './watch-state.ts';

interface ForceStripProps {
  hands: Hands;
  watch: WatchSnapshot;
  /** Brings the signal's row into view. */
  onShow: (signal: string) => void;
}

/** Every forced signal, wherever the list below is scrolled to: a force that is forgotten is an accident. */
export function ForceStrip({ hands, watch, onShow }: ForceStripProps) {
  const { session, t } = useWorkbench();
  const { forces } = useRig();
  if (forces.length === 0) return null;
  return (
    <section className="wb-forces" aria-label={t('watch.forced.title', { count: forces.length })}>
      <h3>
        <Hand aria-hidden="true" size={16} strokeWidth={1.75} />
        {t('watch.forced.title', { count: forces.length })}
      </h3>
      <ActionButton label={t('watch.remove-all')} look="forced" onPress={() => void unforceAll(hands)} />
      <ul>
        {forces.map(({ signal, value }) => {
          const type = session.store.info(signal)?.type ?? '';
          const shown = type === '' ? String(value) : formatValue(value, type, formatFor(watch, signal, type));
          return (
            <li key={signal}>
              <button
                type="button"
                className="wb-force-name"
                title={t('watch.show', { name: signal })}
                onClick={() => onShow(signal)}
              >
                <bdi>{signal}</bdi> = {shown}
              </button>
              <ActionButton
                icon={X}
                label={t('watch.remove')}
                spoken={`${t('watch.remove')} ${signal}`}
                look="forced"
                onPress={() => void unforce(hands, signal)}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
