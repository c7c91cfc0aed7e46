/**
 * What a display filter calls the fields of the applications' messages: the names of Wireshark, each with the places at which our
 * dissectors show it. A place is the names of the fields from the outermost in, without the numbers of items.
 */
import type { Field, Message } from '../dissection.ts';
import { functionNames } from '../modbus/messages.ts';
import type { FieldKind, Value } from './filter-field.ts';
import type { LocalizedText } from './packet.ts';

export interface ApplicationField {
  filter: string;
  protocol: 'Modbus/TCP' | 'S7comm' | 'MQTT' | 'HTTP';
  kind: FieldKind;
  places: readonly string[];
  about: LocalizedText;
  /** Among fields of the same name: only in these messages. */
  when?: (message: Message) => boolean;
  /** How to make the value of the bytes, where it is not the number, text or bytes that stand there. */
  value?: (raw: number) => Value;
  /** Bytes of a text before its first character. */
  skip?: number;
  /** Values that have names, for completion. */
  known?: Readonly<Record<number, string>>;
}

type Rest = Partial<Pick<ApplicationField, 'when' | 'value' | 'skip' | 'known'>>;
const rowsOf =
  (protocol: ApplicationField['protocol']) =>
  (filter: string, kind: FieldKind, places: string[], en: string, zh: string, rest: Rest = {}): ApplicationField => ({
    filter,
    protocol,
    kind,
    places,
    about: { en, 'zh-CN': zh },
    ...rest,
  });

const modbus = rowsOf('Modbus/TCP');
const functionCode = ({ bytes }: Message): number => (bytes[7] ?? 0) & 0x7f;
const ofBits = { when: (message: Message): boolean => [1, 2, 15].includes(functionCode(message)) };
const ofRegisters = { when: (message: Message): boolean => [3, 4, 16].includes(functionCode(message)) };
const modbusFields = [
  modbus('mbtcp.trans_id', 'number', ['Transaction Identifier'], 'Transaction identifier', '事务标识'),
  modbus('mbtcp.prot_id', 'number', ['Protocol Identifier'], 'Protocol identifier: 0', '协议标识：0'),
  modbus('mbtcp.len', 'number', ['Length'], 'Bytes that follow', '后续字节数'),
  modbus('mbtcp.unit_id', 'number', ['Unit Identifier'], 'Unit id', '单元标识符（站号）'),
  modbus(
    'modbus.func_code',
    'number',
    ['Function code', 'Error code'],
    'Function code, also of an exception',
    '功能码（异常应答也算）',
    {
      value: (raw) => raw & 0x7f,
      known: { ...functionNames, 43: 'Encapsulated Interface Transport' },
    },
  ),
  modbus('modbus.exception_code', 'number', ['Exception code'], 'Exception code', '异常码', {
    known: {
      1: 'Illegal Function',
      2: 'Illegal Data Address',
      3: 'Illegal Data Value',
      4: 'Server Device Failure',
      6: 'Server Device Busy',
      10: 'Gateway Path Unavailable',
      11: 'Gateway Target Device Failed to Respond',
    },
  }),
  modbus(
    'modbus.reference_num',
    'number',
    ['Starting Address', 'Output Address', 'Register Address', 'Reference Address'],
    'First address, counted from 0',
    '起始地址（从 0 起）',
  ),
  modbus('modbus.read_reference_num', 'number', ['Read Starting Address'], 'First address read', '读起始地址'),
  modbus('modbus.write_reference_num', 'number', ['Write Starting Address'], 'First address written', '写起始地址'),
  modbus('modbus.word_cnt', 'number', ['Quantity'], 'How many registers', '寄存器数量', ofRegisters),
  modbus('modbus.bit_cnt', 'number', ['Quantity'], 'How many bits', '位数量', ofBits),
  modbus('modbus.byte_cnt', 'number', ['Byte Count', 'Write Byte Count'], 'Bytes of data', '数据字节数'),
  modbus(
    'modbus.regval_uint16',
    'number',
    ['Register Value/*', 'Registers Value/*', 'Write Registers Value/*'],
    'A register’s value',
    '寄存器的值',
  ),
];

