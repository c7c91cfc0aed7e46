import { EyeOff, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import type { FaultList } from '../../academy/api.ts';
import { ActionButton } from '../ActionButton.tsx';
import { wordsOf } from '../work/academy.ts';
import { useRig, useWorkbench } from '../workbench-context.ts';
import { readFaults, setFault } from './help-exchange.ts';

/** Every fault of the lab, to begin and to end; a hidden one stays hidden from the trainee. */
export function FaultPanel() {
  const { session, t, locale } = useWorkbench();
  const { rig } = useRig();
  const [list, setList] = useState<FaultList | null>(null);
  const [refused, setRefused] = useState<LocalizedText | null>(null);
  const phase = rig?.phase;
  const shown = rig?.faults.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a rig that woke, or a fault that the trainee switched, changes the list
  useEffect(() => {
    let gone = false;
    readFaults(session.props).then(
      (now) => !gone && setList(now),
      (error: unknown) => !gone && setRefused(wordsOf(error)),
    );
    return () => {
      gone = true;
    };
  }, [session, phase, shown]);
  const set = (fault: string, active: boolean) => {
    setRefused(null);
    setFault(session.props, fault, active).then(setList, (error: unknown) => setRefused(wordsOf(error)));
  };
  return (
    <div className="wb-faults">
      <p>{t('help.faults.about')}</p>
      {refused && (
        <p className="wb-message wb-message-danger" role="alert">
          {refused[locale]}
        </p>
      )}
      <ul>
        {list?.faults.map(({ id, title, hidden, active }) => (
          <li key={id} data-active={active === true}>
            <span className="wb-fault-name">
              {active && <TriangleAlert aria-hidden="true" size={16} strokeWidth={1.75} />}
              {title[locale]}
              {hidden && (
                <span className="wb-fault-hidden">
                  <EyeOff aria-hidden="true" size={14} /> {t('help.faults.hidden')}
                </span>
              )}
            </span>
            <span>{t(active === null ? 'help.faults.unknown' : active ? 'help.faults.stands' : 'help.faults.none')}</span>
            <ActionButton
              label={t(active ? 'help.faults.end' : 'help.faults.begin')}
              spoken={t(active ? 'help.faults.end.one' : 'help.faults.begin.one', { name: title[locale] })}
              why={active === null ? t('help.faults.asleep') : null}
              onPress={() => set(id, active !== true)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
