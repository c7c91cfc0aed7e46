/** tcpdump on the desk's own interface. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ModbusServer } from '#sandbox/protocols/modbus/server.ts';
import { filterOf } from '#sandbox/tools/capture-filter.ts';
import { headersOf } from '#sandbox/tools/ethernet.ts';
import type { ToolOrder } from '#sandbox/wire/tools.ts';
import { behindGateway } from '../protocols/modbus/meter.ts';
import { Desk, only } from './desk.ts';

const meter = () => ({ meter: { host: 'meter', port: 502, party: new ModbusServer(behindGateway()) } });
const capture = (more: Partial<Extract<ToolOrder, { tool: 'capture' }>> = {}): ToolOrder => ({
  tool: 'capture',
  filter: '',
  count: null,
  snapLength: 65_535,
  ...more,
});
const ping: ToolOrder = {
  tool: 'ping',
  host: 'meter',
  count: 2,
  interval: 100,
  timeout: 1_000,
  bytes: 56,
  timeToLive: 64,
  deadline: null,
};
const read: ToolOrder = {
  tool: 'modbus-read',
  host: 'meter',
  port: 502,
  unit: 1,
  timeout: 1_000,
  table: 'input-registers',
  address: 0,
  quantity: 2,
  count: 1,
  interval: 1_000,
};

describe('tcpdump', () => {
  test('shows a ping in tcpdump’s words', () => {
    const desk = new Desk();
    desk.start(capture());
    desk.start(ping);
    const frames = only(desk.run(500), 'frame');
    expect(frames.map(({ direction, summary }) => `${direction} ${summary}`)).toEqual([
      'out IP 10.0.1.5 > 10.0.3.20: ICMP echo request, id 1, seq 1, length 64',
      'in IP 10.0.3.20 > 10.0.1.5: ICMP echo reply, id 1, seq 1, length 64',
      'out IP 10.0.1.5 > 10.0.3.20: ICMP echo request, id 1, seq 2, length 64',
      'in IP 10.0.3.20 > 10.0.1.5: ICMP echo reply, id 1, seq 2, length 64',
    ]);
    expect(frames.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(frames[0]?.length).toBe(98);
  });

  test('counts the bytes of a connection from its beginning', () => {
    const desk = new Desk({ services: meter });
    desk.start(capture({ filter: 'tcp port 502 and host meter' }));
    desk.start(read);
    desk.start(ping);
    const words = only(desk.run(500), 'frame').map(({ summary }) => summary.replace(/^.*: Flags/, 'Flags'));
    expect(words[0]).toMatch(/^Flags \[S\], seq \d+, win \d+, length 0$/);
    expect(words[1]).toMatch(/^Flags \[S\.\], seq \d+, ack 1, win \d+, length 0$/);
    expect(words.some((one) => /^Flags \[P\.\], seq 1:13, ack 1, win \d+, length 12$/.test(one))).toBe(true);
    expect(words.some((one) => /^Flags \[P\.\], seq 1:14, ack 13, win \d+, length 13$/.test(one))).toBe(true);
    expect(words.every((one) => one.startsWith('Flags'))).toBe(true);
  });

  test('of a connection that it did not see begin, the first numbers are told whole', () => {
    const desk = new Desk({ services: meter });
    desk.start({ ...read, count: null, interval: 200 } as ToolOrder);
    desk.run(300);
    desk.start(capture());
    const words = only(desk.run(1_000), 'frame').map(({ summary }) => summary);
    expect(words[0]).toMatch(/seq \d{4,}:\d{4,}, ack \d{4,}/);
    expect(words.at(-1)).toMatch(/ack \d{1,3},/);
  });

  test('says what is missing on the way: a time to live that ended', () => {
    const desk = new Desk();
    desk.start(capture({ filter: 'icmp and dst laptop' }));
    desk.start({ ...ping, timeToLive: 2 } as ToolOrder);
    const [frame] = only(desk.run(500), 'frame');
    expect(frame?.summary).toBe('IP 10.0.3.1 > 10.0.1.5: ICMP time exceeded in-transit, length 36');
  });

  test('-c ends it, a snap length cuts the bytes; what is left can be read', () => {
    const desk = new Desk();
    const call = desk.start(capture({ count: 3, snapLength: 60 }));
    desk.start(ping);
    const records = desk.run(500);
    const frames = only(records, 'frame').map(({ bytes, length, at }) => ({
      atNs: BigInt(Math.round(at * 1e6)),
      bytes: Uint8Array.from(Buffer.from(bytes, 'base64')),
      length,
    }));
    expect(frames.map(({ bytes, length }) => [bytes.length, length])).toEqual(Array(3).fill([60, 98]));
    expect(headersOf(frames[0]!.bytes)).toMatchObject({ protocol: 'icmp', type: 8 });
    expect(only(records, 'captured')[0]).toEqual({ kind: 'captured', count: 3, received: 3, dropped: 0 });
    expect(desk.exits.get(call)).toBe(0);
  });

  test('Ctrl-C says how many there were', () => {
    const desk = new Desk();
    const call = desk.start(capture({ filter: 'icmp' }));
    desk.start(ping);
    desk.run(500);
    desk.interrupt(call);
    expect(only(desk.run(10), 'captured')[0]).toEqual({ kind: 'captured', count: 4, received: 4, dropped: 0 });
    expect(desk.exits.get(call)).toBe(0);
  });

  test('ten thousand frames a second are told as far as there is room, and the others counted', () => {
    const desk = new Desk();
    const call = desk.start(capture());
    for (let flood = 0; flood < 5; flood++) desk.start({ ...ping, count: 10_000, interval: 1, bytes: 1_000 } as ToolOrder);
    const records = desk.run(5_000);
    const frames = only(records, 'frame');
    expect(frames.length).toBeGreaterThan(2_000);
    expect(frames.length).toBeLessThan(7_001);
    expect(frames.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan((500_000 * 7 * 4) / 3 + 10_000);
    desk.interrupt(call);
    const [sum] = only(desk.run(10), 'captured');
    expect(sum?.received).toBeGreaterThan(45_000);
    expect(sum?.dropped).toBe((sum?.received ?? 0) - (sum?.count ?? 0));
    expect(only(records, 'lost')).toEqual([]);
  });

  test('a filter that is none is told with its word, and nothing is captured', () => {
    const desk = new Desk();
    const calls = ['port 99999', 'host metre', '(icmp', 'tcp portt 5', 'and', 'host', 'net 10.0.0.0/40'].map((filter) =>
      desk.start(capture({ filter })),
    );
    const problems = only(desk.run(20), 'problem').map(({ message }) => message.en.split('.')[0]);
    expect(problems).toEqual([
      '"99999" is no number from 0 to 65535',
      'Nobody is called "metre"',
      'A bracket is not closed',
      '"portt" cannot stand there',
      '"and" cannot stand there',
      'The filter ends where a name or a number should stand',
      '"40" is no number from 0 to 32',
    ]);
    expect(calls.map((call) => desk.exits.get(call))).toEqual(Array(7).fill(1));
  });

  test('saved and carried on elsewhere, it sees what an undisturbed one sees', () => {
    const options = { services: meter, uplink: { loss: { kind: 'bernoulli' as const, share: 0.2 } } };
    const played = (seed: number, savedAt?: number) => {
      const first = new Desk({ ...options, seed });
      first.start(capture({ filter: 'tcp or icmp' }));
      first.start({ ...read, count: 8, interval: 50 } as ToolOrder);
      first.start({ ...ping, count: 10 } as ToolOrder);
      let current = first;
      for (let tick = 0; tick < 300; tick++) {
        if (tick === savedAt) {
          current = new Desk({ ...options, seed });
          current.restore(first.save());
        }
        current.run(10);
      }
      return current === first ? first.heard : [...first.heard, ...current.heard];
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 150 }), (seed, savedAt) => {
        expect(played(seed, savedAt)).toEqual(played(seed));
      }),
      { numRuns: 15 },
    );
  });
});

test('what left at the moment before a save was seen', () => {
  const first = new Desk();
  first.start(capture());
  first.run(10);
  first.start(ping);
  const second = new Desk();
  second.restore(first.save());
  expect(only(second.run(500), 'frame').map(({ direction }) => direction)).toEqual(['out', 'in', 'out', 'in']);
});

describe('filters', () => {
  const names: Record<string, string> = { meter: '10.0.3.20', laptop: '10.0.1.5' };
  const to = (target: string, port: number, protocol: 'tcp' | 'udp' = 'tcp') => {
    const frame = new Uint8Array(60);
    const view = new DataView(frame.buffer);
    view.setUint16(12, 0x0800);
    frame[14] = 0x45;
    view.setUint16(16, 46);
    frame[23] = protocol === 'tcp' ? 6 : 17;
    frame.set([10, 0, 1, 5], 26);
    frame.set(target.split('.').map(Number), 30);
    view.setUint16(34, 50_000);
    view.setUint16(36, port);
    frame[46] = 0x50;
    return headersOf(frame);
  };
  const passes = (text: string, frame: ReturnType<typeof to>): boolean => {
    const filter = filterOf(text, (name) => names[name] ?? null);
    if (!filter.ok) throw new Error(JSON.stringify(filter.problem));
    return filter.passes(frame);
  };

  test.each([
    ['port 502', true],
    ['tcp port modbus', true],
    ['udp port 502', false],
    ['src port 502', false],
    ['dst port 502', true],
    ['src or dst port 502', true],
    ['host meter', true],
    ['src host meter', false],
    ['dst meter', true],
    ['src 10.0.1.5 and dst 10.0.3.20', true],
    ['net 10.0.3.0/24', true],
    ['src net 10.0.3.0/24', false],
    ['portrange 500-510', true],
    ['port 80 or 502', true],
    ['port 80 or 443', false],
    ['not icmp', true],
    ['!(tcp && port 502)', false],
    ['icmp or (tcp and not port 1883)', true],
    ['ip', true],
    ['arp', false],
    ['greater 60', true],
    ['less 59', false],
    // From left to right: (icmp or tcp) and port 80.
    ['icmp or tcp and port 80', false],
  ])('%s: %s', (text, passed) => {
    expect(passes(text, to('10.0.3.20', 502))).toBe(passed);
  });

  test('any text is a filter or a problem, and never throws; any bytes have headers or none', () => {
    const word = fc.constantFrom(
      'host',
      'port',
      'tcp',
      'and',
      'or',
      'not',
      '(',
      ')',
      '!',
      'src',
      'dst',
      'net',
      '10.0.0.0/8',
      '502',
      '&',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 20 }), fc.uint8Array({ maxLength: 120 }), (words, bytes) => {
        const filter = filterOf(words.join(' '), () => null);
        if (bytes.length > 24) bytes.set([8, 0, 0x45], 12);
        const headers = headersOf(bytes);
        if (filter.ok) expect(typeof filter.passes(headers)).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });
});
