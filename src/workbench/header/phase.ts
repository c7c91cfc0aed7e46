import type { RigSnapshot } from '../rig/rig-connection.ts';

/** The rig's state in one word. */
export function phaseOf({
  link,
  rig,
}: RigSnapshot): 'connecting' | 'offline' | 'ended' | 'starting' | 'running' | 'paused' | 'asleep' | 'failed' {
  if (link === 'online') return rig?.phase ?? 'starting';
  return link;
}
