/** Forms of contacts and coils, and names of pins, as the standard has them, from what tools write. */
import type { CoilForm, ContactForm } from '../diagrams/ladder.ts';
import type { LadderItem } from './ladder-items.ts';

export function formOf({ kind, negated, edge, storage }: LadderItem): ContactForm | CoilForm | null {
  const said = [negated, edge !== 'none', storage !== 'none'].filter(Boolean).length;
  if (said > 1 || (kind === 'contact' && storage !== 'none')) return null;
  if (negated) return kind === 'contact' ? 'nc' : 'negated';
  if (edge !== 'none') return edge === 'rising' || edge === 'falling' ? edge : null;
  if (storage !== 'none') return storage === 'set' || storage === 'reset' ? storage : null;
  return kind === 'contact' ? 'no' : 'plain';
}

export const nameOf = ({ instance, type, id }: LadderItem): string => instance ?? (type.trim() || id);

/** The standard's name of a function's pin: tools write `In1`, `Out1` or the function's own name, or none at all. */
export function formal(item: LadderItem, pin: string, side: 'input' | 'output'): string {
  const name = pin.trim();
  if (item.instance !== null) return name;
  if (/^ENO?$/i.test(name)) return name.toUpperCase();
  if (side === 'output') {
    const others = item.outputs.filter((output) => !/^ENO$/i.test(output.name));
    return others.length === 1 || name.toUpperCase() === 'OUT' ? 'OUT' : name;
  }
  if (name === '')
    return `IN${item.inputs.filter((input) => !/^EN$/i.test(input.name)).findIndex((input) => input.name === pin) + 1}`;
  return /^in\d*$/i.test(name) ? name.toUpperCase() : name;
}
