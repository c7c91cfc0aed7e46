/** The Info column: one line for a frame, as people know it from Wireshark; its remarks in the reader's language. */
import { type Expert, experts } from './expert.ts';
import { type Headers, ipText, type Tcp } from './headers.ts';
import type { LocalizedText, Packet, TcpPlace } from './packet.ts';

export const etherTypes: Readonly<Record<number, string>> = {
  2048: 'IPv4',
  2054: 'ARP',
  33024: '802.1Q',
  34525: 'IPv6',
  34962: 'PROFINET',
  34980: 'EtherCAT',
  35020: 'LLDP',
  35063: 'PTPv2',
};
export const ipProtocolNames: Readonly<Record<number, string>> = {
  1: 'ICMP',
  2: 'IGMP',
  6: 'TCP',
  17: 'UDP',
  50: 'ESP',
  89: 'OSPF',
};

const flagNames = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE'];
export const flagsText = (flags: number): string => {
  const set = flagNames.filter((_, bit) => (flags >> bit) & 1);
  return set.length > 0 ? set.join(', ') : '<None>';
};

const unreachable: Readonly<Record<number, string>> = {
  0: 'Network unreachable',
  1: 'Host unreachable',
  2: 'Protocol unreachable',
  3: 'Port unreachable',
  4: 'Fragmentation needed',
  9: 'Network administratively prohibited',
  10: 'Host administratively prohibited',
  13: 'Communication administratively filtered',
};
const exceeded: Readonly<Record<number, string>> = {
  0: 'Time to live exceeded in transit',
  1: 'Fragment reassembly time exceeded',
};
export const icmpTypes: Readonly<Record<number, string>> = {
  0: 'Echo (ping) reply',
  3: 'Destination unreachable',
  5: 'Redirect',
  8: 'Echo (ping) request',
  11: 'Time-to-live exceeded',
};
/** The name of a code within its type. */
export const icmpCodeName = (type: number, code: number): string | undefined =>
  type === 3 ? unreachable[code] : type === 11 ? exceeded[code] : undefined;

export const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;
const same = (text: string): LocalizedText => ({ en: text, 'zh-CN': text });

export function tcpLine(tcp: Tcp, place: TcpPlace, length: number): string {
  const words = [`${tcp.fromPort} → ${tcp.toPort} [${flagsText(tcp.flags)}] Seq=${place.sequence}`];
  if (place.acknowledgement !== null) words.push(`Ack=${place.acknowledgement}`);
  words.push(`Win=${place.window}`, `Len=${length}`);
  if (tcp.maximumSegment !== null) words.push(`MSS=${tcp.maximumSegment}`);
  if (tcp.windowScale !== null) words.push(`WS=${2 ** tcp.windowScale}`);
  if (tcp.selectiveAcks) words.push('SACK_PERM');
  return words.join(' ');
}

function icmpLine({ icmp, ip }: Headers, requestIn: number | null): string {
  const { type, code, identifier, sequence } = icmp!;
  const name = icmpTypes[type];
  if (name === undefined) return `Type ${type}, code ${code}`;
  if (type !== 0 && type !== 8) return `${name} (${icmpCodeName(type, code) ?? `code ${code}`})`;
  // Wireshark shows the sequence number in both byte orders, for there are senders of both.
  const swapped = ((sequence & 255) << 8) | (sequence >> 8);
  const asked = requestIn === null ? '' : ` (request in ${requestIn})`;
  return `${name.padEnd(20)} id=${hex(identifier, 4)}, seq=${sequence}/${swapped}, ttl=${ip!.timeToLive}${asked}`;
}

function marks(found: readonly Expert[], place: TcpPlace | null): LocalizedText {
  const text = { en: '', 'zh-CN': '' };
  for (const { brief, filter } of found) {
    if (brief.en === '') continue;
    const repeated = filter === experts.duplicateAck.filter ? place?.duplicateOf : null;
    const which = repeated ? ` ${repeated.frame}#${repeated.count}` : '';
    text.en += `[${brief.en}${which}] `;
    text['zh-CN'] += `[${brief['zh-CN']}${which}] `;
  }
  return text;
}

/** Protocol and Info of what `packet` holds. */
export function columnsOf(packet: Omit<Packet, 'protocol' | 'info'>): { protocol: string; info: LocalizedText } {
  const { headers, tcp: place } = packet;
  const { protocol, line } = lineOf(packet);
  const said = marks(packet.experts, place);
  const segment = packet.partOfMessage && headers.tcp !== null;
  return {
    protocol,
    info: {
      en: `${said.en}${line.en}${segment ? ' [TCP segment of a reassembled PDU]' : ''}`,
      'zh-CN': `${said['zh-CN']}${line['zh-CN']}${segment ? ' [待重组 PDU 的 TCP 报文段]' : ''}`,
    },
  };
}

function lineOf(packet: Omit<Packet, 'protocol' | 'info'>): { protocol: string; line: LocalizedText } {
  const { headers, messages, tcp: place } = packet;
  const last = messages.at(-1);
  if (last) {
    const said = messages.map(({ message }) => message);
    return {
      protocol: columnName(last.message.protocol, last.message.fields.length),
      line: {
        en: said.map(({ summary }) => summary).join('; '),
        'zh-CN': said.map(({ summary, inChinese }) => inChinese ?? summary).join('；'),
      },
    };
  }
  const { tcp, udp, icmp, ip, type, payload } = headers;
  if (tcp && place) return { protocol: 'TCP', line: same(tcpLine(tcp, place, payload.length)) };
  if (udp) return { protocol: 'UDP', line: same(`${udp.fromPort} → ${udp.toPort} Len=${payload.length}`) };
  if (icmp) return { protocol: 'ICMP', line: same(icmpLine(headers, packet.requestIn)) };
  if (ip) return { protocol: 'IPv4', line: same(ipLine(headers)) };
  if (type === null) return { protocol: 'Ethernet', line: same(`${packet.bytes.length} bytes`) };
  return { protocol: etherTypes[type] ?? hex(type, 4), line: same(`${ethernetLine(type)}, ${payload.length} bytes`) };
}

const ethernetLine = (type: number): string => (type < 1536 ? 'IEEE 802.3' : `Ethernet II, type ${hex(type, 4)}`);

function ipLine({ ip }: Headers): string {
  const { protocol, fragmentOffset, identification } = ip!;
  const name = ipProtocolNames[protocol];
  if (fragmentOffset > 0)
    return `Fragmented IP protocol (proto=${name ?? protocol}, off=${fragmentOffset}, ID=${identification.toString(16).padStart(4, '0')})`;
  return name ? `${name}, ${ipText(ip!.from)} → ${ipText(ip!.to)}` : `IP protocol ${protocol}`;
}

/** What Wireshark calls it in its column. TPKT without S7comm inside has TPKT and COTP as its only fields. */
function columnName(protocol: string, fields: number): string {
  if (protocol !== 'S7comm') return protocol;
  return fields > 2 ? 'S7COMM' : 'COTP';
}
