/** Every network tool through a rig's inputs, at the terminal's host of a lab with a meter, a press, a broker and a gateway. */
import { describe, expect, test } from 'vitest';
import { Rig } from '#sandbox/rig/rig.ts';
import type { ToolOrder, ToolRecord } from '#sandbox/wire/tools.ts';
import { give, makeLab } from '../made-lab.ts';

const plant = `PROGRAM plant
VAR_INPUT Load : REAL := 12.5; Coil : BOOL; END_VAR
VAR_OUTPUT Power : REAL; Energy : DINT; END_VAR
  Power := Load * 2.0;
  Energy := Energy + 1;
END_PROGRAM
`;
const gateway = `connections:
  meter: { protocol: modbus-tcp, host: meter }
tags:
  - { name: power, connection: meter, address: "30001", type: REAL, unit: kW }
`;

const lab = makeLab({
  plant,
  gateway,
  start: { plc: 'PROGRAM main\nVAR Out AT %QX0.0 : BOOL; END_VAR\nEND_PROGRAM\n' },
  rig: {
    controllers: { plc: { program: 'start/main.st', outputs: { Coil: { at: '%QX0.0', to: 'plant.Coil' } } } },
    network: {
      hosts: {
        laptop: { address: '10.0.1.5' },
        edge: { address: '10.0.1.10' },
        meter: { address: '10.0.1.20' },
        press: { address: '10.0.1.21' },
        hub: { address: '10.0.1.22' },
      },
      switches: { switch: {} },
      links: ['laptop', 'edge', 'meter', 'press', 'hub'].map((host) => ({ between: [host, 'switch'] })),
    },
    devices: {
      meter: {
        host: 'meter',
        modbus: {
          identity: { vendor: 'Millwright', product: 'PM-1', revision: '1.0' },
          units: {
            1: {
              map: [
                { at: '30001', signal: 'plant.Power' },
                { at: '40001', signal: 'plant.Load', type: 'INT', write: true },
              ],
            },
          },
        },
      },
      press: {
        host: 'press',
        s7: {
          map: [
            { at: 'DB1.DBD0', signal: 'plant.Power' },
            { at: 'DB1.DBD4', signal: 'plant.Load', write: true },
          ],
        },
      },
      hub: { host: 'hub', broker: {} },
    },
    gateway: { host: 'edge' },
    terminal: { host: 'laptop' },
  },
});

interface Ran {
  records: ToolRecord[];
  exit: number | null;
}

/** The tools of one terminal, as the shell hears them. */
class Terminal {
  rig: Rig;
  readonly ran = new Map<number, Ran>();
  #calls = 0;

