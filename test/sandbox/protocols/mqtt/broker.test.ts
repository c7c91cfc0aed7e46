import { describe, expect, it } from 'vitest';
import { Broker } from '#sandbox/protocols/mqtt/broker.ts';
import type { QoS } from '#sandbox/protocols/mqtt/packet.ts';
import { Talk, text } from './talk.ts';

const will = { topic: 'state/a', payload: text('gone'), qos: 1, retain: false, properties: {} } as const;

describe('connections', () => {
  it('a client without a name gets one, and is told', () => {
    const [connack] = new Talk().connect('').all('connack');
    expect(connack).toMatchObject({ code: 0, sessionPresent: false, properties: { assignedClientIdentifier: 'auto-0' } });
  });

  it('3.1.1: a client without a name must ask for a clean session', () => {
    const peer = new Talk().dial(4);
    // CONNECT with an empty client identifier and clean session 0; no library writes it.
    peer.raw(Uint8Array.of(0x10, 12, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0, 0, 0, 0, 0));
    expect(peer.all('connack')).toMatchObject([{ code: 0x85 }]);
    expect(peer.open).toBe(false);
  });

  it('another protocol level is refused in words that it may understand', () => {
    const peer = new Talk().dial(4);
    peer.raw(Uint8Array.of(0x10, 13, 0, 4, 0x4d, 0x51, 0x54, 0x54, 3, 2, 0, 0, 0, 1, 0x61));
    expect(peer.all('connack')).toMatchObject([{ code: 0x84 }]);
    const newer = new Talk().dial(5);
    newer.raw(Uint8Array.of(0x10, 13, 0, 4, 0x4d, 0x51, 0x54, 0x54, 6, 2, 0, 0, 0, 1, 0x61));
    expect(newer.all('connack')).toMatchObject([{ code: 0x84 }]);
    expect(newer.open).toBe(false);
  });

  it('a wrong password, an unknown user and nobody are refused; 3.1.1 gets its return codes', () => {
    const talk = new Talk({ access: { anonymous: false, users: [{ name: 'ann', password: 'secret' }], rules: null } });
    const codeOf = (more: object): number | undefined => talk.connect('a', more).all('connack')[0]?.code;
    expect(codeOf({ username: 'ann', password: text('secret') })).toBe(0);
    expect(codeOf({ username: 'ann', password: text('secreT') })).toBe(0x86);
    expect(codeOf({ username: 'bob', password: text('secret') })).toBe(0x86);
    expect(codeOf({})).toBe(0x87);
    expect(codeOf({ level: 4, username: 'ann', password: text('') })).toBe(0x86);
    expect(codeOf({ level: 4 })).toBe(0x87);
  });

  it('who says nothing for one and a half times the keep alive is gone, with a reason; a ping keeps', () => {
    const talk = new Talk();
    const peer = talk.client('a', { keepAlive: 10 });
    talk.pass(14);
    peer.say({ cmd: 'pingreq' });
    talk.pass(14.9);
    expect(peer.open).toBe(true);
    talk.pass(0.2);
    expect(peer.open).toBe(false);
    expect(peer.take()).toMatchObject([{ cmd: 'pingresp' }, { cmd: 'disconnect', code: 0x8d }]);
  });

  it('a broker that keeps shorter says so', () => {
    const talk = new Talk({ keepAliveMaximumS: 20 });
    expect(talk.connect('a', { keepAlive: 0 }).all('connack')).toMatchObject([{ properties: { serverKeepAlive: 20 } }]);
  });

  it('who does not introduce itself in ten seconds is closed', () => {
    const talk = new Talk();
    const peer = talk.dial();
    talk.pass(11);
    expect(peer.open).toBe(false);
  });

  it('anything before CONNECT, and a second CONNECT, ends the connection', () => {
    const talk = new Talk();
    const early = talk.dial().say({ cmd: 'pingreq' });
    expect(early.open).toBe(false);
    const twice = talk.client('a').say({ cmd: 'connect', level: 5, clean: true, keepAlive: 0, clientId: 'a', properties: {} });
    expect(twice.take()).toMatchObject([{ cmd: 'disconnect', code: 0x82 }]);
    expect(twice.open).toBe(false);
  });

  it('a session is taken over by a new connection of the same client; the old one is told', () => {
    const talk = new Talk();
    const old = talk.client('a', { clean: false, properties: { sessionExpiryInterval: 60 } }).subscribe('x');
    old.take();
    const next = talk.connect('a', { clean: false });
    expect(old.take()).toMatchObject([{ cmd: 'disconnect', code: 0x8e }]);
    expect(old.open).toBe(false);
    expect(next.all('connack')).toMatchObject([{ sessionPresent: true }]);
  });

  it("a session is not handed to another user who knows the client's name", () => {
    const talk = new Talk();
    talk.client('a', { clean: false, username: 'ann', properties: { sessionExpiryInterval: 60 } }).subscribe('x');
    expect(talk.connect('a', { clean: false, username: 'bob' }).all('connack')).toMatchObject([{ sessionPresent: false }]);
  });

  it('a packet larger than allowed ends the connection, and is never kept', () => {
    const talk = new Talk({ maximumPacketSize: 1000 });
    const peer = talk.client('a');
    peer.raw(Uint8Array.of(0x30, 0x80, 0x10));
    expect(peer.take()).toMatchObject([{ cmd: 'disconnect', code: 0x95 }]);
  });

  it('one connection more than allowed is reset', () => {
    const talk = new Talk({ maxConnections: 1 });
    talk.client('a');
    expect(talk.dial().open).toBe(false);
  });
});

