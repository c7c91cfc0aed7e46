/** mosquitto_pub and mosquitto_sub on the rig's network. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Broker } from '#sandbox/protocols/mqtt/broker.ts';
import type { BrokerOptions } from '#sandbox/protocols/mqtt/broker-options.ts';
import { Client } from '#sandbox/protocols/mqtt/client.ts';
import type { Effect, Failure, Party } from '#sandbox/protocols/party.ts';
import type { ToolOrder } from '#sandbox/wire/tools.ts';
import { Desk, only, play } from './desk.ts';

/** A broker that can be taken up from what it saved, as a rig's device does. */
class BrokerDevice implements Party {
  readonly #options: BrokerOptions;
  broker: Broker;

  constructor(options: BrokerOptions = {}) {
    this.#options = { statusIntervalS: 0, ...options };
    this.broker = new Broker(this.#options);
  }
  accepted(connection: number, from: string, nowNs: bigint): void {
    this.broker.accepted(connection, from, nowNs);
  }
  connected(): void {}
  failed(_connection: number, _why: Failure): void {}
  received(connection: number, bytes: Uint8Array, nowNs: bigint): void {
    this.broker.received(connection, bytes, nowNs);
  }
  closed(connection: number, how: 'closed' | 'reset', nowNs: bigint): void {
    this.broker.closed(connection, how, nowNs);
  }
  wake(nowNs: bigint): void {
    this.broker.wake(nowNs);
  }
  get due(): bigint | null {
    return this.broker.due;
  }
  drain(): Effect[] {
    return this.broker.drain();
  }
  save(): unknown {
    return this.broker.save();
  }
  restore(saved: unknown): string | null {
    const broker = Broker.restore(this.#options, saved);
    if (broker) this.broker = broker;
    return broker ? null : 'no broker';
  }
}

const brokered = (options: BrokerOptions = {}) => ({
  services: () => ({ broker: { host: 'broker', port: 1883, party: new BrokerDevice(options) } }),
});
const brokerOf = (all: Desk): Broker => (all.services.broker!.party as BrokerDevice).broker;
const desk = (options: BrokerOptions = {}) => new Desk(brokered(options));

const broker = {
  host: 'broker',
  port: 1883,
  version: '3.1.1' as const,
  client: '',
  keepAlive: 60,
  clean: true,
  userProperties: [],
  timeout: 5_000,
};
const publish = (more: Partial<Extract<ToolOrder, { tool: 'mqtt-publish' }>> = {}): ToolOrder => ({
  tool: 'mqtt-publish',
  ...broker,
  topic: 'hall/press/state',
  messages: ['running'],
  delay: 0,
  qos: 0,
  retain: false,
  ...more,
});
const { userProperties: _none, ...plainBroker } = broker;
const subscribe = (more: Partial<Extract<ToolOrder, { tool: 'mqtt-subscribe' }>> = {}): ToolOrder => ({
  tool: 'mqtt-subscribe',
  ...plainBroker,
  topics: ['hall/#'],
  qos: 0,
  count: null,
  wait: null,
  retainedOnly: false,
  noRetained: false,
  ...more,
});

const payloads = (all: Desk) =>
  only(
    all.heard.map(({ record }) => record),
    'message',
  ).map(({ payload }) => payload);

describe('mosquitto_pub and mosquitto_sub', () => {
  test.each([
    ['3.1.1', 0],
    ['3.1.1', 1],
    ['3.1.1', 2],
    ['5.0', 0],
    ['5.0', 1],
    ['5.0', 2],
  ] as const)('with MQTT %s and QoS %i, what is published is heard once, in its order', (version, qos) => {
    const all = desk();
    const sub = all.start(subscribe({ version, qos }));
    all.run(200);
    const messages = Array.from({ length: 100 }, (_, at) => `${at}`);
    const pub = all.start(publish({ version, qos, messages }));
    const records = all.run(3_000);
    expect(only(records, 'published')).toEqual([{ kind: 'published', count: 100 }]);
    expect(payloads(all)).toEqual(messages);
    expect(all.heard.map(({ record }) => record).find(({ kind }) => kind === 'subscribed')).toMatchObject({ granted: [qos] });
    expect(only(records, 'message')[0]).toMatchObject({ topic: 'hall/press/state', qos, retain: false, base64: false });
    expect(all.exits.get(pub)).toBe(0);
    expect(all.exits.has(sub)).toBe(false);
    all.interrupt(sub);
    all.run(200);
    expect(all.exits.get(sub)).toBe(0);
    expect(brokerOf(all).counts.connected).toBe(0);
  });

  test('-C 2 ends it after two messages, -W after its time with 27', () => {
    const all = desk();
    const counted = all.start(subscribe({ count: 2 }));
    const waiting = all.start(subscribe({ wait: 1_500 }));
    all.run(200);
    all.start(publish({ messages: ['one', 'two', 'three'] }));
    all.run(1_200);
    expect(all.exits.get(counted)).toBe(0);
    expect(all.exits.has(waiting)).toBe(false);
    all.run(150);
    expect(all.exits.get(waiting)).toBe(27);
    expect(payloads(all).sort()).toEqual(['one', 'one', 'three', 'two', 'two']);
  });

  test('retained messages come first; -R leaves them out, --retained-only ends at the first that is not', () => {
    const all = desk();
    all.start(publish({ retain: true, messages: ['kept'] }));
    all.run(300);
    all.start(subscribe());
    const without = all.start(subscribe({ noRetained: true }));
    const alone = all.start(subscribe({ retainedOnly: true }));
    const kept = only(all.run(300), 'message');
    expect(kept.map(({ payload, retain }) => `${payload} ${retain}`)).toEqual(['kept true', 'kept true']);
    expect(all.exits.has(alone)).toBe(false);
    all.start(publish({ messages: ['new'] }));
    all.run(300);
    expect(all.exits.get(alone)).toBe(0);
    expect(all.exits.has(without)).toBe(false);
    expect(payloads(all)).toEqual(['kept', 'kept', 'new', 'new']);
  });

  test('what is no text comes as base64', () => {
    const all = desk();
    all.start(subscribe());
    const raw = new Client({ host: 'broker', clientId: 'raw' }, () => 0);
    all.carrier.attach('raw', { host: 'printer', ports: [], party: raw });
    raw.start(all.network.nowNs);
    raw.publish({ topic: 'hall/raw', payload: Uint8Array.of(0x41, 0xff, 0) }, all.network.nowNs);
    expect(only(all.run(500), 'message')[0]).toMatchObject({ payload: 'Qf8A', base64: true });
  });

  test('user properties travel with MQTT 5', () => {
    const all = desk();
    all.start(subscribe({ version: '5.0' }));
    all.run(200);
    all.start(publish({ version: '5.0', userProperties: [['unit', 'bar']], messages: ['7'] }));
    const [message] = only(all.run(300), 'message');
    expect(message).toMatchObject({ payload: '7', userProperties: [['unit', 'bar']] });
  });

  test('messages with a delay between them keep it', () => {
    const all = desk();
    all.start(subscribe());
    all.run(200);
    all.start(publish({ messages: ['a', 'b', 'c'], delay: 500 }));
    const times = only(all.run(2_000), 'message').map(({ at }) => Math.round(at / 10) * 10);
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 500, 1_000]);
  });

  test('ten thousand messages of 1 kB go through without filling the network', () => {
    const all = desk({ maxQueued: 20_000, maxQueuedBytes: 1 << 26 });
    const call = all.start(publish({ messages: Array<string>(10_000).fill('x'.repeat(1_000)) }));
    const records = all.run(12_000);
    expect(only(records, 'connection')).toEqual([]);
    expect(only(records, 'published')).toEqual([{ kind: 'published', count: 10_000 }]);
    expect(all.exits.get(call)).toBe(0);
  });

  test('nobody listens, nobody has the name, the conduit drops: exit code 1 and why', () => {
    const all = new Desk();
    const calls = [publish(), subscribe({ host: 'brokers' }), subscribe({ port: 8883, timeout: 2_000 })].map((one) =>
      all.start(one),
    );
    const why = only(all.run(3_000), 'connection').map((record) => record.why);
    expect(why).toEqual(['unknown-host', 'refused', 'no-answer']);
    expect(calls.map((call) => all.exits.get(call))).toEqual([1, 1, 1]);
  });

  test('the broker refuses: the exit code is that of CONNACK in each version', () => {
    const access = { anonymous: false, users: [{ name: 'gw', password: 'right' }], rules: null };
    const all = desk({ access });
    const old = all.start(publish());
    const wrong = all.start(subscribe({ version: '5.0', user: 'gw', password: 'wrong' }));
    const right = all.start(publish({ user: 'gw', password: 'right' }));
    const refusals = only(all.run(500), 'mqtt-refused');
    expect([old, wrong, right].map((call) => all.exits.get(call))).toEqual([5, 134, 0]);
    expect(refusals.map(({ code }) => code)).toEqual([135, 134]);
    expect(refusals[1]?.message.en).toContain('-u and -P');
  });

  test('a topic that its access list keeps from it: told, and the exit code of mosquitto', () => {
    const access = { anonymous: true, users: [], rules: [{ publish: ['ok/#'], subscribe: ['ok/#'] }] };
    const all = desk({ access });
    const pub = all.start(publish({ version: '5.0', qos: 1 }));
    const sub = all.start(subscribe());
    const records = all.run(500);
    expect(new Set(only(records, 'mqtt-refused').map(({ code }) => code))).toEqual(new Set([128, 135]));
    expect(only(records, 'published')[0]).toEqual({ kind: 'published', count: 0 });
    expect(only(records, 'subscribed')[0]?.granted).toEqual([128]);
    expect([all.exits.get(pub), all.exits.get(sub)]).toEqual([0, 0]);
  });

  test('a topic with a wildcard cannot be published to, nor half a wildcard subscribed to; -c wants a name, -P a user', () => {
    const all = desk();
    const orders = [
      publish({ topic: 'hall/#' }),
      subscribe({ topics: ['hall/#', 'a/#/b'] }),
      subscribe({ clean: false }),
      publish({ password: 'x' }),
    ];
    const calls = orders.map((one) => all.start(one));
    const problems = only(all.run(20), 'problem').map(({ message }) => message.en);
    expect(problems[0]).toContain('"hall/#"');
    expect(problems[1]).toContain('"a/#/b"');
    expect(problems[2]).toContain('-i');
    expect(problems[3]).toContain('-u');
    expect(calls.map((call) => all.exits.get(call))).toEqual([1, 1, 1, 1]);
    expect(all.network.streams).toBe(0);
  });

  test('a subscriber whose broker was away connects again and hears on', () => {
    const all = desk();
    const sub = all.start(subscribe({ keepAlive: 2, timeout: 1_000 }));
    all.run(500);
    all.network.setLink('broker-cable', { up: false });
    const away = only(all.run(8_000), 'connection');
    expect(away.map(({ why }) => why)).toEqual(['no-answer']);
    all.network.mendLink('broker-cable');
    all.run(6_000);
    all.start(publish({ messages: ['back'] }));
    all.run(500);
    expect(payloads(all)).toEqual(['back']);
    expect(all.exits.has(sub)).toBe(false);
  });

  test('a session that is kept has what came meanwhile', () => {
    const all = desk();
    const kept = { client: 'desk', clean: false, qos: 1 };
    const first = all.start(subscribe(kept));
    all.run(300);
    all.interrupt(first);
    all.run(200);
    all.start(publish({ qos: 1, messages: ['meanwhile'] }));
    all.run(500);
    expect(payloads(all)).toEqual([]);
    all.start(subscribe(kept));
    all.run(500);
    expect(payloads(all)).toEqual(['meanwhile']);
  });

  test('with its broker gone, a publisher gives up after its timeout', () => {
    const all = desk();
    const call = all.start(publish({ qos: 1, messages: ['a', 'b'], delay: 1_000, timeout: 3_000 }));
    all.run(500);
    all.network.setLink('broker-cable', { up: false });
    const records = all.run(5_000);
    expect(only(records, 'published')[0]).toEqual({ kind: 'published', count: 1 });
    expect(only(records, 'connection')[0]?.why).toBe('no-answer');
    expect(all.exits.get(call)).toBe(1);
  });

  test('Ctrl-C on a publisher says no farewell, so that its will is published; a subscriber says it', () => {
    const will = { topic: 'hall/will', payload: 'gone', qos: 0, retain: false };
    const all = desk();
    all.start(subscribe({ topics: ['hall/will'] }));
    const pub = all.start(publish({ messages: ['a', 'b'], delay: 60_000, will }));
    const sub = all.start(subscribe({ will: { ...will, payload: 'sub gone' } }));
    all.run(500);
    all.interrupt(pub);
    all.interrupt(sub);
    all.run(1_000);
    expect(all.exits.get(pub)).toBe(130);
    expect(payloads(all).filter((one) => one.includes('gone'))).toEqual(['gone']);
  });

  test('saved and carried on elsewhere in the middle of a handshake, it finds the same', () => {
    const uplink = { loss: { kind: 'bernoulli' as const, share: 0.2 }, jitter: [{ share: 1, ns: 30_000_000 }] };
    const pub = publish({ qos: 2, version: '5.0', messages: Array.from({ length: 20 }, (_, at) => `${at}`), delay: 20 });
    const played = (seed: number, savedAt?: number) => {
      const options = { seed, uplink, ...brokered() };
      const first = new Desk(options);
      first.start(subscribe({ qos: 2, version: '5.0', count: 15 }));
      first.run(100);
      first.start(pub);
      let current = first;
      for (let tick = 0; tick < 400; tick++) {
        if (tick === savedAt) {
          current = new Desk(options);
          current.restore(first.save());
        }
        current.run(10);
      }
      const { heard } = current;
      return current === first ? heard : [...first.heard, ...heard];
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 300 }), (seed, savedAt) => {
        expect(played(seed, savedAt)).toEqual(played(seed));
      }),
      { numRuns: 15 },
    );
  });

  test('Ctrl-C in the middle of a restored run ends as in an undisturbed one', () => {
    const given = subscribe({ qos: 1 });
    const run = { ticks: 60, interruptAt: 50 };
    expect(play(brokered(), given, { ...run, savedAt: 30 })).toEqual(play(brokered(), given, run));
  });
});
