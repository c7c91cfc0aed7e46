import { useEffect } from 'react';
import type { LabSession } from '../lab-session.ts';
import { actionsFor } from './key-actions.ts';
import { keyText, onMac } from './key-text.ts';

/** Keys do what actions are offered. Taken before the editor sees them: Ctrl+Enter and Ctrl+S mean one thing everywhere on the page. */
export function useKeys(session: LabSession): void {
  useEffect(() => {
    const mac = onMac();
    const down = (event: KeyboardEvent) => {
      const pressed = keyText(event, mac);
      if (pressed === null || event.isComposing) return;
      const place = {
        typing: isTyping(event.target),
        program: isAtProgram(event.target),
        gateway: isAtGateway(event.target) || session.props.controllers.length === 0,
        dialog: isDialogOpen(),
      };
      const meant = actionsFor(pressed, place, session.preferences.getSnapshot());
      // The key is ours also while its action cannot be done: Ctrl+S must not begin to save the page.
      if (meant.length === 0 || !meant.some((id) => session.actions.offers(id))) return;
      event.preventDefault();
      event.stopPropagation();
      for (const id of meant) if (session.actions.run(id)) return;
    };
    addEventListener('keydown', down, { capture: true });
    return () => removeEventListener('keydown', down, { capture: true });
  }, [session]);
}

function isAtProgram(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-pane="program"], .wb-time') !== null;
}

function isAtGateway(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-pane="gateway"]') !== null;
}

/** In a field, in the editor, or where single keys draw: undo is that one's own there. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, .monaco-editor, [role="textbox"], [data-own-keys]') !== null)
  );
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}
