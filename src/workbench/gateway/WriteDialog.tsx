import { useState } from 'react';
import { Dialog, Heading, Input, Label, Modal, ModalOverlay, TextField } from 'react-aria-components';
import { ActionButton } from '../ActionButton.tsx';
import { useWorkbench } from '../workbench-context.ts';
import { readValue } from './figures.ts';
import type { TagRow } from './gateway-desk.ts';

interface WriteDialogProps {
  tag: TagRow;
  /** Its value as text, to begin with. */
  now: string;
  /** With what was handed over, or `null`. */
  close: (value: string | null) => void;
}

/** A value for one tag; whether it is taken, the gateway decides. */
export function WriteDialog({ tag, now, close }: WriteDialogProps) {
  const { session, t } = useWorkbench();
  const [text, setText] = useState(now === '—' ? '' : now);
  const empty = text.trim() === '';
  const write = async () => {
    const answer = await session.ask('gateway', tag.name, { type: 'gateway-write', tag: tag.name, value: readValue(text) });
    close(answer.ok ? text.trim() : null);
  };
  return (
    <ModalOverlay className="wb-overlay" isOpen isDismissable onOpenChange={(open) => !open && close(null)}>
      <Modal className="wb-modal">
        <Dialog>
          <Heading slot="title">{t('gateway.write.tag', { tag: tag.name })}</Heading>
          <form
            className="wb-change"
            onSubmit={(event) => {
              event.preventDefault();
              if (!empty) void write();
            }}
          >
            <TextField value={text} onChange={setText} autoFocus>
              <Label>{tag.unit ? t('gateway.write.unit', { unit: tag.unit }) : t('gateway.write.value')}</Label>
              <Input className="wb-input" maxLength={100} spellCheck="false" onFocus={(event) => event.currentTarget.select()} />
            </TextField>
            <p>{t('gateway.write.about', { address: tag.address, connection: tag.connection })}</p>
            <div className="wb-row wb-row-end">
              <ActionButton label={t('cancel')} onPress={() => close(null)} />
              <ActionButton
                label={t('gateway.write')}
                look="primary"
                why={empty ? t('gateway.write.empty') : null}
                onPress={() => void write()}
              />
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
