/** A transition-sensing coil at an output: TRUE for one scan, some milliseconds, which no lamp shows and no valve follows. */
import { elementsOf, type LadderPou } from '../ladder.ts';
import type { Advice } from './advice.ts';
import { declaredOf } from './declared.ts';

export function pulsesAtOutputs(pou: LadderPou): Advice[] {
  const declared = declaredOf(pou.declarations);
  return pou.networks.flatMap(({ rung }, position) =>
    [...elementsOf(rung, [position])].flatMap(({ element }): Advice[] => {
      if (element.kind !== 'coil' || (element.form !== 'rising' && element.form !== 'falling')) return [];
      const name = element.operand.trim();
      const address = name.startsWith('%') ? name.toUpperCase() : declared.get(name.toUpperCase())?.address;
      return address?.startsWith('%Q') ? [{ code: 'LD6006', at: element, values: { name } }] : [];
    }),
  );
}
