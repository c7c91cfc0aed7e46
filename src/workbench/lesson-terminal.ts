/**
 * A lesson's `:::try` runs its commands in the rig's terminal. By DOM events only, as with live values: `millwright:terminal` tells the
 * lesson why its commands cannot run now (`null`: they can), `millwright:terminal-ask` asks for it, and `millwright:run` brings commands.
 */
import { phaseOf } from './header/phase.ts';
import type { LabSession } from './lab-session.ts';
import type { Words } from './words.ts';

/** Of `millwright:run`; `said` takes a sentence for the reader, once the commands are typed. */
interface RunRequest {
  lines: readonly string[];
  said: (sentence: string) => void;
}

/** `openTerminal` brings its pane to the front. Returns the way out. */
export function runForLesson(session: LabSession, t: Words, openTerminal: () => void): () => void {
  if (!session.props.panes.includes('terminal')) return () => {};
  let told: string | null | undefined;
  const why = (): string | null => {
    const phase = phaseOf(session.connection.getSnapshot());
    return phase === 'running' || phase === 'paused' ? null : t(`try.${phase}`);
  };
  const tell = (): void => {
    told = why();
    document.dispatchEvent(new CustomEvent('millwright:terminal', { detail: { why: told } }));
  };
  const run = (event: Event): void => {
    const { lines, said } = (event as CustomEvent<RunRequest>).detail;
    openTerminal();
    said(t('try.coming'));
    session.commands.run({ lines, typed: (met) => said(t(`try.${met}`, { commands: lines.join('; ') })) });
  };
  document.addEventListener('millwright:terminal-ask', tell);
  document.addEventListener('millwright:run', run);
  const end = session.connection.subscribe(() => {
    if (why() !== told) tell();
  });
  tell();
  return () => {
    end();
    document.removeEventListener('millwright:terminal-ask', tell);
    document.removeEventListener('millwright:run', run);
  };
}
