import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LinkQuality } from '#sandbox/network/definition.ts';
import type { NetworkEvent } from '#sandbox/network/events.ts';
import { effort, patience } from '../iec61131/fuzz/effort.ts';
import { counting, Network, smallNetwork, wire } from './small-network.ts';

type Deed =
  | { do: 'connect'; from: number; to: string; port: number }
  | { do: 'send'; socket: number; length: number }
  | { do: 'close'; socket: number }
  | { do: 'reset'; socket: number }
  | { do: 'echo'; from: number; timeToLive: number }
  | { do: 'datagram'; from: number; length: number }
  | { do: 'cable'; which: number; up: boolean }
  | { do: 'power'; which: number; up: boolean }
  | { do: 'wait'; ns: number };

const hosts = ['plc', 'meter', 'pc'];
const cables = ['plc-cable', 'drop', 'uplink', 'pc-cable'];

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('connect' as const),
      from: fc.nat(2),
      to: fc.constantFrom(...hosts, 'nobody', '10.9.9.9'),
      port: fc.constantFrom(502, 502, 503),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      socket: fc.nat(9),
      length: fc.constantFrom(0, 1, 12, 260, 5000, 90_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('close' as const, 'reset' as const), socket: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('echo' as const), from: fc.nat(2), timeToLive: fc.constantFrom(1, 2, 64) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('datagram' as const), from: fc.nat(2), length: fc.nat(1400) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('cable' as const, 'cable' as const, 'power' as const),
      which: fc.nat(3),
      up: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ns: fc.constantFrom(0, 500, 50_000, 4e6, 60e6, 1.1e9, 7e9, 130e9) }),
  },
);

const quality: fc.Arbitrary<Partial<LinkQuality>> = fc.record({
  latencyNs: fc.constantFrom(0, 1000, 5e6, 250e6),
  jitter: fc.constantFrom(
    [],
    [{ share: 1, ns: 3e6 }],
    [
      { share: 0.9, ns: 1e6 },
      { share: 1, ns: 80e6 },
    ],
  ),
  loss: fc.constantFrom<LinkQuality['loss']>(
    { kind: 'none' },
    { kind: 'bernoulli', share: 0.1 },
    { kind: 'gilbert-elliott', toBad: 0.05, toGood: 0.3, lossInBad: 0.7, lossInGood: 0.01 },
  ),
  bitsPerSecond: fc.constantFrom(100e6, 1e6),
  queueBytes: fc.constantFrom(8_000, 128_000),
  mtu: fc.constantFrom(1500, 1400),
  interruptions: fc.constantFrom<LinkQuality['interruptions']>(
    null,
    { apartNs: [1e9, 9e9], lengthNs: [50e6, 400e6], frames: 'held' },
    { apartNs: [1e9, 9e9], lengthNs: [50e6, 400e6], frames: 'lost' },
  ),
});

function started(drop: Partial<LinkQuality>, seed: number): Network {
  const network = new Network(smallNetwork(drop), seed);
  for (const host of hosts) network.listen(host, 502);
  network.bind('meter', 161);
  return network;
}

/** Does it, and what follows; the sockets that it came to know are added. */
function act(network: Network, deed: Deed, sockets: number[]): NetworkEvent[] {
  const socket = 'socket' in deed ? (sockets[deed.socket % Math.max(1, sockets.length)] ?? 0) : 0;
  if (deed.do === 'connect') sockets.push(network.connect(hosts[deed.from]!, deed.to, deed.port));
  else if (deed.do === 'send') network.send(socket, counting(deed.length));
  else if (deed.do === 'close') network.close(socket);
  else if (deed.do === 'reset') network.reset(socket);
  else if (deed.do === 'echo')
    network.echo(hosts[deed.from]!, 'meter', { identifier: 1, sequence: 2, timeToLive: deed.timeToLive, bytes: 56 });
  else if (deed.do === 'datagram') {
    const from = network.bind(hosts[deed.from]!, null);
    if (from !== null) network.sendTo(from, 'meter', 161, counting(deed.length));
  } else if (deed.do === 'cable') network.setLink(cables[deed.which]!, { up: deed.up });
  else if (deed.do === 'power') network.power(hosts[deed.which % 3]!, deed.up);
  else {
    const events = network.advance(network.nowNs + BigInt(deed.ns));
    for (const event of events) if (event.kind === 'accepted') sockets.push(event.socket);
    return events;
  }
  return [];
}

