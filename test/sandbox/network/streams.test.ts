import { describe, expect, it } from 'vitest';
import { arrived, bytesOf, connected, counting, line, ms, Network, s, smallNetwork, text } from './small-network.ts';

describe('A connection', () => {
  it('is accepted and connected after a handshake over every link on the way', () => {
    const network = new Network(smallNetwork({ latencyNs: 5e6 }), 1);
    network.listen('meter', 502);
    const socket = network.connect('plc', '10.0.1.20', 502);
    const events = network.advance(1n * s);
    expect(events.map(line)).toEqual([`${socket} connected`, `${socket + 1} accepted`]);
    expect(events[1]).toMatchObject({ host: 'meter', port: 502, from: '10.0.1.10', fromPort: 49152 });
    // SYN and its answer cross 5 ms each; the other end knows after the third crossing.
    expect(events[0]!.atNs).toBeGreaterThan(10n * ms);
    expect(events[0]!.atNs).toBeLessThan(11n * ms);
    expect(events[1]!.atNs).toBeGreaterThan(15n * ms);
  });

  it('finds a host by its id, by its name in any case, and itself by localhost', () => {
    const network = new Network(smallNetwork(), 1);
    for (const port of [1, 2, 3]) network.listen('meter', port);
    network.connect('plc', 'meter', 1);
    network.connect('plc', 'METER.LOCAL', 2);
    network.connect('meter', 'localhost', 3);
    expect(network.advance(1n * s).filter(({ kind }) => kind === 'accepted')).toHaveLength(3);
  });

  it('is refused where nobody listens, at once', () => {
    const network = new Network(smallNetwork(), 1);
    const socket = network.connect('plc', 'meter', 503);
    const [event] = network.advance(1n * s);
    expect(line(event!)).toBe(`${socket} failed refused`);
    expect(event!.atNs).toBeLessThan(1n * ms);
    expect(network.streams).toBe(0);
    expect(network.dueNs === null || network.dueNs < 2n * s).toBe(true);
  });

  it('fails with unknown-host for a name that nobody has, unreachable for an address that nobody has', () => {
    const network = new Network(smallNetwork(), 1);
    const named = network.connect('plc', 'printer', 502);
    const addressed = network.connect('plc', '10.0.1.99', 502);
    expect(network.advance(1n * ms).map(line)).toEqual([`${named} failed unknown-host`]);
    expect(network.advance(2n * s)).toEqual([]);
    expect(network.advance(4n * s).map(line)).toEqual([`${addressed} failed unreachable`]);
  });

  it('times out when the other host is switched off, and fails at once when the own cable is out', () => {
    const network = new Network(smallNetwork(), 1);
    network.power('meter', false);
    const far = network.connect('plc', 'meter', 502);
    network.setLink('plc-cable', { up: false });
    const near = network.connect('plc', 'meter', 502);
    expect(network.advance(1n * s).map(line)).toEqual([`${near} failed unreachable`]);
    expect(network.advance(30n * s).map(line)).toEqual([`${far} failed timeout`]);
  });

  it('comes about after the SYN was lost: sent again after one second, then two', () => {
    const network = new Network(smallNetwork(), 1);
    network.listen('meter', 502);
    network.setLink('drop', { up: false });
    network.connect('plc', 'meter', 502);
    network.advance(2n * s);
    network.setLink('drop', { up: true });
    const events = network.advance(10n * s);
    expect(events.map(({ kind }) => kind)).toEqual(['connected', 'accepted']);
    expect(Number(events[0]!.atNs)).toBeCloseTo(3e9, -6);
  });
});

