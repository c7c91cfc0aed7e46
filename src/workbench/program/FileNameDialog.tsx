import { useState } from 'react';
import { Dialog, FieldError, Form, Heading, Input, Label, Modal, ModalOverlay, Text, TextField } from 'react-aria-components';
import { addedFileName } from '../../academy/api.ts';
import { ActionButton } from '../ActionButton.tsx';
import { useLab, useWorkbench } from '../workbench-context.ts';
import { createFile, renameFile } from './file-acts.ts';

export type FileNaming = { do: 'create'; controller: string } | { do: 'rename'; controller: string; name: string };

/** Asks for the name of a file, and says at once when it cannot be that. */
export default function FileNameDialog({ naming, close }: { naming: FileNaming; close: (made: string | null) => void }) {
  const { session, t, locale } = useWorkbench();
  const { files } = useLab();
  const { controller } = naming;
  const from = naming.do === 'rename' ? naming.name : '';
  const [typed, setTyped] = useState(from.replace(/\.st$/, ''));
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const name = `${typed.trim().replace(/\.st$/i, '')}.st`;
  const taken = (files[controller] ?? []).some((file) => file.name !== from && file.name.toLowerCase() === name.toLowerCase());
  const wrong = !addedFileName.test(name) ? t('files.name.bad') : taken ? t('files.name.taken') : refused;
  const title = naming.do === 'create' ? t('files.new') : t('files.rename', { name: from });
  const send = async () => {
    if (wrong !== null && wrong !== refused) return;
    setBusy(true);
    const at = { session, t, controller };
    const why = name === from ? null : await (naming.do === 'create' ? createFile(at, name) : renameFile(at, from, name));
    setBusy(false);
    if (why) setRefused(why[locale]);
    else close(name);
  };
  return (
    <ModalOverlay className="wb-overlay" isOpen isDismissable onOpenChange={(open) => !open && close(null)}>
      <Modal className="wb-modal">
        <Dialog>
          <Heading slot="title">{title}</Heading>
          <Form
            className="wb-form"
            onSubmit={(event) => {
              event.preventDefault();
              void send();
            }}
          >
            <TextField
              autoFocus
              value={typed}
              onChange={(text) => {
                setTyped(text);
                setRefused(null);
              }}
              isInvalid={typed.trim() !== '' && wrong !== null}
              maxLength={63}
            >
              <Label>
                {t('files.name')}
                {session.props.controllers.length > 1 && ` (${t('files.controller', { name: controller })})`}
              </Label>
              <Input className="wb-input" spellCheck="false" autoComplete="off" />
              <Text slot="description" className="wb-form-about">
                {t('files.name.about')}
              </Text>
              <FieldError className="wb-form-error">{wrong}</FieldError>
            </TextField>
          </Form>
          <div className="wb-row wb-row-end">
            <ActionButton label={t('cancel')} onPress={() => close(null)} />
            <ActionButton
              label={naming.do === 'create' ? t('files.new.create') : t('files.rename.do')}
              look="primary"
              why={busy ? '…' : wrong}
              onPress={() => void send()}
            />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
