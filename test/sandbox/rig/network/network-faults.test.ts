/** Faults of links, hosts and devices: what they do, that they end, and that a rig that was saved among them goes on in them. */
import { describe, expect, test } from 'vitest';
import { ModbusClient } from '#sandbox/protocols/modbus/client.ts';
import { isAddressError, parseAddress, type S7Address } from '#sandbox/protocols/s7/address.ts';
import { S7Client } from '#sandbox/protocols/s7/client.ts';
import type { Published } from '#sandbox/rig/network/devices/broker-device.ts';
import type { Rig } from '#sandbox/rig/rig.ts';
import { give } from '../made-lab.ts';
import { again, atLaptop, built, deviceLab } from './devices/device-lab.ts';

const fault = (id: string, effect: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  id,
  effects: [effect],
  ...more,
});

const lab = (faults: unknown[]) =>
  deviceLab({
    faults,
    devices: {
      meter: {
        modbus: {
          units: {
            1: {
              map: [
                { at: '40001', signal: 'plant.Target' },
                { at: '40002', signal: 'plant.Power' },
              ],
            },
          },
        },
      },
      press: {
        s7: {
          map: [
            { at: 'DB1.DBD0', signal: 'plant.Power' },
            { at: 'DB1.DBD4', signal: 'plant.Energy' },
          ],
        },
      },
      hub: { broker: {} },
      sensor: {
        mqtt: {
          broker: 'hub',
          keep_alive: '5s',
          status: 'state',
          publish: [{ topic: 'v', every: '500ms', signals: { e: 'plant.Energy' }, timestamp: 'ts' }],
        },
      },
      camera: { cyclic: { to: 'laptop', every: '50ms', signals: { 'plant.Energy': 'plant.SeenCount' }, age: 'plant.Age' } },
    },
  });

const inject = (rig: Rig, id: string, active = true) => give(rig, { kind: 'fault', fault: id, active });

function poll(rig: Rig, timeoutNs = 500_000_000n) {
  const client = atLaptop(
    rig,
    new ModbusClient({ host: 'meter', timeoutNs, retries: 0, backoff: { minNs: 100_000_000n, maxNs: 500_000_000n } }),
  );
  return (quantity = 1, ticks = 60) => {
    client.ask(1, { code: 3, address: 0, quantity }, rig.timeNs);
    const before = rig.timeNs;
    rig.advance(ticks);
    const result = client.results()[0];
    if (!result) return 'nothing';
    const { outcome, atNs } = result;
    if (outcome.kind === 'failed') return outcome.why;
    if (outcome.kind === 'exception') return `exception ${outcome.exception}`;
    return 'registers' in outcome.answer
      ? { registers: [...outcome.answer.registers], ms: Number(atNs - before) / 1e6 }
      : 'other';
  };
}

const addressed = (text: string): S7Address => {
  const address = parseAddress(text);
  if (isAddressError(address)) throw new Error(address.message.en);
  return address;
};

function read(rig: Rig) {
  const client = atLaptop(rig, new S7Client({ host: 'press', timeoutNs: 300_000_000n, retries: 0 }), 's7');
  return () => {
    client.ask({ ask: 'read', addresses: [addressed('DB1.DBD0')] }, rig.timeNs);
    rig.advance(100);
    const outcome = client.results()[0]?.outcome;
    if (outcome?.kind !== 'read') return outcome?.kind === 'failed' ? outcome.why : 'nothing';
    return Buffer.from(outcome.items[0]!.bytes).toString('hex');
  };
}

function observed(rig: Rig): Published[] {
  const seen: Published[] = [];
  rig.network!.broker('hub')!.observer = (one) => seen.push(one);
  return seen;
}
const text = ({ payload }: Published) => new TextDecoder().decode(payload);

