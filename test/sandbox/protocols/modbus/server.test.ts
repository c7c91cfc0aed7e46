import { describe, expect, it } from 'vitest';
import { encodeFrame } from '#sandbox/protocols/modbus/mbap.ts';
import type { ModbusUnit } from '#sandbox/protocols/modbus/memory.ts';
import { ModbusServer, type ModbusServerOptions } from '#sandbox/protocols/modbus/server.ts';
import { behindGateway, meter } from './meter.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

function connected(options: ModbusServerOptions = {}, unit: ModbusUnit = meter()): ModbusServer {
  const server = new ModbusServer(behindGateway(unit as ReturnType<typeof meter>), options);
  server.accepted(1, '10.0.0.2', 0n);
  return server;
}

/** What the server does about these bytes: frames as hex, or `close` and `reset`. */
function told(server: ModbusServer, text: string, nowNs = 0n): string[] {
  server.received(1, bytesOf(text), nowNs);
  return done(server);
}
const done = (server: ModbusServer): string[] =>
  server.drain().map((effect) => (effect.do === 'send' ? hex(effect.bytes) : effect.do));

/** The answer's PDU to a request's PDU, unit 1. */
function answer(pdu: string, unit = 1, server = connected()): string {
  const [frame = ''] = told(server, hex(encodeFrame({ transaction: 0x1234, unit, pdu: bytesOf(pdu) })));
  expect(frame.slice(0, 8)).toBe('12340000');
  return frame.slice(14);
}

describe('what a device answers', () => {
  it.each([
    ['coils, the first in the lowest bit', '01 0000 000a', '010249 02'],
    ['discrete inputs', '02 0000 000a', '02024d03'],
    ['holding registers, high byte first', '03 0001 0002', '030400650066'],
    ['input registers', '04 0000 0002', '040443678000'],
    ['one coil written', '05 0001 ff00', '050001ff00'],
    ['one register written', '06 0001 abcd', '060001abcd'],
    ['coils written', '0f 0000 000a 02 cd01', '0f0000000a'],
    ['registers written', '10 0001 0002 04 000a0102', '1000010002'],
    ['a register masked', '16 0004 00f2 0025', '16000400f20025'],
    ['registers written and then read', '17 0003 0002 0004 0001 02 00ff', '170400670 0ff'],
    [
      'exactly 125 registers',
      '03 0000 007d',
      `03fa${Array.from({ length: 125 }, (_, i) => (100 + i).toString(16).padStart(4, '0')).join('')}`,
    ],
  ])('%s', (_name, request, expected) => {
    expect(answer(request)).toBe(expected.replaceAll(' ', ''));
  });

  it('masks as the specification’s example does: 12 AND F2 OR 25 is 17 (hex)', () => {
    const unit = meter();
    unit.writeRegisters(4, [0x12]);
    answer('16 0004 00f2 0025', 1, connected({}, unit));
    expect(unit.readRegisters('holding-registers', 4, 1)).toEqual([0x17]);
  });

  it.each([
    ['an unknown function', '07', '8701'],
    ['diagnostics', '08 0000 a537', '8801'],
    ['an empty CANopen request', '2b 0d 00', 'ab01'],
    ['no registers', '03 0000 0000', '8303'],
    ['126 registers', '03 0000 007e', '8303'],
    ['2001 coils', '01 0000 07d1', '8103'],
    ['126 registers of function 23', '17 0000 007e 0000 0001 02 0000', '9703'],
    ['122 registers written by function 23', `17 0000 0001 0000 007a f4 ${'0000'.repeat(121)}`, '9703'],
    ['124 registers written', `10 0000 007c f8 ${'0000'.repeat(123)}`, '9003'],
    ['1969 coils written', `0f 0000 07b1 f7 ${'00'.repeat(246)}`, '8f03'],
    ['a coil neither on nor off', '05 0000 0001', '8503'],
    ['a byte count that is not twice the quantity', '10 0000 0002 03 000a0102', '9003'],
    ['a request that is too short', '03 0000', '8303'],
    ['a request that is too long', '03 0000 0001 00', '8303'],
    ['an address that does not exist', '03 00c8 0001', '8302'],
    ['a last register that does not exist', '03 00c7 0002', '8302'],
    ['addresses beyond 65535', '03 ffff 0002', '8302'],
    ['a write to nowhere', '06 00c8 0001', '8602'],
    ['an access code that does not exist', '2b 0e 05 00', 'ab03'],
    ['an identification object that does not exist', '2b 0e 04 63', 'ab02'],
  ])('%s is answered with its exception', (_name, request, expected) => {
    expect(answer(request)).toBe(expected);
  });

  it('a value that the memory refuses, a broken and a busy memory have exceptions 03, 04 and 06', () => {
    for (const exception of [3, 4, 6] as const) {
      const unit: ModbusUnit = {
        readBits: () => ({ exception }),
        readRegisters: () => ({ exception }),
        writeCoils: () => ({ exception }),
        writeRegisters: () => ({ exception }),
      };
      expect(answer('03 0000 0001', 1, connected({}, unit))).toBe(`830${exception}`);
      expect(answer('06 0000 0001', 1, connected({}, unit))).toBe(`860${exception}`);
      expect(answer('2b 0e 01 00', 1, connected({}, unit))).toBe('ab01');
    }
  });

  it('a gateway answers 0B for a unit that does not, 0A for a path that is down, and a lone device nothing', () => {
    expect(answer('03 0000 0001', 2)).toBe('830b');
    expect(answer('03 0000 0001', 9)).toBe('830a');
    const request = hex(encodeFrame({ transaction: 1, unit: 2, pdu: bytesOf('03 0000 0001') }));
    expect(told(connected({ unknownUnit: 'silence' }), request)).toEqual([]);
  });
});

