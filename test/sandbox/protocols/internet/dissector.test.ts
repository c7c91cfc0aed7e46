import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CapturedFrame } from '#sandbox/network/capture.ts';
import type { Field } from '#sandbox/protocols/dissection.ts';
import {
  asHex,
  asText,
  CaptureAnalysis,
  compileFilter,
  type Details,
  detailsOf,
  followStream,
  type Packet,
  summarise,
} from '#sandbox/protocols/internet/dissector.ts';
import { filterFields } from '#sandbox/protocols/internet/filter-fields.ts';
import { effort, patience } from '../../iec61131/fuzz/effort.ts';
import { ascii, captured, hex, packetsOf, talks } from './conversations.ts';

const capture = { interfaceName: 'plc:plc-cable', firstNs: 0n };
const details = (packet: Packet): Details => detailsOf(packet, capture);
const flat = (fields: readonly Field[]): Field[] => fields.flatMap((field) => [field, ...flat(field.fields ?? [])]);
const frames = captured().since(0);
const packets = packetsOf(frames);
const find = (filter: string, among = packets): Packet[] => {
  const compiled = compileFilter(filter);
  if (!compiled.ok) throw new Error(compiled.error.message.en);
  return among.filter(compiled.matches);
};
/** The frame again, with other bytes. */
const changed = (frame: CapturedFrame, change: (bytes: Uint8Array) => void): CapturedFrame => {
  const bytes = frame.bytes.slice();
  change(bytes);
  return { ...frame, bytes };
};

describe('a frame taken apart', () => {
  it('shows the layers of a Modbus request, each field at its bytes', () => {
    const [request] = find('modbus.func_code == 3');
    const { layers, sources } = details(request!);
    expect(layers.map(({ id, at, length }) => [id, at, length])).toEqual([
      ['frame', 0, 66],
      ['eth', 0, 14],
      ['ip', 14, 20],
      ['tcp', 34, 20],
      ['mbtcp', 54, 7],
      ['modbus', 61, 5],
    ]);
    expect(sources).toHaveLength(1);
    const field = (name: string) => flat(layers.flatMap(({ fields }) => fields)).find((one) => one.name === name);
    expect(field('Source Address')).toMatchObject({ value: '10.0.1.10', at: 26, length: 4, filter: 'ip.src' });
    expect(field('Destination Port')).toMatchObject({ value: '502', at: 36, length: 2, filter: 'tcp.dstport' });
    expect(field('Function code')).toMatchObject({ value: '3 (Read Holding Registers)', at: 61, filter: 'modbus.func_code' });
    expect(field('Checksum')?.value).toMatch(/^0x[0-9a-f]{4} \[correct\]$/);
  });

  it('shows a message that spans segments on the frame that completes it, with bytes of its own and the frames it came in', () => {
    const [answer] = find('modbus && tcp.len == 4');
    const [first] = find(`frame.number == ${answer!.number - 1}`);
    expect(first).toMatchObject({ protocol: 'TCP', partOfMessage: true });
    expect(first!.info.en).toContain('[TCP segment of a reassembled PDU]');
    expect(first!.info['zh-CN']).toContain('[待重组 PDU 的 TCP 报文段]');
    const { layers, sources } = details(answer!);
    expect(sources[1]).toEqual({
      name: { en: 'Reassembled TCP (13 bytes)', 'zh-CN': '重组的 TCP 数据（13 字节）' },
      bytes: hex('0003 0000 0007 01 04 04 0001 0002'),
    });
    expect(layers.find(({ id }) => id === 'tcp.segments')?.value).toBe(
      `2 segments (13 bytes): #${first!.number}(9), #${answer!.number}(4)`,
    );
    expect(layers.find(({ id }) => id === 'modbus')).toMatchObject({ source: 1, at: 7 });
  });

  it('shows two messages in one segment, both at their places', () => {
    const [both] = find('modbus && tcp.len == 24');
    expect(both!.info.en).toBe('unit 1: Read Input Registers, 30001…30002; unit 2: Write Single Register, 40002 := 10');
    expect(
      details(both!)
        .layers.filter(({ id }) => id === 'mbtcp')
        .map(({ at }) => at),
    ).toEqual([54, 66]);
  });

  it('keeps every field of a whole capture within its layer’s bytes, and covers the whole of every frame', () => {
    for (const packet of packets) {
      const { layers, sources } = details(packet);
      for (const { fields, source, at, length } of layers) {
        expect(at + length).toBeLessThanOrEqual(sources[source]!.bytes.length);
        for (const field of flat(fields)) expect(field.at + field.length).toBeLessThanOrEqual(sources[source]!.bytes.length);
      }
      const ends = layers.filter(({ source, id }) => source === 0 && id !== 'frame').map(({ at, length }) => at + length);
      const carries = packet.partOfMessage || sources.length > 1;
      if (!carries) expect(Math.max(...ends)).toBe(packet.bytes.length);
    }
  });

  it('calls every field of the tree as the display filter does, and finds the frame by it', () => {
    for (const packet of packets)
      for (const { name, filter } of flat(details(packet).layers.flatMap(({ fields }) => fields))) {
        const known = filter === undefined ? undefined : filterFields.get(filter);
        if (known) expect({ name, filter, values: known.read(packet).length }).not.toMatchObject({ values: 0 });
      }
  });

  it('says that a frame was damaged, and does not read it on', () => {
    const at = packets.findIndex(({ protocol }) => protocol === 'Modbus/TCP');
    const damaged = changed(frames[at]!, (bytes) => {
      bytes[62]! ^= 1;
    });
    const [packet] = packetsOf([...frames.slice(0, at), damaged]).slice(-1);
    expect(packet).toMatchObject({ severity: 'error', messages: [], protocol: 'TCP' });
    expect(packet!.info['zh-CN']).toMatch(/^\[校验和错误\]/);
    const checksum = flat(details(packet!).layers.flatMap(({ fields }) => fields)).find(({ name }) => name === 'Checksum');
    expect(checksum?.wrong?.en).toBe('The checksum does not fit the bytes.');
  });

  it.each([
    ['a header cut short', 20, 'ip'],
    ['a TCP header cut short', 50, 'ip'],
    ['less than an Ethernet header', 9, 'eth'],
  ])('says where %s ends', (_, length, layer) => {
    const [packet] = packetsOf([{ ...frames[3]!, bytes: frames[3]!.bytes.slice(0, length) }]);
    expect(packet).toMatchObject({ severity: 'error', headers: { fault: { layer } } });
    expect(details(packet!).layers.some(({ wrong }) => wrong !== undefined)).toBe(true);
  });
});