describe('faults of a link', () => {
  test('an outage lasts as long as the fault stands', () => {
    const rig = built(lab([fault('cut', { link: 'to-meter', mode: 'outage' }, { trigger: { at: '2s' }, until: '3s' })]));
    const ask = poll(rig);
    expect(ask()).toMatchObject({ registers: [7] });
    rig.advance(150);
    expect(ask()).toBe('no-answer');
    rig.advance(600);
    expect(ask()).toMatchObject({ registers: [7] });
  });

  test('more latency makes answers later, by both ways; a narrow band by their length', () => {
    const rig = built(
      lab([
        fault('slow', { link: 'to-meter', mode: 'latency', by: '40ms' }),
        fault('narrow', { link: 'to-meter', mode: 'bandwidth', bitsPerSecond: 9600 }),
      ]),
    );
    const ask = poll(rig);
    ask();
    inject(rig, 'slow');
    const late = ask();
    expect(late).toMatchObject({ ms: expect.any(Number) });
    expect((late as { ms: number }).ms).toBeGreaterThan(80);
    inject(rig, 'slow', false);
    inject(rig, 'narrow');
    expect((ask() as { ms: number }).ms).toBeGreaterThan(50);
    inject(rig, 'narrow', false);
    expect((ask() as { ms: number }).ms).toBeLessThan(10);
  });

  test('loss comes one by one or in bursts, in the share that the lab says', () => {
    const share = (burst: number) => {
      const rig = built(lab([fault('noisy', { link: 'to-camera', mode: 'loss', share: 0.2, burst })]));
      inject(rig, 'noisy');
      rig.advance(20_000);
      const { lost, frames } = rig.network!.network.links().find(({ id }) => id === 'to-camera')!;
      const gone = Object.values(lost).reduce((sum, count) => sum + count, 0);
      return gone / (frames + gone);
    };
    expect(share(1)).toBeCloseTo(0.2, 1);
    expect(share(8)).toBeCloseTo(0.2, 1);
  });

  test('a link may behave as one of another kind', () => {
    const rig = built(lab([fault('satellite', { link: 'to-meter', mode: 'profile', is: 'satellite' })]));
    const ask = poll(rig, 2_000_000_000n);
    ask();
    inject(rig, 'satellite');
    expect((ask(1, 200) as { ms: number }).ms).toBeGreaterThan(50);
  });
});

describe('faults of a host', () => {
  test('without power it is gone without a word, and its devices begin afresh', () => {
    const rig = built(lab([fault('dark', { host: 'sensor', mode: 'off' }, { until: '20s' })]));
    const seen = observed(rig);
    rig.advance(200);
    inject(rig, 'dark');
    const before = seen.length;
    rig.advance(500);
    expect(seen.length).toBe(before);
    rig.advance(500);
    // One and a half times what it keeps alive, and the broker says that it is gone.
    expect(text(seen.at(-1)!)).toBe('offline');
    rig.advance(1_200);
    const after = seen.slice(before);
    expect(after.filter(({ topic }) => topic === 'state').map(text)).toEqual(['offline', 'online']);
    expect(after.filter(({ topic }) => topic === 'v').length).toBeGreaterThan(2);
  });

  test('a server without power answers nobody, and takes new connections when it is back', () => {
    const rig = built(lab([fault('dark', { host: 'meter', mode: 'off' })]));
    const ask = poll(rig);
    ask();
    inject(rig, 'dark');
    expect(ask()).toBe('no-answer');
    rig.advance(500);
    inject(rig, 'dark', false);
    rig.advance(200);
    expect([ask(), ask()].at(-1)).toMatchObject({ registers: [7] });
  });

  test('a clock that is wrong stands in what its devices write', () => {
    const rig = built(lab([fault('skew', { host: 'sensor', mode: 'clock-skew', behind: '1h' })]));
    const seen = observed(rig);
    inject(rig, 'skew');
    rig.advance(300);
    const stamp = Number(/"ts":(\d+)/.exec(text(seen.find(({ topic }) => topic === 'v')!))?.[1]);
    expect(stamp).toBeLessThan(1_767_600_000_000 - 3_590_000);
  });
});