describe('device identification', () => {
  const text = (pdu: string): string => Buffer.from(pdu, 'hex').toString('latin1');

  it('basic is the first three objects; one object can be had alone', () => {
    expect(answer('2b 0e 01 00').slice(0, 14)).toBe('2b0e0183000003');
    expect(text(answer('2b 0e 01 00'))).toContain('Millwright');
    expect(answer('2b 0e 04 01')).toBe('2b0e04830000010104504d2d31');
  });

  it('an unknown object to begin with means the first', () => {
    expect(answer('2b 0e 03 63')).toBe(answer('2b 0e 03 00'));
  });

  it('what does not fit is continued from the object that is named', () => {
    const long = { 0: 'v'.repeat(120), 1: 'p'.repeat(120), 2: '1.0', 200: 'x'.repeat(300) };
    const unit = Object.assign(meter(), { identification: long });
    const first = answer('2b 0e 03 00', 1, connected({}, unit));
    expect(first.slice(6, 14)).toBe('83ff0202');
    const second = answer('2b 0e 03 02', 1, connected({}, unit));
    expect(second.slice(6, 14)).toBe('83ffc801');
    const third = answer('2b 0e 03 c8', 1, connected({}, unit));
    expect(third.slice(6, 14)).toBe('83000001');
    expect(third.length / 2).toBe(253);
  });
});

describe('a stream', () => {
  const read = '0001 0000 0006 01 03 0000 0001';
  const answered = '000100000005010302' + '0064';

  it('may come byte by byte', () => {
    const server = connected();
    const whole = bytesOf(read);
    for (let at = 0; at < whole.length - 1; at += 1) expect(told(server, hex(whole.subarray(at, at + 1)))).toEqual([]);
    expect(told(server, hex(whole.subarray(-1)))).toEqual([answered]);
  });

  it('may bring several requests at once, and half of the next', () => {
    const server = connected();
    const next = read.replace('0001', '0002');
    expect(told(server, read + next + read.slice(0, 12))).toEqual([answered, answered.replace('0001', '0002')]);
    expect(told(server, read.slice(12))).toEqual([answered]);
  });

  it.each([
    ['another protocol id', '0001 0001 0006 01 03 0000 0001'],
    ['a length of nothing', '0001 0000 0001 01'],
    ['a length beyond a frame', '0001 0000 0100 01'],
    ['plain text', Buffer.from('GET / HTTP/1.1').toString('hex')],
  ])('ends with %s, after what came before is answered', (_name, bytes) => {
    const server = connected();
    expect(told(server, read + bytes)).toEqual([answered, 'reset']);
    expect(server.connections).toBe(0);
    expect(told(server, read)).toEqual([]);
  });
});

