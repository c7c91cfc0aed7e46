import { useMemo, useState } from 'react';
import { Autocomplete, Dialog, Heading, Input, Menu, MenuItem, Modal, ModalOverlay, SearchField } from 'react-aria-components';
import { usePreferences, useWorkbench } from '../workbench-context.ts';
import { type ActionGroup, defaultKeys } from './default-keys.ts';
import { findActions, type Named } from './find-actions.ts';
import { Keys } from './Keys.tsx';
import { keysOf } from './key-text.ts';
import './palette.css';

const recentKey = 'millwright:recent-actions';

/** What is done all day long stands first, as long as nothing is typed. */
const places: readonly ActionGroup[] = ['checks', 'program', 'rig', 'scene', 'watch', 'trend', 'panes', 'general'];

/** Every action by name (Ctrl+K). What cannot be done now is listed too, with the reason. */
export default function Palette({ close }: { close: () => void }) {
  const { session, t } = useWorkbench();
  const preferences = usePreferences();
  const [typed, setTyped] = useState('');
  const recent = useMemo(readRecent, []);
  const all = useMemo(
    () =>
      session.actions
        .list()
        .filter(({ id }) => id !== 'palette')
        .map((action) => {
          const group = defaultKeys.find(({ id }) => id === action.id)?.group ?? 'general';
          return { action, title: t(`action.${action.id}`), group: t(`actions.${group}`), place: places.indexOf(group) };
        })
        .sort((a, b) => a.place - b.place),
    [session, t],
  );
  const found = findActions(all, typed, recent);

  const run = (key: string) => {
    const named = found.find(({ action }) => keyOf(action) === key);
    if (!named) return;
    close();
    writeRecent([named.action.id, ...recent.filter((id) => id !== named.action.id)].slice(0, 8));
    // The dialog gives the focus back first: an action may put it elsewhere.
    setTimeout(() => named.action.run());
  };

  return (
    <ModalOverlay className="wb-overlay wb-overlay-top" isOpen isDismissable onOpenChange={(open) => !open && close()}>
      <Modal className="wb-modal wb-palette">
        <Dialog>
          <Heading slot="title" className="wb-hidden">
            {t('action.palette')}
          </Heading>
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <SearchField aria-label={t('palette.search')} autoFocus>
              <Input
                className="wb-input wb-palette-input"
                role="combobox"
                aria-expanded
                aria-haspopup="menu"
                placeholder={t('palette.search')}
                spellCheck="false"
                autoComplete="off"
                maxLength={100}
              />
            </SearchField>
            <Menu
              className="wb-palette-list"
              aria-label={t('action.palette')}
              onAction={(key) => run(String(key))}
              renderEmptyState={() => <p className="wb-palette-none">{t('palette.none', { typed: typed.trim() })}</p>}
            >
              {found.map((named) => (
                <Entry key={keyOf(named.action)} named={named} keys={keysOf(named.action.id, preferences)[0] ?? ''} />
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Entry({ named: { action, title, group }, keys }: { named: Named; keys: string }) {
  const { t } = useWorkbench();
  return (
    <MenuItem id={keyOf(action)} textValue={title} isDisabled={Boolean(action.why)} className="wb-palette-entry">
      <span className="wb-palette-title">
        {title}
        {action.subject && <span className="wb-palette-subject"> {action.subject}</span>}
        {action.on !== undefined && <span className="wb-palette-on">{t(action.on ? 'palette.on' : 'palette.off')}</span>}
        {action.why && <span className="wb-palette-why">{action.why}</span>}
      </span>
      <span className="wb-palette-group">{group}</span>
      <Keys keys={keys} />
    </MenuItem>
  );
}

const keyOf = ({ id, subject }: Named['action']): string => `${id} ${subject ?? ''}`;

function readRecent(): string[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(recentKey) ?? '[]');
    return Array.isArray(read) ? read.filter((id) => typeof id === 'string') : [];
  } catch {
    // Damaged or forbidden: nothing is known to be recent.
    return [];
  }
}

function writeRecent(ids: readonly string[]): void {
  try {
    localStorage.setItem(recentKey, JSON.stringify(ids));
  } catch {
    // Storage is full or forbidden: the order is then always the same.
  }
}
