import { ListTree } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { useWorkbench } from '../workbench-context.ts';
import type { ProgramEditor } from './program-editor.ts';

const OutlinePopover = lazy(() => import('./OutlinePopover.tsx'));

/** Opens the outline; choosing goes there. */
export function OutlineButton({ editor, controller }: { editor: ProgramEditor | null; controller: string }) {
  const { session, t } = useWorkbench();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const go = (file: string, offset: number) => {
    setOpen(false);
    const before = (session.text(controller, file) ?? '').slice(0, offset);
    const line = before.split('\n').length;
    // After the popover has given the focus back.
    setTimeout(() => session.show({ controller, file, line, column: before.length - before.lastIndexOf('\n') }), 50);
  };
  return (
    <span ref={place}>
      <ActionButton
        icon={ListTree}
        iconOnly
        look="quiet"
        label={t('program.outline')}
        why={editor ? null : t('program.opening')}
        onPress={() => setOpen(true)}
      />
      {open && editor && (
        <Suspense>
          <OutlinePopover
            anchor={place}
            language={editor.language}
            files={session.program(controller)}
            onGo={go}
            close={() => setOpen(false)}
          />
        </Suspense>
      )}
    </span>
  );
}
