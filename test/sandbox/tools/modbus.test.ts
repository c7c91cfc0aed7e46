/** mbpoll on the rig's network. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ModbusServer } from '#sandbox/protocols/modbus/server.ts';
import type { ToolOrder } from '#sandbox/wire/tools.ts';
import { behindGateway } from '../protocols/modbus/meter.ts';
import { Desk, ms, only, play } from './desk.ts';

const meter = () => ({
  meter: { host: 'meter', port: 502, party: new ModbusServer(behindGateway(), { processingNs: 2n * ms }) },
});
const device = { host: 'meter', port: 502, unit: 1, timeout: 1_000 };
const read = (more: Partial<Extract<ToolOrder, { tool: 'modbus-read' }>> = {}): ToolOrder => ({
  tool: 'modbus-read',
  ...device,
  table: 'input-registers',
  address: 0,
  quantity: 2,
  count: 1,
  interval: 1_000,
  ...more,
});
const write = (more: Partial<Extract<ToolOrder, { tool: 'modbus-write' }>> = {}): ToolOrder => ({
  tool: 'modbus-write',
  ...device,
  table: 'holding-registers',
  address: 3,
  values: [7, 8],
  ...more,
});

/** Runs one after the other. */
function ask(...orders: ToolOrder[]) {
  const desk = new Desk({ services: meter });
  return orders.map((given) => {
    const call = desk.start(given);
    const records = desk.run(3_000);
    return { records, exit: desk.exits.get(call) };
  });
}

describe('mbpoll reads', () => {
  test('registers, once', () => {
    const [one] = ask(read());
    const [registers] = only(one!.records, 'registers');
    expect(registers).toMatchObject({ address: 0, registers: [0x4367, 0x8000] });
    // The round trip to connect, the one of the request, and the meter's own 2 ms.
    expect(registers?.took).toBeGreaterThan(22);
    expect(registers?.took).toBeLessThan(24);
    expect(one!.records.at(-1)).toEqual({ kind: 'polls', sent: 1, answered: 1, errors: 0 });
    expect(one!.exit).toBe(0);
  });

  test('each table by its own function', () => {
    const [coils, inputs, holding] = ask(
      read({ table: 'coils', quantity: 4 }),
      read({ table: 'discrete-inputs', address: 1, quantity: 3 }),
      read({ table: 'holding-registers', address: 10, quantity: 1 }),
    );
    expect(only(coils!.records, 'bits')[0]?.bits).toEqual([true, false, false, true]);
    expect(only(inputs!.records, 'bits')[0]?.bits).toEqual([false, true, true]);
    expect(only(holding!.records, 'registers')[0]).toMatchObject({ address: 10, registers: [110] });
  });

  test('again and again, with the interval after each answer, until Ctrl-C', () => {
    const { heard, exit } = play({ services: meter }, read({ count: null, interval: 200 }), { ticks: 110, interruptAt: 100 });
    const times = heard.flatMap(({ record }) => (record.kind === 'registers' ? [record.at] : []));
    expect(times).toHaveLength(5);
    for (const [at, time] of times.slice(1).entries()) {
      expect(time - (times[at] ?? 0)).toBeGreaterThan(211);
      expect(time - (times[at] ?? 0)).toBeLessThan(214);
    }
    expect(heard.at(-1)?.record).toEqual({ kind: 'polls', sent: 5, answered: 5, errors: 0 });
    expect(exit).toBe(0);
  });

  test('an exception is told with its meaning, and is an error', () => {
    const [one] = ask(read({ address: 4, quantity: 5 }));
    expect(one!.records[0]).toMatchObject({ kind: 'modbus-exception', exception: 2 });
    expect(only(one!.records, 'modbus-exception')[0]?.message['zh-CN']).toContain('地址');
    expect(one!.exit).toBe(1);
  });

  test('a unit that is not there is the gateway’s exception 0B, more than 125 registers the meter’s 03', () => {
    const [unit, many] = ask(read({ unit: 17 }), read({ quantity: 126 }));
    expect(unit!.records[0]).toMatchObject({ exception: 11 });
    expect(many!.records[0]).toMatchObject({ exception: 3 });
  });

  test('a port nobody listens at, a conduit that drops, a name that nobody has: it ends at once', () => {
    const [refused, dropped, nobody] = ask(read({ port: 503 }), read({ port: 5020 }), read({ host: 'metre' }));
    expect(refused!.records).toMatchObject([{ kind: 'connection', why: 'refused', host: 'meter', port: 503 }]);
    expect(dropped!.records).toMatchObject([{ kind: 'connection', why: 'timeout' }]);
    expect(nobody!.records).toMatchObject([{ kind: 'connection', why: 'unknown-host' }]);
    expect([refused!.exit, dropped!.exit, nobody!.exit]).toEqual([1, 1, 1]);
  });

  test('a device that falls silent is an error in each poll, and is read again when it is back', () => {
    const desk = new Desk({ services: meter });
    const call = desk.start(read({ count: null, interval: 500 }));
    desk.run(2_000);
    desk.network.setLink('meter-cable', { up: false });
    const silent = only(desk.run(8_000), 'connection');
    expect(silent.length).toBeGreaterThan(3);
    expect(silent[0]?.why).toBe('no-answer');
    desk.network.mendLink('meter-cable');
    desk.run(30_000);
    desk.interrupt();
    desk.run(10);
    const last = desk.heard.map(({ record }) => record);
    expect(last.at(-2)?.kind).toBe('registers');
    const [polls] = only(last, 'polls');
    // The poll that was under way, if any, is neither.
    expect((polls?.sent ?? 0) - (polls?.answered ?? 0) - (polls?.errors ?? 0)).toBeLessThanOrEqual(1);
    expect(desk.exits.get(call)).toBe(1);
  });
});

