/**
 * How far the value of a controller's signal can be relied on, in the three words of OPC UA (good, uncertain, bad), with the reason:
 * - good: the controller scans and the line is up; what is shown is of its last scan. A force does not lower it: it is shown apart.
 * - uncertain: it was right once. The line is down or the rig sleeps (the last value known), or the controller stands: it reads and writes
 *   nothing, its outputs are at their safe values.
 * - bad: nothing to go by. The controller broke off in the midst of a scan with a fault, or the rig has failed or not started yet.
 * Signals of the plant have none: they are what is, not what somebody has measured. Whether a wire is broken is not told here either:
 * the controller cannot know, and a trainee is to find out.
 */
import type { WireSignal } from '#sandbox/wire/messages.ts';
import type { RigSnapshot } from '../rig/rig-connection.ts';

export type QualityReason = 'offline' | 'asleep' | 'stopped' | 'fault' | 'failed' | 'starting';
export type Quality = { level: 'good' } | { level: 'uncertain' | 'bad'; why: QualityReason };

type RigPart = Pick<RigSnapshot, 'link'> & {
  rig: { phase: string; controllers: Record<string, { mode: 'run' | 'stop' | 'fault' }> } | null;
};

/** Of the signals of one controller; they all share it. */
export function qualityOf(controller: string, { link, rig }: RigPart): Quality {
  if (rig === null || rig.phase === 'starting') return { level: 'bad', why: 'starting' };
  if (rig.phase === 'failed') return { level: 'bad', why: 'failed' };
  const mode = rig.controllers[controller]?.mode;
  if (mode === 'fault') return { level: 'bad', why: 'fault' };
  if (link !== 'online') return { level: 'uncertain', why: 'offline' };
  if (rig.phase === 'asleep') return { level: 'uncertain', why: 'asleep' };
  return mode === 'stop' ? { level: 'uncertain', why: 'stopped' } : { level: 'good' };
}

/** `null` for a signal of the plant. */
export function controllerOf(signal: WireSignal): string | null {
  return signal.kind.startsWith('plant-') ? null : (signal.name.split('.')[0] ?? null);
}
