/** Packets as Ethernet frames, byte for byte: Ethernet II, IPv4 (RFC 791), TCP (RFC 9293), UDP (RFC 768), ICMP (RFC 792); checksums after RFC 1071. */
import { Flag, type IcmpMessage, ipLength, type Packet } from './packet.ts';

/** ICMP type and code. */
const icmp = {
  echo: [8, 0],
  'echo-reply': [0, 0],
  'ttl-exceeded': [11, 0],
  'port-unreachable': [3, 3],
} as const satisfies Record<IcmpMessage['type'], readonly [number, number]>;

const protocolNumber = { icmp: 1, tcp: 6, udp: 17 } as const;

/** `source`, `target`: the addresses that the MAC addresses are made from. Not padded to 60 bytes: a capture at the sender is not, either. */
export function frameOf(packet: Packet, source: number, target: number): Uint8Array {
  const frame = new Uint8Array(14 + ipLength(packet));
  const view = new DataView(frame.buffer);
  for (const [at, address] of [
    [0, target],
    [6, source],
  ] as const) {
    view.setUint16(at, 0x0200);
    view.setUint32(at + 2, address);
  }
  view.setUint16(12, 0x0800);
  writeIp(new DataView(frame.buffer, 14), packet);
  return frame;
}

function writeIp(view: DataView, packet: Packet): void {
  view.setUint8(0, 0x45);
  view.setUint16(2, ipLength(packet));
  view.setUint16(4, packet.identification);
  // Don't fragment: nothing here does.
  view.setUint16(6, 0x4000);
  view.setUint8(8, packet.timeToLive);
  view.setUint8(9, protocolNumber[packet.protocol]);
  view.setUint32(12, packet.from);
  view.setUint32(16, packet.to);
  view.setUint16(10, checksum(view, 0, 20, 0));
  const inside = new DataView(view.buffer, view.byteOffset + 20, ipLength(packet) - 20);
  if (packet.protocol === 'icmp') {
    writeIcmp(inside, packet);
    return;
  }
  const at = packet.protocol === 'tcp' ? writeTcp(inside, packet) : writeUdp(inside, packet);
  const pseudo = sum(view, 12, 8) + protocolNumber[packet.protocol] + inside.byteLength;
  const check = checksum(inside, 0, inside.byteLength, pseudo);
  // RFC 768: a sum of zero is sent as all ones, for zero means that there is none.
  inside.setUint16(at, packet.protocol === 'udp' && check === 0 ? 0xffff : check);
}

/** Answers where the checksum goes. */
function writeTcp(view: DataView, segment: Packet & { protocol: 'tcp' }): number {
  const opens = (segment.flags & Flag.syn) !== 0;
  view.setUint16(0, segment.fromPort);
  view.setUint16(2, segment.toPort);
  view.setUint32(4, segment.sequence);
  view.setUint32(8, segment.acknowledgement);
  view.setUint8(12, (opens ? 6 : 5) << 4);
  view.setUint8(13, segment.flags);
  view.setUint16(14, segment.window);
  // The maximum segment size, as any Ethernet host says it (RFC 9293, 3.7.1).
  if (opens) view.setUint32(20, 0x0204_05b4);
  bytesAt(view, opens ? 24 : 20, segment.bytes);
  return 16;
}

function writeUdp(view: DataView, datagram: Packet & { protocol: 'udp' }): number {
  view.setUint16(0, datagram.fromPort);
  view.setUint16(2, datagram.toPort);
  view.setUint16(4, view.byteLength);
  bytesAt(view, 8, datagram.bytes);
  return 6;
}

function writeIcmp(view: DataView, message: IcmpMessage): void {
  const [type, code] = icmp[message.type];
  view.setUint8(0, type);
  view.setUint8(1, code);
  if (message.about !== null) {
    // The header and the first eight bytes of what it is about.
    const about = new Uint8Array(ipLength(message.about));
    writeIp(new DataView(about.buffer), message.about);
    bytesAt(view, 8, about.subarray(0, 28));
  } else {
    view.setUint16(4, message.identifier);
    view.setUint16(6, message.sequence);
    bytesAt(view, 8, message.bytes);
  }
  view.setUint16(2, checksum(view, 0, view.byteLength, 0));
}

const bytesAt = (view: DataView, at: number, bytes: Uint8Array): void =>
  new Uint8Array(view.buffer, view.byteOffset + at, bytes.length).set(bytes);

function sum(view: DataView, from: number, length: number): number {
  let total = 0;
  const even = from + (length & ~1);
  for (let at = from; at < even; at += 2) total += view.getUint16(at);
  return (length & 1) === 0 ? total : total + (view.getUint8(even) << 8);
}

function checksum(view: DataView, from: number, length: number, before: number): number {
  let total = before + sum(view, from, length);
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  return ~total & 0xffff;
}