const s7 = rowsOf('S7comm');
const pdu = 'S7 Communication';
const s7Fields = [
  s7('tpkt.length', 'number', ['TPKT/Length'], 'Length of the packet', '报文长度'),
  s7('cotp.type', 'number', ['COTP/PDU Type'], 'Type of the TPDU', 'TPDU 类型', {
    value: (raw) => raw >> 4,
    known: { 13: 'CC Connect Confirm', 14: 'CR Connect Request', 15: 'DT Data' },
  }),
  s7('s7comm.header.rosctr', 'number', [`${pdu}/Header/ROSCTR`], 'Kind of PDU', 'PDU 类别', {
    known: { 1: 'Job', 2: 'Ack', 3: 'Ack_Data', 7: 'Userdata' },
  }),
  s7(
    's7comm.header.pduref',
    'number',
    [`${pdu}/Header/Protocol Data Unit Reference`],
    'Ties an answer to its job',
    '应答与作业的对应号',
  ),
  s7('s7comm.header.parlg', 'number', [`${pdu}/Header/Parameter length`], 'Length of the parameters', '参数长度'),
  s7('s7comm.header.datlg', 'number', [`${pdu}/Header/Data length`], 'Length of the data', '数据长度'),
  s7('s7comm.header.errcls', 'number', [`${pdu}/Header/Error class and code`], 'Error class', '错误类', {
    value: (raw) => raw >> 8,
  }),
  s7('s7comm.header.errcod', 'number', [`${pdu}/Header/Error class and code`], 'Error code', '错误码', {
    value: (raw) => raw & 255,
  }),
  s7('s7comm.param.func', 'number', [`${pdu}/Parameter/Function`], 'Function', '功能', {
    known: { 4: 'Read Var', 5: 'Write Var', 240: 'Setup communication' },
  }),
  s7('s7comm.param.itemcount', 'number', [`${pdu}/Parameter/Item count`], 'How many items', '变量项数量'),
  s7('s7comm.param.pdu_length', 'number', [`${pdu}/Parameter/PDU length`], 'Largest PDU', '最大 PDU 长度'),
  s7('s7comm.param.item.db', 'number', [`${pdu}/Parameter/Item/DB number`], 'Number of the data block', '数据块（DB）编号'),
  s7('s7comm.param.item.area', 'number', [`${pdu}/Parameter/Item/Area`], 'Area', '存储区', {
    known: { 129: 'Inputs (I)', 130: 'Outputs (Q)', 131: 'Flags (M)', 132: 'Data blocks (DB)' },
  }),
  s7('s7comm.param.item.length', 'number', [`${pdu}/Parameter/Item/Length`], 'How many elements', '元素数量'),
  s7('s7comm.param.item.address.byte', 'number', [`${pdu}/Parameter/Item/Address`], 'Byte address', '字节地址', {
    value: (raw) => raw >> 3,
  }),
  s7(
    's7comm.data.returncode',
    'number',
    [`${pdu}/Data/Item/Return code`, `${pdu}/Data/Item`],
    'What came of an item',
    '变量项的返回码',
    {
      known: { 255: 'Success', 5: 'Invalid address', 10: 'Object does not exist' },
    },
  ),
  s7('s7comm.param.userdata.subfunc', 'number', [`${pdu}/Parameter/Subfunction`], 'Subfunction', '子功能'),
];

