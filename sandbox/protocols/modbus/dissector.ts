/** Modbus TCP for the Network pane. Answers are read with their requests in mind, so that registers have names. Runs in the browser. */
import type { Conversation, Direction, Dissector, Message } from '../dissection.ts';
import { isException } from './answers.ts';
import { dissectAnswer, dissectRequest } from './dissect-pdu.ts';
import { FieldReader, hexWord } from './fields.ts';
import { encodeFrame, type Frame, FrameReader, headerBytes } from './mbap.ts';
import type { LocalizedText, Request } from './messages.ts';
import { decodeRequest } from './requests.ts';

const protocol = 'Modbus/TCP';
/** Requests that wait for their answers; older ones are forgotten. */
const maxOpen = 256;

export const modbusDissector: Dissector = { protocol, ports: [502], conversation: () => new ModbusConversation() };

class ModbusConversation implements Conversation {
  readonly #readers = { 'to-server': new FrameReader(), 'to-client': new FrameReader() };
  /** By transaction id, the oldest first; `null`: a request that could not be read. */
  readonly #open = new Map<number, { unit: number; request: Request | null }>();

  push(direction: Direction, bytes: Uint8Array): Message[] {
    const reader = this.#readers[direction];
    const before = reader.rest;
    const { frames, broken } = reader.push(bytes);
    const messages = frames.map((frame) => (direction === 'to-server' ? this.#request(frame) : this.#answer(frame)));
    if (!broken) return messages;
    const stream = before.length === 0 ? bytes : Uint8Array.from([...before, ...bytes]);
    const read = messages.reduce((sum, message) => sum + message.bytes.length, 0);
    return [...messages, noModbus(direction, stream.slice(read))];
  }

  #request(frame: Frame): Message {
    const { bytes, reader } = header(frame);
    const request = decodeRequest(frame.pdu);
    this.#open.delete(frame.transaction);
    this.#open.set(frame.transaction, { unit: frame.unit, request: isException(request) ? null : request });
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= maxOpen) break;
      this.#open.delete(oldest);
    }
    const { summary, inChinese, state } = dissectRequest(reader, frame.pdu);
    return {
      protocol,
      direction: 'to-server',
      summary: `unit ${frame.unit}: ${summary}`,
      inChinese: `站号 ${frame.unit}：${inChinese}`,
      bytes,
      fields: reader.fields,
      state,
    };
  }

  #answer(frame: Frame): Message {
    const asked = this.#open.get(frame.transaction);
    this.#open.delete(frame.transaction);
    const { bytes, reader } = header(frame);
    const wrongUnit = asked !== undefined && asked.unit !== frame.unit;
    if (!asked) reader.blame(noRequest, 'Transaction Identifier');
    if (wrongUnit) reader.blame(otherUnit(asked.unit), 'Unit Identifier');
    const { summary, inChinese, state } = dissectAnswer(reader, frame.pdu, asked?.request ?? null);
    const note = asked ? '' : ' (answers no request seen here)';
    return {
      protocol,
      direction: 'to-client',
      summary: `unit ${frame.unit}: ${summary}${note}`,
      inChinese: `站号 ${frame.unit}：${inChinese}${asked ? '' : '（没有见到对应的请求）'}`,
      bytes,
      fields: reader.fields,
      state: state === 'ok' && (!asked || wrongUnit) ? 'error' : state,
    };
  }
}

function header(frame: Frame): { bytes: Uint8Array; reader: FieldReader } {
  const bytes = encodeFrame(frame);
  const reader = new FieldReader(bytes, 0);
  reader.word('Transaction Identifier', (value) => `${value} (${hexWord(value)})`);
  reader.word('Protocol Identifier');
  reader.word('Length');
  reader.byte('Unit Identifier');
  return { bytes, reader };
}

function noModbus(direction: Direction, bytes: Uint8Array): Message {
  const reader = new FieldReader(bytes, 0);
  if (bytes.length >= headerBytes - 1) {
    reader.word('Transaction Identifier');
    if (reader.word('Protocol Identifier') !== 0) reader.blame(otherProtocol);
    else {
      reader.word('Length');
      reader.blame(impossibleLength);
    }
  }
  reader.rest();
  if (reader.fields.length === 1) reader.blame(otherProtocol);
  return {
    protocol,
    direction,
    summary: 'not Modbus/TCP',
    inChinese: '不是 Modbus/TCP',
    bytes,
    fields: reader.fields,
    state: 'malformed',
  };
}

const noRequest: LocalizedText = {
  en: 'No request with this transaction id is waiting: the answer is late, or not for us.',
  'zh-CN': '没有等待中的请求使用此事务号：应答来迟了，或不是给本方的。',
};

const otherUnit = (unit: number): LocalizedText => ({
  en: `The request was to unit ${unit}.`,
  'zh-CN': `请求发给的是单元 ${unit}。`,
});

const otherProtocol: LocalizedText = {
  en: 'The protocol identifier of Modbus is 0. Something else speaks on this port.',
  'zh-CN': 'Modbus 的协议标识为 0。这个端口上说话的是别的协议。',
};

const impossibleLength: LocalizedText = {
  en: 'A length is 2 to 254: the unit identifier, the function code and at most 252 bytes more.',
  'zh-CN': '长度应为 2 到 254：单元标识、功能码，以及最多 252 个字节的数据。',
};