describe('a device that takes its time', () => {
  const read = (transaction: number): string => hex(encodeFrame({ transaction, unit: 1, pdu: bytesOf('03 0000 0001') }));
  const transactions = (server: ModbusServer): number[] => done(server).map((frame) => Number.parseInt(frame.slice(0, 4), 16));

  it('answers one request after the other', () => {
    const server = connected({ processingNs: 10n });
    expect(told(server, read(1) + read(2), 100n)).toEqual([]);
    expect(server.due).toBe(110n);
    server.wake(109n);
    expect(done(server)).toEqual([]);
    server.wake(110n);
    expect(transactions(server)).toEqual([1]);
    expect(server.due).toBe(120n);
    server.wake(500n);
    expect(transactions(server)).toEqual([2]);
    expect(server.due).toBeNull();
  });

  it('says that it is busy when too much waits, and forgets what a peer that left had asked', () => {
    const server = connected({ processingNs: 10n, maxWaiting: 2 });
    expect(told(server, read(1) + read(2) + read(3))).toEqual(['0003000000030183' + '06']);
    server.closed(1);
    expect(server.due).toBeNull();
  });

  it('closes a connection that has been idle, not one that waits for its answer', () => {
    const server = connected({ processingNs: 500n, idleTimeoutNs: 100n });
    expect(server.due).toBe(100n);
    told(server, read(1), 50n);
    expect(server.due).toBe(550n);
    server.wake(550n);
    expect(transactions(server)).toEqual([1]);
    server.wake(server.due!);
    expect(done(server)).toEqual(['close']);
  });

  it('takes no more connections than it may', () => {
    const server = connected({ maxConnections: 1 });
    server.accepted(2, '10.0.0.3', 0n);
    expect(server.drain()).toEqual([{ do: 'reset', connection: 2 }]);
    server.closed(1);
    server.accepted(3, '10.0.0.3', 0n);
    expect(server.drain()).toEqual([]);
  });
});

describe('a device that fails its clients', () => {
  it('swaps bytes and words of what is read', () => {
    const server = connected();
    server.misbehaviour = { swapWords: true };
    expect(answer('04 0000 0003', 1, server)).toBe('0406800043673f80');
    server.misbehaviour = { swapBytes: true };
    expect(answer('04 0000 0002', 1, server)).toBe('040467430080');
  });

  it('reads from the next register', () => {
    const server = connected();
    server.misbehaviour = { registerOffset: 1 };
    expect(answer('03 0000 0001', 1, server)).toBe('03020065');
    expect(answer('03 00c7 0001', 1, server)).toBe('8302');
    server.misbehaviour = { registerOffset: -1 };
    expect(answer('03 0000 0001', 1, server)).toBe('8302');
  });

  it('answers for another unit, with another transaction id, later, or not at all', () => {
    const server = connected();
    const read = '0001 0000 0006 01 03 0000 0001';
    server.misbehaviour = { wrongUnit: 7 };
    expect(told(server, read)).toEqual(['0001000000050703020064']);
    server.misbehaviour = { wrongTransaction: true };
    expect(told(server, read)).toEqual(['0002000000050103020064']);
    server.misbehaviour = { delayNs: '1000' };
    expect(told(server, read)).toEqual([]);
    expect(server.due).toBe(1000n);
    server.wake(1000n);
    expect(done(server)).toHaveLength(1);
    server.misbehaviour = { dropEvery: 1 };
    expect(told(server, read)).toEqual([]);
  });

  it('gives its last good answer again after an exception', () => {
    const server = connected();
    server.misbehaviour = { staleAfterError: true };
    expect(answer('03 0000 0001', 1, server)).toBe('03020064');
    expect(answer('03 00c8 0001', 1, server)).toBe('8302');
    expect(answer('03 0001 0001', 1, server)).toBe('03020064');
    expect(answer('03 0001 0001', 1, server)).toBe('03020065');
  });
});