describe('sessions', () => {
  it('a session ends its time after its connection, and not before', () => {
    const talk = new Talk();
    const connect = { clean: false, properties: { sessionExpiryInterval: 30 } };
    talk.client('a', connect).lose();
    talk.pass(29);
    const again = talk.connect('a', connect);
    expect(again.all('connack')).toMatchObject([{ sessionPresent: true }]);
    again.lose();
    talk.pass(31);
    expect(talk.connect('a', connect).all('connack')).toMatchObject([{ sessionPresent: false }]);
  });

  it('3.1.1: a session that is not clean stays; a clean one does not', () => {
    const talk = new Talk();
    talk.client('a', { level: 4, clean: false }).lose();
    talk.pass(1e6);
    expect(talk.connect('a', { level: 4, clean: false }).all('connack')).toMatchObject([{ sessionPresent: true }]);
    talk.client('a', { level: 4, clean: true }).lose();
    expect(talk.connect('a', { level: 4, clean: false }).all('connack')).toMatchObject([{ sessionPresent: false }]);
  });

  it('who connected to be forgotten cannot ask to be remembered when it leaves', () => {
    const peer = new Talk().client('a');
    peer.say({ cmd: 'disconnect', code: 0, properties: { sessionExpiryInterval: 10 } });
    expect(peer.take()).toMatchObject([{ cmd: 'disconnect', code: 0x82 }]);
  });

  it('messages for a client that is away wait for it, in order; QoS 0 does not', () => {
    const talk = new Talk();
    const away = { clean: false, properties: { sessionExpiryInterval: 600 } };
    talk.client('a', away).subscribe('x', 2).lose();
    const other = talk.client('b');
    for (const qos of [1, 0, 2, 1] as const) other.publish('x', `q${qos}`, { qos, id: qos === 0 ? 0 : qos });
    expect(talk.client('a', away)).toBeDefined();
    const back = talk.connect('a', away);
    expect(back.messages()).toEqual(['x=q1 q1 dup', 'x=q2 q2 dup', 'x=q1 q1 dup']);
  });

  it('a full queue drops its oldest, or its newest, and counts', () => {
    for (const [dropWhenFull, left] of [
      ['oldest', ['3', '4']],
      ['newest', ['1', '2']],
    ] as const) {
      const talk = new Talk({ maxQueued: 2, dropWhenFull });
      const away = { clean: false, properties: { sessionExpiryInterval: 600 } };
      talk.client('a', away).subscribe('x', 1).lose();
      const other = talk.client('b');
      for (const word of ['1', '2', '3', '4']) other.publish('x', word, { qos: 1, id: 1 });
      expect(talk.connect('a', away).messages()).toEqual(left.map((word) => `x=${word} q1`));
      expect(talk.broker.counters.dropped).toBe(2);
    }
  });

  it('queued bytes are bounded too', () => {
    const talk = new Talk({ maxQueuedBytes: 1000 });
    const away = { clean: false, properties: { sessionExpiryInterval: 600 } };
    talk.client('a', away).subscribe('x', 1).lose();
    const other = talk.client('b');
    for (let n = 0; n < 10; n += 1) other.publish('x', `${n}`.repeat(300), { qos: 1, id: 1 });
    expect(talk.connect('a', away).messages()).toHaveLength(2);
  });
});

