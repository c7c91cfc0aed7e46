/**
 * Which signals of a rig a browser may see and operate. A browser holds no truth (law 7): the inputs by which hidden faults act never
 * reach it, and in a troubleshooting lab, where one stands from the start, neither does any other signal of the plant that the scene does
 * not draw: what a test would have to find out is not to be read for nothing.
 */
import type { Lab } from './lab.ts';
import { bindingsOf } from './scene.ts';

/** By name, in any case. */
export function visibleSignals(lab: Lab): (name: string) => boolean {
  const { faults, troubleshooting } = lab.definition;
  const secret = new Set(
    faults
      .filter(({ hidden }) => hidden)
      .flatMap(({ effects }) => effects.flatMap((effect) => ('set' in effect ? Object.keys(effect.set) : [])))
      .map(fold),
  );
  if (!troubleshooting) return (name) => !secret.has(fold(name));
  const bindings = bindingsOf(lab.scene);
  const drawn = new Set(bindings.map(({ signal }) => fold(signal)));
  // Of a conveyor's items the scene names the conveyor.
  const items = bindings.filter(({ binding }) => binding === 'items').map(({ signal }) => `${fold(signal)}.`);
  return (name) => {
    const folded = fold(name);
    if (secret.has(folded)) return false;
    return !folded.startsWith('PLANT.') || drawn.has(folded) || items.some((prefix) => folded.startsWith(prefix));
  };
}

/** The language does not tell case apart. */
const fold = (name: string): string => name.toUpperCase();
