import type { RefObject } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import type { MenuEntry } from './MenuButton.tsx';
import { useWorkbench } from './workbench-context.ts';

interface MenuPopoverProps {
  anchor: RefObject<HTMLElement | null>;
  label: string;
  about?: string | undefined;
  entries: readonly MenuEntry[];
  onAction: (id: string) => void;
  close: () => void;
}

/** What a MenuButton opens. */
export default function MenuPopover({ anchor, label, about, entries, onAction, close }: MenuPopoverProps) {
  const { t } = useWorkbench();
  const words = ({ label: name, whyNot: why }: MenuEntry) => (why ? t('button.why', { name, why }) : name);
  return (
    <Popover
      className="wb-popover"
      aria-label={label}
      triggerRef={anchor}
      isOpen
      onOpenChange={(open) => !open && close()}
      placement="bottom end"
    >
      {about && <p className="wb-menu-about">{about}</p>}
      <Menu className="wb-menu" aria-label={label} autoFocus="first" onClose={close} onAction={(key) => onAction(String(key))}>
        {entries.map((entry) => (
          <MenuItem key={entry.id} id={entry.id} textValue={entry.label} isDisabled={Boolean(entry.whyNot)}>
            {entry.content ?? words(entry)}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
