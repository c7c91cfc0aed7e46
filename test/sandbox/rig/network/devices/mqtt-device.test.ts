/** A sensor that speaks MQTT: what it publishes, when, and what it does when its broker is not there. */
import { describe, expect, test } from 'vitest';
import { Client } from '#sandbox/protocols/mqtt/client.ts';
import type { Published } from '#sandbox/rig/network/devices/broker-device.ts';
import type { MqttDevice } from '#sandbox/rig/network/devices/mqtt-device.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import { again, atLaptop, built, deviceLab } from './device-lab.ts';

const publish = [
  {
    topic: 'press/1',
    every: '500ms',
    signals: { power: 'plant.Power', total: 'plant.Total', on: 'plant.Closed', level: 'plant.Level' },
    constants: { unit: 'kW' },
    timestamp: 'ts',
  },
  { topic: 'press/1/load', every: '1s', signals: { '': 'plant.Load' }, decimals: 1, qos: 1, retain: true },
];
const subscribe = [
  { topic: 'press/1/set', pointer: '/load', signal: 'plant.Load' },
  { topic: 'press/1/breaker', signal: 'plant.Breaker' },
];

const lab = (mqtt: Record<string, unknown> = {}) =>
  deviceLab({
    devices: { hub: { broker: {} }, sensor: { mqtt: { broker: 'hub', publish, subscribe, status: 'press/1/state', ...mqtt } } },
  });

const text = (payload: Uint8Array) => new TextDecoder().decode(payload);

function observed(rig: Rig): Published[] {
  const seen: Published[] = [];
  rig.network!.broker('hub')!.observer = (one) => seen.push(one);
  return seen;
}
const sensorOf = (rig: Rig): MqttDevice => rig.network!.devices['sensor.mqtt'] as MqttDevice;
const told = (seen: Published[], topic: string) => seen.filter((one) => one.topic === topic).map(({ payload }) => text(payload));

describe('a sensor that publishes over MQTT', () => {
  test('writes its signals as JSON in the order of the lab, with its constants and its time', () => {
    const rig = built(lab());
    const seen = observed(rig);
    rig.advance(300);
    const [first = ''] = told(seen, 'press/1');
    expect(first).toMatch(/^\{"power":25,"total":9007199254740993,"on":false,"level":0\.1,"unit":"kW","ts":17676000\d{5}\}$/);
    expect(told(seen, 'press/1/load')[0]).toBe('12.5');
  });

  test('publishes at its period, at a phase that is its own and the same each time', () => {
    const times = (seed: number) => {
      const rig = built(lab(), seed);
      const seen = observed(rig);
      rig.advance(500);
      return seen.filter(({ topic }) => topic === 'press/1').map(({ atNs }) => Number(atNs / 1_000_000n));
    };
    const one = times(1);
    expect(one).toHaveLength(10);
    const apart = one.slice(1).map((at, index) => at - (one[index] ?? 0));
    for (const each of apart) expect(Math.abs(each - 500)).toBeLessThanOrEqual(1);
    expect(times(1)).toEqual(one);
    expect(times(2)).not.toEqual(one);
  });

  test('says that it is there, and the broker says when it is gone', () => {
    const rig = built(lab({ keep_alive: '2s' }));
    const seen = observed(rig);
    rig.advance(100);
    expect(told(seen, 'press/1/state')).toEqual(['online']);
    rig.network!.network.power('sensor', false);
    rig.advance(500);
    expect(told(seen, 'press/1/state')).toEqual(['online', 'offline']);
  });

  test('tries again with growing pauses while its broker is away, and says that it is back', () => {
    const rig = built(lab({ keep_alive: '2s' }));
    const seen = observed(rig);
    rig.advance(100);
    rig.network!.network.setLink('to-hub', { up: false });
    rig.advance(3_000);
    const before = seen.length;
    expect(sensorOf(rig).phase).not.toBe('open');
    rig.network!.network.mendLink('to-hub');
    rig.advance(6_000);
    const back = seen.slice(before);
    expect(told(back, 'press/1/state').at(-1)).toBe('online');
    expect(told(back, 'press/1').length).toBeGreaterThan(20);
  });

  test('messages set signals, at a pointer or as they are; what a signal does not take is left out', () => {
    const rig = built(lab());
    const desk = atLaptop(rig, new Client({ host: 'hub', clientId: 'desk' }, () => 0.5));
    desk.start(0n);
    rig.advance(20);
    const say = (topic: string, payload: string) => {
      desk.publish({ topic, payload: new TextEncoder().encode(payload) }, rig.timeNs);
      rig.advance(20);
    };
    say('press/1/set', '{"load": 4.5}');
    expect(rig.value('plant.Load')).toBe(4.5);
    say('press/1/set', '{"load": "much"}');
    say('press/1/set', '{"other": 3}');
    say('press/1/set', '{');
    say('press/1/set', '{"load": 1767600029696}');
    say('press/1/set', '{"load": -1e300}');
    expect(rig.value('plant.Load')).toBe(4.5);
    say('press/1/breaker', 'true');
    expect(rig.value('plant.Breaker')).toBe(true);
  });

  test('ails as real ones do: silent and still there, stale with new times, a clock that is ahead', () => {
    const rig = built(lab());
    const seen = observed(rig);
    rig.advance(100);
    sensorOf(rig).misbehaviour = { silent: true };
    const before = seen.length;
    rig.advance(1_000);
    expect(seen.length).toBe(before);
    expect(sensorOf(rig).phase).toBe('open');
    sensorOf(rig).misbehaviour = { stale: true };
    rig.advance(100);
    rig.apply({ kind: 'operate', signal: 'plant.Load', value: 99 });
    rig.advance(200);
    const stale = told(seen, 'press/1').slice(-2);
    expect(stale.every((line) => line.includes('"power":25,'))).toBe(true);
    expect(new Set(stale).size).toBe(2);
    sensorOf(rig).misbehaviour = { clockSkewNs: '3600000000000' };
    rig.advance(100);
    const ahead = told(seen, 'press/1').at(-1) ?? '';
    expect(ahead).toContain('"power":198,');
    expect(Number(/"ts":(\d+)/.exec(ahead)?.[1])).toBeGreaterThan(1_767_603_600_000);
  });

  test('a signal that is not there is told with the device', () => {
    const wrong = Rig.build(lab({ publish: [{ topic: 'a', every: '1s', signals: { a: 'plant.Nothing' } }] }), { seed: 1 });
    expect(wrong.problems[0]?.message.en).toContain('sensor, plant.Nothing');
  });

  test('saved and restored at any tick, it says the same at the same instants', () => {
    const says = (at: number | null) => {
      let rig = built(lab());
      const lines: string[] = [];
      const look = () => {
        rig.network!.broker('hub')!.observer = ({ topic, payload, atNs }) => lines.push(`${atNs} ${topic} ${text(payload)}`);
      };
      look();
      for (let tick = 0; tick < 300; tick++) {
        rig.advance(1);
        if (tick === at) {
          rig = again(rig);
          look();
        }
      }
      return lines;
    };
    const undisturbed = says(null);
    for (const at of [0, 1, 2, 50, 77, 123, 250]) expect(says(at)).toEqual(undisturbed);
  });
});
