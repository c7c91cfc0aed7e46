/** Fields of the display filter: TCP with what was remarked on it, and UDP. */
import { experts } from './expert.ts';
import { carried, type FilterField, field, none, payload, protocol, status, statuses, type Value } from './filter-field.ts';
import type { Tcp, Udp } from './headers.ts';
import type { Packet } from './packet.ts';

const tcp =
  (read: (header: Tcp, packet: Packet) => Value[]) =>
  (packet: Packet): readonly Value[] =>
    packet.headers.tcp ? read(packet.headers.tcp, packet) : none;
const udp =
  (read: (header: Udp, packet: Packet) => Value[]) =>
  (packet: Packet): readonly Value[] =>
    packet.headers.udp ? read(packet.headers.udp, packet) : none;
const bit = (mask: number) => tcp(({ flags }) => [flags & mask ? 1 : 0]);

const retransmission = experts.retransmission.filter;
const ofRetransmission: readonly string[] = [experts.fastRetransmission.filter, experts.spuriousRetransmission.filter];
/** A fast retransmission is one, too. */
const isKindOf = (one: string, other: string): boolean => other === retransmission && ofRetransmission.includes(one);

const remarked = Object.values(experts).filter(({ filter }) => filter.startsWith('tcp.'));

export const transportFields: readonly FilterField[] = [
  carried(
    'tcp',
    'TCP',
    'TCP',
    tcp(({ at }, { bytes, headers }) => [bytes.subarray(at, headers.ip?.end)]),
  ),
  field(
    'tcp.srcport',
    'number',
    'Port of the sender',
    '源端口',
    tcp(({ fromPort }) => [fromPort]),
  ),
  field(
    'tcp.dstport',
    'number',
    'Port of the receiver',
    '目的端口',
    tcp(({ toPort }) => [toPort]),
  ),
  field(
    'tcp.port',
    'number',
    'Port of either',
    '源或目的端口',
    tcp(({ fromPort, toPort }) => [fromPort, toPort]),
  ),
  field(
    'tcp.stream',
    'number',
    'Number of the conversation',
    '会话编号',
    tcp((_, { stream }) => (stream === null ? [] : [stream])),
  ),
  field(
    'tcp.seq',
    'number',
    'Sequence number, relative',
    '相对序号',
    tcp((_, packet) => (packet.tcp ? [packet.tcp.sequence] : [])),
  ),
  field(
    'tcp.seq_raw',
    'number',
    'Sequence number as sent',
    '原始序号',
    tcp(({ sequence }) => [sequence]),
  ),
  field(
    'tcp.ack',
    'number',
    'Acknowledgement, relative',
    '相对确认号',
    tcp((_, packet) => [packet.tcp?.acknowledgement ?? 0]),
  ),
  field(
    'tcp.ack_raw',
    'number',
    'Acknowledgement as sent',
    '原始确认号',
    tcp(({ acknowledgement }) => [acknowledgement]),
  ),
  field(
    'tcp.len',
    'number',
    'Bytes of data',
    '数据字节数',
    tcp((_, { headers }) => [headers.payload.length]),
  ),
  field(
    'tcp.hdr_len',
    'number',
    'Length of the header',
    '首部长度',
    tcp(({ headerLength }) => [headerLength]),
  ),
  field(
    'tcp.window_size',
    'number',
    'Room that the sender has',
    '窗口大小',
    tcp(({ window }, packet) => [packet.tcp?.window ?? window]),
  ),
  field(
    'tcp.flags',
    'number',
    'All flags',
    '全部标志',
    tcp(({ flags }) => [flags]),
  ),
  field('tcp.flags.syn', 'flag', 'SYN: opens', 'SYN：建立连接', bit(2)),
  field('tcp.flags.ack', 'flag', 'ACK: acknowledges', 'ACK：确认', bit(16)),
  field('tcp.flags.push', 'flag', 'PSH: the end of what was written', 'PSH：立即交付', bit(8)),
  field('tcp.flags.fin', 'flag', 'FIN: has nothing more to say', 'FIN：结束发送', bit(1)),
  field('tcp.flags.reset', 'flag', 'RST: gives up', 'RST：复位', bit(4)),
  field('tcp.flags.urg', 'flag', 'URG', 'URG', bit(32)),
  field(
    'tcp.checksum.status',
    'number',
    'Whether the checksum fits',
    '校验和是否正确',
    tcp(({ checksumOk }) => status(checksumOk)),
    statuses,
  ),
  field(
    'tcp.payload',
    'bytes',
    'Data',
    '数据',
    tcp((_, packet) => payload(packet)),
  ),
  protocol('tcp.analysis.flags', 'Anything remarkable about a segment', 'TCP 分析发现的任何情况', ({ experts: found }) =>
    found.some(({ filter }) => filter.startsWith('tcp.analysis.')),
  ),
  ...remarked.map(
    ({ filter, brief, text }): FilterField =>
      protocol(filter, brief.en || text.en, brief['zh-CN'] || text['zh-CN'], ({ experts: found }) =>
        found.some((one) => one.filter === filter || isKindOf(one.filter, filter)),
      ),
  ),
  carried(
    'udp',
    'UDP',
    'UDP',
    udp(({ at }, { bytes, headers }) => [bytes.subarray(at, headers.ip?.end)]),
  ),
  field(
    'udp.srcport',
    'number',
    'Port of the sender',
    '源端口',
    udp(({ fromPort }) => [fromPort]),
  ),
  field(
    'udp.dstport',
    'number',
    'Port of the receiver',
    '目的端口',
    udp(({ toPort }) => [toPort]),
  ),
  field(
    'udp.port',
    'number',
    'Port of either',
    '源或目的端口',
    udp(({ fromPort, toPort }) => [fromPort, toPort]),
  ),
  field(
    'udp.length',
    'number',
    'Header and data',
    '首部与数据长度',
    udp(({ length }) => [length]),
  ),
  field(
    'udp.stream',
    'number',
    'Number of the conversation',
    '会话编号',
    udp((_, { stream }) => (stream === null ? [] : [stream])),
  ),
  field(
    'udp.checksum.status',
    'number',
    'Whether the checksum fits',
    '校验和是否正确',
    udp(({ checksumOk }) => status(checksumOk)),
    statuses,
  ),
  field(
    'udp.payload',
    'bytes',
    'Data',
    '数据',
    udp((_, packet) => payload(packet)),
  ),
];
