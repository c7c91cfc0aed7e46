import { useId } from 'react';
import { useWorkbench } from '../workbench-context.ts';
import { IoChannel } from './IoChannel.tsx';
import type { RackModule } from './rack.ts';

const shortKinds = { 'digital-input': 'DI', 'analogue-input': 'AI', 'digital-output': 'DQ', 'analogue-output': 'AQ' } as const;

/** One module: its channels as on the front of a real one, the wires that leave it, and what they lead to. */
export function IoModule({ module, forced }: { module: RackModule; forced: ReadonlySet<string> }) {
  const { t } = useWorkbench();
  const heading = useId();
  return (
    <section className="wb-module" data-kind={module.kind} aria-labelledby={heading}>
      <header className="wb-module-head" id={heading}>
        <span className="wb-module-kind">
          {shortKinds[module.kind]} {module.channels.length}
        </span>
        <span>{t(`io.kind.${module.kind}`)}</span>
        <span className="wb-module-slot">
          <span className="wb-hidden">{t('io.slot')} </span>
          {module.slot}
        </span>
      </header>
      <ul className="wb-channels">
        {module.channels.map((channel) => (
          <li key={channel.address}>
            {channel.terminal ? (
              <IoChannel
                module={module}
                number={channel.number}
                terminal={channel.terminal}
                forced={forced.has(channel.terminal.signal)}
              />
            ) : (
              <div className="wb-channel wb-channel-empty">
                <span className="wb-led" aria-hidden="true" data-on="false" />
                <span className="wb-channel-number">{channel.number}</span>
                <span className="wb-channel-terminal wb-code">{channel.address}</span>
                <span className="wb-screw" aria-hidden="true" />
                <span className="wb-channel-device">{t('io.free')}</span>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
