/** Fields of the display filter: the frame, Ethernet, IPv4, ICMP, and data that nobody reads. */
import {
  carried,
  type FilterField,
  field,
  none,
  numbers,
  payload,
  protocol,
  status,
  statuses,
  type Value,
} from './filter-field.ts';
import { ethernetBytes, type Icmp, type Ip, macText } from './headers.ts';
import { etherTypes, icmpTypes, ipProtocolNames } from './info.ts';
import type { Packet } from './packet.ts';

const eth =
  (read: (bytes: Uint8Array) => Value[]) =>
  ({ bytes }: Packet): readonly Value[] =>
    bytes.length < ethernetBytes ? none : read(bytes);
const ip =
  (read: (header: Ip, packet: Packet) => Value[]) =>
  (packet: Packet): readonly Value[] =>
    packet.headers.ip ? read(packet.headers.ip, packet) : none;
const icmp =
  (read: (header: Icmp, packet: Packet) => Value[]) =>
  (packet: Packet): readonly Value[] =>
    packet.headers.icmp ? read(packet.headers.icmp, packet) : none;
/** Whether nothing reads what the packet carries. */
const unread = ({ headers, messages }: Packet): boolean =>
  headers.payload.length > 0 && messages.length === 0 && (headers.tcp !== null || headers.udp !== null || headers.icmp !== null);

export const packetFields: readonly FilterField[] = [
  carried('frame', 'Every frame', '所有帧', ({ bytes }) => [bytes]),
  field('frame.number', 'number', 'Number in the capture', '捕获中的序号', ({ number }) => [number]),
  field('frame.len', 'number', 'Bytes of the frame', '帧长度（字节）', ({ bytes }) => [bytes.length]),
  field('frame.interface_id', 'number', 'Which link of the capture', '捕获的第几个接口', (packet) => [packet.interface]),
  protocol('eth', 'Ethernet', '以太网', ({ headers }) => headers.type !== null),
  field(
    'eth.src',
    'ether',
    'MAC address of the sender',
    '源 MAC 地址',
    eth((bytes) => [macText(bytes, 6)]),
  ),
  field(
    'eth.dst',
    'ether',
    'MAC address of the receiver',
    '目的 MAC 地址',
    eth((bytes) => [macText(bytes, 0)]),
  ),
  field(
    'eth.addr',
    'ether',
    'MAC address of either',
    '源或目的 MAC 地址',
    eth((bytes) => [macText(bytes, 0), macText(bytes, 6)]),
  ),
  field(
    'eth.type',
    'number',
    'EtherType',
    '以太网类型',
    ({ headers }) => (headers.type === null ? none : [headers.type]),
    numbers(etherTypes),
  ),
  protocol('arp', 'ARP', 'ARP', ({ headers }) => headers.type === 0x0806),
  protocol('ip', 'IPv4', 'IPv4', ({ headers }) => headers.ip !== null),
  field(
    'ip.src',
    'address',
    'Address of the sender',
    '源地址',
    ip(({ from }) => [from]),
  ),
  field(
    'ip.dst',
    'address',
    'Address of the receiver',
    '目的地址',
    ip(({ to }) => [to]),
  ),
  field(
    'ip.addr',
    'address',
    'Address of either',
    '源或目的地址',
    ip(({ from, to }) => [from, to]),
  ),
  field(
    'ip.ttl',
    'number',
    'Time to live',
    '生存时间',
    ip(({ timeToLive }) => [timeToLive]),
  ),
  field(
    'ip.proto',
    'number',
    'Protocol above',
    '上层协议',
    ip((header) => [header.protocol]),
    numbers(ipProtocolNames),
  ),
  field(
    'ip.id',
    'number',
    'Identification',
    '标识',
    ip(({ identification }) => [identification]),
  ),
  field(
    'ip.len',
    'number',
    'Total length',
    '总长度',
    ip(({ totalLength }) => [totalLength]),
  ),
  field(
    'ip.hdr_len',
    'number',
    'Length of the header',
    '首部长度',
    ip(({ headerLength }) => [headerLength]),
  ),
  field(
    'ip.frag_offset',
    'number',
    'Fragment offset, in bytes',
    '分片偏移（字节）',
    ip(({ fragmentOffset }) => [fragmentOffset]),
  ),
  field(
    'ip.checksum.status',
    'number',
    'Whether the checksum fits',
    '校验和是否正确',
    ip(({ checksumOk }) => status(checksumOk)),
    statuses,
  ),
  protocol('icmp', 'ICMP', 'ICMP', ({ headers }) => headers.icmp !== null),
  field(
    'icmp.type',
    'number',
    'Type',
    '类型',
    icmp(({ type }) => [type]),
    numbers(icmpTypes),
  ),
  field(
    'icmp.code',
    'number',
    'Code',
    '代码',
    icmp(({ code }) => [code]),
  ),
  field(
    'icmp.ident',
    'number',
    'Identifier of an echo',
    '回显标识',
    icmp(({ type, identifier }) => (type === 0 || type === 8 ? [identifier] : [])),
  ),
  field(
    'icmp.seq',
    'number',
    'Number of an echo',
    '回显序号',
    icmp(({ type, sequence }) => (type === 0 || type === 8 ? [sequence] : [])),
  ),
  field('icmp.resp_to', 'number', 'Frame that asked', '请求所在的帧', ({ requestIn }) =>
    requestIn === null ? none : [requestIn],
  ),
  field(
    'icmp.checksum.status',
    'number',
    'Whether the checksum fits',
    '校验和是否正确',
    icmp(({ checksumOk }) => status(checksumOk)),
    statuses,
  ),
  protocol('data', 'Data that no dissector reads', '没有解析器能读的数据', unread),
  field('data.data', 'bytes', 'Data that no dissector reads', '没有解析器能读的数据', (packet) =>
    unread(packet) ? payload(packet) : none,
  ),
];
