/**
 * Where the numbers of a scene's annotations stand: near what they point at, on free paper. Pure geometry in the units of the drawing;
 * what is in the way comes as points, sampled from the drawing by `call-out-layer.ts`.
 */
export interface Point {
  x: number;
  y: number;
}
export interface Box extends Point {
  width: number;
  height: number;
}
export interface CallOut {
  /** Middle of the number's disc. */
  mark: Point;
  /** Where its leader ends, at the edge of what it points at. */
  tip: Point;
}

export const markRadius = 12;
const directions = 24;
/** From the edge of the target to the middle of the disc. */
const distances = [22, 30, 40, 52, 66, 84, 104, 128, 160];

/** One call-out for each target, in their order; none stands on another. */
export function placeCallOuts(targets: readonly Box[], obstacles: readonly Point[], frame: Box): CallOut[] {
  const placed: CallOut[] = [];
  for (const target of targets)
    placed.push(
      best(
        target,
        targets.filter((other) => other !== target),
        obstacles,
        frame,
        placed,
      ),
    );
  return placed;
}

function best(target: Box, others: readonly Box[], obstacles: readonly Point[], frame: Box, placed: readonly CallOut[]): CallOut {
  let found: CallOut | null = null;
  let least = Number.POSITIVE_INFINITY;
  const middle = { x: target.x + target.width / 2, y: target.y + target.height / 2 };
  for (const distance of distances) {
    // Farther away costs at least its way: nothing out there can be better than what was found.
    if (distance >= least) break;
    for (let n = 0; n < directions; n++) {
      const angle = (n / directions) * 2 * Math.PI;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const reach = edge(target, cos, sin);
      const mark = { x: middle.x + cos * (reach + distance), y: middle.y + sin * (reach + distance) };
      const tip = { x: middle.x + cos * reach, y: middle.y + sin * reach };
      const cost =
        distance +
        strangeness(mark, distance, others) +
        costOf({ mark, tip }, target, obstacles, frame, placed, least - distance);
      if (cost < least) {
        least = cost;
        found = { mark, tip };
      }
    }
  }
  return found ?? { mark: middle, tip: middle };
}

/** From the middle of a box to its edge, in a direction. */
function edge({ width, height }: Box, cos: number, sin: number): number {
  return Math.min(
    Math.abs(cos) < 1e-9 ? Number.POSITIVE_INFINITY : width / 2 / Math.abs(cos),
    Math.abs(sin) < 1e-9 ? Number.POSITIVE_INFINITY : height / 2 / Math.abs(sin),
  );
}

/** A number that stands nearer to something else that is numbered is read as that one's. */
function strangeness(mark: Point, distance: number, others: readonly Box[]): number {
  let cost = 0;
  for (const { x, y, width, height } of others) {
    const apart = Math.hypot(Math.max(0, x - mark.x, mark.x - x - width), Math.max(0, y - mark.y, mark.y - y - height));
    if (apart < distance * 1.6) cost += 120;
  }
  return cost;
}

/** Stops reckoning once it is above `enough`. */
function costOf(
  { mark, tip }: CallOut,
  target: Box,
  obstacles: readonly Point[],
  frame: Box,
  placed: readonly CallOut[],
  enough: number,
): number {
  const room = markRadius + 4;
  let cost = 0;
  const outside =
    Math.max(0, frame.x + room - mark.x, mark.x - frame.x - frame.width + room) +
    Math.max(0, frame.y + room - mark.y, mark.y - frame.y - frame.height + room);
  cost += outside * 50;
  for (const other of placed) {
    const apart = Math.hypot(other.mark.x - mark.x, other.mark.y - mark.y);
    if (apart < 2 * room) cost += 2_000;
    if (toSegment(other.mark, mark, tip) < room || toSegment(mark, other.mark, other.tip) < room) cost += 800;
  }
  for (const point of obstacles) {
    if (cost > enough) return cost;
    if (Math.hypot(point.x - mark.x, point.y - mark.y) < room) cost += 400;
    else if (!isIn(point, target) && toSegment(point, mark, tip) < 4) cost += 15;
  }
  return cost;
}

function isIn({ x, y }: Point, box: Box): boolean {
  return x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 1 && y <= box.y + box.height + 1;
}

function toSegment(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const part = Math.min(1, Math.max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(point.x - from.x - part * dx, point.y - from.y - part * dy);
}
