/** What a capture at the plc's cable sees when it speaks with the meter in several protocols: made by the rig's own network. */
import { Capture, type CapturedFrame } from '#sandbox/network/capture.ts';
import type { LinkQuality } from '#sandbox/network/definition.ts';
import { Network } from '#sandbox/network/network.ts';
import { CaptureAnalysis, type Packet } from '#sandbox/protocols/internet/dissector.ts';
import { ms, s, smallNetwork } from '../../network/small-network.ts';

export const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
export const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Who says it, and what; several pieces are sent a millisecond apart. */
type Turn = [who: 'client' | 'server', ...pieces: Uint8Array[]];

const content = JSON.stringify({ tags: Array.from({ length: 200 }, (_, index) => `tag-${index}`) });
const publish = ascii('line/temp21.5');

/** By the server's port. */
export const talks: Readonly<Record<number, readonly Turn[]>> = {
  502: [
    ['client', hex('0001 0000 0006 01 03 0000 0002')],
    ['server', hex('0001 0000 0007 01 03 04 4367 8000')],
    ['client', hex('0002 0000 0006 01 03 00c8 0001')],
    ['server', hex('0002 0000 0003 01 83 02')],
    // An answer in two segments, and two requests in one.
    ['client', hex('0003 0000 0006 01 04 0000 0002 0004 0000 0006 02 06 0001 000a')],
    ['server', hex('0003 0000 0007 01 04 04'), hex('0001 0002')],
    ['server', hex('0004 0000 0006 02 06 0001 000a')],
  ],
  102: [
    ['client', hex('0300 0016 11 e0 0000 0001 00 c0 01 0a c1 02 0100 c2 02 0102')],
    ['server', hex('0300 0016 11 d0 0001 0001 00 c0 01 0a c1 02 0100 c2 02 0102')],
    ['client', hex('0300 0019 02f080 32 01 0000 0001 0008 0000 f0 00 0001 0001 00f0')],
    ['server', hex('0300 001b 02f080 32 03 0000 0001 0008 0000 0000 f0 00 0001 0001 00f0')],
    ['client', hex('0300 001f 02f080 32 01 0000 0002 000e 0000 04 01 12 0a 10 08 0001 0001 84 0000a0')],
    ['server', hex('0300 001d 02f080 32 03 0000 0002 0002 0008 0000 04 01 ff 07 0004 41480000')],
  ],
  1883: [
    ['client', hex('10 0e 0004 4d515454 04 02 003c 0002 6331')],
    ['server', hex('20 02 00 00')],
    ['client', Uint8Array.of(0x82, 11, 0, 1, 0, 6, ...ascii('line/#'), 1)],
    ['server', hex('90 03 0001 01'), Uint8Array.of(0x30, publish.length + 2, 0, 9, ...publish)],
    ['client', hex('c0 00')],
    ['server', hex('d0 00')],
  ],
  8080: [
    ['client', ascii('GET /status HTTP/1.1\r\nHost: gateway\r\n\r\n')],
    ['server', ascii(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${content.length}\r\n\r\n${content}`)],
    ['client', ascii('GET /nothing HTTP/1.1\r\nHost: gateway\r\n\r\n')],
    ['server', ascii('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n')],
  ],
};

/** All of them, one after the other, and closed again; then pings, a datagram to a closed port and a connection that nobody takes. */
export function captured(drop: Partial<LinkQuality> = {}, seed = 1, rounds = 1): Capture {
  const network = new Network(smallNetwork(drop), seed);
  const capture = new Capture(network);
  capture.add('plc-cable', 'plc');
  for (let round = 0; round < rounds; round += 1)
    for (const [port, turns] of Object.entries(talks)) speak(network, Number(port), turns);
  for (const sequence of [1, 2]) network.echo('plc', 'meter', { identifier: 7, sequence, timeToLive: 64, bytes: 56 });
  network.echo('plc', 'pc', { identifier: 8, sequence: 1, timeToLive: 1, bytes: 56 });
  network.sendTo(network.bind('plc', null)!, 'meter', 9, ascii('even'));
  network.connect('plc', 'meter', 81);
  network.advance(network.nowNs + 60n * s);
  return capture;
}

function speak(network: Network, port: number, turns: readonly Turn[]): void {
  network.listen('meter', port);
  const client = network.connect('plc', 'meter', port);
  const accepted = network.advance(network.nowNs + 60n * s).find((event) => event.kind === 'accepted');
  if (accepted?.kind !== 'accepted') throw new Error('no connection');
  for (const [who, ...pieces] of turns)
    for (const piece of pieces) {
      network.send(who === 'client' ? client : accepted.socket, piece);
      // Less than a delayed acknowledgement takes between pieces; a second after a turn.
      network.advance(network.nowNs + (piece === pieces.at(-1) ? 1n * s : 1n * ms));
    }
  network.close(client);
  network.advance(network.nowNs + 10n * s);
}

export function packetsOf(frames: readonly CapturedFrame[]): Packet[] {
  const analysis = new CaptureAnalysis();
  return frames.map((frame) => analysis.add(frame));
}
