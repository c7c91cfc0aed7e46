import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Capture } from '#sandbox/network/capture.ts';
import { pcapngFrame, pcapngHead } from '#sandbox/network/pcapng.ts';
import { compileFilter, type Packet } from '#sandbox/protocols/internet/dissector.ts';
import { filterFields } from '#sandbox/protocols/internet/filter-fields.ts';
import { captured, packetsOf } from '../sandbox/protocols/internet/conversations.ts';
import { ask, present } from './tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-dissector-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The capture as a file, and tshark's answers about it, one line for each frame that fits the filter. */
function file(name: string, capture: Capture): (filter: string, ...fields: string[]) => string[] {
  const path = join(folder, name);
  const frames = capture.since(0).map((frame) => pcapngFrame(frame, frame.atNs));
  writeFileSync(path, Buffer.concat([pcapngHead([{ name: 'plc' }]), ...frames]));
  // As we do: what comes late is put in its place.
  const settings = ['-o', 'tcp.reassemble_out_of_order:TRUE'].concat(
    ['ip', 'tcp', 'udp'].flatMap((protocol) => ['-o', `${protocol}.check_checksum:TRUE`]),
  );
  return (filter, ...fields) => {
    const words = ['-r', path, ...settings, '-Y', filter, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])];
    return ask('tshark', words).split('\n').slice(0, -1);
  };
}

const lossy = { loss: { kind: 'bernoulli', share: 0.08 }, latencyNs: 2e6 } as const;
const numbers = (packets: readonly Packet[], filter: string): string[] => {
  const compiled = compileFilter(filter);
  if (!compiled.ok) throw new Error(compiled.error.message.en);
  return packets.filter(compiled.matches).map(({ number }) => `${number}`);
};

