/** Devices and brokers that answer the gateway with anything. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadConfig } from '#sandbox/gateway/config.ts';
import { driverKit } from '#sandbox/gateway/drivers/kit.ts';
import { Gateway } from '#sandbox/gateway/gateway.ts';
import { encode } from '#sandbox/protocols/mqtt/codec.ts';
import { effort, patience } from '../iec61131/fuzz/effort.ts';

const ms = 1_000_000n;
const file = `
connections:
  meter: { protocol: modbus-tcp, host: meter, retries: 0, timeout: 300ms }
  press: { protocol: s7, host: press, retries: 0, timeout: 300ms }
  hall: { protocol: mqtt, host: hall, version: "3.1.1" }
northbound: { protocol: mqtt, host: broker, client: edge, qos: 2, commands: true }
groups: { default: { every: 100ms } }
store: { memory: 20, disk: 2kB }
access: [{ who: panel, token: secret, write: ["*"] }]
tags:
  - { name: flow, connection: meter, address: "40001", type: REAL, writable: true }
  - { name: count, connection: meter, address: "40003", scale: { factor: 0.1 } }
  - { name: force, connection: press, address: DB1.DBD0, type: REAL, writable: true }
  - { name: temp, connection: hall, address: "hall/+#/t" }
alarms: [{ name: high, tag: flow, when: high, limit: 80 }]
`;
const { config } = loadConfig(file, driverKit.explainAddress);

/** What servers of the four might say, whole, hurt and cut; and noise. */
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const message = (topic: string, payload: string, qos: 0 | 1 | 2): Uint8Array =>
  encode({ cmd: 'publish', topic, payload: text(payload), qos, retain: false, dup: false, id: 9, properties: {} }, 4) ?? text('');
const whole = fc.constantFrom(
  hex('0000 0000 0007 01 03 04 4120 0000'),
  hex('0001 0000 0003 01 83 02'),
  hex('0300 0016 11 d0 0001 0003 00 c0 01 0a c1 02 0100 c2 02 0102'),
  hex('0300 001b 02f080 32 03 0000 0000 0008 0000 0000 f000 0001 0001 00f0'),
  hex('0300 001d 02f080 32 03 0000 0001 0002 0008 0000 04 01 ff 04 0020 41200000'),
  hex('20 02 00 00'),
  hex('20 03 00 00 00'),
  hex('90 03 00 01 01'),
  hex('50 02 00 01'),
  hex('70 02 00 01'),
  message('hall/1', '{"t": 21.5}', 0),
  message('gateway/edge/set/flow', '{"value": 5, "token": "secret"}', 1),
);
const hurt = fc.tuple(whole, fc.nat(), fc.nat(255), fc.nat(30)).map(([bytes, at, byte, cut]) => {
  const copy = Uint8Array.from(bytes);
  copy[at % copy.length] = byte;
  return copy.subarray(0, Math.max(1, copy.length - Math.max(0, cut - 20)));
});
const bytes = fc.oneof(
  { weight: 4, arbitrary: whole },
  { weight: 4, arbitrary: hurt },
  fc.uint8Array({ minLength: 1, maxLength: 200 }),
);
const deed = fc.oneof(
  { weight: 6, arbitrary: fc.record({ line: fc.nat(3), bytes }) },
  { weight: 1, arbitrary: fc.record({ line: fc.nat(3), end: fc.constantFrom('closed', 'reset') }) },
  { weight: 2, arbitrary: fc.record({ wait: fc.nat(500) }) },
);

it(
  'throws at nothing that a device or a broker says, stays within its bounds, and what it restores is what it was',
  () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 12 }), (deeds) => {
        if (!config) throw new Error('the file is sound');
        let now = 0n;
        const gateway = new Gateway(config, { kit: driverKit, epochNs: 0n, seed: 1 }, now);
        const lines = new Map<string, number>();
        const carry = (): void => {
          for (const effect of gateway.drain()) {
            if (effect.do !== 'connect') continue;
            lines.set(effect.host, effect.connection);
            gateway.connected(effect.connection, now);
          }
        };
        const pass = (until: bigint): void => {
          for (let due = gateway.due; due !== null && due <= until; due = gateway.due) {
            now = due > now ? due : now;
            gateway.wake(now);
            carry();
          }
          now = until;
        };
        pass(150n * ms);
        for (const one of deeds) {
          if ('wait' in one) pass(now + BigInt(one.wait) * ms);
          else {
            const connection = lines.get(['meter', 'press', 'hall', 'broker'][one.line] ?? '') ?? 0;
            if ('bytes' in one) gateway.received(connection, one.bytes, now);
            else gateway.closed(connection, one.end === 'reset' ? 'reset' : 'closed', now);
          }
          carry();
        }
        const { store } = gateway.north;
        expect(store.inMemory).toBeLessThanOrEqual(20 + 20);
        expect(store.onDisk.bytes).toBeLessThanOrEqual(2_000);
        for (const { value, quality } of gateway.tags.states.values()) expect(quality.startsWith('Bad')).toBe(value === null);
        const saved = JSON.parse(JSON.stringify(gateway.save()));
        expect(Gateway.restore(saved, { kit: driverKit }, config).save()).toEqual(saved);
      }),
      effort(300, 0.2),
    );
  },
  patience,
);
