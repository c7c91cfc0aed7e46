/** Three islands and one namespace: the gateway over the house's own Modbus, S7 and MQTT. */
import { expect, it } from 'vitest';
import { loadConfig } from '#sandbox/gateway/config.ts';
import { driverKit } from '#sandbox/gateway/drivers/kit.ts';
import { Gateway } from '#sandbox/gateway/gateway.ts';
import { BlockUnit } from '#sandbox/protocols/modbus/memory.ts';
import { ModbusServer } from '#sandbox/protocols/modbus/server.ts';
import { Broker } from '#sandbox/protocols/mqtt/broker.ts';
import { Client } from '#sandbox/protocols/mqtt/client.ts';
import { BlockMemory } from '#sandbox/protocols/s7/memory.ts';
import { S7Server } from '#sandbox/protocols/s7/server.ts';
import { Hub } from './hub.ts';
import { second } from './world.ts';

const file = `
namespace: { enterprise: acme, site: suzhou, area: mixing }
connections:
  dosing: { protocol: modbus-tcp, host: dosing }
  press: { protocol: s7, host: press }
  sensors: { protocol: mqtt, host: sensors }
tags:
  - { name: flow, connection: dosing, address: "1!40001#CDAB", type: REAL, unit: l/min, writable: true }
  - { name: force, connection: press, address: DB1.DBD0, type: REAL, unit: kN, writable: true }
  - { name: closed, connection: press, address: DB1.DBX4.1 }
  - { name: missing, connection: press, address: DB9.DBW0 }
  - { name: hall, connection: sensors, address: "hall/+/climate#/temp/value", unit: °C }
northbound: { protocol: mqtt, host: broker, client: edge, qos: QOS, backoff: { min: 200ms, max: 2s } }
`;

function plant(qos: number) {
  const hub = new Hub();
  const registers = [0x0000, 0x4149];
  const db = new Uint8Array([0x42, 0x28, 0, 0, 0b10, 0]);
  hub.servers.set(
    'dosing',
    new ModbusServer({ unit: () => new BlockUnit({ 'holding-registers': [{ address: 0, values: registers }] }) }),
  );
  const identity = {
    orderNumber: '6ES7 315-2EH14-0AB0',
    firmware: [3, 2, 6] as const,
    systemName: 'press',
    moduleName: 'press',
    plant: '',
    copyright: '',
    serialNumber: 'S 1',
    moduleType: 'CPU 315',
  };
  const memory = new BlockMemory({}, { 1: { bytes: db } });
  hub.servers.set('press', new S7Server({ memory, identity, mode: () => 'run' }));
  const sensors = new Broker({ statusIntervalS: 0 });
  hub.servers.set('sensors', sensors);
  hub.servers.set('broker', new Broker({ statusIntervalS: 0 }));

  const listener = new Client({ host: 'broker', clientId: 'listener', maxReceived: 100_000 }, () => 0.5);
  listener.start(0n);
  listener.subscribe([{ filter: '#', qos: 2 }], 0n);
  const sensor = new Client({ host: 'sensors', clientId: 'sensor' }, () => 0.5);
  sensor.start(0n);
  hub.clients.push(listener, sensor);
  hub.run(second / 2n);

  const text = file.replace('QOS', String(qos));
  const { config, problems } = loadConfig(text, (connection, tag) => driverKit.explainAddress(connection, tag));
  if (!config) throw new Error(problems.map(({ message }) => message.en).join('; '));
  const gateway = new Gateway(config, { kit: driverKit, epochNs: 0n, seed: 1 }, second / 2n);
  hub.clients.push(gateway);
  const heard: { topic: string; payload: Record<string, unknown> }[] = [];
  const run = (toNs: bigint): void => {
    for (let at = hub.nowNs + second / 4n; at <= toNs; at += second / 4n) {
      hub.run(at);
      for (const { topic, payload } of listener.take(hub.nowNs).messages) {
        heard.push({ topic, payload: JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown> });
      }
    }
  };
  const say = (celsius: number): void => {
    const payload = new TextEncoder().encode(JSON.stringify({ temp: { value: celsius } }));
    sensor.publish({ topic: 'hall/1/climate', payload, qos: 1 }, hub.nowNs);
  };
  return { hub, gateway, heard, run, say, registers, db };
}

it('tags of three protocols stand in one namespace, with values, units and qualities right', () => {
  const { gateway, heard, run, say } = plant(1);
  run(2n * second);
  say(21.5);
  run(4n * second);
  const last = (name: string) => heard.findLast(({ topic }) => topic === `acme/suzhou/mixing/${name}`)?.payload;
  expect(last('flow')).toMatchObject({ value: 12.5625, unit: 'l/min', quality: 'Good' });
  expect(last('force')).toMatchObject({ value: 42, unit: 'kN', quality: 'Good' });
  expect(last('closed')).toMatchObject({ value: true });
  expect(last('missing')).toMatchObject({ value: null, quality: 'Bad.ConfigurationError' });
  expect(last('hall')).toMatchObject({ value: 21.5, unit: '°C', quality: 'Good' });
  expect([...gateway.south.drivers.values()].map(({ link }) => link)).toEqual(['connected', 'connected', 'connected']);
});

it('a write reaches the device of either protocol and is read back', () => {
  const { gateway, run, hub, registers, db } = plant(1);
  run(2n * second);
  gateway.write(1, 'flow', 1.5, hub.nowNs);
  gateway.write(2, 'force', -3.25, hub.nowNs);
  run(4n * second);
  expect(gateway.writeResults().map(({ result }) => result.outcome)).toEqual(['done', 'done']);
  expect(registers).toEqual([0x0000, 0x3fc0]);
  expect(new DataView(db.buffer).getFloat32(0)).toBe(-3.25);
});

it.each([1, 2])(
  'at QoS %i nothing is lost or out of order while broker and devices come and go, and the gateway is saved and restored',
  (qos) => {
    const { hub, heard, run, ...rest } = plant(qos);
    let { gateway } = rest;
    run(3n * second);
    for (const [at, host, up] of [
      [5, 'broker', false],
      [8, 'dosing', false],
      [12, 'broker', true],
      [14, 'dosing', true],
      [17, 'broker', false],
      [18, 'broker', true],
    ] as const) {
      run(BigInt(at) * second);
      const restored = Gateway.restore(JSON.parse(JSON.stringify(gateway.save())), { kit: driverKit });
      hub.replace(gateway, restored);
      gateway = restored;
      hub.set(host, up);
    }
    run(30n * second);
    const sequences = heard
      .filter(({ topic }) => topic.startsWith('acme/suzhou/mixing/'))
      .map(({ payload }) => Number(payload.sequence));
    const first = [...new Set(sequences)];
    expect(first).toEqual(first.map((_, index) => index + 1));
    expect(first.length).toBeGreaterThanOrEqual(gateway.north.store.nextSequence - 1 - gateway.north.store.waiting);
    if (qos === 2) expect(sequences).toEqual(first);
    const flow = heard.filter(({ topic }) => topic.endsWith('/flow')).map(({ payload }) => payload.quality);
    expect(flow).toContain('Bad.NotConnected');
    expect(flow.at(-1)).toBe('Good');
  },
);
