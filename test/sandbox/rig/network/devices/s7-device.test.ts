/** A controller of another make on the rig's network: its data blocks, markers and images show signals of the rig. */
import { describe, expect, test } from 'vitest';
import { isAddressError, parseAddress, type S7Address } from '#sandbox/protocols/s7/address.ts';
import { S7Client } from '#sandbox/protocols/s7/client.ts';
import { itemCodes } from '#sandbox/protocols/s7/pdu.ts';
import { decodeValue, encodeValue, type Value } from '#sandbox/protocols/s7/values.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import { again, atLaptop, built, deviceLab } from './device-lab.ts';

const map = [
  { at: 'DB1.DBD0', signal: 'plant.Power' },
  { at: 'DB1.DBD8', signal: 'plant.Energy' },
  { at: 'DB1.DBX12.3', signal: 'plant.Closed' },
  { at: 'DB1.DBX12.4', signal: 'plant.Breaker', write: true },
  { at: 'DB1.DBD16', signal: 'plant.Load', write: true },
  { at: 'DB1.DBW20', signal: 'plant.Load', type: 'INT', scale: 10, write: true },
  { at: 'DB1.DBW22', signal: 'plant.Target', write: true },
  { at: 'DB1,S24.10', signal: 'plant.Note', write: true },
  { at: 'DB1.DBD40', signal: 'plant.Uptime' },
  { at: 'DB1,LREAL44', signal: 'plant.Level' },
  { at: 'MW10', signal: 'plant.Target' },
  { at: 'I0.0', signal: 'plant.Closed' },
  { at: 'Q0.1', signal: 'plant.Running' },
  { at: 'DB9.DBD0', signal: 'plant.Power' },
  { at: 'DB8.DBW0', signal: 'plant.Target', write: true },
];
const blocks = { 7: { access: 'none', bytes: 4 }, 8: { access: 'read-only' }, 9: { access: 'optimised' } };

const lab = (s7: Record<string, unknown> = {}) => deviceLab({ devices: { press: { s7: { map, blocks, ...s7 } } } });

const addressed = (text: string): S7Address => {
  const address = parseAddress(text);
  if (isAddressError(address)) throw new Error(address.message.en);
  return address;
};

function bench(rig = built(lab())) {
  const client = atLaptop(rig, new S7Client({ host: 'press' }));
  const outcome = () => {
    rig.advance(50);
    return client.results()[0]?.outcome;
  };
  const read = (text: string) => {
    client.ask({ ask: 'read', addresses: [addressed(text)] }, rig.timeNs);
    const found = outcome();
    const item = found?.kind === 'read' ? found.items[0] : undefined;
    if (!item) return found;
    return item.code === itemCodes.success ? decodeValue(addressed(text), item.bytes) : { code: item.code };
  };
  const write = (text: string, value: Value) => {
    const address = addressed(text);
    client.ask({ ask: 'write', writes: [{ address, bytes: encodeValue(address, value)! }] }, rig.timeNs);
    const found = outcome();
    return found?.kind === 'written' ? found.codes[0] : found;
  };
  return { rig, client, read, write };
}

