/**
 * The gateway as a process before devices and a broker on real TCP, through restarts, kills and lines that stall or are cut. Debian's
 * mosquitto_sub, with a session of its own at Debian's broker, is the witness of what arrived.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BlockUnit } from '#sandbox/protocols/modbus/memory.ts';
import { ModbusServer } from '#sandbox/protocols/modbus/server.ts';
import { Broker } from '#sandbox/protocols/mqtt/broker.ts';
import { BlockMemory } from '#sandbox/protocols/s7/memory.ts';
import { S7Server } from '#sandbox/protocols/s7/server.ts';
import { freePort } from '../free-port.ts';
import { Device, deviceTime, sensorAt, span } from './device.ts';
import { type GatewayPlan, GatewayRun } from './gateway-run.ts';
import { Mosquitto } from './mosquitto.ts';
import { present } from './tool.ts';
import { droppedOf, lastOf, Witness } from './witness.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await pause(25);
}

/** How long an answer is waited for, and how often a value is asked for. */
const timeoutMs = 400;
const everyMs = 50;

const file = (modbus: Device, press: Device, sensors: Device, name: string): string => `
connections:
  dosing: { protocol: modbus-tcp, host: 127.0.0.1, port: ${modbus.line.port}, timeout: ${timeoutMs}ms, retries: 0, backoff: { min: 50ms, max: 300ms } }
  press: { protocol: s7, host: 127.0.0.1, port: ${press.line.port}, timeout: ${timeoutMs}ms, retries: 0, backoff: { min: 50ms, max: 300ms } }
  hall: { protocol: mqtt, host: 127.0.0.1, port: ${sensors.line.port}, client: ${name}-hall, backoff: { min: 50ms, max: 300ms } }
groups: { default: { every: ${everyMs}ms } }
tags:
  - { name: dosing, connection: dosing, address: "40001", type: UDINT }
  - { name: press, connection: press, address: DB1.DBD0, type: DINT }
  - { name: hall, connection: hall, address: "hall/clock#/ms", expires: 1s }`;

const ready = present('mosquitto') && present('mosquitto_sub');