  constructor() {
    this.rig = Rig.build(lab, { seed: 1 }).rig!;
    this.#listen();
  }
  #listen(): void {
    this.rig.network!.listener = {
      tool: ({ call, records, exit }) => {
        const before = this.ran.get(call)?.records ?? [];
        this.ran.set(call, { records: [...before, ...records], exit });
      },
    };
  }
  start(order: ToolOrder): number {
    this.#calls += 1;
    give(this.rig, { kind: 'tool', call: this.#calls, order });
    return this.#calls;
  }
  /** Until it has ended, or for so many seconds. */
  run(order: ToolOrder, seconds = 5): Ran {
    const call = this.start(order);
    this.rig.advance((seconds * 1_000_000_000) / Number(this.rig.tickNs));
    return this.ran.get(call) ?? { records: [], exit: null };
  }
  interrupt(call: number): void {
    give(this.rig, { kind: 'tool-interrupt', call });
  }
  /** As the store keeps it: everything but memory is JSON. */
  carryOnElsewhere(): void {
    const saved = this.rig.save();
    this.rig = Rig.restore(lab, { ...saved, state: JSON.parse(JSON.stringify(saved.state)) }).rig!;
    this.#listen();
  }
}

const modbus = { host: 'meter', port: 502, unit: 1, timeout: 1_000 };
const s7 = { host: 'press', port: 102, rack: 0, slot: 1, timeout: 1_000 };
const mqtt = { host: 'hub', port: 1883, version: '5.0' as const, client: '', keepAlive: 60, clean: true, timeout: 5_000 };
const listening = { qos: 1, count: null, wait: null, retainedOnly: false, noRetained: false };
const ping = { host: 'meter', count: 2, interval: 1_000, timeout: 1_000, bytes: 56, timeToLive: 64, deadline: null };
const http = { host: 'edge', port: 8080, method: 'GET', headers: [], body: null, timeout: 5_000 };

const orders = {
  ip: { tool: 'ip', show: 'neighbour' },
  ping: { tool: 'ping', ...ping },
  traceroute: { tool: 'traceroute', host: 'press', hops: 5, queries: 3, timeout: 1_000 },
  ports: { tool: 'ports', host: 'meter', ports: [502, 503], timeout: 1_000 },
  http: { tool: 'http', ...http, path: '/status' },
  read: { tool: 'modbus-read', ...modbus, table: 'input-registers', address: 0, quantity: 2, count: 3, interval: 500 },
  write: { tool: 'modbus-write', ...modbus, table: 'holding-registers', address: 0, values: [20] },
  identify: { tool: 'modbus-identify', ...modbus },
  publish: {
    tool: 'mqtt-publish',
    ...mqtt,
    topic: 'a/b',
    messages: ['1', '2'],
    delay: 0,
    qos: 1,
    retain: true,
    userProperties: [],
  },
  subscribe: { tool: 'mqtt-subscribe', ...mqtt, topics: ['a/#'], ...listening, wait: 2_000 },
  readPress: { tool: 's7-read', ...s7, items: ['DB1,REAL0', 'DB9.DBW0'] },
  writePress: { tool: 's7-write', ...s7, items: [{ address: 'DB1,REAL4', value: '7.5' }] },
  info: { tool: 's7-info', ...s7 },
  capture: { tool: 'capture', filter: 'host edge or host meter', count: 4, snapLength: 96 },
} satisfies Record<string, ToolOrder>;

const last = ({ records }: Ran): ToolRecord | undefined => records.at(-1);

describe('tools through the rig’s inputs', () => {
  test('ip names the neighbours', () => {
    const { records, exit } = new Terminal().run(orders.ip);
    expect(records[0]).toMatchObject({ neighbours: [{ name: 'edge' }, { name: 'meter' }, { name: 'press' }, { name: 'hub' }] });
    expect(exit).toBe(0);
  });

  test('ping and traceroute reach what is near', () => {
    const terminal = new Terminal();
    expect(last(terminal.run(orders.ping))).toMatchObject({ kind: 'echoes', sent: 2, received: 2 });
    expect(last(terminal.run(orders.traceroute))).toMatchObject({
      kind: 'hop',
      hop: 1,
      answers: [{ from: '10.0.1.21' }, {}, {}],
    });
  });

  test('nc -z finds the port of the meter', () => {
    const { records } = new Terminal().run(orders.ports);
    expect(records.slice(1)).toMatchObject([{ state: 'open' }, { state: 'refused' }]);
  });

  test('curl reads the gateway’s pages', () => {
    const terminal = new Terminal();
    terminal.rig.advance(300);
    const status = last(terminal.run(orders.http));
    expect(status).toMatchObject({ kind: 'response', status: 200 });
    const tags = last(terminal.run({ ...orders.http, path: '/tags' }));
    expect(tags?.kind === 'response' && JSON.stringify(JSON.parse(tags.body))).toContain('power');
    expect(last(terminal.run({ ...orders.http, path: '/nowhere' }))).toMatchObject({ status: 404 });
    const metrics = last(terminal.run({ ...orders.http, path: '/metrics' }));
    expect(metrics?.kind === 'response' && metrics.body).toContain('# TYPE');
  });

  test('mbpoll writes the load of the meter, and reads its power three times', () => {
    const terminal = new Terminal();
    expect(terminal.run(orders.write).exit).toBe(0);
    expect(terminal.rig.value('plant.Power')).toBe(40);
    const { records, exit } = terminal.run(orders.read);
    expect(records.slice(0, 3)).toMatchObject(Array(3).fill({ kind: 'registers', registers: [0x4220, 0] }));
    expect(exit).toBe(0);
    expect(last(terminal.run(orders.identify))).toMatchObject({ kind: 'identity' });
  });

  test('mosquitto_pub and mosquitto_sub meet at the broker', () => {
    const terminal = new Terminal();
    const call = terminal.start(orders.subscribe);
    expect(terminal.run(orders.publish).exit).toBe(0);
    const { records, exit } = terminal.ran.get(call)!;
    expect(records.slice(1)).toMatchObject([{ payload: '1' }, { payload: '2' }]);
    expect(exit).toBe(27);
  });

  test('s7 reads, writes and says whom it talks to', () => {
    const terminal = new Terminal();
    expect(terminal.run(orders.readPress).records).toMatchObject([{ value: 25 }, { value: null }]);
    expect(terminal.run(orders.writePress).exit).toBe(0);
    expect(terminal.rig.value('plant.Power')).toBe(15);
    expect(terminal.run(orders.info).exit).toBe(0);
  });

  test('tcpdump sees what the terminal’s host says', () => {
    const terminal = new Terminal();
    const call = terminal.start(orders.capture);
    terminal.run(orders.ping);
    expect(last(terminal.ran.get(call)!)).toEqual({ kind: 'captured', count: 4, received: 4, dropped: 0 });
  });

  test('all of them at once, saved and carried on elsewhere after every second, find what undisturbed ones find', () => {
    const endless = [
      { ...orders.ping, count: null },
      { ...orders.read, count: null },
      { ...orders.subscribe, wait: null },
      { ...orders.capture, count: null },
    ] satisfies ToolOrder[];
    const play = (disturbed: boolean) => {
      const terminal = new Terminal();
      const calls = [...endless, ...Object.values(orders).slice(0, 10)].map((order) => terminal.start(order));
      for (let slice = 0; slice < 6; slice++) {
        if (disturbed) terminal.carryOnElsewhere();
        terminal.rig.advance(37);
        if (disturbed) terminal.carryOnElsewhere();
        terminal.rig.advance(63);
      }
      for (const call of calls) terminal.interrupt(call);
      terminal.rig.advance(10);
      return {
        ran: [...terminal.ran].sort(([a], [b]) => a - b),
        hash: terminal.rig.traceHash,
        tools: terminal.rig.network!.tools.running,
      };
    };
    const undisturbed = play(false);
    expect(play(true)).toEqual(undisturbed);
    expect(undisturbed.tools).toBe(0);
    expect(undisturbed.ran).toHaveLength(14);
    expect(undisturbed.ran.every(([, { exit }]) => exit !== null)).toBe(true);
  });

  test('the seventeenth at once is refused, and after tools-end there is room and nothing open', () => {
    const terminal = new Terminal();
    for (let tool = 0; tool < 16; tool++) terminal.start({ ...orders.subscribe, wait: null });
    terminal.rig.advance(100);
    expect(terminal.rig.apply({ kind: 'tool', call: 99, order: orders.ping })).toMatchObject({
      ok: false,
      code: 'too-many-tools',
    });
    give(terminal.rig, { kind: 'tools-end' });
    terminal.rig.advance(1_000);
    expect(terminal.rig.network!.tools.running).toBe(0);
    expect(terminal.run(orders.ping).exit).toBe(0);
  });
});
