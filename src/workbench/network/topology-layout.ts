/**
 * Where everything of a network stands in its drawing: a band for each zone, the first at the bottom as the plant is in every such drawing; in
 * it a bar for each switch, hosts below it on drops; routers at the left, with a line to the bar of each zone that they join. Lines are
 * upright or level and meet no host that is not theirs. Pure; in pixels.
 */
import type { NetworkReport } from '#sandbox/wire/network.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
export type Point = readonly [x: number, y: number];

export interface DrawnNode extends Box {
  id: string;
}

export interface DrawnLink {
  id: string;
  points: Point[];
  /** Where its state is written. */
  label: Point;
  /** The label stands right of the line, or above it. */
  side: 'right' | 'above';
}

export interface TopologyDrawing {
  width: number;
  height: number;
  zones: (DrawnNode & { level: number })[];
  switches: DrawnNode[];
  routers: DrawnNode[];
  hosts: DrawnNode[];
  links: DrawnLink[];
}

const host = { width: 148, height: 64 };
const router = { width: 104, height: 48 };
const gap = 16;
const padding = 16;
/** Of a zone's name. */
const zoneHead = 30;
const bar = 22;
/** From the edge of a zone to its bars. */
const inset = 6;
/** From a bar to its hosts: room for the state of the link. */
const drop = 62;
/** Between bands. */
const between = 22;
/** From a lane to the next. */
const lane = 26;

type Report = Pick<NetworkReport, 'zones' | 'hosts' | 'switches' | 'routers' | 'links'>;

export function layOutTopology(report: Report, available: number): TopologyDrawing {
  const routers = report.routers.map(({ id }) => id);
  const gutter = routers.length > 0 ? router.width + 2 * gap : 0;
  const inner = Math.max(host.width + 2 * padding, available - gutter - 2);
  const columns = Math.max(1, Math.floor((inner - 2 * padding + gap) / (host.width + gap)));
  const most = Math.max(1, ...report.zones.map((zone) => report.hosts.filter((one) => one.zone === zone.id).length));
  const width = gutter + 2 * padding + Math.min(columns, most) * (host.width + gap) - gap + 2;
  const drawing: TopologyDrawing = { width, height: 0, zones: [], switches: [], routers: [], hosts: [], links: [] };
  const used = report.zones.filter(({ id }) => [...report.hosts, ...report.switches].some(({ zone }) => zone === id));
  let y = 1;
  for (const zone of used.toReversed()) {
    const height = band(drawing, report, zone.id, { x: gutter + 1, y, width: width - gutter - 2 }, Math.min(columns, most));
    drawing.zones.push({ id: zone.id, level: zone.level, x: gutter + 1, y, width: width - gutter - 2, height });
    y += height + between;
  }
  drawing.height = y - between + 1;
  placeRouters(drawing, report);
  for (const link of report.links) drawing.links.push(draw(drawing, link));
  return drawing;
}

/** Rows of a band: for each switch its bar and its hosts, then hosts that hang on no switch of this zone. Answers its height. */
function band(
  drawing: TopologyDrawing,
  report: Report,
  zone: string,
  at: { x: number; y: number; width: number },
  columns: number,
): number {
  let y = at.y + zoneHead;
  const here = report.hosts.filter((one) => one.zone === zone).map(({ id }) => id);
  const placed = new Set<string>();
  const row = (ids: readonly string[]): void => {
    for (const [index, id] of ids.entries()) {
      const column = index % columns;
      if (column === 0 && index > 0) y += host.height + drop;
      drawing.hosts.push({ id, x: at.x + padding + column * (host.width + gap), y, ...host });
      placed.add(id);
    }
    y += host.height + gap;
  };
  for (const { id } of report.switches.filter((one) => one.zone === zone)) {
    drawing.switches.push({ id, x: at.x + inset, y, width: at.width - 2 * inset, height: bar });
    y += bar;
    const mine = here.filter((one) => !placed.has(one) && joined(report, id, one));
    if (mine.length > 0) {
      y += drop;
      row(mine);
    } else y += gap;
  }
  const rest = here.filter((one) => !placed.has(one));
  if (rest.length > 0) {
    // Lanes for lines that come from elsewhere.
    y += drop - lane + lane * Math.min(rest.length, columns);
    row(rest);
  }
  return y - at.y + padding - gap;
}

const joined = ({ links }: Report, one: string, other: string): boolean =>
  links.some(({ a, b }) => (a === one && b === other) || (a === other && b === one));

/** At the left, each in the middle of what it joins, none upon another. */
function placeRouters(drawing: TopologyDrawing, report: Report): void {
  const wanted = report.routers.map(({ id }) => {
    const ends = report.links.filter(({ a, b }) => a === id || b === id).map(({ a, b }) => middle(drawing, a === id ? b : a));
    const known = ends.filter((y) => y !== null);
    return { id, y: known.length > 0 ? known.reduce((sum, y) => sum + y, 0) / known.length : drawing.height / 2 };
  });
  let free = 1;
  for (const { id, y } of wanted.toSorted((one, other) => one.y - other.y)) {
    const top = Math.max(free, y - router.height / 2);
    drawing.routers.push({ id, x: 1, y: top, ...router });
    free = top + router.height + between;
  }
  drawing.height = Math.max(drawing.height, free - between + 1);
}