describe('wills', () => {
  it('a will is published when the line is cut or the client says so, and not after a normal farewell', () => {
    const talk = new Talk();
    const watcher = talk.client('w').subscribe('state/#', 1);
    watcher.take();
    talk.client('a', { will }).lose();
    expect(watcher.messages()).toEqual(['state/a=gone q1']);
    talk.client('a', { will }).say({ cmd: 'disconnect', code: 0, properties: {} });
    expect(watcher.messages()).toEqual([]);
    talk.client('a', { will }).say({ cmd: 'disconnect', code: 4, properties: {} });
    expect(watcher.messages()).toEqual(['state/a=gone q1']);
  });

  it('a delayed will does not come when the client is back in time; it comes when the session ends', () => {
    const talk = new Talk();
    const watcher = talk.client('w').subscribe('state/#', 1);
    watcher.take();
    const late = { ...will, properties: { willDelayInterval: 20 } };
    const kept = { clean: false, will: late, properties: { sessionExpiryInterval: 60 } };
    talk.client('a', kept).lose();
    talk.pass(10);
    const back = talk.client('a', kept);
    talk.pass(60);
    expect(watcher.messages()).toEqual([]);
    back.lose();
    talk.pass(19);
    expect(watcher.messages()).toEqual([]);
    talk.pass(2);
    expect(watcher.messages()).toEqual(['state/a=gone q1']);
    talk.client('b', { will: late, properties: { sessionExpiryInterval: 5 } }).lose();
    talk.pass(6);
    expect(watcher.messages()).toEqual(['state/a=gone q1']);
  });

  it('a will that its client may not publish refuses the client', () => {
    const talk = new Talk({ access: { anonymous: true, users: [], rules: [{ publish: ['data/#'] }] } });
    expect(talk.connect('a', { will }).all('connack')).toMatchObject([{ code: 0x87 }]);
  });
});