describe('devices that ail', () => {
  test('a Modbus device, in each of its ways', () => {
    const modes: [Record<string, unknown>, unknown][] = [
      [{ mode: 'silent' }, 'no-answer'],
      [
        { mode: 'slow', by: '120ms' },
        { registers: [7, 0x41c8, 0], ms: expect.closeTo(122, -1) },
      ],
      [{ mode: 'swapped-bytes' }, { registers: [0x700, 0xc841, 0], ms: expect.any(Number) }],
      [{ mode: 'swapped-words' }, { registers: [0x41c8, 7, 0], ms: expect.any(Number) }],
      [{ mode: 'off-by-one' }, 'exception 2'],
      [{ mode: 'wrong-unit', unit: 9 }, 'wrong-unit'],
    ];
    for (const [effect, wanted] of modes) {
      const rig = built(lab([fault('ill', { device: 'meter', ...effect })]));
      const ask = poll(rig);
      ask();
      inject(rig, 'ill');
      expect(ask(3), JSON.stringify(effect)).toEqual(wanted);
      inject(rig, 'ill', false);
      rig.advance(200);
      expect([ask(3), ask(3)].at(-1), JSON.stringify(effect)).toMatchObject({ registers: [7, 0x41c8, 0] });
    }
  });

  test('an S7 device, in each of its ways', () => {
    const modes: [Record<string, unknown>, string | RegExp][] = [
      [{ mode: 'silent' }, /no-answer|timeout/],
      [{ mode: 'swapped-bytes' }, 'c8410000'],
      [{ mode: 'swapped-words' }, '000041c8'],
      [{ mode: 'off-by-one' }, 'c8000000'],
      [{ mode: 'slow', by: '400ms' }, /no-answer|timeout/],
    ];
    for (const [effect, wanted] of modes) {
      const rig = built(lab([fault('ill', { device: 'press', ...effect })]));
      const ask = read(rig);
      expect(ask()).toBe('41c80000');
      inject(rig, 'ill');
      expect(ask(), JSON.stringify(effect)).toMatch(wanted);
      inject(rig, 'ill', false);
      rig.advance(200);
      expect(ask(), JSON.stringify(effect)).toBe('41c80000');
    }
  });

  test('a sensor may stay connected and say nothing, or say what was', () => {
    const rig = built(
      lab([fault('mute', { device: 'sensor', mode: 'silent' }), fault('stale', { device: 'sensor', mode: 'stale' })]),
    );
    const seen = observed(rig);
    rig.advance(200);
    inject(rig, 'mute');
    const before = seen.length;
    rig.advance(1_000);
    expect(seen.length).toBe(before);
    inject(rig, 'mute', false);
    inject(rig, 'stale');
    rig.advance(300);
    expect(new Set(seen.slice(before).map((one) => /"e":(\d+)/.exec(text(one))?.[1])).size).toBe(1);
  });

  test('a device that restarts resets its connections and refuses new ones until it is back', () => {
    const rig = built(lab([fault('restart', { device: 'meter', mode: 'restart' }, { until: '4s' })]));
    const ask = poll(rig);
    ask();
    inject(rig, 'restart');
    rig.advance(1);
    expect(ask()).toBe('refused');
    rig.advance(500);
    expect([ask(), ask()].at(-1)).toMatchObject({ registers: [7] });
  });

  test('a camera without power lets the age of its values grow', () => {
    const rig = built(lab([fault('mute', { device: 'camera', mode: 'silent' })]));
    rig.advance(100);
    inject(rig, 'mute');
    rig.advance(100);
    expect(Number(rig.value('plant.Age')) / 1e6).toBeGreaterThan(900);
    inject(rig, 'mute', false);
    rig.advance(100);
    expect(Number(rig.value('plant.Age')) / 1e6).toBeLessThan(61);
  });
});

test('saved at any tick among faults, and restored, everything is as if nobody had looked', () => {
  const faults = [
    fault('cut', { link: 'to-hub', mode: 'outage' }, { trigger: { at: '1s' }, until: '4s' }),
    fault('dark', { host: 'camera', mode: 'off' }, { trigger: { at: '2s' }, until: '2s' }),
    fault('restart', { device: 'sensor', mode: 'restart' }, { trigger: { at: '7s' }, until: '1s' }),
    fault('noisy', { link: 'to-sensor', mode: 'loss', share: 0.3, burst: 4 }, { trigger: { at: '9s' } }),
    fault('stale', { device: 'sensor', mode: 'stale' }, { trigger: { at: '10s' }, until: '2s' }),
  ];
  const trace = (at: number | null) => {
    let rig = built(lab(faults), 5);
    const lines: string[] = [];
    const look = () => {
      rig.network!.broker('hub')!.observer = (one) => lines.push(`${one.atNs} ${one.topic} ${text(one)}`);
    };
    look();
    for (let tick = 0; tick < 1_400; tick++) {
      rig.advance(1);
      if (tick === at) {
        rig = again(rig);
        look();
      }
    }
    return { hash: rig.traceHash, lines, links: rig.network!.network.links() };
  };
  const undisturbed = trace(null);
  expect(undisturbed.lines.length).toBeGreaterThan(10);
  for (const at of [99, 150, 220, 399, 405, 450, 720, 801, 950, 1_050, 1_200]) expect(trace(at), `${at}`).toEqual(undisturbed);
});
