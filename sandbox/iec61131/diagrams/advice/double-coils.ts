/**
 * Two coils of one variable: the rungs are evaluated from top to bottom, and the last one wins. Set and reset coils may be many; together with a
 * coil that writes in every scan they are as good as none.
 */
import { planFlows } from '../flow-plan.ts';
import { elementsOf, type LadderPou } from '../ladder.ts';
import type { Advice } from './advice.ts';

export function doubleCoils(pou: LadderPou): Advice[] {
  // With jumps a scan may run only one of them.
  if (planFlows(pou).hasJumps) return [];
  const found: Advice[] = [];
  const coils = new Map<string, number>();
  const latches = new Map<string, number>();
  for (const [position, { rung }] of pou.networks.entries())
    for (const { element } of elementsOf(rung, [position])) {
      if (element.kind !== 'coil') continue;
      const { operand } = element;
      const key = operand.trim().toUpperCase();
      const isLatch = element.form === 'set' || element.form === 'reset';
      const coil = coils.get(key);
      const latch = latches.get(key);
      if (coil !== undefined)
        found.push({ code: isLatch ? 'LD6003' : 'LD6002', at: element, values: { name: operand, network: coil + 1 } });
      else if (!isLatch && latch !== undefined)
        found.push({ code: 'LD6003', at: element, values: { name: operand, network: latch + 1 } });
      const own = isLatch ? latches : coils;
      if (!own.has(key)) own.set(key, position);
    }
  return found;
}
