/**
 * A contact that can never pass: whenever power reaches it, its variable is what it must not be, as in Start and NOT Start in series. Found by
 * trying all values of the variables of a rung, so nothing is said that is not so. Whatever else decides in a rung (comparisons, edges,
 * boxes) may be anything, and a variable that something in the rung may have written since may be another than before.
 */
import type { Contact, LadderElement, LadderPou, Series } from '../ladder.ts';
import type { Advice } from './advice.ts';

/** Rungs with more are not looked at: each doubles the work. */
const MOST = 10;

interface Tried {
  /** Place of what decides among the atoms of the rung. */
  atoms: Map<LadderElement, number>;
  count: number;
}

export function neverPassing(pou: LadderPou): Advice[] {
  return pou.networks.flatMap(({ rung }) => ofRung(rung));
}

function ofRung(rung: Series): Advice[] {
  const tried = atomsOf(rung);
  if (tried.count > MOST) return [];
  const reached = new Set<Contact>();
  const passed = new Set<Contact>();
  for (let values = 0; values < 2 ** tried.count; values++) flow(rung, true, tried, values, { reached, passed });
  return [...reached]
    .filter((contact) => !passed.has(contact))
    .map((at) => ({ code: at.form === 'nc' ? 'LD6005' : 'LD6004', at, values: { name: at.operand } }));
}

/** Equal contacts share an atom for as long as nothing in between may have written their variable. */
function atomsOf(rung: Series): Tried {
  const atoms = new Map<LadderElement, number>();
  let known = new Map<string, number>();
  let count = 0;
  const visit = (series: Series): void => {
    for (const element of series) {
      if (element.kind === 'contact' && (element.form === 'no' || element.form === 'nc')) {
        const key = element.operand.replace(/\s+/g, '').toUpperCase();
        const atom = known.get(key) ?? count++;
        known.set(key, atom);
        atoms.set(element, atom);
      } else if (element.kind === 'contact' || element.kind === 'compare') atoms.set(element, count++);
      else if (element.kind === 'parallel') for (const branch of element.branches) visit(branch);
      else {
        if (element.kind === 'box') atoms.set(element, count++);
        // A coil's variable may share its place with another.
        known = new Map();
      }
    }
  };
  visit(rung);
  return { atoms, count };
}

function flow(
  series: Series,
  power: boolean,
  tried: Tried,
  values: number,
  seen: { reached: Set<Contact>; passed: Set<Contact> },
): boolean {
  let now = power;
  for (const element of series) {
    const atom = tried.atoms.get(element);
    const value = atom !== undefined && ((values >> atom) & 1) === 1;
    if (element.kind === 'parallel') {
      now = element.branches.map((branch) => flow(branch, now, tried, values, seen)).includes(true);
    } else if (element.kind === 'contact') {
      const passes = element.form === 'nc' ? !value : value;
      if (now && (element.form === 'no' || element.form === 'nc')) {
        seen.reached.add(element);
        if (passes) seen.passed.add(element);
      }
      now &&= passes;
    } else if (element.kind === 'compare') now &&= value;
    // What leaves a box need not be what entered it.
    else if (element.kind === 'box') now = value;
  }
  return now;
}
