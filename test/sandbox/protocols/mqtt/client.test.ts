import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Client } from '#sandbox/protocols/mqtt/client.ts';
import { decode, encode } from '#sandbox/protocols/mqtt/codec.ts';
import type { Packet, QoS } from '#sandbox/protocols/mqtt/packet.ts';
import { effort, patience } from '../../iec61131/fuzz/effort.ts';
import { text, words } from './talk.ts';
import { type Station, World } from './world.ts';

const said = (station: Station): string[] => station.messages.map(({ topic, payload }) => `${topic}=${words(payload)}`);

describe('connecting', () => {
  it('tries again after pauses that grow, up to a most, each shortened by chance', () => {
    const client = new Client({ host: 'h', clientId: 'a', backOff: { firstS: 1, mostS: 5, jitter: 0.5 } }, () => 0.5);
    let now = 0n;
    client.start(now);
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const [effect] = client.drain();
      client.failed(effect?.connection ?? 0, 'refused', now);
      pauses.push(Number((client.due ?? 0n) - now) / 1e9);
      now = client.due ?? 0n;
      client.wake(now);
    }
    expect(pauses).toEqual([0.75, 1.5, 3, 3.75, 3.75]);
  });

  it('a number for a connection is never used twice', () => {
    const world = new World();
    const station = world.add({ clientId: 'a' });
    const numbers = new Set<number>();
    for (let time = 0; time < 5; time += 1) {
      world.settle();
      numbers.add(station.client.connection);
      world.cut(station);
      world.pass(60);
    }
    expect(numbers.size).toBe(5);
  });

  it('gives up a server that does not answer, and one that answers no pings', () => {
    const client = new Client({ host: 'h', clientId: 'a', keepAliveS: 30 }, () => 0);
    client.start(0n);
    client.drain();
    client.connected(-1, 0n);
    client.wake(10_000_000_000n);
    expect(client.drain().map((effect) => effect.do)).toEqual(['send', 'reset']);
    client.wake(client.due ?? 0n);
    client.drain();
    const from = 20_000_000_000n;
    client.connected(-2, from);
    client.received(-2, encode({ cmd: 'connack', sessionPresent: false, code: 0, properties: {} }, 5) ?? text(''), from);
    client.drain();
    client.wake(from + 30_000_000_000n);
    expect(client.drain()).toMatchObject([{ do: 'send', bytes: Buffer.of(0xc0, 0) }]);
    client.wake(from + 40_000_000_000n);
    expect(client.drain()).toMatchObject([{ do: 'reset' }]);
    expect(client.take(from).notices.at(-1)).toMatchObject({ kind: 'disconnected', why: 'no answer to a ping' });
  });

  it('says why it was refused and goes on trying', () => {
    const world = new World({ access: { anonymous: false, users: [{ name: 'u', password: 'right' }], rules: null } });
    const wrong = world.add({ clientId: 'a', username: 'u', password: 'wrong' });
    world.settle();
    expect(wrong.notices).toMatchObject([
      { kind: 'refused', code: 0x86 },
      { kind: 'disconnected', code: 0x86 },
    ]);
    expect(wrong.client.phase).toBe('waiting');
  });

  it('a farewell leaves no will; a cut line does', () => {
    const world = new World();
    const watcher = world.add({ clientId: 'w' });
    watcher.client.subscribe([{ filter: 'state', qos: 1 }], world.now);
    const will = { topic: 'state', payload: text('gone'), qos: 1, retain: false } as const;
    const polite = world.add({ clientId: 'p', will });
    const cut = world.add({ clientId: 'c', clean: true, will });
    world.settle();
    polite.client.stop(world.now);
    world.gather();
    world.settle();
    expect(said(watcher)).toEqual([]);
    world.cut(cut);
    world.settle();
    expect(said(watcher)).toEqual(['state=gone']);
  });

  it.each([4, 5] as const)('level %i: a farewell with the will has the server publish it', (level) => {
    const world = new World();
    const watcher = world.add({ clientId: 'w' });
    watcher.client.subscribe([{ filter: 'state', qos: 1 }], world.now);
    const leaving = world.add({ clientId: 'l', level, will: { topic: 'state', payload: text('gone'), qos: 1, retain: false } });
    world.settle();
    leaving.client.stop(world.now, true);
    world.gather();
    world.settle();
    expect(said(watcher)).toEqual(['state=gone']);
    expect(leaving.client.phase).toBe('stopped');
  });
});

