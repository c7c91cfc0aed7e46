/** Whether anybody is still there (RFC 9293, 3.8.4): off unless a definition asks for it. */
import type { TransportSettings } from './definition.ts';

/**
 * It is time to look: nothing to do yet, or ask (with a segment that was acknowledged long ago, which is answered if anybody is there),
 * or nobody has answered often enough. Sets when to look again.
 */
export function keepAlive(
  state: { heardNs: number; probes: number; keepaliveNs: number | null },
  house: { nowNs: number; settings: TransportSettings },
): 'wait' | 'ask' | 'gone' {
  const { keepalive } = house.settings;
  state.keepaliveNs = null;
  if (keepalive === null) return 'wait';
  const quietUntil = state.heardNs + keepalive.idleNs;
  if (state.probes === 0 && quietUntil > house.nowNs) {
    state.keepaliveNs = quietUntil;
    return 'wait';
  }
  if (state.probes >= keepalive.probes) return 'gone';
  state.probes += 1;
  state.keepaliveNs = house.nowNs + keepalive.intervalNs;
  return 'ask';
}
