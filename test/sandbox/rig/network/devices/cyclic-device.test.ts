/** Cyclic I/O from a camera to a controller's host: when values come, what is lost stays lost, and how old the last ones are. */
import { describe, expect, test } from 'vitest';
import { encodeFrame } from '#sandbox/protocols/cyclic/codec.ts';
import type { CyclicConsumer } from '#sandbox/rig/network/devices/cyclic-device.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import { again, built, deviceLab } from './device-lab.ts';

const cyclic = {
  to: 'laptop',
  every: '100ms',
  signals: { 'plant.Power': 'plant.Seen', 'plant.Energy': 'plant.SeenCount', 'plant.Running': 'plant.SeenOn' },
  processing: '250ms',
  age: 'plant.Age',
};
const lab = (more: Record<string, unknown> = {}) => deviceLab({ devices: { camera: { cyclic: { ...cyclic, ...more } } } });
const ms = 1_000_000;
const age = (rig: Rig) => Number(rig.value('plant.Age')) / ms;
const consumer = (rig: Rig) => rig.network!.devices['camera.cyclic.listener'] as CyclicConsumer;

describe('cyclic I/O', () => {
  test('the listener’s inputs show what was taken at the device, later by its processing', () => {
    const rig = built(lab());
    rig.advance(20);
    expect(rig.value('plant.SeenOn')).toBe(false);
    rig.advance(40);
    expect(rig.value('plant.SeenOn')).toBe(true);
    expect(rig.value('plant.Seen')).toBe(25);
    // Energy counts ticks of 10 ms.
    const late = Number(rig.value('plant.Energy')) - Number(rig.value('plant.SeenCount'));
    expect(late).toBeGreaterThanOrEqual(25);
    expect(late).toBeLessThanOrEqual(36);
  });

  test('the age of the last values is below the period while they come, and grows while they do not', () => {
    const rig = built(lab());
    rig.advance(100);
    for (let tick = 0; tick < 50; tick++) {
      rig.advance(1);
      expect(age(rig)).toBeLessThanOrEqual(101);
    }
    rig.network!.network.setLink('to-camera', { up: false });
    rig.advance(100);
    expect(age(rig)).toBeGreaterThan(890);
    rig.network!.network.mendLink('to-camera');
    rig.advance(100);
    expect(age(rig)).toBeLessThanOrEqual(101);
  });

  test('before the first value, the age counts from the beginning', () => {
    const rig = built(lab({ processing: '5s' }));
    rig.advance(100);
    expect(age(rig)).toBe(1_000);
  });

  test('what comes late, twice or mutilated is dropped and counted', () => {
    const rig = built(lab());
    rig.advance(100);
    const party = consumer(rig);
    const before = rig.value('plant.SeenCount');
    const frame = (sequence: number, values: (number | bigint | boolean)[] = [1, 1n, false]) => encodeFrame({ sequence, values });
    for (const bytes of [frame(1), frame(0), frame(9_999_999, [1]), Uint8Array.of(1, 2, 3)])
      party.datagram(2222, '10.0.1.20', 2222, bytes, rig.timeNs);
    expect(party.dropped).toBe(4);
    expect(rig.value('plant.SeenCount')).toBe(before);
    party.datagram(2222, '10.0.1.20', 2222, frame(1_000, [1.5, 77n, false]), rig.timeNs);
    expect(rig.value('plant.SeenCount')).toBe(77);
  });

  test('a producer that begins anew is heard again after sixteen periods of silence', () => {
    const rig = built(lab());
    rig.advance(100);
    const party = consumer(rig);
    const first = encodeFrame({ sequence: 1, values: [1, 55n, true] });
    rig.network!.network.power('camera', false);
    rig.advance(100);
    party.datagram(2222, '', 2222, first, rig.timeNs);
    expect(rig.value('plant.SeenCount')).not.toBe(55);
    rig.advance(100);
    party.datagram(2222, '', 2222, first, rig.timeNs);
    expect(rig.value('plant.SeenCount')).toBe(55);
  });

  test('saved with frames under way and restored, the plant sees what it would have seen', () => {
    const trace = (at: number | null) => {
      let rig = built(lab());
      for (let tick = 0; tick < 120; tick++) {
        rig.advance(1);
        if (tick === at) rig = again(rig);
      }
      return rig.traceHash;
    };
    const undisturbed = trace(null);
    for (const at of [0, 1, 20, 33, 34, 35, 90]) expect(trace(at)).toBe(undisturbed);
  });

  test('a signal that is not there is told with the device', () => {
    const wrong = Rig.build(lab({ signals: { 'plant.Nothing': 'plant.Seen' } }), { seed: 1 });
    expect(wrong.problems[0]?.message.en).toContain('camera, plant.Nothing');
  });
});
