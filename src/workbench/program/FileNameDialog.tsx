import { useId, useState } from 'react';
import { Dialog, FieldError, Form, Heading, Input, Label, Modal, ModalOverlay, Text, TextField } from 'react-aria-components';
import { addedFileName } from '../../academy/api.ts';
import { ActionButton } from '../ActionButton.tsx';
import { useLab, useWorkbench } from '../workbench-context.ts';
import { createFile, renameFile } from './file-acts.ts';
import { newLadder, pouKinds } from './ladder/new-ladder.ts';

export type FileNaming = { do: 'create'; controller: string } | { do: 'rename'; controller: string; name: string };

/** A language that a file is written in, by how its name ends. */
const endings = ['st', 'ld'] as const;

/** What a name ends with says what is in the file: renamed, it keeps that. */
const endingOf = (name: string): string => /\.(?:st|ld|plcopen\.xml)$/i.exec(name)?.[0] ?? '.st';

/** Asks for the name of a file and for its language, and says at once when it cannot be that. */
export default function FileNameDialog({ naming, close }: { naming: FileNaming; close: (made: string | null) => void }) {
  const { session, t, locale } = useWorkbench();
  const { files } = useLab();
  const { controller } = naming;
  const from = naming.do === 'rename' ? naming.name : '';
  const about = useId();
  const [language, setLanguage] = useState<(typeof endings)[number]>('st');
  const [kind, setKind] = useState<(typeof pouKinds)[number]>('FUNCTION_BLOCK');
  const ending = naming.do === 'rename' ? endingOf(from) : `.${language}`;
  const [typed, setTyped] = useState(from.slice(0, from.length - (naming.do === 'rename' ? ending.length : 0)));
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const plain = typed.trim();
  const name = `${plain.toLowerCase().endsWith(ending.toLowerCase()) ? plain.slice(0, -ending.length) : plain}${ending}`;
  const taken = (files[controller] ?? []).some((file) => file.name !== from && file.name.toLowerCase() === name.toLowerCase());
  const wrong = !addedFileName.test(name) ? t('files.name.bad') : taken ? t('files.name.taken') : refused;
  const title = naming.do === 'create' ? t('files.new') : t('files.rename', { name: from });
  const send = async () => {
    if (wrong !== null && wrong !== refused) return;
    setBusy(true);
    const at = { session, t, controller };
    const begun = language === 'ld' ? newLadder(kind, name) : '';
    const why = name === from ? null : await (naming.do === 'create' ? createFile(at, name, begun) : renameFile(at, from, name));
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
                {t('files.name.about', { ending })}
              </Text>
              <FieldError className="wb-form-error">{wrong}</FieldError>
            </TextField>
            {naming.do === 'create' && (
              <label>
                {t('files.language')}
                <select
                  className="wb-select"
                  value={language}
                  onChange={({ target }) => setLanguage(endings.find((one) => one === target.value) ?? 'st')}
                >
                  {endings.map((one) => (
                    <option key={one} value={one}>
                      {t(`files.language.${one}`)}
                    </option>
                  ))}
                </select>
              </label>
            )}
            {naming.do === 'create' && language === 'ld' && (
              <label>
                {t('files.pou')}
                <select
                  aria-describedby={about}
                  className="wb-select"
                  value={kind}
                  onChange={({ target }) => setKind(pouKinds.find((one) => one === target.value) ?? 'FUNCTION_BLOCK')}
                >
                  {pouKinds.map((one) => (
                    <option key={one} value={one}>
                      {t(`files.pou.${one}`)}
                    </option>
                  ))}
                </select>
                <span id={about} className="wb-form-about">
                  {t(`files.pou.${kind}.about`)}
                </span>
              </label>
            )}
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
