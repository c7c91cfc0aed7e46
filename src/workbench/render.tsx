/** React and the workbench, in a chunk that the session does not wait for (src/components/mount-workbench.ts). */
import { createRoot } from 'react-dom/client';
import type { LabSession } from './lab-session.ts';
import Workbench from './Workbench.tsx';

export function render(place: HTMLElement, session: LabSession): void {
  createRoot(place).render(<Workbench session={session} />);
}
