import type { WorkbenchController } from '../props.ts';
import { useRig, useWorkbench } from '../workbench-context.ts';

const lamps = ['run', 'stop', 'fault'] as const;

/** The controller itself: its state as three lamps, of which the one that is lit also has its word in bold. */
export function CpuModule({ controller }: { controller: WorkbenchController }) {
  const { t, locale } = useWorkbench();
  const { rig, link } = useRig();
  const state = rig?.controllers[controller.name];
  const live = link === 'online' && (rig?.phase === 'running' || rig?.phase === 'paused');
  return (
    <section className="wb-module wb-module-cpu" aria-label={t('io.cpu', { controller: controller.name })} data-live={live}>
      <header className="wb-module-head">
        <span className="wb-module-kind">CPU</span>
        <span className="wb-code">{controller.name}</span>
        <span className="wb-module-slot">
          <span className="wb-hidden">{t('io.slot')} </span>
          {0}
        </span>
      </header>
      <ul className="wb-cpu-lamps">
        {lamps.map((lamp) => {
          const lit = state?.mode === lamp;
          return (
            <li key={lamp} data-lamp={lamp} data-lit={lit}>
              <span className="wb-led" aria-hidden="true" data-on={lit} />
              {t(`io.lamp.${lamp}`)}
              <span className="wb-hidden"> {t(lit ? 'io.on' : 'io.off')}</span>
            </li>
          );
        })}
      </ul>
      <p className="wb-cpu-fact">{t('io.cycle', { milliseconds: Number(controller.cycleNs) / 1e6 })}</p>
      {state?.fault && (
        <p className="wb-cpu-fault">
          {state.fault.message[locale]}{' '}
          <span className="wb-code">
            {state.fault.file}:{state.fault.line}
          </span>
        </p>
      )}
    </section>
  );
}
