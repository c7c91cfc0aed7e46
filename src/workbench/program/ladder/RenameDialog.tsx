import { useState } from 'react';
import { Dialog, FieldError, Form, Heading, Input, Label, Modal, ModalOverlay, TextField } from 'react-aria-components';
import { ActionButton } from '../../ActionButton.tsx';
import { Sentence } from '../../Sentence.tsx';
import { useWorkbench } from '../../workbench-context.ts';
import type { ProgramEditor } from '../program-editor.ts';

interface RenameDialogProps {
  editor: ProgramEditor;
  controller: string;
  file: string;
  /** Where the name stands, and how it is written there. */
  offset: number;
  name: string;
  close: () => void;
}

/** Another name for a thing, in every file where it is mentioned; refused where the program would then mean something else. */
export default function RenameDialog({ editor, controller, file, offset, name, close }: RenameDialogProps) {
  const { session, t, locale } = useWorkbench();
  const [typed, setTyped] = useState(name);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const wanted = typed.trim();
  const send = async () => {
    if (busy || wanted === '' || refused !== null) return;
    if (wanted === name) return close();
    setBusy(true);
    const files = session.program(controller);
    const answer = await editor.language.ask({ ask: 'rename', files, file, offset, name: wanted });
    setBusy(false);
    if (answer === null) setRefused(t('language.unavailable'));
    else if ('refused' in answer.rename) setRefused(answer.rename.refused[locale]);
    else {
      editor.write(answer.rename.edits);
      close();
    }
  };
  return (
    <ModalOverlay className="wb-overlay" isOpen isDismissable onOpenChange={(open) => !open && close()}>
      <Modal className="wb-modal">
        <Dialog>
          <Heading slot="title">{t('files.rename', { name })}</Heading>
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
              isInvalid={refused !== null}
              maxLength={200}
            >
              <Label>{t('program.rename.name')}</Label>
              <Input className="wb-input" spellCheck="false" autoComplete="off" autoCapitalize="off" />
              <FieldError className="wb-form-error">{refused !== null && <Sentence text={refused} />}</FieldError>
            </TextField>
          </Form>
          <div className="wb-row wb-row-end">
            <ActionButton label={t('cancel')} onPress={close} />
            <ActionButton
              label={t('files.rename.do')}
              look="primary"
              why={busy ? '…' : wanted === '' ? t('program.rename.empty') : refused}
              onPress={() => void send()}
            />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