describe('delivery', () => {
  it.each([
    [0, 0, 0],
    [1, 2, 1],
    [2, 1, 1],
    [2, 2, 2],
    [2, 0, 0],
  ] as const)('published with QoS %i to a subscription of QoS %i arrives with QoS %i', (published, subscribed, arrives) => {
    const talk = new Talk();
    const reader = talk.client('r').subscribe('a/+', subscribed);
    reader.take();
    talk.client('w').publish('a/b', 'x', { qos: published, id: published === 0 ? 0 : 5 });
    expect(reader.messages()).toEqual([`a/b=x q${arrives}`]);
  });

  it('QoS 2 is taken once, whatever is said twice', () => {
    const talk = new Talk();
    const reader = talk.client('r').subscribe('a', 0);
    reader.take();
    const writer = talk.client('w').publish('a', 'x', { qos: 2, id: 9 }).publish('a', 'x', { qos: 2, id: 9, dup: true });
    writer.acknowledge('pubrel', 9).acknowledge('pubrel', 9);
    expect(reader.messages()).toEqual(['a=x q0']);
    expect(writer.take()).toMatchObject([
      { cmd: 'pubrec', code: 0 },
      { cmd: 'pubrec', code: 0 },
      { cmd: 'pubcomp', code: 0 },
      { cmd: 'pubcomp', code: 0x92 },
    ]);
  });

  it('PUBACK says when nobody is there to read', () => {
    const talk = new Talk();
    expect(talk.client('w').publish('a', 'x', { qos: 1, id: 1 }).all('puback')).toMatchObject([{ code: 0x10 }]);
    expect(talk.client('v', { level: 4 }).publish('a', 'x', { qos: 1, id: 1 }).all('puback')).toMatchObject([{ code: 0 }]);
  });

  it('no more is under way than the client takes; the rest follows as it acknowledges', () => {
    const talk = new Talk();
    const reader = talk.client('r', { properties: { receiveMaximum: 2 } }).subscribe('a', 2);
    reader.take();
    const writer = talk.client('w');
    for (const word of ['1', '2', '3']) writer.publish('a', word, { qos: 2, id: 1 }).acknowledge('pubrel', 1);
    const [first] = reader.all('publish');
    reader.acknowledge('pubrec', first?.id ?? 0);
    expect(reader.messages()).toEqual([]);
    reader.acknowledge('pubcomp', first?.id ?? 0);
    expect(reader.messages()).toEqual(['a=3 q2']);
  });

  it('who sends more QoS 2 than the broker takes is told', () => {
    const writer = new Talk({ receiveMaximum: 2 }).client('w');
    for (const id of [1, 2, 3]) writer.publish('a', 'x', { qos: 2, id });
    expect(writer.take().at(-1)).toMatchObject({ cmd: 'disconnect', code: 0x93 });
  });

  it('after a cut line PUBLISH comes again as a duplicate, and PUBREL where PUBREC had come', () => {
    const talk = new Talk();
    const kept = { clean: false, properties: { sessionExpiryInterval: 60 } };
    const reader = talk.client('r', kept).subscribe('a', 2);
    talk.client('w').publish('a', '1', { qos: 2, id: 1 }).publish('a', '2', { qos: 2, id: 2 });
    const [, , second] = reader.take();
    reader.acknowledge('pubrec', second?.cmd === 'publish' ? second.id : 0).lose();
    const back = talk.connect('r', kept).take();
    expect(back).toMatchObject([{ cmd: 'connack' }, { cmd: 'publish', dup: true }, { cmd: 'pubrel' }]);
  });

  it('what is too large for a reader is left out for it alone, and counted', () => {
    const talk = new Talk();
    const small = talk.client('s', { properties: { maximumPacketSize: 50 } }).subscribe('a', 1);
    const large = talk.client('l').subscribe('a', 1);
    small.take();
    large.take();
    talk.client('w').publish('a', 'x'.repeat(100), { qos: 1, id: 1 }).publish('a', 'y', { qos: 1, id: 2 });
    expect(small.messages()).toEqual(['a=y q1']);
    expect(large.messages()).toHaveLength(2);
    expect(talk.broker.counters.tooLarge).toBe(1);
  });

  it('a message that has expired is not sent; one that has not carries what is left', () => {
    const talk = new Talk();
    const kept = { clean: false, properties: { sessionExpiryInterval: 600 } };
    talk.client('r', kept).subscribe('a', 1).lose();
    const writer = talk.client('w');
    writer.publish('a', 'short', { qos: 1, id: 1, properties: { messageExpiryInterval: 5 } });
    writer.publish('a', 'long', { qos: 1, id: 1, properties: { messageExpiryInterval: 60 } });
    talk.pass(10);
    const got = talk.connect('r', kept).all('publish');
    expect(got).toMatchObject([{ properties: { messageExpiryInterval: 50 } }]);
    expect(talk.broker.counters.expired).toBe(1);
  });

  it('properties of a message arrive as they were sent, user properties in their order', () => {
    const talk = new Talk();
    const reader = talk.client('r').subscribe('a', 0, {}, { subscriptionIdentifier: [268_435_455] });
    reader.take();
    const properties = {
      payloadFormatIndicator: true,
      contentType: 'application/json',
      responseTopic: 'answers/1',
      correlationData: Uint8Array.of(0, 1, 255),
      userProperties: [
        ['b', '1'],
        ['a', '2'],
        ['b', '3'],
        ['7', '4'],
        ['__proto__', '5'],
      ] as [string, string][],
    };
    talk.client('w').publish('a', '{}', { properties });
    const [got] = reader.all('publish');
    expect(got?.properties.userProperties).toEqual(properties.userProperties);
    expect({ ...got?.properties, correlationData: [...(got?.properties.correlationData ?? [])] }).toEqual({
      ...properties,
      correlationData: [0, 1, 255],
      subscriptionIdentifier: [268_435_455],
    });
  });

  it('topic aliases hold both ways', () => {
    const talk = new Talk();
    const reader = talk.client('r', { properties: { topicAliasMaximum: 1 } }).subscribe('#');
    reader.take();
    const writer = talk.client('w').publish('long/topic', '1', { properties: { topicAlias: 3 } });
    writer.publish('', '2', { properties: { topicAlias: 3 } }).publish('other', '3');
    expect(reader.all('publish').map(({ topic, properties }) => [topic, properties.topicAlias])).toEqual([
      ['long/topic', 1],
      ['', 1],
      ['other', undefined],
    ]);
    writer.publish('', '4', { properties: { topicAlias: 33 } });
    expect(writer.take().at(-1)).toMatchObject({ cmd: 'disconnect', code: 0x94 });
  });

  it('3.1.1 and 5.0 talk through one broker', () => {
    const talk = new Talk();
    const four = talk.client('four', { level: 4 }).subscribe('t/#', 1);
    const five = talk.client('five').subscribe('t/#', 1);
    four.take();
    five.take();
    four.publish('t/4', 'a', { qos: 1, id: 1 });
    five.publish('t/5', 'b', { qos: 1, id: 1, properties: { userProperties: [['k', 'v']] } });
    expect(four.messages()).toEqual(['t/4=a q1', 't/5=b q1']);
    expect(five.messages()).toEqual(['t/4=a q1', 't/5=b q1']);
  });
});