describe('mbpoll writes', () => {
  test('one register by function 6, several by 16, coils by 5 and 15; the meter has them', () => {
    const [several, one, coil, coils, registers, bits] = ask(
      write(),
      write({ address: 5, values: [65_535] }),
      write({ table: 'coils', address: 1, values: [1] }),
      write({ table: 'coils', address: 2, values: [1, 0, 1] }),
      read({ table: 'holding-registers', address: 3, quantity: 3 }),
      read({ table: 'coils', address: 1, quantity: 4 }),
    );
    expect([several, one, coil, coils].map((ran) => only(ran!.records, 'written')[0]?.count)).toEqual([2, 1, 1, 3]);
    expect([several, one, coil, coils].map((ran) => ran!.exit)).toEqual([0, 0, 0, 0]);
    expect(only(registers!.records, 'registers')[0]?.registers).toEqual([7, 8, 65_535]);
    expect(only(bits!.records, 'bits')[0]?.bits).toEqual([true, true, false, true]);
  });

  test('where there is no such register: exception 02; more than fits a request is not sent', () => {
    const [missing, many] = ask(write({ address: 1_000 }), write({ values: Array<number>(124).fill(1) }));
    expect(missing!.records).toMatchObject([{ kind: 'modbus-exception', exception: 2 }]);
    expect(only(many!.records, 'problem')[0]?.message.en).toContain('1 to 123');
    expect([missing!.exit, many!.exit]).toEqual([1, 1]);
  });
});

describe('who are you', () => {
  test('everything that the device says of itself, by name', () => {
    const [one] = ask({ tool: 'modbus-identify', ...device });
    expect(only(one!.records, 'identity')[0]?.objects).toEqual([
      { id: 0, name: 'VendorName', value: 'Millwright' },
      { id: 1, name: 'ProductCode', value: 'PM-1' },
      { id: 2, name: 'MajorMinorRevision', value: '1.0' },
      { id: 4, name: 'ProductName', value: 'Power meter' },
      { id: 128, name: 'Object 128', value: 'Hall 3' },
    ]);
    expect(one!.exit).toBe(0);
  });

  test('a unit that is not there has no name', () => {
    const [one] = ask({ tool: 'modbus-identify', ...device, unit: 3 });
    expect(one!.records).toMatchObject([{ kind: 'modbus-exception', exception: 11 }]);
    expect(one!.exit).toBe(1);
  });
});

test('saved and carried on elsewhere in the middle of a poll, it finds the same', () => {
  const uplink = { loss: { kind: 'bernoulli' as const, share: 0.3 }, jitter: [{ share: 1, ns: 40_000_000 }] };
  const orders = [read({ count: 8, interval: 50, timeout: 200 }), write(), { tool: 'modbus-identify' as const, ...device }];
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.integer({ min: 0, max: 200 }),
      fc.constantFrom(...orders),
      (seed, savedAt, given) => {
        const options = { seed, uplink, services: meter };
        expect(play(options, given, { ticks: 400, savedAt })).toEqual(play(options, given, { ticks: 400 }));
      },
    ),
    { numRuns: 40 },
  );
});
