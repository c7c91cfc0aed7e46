/** A broker on the rig's network: users, what they may do, and what grading sees of it. */
import { describe, expect, test } from 'vitest';
import { Client } from '#sandbox/protocols/mqtt/client.ts';
import type { ClientOptions } from '#sandbox/protocols/mqtt/client-options.ts';
import type { Published } from '#sandbox/rig/network/devices/broker-device.ts';
import type { Rig } from '#sandbox/rig/rig.ts';
import { again, atLaptop, built, deviceLab } from './device-lab.ts';

const lab = (broker: Record<string, unknown> = {}) => deviceLab({ devices: { hub: { broker } } });
const users = { press: { password: 'secret', publish: ['press/#'], subscribe: ['orders/press'] } };
const text = (payload: Uint8Array) => new TextDecoder().decode(payload);
const bytes = (written: string) => new TextEncoder().encode(written);

function client(rig: Rig, options: Partial<ClientOptions>, name = 'bench') {
  const party = new Client({ host: 'hub', clientId: name, ...options }, () => 0.5);
  party.start(rig.timeNs);
  return atLaptop(rig, party, name);
}

describe('a broker on the rig’s network', () => {
  test('carries messages between clients', () => {
    const rig = built(lab());
    const one = client(rig, {}, 'one');
    const other = client(rig, {}, 'other');
    other.subscribe([{ filter: 'a/#', qos: 1 }], rig.timeNs);
    rig.advance(20);
    one.publish({ topic: 'a/b', payload: bytes('7'), qos: 2 }, rig.timeNs);
    rig.advance(20);
    expect(other.take(rig.timeNs).messages.map(({ topic, payload }) => `${topic} ${text(payload)}`)).toEqual(['a/b 7']);
  });

  test('lets in whom it knows, and each publishes and subscribes to what its list says', () => {
    const rig = built(lab({ anonymous: false, users }));
    const stranger = client(rig, {}, 'stranger');
    const wrong = client(rig, { username: 'press', password: 'guess' }, 'wrong');
    const press = client(rig, { username: 'press', password: 'secret' }, 'press');
    press.subscribe([{ filter: 'orders/press', qos: 1 }], rig.timeNs);
    press.subscribe([{ filter: '#', qos: 0 }], rig.timeNs);
    rig.advance(20);
    expect([stranger.phase, wrong.phase, press.phase]).toEqual(['waiting', 'waiting', 'open']);
    const answers = press.take(rig.timeNs).notices.flatMap((notice) => (notice.kind === 'subscribed' ? notice.codes : []));
    expect(answers).toEqual([1, 0x87]);
    press.publish({ topic: 'press/strokes', payload: bytes('1'), qos: 1 }, rig.timeNs);
    press.publish({ topic: 'other/strokes', payload: bytes('1'), qos: 1 }, rig.timeNs);
    rig.advance(20);
    const codes = press.take(rig.timeNs).notices.flatMap((notice) => (notice.kind === 'published' ? [notice.code] : []));
    expect(codes).toEqual([0x10, 0x87]);
  });

  test('grading sees every message of the clients at its instant, wills too, and none of the broker’s own reports', () => {
    const rig = built(lab());
    const seen: Published[] = [];
    const broker = rig.network!.broker('hub')!;
    broker.observer = (published) => seen.push(published);
    const will = { topic: 'state', payload: bytes('offline'), qos: 1, retain: true } as const;
    const sensor = client(rig, { will }, 'sensor');
    rig.advance(20);
    sensor.publish({ topic: 'value', payload: bytes('42'), qos: 1, retain: true }, rig.timeNs);
    rig.advance(20);
    rig.network!.network.power('laptop', false);
    rig.advance(20_000);
    expect(seen.map(({ topic, payload, qos, retain, client: from }) => [topic, text(payload), qos, retain, from])).toEqual([
      ['value', '42', 1, true, 'sensor'],
      ['state', 'offline', 1, true, 'sensor'],
    ]);
    expect(seen[0]!.atNs).toBeGreaterThan(200_000_000n);
    expect(seen[0]!.atNs).toBeLessThan(210_000_000n);
    expect(rig.network!.broker('laptop')).toBe(null);
  });

  test('the look stays through a restore in place, and is not saved', () => {
    const rig = built(lab());
    const seen: string[] = [];
    const broker = rig.network!.broker('hub')!;
    broker.observer = ({ topic }) => seen.push(topic);
    broker.restore(broker.save());
    const sensor = client(rig, {}, 'sensor');
    rig.advance(20);
    sensor.publish({ topic: 'a', payload: bytes('1') }, rig.timeNs);
    rig.advance(20);
    expect(seen).toEqual(['a']);
    const restored = again(rig);
    restored.advance(20);
    expect(seen).toEqual(['a']);
  });

  test('messages wait for a client that is away, no more than the lab says', () => {
    const rig = built(lab({ queue: 3 }));
    const away = client(rig, { clean: false, clientId: 'away' }, 'away');
    away.subscribe([{ filter: 'n', qos: 1 }], rig.timeNs);
    const one = client(rig, {}, 'one');
    rig.advance(20);
    away.stop(rig.timeNs);
    rig.advance(20);
    for (let number = 1; number <= 5; number++) one.publish({ topic: 'n', payload: bytes(`${number}`), qos: 1 }, rig.timeNs);
    rig.advance(20);
    away.start(rig.timeNs);
    rig.advance(20);
    expect(away.take(rig.timeNs).messages.map(({ payload }) => text(payload))).toEqual(['3', '4', '5']);
  });
});
