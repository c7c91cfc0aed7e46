import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { pathIn } from '../../i18n/locales.ts';
import { ActionButton } from '../ActionButton.tsx';
import { type ActionId, actionGroups, defaultKeys } from '../actions/default-keys.ts';
import { Keys } from '../actions/Keys.tsx';
import { keysOf } from '../actions/key-text.ts';
import { usePreferences, useWorkbench } from '../workbench-context.ts';

/** The list of keys: those of actions as the reader has them, and those that belong to a place on the page. */
export function KeysDialog({ close }: { close: () => void }) {
  const { session, t } = useWorkbench();
  const preferences = usePreferences();
  // A pane that this lab does not have needs no key.
  const known = (id: ActionId) => !id.startsWith('pane.') || session.actions.offers(id);
  const groups = actionGroups
    .map((group) => ({
      group,
      entries: defaultKeys
        .filter((entry) => entry.group === group && known(entry.id))
        .map(({ id }) => ({ id, keys: keysOf(id, preferences) }))
        .filter(({ keys }) => keys.length > 0),
    }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <ModalOverlay className="wb-overlay" isOpen isDismissable onOpenChange={(open) => !open && close()}>
      <Modal className="wb-modal wb-modal-wide">
        <Dialog>
          <Heading slot="title">{t('keys.title')}</Heading>
          <div className="wb-key-groups">
            {groups.map(({ group, entries }) => (
              <section key={group}>
                <h3>{t(`actions.${group}`)}</h3>
                <dl className="wb-keys">
                  {entries.map(({ id, keys }) => (
                    <div key={id}>
                      <dt>
                        {keys.map((combination) => (
                          <Keys key={combination} keys={combination} />
                        ))}
                      </dt>
                      <dd>{t(`action.${id}`)}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
            <section>
              <h3>{t('keys.places')}</h3>
              <dl className="wb-keys">
                <div>
                  <dt>
                    <Keys keys="Escape" />
                  </dt>
                  <dd>{t('keys.leave')}</dd>
                </div>
                <div>
                  <dt>
                    <kbd>{t('keys.space')}</kbd>
                  </dt>
                  <dd>{t('keys.press')}</dd>
                </div>
                <div>
                  <dt>
                    <Keys keys="ArrowLeft" />
                    <Keys keys="ArrowRight" />
                  </dt>
                  <dd>{t('keys.slider')}</dd>
                </div>
              </dl>
            </section>
          </div>
          <p className="wb-keys-own">
            <a href={pathIn(session.props.locale, '/profile')}>{t('keys.own')}</a>
          </p>
          <div className="wb-row wb-row-end wb-keys-out">
            <ActionButton label={t('close')} onPress={close} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
