/** What surrounds the terminal's host: ip, traceroute, nc -z. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ModbusServer } from '#sandbox/protocols/modbus/server.ts';
import type { ToolOrder } from '#sandbox/wire/tools.ts';
import { behindGateway } from '../protocols/modbus/meter.ts';
import { Desk, only, play } from './desk.ts';

const meter = () => ({ meter: { host: 'meter', port: 502, party: new ModbusServer(behindGateway()) } });

describe('ip', () => {
  test('shows the interface, the routes and the neighbours of the desk', () => {
    const desk = new Desk();
    for (const show of ['address', 'link', 'route', 'neighbour'] as const) desk.start({ tool: 'ip', show });
    const records = desk.run(10);
    const eth0 = { name: 'eth0', address: '10.0.1.5', prefix: 24, mac: '02:00:0a:00:01:05', up: true };
    expect(only(records, 'interfaces')).toEqual(Array(2).fill({ kind: 'interfaces', interfaces: [eth0] }));
    expect(only(records, 'routes')[0]?.routes).toEqual([
      { to: 'default', via: '10.0.1.1', from: '10.0.1.5' },
      { to: '10.0.1.0/24', via: null, from: '10.0.1.5' },
    ]);
    expect(only(records, 'neighbours')[0]?.neighbours.map(({ name }) => name)).toEqual(['printer']);
    expect([...desk.exits.values()]).toEqual([0, 0, 0, 0]);
  });

  test('what was found just before a save is not forgotten', () => {
    const { heard, exit } = play({}, { tool: 'ip', show: 'route' }, { ticks: 2, savedAt: 0 });
    expect(heard.map(({ record }) => record.kind)).toEqual(['routes']);
    expect(exit).toBe(0);
  });
});

const trace = (more: Partial<Extract<ToolOrder, { tool: 'traceroute' }>> = {}): ToolOrder => ({
  tool: 'traceroute',
  host: 'meter',
  hops: 30,
  queries: 3,
  timeout: 5_000,
  ...more,
});

describe('traceroute', () => {
  test('names both routers and the meter, three round trips each', () => {
    const desk = new Desk();
    const call = desk.start(trace());
    const hops = only(desk.run(1_000), 'hop');
    expect(hops.map(({ hop, answers }) => [hop, ...new Set(answers.map(({ from }) => from))])).toEqual([
      [1, '10.0.1.1'],
      [2, '10.0.3.1'],
      [3, '10.0.3.20'],
    ]);
    expect(hops.every(({ answers }) => answers.length === 3)).toBe(true);
    const rising = hops.map(({ answers }) => answers[0]?.took ?? 0);
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    expect(desk.exits.get(call)).toBe(0);
  });

  test('behind a firewall that drops there are stars to the last hop', () => {
    const desk = new Desk();
    const call = desk.start(trace({ host: 'safe', hops: 8, queries: 2, timeout: 1_000 }));
    const hops = only(desk.run(8_000), 'hop');
    expect(hops).toHaveLength(8);
    expect(hops[0]?.answers).toEqual([
      { from: '', took: null },
      { from: '', took: null },
    ]);
    expect(desk.exits.get(call)).toBe(0);
  });

  test('with sixteen probes under way at once, thirty silent hops take their timeouts sixteen by sixteen', () => {
    const desk = new Desk();
    const call = desk.start(trace({ host: 'safe', timeout: 1_000 }));
    desk.run(5_990);
    expect(desk.exits.has(call)).toBe(false);
    desk.run(100);
    expect(desk.exits.get(call)).toBe(0);
    expect(desk.heard.filter(({ record }) => record.kind === 'hop')).toHaveLength(30);
  });

  test('over a link that loses, a star stands for what was lost and the others are told', () => {
    const desk = new Desk({ seed: 3, uplink: { loss: { kind: 'bernoulli', share: 0.3 } } });
    desk.start(trace({ queries: 10, timeout: 1_000 }));
    const hops = only(desk.run(20_000), 'hop');
    const [first, second] = hops;
    expect(first?.answers.every(({ took }) => took !== null)).toBe(true);
    const lost = second?.answers.filter(({ took }) => took === null).length;
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(10);
    expect(hops.at(-1)?.answers.some(({ from }) => from === '10.0.3.20')).toBe(true);
  });

  test('a name that nobody has: exit code 2; no way there: 1', () => {
    const desk = new Desk();
    const nobody = desk.start(trace({ host: 'metre' }));
    const nowhere = desk.start(trace({ host: '192.0.2.7' }));
    expect(only(desk.run(20), 'connection').map(({ why }) => why)).toEqual(['unknown-host', 'unreachable']);
    expect([desk.exits.get(nobody), desk.exits.get(nowhere)]).toEqual([2, 1]);
  });

  test('saved and carried on elsewhere at any moment, it finds the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 120 }), (seed, savedAt) => {
        const options = { seed, uplink: { loss: { kind: 'bernoulli' as const, share: 0.3 } } };
        const given = trace({ timeout: 300, hops: 6 });
        expect(play(options, given, { ticks: 200, savedAt })).toEqual(play(options, given, { ticks: 200 }));
      }),
      { numRuns: 20 },
    );
  });
});

const ports = (...numbers: number[]): ToolOrder => ({ tool: 'ports', host: 'meter', ports: numbers, timeout: 2_000 });

describe('nc -z', () => {
  test('a port that is open, one that nobody listens at, one that a conduit drops', () => {
    const desk = new Desk({ services: meter });
    const call = desk.start(ports(502, 503, 4840));
    const found = only(desk.run(3_000), 'port');
    expect(found.map(({ port, state }) => `${port} ${state}`)).toEqual(['502 open', '503 refused', '4840 timeout']);
    expect(found[2]?.took).toBe(2_000);
    expect(found[0]?.took).toBeLessThan(15);
    expect(desk.exits.get(call)).toBe(0);
    // Who closes first remembers the stream for a while (TIME-WAIT).
    desk.run(60_000);
    expect(desk.network.streams).toBe(0);
  });

  test('none open: exit code 1; a name that nobody has: 1', () => {
    const desk = new Desk();
    const closed = desk.start(ports(502));
    const nobody = desk.start({ ...ports(502), host: 'metre' } as ToolOrder);
    desk.run(100);
    expect([desk.exits.get(closed), desk.exits.get(nobody)]).toEqual([1, 1]);
  });

  test('an address without a way there is unreachable', () => {
    const desk = new Desk();
    desk.start({ ...ports(502), host: '192.0.2.1', timeout: 10_000 } as ToolOrder);
    expect(only(desk.run(10_000), 'port')[0]).toMatchObject({ state: 'unreachable' });
  });

  test('Ctrl-C ends it in the middle, and nothing stays open', () => {
    const desk = new Desk();
    const call = desk.start(ports(4840, 4841));
    desk.run(500);
    desk.interrupt();
    desk.run(10);
    expect(desk.exits.get(call)).toBe(130);
    expect(desk.network.streams).toBe(0);
  });

  test('saved and carried on elsewhere at any moment, it finds the same', () => {
    const options = { services: meter, uplink: { loss: { kind: 'bernoulli' as const, share: 0.2 } } };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 500 }), (seed, savedAt) => {
        const given = ports(503, 502, 4840, 502);
        expect(play({ ...options, seed }, given, { ticks: 900, savedAt })).toEqual(
          play({ ...options, seed }, given, { ticks: 900 }),
        );
      }),
      { numRuns: 15 },
    );
  });
});
