/** Wires as paths of a drawing: one path for each source of power, so that power is shown by changing one thing. */
import type { Joint, NetworkLayout, PlacedElement, Power } from '#sandbox/iec61131/diagrams/layout/grid.ts';

/** Pixels of the drawing a unit of the grid: a letter's width. */
export const UNIT = 8;

export interface Circuit {
  power: Power;
  path: string;
  joints: readonly Joint[];
}

/** From the middle of a symbol to where its wires begin, in pixels. */
export const REACH = { contact: 6, edge: 9, coil: 9, compare: 13 } as const;

/** Where an element's wires end: at its symbol, not at the edge of its room. */
export function leadsOf({ element, x, w, body }: PlacedElement): { left: number; right: number } {
  if (element.kind !== 'contact' && element.kind !== 'coil' && element.kind !== 'compare')
    return { left: body.x * UNIT, right: (body.x + body.w) * UNIT };
  const isEdge = element.kind === 'contact' && (element.form === 'rising' || element.form === 'falling');
  const reach = REACH[isEdge ? 'edge' : element.kind];
  const middle = (x + w / 2) * UNIT;
  return { left: middle - reach, right: middle + reach };
}

export function circuitsOf(layout: NetworkLayout): Circuit[] {
  const pieces = new Map<Power, string[]>();
  const level = (power: Power, x1: number, y1: number, x2: number, y2: number) => {
    const known = pieces.get(power);
    const piece = `M${x1} ${y1}L${x2} ${y2}`;
    if (known) known.push(piece);
    else pieces.set(power, [piece]);
  };
  for (const { power, x1, y1, x2, y2 } of layout.wires) level(power, x1 * UNIT, y1 * UNIT, x2 * UNIT, y2 * UNIT);
  for (const placed of layout.elements) {
    const { left, right } = leadsOf(placed);
    const y = placed.line * UNIT;
    level(placed.before, placed.x * UNIT, y, left, y);
    if (placed.element.kind !== 'jump' && placed.element.kind !== 'return')
      level(placed.after, right, y, (placed.x + placed.w) * UNIT, y);
  }
  return [...pieces].map(([power, paths]) => ({
    power,
    path: paths.join(''),
    joints: layout.joints.filter((joint) => joint.power === power),
  }));
}

/** Whether power is there; undefined where it is not known. */
export function powerOf(power: Power, flow: (path: readonly number[]) => boolean | undefined): boolean | undefined {
  if (power.from === 'rail') return true;
  if (power.from === 'element') return flow(power.path);
  const ends = power.of.map((one) => powerOf(one, flow));
  return ends.includes(true) ? true : ends.includes(undefined) ? undefined : false;
}
