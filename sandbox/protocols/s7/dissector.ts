/** S7comm as the Network pane shows it: TPKT, COTP, and the PDU inside. Answers are read with their requests in mind. */
import type { Conversation, Direction, Dissector, Field, Message } from '../dissection.ts';
import { joined, nothing } from './bytes.ts';
import { type ConnectTpdu, decodeTpdu, moduleOf } from './cotp.ts';
import { type Asked, type DissectedPdu, dissectPdu } from './dissect-pdu.ts';
import { maxTpktBytes, TpktReader, tpktHeaderBytes } from './tpkt.ts';

/** Requests that wait for their answers; the oldest is forgotten. */
const maxAwaited = 64;
const protocol = 'S7comm';

const hex = (value: number, digits = 2): string => `0x${value.toString(16).padStart(digits, '0')}`;

const noTpkt = {
  en: 'No TPKT: a packet begins with version 3 and a length from 7 on.',
  'zh-CN': '不是 TPKT：数据包应以版本 3 开头，长度至少为 7。',
};
const noTpdu = { en: 'No TPDU of class 0.', 'zh-CN': '不是 0 类传输协议的 TPDU。' };
const tooLong = { en: 'Fragments that never end.', 'zh-CN': '分片一直没有结束。' };

interface Side {
  reader: TpktReader;
  /** Fragments of a PDU so far, and how many. */
  assembled: Uint8Array;
  fragments: number;
  /** No TPKT was seen: what follows cannot be read. */
  lost: boolean;
}

class S7Conversation implements Conversation {
  readonly #sides: Record<Direction, Side> = { 'to-server': newSide(), 'to-client': newSide() };
  readonly #awaited = new Map<number, Asked>();

  push(direction: Direction, bytes: Uint8Array): Message[] {
    const side = this.#sides[direction];
    if (side.lost || bytes.length === 0) return [];
    const before = side.reader.rest;
    const { packets, broken } = side.reader.push(bytes);
    const messages = packets.map((packet) => this.#packet(direction, side, packet));
    if (broken) {
      side.lost = true;
      const taken = packets.reduce((sum, packet) => sum + packet.length, 0);
      const rest = joined([before, bytes]).slice(taken);
      const field: Field = { name: 'TPKT', value: '', at: 0, length: rest.length, wrong: noTpkt };
      messages.push({ protocol, direction, summary: 'No TPKT', bytes: rest, fields: [field], state: 'malformed' });
    }
    return messages;
  }

  #packet(direction: Direction, side: Side, bytes: Uint8Array): Message {
    const fields: Field[] = [
      {
        name: 'TPKT',
        value: `${bytes.length} bytes`,
        at: 0,
        length: tpktHeaderBytes,
        fields: [
          { name: 'Version', value: `${bytes[0]}`, at: 0, length: 1 },
          { name: 'Reserved', value: `${bytes[1]}`, at: 1, length: 1 },
          { name: 'Length', value: `${bytes.length}`, at: 2, length: 2 },
        ],
      },
    ];
    const message: Message = { protocol, direction, summary: '', bytes, fields, state: 'ok' };
    const tpdu = decodeTpdu(bytes.subarray(tpktHeaderBytes));
    const headLength = Math.min((bytes[tpktHeaderBytes] ?? 0) + 1, bytes.length - tpktHeaderBytes);
    const cotp: Field & { fields: Field[] } = { name: 'COTP', value: '', at: tpktHeaderBytes, length: headLength, fields: [] };
    fields.push(cotp);
    const add = (name: string, value: string, at: number, length: number): void => {
      cotp.fields.push({ name, value, at: tpktHeaderBytes + at, length });
    };
    if (tpdu === null) {
      cotp.wrong = noTpdu;
      return { ...message, summary: 'COTP: malformed', state: 'malformed' };
    }
    add('Length', `${headLength - 1}`, 0, 1);
    if (tpdu.kind === 'data') {
      cotp.value = 'DT Data';
      add('PDU Type', 'DT Data (0xf0)', 1, 1);
      add('Last data unit', tpdu.last ? 'Yes' : 'No', 2, 1);
      const summary = this.#data(direction, side, tpdu.data, tpdu.last, tpktHeaderBytes + 3, fields);
      return { ...message, ...summary, inChinese: inChinese(summary.summary) };
    }
    if ('called' in tpdu) {
      const request = tpdu.kind === 'connect-request';
      cotp.value = request ? 'CR Connect Request' : 'CC Connect Confirm';
      add('PDU Type', `${cotp.value} (${hex(bytes[5]!)})`, 1, 1);
      add('Destination reference', hex(tpdu.destination, 4), 2, 2);
      add('Source reference', hex(tpdu.source, 4), 4, 2);
      add('Class', `${tpdu.class}`, 6, 1);
      parameters(bytes, headLength, tpdu, add);
      const module = moduleOf(tpdu.called);
      return { ...message, summary: `${cotp.value}${module ? `: rack ${module.rack}, slot ${module.slot}` : ''}` };
    }
    const disconnect = tpdu.kind === 'disconnect-request';
    cotp.value = disconnect ? 'DR Disconnect Request' : 'ER TPDU Error';
    add('PDU Type', `${cotp.value} (${hex(bytes[5]!)})`, 1, 1);
    add('Destination reference', hex(tpdu.destination, 4), 2, 2);
    if (disconnect) add('Source reference', hex(tpdu.source, 4), 4, 2);
    const reason = disconnect ? (reasons[tpdu.reason] ?? hex(tpdu.reason)) : hex(tpdu.cause);
    add(disconnect ? 'Reason' : 'Cause', reason, disconnect ? 6 : 4, 1);
    return { ...message, summary: `${cotp.value}: ${reason}`, state: 'error' };
  }

