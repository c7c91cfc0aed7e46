import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Capture } from '#sandbox/network/capture.ts';
import type { LinkQuality } from '#sandbox/network/definition.ts';
import { Network } from '#sandbox/network/network.ts';
import { pcapngFrame, pcapngHead } from '#sandbox/network/pcapng.ts';
import { bytesOf, connected, counting, ms, s, smallNetwork } from '../sandbox/network/small-network.ts';
import { ask, present } from './tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-capture-'));
afterAll(() => rmSync(folder, { recursive: true }));

const epochNs = 1_790_000_000_000_000_000n;

/** The capture as a file, and tshark's answers about it, one line for each frame that fits the filter. */
function file(name: string, capture: Capture): (filter: string, ...fields: string[]) => string[] {
  const path = join(folder, name);
  const head = pcapngHead(
    capture.interfaces.map(({ link, at }) => ({ name: `${at}:${link}` })),
    'a lab 实验',
  );
  const frames = capture
    .since(0)
    .map((frame) => pcapngFrame(frame, epochNs + frame.atNs, frame.number === 1 ? 'the first 第一' : undefined));
  writeFileSync(path, Buffer.concat([head, ...frames]));
  const checks = ['ip', 'tcp', 'udp'].flatMap((protocol) => ['-o', `${protocol}.check_checksum:TRUE`]);
  return (filter, ...fields) => {
    const words = ['-r', path, ...checks, '-Y', filter, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])];
    return ask('tshark', words).trim().split('\n').filter(Boolean);
  };
}

const wrong =
  '_ws.malformed || ip.checksum.status == 0 || tcp.checksum.status == 0 || udp.checksum.status == 0 || icmp.checksum.status == 0';
const good = 'ip.checksum.status == 1';

/** A plc reads a meter, then both say more than fits one segment, then they part; somebody pings, asks by UDP, asks a closed port. */
function conversation(drop: Partial<LinkQuality>, seed: number): { network: Network; capture: Capture } {
  const network = new Network(smallNetwork(drop), seed);
  const capture = new Capture(network);
  capture.add('plc-cable', 'plc');
  capture.add('pc-cable', 'pc');
  const { near, far } = connected(network);
  for (let turn = 0; turn < 20; turn += 1) {
    network.send(near, counting(12, turn));
    for (
      let asked = network.advanceUntilTold(network.nowNs + 10n * s);
      asked.length > 0;
      asked = network.advanceUntilTold(network.nowNs + 10n * s)
    )
      for (const event of asked) if (event.kind === 'received' && event.socket === far) network.send(far, counting(29));
  }
  network.send(near, counting(30_001));
  network.send(far, counting(40_000));
  network.advance(network.nowNs + 60n * s);
  network.close(near);
  network.connect('plc', 'meter', 81);
  network.bind('meter', 161);
  const socket = network.bind('plc', null)!;
  network.sendTo(socket, 'meter', 161, bytesOf('odd'));
  network.sendTo(socket, 'meter', 9, bytesOf('even'));
  for (const timeToLive of [1, 64]) network.echo('pc', 'meter', { identifier: 7, sequence: timeToLive, timeToLive, bytes: 56 });
  network.echo('plc', 'meter', { identifier: 7, sequence: 3, timeToLive: 64, bytes: 33 });
  network.advance(network.nowNs + 60n * s);
  return { network, capture };
}

describe.skipIf(!present('tshark'))('Wireshark', () => {
  it('finds nothing wrong with what a whole link carried', () => {
    const { capture } = conversation({}, 1);
    const frames = file('whole.pcapng', capture);
    expect(frames(wrong, 'frame.number', '_ws.col.Info')).toEqual([]);
    expect(frames(good, 'frame.number')).toHaveLength(frames('frame', 'frame.number').length);
    expect(frames('frame', 'frame.number')).toHaveLength(capture.total);
    expect(frames('tcp.analysis.flags', 'frame.number', '_ws.expert.message')).toEqual([]);
    expect(frames('tcp.stream == 0 && tcp.flags.fin == 1', 'ip.src')).toEqual(['10.0.1.10', '10.0.1.20']);
    expect(frames('tcp.stream == 1', 'tcp.flags.str').map((flags) => flags.replaceAll('·', ''))).toEqual(['S', 'AR']);
    // The meter's answer to the datagram that nobody there took; a ping of the plc's; two of the pc's, of which one lived too short.
    const types = (place: number) => frames(`icmp && frame.interface_id == ${place}`, 'icmp.type').sort();
    expect(types(0)).toEqual(['0', '3', '8']);
    expect(types(1)).toEqual(['0', '11,8', '8', '8']);
  });

  it('reads the interface, the times to the nanosecond, the direction and the comments', () => {
    const { capture } = conversation({}, 1);
    const frames = file('told.pcapng', capture);
    const [first] = capture.since(0);
    const [shown] = frames(
      'frame.number == 1',
      'frame.interface_name',
      'frame.time_epoch',
      'frame.packet_flags_direction',
      'frame.comment',
    );
    const calendar = epochNs + first!.atNs;
    expect(shown!.split('\t')).toEqual([
      'plc:plc-cable',
      `${calendar / s}.${String(calendar % s).padStart(9, '0')}`,
      '0x00000002',
      'the first 第一',
    ]);
  });

  it('shows the retransmissions of a lossy link, and a stream that is whole for all that', () => {
    const { capture } = conversation({ loss: { kind: 'bernoulli', share: 0.05 }, latencyNs: 2e6 }, 4);
    const frames = file('lossy.pcapng', capture);
    expect(frames(wrong, 'frame.number')).toEqual([]);
    expect(frames('tcp.analysis.retransmission || tcp.analysis.fast_retransmission', 'frame.number').length).toBeGreaterThan(2);
    expect(frames('tcp.analysis.duplicate_ack', 'frame.number').length).toBeGreaterThan(2);
    const path = join(folder, 'lossy.pcapng');
    const followed = ask('tshark', ['-r', path, '-q', '-z', 'follow,tcp,raw,0']);
    const lines = followed.split('\n').filter((text) => /^\t?[0-9a-f]+$/.test(text));
    const from = (indent: boolean) =>
      lines
        .filter((text) => text.startsWith('\t') === indent)
        .map((text) => text.trim())
        .join('');
    const asked = Buffer.concat([...Array.from({ length: 20 }, (_, turn) => counting(12, turn)), counting(30_001)]).toString(
      'hex',
    );
    const answered = Buffer.concat([...Array.from({ length: 20 }, () => counting(29)), counting(40_000)]).toString('hex');
    expect(from(false) === asked).toBe(true);
    expect(from(true) === answered).toBe(true);
  });

  it('sees the MAC addresses of the way: of the router where there is one, with one hop less behind it', () => {
    const network = new Network(smallNetwork(), 1);
    const capture = new Capture(network);
    capture.add('pc-cable', 'pc');
    capture.add('drop');
    connected(network, 'pc');
    network.advance(network.nowNs + 1n * ms);
    const frames = file('routed.pcapng', capture);
    expect(frames('tcp.flags.syn == 1 && tcp.flags.ack == 0', 'frame.interface_name', 'eth.src', 'eth.dst', 'ip.ttl')).toEqual([
      'pc:pc-cable\t02:00:0a:00:02:05\t02:00:0a:00:01:01\t64',
      'meter:drop\t02:00:0a:00:01:01\t02:00:0a:00:01:14\t63',
    ]);
    expect(frames(wrong, 'frame.number')).toEqual([]);
  });
});
