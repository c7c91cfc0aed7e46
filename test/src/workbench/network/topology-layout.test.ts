import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NetworkReport } from '#sandbox/wire/network.ts';
import { type Box, layOutTopology } from '../../../../src/workbench/network/topology-layout.ts';

type Report = Pick<NetworkReport, 'zones' | 'hosts' | 'switches' | 'routers' | 'links'>;

const host = (id: string, zone: string): Report['hosts'][number] => ({
  id,
  names: [],
  address: '10.0.0.1',
  mac: '',
  zone,
  up: true,
  runs: [],
});
const link = (a: string, b: string): Report['links'][number] => ({
  id: `${a}-${b}`,
  a,
  b,
  profile: 'wired',
  up: true,
  bytesPerSecond: 0,
  frames: 0,
  bytes: 0,
  lost: { loss: 0, queue: 0, down: 0, interruption: 0, size: 0 },
});

const factory: Report = {
  zones: [
    { id: 'cell', level: 2 },
    { id: 'office', level: 1 },
  ],
  hosts: [host('edge', 'cell'), host('meter', 'cell'), host('press', 'cell'), host('laptop', 'office')],
  switches: [
    { id: 'bus', zone: 'cell' },
    { id: 'desk', zone: 'office' },
  ],
  routers: [{ id: 'firewall', address: '10.0.0.254' }],
  links: [
    link('edge', 'bus'),
    link('meter', 'bus'),
    link('press', 'bus'),
    link('bus', 'firewall'),
    link('desk', 'firewall'),
    link('laptop', 'desk'),
  ],
};

const inside = (one: Box, other: Box): boolean =>
  one.x >= other.x &&
  one.y >= other.y &&
  one.x + one.width <= other.x + other.width &&
  one.y + one.height <= other.y + other.height;
const apart = (one: Box, other: Box): boolean =>
  one.x + one.width <= other.x ||
  other.x + other.width <= one.x ||
  one.y + one.height <= other.y ||
  other.y + other.height <= one.y;

describe('the drawing of a network', () => {
  it('has the first zone at the bottom, everything in its zone and nothing upon another', () => {
    for (const width of [330, 600, 1200]) {
      const drawing = layOutTopology(factory, width);
      const [office, cell] = drawing.zones;
      expect([office?.id, cell?.id]).toEqual(['office', 'cell']);
      expect(cell!.y).toBeGreaterThan(office!.y + office!.height);
      for (const { id, zone } of [...factory.hosts, ...factory.switches]) {
        const node = [...drawing.hosts, ...drawing.switches].find((one) => one.id === id)!;
        expect(inside(node, drawing.zones.find((one) => one.id === zone)!), `${id} at ${width}`).toBe(true);
      }
      const nodes = [...drawing.hosts, ...drawing.switches, ...drawing.routers];
      for (const [index, node] of nodes.entries())
        for (const other of nodes.slice(index + 1)) expect(apart(node, other), `${node.id}, ${other.id}`).toBe(true);
      for (const node of nodes) expect(inside(node, { x: 0, y: 0, width: drawing.width, height: drawing.height })).toBe(true);
    }
  });

  it('draws every link from one of its ends to the other, upright or level', () => {
    const drawing = layOutTopology(factory, 600);
    const touches = (box: Box, [x, y]: readonly [number, number]): boolean =>
      x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 1 && y <= box.y + box.height + 1;
    for (const { id, points } of drawing.links) {
      const { a, b } = factory.links.find((one) => one.id === id)!;
      const ends = [a, b].map(
        (name) => [...drawing.hosts, ...drawing.switches, ...drawing.routers].find((one) => one.id === name)!,
      );
      expect(
        ends.every((box) => touches(box, points[0]!) || touches(box, points.at(-1)!)),
        id,
      ).toBe(true);
      for (const [index, [x, y]] of points.slice(1).entries()) {
        const [before, above] = points[index]!;
        expect(x === before || y === above, id).toBe(true);
      }
    }
  });

  it('stands for any network, also one without switches or with links to what is not there', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd', 'r', 's', 'nowhere');
    const any = fc.record({
      zones: fc.constant(factory.zones),
      hosts: fc
        .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 0 })
        .map((ids) => ids.map((id, index) => host(id, index % 2 ? 'cell' : 'office'))),
      switches: fc.constantFrom<Report['switches'][]>(
        [],
        [{ id: 's', zone: 'cell' }],
        [
          { id: 's', zone: 'cell' },
          { id: 't', zone: 'cell' },
        ],
      ),
      routers: fc.constantFrom<Report['routers'][]>([], [{ id: 'r', address: '10.0.0.1' }]),
      links: fc.array(fc.tuple(names, names), { maxLength: 8 }).map((pairs) => pairs.map(([a, b]) => link(a, b))),
    });
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 1500 }), (report, width) => {
        const drawing = layOutTopology(report, width);
        expect(drawing.hosts).toHaveLength(report.hosts.length);
        expect(drawing.links).toHaveLength(report.links.length);
        expect(Number.isFinite(drawing.width) && Number.isFinite(drawing.height)).toBe(true);
      }),
    );
  });
});