describe('a conversation', () => {
  it('is put together from whatever arrives, every byte once', () => {
    for (const seed of [1, 2, 3]) {
      const lossy = packetsOf(captured({ loss: { kind: 'bernoulli', share: 0.08 }, latencyNs: 2e6 }, seed).since(0));
      for (const [port, turns] of Object.entries(talks)) {
        const [any] = find(`tcp.port == ${port}`, lossy);
        const said = followStream(lossy, any!);
        for (const [who, direction] of [
          ['client', 'to-server'],
          ['server', 'to-client'],
        ] as const) {
          const expected = Buffer.concat(turns.flatMap(([speaker, ...pieces]) => (speaker === who ? pieces : [])));
          const got = Buffer.concat(said.filter((part) => part.direction === direction).map(({ bytes }) => bytes));
          expect(got.equals(expected)).toBe(true);
        }
        expect(said.every(({ missing }) => missing === 0)).toBe(true);
      }
    }
  });

  it('tells of bytes that the capture did not see, and reads on behind them', () => {
    const modbus = frames.filter(
      (_, index) => packets[index]?.headers.tcp?.toPort === 502 || packets[index]?.headers.tcp?.fromPort === 502,
    );
    const missed = modbus.filter((_, index) => index !== 3);
    const heard = packetsOf(missed);
    const said = followStream(heard, heard[0]!);
    expect(said.map(({ missing }) => missing).filter((missing) => missing > 0)).toEqual([12]);
    expect(find('modbus', heard).length).toBe(find('modbus').length - 1);
    // Until that side speaks again, and what it says is acknowledged in turn.
    expect(find('tcp.analysis.ack_lost_segment', heard).map(({ number }) => number)).toEqual(
      missed
        .slice(3, 8)
        .map(({ number }) => number)
        .filter((_, at) => at !== 2 && at !== 3),
    );
    expect(
      find('modbus', heard).every(({ fromClient, messages }) =>
        messages.every(({ message }) => (message.direction === 'to-server') === fromClient),
      ),
    ).toBe(true);
  });

  it('that is captured from its middle on has its client at the port that is no server’s', () => {
    const at = packets.findIndex(({ headers }) => headers.tcp?.fromPort === 502 && headers.payload.length > 0);
    const [packet] = packetsOf([frames[at]!]);
    expect(packet).toMatchObject({ fromClient: false, protocol: 'Modbus/TCP', severity: 'warning' });
    expect(packet!.info.en).toContain('answers no request seen here');
  });

  it('is followed as text and as hexadecimal', () => {
    const [page] = find('http');
    const [request, answer] = followStream(packets, page!);
    expect(asText(request!.bytes)).toBe('GET /status HTTP/1.1\r\nHost: gateway\r\n\r\n');
    expect(asText(answer!.bytes)).toMatch(/^HTTP\/1.1 200 OK/);
    expect(asText(Uint8Array.of(0, 65, 10, 255))).toBe('.A\n.');
    expect(asHex(request!.bytes.subarray(0, 18), 16)).toBe(
      [
        '00000010  47 45 54 20 2f 73 74 61  74 75 73 20 48 54 54 50  GET /status HTTP',
        '00000020  2f 31                                             /1',
      ].join('\n'),
    );
  });
});

