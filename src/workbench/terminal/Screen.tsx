import { useEffect, useRef } from 'react';
import { usePreferences, useWorkbench } from '../workbench-context.ts';
import { TerminalScreen } from './terminal-screen.ts';

/** The place that the emulator draws in. */
export default function Screen({ readOnly }: { readOnly: boolean }) {
  const { session, t, locale } = useWorkbench();
  const { editorAccessibility, editorFontSize, tabMovesFocus } = usePreferences();
  const host = useRef<HTMLDivElement>(null);
  const label = t('terminal.label');
  useEffect(() => {
    if (!host.current) return;
    const screen = new TerminalScreen(host.current, session.connection, session.commands, {
      label,
      locale,
      readOnly,
      tabMovesFocus,
      fontSize: editorFontSize,
      screenReader: editorAccessibility === 'on',
    });
    return () => screen.dispose();
  }, [session, label, locale, readOnly, tabMovesFocus, editorFontSize, editorAccessibility]);
  return <div ref={host} className="wb-terminal-screen" />;
}