describe('retained messages', () => {
  it('the last one is kept for who comes later; an empty one forgets it', () => {
    const talk = new Talk();
    const writer = talk.client('w');
    writer.publish('a', '1', { retain: true }).publish('a', '2', { retain: true }).publish('b', '3', { retain: true });
    expect(talk.client('r').subscribe('+').messages()).toEqual(['a=2 q0 retained', 'b=3 q0 retained']);
    writer.publish('a', '', { retain: true });
    expect(talk.client('s').subscribe('+').messages()).toEqual(['b=3 q0 retained']);
  });

  it('retain handling: always, when new, never', () => {
    const talk = new Talk();
    talk.client('w').publish('a', '1', { retain: true });
    const reader = talk.client('r');
    expect(reader.subscribe('a', 0, { retainHandling: 2 }).messages()).toEqual([]);
    expect(reader.subscribe('a', 0, { retainHandling: 1 }).messages()).toEqual([]);
    expect(reader.subscribe('a', 0, { retainHandling: 0 }).messages()).toHaveLength(1);
    expect(talk.client('s').subscribe('a', 0, { retainHandling: 1 }).messages()).toHaveLength(1);
  });

  it('a message passes on as retained only to who asked for it as published', () => {
    const talk = new Talk();
    const plain = talk.client('p').subscribe('a');
    const asPublished = talk.client('q').subscribe('a', 0, { retainAsPublished: true });
    plain.take();
    asPublished.take();
    talk.client('w').publish('a', '1', { retain: true });
    expect(plain.messages()).toEqual(['a=1 q0']);
    expect(asPublished.messages()).toEqual(['a=1 q0 retained']);
  });

  it('they expire, and there is a bound to them', () => {
    const talk = new Talk({ maxRetained: 1 });
    const writer = talk.client('w').publish('a', '1', { retain: true, properties: { messageExpiryInterval: 5 } });
    expect(writer.publish('b', '2', { retain: true, qos: 1, id: 4 }).all('puback')).toMatchObject([{ code: 0x97 }]);
    talk.pass(6);
    expect(talk.client('r').subscribe('#').messages()).toEqual([]);
    expect(talk.broker.counts.retained).toBe(0);
  });
});