describe('the Info column', () => {
  it('reads in Chinese where it is more than names of the protocol’s own', () => {
    const lines = (filter: string) => find(filter).map(({ info }) => info['zh-CN']);
    expect(lines('modbus').slice(0, 4)).toEqual([
      '站号 1：读保持寄存器，40001…40002',
      '站号 1：读保持寄存器：应答，40001…40002',
      '站号 1：读保持寄存器，40201',
      '站号 1：异常 0x02 非法数据地址：读保持寄存器，40201',
    ]);
    expect(lines('mqtt.msgtype == 1 || mqtt.msgtype == 3')).toEqual([
      'CONNECT "c1"，MQTT 3.1.1，清除会话，保活 60 s',
      'PUBLISH "line/temp"，QoS 0，4 字节',
    ]);
    expect(lines('s7comm.header.rosctr == 3').at(-1)).toBe('Read Var 应答: DB1,REAL20');
  });
});

describe('a line for a terminal', () => {
  it('reads as tcpdump writes it', () => {
    const [syn] = frames.filter((_, index) => packets[index]!.headers.tcp?.toPort === 502);
    const sequence = packets.find(({ headers }) => headers.tcp?.toPort === 502)!.headers.tcp!.sequence;
    expect(summarise(syn!.bytes)).toBe(
      `IP 10.0.1.10.49153 > 10.0.1.20.502: Flags [S], seq ${sequence}, win 65535, options [mss 1460], length 0`,
    );
    const [request] = find('modbus');
    expect(summarise(request!.bytes)).toMatch(
      /Flags \[P\.\], seq \d+:\d+, ack \d+, win 65535, length 12: Modbus\/TCP: unit 1: Read Holding Registers, 40001…40002$/,
    );
    const [ping] = find('icmp.type == 8');
    expect(summarise(ping!.bytes)).toBe('IP 10.0.1.10 > 10.0.1.20: ICMP echo request, id 7, seq 1, length 64');
  });
});

