import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { ActionButton } from '../ActionButton.tsx';
import { useWorkbench } from '../workbench-context.ts';

/** The list of keys. */
export function KeysDialog({ close }: { close: () => void }) {
  const { t } = useWorkbench();
  const command = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
  const keys: [string[], string][] = [
    [[command, 'Enter'], t('keys.check')],
    [[command, 'S'], t('keys.download')],
    [['F6'], t('keys.panes')],
    [['Esc'], t('keys.leave')],
    [[command, 'M'], t('keys.tab')],
    [[t('keys.space')], t('keys.press')],
    [['F5'], t('keys.run-to')],
    [['F9'], t('keys.breakpoint')],
    [['F10'], t('time.statement.over')],
    [['F11'], t('time.statement.into')],
    [['Shift', 'F11'], t('time.statement.out')],
    [['←', '→'], t('keys.slider')],
    [['?'], t('keys.help')],
  ];
  return (
    <ModalOverlay className="wb-overlay" isOpen isDismissable onOpenChange={(open) => !open && close()}>
      <Modal className="wb-modal">
        <Dialog>
          <Heading slot="title">{t('keys.title')}</Heading>
          <dl className="wb-keys">
            {keys.map(([combination, meaning]) => (
              <div key={meaning}>
                <dt>
                  {combination.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
          <div className="wb-row wb-row-end">
            <ActionButton label={t('close')} onPress={close} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
