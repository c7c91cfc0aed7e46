import { Undo2 } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { useWorkbench } from '../workbench-context.ts';

/** Long enough to read a line and reach the button. */
const shownFor = 8_000;

/** What was just done, with the way back. It goes by itself, but not from under a pointer or the focus. */
export function UndoNotice() {
  const { session, t } = useWorkbench();
  const { undo } = session;
  const { last } = useSyncExternalStore(undo.subscribe, undo.getState, undo.getState);
  const [shown, setShown] = useState<number | null>(null);
  const [held, setHeld] = useState(false);
  const first = useRef(last?.number ?? 0);
  const number = last?.number ?? 0;

  useEffect(() => {
    if (number > first.current) setShown(number);
  }, [number]);
  useEffect(() => {
    if (shown === null || held) return;
    const timer = setTimeout(() => setShown(null), shownFor);
    return () => clearTimeout(timer);
  }, [shown, held]);

  const visible = last !== null && shown === last.number;
  return (
    <div role="status" className="wb-undo-place">
      {visible && (
        // biome-ignore lint/a11y/noStaticElementInteractions: nothing is operated; under a pointer or the focus it stays a while longer.
        <div
          className="wb-undo"
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <p>{last.kind === 'did' ? last.act.label : t(`undo.${last.kind}`, { act: last.act.label })}</p>
          <ActionButton
            icon={Undo2}
            look="quiet"
            label={t(last.kind === 'undid' ? 'action.redo' : 'action.undo')}
            onPress={() => void (last.kind === 'undid' ? undo.redo() : undo.undo())}
          />
        </div>
      )}
    </div>
  );
}
