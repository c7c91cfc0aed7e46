import type { ComponentProps, RefObject } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import { useWorkbench } from '../workbench-context.ts';
import { OutlineTree } from './OutlineTree.tsx';

interface OutlinePopoverProps extends ComponentProps<typeof OutlineTree> {
  anchor: RefObject<HTMLElement | null>;
  close: () => void;
}

/** The outline below its button. */
export default function OutlinePopover({ anchor, close, ...tree }: OutlinePopoverProps) {
  const { t } = useWorkbench();
  return (
    <Popover
      className="wb-popover wb-outline"
      aria-label={t('program.outline')}
      triggerRef={anchor}
      isOpen
      onOpenChange={(open) => !open && close()}
      placement="bottom end"
    >
      <Dialog aria-label={t('program.outline')}>
        <OutlineTree {...tree} />
      </Dialog>
    </Popover>
  );
}
