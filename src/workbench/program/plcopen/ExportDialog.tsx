import { useEffect, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { ImportFinding } from '#sandbox/iec61131/plcopen/finding.ts';
import { ActionButton } from '../../ActionButton.tsx';
import { download } from '../../download.ts';
import { useWorkbench } from '../../workbench-context.ts';
import type { LanguageClient } from '../language-client.ts';
import { FindingList } from './FindingList.tsx';
import './plcopen.css';

interface ExportDialogProps {
  language: LanguageClient;
  controller: string;
  close: () => void;
}

interface Written {
  xml: string;
  findings: ImportFinding[];
}

/** The program as a project for other tools; what the format cannot say is listed before it is saved. */
export default function ExportDialog({ language, controller, close }: ExportDialogProps) {
  const { session, t } = useWorkbench();
  const [written, setWritten] = useState<Written | 'writing' | 'failed'>('writing');
  const name = `${session.props.lab}-${controller}`;

  useEffect(() => {
    let gone = false;
    const created = new Date().toISOString().slice(0, 19);
    void language
      .ask({ ask: 'write-plcopen', files: session.program(controller), name, created })
      .then((answer) => !gone && setWritten(answer ?? 'failed'));
    return () => {
      gone = true;
    };
  }, [language, session, controller, name]);

  const project = typeof written === 'object' ? written : null;
  return (
    <ModalOverlay className="wb-overlay" isOpen isDismissable onOpenChange={(open) => !open && close()}>
      <Modal className="wb-modal wb-plcopen">
        <Dialog>
          <Heading slot="title">{t('plcopen.export')}</Heading>
          <p>{t('plcopen.export.about')}</p>
          <div role="status">
            {written === 'writing' && <p>{t('plcopen.writing')}</p>}
            {written === 'failed' && <p>{t('plcopen.failed')}</p>}
            {project?.findings.length === 0 && <p>{t('plcopen.whole')}</p>}
          </div>
          <FindingList title={t('plcopen.unsaid')} findings={project?.findings ?? []} />
          <div className="wb-row wb-row-end">
            <ActionButton label={t('cancel')} onPress={close} />
            <ActionButton
              label={t('plcopen.save', { name: `${name}.xml` })}
              look="primary"
              why={project ? null : t('plcopen.writing')}
              onPress={() => {
                if (project) download(`${name}.xml`, new Blob([project.xml], { type: 'application/xml' }));
                close();
              }}
            />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
