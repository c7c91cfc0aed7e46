/** Networks of a drawing that the rig runs as they are, though the drawing around them has changed. */
import type { LadderNetwork } from '#sandbox/iec61131/diagrams/ladder.ts';

/** Of each network its number in what runs, or undefined. Of networks that are alike the first is the first. */
export function sameNetworks(
  shown: readonly LadderNetwork[],
  running: readonly LadderNetwork[],
): readonly (number | undefined)[] {
  const numbers = new Map<string, number[]>();
  for (const [number, { rung }] of running.entries()) {
    const key = JSON.stringify(rung);
    const known = numbers.get(key);
    if (known) known.push(number);
    else numbers.set(key, [number]);
  }
  return shown.map(({ rung }) => numbers.get(JSON.stringify(rung))?.shift());
}
