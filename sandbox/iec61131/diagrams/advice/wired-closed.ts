/**
 * A button that is wired normally closed, drawn as a normally closed contact: its input is TRUE while nobody presses it, so that the contact is open
 * until somebody does. How an input is wired the drawing knows from the remark at its declaration, where it belongs.
 *
 * Only where the rung starts something (a contact of another input, or of its own coil, beside it): a lamp that says "somebody presses
 * Stop" is drawn just so.
 */
import { elementsOf, type LadderPou } from '../ladder.ts';
import type { Advice } from './advice.ts';
import { declaredOf } from './declared.ts';

const closed = /\bnormally closed\b|\bn\.?c\.?\b|常闭/i;

export function wiredClosed(pou: LadderPou): Advice[] {
  const declared = declaredOf(pou.declarations);
  const isClosed = (operand: string): boolean => {
    const known = declared.get(operand.trim().toUpperCase());
    return known?.address?.startsWith('%I') === true && closed.test(known.remark);
  };
  const isInput = (operand: string): boolean => declared.get(operand.trim().toUpperCase())?.address?.startsWith('%I') === true;
  return pou.networks.flatMap(({ rung }, position): Advice[] => {
    const all = [...elementsOf(rung, [position])].map(({ element }) => element);
    const coils = new Set(all.flatMap((one) => (one.kind === 'coil' ? [one.operand.trim().toUpperCase()] : [])));
    if (coils.size === 0) return [];
    const starts = all.some(
      (one) =>
        one.kind === 'contact' &&
        one.form === 'no' &&
        (coils.has(one.operand.trim().toUpperCase()) || (isInput(one.operand) && !isClosed(one.operand))),
    );
    if (!starts) return [];
    return rung.flatMap((one): Advice[] =>
      one.kind === 'contact' && one.form === 'nc' && isClosed(one.operand)
        ? [{ code: 'LD6007', at: one, values: { name: one.operand.trim() } }]
        : [],
    );
  });
}
