/** What every pane needs: the session, the reader's words, and the way to another pane. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { Preferences } from '../academy/members/preferences.ts';
import type { LabSession, LabSnapshot } from './lab-session.ts';
import type { PaneName } from './props.ts';
import type { RigSnapshot } from './rig/rig-connection.ts';
import type { Words } from './words.ts';

export interface WorkbenchContextValue {
  session: LabSession;
  t: Words;
  locale: Locale;
  /** Bring a pane to the front; with `focus`, go there. */
  openPane: (pane: PaneName, focus?: boolean) => void;
}

export const WorkbenchContext = createContext<WorkbenchContextValue | null>(null);

export function useWorkbench(): WorkbenchContextValue {
  const value = useContext(WorkbenchContext);
  if (!value) throw new Error('A pane stands outside the workbench.');
  return value;
}

export function useLab(): LabSnapshot {
  const { session } = useWorkbench();
  return useSyncExternalStore(session.subscribe, session.getSnapshot, session.getSnapshot);
}

export function useRig(): RigSnapshot {
  const { connection } = useWorkbench().session;
  return useSyncExternalStore(connection.subscribe, connection.getSnapshot, connection.getSnapshot);
}

/** What the reader has set for themselves; to set some of it: `session.preferences.save({ … })`. */
export function usePreferences(): Preferences {
  const { preferences } = useWorkbench().session;
  return useSyncExternalStore(preferences.subscribe, preferences.getSnapshot, preferences.getSnapshot);
}
