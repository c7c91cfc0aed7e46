import { describe, expect, it } from 'vitest';
import type { LinkQuality } from '#sandbox/network/definition.ts';
import { profiles } from '#sandbox/network/profiles.ts';
import { bytesOf, line, ms, Network, s, smallNetwork, text } from './small-network.ts';

const echo = (network: Network, sequence: number, more: { timeToLive?: number; to?: string; from?: string } = {}) =>
  network.echo(more.from ?? 'plc', more.to ?? 'meter', { identifier: 7, sequence, timeToLive: more.timeToLive ?? 64, bytes: 56 });

/** Round trips of `count` pings over the link `drop`, one every 100 ms, in ms; those that came back. */
function roundTrips(quality: Partial<LinkQuality>, count: number, seed = 1): number[] {
  const network = new Network(smallNetwork(quality), seed);
  const trips: number[] = [];
  for (let sequence = 0; sequence < count; sequence += 1) {
    const sent = network.nowNs;
    echo(network, sequence);
    for (const event of network.advance(sent + 100n * ms * 10n))
      if (event.kind === 'echo' && event.sequence === sequence) trips.push(Number(event.atNs - sent) / 1e6);
  }
  return trips;
}

describe('A link', () => {
  it('takes its latency and the length of the frame, each way', () => {
    const [trip] = roundTrips({ latencyNs: 10e6, bitsPerSecond: 1e6 }, 1);
    // 56 bytes of echo are 122 on the wire of this link: 976 us each way; and 10 us a hop on the other.
    expect(trip).toBeGreaterThan(21.95);
    expect(trip).toBeLessThan(22.0);
  });

  it('loses the share that it is told to', () => {
    const lost = 2000 - roundTrips({ loss: { kind: 'bernoulli', share: 0.1 } }, 2000).length;
    // Each ping crosses twice: 19 %.
    expect(lost / 2000).toBeCloseTo(0.19, 1);
  });

  it('loses in bursts when it has two states', () => {
    const network = new Network(
      smallNetwork({ loss: { kind: 'gilbert-elliott', toBad: 0.01, toGood: 0.1, lossInBad: 1, lossInGood: 0 } }),
      1,
    );
    network.bind('plc', 9);
    const from = network.bind('meter', null)!;
    const came: boolean[] = [];
    for (let turn = 0; turn < 5000; turn += 1) {
      network.sendTo(from, 'plc', 9, bytesOf('x'));
      came.push(network.advance(network.nowNs + 1n * ms).length === 1);
    }
    const lost = came.filter((here) => !here).length;
    const bursts = came.filter((here, turn) => !here && came[turn - 1] !== false).length;
    expect(lost / 5000).toBeGreaterThan(0.05);
    expect(lost / 5000).toBeLessThan(0.14);
    expect(lost / bursts).toBeGreaterThan(6);
  });

  it('draws its jitter from the distribution, and nothing overtakes', () => {
    const jitter = [
      { share: 0.5, ns: 1e6 },
      { share: 1, ns: 21e6 },
    ];
    const trips = roundTrips({ jitter, latencyNs: 0 }, 1000).sort((a, b) => a - b);
    expect(trips).toHaveLength(1000);
    expect(trips[999]).toBeLessThan(43);
    expect(trips[999]).toBeGreaterThan(30);
    const network = new Network(smallNetwork({ jitter }), 1);
    network.bind('plc', 9);
    const from = network.bind('meter', null)!;
    for (let turn = 0; turn < 200; turn += 1) network.sendTo(from, 'plc', 9, Uint8Array.of(turn));
    const order = network.advance(1n * s).flatMap((event) => (event.kind === 'datagram' ? [event.bytes[0]] : []));
    expect(order).toEqual(Array.from({ length: 200 }, (_, turn) => turn));
  });

  it('drops what comes to a full queue', () => {
    const network = new Network(smallNetwork({ bitsPerSecond: 1e6, queueBytes: 10_000 }), 1);
    network.bind('plc', 9);
    const from = network.bind('meter', null)!;
    for (let turn = 0; turn < 20; turn += 1) network.sendTo(from, 'plc', 9, new Uint8Array(1000));
    expect(network.advance(10n * s).filter(({ kind }) => kind === 'datagram')).toHaveLength(9);
    expect(network.links().find(({ id }) => id === 'drop')!.lost.queue).toBe(11);
  });

  it('carries nothing while it is out, by schedule or by hand, also what was on its way', () => {
    const definition = smallNetwork({ latencyNs: 10e6 });
    definition.links.find(({ id }) => id === 'drop')!.outages = [{ fromNs: 1e9, lengthNs: 5e8, everyNs: 10e9 }];
    const network = new Network(definition, 1);
    const came: number[] = [];
    for (let sequence = 0; sequence < 200; sequence += 1) {
      echo(network, sequence);
      for (const event of network.advance(network.nowNs + 100n * ms)) if (event.kind === 'echo') came.push(event.sequence);
    }
    const missing = Array.from({ length: 200 }, (_, at) => at).filter((sequence) => !came.includes(sequence));
    expect(missing).toEqual([10, 11, 12, 13, 14, 110, 111, 112, 113, 114]);
    echo(network, 1);
    network.advance(network.nowNs + 5n * ms);
    network.setLink('drop', { up: false });
    expect(network.advance(network.nowNs + 1n * s)).toEqual([]);
    expect(network.links().find(({ id }) => id === 'drop')).toMatchObject({ up: false, lost: { down: 11 } });
  });

  it('holds frames during a hand-over, or loses them while roaming', () => {
    const interruptions = { apartNs: [500e6, 900e6], lengthNs: [200e6, 400e6] } satisfies Partial<
      NonNullable<LinkQuality['interruptions']>
    >;
    const held = roundTrips({ interruptions: { ...interruptions, frames: 'held' } }, 300);
    expect(held).toHaveLength(300);
    expect(Math.max(...held)).toBeGreaterThan(250);
    const lost = roundTrips({ interruptions: { ...interruptions, frames: 'lost' } }, 300);
    expect(lost.length).toBeLessThan(260);
    expect(Math.max(...lost)).toBeLessThan(1);
  });

  it('does not change what another draws', () => {
    const trips = (noisy: Partial<LinkQuality>) => {
      const definition = smallNetwork(profiles['wifi-busy'].quality as LinkQuality);
      Object.assign(definition.links.find(({ id }) => id === 'pc-cable')!, noisy);
      const network = new Network(definition, 5);
      const events: string[] = [];
      for (let sequence = 0; sequence < 50; sequence += 1) {
        echo(network, sequence, { from: 'pc', to: '10.0.1.1' });
        echo(network, sequence);
        for (const event of network.advance(network.nowNs + 1n * s))
          if (event.kind === 'echo' && event.host === 'plc') events.push(`${event.sequence} ${event.atNs}`);
      }
      return events;
    };
    expect(trips({ loss: { kind: 'bernoulli', share: 0.5 } })).toEqual(trips({}));
  });

  it('counts what it carried, the last whole second of it, and is silent again', () => {
    const network = new Network(smallNetwork(), 1);
    for (let sequence = 0; sequence < 10; sequence += 1) echo(network, sequence);
    network.advance(1n * s);
    // An echo with 56 bytes: 98 of frame, 24 of preamble, check sequence and gap; there and back.
    expect(network.links().find(({ id }) => id === 'drop')).toMatchObject({ frames: 20, bytes: 2440, bytesPerSecond: 2440 });
    expect(network.links().find(({ id }) => id === 'pc-cable')).toMatchObject({ frames: 0, bytesPerSecond: 0 });
    network.advance(3n * s);
    expect(network.links().find(({ id }) => id === 'drop')!.bytesPerSecond).toBe(0);
  });
});

