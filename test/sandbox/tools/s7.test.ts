/** s7 read, write and info against a press on the rig's network. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { S7Server } from '#sandbox/protocols/s7/server.ts';
import type { ToolOrder } from '#sandbox/wire/tools.ts';
import { press } from '../protocols/s7/press.ts';
import { Desk, only, play } from './desk.ts';

const pressed = () => ({ press: { host: 'press', port: 102, party: new S7Server(press()) } });
const device = { host: 'press', port: 102, rack: 0, slot: 1, timeout: 2_000 };
const read = (...items: string[]): ToolOrder => ({ tool: 's7-read', ...device, items });
const write = (...items: [string, string][]): ToolOrder => ({
  tool: 's7-write',
  ...device,
  items: items.map(([address, value]) => ({ address, value })),
});

function ask(...orders: ToolOrder[]) {
  const desk = new Desk({ services: pressed });
  return orders.map((given) => {
    const call = desk.start(given);
    const records = desk.run(3_000);
    return { records, items: only(records, 'item'), exit: desk.exits.get(call) };
  });
}

describe('s7 read', () => {
  test('any number of addresses, each with its type and value', () => {
    const [one] = ask(read('DB1.DBW0', 'DB1.DBX0.0', 'I0.0', 'MW2', 'DB1,B4.3', 'DB2.DBD0', 'DB2,REAL4'));
    expect(one!.items.map(({ address, type, value }) => [address, type, value])).toEqual([
      ['DB1.DBW0', 'WORD', 1],
      ['DB1.DBX0.0', 'BOOL', false],
      ['I0.0', 'BOOL', true],
      ['MW2', 'WORD', 0],
      ['DB1,B4.3', 'BYTE', [4, 5, 6]],
      ['DB2.DBD0', 'DWORD', 0],
      ['DB2,REAL4', 'REAL', 0],
    ]);
    expect(one!.exit).toBe(0);
  });

  test('an address that is not there fails alone, and the exit code says that one did', () => {
    const [one] = ask(read('DB1.DBW0', 'DB9.DBW0', 'DB1.DBW200', 'DB5.DBW0', 'DB4.DBW0'));
    expect(one!.items.map(({ value, error }) => value ?? error?.en.slice(0, 28))).toEqual([
      1,
      'There is no such data block,',
      'The address lies beyond the ',
      'There is no such data block,',
      'The device does not allow ac',
    ]);
    expect(one!.exit).toBe(1);
  });

  test('a hundred addresses need several requests and come as one', () => {
    const items = Array.from({ length: 100 }, (_, at) => `DB1.DBB${at % 64}`);
    const [one] = ask(read(...items));
    expect(one!.items.map(({ value }) => value)).toEqual(items.map((_, at) => at % 64));
  });

  test('what is no address is not sent: where it goes wrong, and how it is written', () => {
    const [one] = ask(read('DB1.DBW0', 'DB1.DBX0.9'));
    expect(only(one!.records, 'problem')[0]?.message.en).toBe(
      'DB1.DBX0.9, character 10: A byte has bits 0 to 7; 9 is none of them.',
    );
    expect(one!.exit).toBe(1);
  });

  test('a number that JSON does not know is said in words', () => {
    const [, one] = ask(write(['DB2.DBD0', '16#7F800000']), read('DB2,REAL0'));
    expect(one!.items[0]?.value).toBe('Infinity');
  });

  test('nobody listens, a slot without a controller, nobody of that name, a conduit that drops', () => {
    const orders = [
      { ...read('MW0'), port: 80 },
      { ...read('MW0'), host: 'presses' },
      { ...read('MW0'), port: 1102 },
    ] as ToolOrder[];
    const [closed, nobody, dropped] = ask(...orders);
    expect(closed!.records).toMatchObject([{ kind: 'connection', why: 'refused', host: 'press', port: 80 }]);
    expect(only(closed!.records, 'connection')[0]?.message.en).toContain('rack 0, slot 1');
    expect(nobody!.records).toMatchObject([{ kind: 'connection', why: 'unknown-host' }]);
    expect(dropped!.records).toMatchObject([{ kind: 'connection', why: 'timeout' }]);
    expect([closed!.exit, nobody!.exit, dropped!.exit]).toEqual([1, 1, 1]);
  });
});

describe('s7 write', () => {
  test('values of every form go where they belong', () => {
    const [written, found] = ask(
      write(
        ['MW0', '1234'],
        ['M2.3', 'true'],
        ['DB2,REAL0', '-1.5e2'],
        ['DB2,S10.8', 'press'],
        ['DB2,INT30.3', '1,-2,3'],
        ['QB0', '16#ff'],
      ),
      read('MW0', 'M2.3', 'DB2,REAL0', 'DB2,S10.8', 'DB2,INT30.3', 'QB0'),
    );
    const values = [1234, true, -150, 'press', [1, -2, 3], 255];
    expect(written!.items.map(({ value }) => value)).toEqual(values);
    expect(found!.items.map(({ value }) => value)).toEqual(values);
    expect([written!.exit, found!.exit]).toEqual([0, 0]);
  });

  test('a read-only block takes nothing, the others do', () => {
    const [one, after] = ask(write(['DB3.DBW0', '1'], ['MW0', '5']), read('MW0'));
    expect(one!.items.map(({ error }) => error === null)).toEqual([false, true]);
    expect(one!.exit).toBe(1);
    expect(after!.items[0]?.value).toBe(5);
  });

  test.each([
    ['MW0', '70000'],
    ['MW0', 'many'],
    ['M0.0', '2'],
    ['DB2,S10.3', 'press'],
    ['DB2,INT0.3', '1,2'],
    ['DB2,INT0.3', '1,2,x'],
    ['MW0', ''],
  ])('%s takes no %j', (address, value) => {
    const [one] = ask(write([address, value]));
    expect(only(one!.records, 'problem')[0]?.message.en).toContain(address);
    expect(one!.exit).toBe(1);
  });
});

test('s7 info tells the name plate, the limits and the mode', () => {
  const [one] = ask({ tool: 's7-info', ...device });
  expect(only(one!.records, 'identity')[0]?.objects.map(({ name, value }) => `${name} ${value}`)).toEqual([
    'OrderNumber 6ES7 315-2EH14-0AB0',
    'Firmware V3.2.6',
    'SystemName PRESS',
    'ModuleName PLC_1',
    'Plant Hall 3',
    'Copyright Millwright',
    'SerialNumber MW-0001',
    'ModuleType CPU 315-2 PN/DP',
    expect.stringMatching(/^MaximumPduLength \d+$/),
    expect.stringMatching(/^MaximumConnections \d+$/),
    'ProtectionLevel 1',
    'Mode RUN',
  ]);
  expect(one!.exit).toBe(0);
});

test('Ctrl-C gives up what is under way', () => {
  const { heard, exit } = play({ services: pressed }, read('MW0'), { ticks: 10, interruptAt: 1 });
  expect(heard).toEqual([]);
  expect(exit).toBe(130);
});

test('saved and carried on elsewhere in the middle of a request, it finds the same', () => {
  const uplink = { loss: { kind: 'bernoulli' as const, share: 0.2 }, jitter: [{ share: 1, ns: 40_000_000 }] };
  const orders: ToolOrder[] = [
    read(...Array.from({ length: 60 }, (_, at) => `DB1.DBB${at}`)),
    write(['MW0', '1234'], ['M2.3', 'true']),
    { tool: 's7-info', ...device },
  ];
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.integer({ min: 0, max: 120 }),
      fc.constantFrom(...orders),
      (seed, savedAt, given) => {
        const options = { seed, uplink, services: pressed };
        expect(play(options, given, { ticks: 700, savedAt })).toEqual(play(options, given, { ticks: 700 }));
      },
    ),
    { numRuns: 30 },
  );
});