describe('A stream', () => {
  it('delivers what is sent, in order, both ways', () => {
    const network = new Network(smallNetwork(), 1);
    const { near, far } = connected(network);
    network.send(near, bytesOf('read '));
    network.send(near, bytesOf('40001'));
    network.send(far, bytesOf('42'));
    const events = network.advance(network.nowNs + 1n * s);
    expect(text(arrived(events, far))).toBe('read 40001');
    expect(text(arrived(events, near))).toBe('42');
  });

  it('keeps a copy of what it was given', () => {
    const network = new Network(smallNetwork(), 1);
    const { near, far } = connected(network);
    const bytes = bytesOf('good');
    network.send(near, bytes);
    bytes.fill(0);
    expect(text(arrived(network.advance(60n * s), far))).toBe('good');
  });

  it('cuts a megabyte into segments, and takes as long as the link needs', () => {
    const network = new Network(smallNetwork({ bitsPerSecond: 10e6 }), 1);
    const { near, far } = connected(network);
    const start = network.nowNs;
    const sent = counting(1_000_000);
    network.send(near, sent);
    const events = network.advance(start + 10n * s);
    expect(Buffer.compare(arrived(events, far), sent)).toBe(0);
    const last = events.at(-1)!.atNs - start;
    // 8 Mbit at 10 Mbit/s, with 6 % of headers and gaps; not much longer.
    expect(last).toBeGreaterThan(840n * ms);
    expect(last).toBeLessThan(1000n * ms);
  });

  it.each([0.01, 0.1, 0.25])('loses nothing at %f frames lost', (share) => {
    const network = new Network(smallNetwork({ loss: { kind: 'bernoulli', share } }), 7);
    const { near, far } = connected(network);
    const sent = counting(200_000);
    network.send(near, sent);
    const events = network.advance(network.nowNs + 3600n * s);
    expect(Buffer.compare(arrived(events, far), sent)).toBe(0);
    expect(network.links().find(({ id }) => id === 'drop')!.lost.loss).toBeGreaterThan(0);
  });

  it('goes on where the sequence numbers begin again at 0', () => {
    const network = new Network(smallNetwork({ loss: { kind: 'bernoulli', share: 0.02 } }), 1);
    const { near, far } = connected(network);
    network.advance(network.nowNs + 1n * s);
    const saved = network.save();
    for (const { state } of saved.streams) {
      state.initial = state.id === near ? 2 ** 32 - 70_000 : 2 ** 32 - 3;
      state.remoteInitial = state.id === near ? 2 ** 32 - 3 : 2 ** 32 - 70_000;
    }
    network.restore(saved);
    const sent = counting(150_000);
    network.send(near, sent);
    network.send(far, bytesOf('more than three bytes'));
    const events = network.advance(network.nowNs + 600n * s);
    expect(Buffer.compare(arrived(events, far), sent)).toBe(0);
    expect(text(arrived(events, near))).toBe('more than three bytes');
  });

  it('goes on after an outage of ten seconds, at the next retransmission', () => {
    const network = new Network(smallNetwork(), 1);
    const { near, far } = connected(network);
    network.setLink('drop', { up: false });
    const start = network.nowNs;
    network.send(near, bytesOf('late'));
    expect(network.advance(start + 10n * s)).toEqual([]);
    network.mendLink('drop');
    const [event] = network.advance(start + 60n * s);
    expect(event).toMatchObject({ kind: 'received', socket: far });
    // 0.2, 0.6, 1.4, 3.0, 6.2, 12.6 s: the waiting doubles.
    expect(Number(event!.atNs - start)).toBeCloseTo(12.6e9, -7);
  });

  it('is given up, as reset, when nothing was acknowledged for 100 s', () => {
    const network = new Network(smallNetwork(), 1);
    const { near } = connected(network);
    network.setLink('drop', { up: false });
    const start = network.nowNs;
    network.send(near, bytesOf('lost'));
    const events = network.advance(start + 300n * s);
    expect(events.map(line)).toEqual([`${near} closed reset`]);
    expect(events[0]!.atNs - start).toBeGreaterThan(100n * s);
  });

  it('repairs one lost segment among many without waiting for a time-out', () => {
    const network = new Network(smallNetwork({ latencyNs: 10e6 }), 1);
    const { near, far } = connected(network);
    const start = network.nowNs;
    network.send(near, counting(1460));
    network.setLink('drop', { loss: { kind: 'bernoulli', share: 1 } });
    // The first segment crosses two wires before it is lost on the third.
    let events = network.advance(start + 1n * ms);
    network.mendLink('drop');
    network.send(near, counting(8 * 1460, 1460));
    events = events.concat(network.advance(start + 150n * ms));
    expect(Buffer.compare(arrived(events, far), counting(9 * 1460))).toBe(0);
  });

  it('is reset when a megabyte waits and nobody takes it', () => {
    const network = new Network(smallNetwork(), 1);
    const { near } = connected(network);
    network.setLink('drop', { up: false });
    for (let piece = 0; piece < 20; piece += 1) network.send(near, new Uint8Array(65_536));
    expect(network.advance(network.nowNs + 1n).map(line)).toEqual([`${near} closed reset`]);
    expect(network.streams).toBe(1);
  });
});

it('A connection that is not made yet fails when a megabyte waits for it', () => {
  const network = new Network(smallNetwork(), 1);
  network.power('meter', false);
  const socket = network.connect('plc', 'meter', 502);
  for (let piece = 0; piece < 20; piece += 1) network.send(socket, new Uint8Array(65_536));
  expect(network.advance(1n).map(line)).toEqual([`${socket} failed timeout`]);
});

it('Fractions of a nanosecond in a definition do no harm', () => {
  const quality = { latencyNs: 0.3, jitter: [{ share: 1, ns: 0.7 }], bitsPerSecond: 3e9 };
  const network = new Network(smallNetwork(quality, { transport: { delayedAckNs: 1e6 / 3, minimumRtoNs: 1e8 / 3 } }), 1);
  const { near, far } = connected(network);
  network.send(near, counting(5000));
  expect(arrived(network.advance(network.nowNs + 1n * s), far)).toHaveLength(5000);
});