describe.skipIf(!ready)("the gateway, our devices, and Debian's broker", () => {
  it('loses nothing that it took, keeps the order, says what it dropped, and sends no stale value as good', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'millwright-gateway-interop-'));
    const registers = [0, 0];
    const db = new Uint8Array(4);
    const tick = setInterval(() => {
      const now = deviceTime();
      [registers[0], registers[1]] = [now >>> 16, now & 0xffff];
      new DataView(db.buffer).setInt32(0, now);
    }, 10);
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
    const modbus = await Device.on(
      () => new ModbusServer({ unit: () => new BlockUnit({ 'holding-registers': [{ address: 0, values: registers }] }) }),
    );
    const press = await Device.on(
      () => new S7Server({ memory: new BlockMemory({}, { 1: { bytes: db } }), identity, mode: () => 'run' }),
    );
    const sensors = await Device.on(() => new Broker({ statusIntervalS: 0 }));
    const sensor = sensorAt(sensors.port);

    const mosquitto = await Mosquitto.start([
      'autosave_interval 1',
      'autosave_on_changes true',
      'max_inflight_messages 0',
      'max_queued_messages 0',
    ]);
    const witness = new Witness(mosquitto.port);
    const plans: Omit<GatewayPlan, 'file'>[] = [
      { name: 'one', qos: 1, version: '5.0' },
      { name: 'two', qos: 2, version: '3.1.1' },
      { name: 'small', qos: 1, version: '5.0', store: '{ memory: 10, disk: 4kB }' },
    ];
    const gateways = await Promise.all(
      plans.map(async (plan) =>
        GatewayRun.lay({ ...plan, file: file(modbus, press, sensors, plan.name) }, folder, await freePort(), mosquitto.port),
      ),
    );
    const [one, two, small] = gateways as [GatewayRun, GatewayRun, GatewayRun];
    /** When a device could not be reached, by the name of its tag. */
    const outages: { tag: string; fromMs: number; toMs: number }[] = [];
    const outage = async (tag: string, ms: number, begin: () => unknown, end: () => unknown): Promise<void> => {
      const fromMs = Date.now();
      await begin();
      await pause(ms);
      outages.push({ tag, fromMs, toMs: Date.now() });
      await end();
    };
    const kills: number[] = [];
    const allGood = (): Promise<void> =>
      until(async () => {
        const statuses = await Promise.all(gateways.map((gateway) => gateway.status()));
        return statuses.every((status) => status !== null && status.tags.good === 3 && status.northbound?.link === 'connected');
      });

    try {
      for (const gateway of gateways) gateway.start();
      await allGood();
      await until(() => witness.heard.length > 50);

      // Devices that restart; a line that goes dead without a word.
      await outage(
        'dosing',
        800,
        () => modbus.stop(),
        () => modbus.start(),
      );
      await outage(
        'press',
        1_500,
        () => press.line.stall(),
        () => press.line.mend(),
      );
      await outage(
        'dosing',
        1_200,
        () => modbus.line.stall(),
        () => modbus.line.mend(),
      );
      await outage(
        'hall',
        800,
        () => sensors.stop(),
        () => sensors.start(),
      );

      // The way to the broker stalls, and is cut again and again.
      for (const gateway of gateways) gateway.line.stall();
      await pause(1_000);
      for (const gateway of gateways) gateway.line.mend();
      for (let time = 0; time < 6; time += 1) {
        await pause(150 + 70 * time);
        for (const gateway of gateways) gateway.line.cut();
        await pause(40 * time);
        for (const gateway of gateways) gateway.line.mend();
      }
      await allGood();

      // The broker ends in order, and is killed.
      await mosquitto.end('SIGTERM');
      await pause(700);
      await mosquitto.start();
      await allGood();
      for (let time = 0; time < 2; time += 1) {
        await pause(300);
        kills.push(Date.now());
        await mosquitto.end('SIGKILL');
        await pause(300);
        await mosquitto.start();
        await allGood();
      }

      // Gateways are killed in the middle of everything, and while the broker is away.
      for (let time = 0; time < 4; time += 1) {
        await pause(200 + 37 * time);
        const victim = time % 2 === 0 ? one : two;
        await victim.end('SIGKILL');
        if (time > 1) {
          victim.line.cut();
          victim.start();
          await until(async () => ((await victim.status())?.store.disk ?? 0) > 20);
          await victim.end('SIGKILL');
          victim.line.mend();
        }
        victim.start();
      }
      await allGood();
      await outage(
        'press',
        700,
        () => press.stop(),
        () => press.start(),
      );
      await allGood();

      // Longer than the small store has room for.
      small.line.cut();
      await until(async () => ((await small.status())?.store.dropped ?? 0) > 50);
      small.line.mend();
      await until(async () => ((await small.status())?.store.waiting ?? 99) < 10);
      await allGood();
      await pause(200);

      for (const gateway of gateways) expect(await gateway.end('SIGTERM')).toBe(0);
      const ends = gateways.map((gateway) => gateway.left());
      await until(() => gateways.every(({ plan }) => lastOf(witness, `gw/${plan.name}/status`)?.online === false));
      await pause(500);

      for (const [index, { plan, acknowledged, said }] of gateways.entries()) {
        const { waiting, next } = ends[index] ?? { waiting: [], next: 1 };
        const own = witness.heard.filter(
          ({ topic, payload }) => topic.startsWith(`${plan.name}/`) && payload.sequence !== undefined,
        );
        const numbers = own.map(({ payload }) => Number(payload.sequence));
        const first = [...new Set(numbers)];
        const dropped = droppedOf(witness, plan.name);

        // Every number was acknowledged, waits on disk, or was told to be dropped: nothing left the store in another way.
        const wait = new Set(waiting);
        for (let number = 1; number < next; number += 1)
          expect([plan.name, number, acknowledged.get(number)?.done || wait.has(number) || dropped.has(number)]).toEqual([
            plan.name,
            number,
            true,
          ]);
        // What the broker took upon itself has arrived. Killed in the very moment, it forgets what it had not written down: Mosquitto says PUBACK
        // and PUBREC first and saves afterwards. That is seen on the wire, counted and told; anything else that is missing is ours.
        const seen = new Set(first);
        const lost = [...acknowledged].filter(([number, { done }]) => done && !seen.has(number));
        const byBroker = lost.filter(([, { takenMs }]) => kills.some((killedMs) => Math.abs(takenMs - killedMs) < 250));
        expect([plan.name, 'lost', lost.filter((each) => !byBroker.includes(each)).map(([number]) => number)]).toEqual([
          plan.name,
          'lost',
          [],
        ]);
        expect([plan.name, 'in order', first]).toEqual([plan.name, 'in order', first.toSorted((a, b) => a - b)]);
        expect(dropped.size > 0).toBe(plan.name === 'small');
        expect(first.length).toBeGreaterThan(plan.name === 'small' ? 200 : 500);
        console.info(
          `${plan.name}: ${next - 1} messages, ${first.length} arrived, ${numbers.length - first.length} of them again, ${dropped.size} dropped and told, ${byBroker.length} acknowledged by the broker and lost by its kill, ${waiting.length} left`,
        );

        for (const { topic, payload } of own) {
          if (payload.quality !== 'Good') continue;
          const age = ((Date.parse(String(payload.timestamp)) % span) - Number(payload.value) + span) % span;
          // A stalled line of MQTT hands over late what nobody can see the age of; those lines are not stalled here.
          expect([topic, payload, age <= timeoutMs + 100 || age > span - 5]).toEqual([topic, payload, true]);
        }
        for (const { tag, fromMs, toMs } of outages) {
          const told = own.filter(({ topic }) => topic === `${plan.name}/${tag}`);
          const inside = told.filter(
            ({ payload }) =>
              Date.parse(String(payload.timestamp)) > fromMs + timeoutMs + 100 && Date.parse(String(payload.timestamp)) < toMs,
          );
          expect([tag, inside.filter(({ payload }) => payload.quality === 'Good')]).toEqual([tag, []]);
          const before = told.findLast(({ payload }) => Date.parse(String(payload.timestamp)) < toMs);
          expect([plan.name, tag, before?.payload.quality]).not.toEqual([plan.name, tag, 'Good']);
        }
        expect(said).not.toMatch(/ at .*\.ts:\d+/);
      }
    } finally {
      clearInterval(tick);
      await sensor.stop();
      witness.end();
      for (const gateway of gateways) {
        await gateway.end('SIGKILL');
        gateway.line.close();
      }
      for (const device of [modbus, press, sensors]) {
        device.line.close();
        await device.stop();
      }
      await mosquitto.remove();
      await rm(folder, { recursive: true });
    }
  });
});