function middle({ hosts, switches }: TopologyDrawing, id: string): number | null {
  const node = [...switches, ...hosts].find((one) => one.id === id);
  return node ? node.y + node.height / 2 : null;
}

type Kind = 'host' | 'switch' | 'router';

function nodeOf(drawing: TopologyDrawing, id: string): (DrawnNode & { kind: Kind }) | null {
  const kinds = { host: drawing.hosts, switch: drawing.switches, router: drawing.routers } as const;
  for (const kind of ['host', 'switch', 'router'] as const) {
    const node = kinds[kind].find((one) => one.id === id);
    if (node) return { ...node, kind };
  }
  return null;
}

const order: readonly Kind[] = ['router', 'switch', 'host'];

function draw(drawing: TopologyDrawing, { id, a, b }: { id: string; a: string; b: string }): DrawnLink {
  const ends = [nodeOf(drawing, a), nodeOf(drawing, b)].filter((node) => node !== null);
  const [upper, lower] = ends.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind) || one.y - other.y);
  if (!upper || !lower) return { id, points: [], label: [0, 0], side: 'right' };
  if (upper.kind === 'switch' && lower.kind === 'host') return dropFrom(drawing, id, upper, lower);
  if (upper.kind === 'router' && lower.kind === 'switch')
    return fromRouter(id, upper, lower.y + lower.height / 2, [[lower.x, lower.y + lower.height / 2]]);
  if (upper.kind === 'router' && lower.kind === 'router') {
    const x = upper.x + upper.width / 2;
    return {
      id,
      points: [
        [x, upper.y + upper.height],
        [x, lower.y],
      ],
      label: [x + 6, (upper.y + upper.height + lower.y) / 2 + 4],
      side: 'right',
    };
  }
  const level = laneAbove(drawing, lower);
  const x = lower.x + lower.width / 2;
  if (upper.kind === 'router')
    return fromRouter(id, upper, level, [
      [x, level],
      [x, lower.y],
    ]);
  if (upper.kind === 'switch') {
    // Two switches: down at the right edge.
    const right = Math.max(upper.x + upper.width, lower.x + lower.width) - 12 - drawing.links.length * 4;
    return {
      id,
      points: [
        [right, upper.y + upper.height],
        [right, lower.y],
      ],
      label: [right - 6, upper.y + upper.height + 16],
      side: 'right',
    };
  }
  const from = upper.x + upper.width / 2;
  return {
    id,
    points: [
      [from, upper.y],
      [from, level],
      [x, level],
      [x, lower.y],
    ],
    label: [(from + x) / 2, level - 5],
    side: 'above',
  };
}

/** A line of its own above a host: as many as were drawn there before lie between. */
function laneAbove(drawing: TopologyDrawing, node: Box): number {
  const taken = drawing.links.filter(
    ({ points, side }) => side === 'above' && points.some(([, y]) => y < node.y && y > node.y - drop - lane * 6),
  ).length;
  return node.y - lane - taken * lane;
}

/** From a bar straight down; behind a row of hosts it passes at their left. */
function dropFrom(drawing: TopologyDrawing, id: string, upper: DrawnNode, lower: DrawnNode): DrawnLink {
  const x = lower.x + lower.width / 2;
  const rows = drawing.hosts.filter((one) => one.x === lower.x && one.y > upper.y && one.y < lower.y).length;
  const label: Point = [x + 8, lower.y - drop / 2 + 4];
  if (rows === 0)
    return {
      id,
      points: [
        [x, upper.y + upper.height],
        [x, lower.y],
      ],
      label,
      side: 'right',
    };
  // Each row has a line of its own in the space between two columns.
  const left = lower.x - Math.min(padding - inset - 1, 3 * rows);
  const level = lower.y - 14;
  return {
    id,
    points: [
      [left, upper.y + upper.height],
      [left, level],
      [x, level],
      [x, lower.y],
    ],
    label: [left + 8, level - 18],
    side: 'right',
  };
}

/** Level from the router's side, or from above or below it where the level passes the box by. */
function fromRouter(id: string, box: Box, level: number, rest: Point[]): DrawnLink {
  const beside = level > box.y + 8 && level < box.y + box.height - 8;
  const x = box.x + box.width / 2;
  const start: Point[] = beside
    ? [[box.x + box.width, level]]
    : [
        [x, level < box.y ? box.y : box.y + box.height],
        [x, level],
      ];
  const label: Point = beside ? [box.x + box.width + 4, level - 6] : [x + 8, level + (level < box.y ? 16 : -8)];
  return { id, points: [...start, ...rest], label, side: beside ? 'above' : 'right' };
}
