/** What can be wrong with a packet by itself: the reason code that MQTT 5.0 answers it with, and the sentence the Network pane shows. */
import { reason } from './reason.ts';

export interface Rule {
  code: number;
  en: string;
  'zh-CN': string;
}

const { malformed, protocolError } = reason;

export const rules = {
  type: { code: malformed, en: 'Packet type 0 is reserved (2.1.2)', 'zh-CN': '报文类型 0 为保留值（2.1.2）' },
  authBeforeFive: {
    code: malformed,
    en: 'Packet type 15 is reserved in MQTT 3.1.1',
    'zh-CN': '报文类型 15 在 MQTT 3.1.1 中为保留值',
  },
  flags: {
    code: malformed,
    en: 'The flags of this packet type are fixed, and these differ (2.1.3)',
    'zh-CN': '该报文类型的标志位是固定的，此处不符（2.1.3）',
  },
  qos: { code: malformed, en: 'QoS 3 does not exist', 'zh-CN': '不存在 QoS 3' },
  dup: { code: malformed, en: 'DUP must be 0 with QoS 0', 'zh-CN': 'QoS 为 0 时 DUP 必须为 0' },
  lengthTooLong: {
    code: malformed,
    en: 'The remaining length takes more than four bytes',
    'zh-CN': '剩余长度超过四个字节',
  },
  variable: {
    code: malformed,
    en: 'A variable byte integer takes at most four bytes, and no more than it needs',
    'zh-CN': '可变字节整数最多四个字节，且不得多于所需',
  },
  short: { code: malformed, en: 'The packet ends before this field does', 'zh-CN': '报文在该字段结束之前就结束了' },
  long: { code: malformed, en: 'Bytes are left over after the last field', 'zh-CN': '最后一个字段之后还有多余字节' },
  utf8: {
    code: malformed,
    en: 'Not well-formed UTF-8, or it holds U+0000 (1.5.4)',
    'zh-CN': '不是合法的 UTF-8，或含有 U+0000（1.5.4）',
  },
  id: { code: protocolError, en: 'A packet identifier is never 0', 'zh-CN': '报文标识符不能为 0' },
  protocolName: { code: reason.unsupportedVersion, en: 'The protocol name must be "MQTT"', 'zh-CN': '协议名必须为“MQTT”' },
  level: {
    code: reason.unsupportedVersion,
    en: 'Only levels 4 (MQTT 3.1.1) and 5 (MQTT 5.0) are spoken here',
    'zh-CN': '此处只支持级别 4（MQTT 3.1.1）和 5（MQTT 5.0）',
  },
  connectFlags: {
    code: malformed,
    en: 'These connect flags contradict each other, or the reserved bit is set (3.1.2.3)',
    'zh-CN': '连接标志互相矛盾，或保留位被置位（3.1.2.3）',
  },
  acknowledgeFlags: { code: malformed, en: 'Bits 7 to 1 are reserved', 'zh-CN': '位 7 至位 1 为保留位' },
  options: {
    code: protocolError,
    en: 'Reserved bits of the subscription options are set, or a value is 3',
    'zh-CN': '订阅选项的保留位被置位，或取值为 3',
  },
  nothing: {
    code: protocolError,
    en: 'At least one topic filter is needed',
    'zh-CN': '至少需要一个主题过滤器',
  },
  unknownProperty: { code: malformed, en: 'There is no property with this identifier', 'zh-CN': '不存在该标识符的属性' },
  misplacedProperty: { code: malformed, en: 'This packet may not carry this property', 'zh-CN': '该报文不允许携带此属性' },
  repeatedProperty: { code: protocolError, en: 'This property may come once only', 'zh-CN': '该属性只能出现一次' },
  propertyValue: { code: protocolError, en: 'The property does not take this value', 'zh-CN': '该属性不允许此取值' },
  topicName: {
    code: reason.topicNameInvalid,
    en: 'A topic name holds no wildcard',
    'zh-CN': '主题名不得含通配符',
  },
} as const satisfies Record<string, Rule>;
