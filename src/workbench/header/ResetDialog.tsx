import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { ActionButton } from '../ActionButton.tsx';
import { useWorkbench } from '../workbench-context.ts';

export type ResetScope = 'device' | 'step' | 'lab';

/** Names what is lost before anything is. */
export default function ResetDialog({ scope, close }: { scope: ResetScope; close: () => void }) {
  const { session, t, locale } = useWorkbench();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<LocalizedText | null>(null);
  // A gateway has no values of its own to begin anew with: its file is what can be reset.
  const programs = scope === 'device' ? session.props.controllers : session.programs;
  const reset = async () => {
    setBusy(true);
    let why: LocalizedText | null = null;
    const before = Object.fromEntries(programs.map(({ name }) => [name, session.program(name)]));
    for (const { name } of scope === 'lab' ? programs.slice(0, 1) : programs) why ??= await session.reset(scope, name);
    setBusy(false);
    if (why) {
      setFailed(why);
      return;
    }
    // Values of a controller are gone; its text is what can be brought back.
    if (scope !== 'device') {
      const after = Object.fromEntries(programs.map(({ name }) => [name, session.program(name)]));
      session.undo.did({
        label: t(`reset.${scope}.done`),
        undo: () => session.writeBack(before),
        redo: () => session.writeBack(after),
      });
    }
    close();
  };
  return (
    <ModalOverlay className="wb-overlay" isOpen isDismissable onOpenChange={(open) => !open && close()}>
      <Modal className="wb-modal">
        <Dialog role="alertdialog">
          <Heading slot="title">{t(`reset.${scope}`)}</Heading>
          <p>{t(`reset.${scope}.lost`)}</p>
          {failed && (
            <p className="wb-message wb-message-danger" role="alert">
              {t('reset.failed', { message: failed[locale] })}
            </p>
          )}
          <div className="wb-row wb-row-end">
            <ActionButton label={t('cancel')} onPress={close} />
            <ActionButton
              label={t(`reset.${scope}`)}
              look="primary"
              why={busy ? t('reset.busy') : null}
              onPress={() => void reset()}
            />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
