import { describe, expect, it } from 'vitest';
import type { DriverEvent, Point } from '#sandbox/gateway/driver.ts';
import { explainModbusAddress, ModbusDriver } from '#sandbox/gateway/drivers/modbus.ts';
import { connectionSchema, tagSchema } from '#sandbox/gateway/schema.ts';
import { BlockUnit } from '#sandbox/protocols/modbus/memory.ts';
import { ModbusServer } from '#sandbox/protocols/modbus/server.ts';
import { carry } from './wire.ts';

const settings = connectionSchema.parse({ protocol: 'modbus-tcp', host: 'meter', gap: 4 });
if (settings.protocol !== 'modbus-tcp') throw new Error('a Modbus connection');
const modbus = settings;

const device = () =>
  new BlockUnit({
    'holding-registers': [{ address: 0, values: [0x0000, 0x4149, 7, 0, 0xfffe, 0x4142, 0x4300, 0, 1, 2, 3] }],
    coils: [{ address: 0, values: [true, false, true] }],
    'input-registers': [{ address: 10, values: [5] }],
  });

function polled(points: Point[], unit = device(), times = 1): { events: DriverEvent[]; driver: ModbusDriver; requests: number } {
  const driver = new ModbusDriver(modbus, points);
  const server = new ModbusServer({ unit: (id) => (id === 1 ? unit : 'unknown') });
  const events: DriverEvent[] = [];
  for (let time = 0; time < times; time += 1) {
    driver.poll(
      points.map(({ name }) => name),
      BigInt(time) * 1_000_000_000n,
    );
    carry(driver, server, BigInt(time) * 1_000_000_000n, () => events.push(...driver.events()));
  }
  return { events, driver, requests: driver.counters.requests };
}

const shown = (events: readonly DriverEvent[]): string[] =>
  events.map((event) =>
    event.kind === 'value'
      ? `${event.point} ${String(event.value)}`
      : event.kind === 'trouble'
        ? `${event.point} ${event.reason}`
        : 'written',
  );

describe('tags by Modbus', () => {
  it('are read together when they are neighbours, each with its type and order', () => {
    const { events, requests } = polled([
      { name: 'flow', address: '1!40001#CDAB', type: 'REAL' },
      { name: 'count', address: '40003' },
      { name: 'below', address: '40005', type: 'INT' },
      { name: 'bit', address: '40003.2' },
      { name: 'text', address: '40006', type: 'STRING', length: 4 },
      { name: 'open', address: '3', type: 'BOOL' },
      { name: 'level', address: 'ir:10' },
    ]);
    expect(shown(events).toSorted()).toEqual([
      'below -2',
      'bit true',
      'count 7',
      'flow 12.5625',
      'level 5',
      'open true',
      'text ABC',
    ]);
    expect(requests).toBe(3);
  });

  it('that do not exist do not take their neighbours with them, and are asked alone from then on', () => {
    const points = [
      { name: 'good', address: '40011' },
      { name: 'beyond', address: '40012' },
    ];
    const { events, requests } = polled(points, device(), 2);
    expect(shown(events)).toEqual(['good 3', 'beyond ConfigurationError', 'good 3', 'beyond ConfigurationError']);
    expect(requests).toBe(1 + 2 + 2);
  });

  it('of a unit that is not there are not connected; the message says which exception', () => {
    const { events } = polled([{ name: 'far', address: '9!40001' }]);
    expect(events).toMatchObject([{ reason: 'NotConnected', detail: expect.stringMatching(/gateway/i) }]);
  });

  it('are written as bits, single registers or several, and refused where the device refuses', () => {
    const unit = device();
    const points: Point[] = [
      { name: 'flow', address: '40001#CDAB', type: 'REAL' },
      { name: 'count', address: '40003' },
      { name: 'bit', address: '40010.3' },
      { name: 'coil', address: '2' },
      { name: 'beyond', address: '40099' },
    ];
    const driver = new ModbusDriver(modbus, points);
    const server = new ModbusServer({ unit: () => unit });
    for (const [index, [name, value]] of (
      [
        ['flow', 1.5],
        ['count', 9],
        ['bit', true],
        ['coil', true],
        ['beyond', 1],
      ] as const
    ).entries()) {
      driver.write(index, name, value, 0n);
    }
    const events: DriverEvent[] = [];
    carry(driver, server, 0n, () => events.push(...driver.events()));
    expect(events.map((event) => (event.kind === 'written' ? (event.refused?.reason ?? 'done') : ''))).toEqual([
      'done',
      'done',
      'done',
      'done',
      'ConfigurationError',
    ]);
    expect(unit.readRegisters('holding-registers', 0, 3)).toEqual([0x0000, 0x3fc0, 9]);
    expect(unit.readRegisters('holding-registers', 9, 1)).toEqual([2 | 8]);
    expect(unit.readBits('coils', 0, 3)).toEqual([true, true, true]);
  });

  it('go on after save and restore in the middle of a request', () => {
    const points = [{ name: 'count', address: '40003' }];
    const first = new ModbusDriver(modbus, points);
    first.poll(['count'], 0n);
    const second = new ModbusDriver(modbus, points, JSON.parse(JSON.stringify(first.save())));
    expect(second.save()).toEqual(first.save());
    const server = new ModbusServer({ unit: () => device() });
    const events: DriverEvent[] = [];
    // What was to be done before the moment of saving has been done.
    carry(second, server, 0n, () => events.push(...second.events()), first.drain());
    expect(shown(events)).toEqual(['count 7']);
  });
});

it.each([
  ['40000', undefined, false, 'count from 1'],
  ['1', 'REAL', false, 'single bit'],
  ['40001.3', 'INT', false, 'is a BOOL'],
  ['40001', 'STRING', false, 'length'],
  ['30001', undefined, true, 'only be read'],
  ['465536', 'REAL', false, 'end of the table'],
] as const)('an address that cannot be, %s as %s (writable: %s), is explained', (address, type, writable, words) => {
  const message = explainModbusAddress(modbus, tagSchema.parse({ name: 't', connection: 'm', address, type, writable }));
  expect(message?.en).toContain(words);
  expect(message?.['zh-CN']).toMatch(/[一-鿿]/);
});
