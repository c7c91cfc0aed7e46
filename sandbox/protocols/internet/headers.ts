/**
 * Headers of a frame: Ethernet II, IPv4 (RFC 791), TCP (RFC 9293), UDP (RFC 768), ICMP (RFC 792); checksums after RFC 1071. Any bytes
 * may come: what is not whole is `null`, and `fault` says where reading ended.
 */
import type { LocalizedText } from './packet.ts';

export interface Ip {
  at: number;
  headerLength: number;
  totalLength: number;
  identification: number;
  flags: number;
  /** In bytes. */
  fragmentOffset: number;
  timeToLive: number;
  protocol: number;
  checksumOk: boolean;
  from: number;
  to: number;
  /** Where its data ends in the frame; Ethernet pads short frames. */
  end: number;
}

export interface Tcp {
  at: number;
  headerLength: number;
  fromPort: number;
  toPort: number;
  sequence: number;
  acknowledgement: number;
  flags: number;
  /** As it stands there. */
  window: number;
  /** Options that matter to who reads on; `null` where absent. */
  maximumSegment: number | null;
  windowScale: number | null;
  selectiveAcks: boolean;
  /** `null`: cannot be told, as the segment is cut or a fragment. */
  checksumOk: boolean | null;
}

export interface Udp {
  at: number;
  fromPort: number;
  toPort: number;
  length: number;
  checksumOk: boolean | null;
}

export interface Icmp {
  at: number;
  type: number;
  code: number;
  identifier: number;
  sequence: number;
  checksumOk: boolean | null;
}

export interface Fault {
  layer: 'eth' | 'ip' | 'tcp' | 'udp' | 'icmp';
  text: LocalizedText;
}

export interface Headers {
  /** EtherType; `null` when there are not even 14 bytes. */
  type: number | null;
  ip: Ip | null;
  tcp: Tcp | null;
  udp: Udp | null;
  icmp: Icmp | null;
  /** What the innermost header carries. */
  payload: { at: number; length: number };
  fault: Fault | null;
}

export const ethernetBytes = 14;
export const tcpFlag = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const;
export const ipProtocols = { icmp: 1, tcp: 6, udp: 17 } as const;

const short = (what: string, least: number): LocalizedText => ({
  en: `${what} has at least ${least} bytes; the frame ends before.`,
  'zh-CN': `${what} 至少 ${least} 个字节，而帧已结束。`,
});
const headerLengthWrong = (length: number): LocalizedText => ({
  en: `A header length of ${length} bytes: it is at least 20, and no longer than the packet.`,
  'zh-CN': `首部长度为 ${length} 字节：至少应为 20，且不长于报文。`,
});
const notFour: LocalizedText = {
  en: 'EtherType says IPv4, the header another version.',
  'zh-CN': '以太网类型是 IPv4，首部却写着别的版本。',
};
const totalWrong: LocalizedText = {
  en: 'The total length is less than the header, or more than the frame holds.',
  'zh-CN': '总长度小于首部，或超过帧中的字节数。',
};
const udpLengthWrong: LocalizedText = {
  en: 'The length is less than 8, or more than the packet holds.',
  'zh-CN': '长度小于 8，或超过报文中的字节数。',
};

const wordAt = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;
const longAt = (bytes: Uint8Array, at: number): number => ((wordAt(bytes, at) << 16) | wordAt(bytes, at + 2)) >>> 0;

export function readHeaders(bytes: Uint8Array): Headers {
  const headers: Headers = {
    type: null,
    ip: null,
    tcp: null,
    udp: null,
    icmp: null,
    payload: { at: 0, length: bytes.length },
    fault: null,
  };
  if (bytes.length < ethernetBytes) return { ...headers, fault: { layer: 'eth', text: short('Ethernet', ethernetBytes) } };
  headers.type = wordAt(bytes, 12);
  headers.payload = { at: ethernetBytes, length: bytes.length - ethernetBytes };
  if (headers.type === 0x0800) readIp(bytes, headers);
  return headers;
}

function readIp(bytes: Uint8Array, headers: Headers): void {
  const at = ethernetBytes;
  const there = bytes.length - at;
  const headerLength = there > 0 ? (bytes[at]! & 15) * 4 : 0;
  const broken =
    there < 20
      ? short('IPv4', 20)
      : bytes[at]! >> 4 !== 4
        ? notFour
        : headerLength < 20 || headerLength > there
          ? headerLengthWrong(headerLength)
          : null;
  if (broken) {
    headers.fault = { layer: 'ip', text: broken };
    return;
  }
  const totalLength = wordAt(bytes, at + 2);
  const fragment = wordAt(bytes, at + 6);
  const end = Math.min(bytes.length, at + totalLength);
  const ip: Ip = {
    at,
    headerLength,
    totalLength,
    identification: wordAt(bytes, at + 4),
    flags: fragment >> 13,
    fragmentOffset: (fragment & 0x1fff) * 8,
    timeToLive: bytes[at + 8]!,
    protocol: bytes[at + 9]!,
    checksumOk: sumsUp(bytes, at, headerLength, 0),
    from: longAt(bytes, at + 12),
    to: longAt(bytes, at + 16),
    end,
  };
  headers.ip = ip;
  if (totalLength < headerLength || at + totalLength > bytes.length) headers.fault = { layer: 'ip', text: totalWrong };
  const inside = at + headerLength;
  headers.payload = { at: inside, length: Math.max(0, end - inside) };
  // Of fragments only the first has a transport header, and it is not whole.
  if (ip.fragmentOffset > 0 || totalLength < headerLength) return;
  if (ip.protocol === ipProtocols.tcp) readTcp(bytes, headers, ip, inside);
  else if (ip.protocol === ipProtocols.udp) readUdp(bytes, headers, ip, inside);
  else if (ip.protocol === ipProtocols.icmp) readIcmp(bytes, headers, ip, inside);
}

