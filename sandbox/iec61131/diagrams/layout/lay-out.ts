/** A network's drawing, made once for each width: networks are never written to, and an edit shares those that it leaves alone. */
import type { LadderNetwork } from '../ladder.ts';
import type { NetworkLayout } from './grid.ts';
import { measureSeries } from './measure.ts';
import { Placing } from './place.ts';

/** Above the topmost and below the lowest part of a rung. */
const MARGIN = 1;

const made = new WeakMap<LadderNetwork, { columns: number; layout: NetworkLayout }>();

/** `columns`: where the right rail stands, unless the rung needs more. */
export function layOut(network: LadderNetwork, columns: number): NetworkLayout {
  const known = made.get(network);
  if (known?.columns === columns) return known.layout;
  const layout = drawn(network, columns);
  made.set(network, { columns, layout });
  return layout;
}

function drawn({ rung }: LadderNetwork, columns: number): NetworkLayout {
  const needs = measureSeries(rung);
  const width = Math.max(columns, needs.width);
  const placing = new Placing();
  placing.row({ series: rung, path: [], x: 0, width, line: needs.up + MARGIN, power: { from: 'rail' }, atRail: true });
  const { elements, parallels, wires, joints, slots } = placing;
  return { width, height: needs.up + needs.down + 2 * MARGIN, elements, parallels, wires, joints, slots };
}
