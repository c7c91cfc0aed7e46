import type { LucideIcon } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { Button } from 'react-aria-components';

/** Lists and overlays weigh as much as all the rest of the header: they come with the first menu that is opened. */
const MenuPopover = lazy(() => import('./MenuPopover.tsx'));

export interface MenuEntry {
  id: string;
  label: string;
  /** Drawn in place of the label. */
  content?: ReactNode;
  /** Why it cannot be chosen now; said with the label. */
  whyNot?: string | undefined;
}

interface MenuButtonProps {
  icon: LucideIcon;
  label: string;
  /** Only the icon is drawn. */
  iconOnly?: boolean;
  className?: string;
  /** A sentence above the entries. */
  about?: string;
  /** Asked when the menu opens. */
  entries: () => readonly MenuEntry[];
  onAction: (id: string) => void;
}

/** A button that opens a menu, also by the arrow keys. */
export function MenuButton({ icon: Icon, label, iconOnly, className, about, entries, onAction }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [shown, setShown] = useState<readonly MenuEntry[] | null>(null);
  return (
    <>
      <Button
        ref={button}
        className={`wb-button wb-button-quiet${iconOnly ? ' wb-button-icon' : ''}${className ? ` ${className}` : ''}`}
        aria-haspopup="menu"
        aria-expanded={shown !== null}
        aria-label={iconOnly ? label : undefined}
        onPress={() => setShown(entries())}
        render={(props) => <button {...props} title={label} />}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setShown(entries());
          else event.continuePropagation();
        }}
      >
        <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
        {!iconOnly && <span>{label}</span>}
      </Button>
      {shown && (
        <Suspense>
          <MenuPopover
            anchor={button}
            label={label}
            about={about}
            entries={shown}
            onAction={onAction}
            close={() => setShown(null)}
          />
        </Suspense>
      )}
    </>
  );
}
