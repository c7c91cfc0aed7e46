/** Cyclic I/O for the Network pane; each push is one datagram. Runs in the browser. */
import type { Conversation, Direction, Dissector, Field, Message } from '../dissection.ts';
import { decodeFrame, decodeValue, headerBytes, isNewer, kinds, valueBytes } from './codec.ts';

const protocol = 'Cyclic I/O';

/** Datagrams: the ports are of UDP. */
export const cyclicDissector: Dissector = { protocol, ports: [2222], conversation: () => new CyclicConversation() };

class CyclicConversation implements Conversation {
  readonly #last: Record<Direction, number | null> = { 'to-server': null, 'to-client': null };

  push(direction: Direction, datagram: Uint8Array): Message[] {
    const bytes = datagram.slice();
    const frame = decodeFrame(bytes);
    if (!frame)
      return [{ protocol, direction, summary: 'not a cyclic frame', bytes, fields: [strange(bytes)], state: 'malformed' }];
    const last = this.#last[direction];
    const late = last !== null && !isNewer(frame.sequence, last);
    if (!late) this.#last[direction] = frame.sequence;
    const gap = last === null || late ? 0 : ((frame.sequence - last) >>> 0) - 1;
    const note = late ? ', late or twice' : gap > 0 ? `, ${gap} missing before it` : '';
    const summary = `number ${frame.sequence}, ${frame.values.length} values${note}`;
    const noteInChinese = late ? '，迟到或重复' : gap > 0 ? `，之前缺 ${gap} 帧` : '';
    const inChinese = `序号 ${frame.sequence}，${frame.values.length} 个值${noteInChinese}`;
    return [
      {
        protocol,
        direction,
        summary,
        inChinese,
        bytes,
        fields: fieldsOf(bytes, late ? lateFrame : null),
        state: late ? 'error' : 'ok',
      },
    ];
  }
}

const kindNames: Readonly<Record<number, string>> = { [kinds.bool]: 'BOOL', [kinds.integer]: 'integer', [kinds.real]: 'double' };

function fieldsOf(bytes: Uint8Array, wrong: Field['wrong'] | null): Field[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sequence: Field = { name: 'Sequence Number', value: String(view.getUint32(4, true)), at: 4, length: 4 };
  const fields: Field[] = [
    { name: 'Marker', value: '"MW"', at: 0, length: 2 },
    { name: 'Version', value: String(bytes[2]), at: 2, length: 1 },
    { name: 'Count', value: String(bytes[3]), at: 3, length: 1 },
    wrong ? { ...sequence, wrong } : sequence,
  ];
  for (let at = headerBytes, index = 0; at < bytes.length; at += valueBytes, index += 1) {
    const value = String(decodeValue(view, at));
    const kind = kindNames[bytes[at] ?? 0] ?? '';
    fields.push({
      name: `Value ${index}`,
      value,
      at,
      length: valueBytes,
      fields: [
        { name: 'Kind', value: `${bytes[at]} (${kind})`, at, length: 1 },
        { name: 'Value', value, at: at + 1, length: valueBytes - 1 },
      ],
    });
  }
  return fields;
}

const strange = (bytes: Uint8Array): Field => ({
  name: 'Data',
  value: `${bytes.length} bytes`,
  at: 0,
  length: bytes.length,
  wrong: {
    en: 'A frame begins with "MW" and version 1, and is 8 bytes long and 9 more for each value.',
    'zh-CN': '帧以“MW”和版本 1 开头，长 8 个字节，每个值再加 9 个字节。',
  },
});

const lateFrame = {
  en: 'A frame with this number or a later one was here before: the listener drops it.',
  'zh-CN': '此序号或更新的帧已经到达过：接收方会丢弃它。',
};
