/** What travels: IP packets as records. Their bytes are made only where somebody looks (`frame.ts`). They are never changed once sent. */
import { z } from 'zod';

interface Ip {
  /** Addresses, as numbers. */
  from: number;
  to: number;
  timeToLive: number;
  /** RFC 791: tells packets of one sender apart. */
  identification: number;
}

export interface TcpSegment extends Ip {
  protocol: 'tcp';
  fromPort: number;
  toPort: number;
  /** Modulo 2^32, as on the wire. */
  sequence: number;
  acknowledgement: number;
  flags: number;
  window: number;
  bytes: Uint8Array;
}

export interface UdpDatagram extends Ip {
  protocol: 'udp';
  fromPort: number;
  toPort: number;
  bytes: Uint8Array;
}

/** RFC 792. The errors carry what the one who gets them needs to know of the packet that caused them. */
export interface IcmpMessage extends Ip {
  protocol: 'icmp';
  type: 'echo' | 'echo-reply' | 'ttl-exceeded' | 'port-unreachable';
  identifier: number;
  sequence: number;
  bytes: Uint8Array;
  about: TcpSegment | UdpDatagram | IcmpMessage | null;
}

export type Packet = TcpSegment | UdpDatagram | IcmpMessage;

export const Flag = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const;

const headers = { tcp: 40, udp: 28, icmp: 28 } as const;

/** Length of the IP packet. A SYN carries the option of its maximum segment size; an ICMP error 28 bytes of what it is about. */
export function ipLength(packet: Packet): number {
  if (packet.protocol === 'tcp') return headers.tcp + ((packet.flags & Flag.syn) !== 0 ? 4 : 0) + packet.bytes.length;
  if (packet.protocol === 'icmp' && packet.about !== null) return headers.icmp + 28;
  return headers[packet.protocol] + packet.bytes.length;
}

/** What an Ethernet link is busy with: preamble 8, header 14, padding to 60, check sequence 4, gap 12 (IEEE 802.3). */
export const timeOnWire = (packet: Packet): number => Math.max(60, ipLength(packet) + 14) + 24;

export const savedBytes = {
  from: (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64'),
  to: (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64')),
};

const whole = z.number().int().nonnegative();
const ip = { from: whole, to: whole, timeToLive: whole, identification: whole, bytes: z.base64() };
const tcp = z.object({
  ...ip,
  protocol: z.literal('tcp'),
  fromPort: whole,
  toPort: whole,
  sequence: whole,
  acknowledgement: whole,
  flags: whole,
  window: whole,
});
const udp = z.object({ ...ip, protocol: z.literal('udp'), fromPort: whole, toPort: whole });
const icmp = z.object({
  ...ip,
  protocol: z.literal('icmp'),
  type: z.enum(['echo', 'echo-reply', 'ttl-exceeded', 'port-unreachable']),
  identifier: whole,
  sequence: whole,
});
const cause = z.discriminatedUnion('protocol', [tcp, udp, icmp]);
export const savedPacket = z.discriminatedUnion('protocol', [tcp, udp, icmp.extend({ about: cause.nullable() })]);
export type SavedPacket = z.infer<typeof savedPacket>;

export function savePacket(packet: Packet): SavedPacket {
  const bytes = savedBytes.from(packet.bytes);
  if (packet.protocol !== 'icmp') return { ...packet, bytes };
  const about = packet.about;
  // An error is never about an error (RFC 1122, 3.2.2), so this ends here.
  return { ...packet, bytes, about: about === null ? null : { ...about, bytes: savedBytes.from(about.bytes) } };
}

export function restorePacket(saved: SavedPacket): Packet {
  const bytes = savedBytes.to(saved.bytes);
  if (saved.protocol !== 'icmp') return { ...saved, bytes };
  const about = saved.about;
  if (about === null) return { ...saved, bytes, about: null };
  const inner = savedBytes.to(about.bytes);
  return {
    ...saved,
    bytes,
    about: about.protocol === 'icmp' ? { ...about, bytes: inner, about: null } : { ...about, bytes: inner },
  };
}
