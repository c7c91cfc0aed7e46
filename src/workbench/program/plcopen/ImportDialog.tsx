import { useEffect, useMemo, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import type { ImportFinding } from '#sandbox/iec61131/plcopen/finding.ts';
import { maxFiles } from '../../../academy/api.ts';
import { ActionButton } from '../../ActionButton.tsx';
import { useLab, useWorkbench } from '../../workbench-context.ts';
import { importFiles } from '../file-acts.ts';
import type { LanguageClient } from '../language-client.ts';
import { FindingList } from './FindingList.tsx';
import { canBeTaken, type Offer, offersOf } from './offers.ts';
import './plcopen.css';

interface ImportDialogProps {
  file: File;
  language: LanguageClient;
  controller: string;
  /** With the file to look at first; null: nothing was taken. */
  close: (first: string | null) => void;
}

interface ReadProject {
  files: { file: SourceFile; language: string }[];
  findings: readonly ImportFinding[];
}

/** Characters that are read at all; projects of whole plants have a few million. */
const longestProject = 20_000_000;

/** A project of another tool: what would become of the program, and what could not be read. Nothing is done before it is asked for. */
export default function ImportDialog({ file, language, controller, close }: ImportDialogProps) {
  const { session, t } = useWorkbench();
  // Its files decide what is new.
  const { files } = useLab();
  const [project, setProject] = useState<ReadProject | 'reading' | 'too-long' | 'failed'>('reading');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let gone = false;
    const read = async (): Promise<ReadProject | 'too-long' | 'failed'> => {
      if (file.size > longestProject) return 'too-long';
      const answer = await language.ask({ ask: 'read-plcopen', files: [], xml: await file.text() });
      return answer ?? 'failed';
    };
    read().then(
      (found) => !gone && setProject(found),
      () => !gone && setProject('failed'),
    );
    return () => {
      gone = true;
    };
  }, [file, language]);

  const there = files[controller];
  const read = typeof project === 'object' ? project : null;
  const offers = useMemo(
    () =>
      offersOf(
        (read?.files ?? []).map((one) => one.file),
        there ?? [],
      ),
    [read, there],
  );
  const taken = offers.filter((offer) => canBeTaken(offer) && !left.has(offer.file.name));
  const added = taken.filter(({ state }) => state === 'new').length;
  const tooMany = (there ?? []).length + added > maxFiles;
  const why = busy ? '…' : tooMany ? t('files.many', { count: maxFiles }) : taken.length === 0 ? t('plcopen.nothing') : null;
  const take = async () => {
    setBusy(true);
    const done = await importFiles(
      { session, t, controller },
      file.name,
      taken.map((offer) => offer.file),
    );
    setBusy(false);
    // What was refused is said in the pane.
    close(done ? (taken.find(({ file: { name } }) => !name.endsWith('.xml')) ?? taken[0])!.file.name : null);
  };
  const state = ({ state, instead }: Offer): string => t(`plcopen.state.${state}`, { name: instead ?? '' });

  return (
    <ModalOverlay className="wb-overlay" isOpen isDismissable onOpenChange={(open) => !open && close(null)}>
      <Modal className="wb-modal wb-plcopen">
        <Dialog>
          <Heading slot="title">{t('plcopen.import.title', { name: file.name })}</Heading>
          <div role="status">
            {project === 'reading' && <p>{t('plcopen.reading')}</p>}
            {project === 'too-long' && (
              <p>{t('plcopen.too-long', { limit: longestProject.toLocaleString(session.props.locale) })}</p>
            )}
            {project === 'failed' && <p>{t('plcopen.failed')}</p>}
            {read?.files.length === 0 && <p>{t('plcopen.none')}</p>}
          </div>
          {read && read.files.length > 0 && (
            <ul className="wb-plcopen-files" aria-label={t('plcopen.files')}>
              {offers.map((offer, at) => {
                const { name } = offer.file;
                const can = canBeTaken(offer);
                return (
                  <li key={name}>
                    <label>
                      <input
                        type="checkbox"
                        disabled={!can}
                        checked={can && !left.has(name)}
                        onChange={({ target }) => {
                          const next = new Set(left);
                          if (target.checked) next.delete(name);
                          else next.add(name);
                          setLeft(next);
                        }}
                      />
                      <code>{name}</code>
                    </label>
                    <span className="wb-plcopen-language">
                      {name.endsWith('.xml')
                        ? t('plcopen.kept', { language: read.files[at]?.language ?? '' })
                        : t(name.endsWith('.ld') ? 'plcopen.ladder' : 'plcopen.text')}
                    </span>
                    <span className="wb-plcopen-state" data-state={offer.state}>
                      {state(offer)}
                    </span>
                  </li>
                );
              })}
            </ul>
          )}
          <FindingList title={t('plcopen.unread')} findings={read?.findings ?? []} />
          <div className="wb-row wb-row-end">
            <ActionButton label={t('cancel')} onPress={() => close(null)} />
            <ActionButton
              label={t('plcopen.take', { count: taken.length })}
              look="primary"
              why={why}
              onPress={() => void take()}
            />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
