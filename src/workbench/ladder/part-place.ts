/** Where a text of an element stands: there it is written, too. */
import type { PlacedElement } from '#sandbox/iec61131/diagrams/layout/grid.ts';
import { LINE } from '#sandbox/iec61131/diagrams/layout/measure.ts';

/** In units of the grid; the text's upper left corner. */
export function partPlace({ element, x, y, line, body, pins }: PlacedElement, part: string): { x: number; y: number } {
  if (element.kind === 'compare') return { x, y: part === 'left' ? y : part === 'operator' ? line - 1 : line + LINE };
  if (element.kind !== 'box') return { x: element.kind === 'jump' ? body.x + 2 : x, y: element.kind === 'jump' ? line - 1 : y };
  if (part === 'type') return { x: body.x + 1, y: body.y };
  if (part === 'instance') return { x: body.x, y: body.y - LINE };
  const pin = pins.find(({ side, name }) => part === `${side} ${name}`);
  return pin ? { x: pin.x1, y: pin.y - LINE } : { x, y };
}

/** What a name that nobody knows yet is most likely to be; null: it is no variable. */
export function likelyType({ element }: PlacedElement, part: string): string | null {
  if (element.kind === 'contact' || element.kind === 'coil') return 'BOOL';
  if (element.kind === 'compare') return part === 'operator' ? null : 'REAL';
  if (element.kind !== 'box' || part === 'type') return null;
  if (part === 'instance') return element.type;
  if (/ (PT|ET)$/.test(part)) return 'TIME';
  if (/ (R|R1|LD|CD|S|S1|EN|ENO)$/.test(part)) return 'BOOL';
  return / (PV|CV)$/.test(part) ? 'INT' : 'REAL';
}