describe('The end of a stream', () => {
  it('comes after everything that was sent before, and both ends forget it', () => {
    const network = new Network(smallNetwork({ latencyNs: 20e6 }), 1);
    const { near, far } = connected(network);
    network.send(near, counting(100_000));
    network.close(near);
    network.send(near, bytesOf('too late'));
    const events = network.advance(network.nowNs + 100n * s);
    expect(arrived(events, far)).toHaveLength(100_000);
    expect(line(events.at(-1)!)).toBe(`${far} closed closed`);
    expect(network.streams).toBe(0);
    expect(network.dueNs).toBeNull();
  });

  it('sends what still waits before it answers the end of the other', () => {
    const network = new Network(smallNetwork({ bitsPerSecond: 1e6 }), 1);
    const { near, far } = connected(network);
    network.send(far, counting(50_000));
    network.close(near);
    const events = network.advance(network.nowNs + 100n * s);
    // Who has closed hears nothing more, but the other end is told, and the connection ends in order.
    expect(events.map(line)).toEqual([`${far} closed closed`]);
    expect(network.streams).toBe(0);
  });

  it('is told once at each end when both close at the same time', () => {
    const network = new Network(smallNetwork(), 1);
    const { near, far } = connected(network);
    network.close(near);
    network.close(far);
    expect(network.advance(network.nowNs + 100n * s)).toEqual([]);
    expect(network.streams).toBe(0);
  });

  it('is at once for a reset', () => {
    const network = new Network(smallNetwork(), 1);
    const { near, far } = connected(network);
    network.reset(near);
    expect(network.advance(network.nowNs + 1n * ms).map(line)).toEqual([`${far} closed reset`]);
    expect(network.streams).toBe(0);
  });

  it('is at once for a reset even when what was sent before it was lost', () => {
    const network = new Network(smallNetwork(), 1);
    const { near, far } = connected(network);
    network.setLink('drop', { up: false });
    network.send(near, counting(100));
    network.advance(network.nowNs + 10n * ms);
    network.mendLink('drop');
    network.reset(near);
    expect(network.advance(network.nowNs + 10n * ms).map(line)).toEqual([`${far} closed reset`]);
  });

  it('is a reset for who speaks to a host that was off and has forgotten', () => {
    const network = new Network(smallNetwork(), 1);
    const { near } = connected(network);
    network.power('meter', false);
    network.advance(network.nowNs + 5n * s);
    network.power('meter', true);
    network.send(near, bytesOf('still there?'));
    expect(network.advance(network.nowNs + 1n * s).map(line)).toEqual([`${near} closed reset`]);
  });

  it('is found by keepalive when the other is gone and nobody speaks', () => {
    const keepalive = { idleNs: 10e9, intervalNs: 1e9, probes: 3 };
    const network = new Network(smallNetwork({}, { transport: { keepalive } }), 1);
    const { near, far } = connected(network);
    expect(network.advance(network.nowNs + 100n * s)).toEqual([]);
    network.power('meter', false);
    expect(network.advance(network.nowNs + 20n * s).map(line)).toEqual([`${near} closed reset`]);
    expect(far).toBeGreaterThan(near);
  });

  it('is told once when retransmission and keepalive give up at the same time', () => {
    const keepalive = { idleNs: 1e9, intervalNs: 0.2e9, probes: 1 };
    for (const giveUpNs of [0.5e9, 1e9, 1.2e9, 1.4e9, 2e9]) {
      const network = new Network(smallNetwork({}, { transport: { keepalive, giveUpNs } }), 1);
      const { near } = connected(network);
      network.power('meter', false);
      network.send(near, bytesOf('?'));
      expect(network.advance(network.nowNs + 60n * s).map(line)).toEqual([`${near} closed reset`]);
      expect(network.dueNs).toBeNull();
    }
  });

  it('leaves those that exist when nobody listens any more', () => {
    const network = new Network(smallNetwork(), 1);
    const { near, far } = connected(network);
    network.unlisten('meter', 502);
    const late = network.connect('plc', 'meter', 502);
    network.send(near, bytesOf('hello'));
    const events = network.advance(network.nowNs + 1n * s);
    expect(text(arrived(events, far))).toBe('hello');
    expect(events.map(line)).toContain(`${late} failed refused`);
  });
});

it('Nothing is under way in an idle network, and time passes over it', () => {
  const network = new Network(smallNetwork(), 1);
  connected(network);
  network.advance(network.nowNs + 1n * s);
  expect(network.dueNs).toBeNull();
  expect(network.advance(network.nowNs + 3600n * s)).toEqual([]);
});

it('Stopping at each instant with something to tell, answers leave from that instant', () => {
  const network = new Network(smallNetwork(), 1);
  const { near, far } = connected(network);
  const start = network.nowNs;
  network.send(near, bytesOf('?'));
  const [asked] = network.advanceUntilTold(start + 1n * s);
  expect(asked).toMatchObject({ kind: 'received', socket: far, atNs: network.nowNs });
  network.send(far, bytesOf('!'));
  const [answered] = network.advanceUntilTold(start + 1n * s);
  expect(answered).toMatchObject({ kind: 'received', socket: near });
  expect(answered!.atNs - start).toBe(2n * (asked!.atNs - start));
  expect(network.advanceUntilTold(start + 1n * s)).toEqual([]);
  expect(network.nowNs).toBe(start + 1n * s);
});