  /** What the data of a DT says; its fields are added. */
  #data(
    direction: Direction,
    side: Side,
    data: Uint8Array,
    last: boolean,
    at: number,
    fields: Field[],
  ): Pick<Message, 'summary' | 'state'> {
    const field: Field = { name: 'S7 Communication', value: '', at, length: data.length };
    fields.push(field);
    if (side.fragments === 0 && last) {
      const pdu = this.#pdu(direction, data, at);
      field.fields = pdu.fields;
      field.value = pdu.summary;
      return { summary: pdu.summary, state: pdu.state };
    }
    side.assembled = joined([side.assembled, data]);
    side.fragments += 1;
    field.name = 'Fragment';
    field.value = `${side.fragments}, ${data.length} bytes`;
    if (side.assembled.length > maxTpktBytes) {
      field.wrong = tooLong;
      side.lost = true;
      return { summary: `Fragment ${side.fragments}`, state: 'malformed' };
    }
    if (!last) return { summary: `Fragment ${side.fragments}`, state: 'ok' };
    // The fields of a PDU in several packets have no place in the last of them: its summary has to do.
    const { summary, state } = this.#pdu(direction, side.assembled, at);
    side.assembled = nothing;
    side.fragments = 0;
    return { summary, state };
  }

  #pdu(direction: Direction, bytes: Uint8Array, at: number): DissectedPdu {
    const pdu = dissectPdu(bytes, at, direction, (reference) => this.#awaited.get(reference));
    if (pdu.asks) {
      this.#awaited.delete(pdu.reference);
      this.#awaited.set(pdu.reference, pdu.asks);
      const oldest = this.#awaited.keys().next();
      if (this.#awaited.size > maxAwaited && !oldest.done) this.#awaited.delete(oldest.value);
    } else if (direction === 'to-client') this.#awaited.delete(pdu.reference);
    return pdu;
  }
}

/** Functions and addresses keep their names; only the words between are of a language. */
const inChinese = (summary: string): string => summary.replace(/^Fragment\b/, '分片').replace(/ answer(?=$|:)/, ' 应答');

const newSide = (): Side => ({ reader: new TpktReader(), assembled: nothing, fragments: 0, lost: false });

const reasons: Readonly<Record<number, string>> = {
  0: 'Reason not specified',
  1: 'Congestion at TSAP',
  2: 'Session entity not attached to TSAP',
  3: 'Address unknown',
};

type Add = (name: string, value: string, at: number, length: number) => void;

function parameters(bytes: Uint8Array, headLength: number, tpdu: ConnectTpdu, add: Add): void {
  const selector = (of: Uint8Array): string => Array.from(of, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const module = moduleOf(tpdu.called);
  for (let at = 7; at + 1 < headLength; ) {
    const code = bytes[tpktHeaderBytes + at]!;
    const length = bytes[tpktHeaderBytes + at + 1]! + 2;
    const raw = selector(bytes.subarray(tpktHeaderBytes + at + 2, tpktHeaderBytes + at + length));
    if (code === 0xc0) add('TPDU size', `${2 ** (tpdu.sizeExponent ?? 7)}`, at, length);
    else if (code === 0xc1) add('Source TSAP', raw, at, length);
    else if (code === 0xc2)
      add('Destination TSAP', module ? `${raw} (rack ${module.rack}, slot ${module.slot})` : raw, at, length);
    else add(`Parameter ${hex(code)}`, raw, at, length);
    at += length;
  }
}

export const s7Dissector: Dissector = { protocol, ports: [102], conversation: () => new S7Conversation() };