describe('A profile', () => {
  it.each(Object.entries(profiles))('%s has a rising distribution that ends at 1, and a source', (_, { quality, source }) => {
    const points: readonly { share: number; ns: number }[] = quality.jitter;
    for (const [at, point] of points.entries()) {
      expect(point.share).toBeGreaterThan(points[at - 1]?.share ?? 0);
      expect(point.ns).toBeGreaterThan(points[at - 1]?.ns ?? 0);
    }
    expect(points.at(-1)?.share ?? 1).toBe(1);
    expect(source.length).toBeGreaterThan(20);
  });

  it('tells wired, 5G and busy Wi-Fi apart by their tails more than by their middles', () => {
    const tail = (name: keyof typeof profiles) => {
      const trips = roundTrips(profiles[name].quality as LinkQuality, 1000).sort((a, b) => a - b);
      return { middle: trips[trips.length >> 1]!, tail: trips[Math.floor(trips.length * 0.99)]! };
    };
    const [wired, mobile, busy] = [tail('wired'), tail('5g-standalone'), tail('wifi-busy')];
    expect(wired.tail).toBeLessThan(1);
    expect(mobile.middle).toBeGreaterThan(10);
    expect(busy.tail).toBeGreaterThan(3 * mobile.tail);
  });
});

describe('Zones', () => {
  it('let through what a conduit lists and its answers, and drop the rest without a word', () => {
    const network = new Network(smallNetwork(), 1);
    for (const host of ['plc', 'meter', 'pc']) for (const port of [502, 80]) network.listen(host, port);
    const [allowed, forbidden, back] = [
      network.connect('pc', 'meter', 502),
      network.connect('pc', 'meter', 80),
      network.connect('meter', 'pc', 502),
    ];
    const events = network.advance(60n * s).map(line);
    expect(events).toContain(`${allowed} connected`);
    expect(events).toContain(`${forbidden} failed timeout`);
    expect(events).toContain(`${back} failed timeout`);
    expect(network.dropped()).toEqual([
      { from: 'office', to: 'cell', packets: 5 },
      { from: 'cell', to: 'office', packets: 5 },
    ]);
  });

  it('are kept apart by the destination where there is no router', () => {
    const definition = smallNetwork();
    definition.zones.push({ id: 'safety', targetLevel: 3 });
    definition.hosts[1]!.zone = 'safety';
    const network = new Network(definition, 1);
    network.listen('meter', 502);
    const socket = network.connect('plc', 'meter', 502);
    expect(network.advance(60n * s).map(line)).toEqual([`${socket} failed timeout`]);
    expect(network.dropped()).toEqual([{ from: 'cell', to: 'safety', packets: 5 }]);
  });
});