describe('subscriptions', () => {
  it('are asked for again when the server has forgotten them, and not when it has not', () => {
    const world = new World();
    const reader = world.add({ clientId: 'r', clean: true });
    reader.client.subscribe([{ filter: 'a/#', qos: 1 }], world.now, 5);
    const writer = world.add({ clientId: 'w' });
    world.settle();
    world.cut(reader);
    world.pass(10);
    writer.client.publish({ topic: 'a/b', payload: text('1'), qos: 1 }, world.now);
    world.gather();
    world.settle();
    expect(said(reader)).toEqual(['a/b=1']);
    expect(reader.messages[0]?.properties.subscriptionIdentifier).toEqual([5]);
  });

  it('a refusal is told, for each filter', () => {
    const world = new World({ access: { anonymous: true, users: [], rules: [{ subscribe: ['a/#'] }] } });
    const reader = world.add({ clientId: 'r' });
    const { ticket } = reader.client.subscribe(
      [
        { filter: 'a/b', qos: 1 },
        { filter: 'b', qos: 2 },
      ],
      world.now,
    );
    world.settle();
    expect(reader.notices.at(-1)).toEqual({ kind: 'subscribed', ticket, filters: ['a/b', 'b'], codes: [1, 0x87] });
    expect(reader.client.subscribe([{ filter: 'a/#/b', qos: 0 }], world.now)).toEqual({ ticket: null, code: 0x8f });
  });

  it('what is unsubscribed does not come back', () => {
    const world = new World();
    const reader = world.add({ clientId: 'r', clean: true });
    reader.client.subscribe([{ filter: 'a', qos: 1 }], world.now);
    world.settle();
    reader.client.unsubscribe(['a'], world.now);
    world.gather();
    world.settle();
    expect(reader.notices.at(-1)).toMatchObject({ kind: 'unsubscribed', codes: [0] });
    world.cut(reader);
    world.pass(10);
    expect(world.broker.counts.subscriptions).toBe(0);
  });
});

describe('publishing', () => {
  it('before there is a connection: it waits, within its bounds', () => {
    const world = new World();
    world.up = false;
    const writer = world.add({ clientId: 'w', maxQueued: 2 });
    const codes = ['1', '2', '3'].map(
      (word) => writer.client.publish({ topic: 'a', payload: text(word), qos: 1 }, world.now).code,
    );
    expect(codes).toEqual([0, 0, 0x97]);
    world.up = true;
    world.pass(60);
    expect(writer.published().map(({ ticket }) => ticket)).toEqual([1, 2]);
  });

  it("keeps to the server's limits", () => {
    const client = new Client({ host: 'h', clientId: 'a', topicAliases: 4 }, () => 0);
    client.start(0n);
    client.connected(-1, 0n);
    client.drain();
    const hear = (packet: Packet): void => client.received(-1, encode(packet, 5) ?? text(''), 0n);
    const properties = { receiveMaximum: 1, maximumQoS: 1, retainAvailable: false, maximumPacketSize: 60, topicAliasMaximum: 1 };
    hear({ cmd: 'connack', sessionPresent: false, code: 0, properties });
    const payload = text('x');
    client.publish({ topic: 'a', payload, qos: 2 }, 0n);
    client.publish({ topic: 'a', payload, qos: 1 }, 0n);
    client.publish({ topic: 'b', payload, retain: true }, 0n);
    client.publish({ topic: 'b', payload: text('x'.repeat(100)), qos: 1 }, 0n);
    const sent = (): Packet[] =>
      client.drain().flatMap((effect) => (effect.do === 'send' ? [decode(effect.bytes, 5).packet as Packet] : []));
    expect(sent()).toMatchObject([{ topic: 'a', qos: 1, properties: { topicAlias: 1 } }]);
    hear({ cmd: 'puback', id: 1, code: 0, properties: {} });
    expect(sent()).toMatchObject([{ topic: '', qos: 1, properties: { topicAlias: 1 } }]);
    hear({ cmd: 'puback', id: 2, code: 0x97, properties: {} });
    expect(sent()).toEqual([]);
    expect(client.take(0n).notices.slice(1)).toMatchObject([
      { ticket: 1, code: 0 },
      { ticket: 3, code: 0x9a },
      { ticket: 2, code: 0x97 },
      { ticket: 4, code: 0x95 },
    ]);
  });
});

