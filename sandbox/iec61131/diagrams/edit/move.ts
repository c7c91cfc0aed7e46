/** Where the arrows lead: from element to element as they stand, out of branches into the row around them, and to the next network. */
import type { ElementPath, LadderPou } from '../ladder.ts';
import type { NetworkLayout } from '../layout/grid.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

interface Stop {
  path: readonly number[];
  x: number;
  line: number;
}

/** Elements, and rows without any. A network itself is where its rung begins. */
function stopsOf({ elements, slots }: NetworkLayout): Stop[] {
  const empty = slots.filter(
    ({ path }) => path.length > 1 && path.at(-1) === 0 && !elements.some((one) => startsWith(one.path, path)),
  );
  const rows = empty.filter(
    ({ path }) => !slots.some((other) => other.path.length === path.length && startsWith(other.path, [...path.slice(0, -1), 1])),
  );
  return [
    ...elements.map(({ path, x, w, line }) => ({ path, x: x + w / 2, line })),
    ...rows.map(({ path, x1, x2, y }) => ({ path, x: (x1 + x2) / 2, line: y })),
  ];
}

const startsWith = (path: readonly number[], begin: readonly number[]): boolean =>
  begin.every((position, at) => path[at] === position);

export function move(
  pou: LadderPou,
  layoutOf: (network: number) => NetworkLayout,
  from: ElementPath,
  direction: Direction,
): ElementPath {
  const [network = 0, ...own] = from;
  if (!pou.networks[network]) return pou.networks.length > 0 ? [0] : from;
  const stops = stopsOf(layoutOf(network));
  const here = stops.find(({ path }) => path.length === own.length && startsWith(path, own));
  if (direction === 'down' || direction === 'up') return upright(pou, network, stops, here, direction);
  const along = stops.filter((stop) => (here ? (direction === 'left' ? stop.x < here.x : stop.x > here.x) : true));
  if (!here)
    return direction === 'right' && along.length > 0
      ? [network, ...nearest(along, { x: 0, line: 0, path: [] }, 1).path]
      : [network];
  // On its own level before any other.
  return along.length > 0 ? [network, ...nearest(along, here, 40).path] : direction === 'left' ? [network] : from;
}

function upright(
  pou: LadderPou,
  network: number,
  stops: readonly Stop[],
  here: Stop | undefined,
  direction: 'up' | 'down',
): ElementPath {
  const beyond = here ? stops.filter(({ line }) => (direction === 'down' ? line > here.line : line < here.line)) : [];
  if (here && beyond.length > 0) return [network, ...nearest(beyond, here, 1).path];
  if (direction === 'up' && here) return [network];
  return [Math.min(pou.networks.length - 1, Math.max(0, network + (direction === 'down' ? 1 : -1)))];
}

/** `weight`: how many units aside one unit up or down is worth. */
function nearest(stops: readonly Stop[], { x, line }: Stop, weight: number): Stop {
  const far = (stop: Stop) => Math.abs(stop.x - x) + weight * Math.abs(stop.line - line);
  return stops.reduce((best, stop) => (far(stop) < far(best) ? stop : best));
}