describe('whatever bytes come', () => {
  const wild = fc.uint8Array({ maxLength: 120 });
  /** Real frames with a few bytes changed, cut, or longer; with checksums left as they are or set aside. */
  const nearly = fc
    .record({
      at: fc.nat(frames.length - 1),
      changes: fc.array(fc.tuple(fc.nat(120), fc.nat(255)), { maxLength: 4 }),
      length: fc.option(fc.nat(120)),
      more: fc.uint8Array({ maxLength: 8 }),
    })
    .map(({ at, changes, length, more }) => {
      const bytes = Uint8Array.from([...frames[at]!.bytes.slice(0, length ?? undefined), ...more]);
      for (const [place, value] of changes) if (place < bytes.length) bytes[place] = value;
      return bytes;
    });
  /** Data of any kind to a port that somebody reads, in a segment that is sound. */
  const spoken = fc
    .record({
      port: fc.constantFrom(502, 102, 1883, 8080),
      data: fc.uint8Array({ maxLength: 60 }),
      back: fc.boolean(),
      skip: fc.nat(3),
    })
    .map(({ port, data, back, skip }) => segment(port, back, skip, data));

  it(
    'is taken apart without a throw, within its bytes, and every filter has an answer',
    () => {
      const filters = [...filterFields.keys()].map((name) => compileFilter(name));
      fc.assert(
        fc.property(fc.array(fc.oneof(wild, nearly, spoken), { maxLength: 12 }), (all) => {
          const analysis = new CaptureAnalysis();
          for (const [index, bytes] of all.entries()) {
            const packet = analysis.add({
              number: index + 1,
              interface: 0,
              atNs: BigInt(index) * 1_000_000n,
              direction: 'in',
              bytes,
            });
            const { layers, sources } = details(packet);
            for (const { fields, source } of layers)
              for (const { at, length } of flat(fields)) {
                expect(at).toBeGreaterThanOrEqual(0);
                expect(at + length).toBeLessThanOrEqual(sources[source]!.bytes.length);
              }
            for (const filter of filters) if (filter.ok) filter.matches(packet);
            expect(packet.info.en.length).toBeGreaterThan(0);
            summarise(bytes);
          }
        }),
        effort(1_500, 0.3),
      );
    },
    patience,
  );
});

/** A sound TCP segment between 10.0.1.10:50000 and 10.0.1.20 with this data; checksums left to whoever wants them wrong. */
function segment(port: number, back: boolean, skip: number, data: Uint8Array): Uint8Array {
  const frame = new Uint8Array(54 + data.length);
  const view = new DataView(frame.buffer);
  view.setUint16(12, 0x0800);
  view.setUint16(14, 0x4500);
  view.setUint16(16, 40 + data.length);
  view.setUint8(22, 64);
  view.setUint8(23, 6);
  view.setUint32(26, back ? 0x0a000114 : 0x0a00010a);
  view.setUint32(30, back ? 0x0a00010a : 0x0a000114);
  view.setUint16(24, sum(frame, 14, 34, 0));
  view.setUint16(34, back ? port : 50_000);
  view.setUint16(36, back ? 50_000 : port);
  view.setUint32(38, 1000 + skip * 20);
  view.setUint32(42, 1000);
  view.setUint16(46, 0x5018);
  view.setUint16(48, 1000);
  frame.set(data, 54);
  view.setUint16(50, sum(frame, 34, frame.length, sumOf(frame, 26, 34) + 6 + 20 + data.length));
  return frame;
}

function sumOf(bytes: Uint8Array, from: number, to: number): number {
  let total = 0;
  for (let at = from; at < to; at += 2) total += (bytes[at]! << 8) | (bytes[at + 1] ?? 0);
  return total;
}

function sum(bytes: Uint8Array, from: number, to: number, before: number): number {
  let total = before + sumOf(bytes, from, to);
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  return ~total & 0xffff;
}

describe('HTTP in plain text', () => {
  it('is read in pieces, with content by length, in chunks, or not there', async () => {
    const { httpDissector } = await import('#sandbox/protocols/http/dissector.ts');
    const all = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n';
    const whole = httpDissector.conversation().push('to-client', ascii(all));
    expect(whole.map(({ summary, bytes }) => [summary, bytes.length])).toEqual([
      ['HTTP/1.1 200 OK', 62],
      ['HTTP/1.1 204 No Content', 27],
    ]);
    const slow = httpDissector.conversation();
    const messages = [...all].flatMap((letter) => slow.push('to-client', ascii(letter)));
    expect(messages).toEqual(whole);
    const [other] = httpDissector.conversation().push('to-server', Uint8Array.of(1, 2, 3));
    expect(other).toMatchObject({ state: 'malformed', summary: 'not HTTP' });
  });
});
