/** What a frame says in its headers: Ethernet II, IPv4 (RFC 791), TCP (RFC 9293), UDP (RFC 768), ICMP (RFC 792). */

interface Addressed {
  /** Addresses, as numbers. */
  from: number;
  to: number;
  /** Of the frame, in bytes. */
  length: number;
}

export interface TcpHeaders extends Addressed {
  protocol: 'tcp';
  fromPort: number;
  toPort: number;
  sequence: number;
  acknowledgement: number;
  flags: number;
  window: number;
  payload: number;
}
export interface UdpHeaders extends Addressed {
  protocol: 'udp';
  fromPort: number;
  toPort: number;
  payload: number;
}
export interface IcmpHeaders extends Addressed {
  protocol: 'icmp';
  type: number;
  code: number;
  identifier: number;
  sequence: number;
  /** The ICMP message, header and all. */
  payload: number;
  /** Of an error: where the packet that it is about was to go. */
  about: { to: number; protocol: number; port: number } | null;
}
export type Headers = TcpHeaders | UdpHeaders | IcmpHeaders | ({ protocol: 'other' } & Addressed);

const numbers = { icmp: 1, tcp: 6, udp: 17 } as const;
const unreachable = 3;
const timeExceeded = 11;

/** `null`: no IPv4, or cut short. */
export function headersOf(frame: Uint8Array): Headers | null {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  if (frame.length < 34 || view.getUint16(12) !== 0x0800) return null;
  const at = 14 + (frame[14]! & 15) * 4;
  const end = Math.min(frame.length, 14 + view.getUint16(16));
  const both = { from: view.getUint32(26), to: view.getUint32(30), length: frame.length };
  const protocol = frame[23];
  if (protocol === numbers.tcp && end >= at + 20) {
    const ports = { fromPort: view.getUint16(at), toPort: view.getUint16(at + 2) };
    const place = { sequence: view.getUint32(at + 4), acknowledgement: view.getUint32(at + 8) };
    const rest = { flags: frame[at + 13]!, window: view.getUint16(at + 14), payload: end - at - (frame[at + 12]! >> 4) * 4 };
    return { protocol: 'tcp', ...both, ...ports, ...place, ...rest };
  }
  if (protocol === numbers.udp && end >= at + 8) {
    const ports = { fromPort: view.getUint16(at), toPort: view.getUint16(at + 2) };
    return { protocol: 'udp', ...both, ...ports, payload: end - at - 8 };
  }
  if (protocol !== numbers.icmp || end < at + 8) return { protocol: 'other', ...both };
  const [type = 0, code = 0] = frame.subarray(at);
  const error = (type === unreachable || type === timeExceeded) && end >= at + 36;
  return {
    protocol: 'icmp',
    ...both,
    type,
    code,
    identifier: view.getUint16(at + 4),
    sequence: view.getUint16(at + 6),
    payload: end - at,
    about: error ? { to: view.getUint32(at + 24), protocol: frame[at + 17]!, port: view.getUint16(at + 30) } : null,
  };
}

export const dotted = (address: number): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;

/** `null`: not four numbers of 0 to 255. */
export function addressOf(text: string): number | null {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return null;
  return parts.reduce((address, part) => address * 256 + Number(part), 0);
}
