import { ListTree } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { ActionButton } from '../ActionButton.tsx';
import { useWorkbench } from '../workbench-context.ts';
import type { ProgramEditor } from './program-editor.ts';

const OutlineTree = lazy(() => import('./OutlineTree.tsx'));

/** Opens the outline; choosing goes there. */
export function OutlineButton({ editor, controller }: { editor: ProgramEditor | null; controller: string }) {
  const { session, t } = useWorkbench();
  const [open, setOpen] = useState(false);
  const go = (file: string, offset: number) => {
    setOpen(false);
    const before = (session.text(controller, file) ?? '').slice(0, offset);
    const line = before.split('\n').length;
    // After the popover has given the focus back.
    setTimeout(() => session.show({ controller, file, line, column: before.length - before.lastIndexOf('\n') }), 50);
  };
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <ActionButton
        icon={ListTree}
        iconOnly
        look="quiet"
        label={t('program.outline')}
        why={editor ? null : t('program.opening')}
      />
      <Popover className="wb-popover wb-outline" placement="bottom end">
        <Dialog aria-label={t('program.outline')}>
          <Suspense fallback={<p className="wb-outline-wait" aria-busy="true" />}>
            {editor && <OutlineTree language={editor.language} files={session.program(controller)} onGo={go} />}
          </Suspense>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
