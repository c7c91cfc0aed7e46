/** Power that decides nothing: a rung with conditions and nothing behind them, and conditions with a bare wire beside them. */
import { elementsOf, type LadderElement, type LadderPou, type Parallel } from '../ladder.ts';
import type { Advice } from './advice.ts';

export function leadingNowhere(pou: LadderPou): Advice[] {
  return pou.networks.flatMap(({ rung }, position): Advice[] => {
    const all = [...elementsOf(rung, [position])].map(({ element }) => element);
    const last = rung.at(-1);
    if (last === undefined) return [];
    if (!all.some(acts)) return [{ code: 'LD6008', at: last, values: {} }];
    return all.flatMap((one): Advice[] =>
      one.kind === 'parallel' && isShorted(one, position) ? [{ code: 'LD6009', at: one, values: {} }] : [],
    );
  });
}

/** Beside a coil or a box a wire is the way on. */
function isShorted({ branches }: Parallel, position: number): boolean {
  const contacts = branches.filter((branch) => branch.length > 0);
  return (
    contacts.length > 0 &&
    contacts.length < branches.length &&
    !contacts.some((branch) => [...elementsOf(branch, [position])].some(({ element }) => acts(element)))
  );
}

const acts = ({ kind }: LadderElement): boolean =>
  kind === 'coil' || kind === 'box' || kind === 'st' || kind === 'jump' || kind === 'return';
