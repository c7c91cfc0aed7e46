import { type RefObject, useMemo } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import type { WireSignal } from '#sandbox/wire/messages.ts';
import type { Hands } from '../../watch/acts.ts';
import { ChangeForm } from '../../watch/ChangeForm.tsx';
import '../../watch/watch.css';
import { useRig, useWorkbench } from '../../workbench-context.ts';

interface ElementValuesProps {
  /** What is read and written at the element, as the rig knows it. */
  signals: readonly WireSignal[];
  anchor: RefObject<Element | null>;
  close: () => void;
}

/** Values at an element of the drawing: written and forced where they are seen. */
export function ElementValues({ signals, anchor, close }: ElementValuesProps) {
  const { session, t } = useWorkbench();
  const { forces } = useRig();
  const hands = useMemo<Hands>(() => ({ session, t, pane: 'program' }), [session, t]);
  return (
    <Popover className="wb-popover" triggerRef={anchor} isOpen onOpenChange={(isOpen) => !isOpen && close()} placement="bottom">
      <Dialog aria-label={t('ladder.values')}>
        {signals.length === 0 && <p className="wb-message">{t('ladder.values.none')}</p>}
        {signals.map((signal) => (
          <ChangeForm
            key={signal.name}
            hands={hands}
            signal={signal}
            format="dec"
            forced={forces.some((force) => force.signal === signal.name)}
            close={close}
          />
        ))}
      </Dialog>
    </Popover>
  );
}
