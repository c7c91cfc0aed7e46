import { useEffect, useRef, useState } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import type { WorkbenchTerminal } from '../props.ts';
import { formatValue } from '../rig/value-format.ts';
import { useRig, useWorkbench } from '../workbench-context.ts';
import { ChannelDialog } from './ChannelDialog.tsx';
import { type RackModule, shareOfRange, tagIn } from './rack.ts';

interface IoChannelProps {
  module: RackModule;
  number: number;
  terminal: WorkbenchTerminal;
  forced: boolean;
}

/** A channel that something is connected to. Lamp, value, bar and wire are painted by the signal itself, outside of React's render. */
export function IoChannel({ module, number, terminal, forced }: IoChannelProps) {
  const { session, t } = useWorkbench();
  const { signals } = useRig();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const value = useRef<HTMLSpanElement>(null);
  const type = signals.find(({ name }) => name === terminal.signal)?.type ?? '';
  const digital = module.kind.startsWith('digital');

  useEffect(
    () =>
      session.store.subscribe(terminal.signal, (now, live) => {
        const [channel, text] = [button.current, value.current];
        if (!channel || !text) return;
        channel.dataset.live = String(live && now !== undefined);
        if (digital) {
          channel.dataset.on = String(now === true);
          text.textContent = now === undefined ? '–' : t(now === true ? 'io.on' : 'io.off');
        } else {
          text.textContent = formatValue(now, type);
          const share = now === undefined || typeof now === 'boolean' ? null : shareOfRange(Number(now), type);
          // A signed value grows from the middle, where its zero is.
          const zero = shareOfRange(0, type) ?? 0;
          channel.style.setProperty('--from', String(Math.min(share ?? 0, zero)));
          channel.style.setProperty('--to', String(Math.max(share ?? 0, zero)));
        }
      }),
    [session, t, terminal, type, digital],
  );

  const { signalNames, units } = session.props;
  const own = signalNames[terminal.signal] ?? '';
  const device = own || (terminal.wire ? (signalNames[terminal.wire] ?? '') : '');
  const tag = tagIn(device) ?? tagIn(terminal.wire ? (signalNames[terminal.wire] ?? '') : '');
  const unit = units[terminal.signal];
  const hasBar = shareOfRange(0, type) !== null;
  return (
    <>
      <button
        ref={button}
        type="button"
        className="wb-channel"
        data-direction={terminal.direction}
        data-analogue={!digital}
        data-forced={forced}
        data-signal={terminal.signal}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <span className="wb-led" aria-hidden="true">
          {forced ? 'F' : ''}
        </span>
        <span className="wb-channel-number">
          <span className="wb-hidden">{t('io.channel')} </span>
          {number}
        </span>
        <span className="wb-channel-terminal">
          <span className="wb-code">
            <bdi>{terminal.name}</bdi>
          </span>
          <span className="wb-channel-address wb-code">{terminal.address}</span>
        </span>
        <span className="wb-channel-value">
          <span ref={value} className={digital ? undefined : 'wb-code'} />
          {unit && <span className="wb-channel-unit"> {unit}</span>}
          {!digital && hasBar && <span className="wb-channel-bar" aria-hidden="true" data-signed={/^[SD]?INT$/.test(type)} />}
        </span>
        <span className="wb-screw" aria-hidden="true" />
        <span className="wb-wire" aria-hidden="true" />
        <span className="wb-channel-device" title={[device, terminal.wire].filter(Boolean).join('\n')}>
          {forced && <span className="wb-hidden">{t('watch.forced')} </span>}
          {tag && <strong className="wb-device-tag">{tag}</strong>}
          <span className="wb-device-name">
            <bdi>{device || t('io.plant')}</bdi>
          </span>
          {terminal.wire && (
            <span className="wb-device-signal wb-code">
              <bdi>{terminal.wire}</bdi>
            </span>
          )}
        </span>
      </button>
      <Popover className="wb-popover" triggerRef={button} isOpen={open} onOpenChange={setOpen} placement="bottom start">
        <Dialog aria-label={`${terminal.name} ${terminal.address}`}>
          <ChannelDialog terminal={terminal} forced={forced} close={() => setOpen(false)} />
        </Dialog>
      </Popover>
    </>
  );
}
