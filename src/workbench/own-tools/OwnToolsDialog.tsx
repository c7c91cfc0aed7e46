import { useEffect, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { ActionButton } from '../ActionButton.tsx';
import { wordsOf } from '../work/academy.ts';
import { useRig, useWorkbench } from '../workbench-context.ts';
import './own-tools.css';

/** How a SCADA, Node-RED or Wireshark of the trainee's own machine reaches the devices of this rig: a command to be copied. */
export default function OwnToolsDialog({ close }: { close: () => void }) {
  const { session, t, locale } = useWorkbench();
  const { devices } = useRig();
  const [command, setCommand] = useState<string | null>(null);
  const [failed, setFailed] = useState<LocalizedText | null>(null);
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);

  useEffect(() => {
    let gone = false;
    session.academy.connect().then(
      ({ url }) => gone || setCommand(`npx millwright connect '${url}'`),
      (error: unknown) => gone || setFailed(wordsOf(error)),
    );
    return () => {
      gone = true;
    };
  }, [session]);

  const copy = async () => {
    if (command === null) return;
    try {
      await navigator.clipboard.writeText(command);
      setCopied('yes');
    } catch {
      // Without https the clipboard is closed to pages: the text is there to be selected.
      setCopied('no');
    }
  };
  return (
    <ModalOverlay className="wb-overlay" isOpen isDismissable onOpenChange={(open) => !open && close()}>
      <Modal className="wb-modal wb-modal-wide">
        <Dialog>
          <Heading slot="title">{t('own-tools.title')}</Heading>
          <p>{t('own-tools.what')}</p>
          <table className="wb-own-tools">
            <caption className="wb-hidden">{t('own-tools.devices')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('own-tools.device')}</th>
                <th scope="col">{t('own-tools.protocol')}</th>
                <th scope="col">{t('own-tools.port')}</th>
              </tr>
            </thead>
            <tbody>
              {devices.map(({ device, protocol, host, port }) => (
                <tr key={`${device} ${port}`}>
                  <th scope="row">{device}</th>
                  <td>{protocol}</td>
                  <td>
                    {host}:{port}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p>{t('own-tools.how')}</p>
          {failed ? (
            <p className="wb-message wb-message-danger" role="alert">
              {failed[locale]}
            </p>
          ) : (
            <pre className="wb-own-tools-command">
              <code>{command ?? t('own-tools.wait')}</code>
            </pre>
          )}
          <p className="wb-own-tools-note">{t('own-tools.note')}</p>
          <p role="status">{copied === null ? '' : t(`own-tools.copied.${copied}`)}</p>
          <div className="wb-row wb-row-end">
            <ActionButton label={t('close')} onPress={close} />
            <ActionButton
              label={t('own-tools.copy')}
              look="primary"
              why={command === null ? t('own-tools.wait') : null}
              onPress={() => void copy()}
            />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