/** Whether all of the IP packet is there, so that checksums over it can be reckoned. */
const whole = (bytes: Uint8Array, ip: Ip): boolean => ip.at + ip.totalLength <= bytes.length && (ip.flags & 1) === 0;

function pseudo(bytes: Uint8Array, ip: Ip, length: number): number {
  let total = ip.protocol + length;
  for (let at = ip.at + 12; at < ip.at + 20; at += 2) total += wordAt(bytes, at);
  return total;
}

function readTcp(bytes: Uint8Array, headers: Headers, ip: Ip, at: number): void {
  const there = ip.end - at;
  if (there < 20) {
    headers.fault ??= { layer: 'tcp', text: short('TCP', 20) };
    return;
  }
  const headerLength = (bytes[at + 12]! >> 4) * 4;
  if (headerLength < 20 || headerLength > there) {
    headers.fault ??= { layer: 'tcp', text: headerLengthWrong(headerLength) };
    return;
  }
  const tcp: Tcp = {
    at,
    headerLength,
    fromPort: wordAt(bytes, at),
    toPort: wordAt(bytes, at + 2),
    sequence: longAt(bytes, at + 4),
    acknowledgement: longAt(bytes, at + 8),
    flags: ((bytes[at + 12]! & 1) << 8) | bytes[at + 13]!,
    window: wordAt(bytes, at + 14),
    maximumSegment: null,
    windowScale: null,
    selectiveAcks: false,
    checksumOk: whole(bytes, ip) ? sumsUp(bytes, at, there, pseudo(bytes, ip, there)) : null,
  };
  eachOption(bytes, at + 20, at + headerLength, (kind, from, length) => {
    if (kind === 2 && length === 4) tcp.maximumSegment = wordAt(bytes, from + 2);
    if (kind === 3 && length === 3) tcp.windowScale = Math.min(14, bytes[from + 2]!);
    if (kind === 4) tcp.selectiveAcks = true;
  });
  headers.tcp = tcp;
  headers.payload = { at: at + headerLength, length: there - headerLength };
}

/** Each TCP option with its kind, place and length; answers where it had to stop, or `null` at a good end. */
export function eachOption(
  bytes: Uint8Array,
  from: number,
  end: number,
  found: (kind: number, at: number, length: number) => void,
): number | null {
  for (let at = from; at < end; ) {
    const kind = bytes[at]!;
    // End of list, no operation: a byte each.
    const length = kind < 2 ? 1 : at + 1 < end ? bytes[at + 1]! : 0;
    if ((kind >= 2 && length < 2) || at + length > end) return at;
    found(kind, at, length);
    if (kind === 0) return null;
    at += length;
  }
  return null;
}

function readUdp(bytes: Uint8Array, headers: Headers, ip: Ip, at: number): void {
  const there = ip.end - at;
  if (there < 8) {
    headers.fault ??= { layer: 'udp', text: short('UDP', 8) };
    return;
  }
  const length = wordAt(bytes, at + 4);
  const fits = length >= 8 && length <= there;
  const unchecked = wordAt(bytes, at + 6) === 0 || !fits || !whole(bytes, ip);
  headers.udp = {
    at,
    fromPort: wordAt(bytes, at),
    toPort: wordAt(bytes, at + 2),
    length,
    checksumOk: unchecked ? null : sumsUp(bytes, at, length, pseudo(bytes, ip, length)),
  };
  if (!fits) headers.fault ??= { layer: 'udp', text: udpLengthWrong };
  headers.payload = { at: at + 8, length: (fits ? length : there) - 8 };
}

function readIcmp(bytes: Uint8Array, headers: Headers, ip: Ip, at: number): void {
  const there = ip.end - at;
  if (there < 8) {
    headers.fault ??= { layer: 'icmp', text: short('ICMP', 8) };
    return;
  }
  headers.icmp = {
    at,
    type: bytes[at]!,
    code: bytes[at + 1]!,
    identifier: wordAt(bytes, at + 4),
    sequence: wordAt(bytes, at + 6),
    checksumOk: whole(bytes, ip) ? sumsUp(bytes, at, there, 0) : null,
  };
  headers.payload = { at: at + 8, length: there - 8 };
}

/** Whether the ones' complement sum over bytes that hold their own checksum is all ones. */
function sumsUp(bytes: Uint8Array, from: number, length: number, before: number): boolean {
  let total = before;
  const even = from + (length & ~1);
  for (let at = from; at < even; at += 2) total += wordAt(bytes, at);
  if (length & 1) total += bytes[even]! << 8;
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  return total === 0xffff;
}

export const ipText = (address: number): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;

export function macText(bytes: Uint8Array, at: number): string {
  let text = '';
  for (let index = 0; index < 6; index += 1) text += `${index > 0 ? ':' : ''}${bytes[at + index]!.toString(16).padStart(2, '0')}`;
  return text;
}