describe('an S7 device on the rig’s network', () => {
  test('shows signals in its blocks, each as its address, its signal or the map says', () => {
    const { read } = bench();
    expect(read('DB1,REAL0')).toBe(25);
    expect(read('DB1,DINT8')).toBeGreaterThan(0);
    expect(read('DB1.DBX12.3')).toBe(false);
    expect(read('DB1,INT20')).toBe(125);
    expect(read('DB1,S24.10')).toBe('ready');
    expect(read('DB1,LREAL44')).toBe(0.1);
    expect(read('MW10')).toBe(7);
    expect(read('Q0.1')).toBe(true);
  });

  test('a time is milliseconds in S7, whatever it is inside', () => {
    const { rig, read } = bench();
    const before = Number(rig.value('plant.Uptime')) / 1e6;
    const told = Number(read('DB1,TIME40'));
    expect(told).toBeGreaterThan(before);
    expect(told).toBeLessThanOrEqual(Number(rig.value('plant.Uptime')) / 1e6);
  });

  test('bytes between mapped ones read 0; beyond the block, and without one, there is nothing', () => {
    const { read } = bench();
    expect(read('DB1.DBD4')).toBe(0);
    expect(read('DB1.DBB60')).toEqual({ code: itemCodes.outOfRange });
    expect(read('DB2.DBB0')).toEqual({ code: itemCodes.noSuchObject });
  });

  test('what is read begins and ends anywhere, also in the middle of a value', () => {
    const { read } = bench();
    expect(read('DB1.DBW2')).toBe(0x0000);
    expect(read('DB1.DBB1')).toBe(0xc8);
    expect(read('DB1.DBB0')).toBe(0x41);
  });

  test('what the map gives for writing acts on the plant from the next tick on', () => {
    const { rig, read, write } = bench();
    expect(write('DB1,REAL16', 20.5)).toBe(itemCodes.success);
    expect(rig.value('plant.Power')).toBe(41);
    expect(write('DB1,INT20', 333)).toBe(itemCodes.success);
    expect(rig.value('plant.Load')).toBeCloseTo(33.3, 4);
    expect(write('DB1.DBX12.4', true)).toBe(itemCodes.success);
    expect(rig.value('plant.Closed')).toBe(true);
    expect(read('I0.0')).toBe(true);
    expect(write('DB1,S24.10', 'go')).toBe(itemCodes.success);
    expect(rig.value('plant.Note')).toBe('go');
  });

  test('half a value, a hole and what is not given for writing are refused, and nothing is written', () => {
    const { rig, write } = bench();
    expect(write('DB1,INT16', 1)).toBe(itemCodes.accessDenied);
    expect(write('DB1,REAL4', 1)).toBe(itemCodes.accessDenied);
    expect(write('DB1,REAL0', 1)).toBe(itemCodes.accessDenied);
    expect(write('DB1.DBX12.3', true)).toBe(itemCodes.accessDenied);
    expect(write('DB1.DBX16.0', true)).toBe(itemCodes.accessDenied);
    expect(rig.value('plant.Load')).toBe(12.5);
  });

  test('blocks have their access: none, for reading only, and optimised ones that have no addresses', () => {
    const { read, write } = bench();
    expect(read('DB7.DBB0')).toEqual({ code: itemCodes.accessDenied });
    expect(read('DB8.DBW0')).toBe(7);
    expect(write('DB8,INT0', 9)).toBe(itemCodes.accessDenied);
    expect(read('DB9.DBD0')).toEqual({ code: itemCodes.noSuchObject });
  });

  test('says who it is', () => {
    const { rig, client } = bench(built(lab({ identity: { name: 'Press 3' } })));
    client.ask({ ask: 'list', id: 0x001c, index: 0 }, rig.timeNs);
    rig.advance(50);
    const outcome = client.results()[0]?.outcome;
    const text = outcome?.kind === 'list' ? Buffer.from(outcome.bytes).toString('latin1') : '';
    expect(text).toContain('Press 3');
    expect(text).toContain('CPU 315-2 PN/DP');
  });

  test('tells the mode of the controller that it stands for', () => {
    const { rig, client } = bench(built(lab({ controller: 'plc' })));
    const mode = () => {
      client.ask({ ask: 'list', id: 0x0424, index: 0 }, rig.timeNs);
      rig.advance(50);
      const outcome = client.results()[0]?.outcome;
      return outcome?.kind === 'list' ? Buffer.from(outcome.bytes).toString('hex') : JSON.stringify(outcome);
    };
    const running = mode();
    rig.apply({ kind: 'stop', controller: 'plc' });
    const stopped = mode();
    expect(running).not.toBe(stopped);
  });

  test('a map that cannot be is told with the device, the address and what to do', () => {
    const wrong = (entry: Record<string, unknown>, more: Record<string, unknown> = {}) =>
      Rig.build(lab({ map: [map[0], entry], ...more }), { seed: 1 }).problems[0]?.message;
    expect(wrong({ at: 'DB1.DBW2', signal: 'plant.Target' })?.en).toContain('press, DB1.DBW2: DB1.DBW2 and DB1.DBD0 share bytes');
    expect(wrong({ at: 'DB1.DBW4', signal: 'plant.Targt' })?.en).toContain('The rig has no signal "plant.Targt"');
    expect(wrong({ at: 'DB1.DBW4', signal: 'plant.Power', type: 'REAL' })?.['zh-CN']).toContain('DB1.DBW4 的大小与 REAL 不符');
    expect(wrong({ at: 'DB1.DBD4', signal: 'plant.Note' })?.en).toContain('do not go together');
    expect(wrong({ at: 'DB8.DBD4', signal: 'plant.Power' }, { blocks: { 8: { bytes: 6 } } })?.en).toContain(
      'DB 8 is said to have 6 bytes',
    );
    expect(wrong({ at: 'T5', signal: 'plant.Power' })?.en).toContain('no single value');
    expect(wrong({ at: 'MW4', signal: 'plant.Target' }, { controller: 'plx' })?.en).toContain('no controller "plx"');
  });

  test('saved in the middle of a conversation, it goes on where it was', () => {
    const first = built(lab());
    const client = atLaptop(first, new S7Client({ host: 'press' }));
    client.ask({ ask: 'read', addresses: [addressed('DB1,REAL0')] }, 0n);
    first.advance(1);
    const second = again(first);
    atLaptop(second, client);
    second.advance(400);
    expect(client.results()[0]?.outcome.kind).toBe('read');
    expect(second.save().state).toBeDefined();
  });
});