const mqtt = rowsOf('MQTT');
const header = ['Packet Type and Flags'];
const publishes = { when: ({ bytes }: Message): boolean => bytes[0]! >> 4 === 3 };
const mqttFields = [
  mqtt('mqtt.msgtype', 'number', header, 'Type of the packet', '报文类型', {
    value: (raw) => raw >> 4,
    known: {
      1: 'CONNECT',
      2: 'CONNACK',
      3: 'PUBLISH',
      4: 'PUBACK',
      5: 'PUBREC',
      6: 'PUBREL',
      7: 'PUBCOMP',
      8: 'SUBSCRIBE',
      9: 'SUBACK',
      10: 'UNSUBSCRIBE',
      11: 'UNSUBACK',
      12: 'PINGREQ',
      13: 'PINGRESP',
      14: 'DISCONNECT',
      15: 'AUTH',
    },
  }),
  mqtt('mqtt.qos', 'number', header, 'Quality of service of a PUBLISH', '发布的服务质量', {
    ...publishes,
    value: (raw) => (raw >> 1) & 3,
  }),
  mqtt('mqtt.retain', 'flag', header, 'Retained message', '保留消息', { ...publishes, value: (raw) => raw & 1 }),
  mqtt('mqtt.dupflag', 'flag', header, 'Sent again', '重复发送', { ...publishes, value: (raw) => (raw >> 3) & 1 }),
  mqtt('mqtt.topic', 'text', ['Topic Name', 'Topic Filter'], 'Topic, or filter of topics', '主题或主题过滤器', { skip: 2 }),
  mqtt('mqtt.msg', 'bytes', ['Payload'], 'Payload', '有效载荷'),
  mqtt('mqtt.msgid', 'number', ['Packet Identifier'], 'Packet identifier', '报文标识符'),
  mqtt('mqtt.clientid', 'text', ['Client Identifier'], 'Client identifier', '客户端标识符', { skip: 2 }),
  mqtt('mqtt.username', 'text', ['User Name'], 'User name', '用户名', { skip: 2 }),
  mqtt('mqtt.willtopic', 'text', ['Will Topic'], 'Topic of the will', '遗嘱主题', { skip: 2 }),
  mqtt('mqtt.kalive', 'number', ['Keep Alive'], 'Keep alive, in seconds', '保活时间（秒）'),
  mqtt('mqtt.ver', 'number', ['Protocol Level'], 'Version', '协议版本', { known: { 4: '3.1.1', 5: '5.0' } }),
  mqtt('mqtt.conack.val', 'number', ['Return Code'], 'Answer to a connection, 3.1.1', '连接应答（3.1.1）'),
  mqtt('mqtt.connack.reason_code', 'number', ['Reason Code'], 'Answer to a connection, 5.0', '连接应答（5.0）', {
    when: ({ bytes }) => bytes[0]! >> 4 === 2,
  }),
];

const http = rowsOf('HTTP');
const httpFields = [
  http('http.request.method', 'text', ['Request Line/Method'], 'Method', '方法'),
  http('http.request.uri', 'text', ['Request Line/Request Target'], 'Path that is asked for', '请求路径'),
  http('http.response.code', 'number', ['Status Line/Status Code'], 'Status', '状态码'),
  http('http.file_data', 'text', ['Content'], 'Content', '内容'),
];

export const applicationFields: readonly ApplicationField[] = [...modbusFields, ...s7Fields, ...mqttFields, ...httpFields];

const byPlace = new Map<string, ApplicationField[]>();
for (const field of applicationFields)
  for (const place of field.places) {
    const key = `${field.protocol} ${place}`;
    byPlace.set(key, [...(byPlace.get(key) ?? []), field]);
  }

const itemNumber = / \[\d+\].*$/;
/** The place of a field below the place of the one that holds it. */
export const placeOf = (outer: string, { name }: Field): string => {
  const plain = name.replace(itemNumber, '');
  return outer === '' ? plain : `${outer}/${plain}`;
};

/** What the field at a place is called, in that message. */
export function filterFieldsAt(message: Message, place: string, outer: string): readonly ApplicationField[] {
  const found = byPlace.get(`${message.protocol} ${place}`) ?? byPlace.get(`${message.protocol} ${outer}/*`) ?? none;
  return found.some(({ when }) => when) ? found.filter(({ when }) => when === undefined || when(message)) : found;
}

const none: readonly ApplicationField[] = [];
const text = new TextDecoder('utf-8', { ignoreBOM: true });

/** All values of a field in a message. */
export function valuesIn(message: Message, wanted: ApplicationField): Value[] {
  const values: Value[] = [];
  if (message.protocol !== wanted.protocol) return values;
  const look = (fields: readonly Field[], outer: string): void => {
    for (const field of fields) {
      const place = placeOf(outer, field);
      // A leaf: of a group the values are inside.
      if (filterFieldsAt(message, place, outer).includes(wanted) && !field.fields) values.push(readValue(message, field, wanted));
      if (field.fields) look(field.fields, place);
    }
  };
  look(message.fields, '');
  return values;
}

function readValue({ bytes, protocol }: Message, field: Field, { kind, skip = 0, value }: ApplicationField): Value {
  const there = bytes.subarray(field.at + skip, field.at + field.length);
  if (kind === 'bytes') return there;
  if (kind === 'text') return text.decode(there);
  if (protocol === 'HTTP') return Number(field.value);
  let raw = 0;
  for (const byte of there.subarray(0, 6)) raw = raw * 256 + byte;
  return value ? value(raw) : raw;
}
