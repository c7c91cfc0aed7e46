/** The symbols of clause 8 (tables 75 and 76) as strokes around the middle of their line, for the page and for a still drawing; pixels of the drawing. */
import type { Coil, CompareContact, Contact, LadderElement } from '#sandbox/iec61131/diagrams/ladder.ts';
import { REACH } from './wires.ts';

export interface SymbolStrokes {
  plate: string;
  /** Across it: closed at rest, or negated. */
  slash?: string;
  /** In it. */
  letter?: string;
}

export const TALL = 11;
const letters = { rising: 'P', falling: 'N', set: 'S', reset: 'R' } as const;

const plates = (reach: number): string => `M${-reach} ${-TALL}v${2 * TALL}M${reach} ${-TALL}v${2 * TALL}`;

export const contactReach = (form: Contact['form']): number =>
  REACH[form === 'rising' || form === 'falling' ? 'edge' : 'contact'];

export function contactStrokes(form: Contact['form']): SymbolStrokes {
  const reach = contactReach(form);
  if (form === 'nc') return { plate: plates(reach), slash: `M${-reach - 3} ${TALL - 1}L${reach + 3} ${-TALL + 1}` };
  return { plate: plates(reach), ...(form === 'no' ? {} : { letter: letters[form] }) };
}

export function coilStrokes(form: Coil['form']): SymbolStrokes {
  const bow = REACH.coil + 5;
  const plate = `M-4 ${-TALL}Q${-bow} 0 -4 ${TALL}M4 ${-TALL}Q${bow} 0 4 ${TALL}`;
  if (form === 'negated') return { plate, slash: `M-6 ${TALL - 3}L6 ${-TALL + 3}` };
  return { plate, ...(form === 'plain' ? {} : { letter: letters[form] }) };
}

const signs: Readonly<Record<CompareContact['operator'], string>> = {
  '=': '=',
  '<>': '≠',
  '<': '<',
  '<=': '≤',
  '>': '>',
  '>=': '≥',
};

export const compareStrokes = (operator: CompareContact['operator']): SymbolStrokes & { letter: string } => ({
  plate: plates(REACH.compare),
  letter: signs[operator],
});

/** Of what is drawn as a symbol on its line; `null` for what has a box or a word. */
export function strokesOf(element: LadderElement): SymbolStrokes | null {
  switch (element.kind) {
    case 'contact':
      return contactStrokes(element.form);
    case 'coil':
      return coilStrokes(element.form);
    case 'compare':
      return compareStrokes(element.operator);
    default:
      return null;
  }
}
