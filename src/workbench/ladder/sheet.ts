/** How networks stand below each other, known without drawing them: so that of a thousand rungs only those in view are on the page. */
import type { LadderNetwork } from '#sandbox/iec61131/diagrams/ladder.ts';
import { wrap } from '#sandbox/iec61131/diagrams/layout/columns.ts';
import type { NetworkLayout } from '#sandbox/iec61131/diagrams/layout/grid.ts';
import { layOut } from '#sandbox/iec61131/diagrams/layout/lay-out.ts';

/** In units of the grid, as ladder.css has them. */
const title = 4;
const commentLine = 2.25;
/** Above and below the rung. */
const around = 2;
/** Left of the rail, and right of it. */
export const SIDES = 6.5 + 2;

export interface StandingNetwork {
  network: LadderNetwork;
  layout: NetworkLayout;
  comment: readonly string[];
  /** In units, from the first network's upper edge. */
  top: number;
  height: number;
  /** Of the rung, from the network's upper edge. */
  rungTop: number;
}

export interface Sheet {
  networks: readonly StandingNetwork[];
  height: number;
  /** Of the widest. */
  width: number;
}

/** `columns`: where right rails stand that need no more. */
export function sheetOf(networks: readonly LadderNetwork[], columns: number): Sheet {
  let top = 0;
  let width = columns;
  const standing = networks.map((network): StandingNetwork => {
    const layout = layOut(network, columns);
    const comment = commentOf(network, columns);
    const rungTop = title + comment.length * commentLine + around / 4;
    const height = rungTop + layout.height + (around * 3) / 4;
    width = Math.max(width, layout.width);
    const stands = { network, layout, comment, top, height, rungTop };
    top += height;
    return stands;
  });
  return { networks: standing, height: top, width: width + SIDES };
}

const comments = new WeakMap<LadderNetwork, { columns: number; lines: readonly string[] }>();

function commentOf(network: LadderNetwork, columns: number): readonly string[] {
  if (network.comment === undefined || network.comment.trim() === '') return [];
  const known = comments.get(network);
  if (known?.columns === columns) return known.lines;
  const lines = wrap(network.comment.trim(), Math.min(columns, 96));
  comments.set(network, { columns, lines });
  return lines;
}

/** Networks that lie between two heights, from the first to the last; `last` is -1 where there are none. */
export function inView({ networks }: Sheet, from: number, to: number): { first: number; last: number } {
  const first = firstBelow(networks, from);
  let last = first - 1;
  while (last + 1 < networks.length && networks[last + 1]!.top < to) last += 1;
  return { first, last };
}

/** The first network that reaches below a height. */
function firstBelow(networks: readonly StandingNetwork[], height: number): number {
  let low = 0;
  let high = networks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { top, height: own } = networks[middle]!;
    if (top + own <= height) low = middle + 1;
    else high = middle;
  }
  return low;
}
