import { useMemo, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { asHex, asText, followStream, type Packet } from '#sandbox/protocols/internet/dissector.ts';
import { ActionButton } from '../ActionButton.tsx';
import { useWorkbench } from '../workbench-context.ts';
import type { NetworkDesk } from './network-desk.ts';

const forms = ['text', 'hex'] as const;
const sides = ['both', 'to-server', 'to-client'] as const;
/** Bytes on the page; the file of the capture has all of them. */
const most = 200_000;

/** What both sides of a conversation said, every byte once and in order. */
export default function FollowDialog({ desk, packet, close }: { desk: NetworkDesk; packet: Packet; close: () => void }) {
  const { t } = useWorkbench();
  const [form, setForm] = useState<(typeof forms)[number]>('text');
  const [side, setSide] = useState<(typeof sides)[number]>('both');
  const said = useMemo(() => followStream(desk.list.packets, packet), [desk, packet]);
  const [client, server] = packet.fromClient ? [packet.source, packet.destination] : [packet.destination, packet.source];
  const ports = packet.headers.tcp ?? packet.headers.udp;
  const serverPort = packet.fromClient ? ports?.toPort : ports?.fromPort;
  const bytes = { 'to-server': 0, 'to-client': 0 };
  for (const part of said) bytes[part.direction] += part.bytes.length;
  let left = most;
  const shown = said
    .filter(({ direction }) => side === 'both' || direction === side)
    .map((part) => {
      const here = part.bytes.subarray(0, Math.max(0, left));
      left -= here.length;
      return { ...part, bytes: here };
    })
    .filter((part) => part.bytes.length > 0);
  return (
    <ModalOverlay className="wb-overlay" isOpen isDismissable onOpenChange={(open) => !open && close()}>
      <Modal className="wb-modal wb-net-follow">
        <Dialog>
          <Heading slot="title">{t('network.follow.title', { client, server, port: serverPort ?? '' })}</Heading>
          <div className="wb-net-follow-tools">
            <ToggleButtonGroup
              className="wb-segments"
              aria-label={t('network.follow.side')}
              selectedKeys={[side]}
              disallowEmptySelection
              onSelectionChange={(keys) => setSide(sides.find((one) => keys.has(one)) ?? 'both')}
            >
              {sides.map((one) => (
                <ToggleButton key={one} id={one} className="wb-segment">
                  {t(`network.follow.${one}`, one === 'both' ? {} : { count: bytes[one] })}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
            <ToggleButtonGroup
              className="wb-segments"
              aria-label={t('network.follow.form')}
              selectedKeys={[form]}
              disallowEmptySelection
              onSelectionChange={(keys) => setForm(forms.find((one) => keys.has(one)) ?? 'text')}
            >
              {forms.map((one) => (
                <ToggleButton key={one} id={one} className="wb-segment">
                  {t(`network.follow.${one}`)}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach it */}
          <div className="wb-net-said" tabIndex={0}>
            {shown.length === 0 && <p className="wb-empty">{t('network.follow.nothing')}</p>}
            {shown.map(({ direction, bytes: part, frame, missing }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: turns have no other name than their place
              <section key={index} data-direction={direction}>
                <h3>
                  {t(direction === 'to-server' ? 'network.follow.client' : 'network.follow.server', { frame })}
                  {missing > 0 && ` · ${t('network.follow.missing', { count: missing })}`}
                </h3>
                <pre data-form={form}>{form === 'text' ? asText(part) : asHex(part)}</pre>
              </section>
            ))}
            {left <= 0 && <p className="wb-toolbar-note">{t('network.follow.more', { count: most })}</p>}
          </div>
          <div className="wb-row wb-row-end">
            <ActionButton
              label={t('network.follow.filter')}
              onPress={() => {
                desk.setFilter(`${packet.headers.tcp ? 'tcp' : 'udp'}.stream == ${packet.stream}`);
                close();
              }}
            />
            <ActionButton label={t('close')} look="primary" onPress={close} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
