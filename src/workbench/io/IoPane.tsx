import { useMemo } from 'react';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';
import { CpuModule } from './CpuModule.tsx';
import { IoModule } from './IoModule.tsx';
import { rackOf } from './rack.ts';
import './io.css';

/** The process image as the rack of modules, wired to the plant; one rack for each controller. */
export default function IoPane() {
  const { session, t, locale } = useWorkbench();
  const { forces } = useRig();
  const { refused } = useLab();
  const racks = useMemo(
    () =>
      session.props.controllers.map((controller) => ({
        controller,
        modules: rackOf(session.props.terminals.filter((terminal) => terminal.controller === controller.name)),
      })),
    [session],
  );
  const forced = useMemo(() => new Set(forces.map(({ signal }) => signal)), [forces]);
  if (racks.every(({ modules }) => modules.length === 0)) return <p className="wb-empty">{t('io.empty')}</p>;
  return (
    <div className="wb-io">
      {refused?.pane === 'io' && (
        <p className="wb-message wb-message-danger" role="status">
          {refused.signal && `${refused.signal}: `}
          {refused.message[locale]}
        </p>
      )}
      {racks.map(({ controller, modules }) => (
        <section key={controller.name} className="wb-rack" aria-label={t('io.rack', { controller: controller.name })}>
          <CpuModule controller={controller} />
          {modules.map((module) => (
            <IoModule key={module.slot} module={module} forced={forced} />
          ))}
        </section>
      ))}
    </div>
  );
}
