/** What an analyser remarks on a frame, in the words of Wireshark's expert information. */
import type { LocalizedText } from './packet.ts';

export interface Expert {
  /** As a display filter asks for it. */
  filter: string;
  severity: 'note' | 'warning' | 'error';
  /** In the packet list, before everything else. */
  brief: LocalizedText;
  text: LocalizedText;
}

const expert = (
  filter: string,
  severity: Expert['severity'],
  brief: [en: string, zh: string],
  text: [string, string],
): Expert => ({
  filter,
  severity,
  brief: { en: brief[0], 'zh-CN': brief[1] },
  text: { en: text[0], 'zh-CN': text[1] },
});

export const experts = {
  retransmission: expert(
    'tcp.analysis.retransmission',
    'note',
    ['TCP Retransmission', 'TCP 重传'],
    [
      'Bytes that were sent before: an acknowledgement did not come in time. Look for loss on the way.',
      '这些字节以前发过：确认没有按时到。请查看途中是否丢包。',
    ],
  ),
  fastRetransmission: expert(
    'tcp.analysis.fast_retransmission',
    'note',
    ['TCP Fast Retransmission', 'TCP 快速重传'],
    [
      'Sent again because the other side repeated its acknowledgement: a segment before it was lost.',
      '对方重复了确认，因此立即重发：之前有一段丢失了。',
    ],
  ),
  spuriousRetransmission: expert(
    'tcp.analysis.spurious_retransmission',
    'note',
    ['TCP Spurious Retransmission', 'TCP 伪重传'],
    [
      'Sent again although it had been acknowledged: the acknowledgement was lost, or came too late.',
      '已经确认过的数据又发了一次：确认丢了，或来得太迟。',
    ],
  ),
  outOfOrder: expert(
    'tcp.analysis.out_of_order',
    'warning',
    ['TCP Out-Of-Order', 'TCP 乱序'],
    ['A segment that comes after one that follows it.', '排在后面的报文段先到了，这一段后到。'],
  ),
  lostSegment: expert(
    'tcp.analysis.lost_segment',
    'warning',
    ['TCP Previous segment not captured', 'TCP 前一报文段未捕获'],
    [
      'Bytes before this segment are missing here: lost on the way to this place, or not captured.',
      '这一段之前缺少字节：在到达此处之前丢失，或没有捕获到。',
    ],
  ),
  ackUnseen: expert(
    'tcp.analysis.ack_lost_segment',
    'warning',
    ['TCP ACKed unseen segment', 'TCP 确认了未见的报文段'],
    ['It acknowledges bytes that this capture did not see.', '它确认了本次捕获中没有出现的字节。'],
  ),
  duplicateAck: expert(
    'tcp.analysis.duplicate_ack',
    'note',
    ['TCP Dup ACK', 'TCP 重复确认'],
    [
      'The same acknowledgement again: something after it has come, but the next byte in turn has not.',
      '又一次相同的确认：后面的数据到了，而按顺序的下一个字节没有到。',
    ],
  ),
  zeroWindow: expert(
    'tcp.analysis.zero_window',
    'warning',
    ['TCP ZeroWindow', 'TCP 零窗口'],
    [
      'The receiver has no room: its program does not read. The sender must wait.',
      '接收方没有空间：其程序没有读取。发送方必须等待。',
    ],
  ),
  zeroWindowProbe: expert(
    'tcp.analysis.zero_window_probe',
    'note',
    ['TCP ZeroWindowProbe', 'TCP 零窗口探测'],
    ['One byte, to ask whether there is room again.', '发送一个字节，询问是否又有空间。'],
  ),
  zeroWindowProbeAck: expert(
    'tcp.analysis.zero_window_probe_ack',
    'note',
    ['TCP ZeroWindowProbeAck', 'TCP 零窗口探测确认'],
    ['Answers a probe: still no room.', '应答探测：仍然没有空间。'],
  ),
  windowFull: expert(
    'tcp.analysis.window_full',
    'warning',
    ['TCP Window Full', 'TCP 窗口已满'],
    ['The sender has filled all the room that the receiver offered.', '发送方已用完接收方提供的全部空间。'],
  ),
  windowUpdate: expert(
    'tcp.analysis.window_update',
    'note',
    ['TCP Window Update', 'TCP 窗口更新'],
    ['The receiver says how much room it has now.', '接收方告知现在有多少空间。'],
  ),
  keepAlive: expert(
    'tcp.analysis.keep_alive',
    'note',
    ['TCP Keep-Alive', 'TCP 保活'],
    ['Asks whether the other side is still there.', '询问对方是否还在。'],
  ),
  keepAliveAck: expert(
    'tcp.analysis.keep_alive_ack',
    'note',
    ['TCP Keep-Alive ACK', 'TCP 保活确认'],
    ['The other side is still there.', '对方还在。'],
  ),
  portsReused: expert(
    'tcp.analysis.reused_ports',
    'note',
    ['TCP Port numbers reused', 'TCP 端口号重用'],
    ['A new connection between ports that had one before.', '在曾经有过连接的端口之间建立了新连接。'],
  ),
  reset: expert(
    'tcp.connection.rst',
    'warning',
    ['', ''],
    [
      'Connection reset: nobody listens at that port, or one side gave up at once.',
      '连接被复位：该端口无人监听，或一方立即放弃了连接。',
    ],
  ),
  checksum: expert(
    '_ws.bad_checksum',
    'error',
    ['Bad checksum', '校验和错误'],
    [
      'A checksum does not fit the bytes: the frame was damaged. Its data are not used.',
      '校验和与字节不符：帧已损坏，其数据不被采用。',
    ],
  ),
  malformed: expert(
    '_ws.malformed',
    'error',
    ['Malformed Packet', '畸形报文'],
    ['The bytes break the rules of the protocol: see the field marked below.', '这些字节不符合协议的规则：见下面标出的字段。'],
  ),
} satisfies Record<string, Expert>;

const order = ['none', 'note', 'warning', 'error'] as const;

/** The gravest of them. */
export function severityOf(found: readonly Expert[]): (typeof order)[number] {
  return order[Math.max(0, ...found.map(({ severity }) => order.indexOf(severity)))]!;
}
