import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Gateway } from '#sandbox/gateway/gateway.ts';
import { effort, patience } from '../iec61131/fuzz/effort.ts';
import { gatewayIn, run, second, World } from './world.ts';

const ms = 1_000_000n;
const file = (memory: number, disk: number, full: string): string => `
connections: { a: { protocol: modbus-tcp, host: a, retries: 0 } }
groups: { default: { every: 250ms }, slow: { every: 700ms, phase: 100ms } }
northbound: { protocol: mqtt, host: broker, client: e, base: gw }
store: { memory: ${memory}, disk: ${disk}B, full: ${full} }
tags:
  - { name: one, connection: a, address: "1" }
  - { name: two, connection: a, address: "2", group: slow, deadband: { swinging: 3, maxSilence: 5s } }
alarms: [{ name: high, tag: one, when: high, limit: 80, deadband: 5, onDelay: 300ms }]
`;

/** Spans in which something is down. */
const outages = fc.array(fc.tuple(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 1, max: 15_000 })), { maxLength: 6 });
const isUp = (spans: readonly (readonly [number, number])[], nowNs: bigint): boolean =>
  !spans.some(([from, length]) => nowNs >= BigInt(from) * ms && nowNs < BigInt(from + length) * ms);

const story = fc.record({
  broker: outages,
  device: outages,
  memory: fc.integer({ min: 10, max: 60 }),
  disk: fc.integer({ min: 0, max: 6_000 }),
  full: fc.constantFrom('drop-oldest', 'drop-newest'),
});

function worldOf({ broker, device }: { broker: [number, number][]; device: [number, number][] }): World {
  const world = new World();
  world.brokerUp = (nowNs) => nowNs > 100_000n * ms || isUp(broker, nowNs);
  world.deviceUp = (_connection, nowNs) => isUp(device, nowNs);
  world.value = (_connection, address, nowNs) => Number((nowNs / ms / (address === '1' ? 100n : 300n)) % 97n);
  return world;
}

it(
  'through any outages no message is lost within bounds, none comes out of order, and what was dropped beyond them is told exactly',
  () => {
    fc.assert(
      fc.property(story, (told) => {
        const world = worldOf(told);
        const gateway = gatewayIn(world, file(told.memory, told.disk, told.full));
        run(gateway, 75n * second);
        // The devices fall silent, the broker comes back: the store runs empty.
        world.deviceUp = () => false;
        run(gateway, 130n * second);

        const messages = world.delivered.filter(({ topic }) => topic !== 'gw/status');
        const seen = new Set<number>();
        const losses = new Map<string, Record<string, unknown>>();
        let last = 0;
        for (const { topic, payload } of messages) {
          if (topic === 'gw/events') {
            losses.set(`${payload.fromSequence}-${payload.toSequence}`, payload);
            continue;
          }
          const sequence = Number(payload.sequence);
          // Delivered, but its acknowledgement was cut off: the same message again, and known as such.
          if (seen.has(sequence)) continue;
          expect(sequence).toBeGreaterThan(last);
          last = sequence;
          seen.add(sequence);
        }
        const dropped = new Set<number>();
        for (const { count, fromSequence, toSequence } of losses.values()) {
          for (let sequence = Number(fromSequence); sequence <= Number(toSequence); sequence += 1) dropped.add(sequence);
          expect(count).toBe(Number(toSequence) - Number(fromSequence) + 1);
        }
        const store = gateway.north.store;
        // Polling goes on to the end: the last few may be under way.
        const end = store.nextSequence - 1 - store.waiting;
        for (let sequence = 1; sequence <= end; sequence += 1) expect(seen.has(sequence)).toBe(!dropped.has(sequence));
        expect(dropped.size).toBe(store.dropped);
        if (told.disk === 0 && told.broker.length === 0) expect(dropped.size).toBe(0);
      }),
      effort(60, 0.02),
    );
  },
  patience,
);

it(
  'saved and restored at any moment it goes on as if nothing had been',
  () => {
    fc.assert(
      fc.property(story, fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 4 }), (told, moments) => {
        const text = file(told.memory, told.disk, told.full);
        const undisturbed = worldOf(told);
        const whole = gatewayIn(undisturbed, text);
        run(whole, 65n * second);

        const world = worldOf(told);
        let gateway = gatewayIn(world, text);
        for (const moment of moments.toSorted((a, b) => a - b)) {
          run(gateway, BigInt(moment) * ms);
          gateway = Gateway.restore(JSON.parse(JSON.stringify(gateway.save())), { kit: world.kit });
        }
        run(gateway, 65n * second);
        expect(world.delivered).toEqual(undisturbed.delivered);
        expect(gateway.save()).toEqual(whole.save());
      }),
      effort(40, 0.01),
    );
  },
  patience,
);