describe('receiving', () => {
  it('acknowledges what its owner has taken, not before', () => {
    const world = new World();
    const reader = world.add({ clientId: 'r' });
    reader.client.subscribe([{ filter: 'a', qos: 2 }], world.now);
    world.settle();
    world.broker.publish('a', text('1'), world.now, { qos: 1 });
    world.gather();
    while (world.move(reader, 'client') || world.move(reader, 'broker'));
    world.cut(reader);
    world.pass(5, false);
    while (world.move(reader, 'client') || world.move(reader, 'broker'));
    world.take(reader);
    world.settle();
    expect(said(reader)).toEqual(['a=1']);
    world.cut(reader);
    world.pass(5);
    expect(said(reader)).toEqual(['a=1']);
  });

  it('an owner that takes nothing bounds what comes, by the receive maximum; QoS 0 is dropped and counted', () => {
    const world = new World();
    const reader = world.add({ clientId: 'r', receiveMaximum: 3, maxReceived: 5 });
    reader.client.subscribe([{ filter: 'a', qos: 1 }], world.now);
    world.settle();
    for (let n = 0; n < 10; n += 1) world.broker.publish('a', text(`${n}`), world.now, { qos: 1 });
    for (let n = 0; n < 10; n += 1) world.broker.publish('a', text('zero'), world.now);
    world.gather();
    while (world.move(reader, 'client') || world.move(reader, 'broker'));
    expect(reader.client.counts.dropped).toBe(8);
    world.settle();
    expect(said(reader).filter((word) => word !== 'a=zero')).toHaveLength(10);
  });
});