describe('subscriptions', () => {
  it('each filter gets an answer of its own', () => {
    const asked = ['a/#/b', '$share/g/', 'a+', 'ok'].map((filter) => {
      return { filter, qos: 1 as QoS, noLocal: false, retainAsPublished: false, retainHandling: 0 };
    });
    const reader = new Talk().client('r').say({ cmd: 'subscribe', id: 3, subscriptions: asked, properties: {} });
    expect(reader.all('suback')).toMatchObject([{ codes: [0x8f, 0x8f, 0x8f, 1] }]);
    reader.say({ cmd: 'unsubscribe', id: 4, filters: ['ok', 'ok'], properties: {} });
    expect(reader.all('unsuback')).toMatchObject([{ codes: [0, 0x11] }]);
  });

  it('overlapping subscriptions are one delivery with the highest QoS and all identifiers', () => {
    const talk = new Talk();
    const reader = talk.client('r').subscribe('a/#', 0, {}, { subscriptionIdentifier: [1] });
    reader.subscribe('a/+', 1, {}, { subscriptionIdentifier: [2] });
    reader.take();
    talk.client('w').publish('a/b', 'x', { qos: 2, id: 1 });
    expect(reader.all('publish')).toMatchObject([{ qos: 1, properties: { subscriptionIdentifier: [1, 2] } }]);
  });

  it('no local: its own messages do not come back', () => {
    const talk = new Talk();
    const both = talk.client('b').subscribe('a', 0, { noLocal: true });
    both.take();
    both.publish('a', 'mine');
    talk.client('w').publish('a', 'yours');
    expect(both.messages()).toEqual(['a=yours q0']);
    both.subscribe('$share/g/a', 0, { noLocal: true });
    expect(both.take()).toMatchObject([{ cmd: 'disconnect', code: 0x82 }]);
  });

  it('a shared subscription takes turns, and passes by who is away', () => {
    const talk = new Talk();
    const kept = { clean: false, properties: { sessionExpiryInterval: 600 } };
    const one = talk.client('1', kept).subscribe('$share/g/a', 1);
    const two = talk.client('2', kept).subscribe('$share/g/a', 1);
    const writer = talk.client('w');
    for (const word of ['a', 'b', 'c', 'd']) writer.publish('a', word);
    expect(one.messages()).toEqual(['a=a q0', 'a=c q0']);
    expect(two.messages()).toEqual(['a=b q0', 'a=d q0']);
    one.lose();
    writer.publish('a', 'e').publish('a', 'f');
    expect(two.messages()).toEqual(['a=e q0', 'a=f q0']);
  });

  it('$SYS is hidden from # and not to be published to', () => {
    const talk = new Talk({ statusIntervalS: 10 });
    const reader = talk.client('r').subscribe('#').subscribe('+/broker/version');
    expect(reader.messages()).toEqual([]);
    expect(reader.subscribe('$SYS/broker/version').messages()).toEqual(['$SYS/broker/version=millwright q0 retained']);
    reader.subscribe('$SYS/broker/clients/connected').take();
    talk.pass(11);
    expect(reader.messages()).toEqual(['$SYS/broker/clients/connected=1 q0']);
    expect(reader.publish('$SYS/broker/version', 'x', { qos: 1, id: 1 }).all('puback')).toMatchObject([{ code: 0x87 }]);
  });

  it('the access list: own topics by client and user, wildcards only where all of them are allowed', () => {
    const rules = [
      { publish: ['dev/%c/#'], subscribe: ['dev/%c/#', 'all/+'] },
      { user: 'ann', publish: ['users/%u'], subscribe: ['#'] },
    ];
    const talk = new Talk({ access: { anonymous: true, users: [{ name: 'ann', password: 'x' }], rules } });
    const device = talk.client('d1');
    expect(device.publish('dev/d1/t', '1', { qos: 1, id: 1 }).all('puback')).toMatchObject([{ code: 0x10 }]);
    expect(device.publish('dev/d2/t', '1', { qos: 1, id: 1 }).all('puback')).toMatchObject([{ code: 0x87 }]);
    expect(device.publish('dev/d2/t', '1', { qos: 2, id: 1 }).all('pubrec')).toMatchObject([{ code: 0x87 }]);
    for (const [filter, code] of [
      ['dev/d1/#', 0],
      ['dev/+/t', 0x87],
      ['dev/#', 0x87],
      ['all/+', 0],
      ['all/#', 0x87],
      ['$share/g/dev/d1/x', 0],
      ['$share/g/dev/d2/x', 0x87],
    ] as const)
      expect(device.subscribe(filter).all('suback'), filter).toMatchObject([{ codes: [code] }]);
    const wild = talk.client('+');
    expect(wild.subscribe('dev/+/#').all('suback')).toMatchObject([{ codes: [0x87] }]);
    const ann = talk.client('d3', { username: 'ann', password: text('x') });
    expect(ann.publish('users/ann', '1', { qos: 1, id: 1 }).all('puback')).toMatchObject([{ code: 0x10 }]);
    const four = talk.client('d4', { level: 4 }).publish('dev/d1/t', '1', { qos: 1, id: 1 });
    expect(four.all('puback')).toHaveLength(1);
    expect(four.subscribe('dev/#').all('suback')).toMatchObject([{ codes: [0x80] }]);
  });
});

