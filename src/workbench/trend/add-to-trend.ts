/** One more signal for the trend, from any pane. The trend's own code comes only now, if it was not there yet. */
import type { LabSession } from '../lab-session.ts';

/** Whether it is recorded from now on: not when the trend already has as many signals as it takes. */
export async function addToTrend(session: LabSession, signal: string): Promise<boolean> {
  const { deskOf } = await import('./desk.ts');
  const { mostSignals } = await import('./recorder.ts');
  const { recorder } = deskOf(session);
  const { chosen } = recorder.getState();
  if (chosen.includes(signal)) return true;
  if (chosen.length >= mostSignals) return false;
  recorder.choose([...chosen, signal]);
  return true;
}