describe('lines that are cut anywhere, saves and restores at any moment', () => {
  const act = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('move' as const),
        which: fc.nat(1),
        towards: fc.nat(1),
        bytes: fc.integer({ min: 1, max: 40 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('publish' as const), qos: fc.constantFrom<QoS>(1, 2) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('take' as const), which: fc.nat(1) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), which: fc.nat(1) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 5 }) }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constantFrom('restore broker' as const, 'restore client' as const), which: fc.nat(1) }),
    },
  );

  it(
    'nothing accepted is lost; QoS 2 comes exactly once; both in order',
    () => {
      let reconnections = 0;
      fc.assert(
        fc.property(fc.array(act, { maxLength: 120, size: 'max' }), fc.constantFrom<4 | 5>(4, 5), (acts, level) => {
          const world = new World({ maxInFlight: 3 });
          const writer = world.add({ clientId: 'w', level, topicAliases: 2, maxInFlight: 3 });
          const reader = world.add({ clientId: 'r', level, receiveMaximum: 2 });
          reader.client.subscribe([{ filter: 'q/+', qos: 2 }], world.now);
          world.settle();
          const published: Record<QoS, string[]> = { 0: [], 1: [], 2: [] };
          for (const one of acts) {
            const station = ('which' in one && one.which ? reader : writer) satisfies Station;
            if (one.do === 'move') world.move(station, one.towards ? 'broker' : 'client', one.bytes);
            else if (one.do === 'take') world.take(station);
            else if (one.do === 'cut') world.cut(station);
            else if (one.do === 'pass') world.pass(one.seconds, false);
            else if (one.do === 'restore broker') world.restoreBroker();
            else if (one.do === 'restore client') world.restoreClient(station);
            else if (one.do === 'publish') {
              const word = `${published[1].length + published[2].length}`;
              const { code } = writer.client.publish({ topic: `q/${one.qos}`, payload: text(word), qos: one.qos }, world.now);
              if (code === 0) published[one.qos].push(word);
              world.gather();
            }
          }
          world.pass(200);
          const got = (qos: QoS): string[] =>
            reader.messages.filter(({ topic }) => topic === `q/${qos}`).map(({ payload }) => words(payload));
          expect(got(2)).toEqual(published[2]);
          // At least once: duplicates fall away, and the first ones stand in order.
          expect([...new Set(got(1))]).toEqual(published[1]);
          expect(writer.client.counts).toMatchObject({ queued: 0, inFlight: 0 });
          reconnections += writer.notices.filter(({ kind }) => kind === 'connected').length - 1;
        }),
        effort(400, 0.05),
      );
      expect(reconnections).toBeGreaterThan(100);
    },
    patience,
  );

  it('what a server took and then forgot with its session is sent again: it may hand a QoS 2 message on at PUBREL, or not before', () => {
    const client = new Client({ host: 'h', clientId: 'a' }, () => 0);
    const heard = (connection: number, packet: Packet): Packet[] => {
      client.received(connection, encode(packet, 5) ?? text(''), 0n);
      return client.drain().flatMap((effect) => (effect.do === 'send' ? (decode(effect.bytes, 5).packet ?? []) : []));
    };
    const connack = (sessionPresent: boolean): Packet => ({ cmd: 'connack', sessionPresent, code: 0, properties: {} });
    client.start(0n);
    client.connected(-1, 0n);
    heard(-1, connack(false));
    client.publish({ topic: 't', payload: text('x'), qos: 2 }, 0n);
    expect(heard(-1, { cmd: 'pubrec', id: 1, code: 0, properties: {} }).map(({ cmd }) => cmd)).toEqual(['publish', 'pubrel']);
    client.closed(-1, 'reset', 0n);
    client.wake(client.due ?? 0n);
    client.connected(-2, 0n);
    expect(heard(-2, connack(false))).toMatchObject([{ cmd: 'connect' }, { cmd: 'publish', qos: 2, dup: false }]);
    expect(client.take(0n).notices.filter(({ kind }) => kind === 'published')).toEqual([]);
  });

  it.each([4, 5] as const)(
    'level %i: a client that begins anew gives up the session of its earlier life, whose packet identifiers are not its own',
    (level) => {
      const world = new World();
      const reader = world.add({ clientId: 'r' });
      reader.client.subscribe([{ filter: '#', qos: 2 }], world.now);
      const first = world.add({ clientId: 'w', level, discardSession: true });
      world.settle();
      first.client.publish({ topic: 't', payload: text('old'), qos: 2 }, world.now);
      world.gather();
      // The broker has PUBLISH 1 and waits for its PUBREL when the client's process is killed.
      world.move(first, 'broker');
      world.cut(first);
      world.stations.splice(world.stations.indexOf(first), 1);
      const second = world.add({ clientId: 'w', level, discardSession: true });
      second.client.publish({ topic: 't', payload: text('new'), qos: 2 }, world.now);
      world.settle();
      expect(said(reader).filter((word) => word === 't=new')).toEqual(['t=new']);
      expect(second.published()).toEqual([{ kind: 'published', ticket: 1, code: 0 }]);
      expect(second.notices.filter(({ kind }) => kind !== 'published')).toEqual([{ kind: 'connected', sessionPresent: false }]);
      // The session that it has from then on is its own, and is kept.
      world.cut(second);
      world.pass(5);
      expect(second.notices.at(-1)).toEqual({ kind: 'connected', sessionPresent: true });
    },
  );

  it('restored at every step, the same conversation takes place', () => {
    const run = (restoring: boolean): string => {
      const world = new World();
      const reader = world.add({ clientId: 'r', level: 5 });
      const writer = world.add({ clientId: 'w', topicAliases: 1 });
      reader.client.subscribe([{ filter: '#', qos: 2 }], world.now);
      for (let step = 0; step < 60; step += 1) {
        if (step % 7 === 0) writer.client.publish({ topic: 'a', payload: text(`${step}`), qos: (step % 3) as QoS }, world.now);
        if (step === 30) world.cut(writer);
        if (step % 11 === 0) world.pass(1, false);
        world.gather();
        world.move(writer, step % 2 ? 'broker' : 'client', 9);
        world.move(reader, step % 2 ? 'client' : 'broker', 13);
        if (restoring) {
          world.restoreBroker();
          world.restoreClient(reader);
          world.restoreClient(writer);
        }
      }
      world.pass(100);
      return JSON.stringify([said(reader), reader.notices, writer.notices, world.broker.counters]);
    };
    expect(run(true)).toBe(run(false));
  });

  it('what is not a saved client is refused', () => {
    for (const saved of [null, {}, [], 'x']) expect(Client.restore({ host: 'h', clientId: 'a' }, () => 0, saved)).toBeNull();
  });
});