describe('An echo', () => {
  it('comes back with its sequence; a router says where a short life ended; a switch is not seen', () => {
    const network = new Network(smallNetwork(), 1);
    for (const timeToLive of [1, 2, 64]) echo(network, timeToLive, { from: 'pc', timeToLive });
    expect(network.advance(1n * s).map(line)).toEqual([
      'echo 1 ttl-exceeded 10.0.1.1',
      'echo 2 reply 10.0.1.20',
      'echo 64 reply 10.0.1.20',
    ]);
  });

  it('is not sent to a name that nobody has, nor to an address that nobody has', () => {
    const network = new Network(smallNetwork(), 1);
    expect(echo(network, 1, { to: 'printer' })).toBe('unknown-host');
    expect(echo(network, 1, { to: '192.168.0.1' })).toBe('unreachable');
    expect(echo(network, 1, { to: 'localhost' })).toBe('sent');
    expect(network.advance(1n * s)).toHaveLength(1);
  });
});

describe('A datagram', () => {
  it('arrives with the address of its sender, and can be answered', () => {
    const network = new Network(smallNetwork(), 1);
    const agent = network.bind('meter', 161)!;
    const asker = network.bind('pc', null)!;
    expect(network.bind('meter', 161)).toBeNull();
    network.sendTo(asker, 'meter', 161, bytesOf('volts?'));
    const [asked] = network.advance(1n * s);
    expect(asked).toMatchObject({ kind: 'datagram', socket: agent, from: '10.0.2.5' });
    if (asked?.kind !== 'datagram') return;
    network.sendTo(agent, asked.from, asked.fromPort, bytesOf('230'));
    const [answer] = network.advance(2n * s);
    expect(answer?.kind === 'datagram' && text(answer.bytes)).toBe('230');
  });

  it('to a port without anybody is answered so; one too long for the wire is not sent', () => {
    const network = new Network(smallNetwork(), 1);
    const socket = network.bind('plc', null)!;
    network.sendTo(socket, 'meter', 9, bytesOf('?'));
    expect(network.advance(1n * s)).toMatchObject([{ kind: 'undelivered', socket, from: '10.0.1.20', fromPort: 9 }]);
    expect(network.sendTo(socket, 'meter', 9, new Uint8Array(1473))).toBe('too-long');
  });
});

it('A definition that contradicts itself is refused with the place', () => {
  const wrong = (change: (of: ReturnType<typeof smallNetwork>) => void) => {
    const definition = smallNetwork();
    change(definition);
    return () => new Network(definition, 1);
  };
  expect(wrong((of) => (of.hosts[0]!.address = '10.0.1'))).toThrow('plc has the address 10.0.1; expected IPv4');
  expect(wrong((of) => (of.hosts[0]!.address = '10.0.1.20'))).toThrow('meter and plc have the same address');
  expect(wrong((of) => (of.hosts[0]!.zone = 'attic'))).toThrow('plc is in zone attic');
  expect(wrong((of) => (of.links[0]!.b = 'attic'))).toThrow('link plc-cable ends at attic');
  expect(wrong((of) => (of.links[1]!.id = 'plc-cable'))).toThrow('two links are called plc-cable');
  expect(wrong((of) => of.hosts[0]!.names.push('METER'))).toThrow('share the name');
  expect(wrong((of) => (of.switches[0]!.id = 'plc'))).toThrow('two nodes are called plc');
  expect(wrong((of) => (of.conduits[0]!.to = 'attic'))).toThrow('conduit reading is in zone attic');
});

it('Hosts are known by name, address, MAC address and zone', () => {
  const network = new Network(smallNetwork(), 1);
  network.power('pc', false);
  expect(network.hosts()[1]).toEqual({
    id: 'meter',
    names: ['Meter.local'],
    address: '10.0.1.20',
    mac: '02:00:0a:00:01:14',
    zone: 'cell',
    up: true,
  });
  expect(network.hosts()[2]!.up).toBe(false);
  expect([network.resolve('meter.LOCAL'), network.resolve('10.9.9.9'), network.resolve('no')]).toEqual([
    '10.0.1.20',
    '10.9.9.9',
    null,
  ]);
});
