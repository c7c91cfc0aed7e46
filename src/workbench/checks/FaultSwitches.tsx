import { TriangleAlert } from 'lucide-react';
import { Switch } from 'react-aria-components';
import { useRig, useWorkbench } from '../workbench-context.ts';
import './bench.css';

/** Faults that the lab shows and leaves to the reader: begun and ended here. */
export function FaultSwitches() {
  const { session, t } = useWorkbench();
  const { link, rig } = useRig();
  const { faultSwitches } = session.props;
  if (faultSwitches.length === 0) return null;
  const still = link !== 'online' || rig === null || rig.time.past || rig.phase === 'asleep' || rig.phase === 'failed';
  return (
    <section className="wb-faults" aria-label={t('faults.title')}>
      <h3>{t('faults.title')}</h3>
      <ul>
        {faultSwitches.map(({ id, text }) => {
          const stands = rig?.faults.includes(id) === true;
          return (
            <li key={id}>
              <Switch
                className="wb-switch"
                isSelected={stands}
                isDisabled={still}
                onChange={(active) => void session.ask('checks', id, { type: 'fault', fault: id, active })}
              >
                <span className="wb-switch-track" aria-hidden="true" />
                {text}
              </Switch>
              {stands && (
                <span className="wb-fault-stands">
                  <TriangleAlert aria-hidden="true" size={14} />
                  {t('faults.stands')}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
