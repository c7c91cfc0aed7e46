import { type RefObject, useId } from 'react';
import { Header, Menu, MenuItem, MenuSection, Popover } from 'react-aria-components';
import type { WireSignal } from '#sandbox/wire/messages.ts';
import { formatsOf, type ValueFormat } from '../rig/value-format.ts';
import { addToTrend } from '../trend/add-to-trend.ts';
import { kindOf } from '../trend/plottable.ts';
import { useWorkbench } from '../workbench-context.ts';
import { type Hands, unforce } from './acts.ts';
import type { WatchState } from './watch-state.ts';

interface RowMenuProps {
  hands: Hands;
  state: WatchState;
  signal: WireSignal;
  format: ValueFormat;
  pinned: boolean;
  forced: boolean;
  anchor: RefObject<HTMLElement | null>;
  onEdit: () => void;
  close: () => void;
}

/** What can be done with one signal; opened by the row's button, by the menu key and by a right click. */
export function RowMenu({ hands, state, signal, format, pinned, forced, anchor, onEdit, close }: RowMenuProps) {
  const { session, t, openPane } = useWorkbench();
  const heading = useId();
  const formats = formatsOf(signal.type);
  const changeable = signal.writable || signal.operable || signal.forceable;
  return (
    <Popover
      className="wb-popover"
      aria-label={t('watch.more', { name: signal.name })}
      triggerRef={anchor}
      isOpen
      onOpenChange={(open) => !open && close()}
      placement="bottom end"
    >
      <Menu className="wb-menu" aria-label={t('watch.more', { name: signal.name })} onClose={close} autoFocus="first">
        {changeable && (
          <MenuItem id="edit" onAction={onEdit} textValue={t('watch.change')}>
            {t('watch.change')}
            <kbd>Enter</kbd>
          </MenuItem>
        )}
        {forced && (
          <MenuItem id="unforce" onAction={() => void unforce(hands, signal.name)} textValue={t('watch.unforce')}>
            {t('watch.unforce')}
            <kbd>Del</kbd>
          </MenuItem>
        )}
        <MenuItem id="pin" onAction={() => state.pin(signal.name, !pinned)} textValue={t(pinned ? 'watch.unpin' : 'watch.pin')}>
          {t(pinned ? 'watch.unpin' : 'watch.pin')}
          <kbd>Ins</kbd>
        </MenuItem>
        {session.props.panes.includes('trend') && kindOf(signal.type) && (
          <MenuItem
            id="trend"
            onAction={() => {
              openPane('trend');
              void addToTrend(session, signal.name);
            }}
          >
            {t('watch.trend')}
          </MenuItem>
        )}
        <MenuItem id="copy" onAction={() => void navigator.clipboard?.writeText(signal.name)}>
          {t('watch.copy')}
        </MenuItem>
        {formats.length > 1 && (
          <MenuSection
            aria-labelledby={heading}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[`format-${format}`]}
            onSelectionChange={(keys) => {
              const chosen = formats.find((one) => keys !== 'all' && keys.has(`format-${one}`));
              if (chosen) state.setFormatOf(signal.name, chosen);
            }}
          >
            <Header id={heading} className="wb-menu-heading">
              {t('watch.format')}
            </Header>
            {formats.map((one) => (
              <MenuItem key={one} id={`format-${one}`} textValue={t(`watch.format.${one}`)}>
                {t(`watch.format.${one}`)}
              </MenuItem>
            ))}
          </MenuSection>
        )}
      </Menu>
    </Popover>
  );
}