describe.skipIf(!present('tshark'))('Wireshark and our dissector', () => {
  it('name the protocol of every frame alike, and find nothing malformed', () => {
    const capture = captured();
    const tshark = file('whole.pcapng', capture);
    const packets = packetsOf(capture.since(0));
    expect(tshark('_ws.malformed', 'frame.number')).toEqual([]);
    expect(packets.filter(({ severity }) => severity === 'error')).toEqual([]);
    // Newer ones write HTTP/JSON.
    const theirs = tshark('frame', '_ws.col.Protocol').map((name) => name.replace('HTTP/JSON', 'HTTP'));
    expect(packets.map(({ protocol }) => protocol)).toEqual(theirs);
  });

  it('say the same of every segment of TCP, every datagram, every echo', () => {
    const capture = captured();
    const tshark = file('said.pcapng', capture);
    const theirs = tshark('frame', '_ws.col.Protocol', '_ws.col.Info').map((line) => line.split('\t'));
    const ours = packetsOf(capture.since(0)).map(({ protocol, info }) => [protocol, info.en]);
    // Of the first segment of a page Wireshark tells the page's first line.
    const pages = theirs.map(([, info]) => info!.startsWith('HTTP/'));
    const plain = ([protocol]: string[], index: number): boolean => ['TCP', 'UDP', 'ICMP'].includes(protocol!) && !pages[index];
    // A stream has not seen the reply yet when it tells of the request.
    const now = ([protocol, info]: string[]): string[] => [
      protocol!,
      info!.replace(/ \((reply in \d+|no response found!)\)/, '').trim(),
    ];
    expect(ours.filter(plain).map(now)).toEqual(theirs.filter(plain).map(now));
  });

  it.each([1, 2, 3, 4, 5, 6])('remark the same on the segments of a lossy link, seed %i', (seed) => {
    const capture = captured(lossy, seed, 8);
    const tshark = file(`lossy-${seed}.pcapng`, capture);
    const packets = packetsOf(capture.since(0));
    const remarks = [...filterFields.keys()].filter((name) => name.startsWith('tcp.analysis.'));
    const table = tshark('frame', ...remarks).map((line) => line.split('\t'));
    for (const [column, remark] of remarks.entries()) {
      const theirs = table.flatMap((row, index) => (row[column] ? [`${index + 1}`] : []));
      expect({ remark, frames: numbers(packets, remark) }).toEqual({ remark, frames: theirs });
    }
    expect(numbers(packets, 'tcp.analysis.retransmission').length).toBeGreaterThan(2);
    // An error of ICMP quotes a header of the stream that it is about.
    const streams = packets.filter(({ headers }) => headers.tcp).map(({ stream }) => `${stream}`);
    expect(streams).toEqual(tshark('tcp && !icmp', 'tcp.stream'));
  });

  it('find the same messages, also those that came in pieces, and follow to the same bytes', () => {
    for (const [name, capture] of [
      ['pieces', captured()],
      ['pieces-lossy', captured(lossy, 3, 4)],
    ] as const) {
      const tshark = file(`${name}.pcapng`, capture);
      const packets = packetsOf(capture.since(0));
      for (const filter of ['modbus', 'mbtcp', 's7comm', 'cotp', 'mqtt', 'http'])
        expect({ filter, frames: numbers(packets, filter) }).toEqual({ filter, frames: tshark(filter, 'frame.number') });
    }
  });

  it.each([
    [
      'Modbus',
      [
        'modbus.func_code == 3',
        'modbus.exception_code',
        'modbus.reference_num >= 200',
        'modbus.word_cnt == 2',
        'modbus.regval_uint16 == 17255',
        'mbtcp.unit_id in {2, 5..9}',
      ],
    ],
    [
      'what is below',
      [
        'tcp.port == 502 && !modbus',
        'tcp.port != 502',
        'tcp.dstport in {502, 1883} and tcp.len > 0',
        'ip.addr == 10.0.1.0/24 && icmp',
        'ip.dst == 10.0.2.5 || (udp && !icmp)',
        'eth.dst == 02:00:0a:00:01:14',
        'tcp.flags.syn == 1 && tcp.flags.ack == 0',
        'tcp.stream == 2',
        'tcp.seq == 23',
        'frame.number <= 10',
        'frame.len > 1000',
        'frame contains "line"',
        'tcp.payload contains 01:03',
        'not (tcp or icmp)',
        '!(ip.ttl == 64) || (udp && !icmp)',
      ],
    ],
    [
      'MQTT',
      [
        'mqtt.topic contains "temp"',
        'mqtt.topic == "line/#"',
        'mqtt.msgtype == 3',
        'mqtt.qos == 0',
        'mqtt.msg contains "21"',
        'mqtt.clientid == "c1"',
        'mqtt.kalive == 60',
      ],
    ],
    [
      'S7comm',
      [
        's7comm.param.func == 4',
        's7comm.header.rosctr == 3',
        's7comm.header.pduref == 2',
        's7comm.param.item.db == 1',
        's7comm.param.item.address.byte == 20',
        's7comm.data.returncode == 255',
        's7comm.param.pdu_length == 240',
        'cotp.type == 0x0e',
      ],
    ],
    [
      'HTTP and ICMP',
      [
        'http.request.method == "GET"',
        'http.request.uri contains "status"',
        'http.response.code >= 400',
        'icmp.type == 3',
        'icmp.seq == 2',
      ],
    ],
  ])('answer the same to a display filter over %s', (name, filters) => {
    const capture = captured();
    const tshark = file(`filtered-${name}.pcapng`, capture);
    const packets = packetsOf(capture.since(0));
    for (const filter of filters) {
      const frames = tshark(filter, 'frame.number');
      expect({ filter, frames: numbers(packets, filter) }).toEqual({ filter, frames });
      expect({ filter, some: frames.length > 0 }).toEqual({ filter, some: true });
    }
  });

  it('call every field alike', () => {
    const theirs = new Set(
      ask('tshark', ['-G', 'fields'])
        .split('\n')
        .map((line) => line.split('\t')[2]),
    );
    expect([...filterFields.keys()].filter((name) => !theirs.has(name))).toEqual([]);
  });
});