describe('save and restore', () => {
  it('what is not a saved broker is refused', () => {
    for (const saved of [null, {}, [], 'x', { sessions: 3 }]) expect(Broker.restore({}, saved)).toBeNull();
  });

  it('in the middle of everything, the conversation goes on as if nothing had happened', () => {
    const run = (restoring: boolean): string => {
      const talk = new Talk({ statusIntervalS: 7 });
      const kept = { clean: false, properties: { sessionExpiryInterval: 60, topicAliasMaximum: 2 } };
      const step = (): void => {
        if (restoring) talk.restore();
      };
      const reader = talk.client('r', kept).subscribe('#', 2);
      const shared = talk.client('s', { keepAlive: 30, will }).subscribe('$share/g/+', 1);
      const writer = talk.client('w').publish('t', '1', { qos: 2, id: 1, retain: true, properties: { topicAlias: 1 } });
      step();
      writer.publish('', '2', { qos: 2, id: 2, properties: { topicAlias: 1 } }).raw(Uint8Array.of(0x62, 2));
      step();
      writer.raw(Uint8Array.of(0, 1));
      step();
      const heard = reader.got.filter((packet) => packet.cmd === 'publish');
      reader.acknowledge('pubrec', heard[0]?.id ?? 0);
      step();
      reader.lose();
      writer.publish('late', '3', { qos: 1, id: 5 });
      step();
      talk.pass(46);
      step();
      const back = talk.connect('r', kept);
      return JSON.stringify([reader.got, shared.got, writer.got, back.got, talk.broker.counters]);
    };
    expect(run(true)).toBe(run(false));
  });
});