const plain = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? `${part}n` : part instanceof Uint8Array ? Buffer.from(part).toString('hex') : part,
  );

it('Saved at any moment and restored elsewhere, it goes on bit for bit', { timeout: patience }, () => {
  fc.assert(
    fc.property(
      quality,
      fc.nat(),
      fc.array(deed, { maxLength: 25 }),
      fc.array(deed, { maxLength: 25 }),
      (drop, seed, before, after) => {
        const network = started(drop, seed);
        const sockets: number[] = [];
        for (const deed of before) act(network, deed, sockets);
        const saved = JSON.stringify(network.save());
        const other = new Network(smallNetwork(drop), seed);
        other.restore(JSON.parse(saved));
        expect(other.save()).toEqual(JSON.parse(saved));
        const theirs = [...sockets];
        for (const deed of after) {
          expect(plain(act(other, deed, theirs))).toBe(plain(act(network, deed, sockets)));
          expect(other.dueNs).toBe(network.dueNs);
        }
        expect(other.save()).toEqual(network.save());
      },
    ),
    effort(400, 0.05),
  );
});

it('Whatever is done, in the end nothing is left under way and every stream has ended or is still open', {
  timeout: patience,
}, () => {
  fc.assert(
    fc.property(quality, fc.nat(), fc.array(deed, { maxLength: 40 }), (drop, seed, deeds) => {
      const network = started(drop, seed);
      const sockets: number[] = [];
      const told = new Map<number, string>();
      for (const deed of deeds) {
        for (const event of act(network, deed, sockets)) {
          if (!('socket' in event) || event.kind === 'datagram' || event.kind === 'undelivered') continue;
          const before = told.get(event.socket) ?? 'new';
          // Each socket: accepted or connected, then data, then one end; or failed.
          const allowed = { accepted: ['new'], connected: ['new'], failed: ['new'], received: ['open'], closed: ['open'] }[
            event.kind
          ];
          expect(allowed, `${event.kind} after ${before}`).toContain(before);
          told.set(event.socket, event.kind === 'failed' || event.kind === 'closed' ? 'over' : 'open');
        }
      }
      for (const id of cables) network.mendLink(id);
      for (const host of hosts) network.power(host, true);
      for (const socket of sockets) network.close(socket);
      network.advance(network.nowNs + 10_000_000_000_000n);
      expect(network.streams).toBe(0);
      expect(network.dueNs).toBeNull();
    }),
    effort(400, 0.05),
  );
});

it('What is sent over any link that lets something through, arrives whole, once and in order', { timeout: patience }, () => {
  fc.assert(
    fc.property(quality, fc.nat(), fc.array(fc.nat(30_000), { minLength: 1, maxLength: 6 }), (drop, seed, lengths) => {
      const network = started(drop, seed);
      const near = network.connect('plc', 'meter', 502);
      let length = 0;
      for (const piece of lengths) {
        network.send(near, counting(piece, length));
        length += piece;
      }
      const events = network.advance(400_000_000_000n);
      const bytes = Buffer.concat(events.flatMap((event) => (event.kind === 'received' ? [event.bytes] : [])));
      if (events.some(({ kind }) => kind === 'failed' || kind === 'closed'))
        expect(bytes.equals(counting(length).subarray(0, bytes.length))).toBe(true);
      else expect(bytes.equals(counting(length))).toBe(true);
    }),
    effort(200, 0.05),
  );
});

it('A keyframe that is not one is refused, and nothing has changed', () => {
  const network = started(wire, 3);
  network.connect('plc', 'meter', 502);
  const saved = network.save();
  const wrong: unknown[] = [
    null,
    {},
    { ...saved, version: 2 },
    { ...saved, lines: {} },
    { ...saved, agenda: { order: 1, entries: [{ atNs: 1, order: 0, what: { kind: 'arrival', road: 99, packet: {} } }] } },
    { ...saved, streams: saved.streams.map((stream) => ({ ...stream, state: { ...stream.state, local: 1 } })) },
  ];
  for (const bad of wrong) expect(() => network.restore(bad)).toThrow();
  expect(network.save()).toEqual(saved);
});
