import { describe, expect, it } from 'vitest';
import type { Field, Message } from '#sandbox/protocols/dissection.ts';
import { encodeRead, encodeWrite } from '#sandbox/protocols/s7/codec.ts';
import { encodeData } from '#sandbox/protocols/s7/cotp.ts';
import { s7Dissector } from '#sandbox/protocols/s7/dissector.ts';
import type { Item } from '#sandbox/protocols/s7/items.ts';
import { S7Server } from '#sandbox/protocols/s7/server.ts';
import { encodeUserData, requestOf } from '#sandbox/protocols/s7/userdata.ts';
import { hex, press, text } from './press.ts';

const hello = hex('03 00 00 16 11 e0 00 00 00 01 00 c0 01 0a c1 02 01 00 c2 02 01 02');
const setup = hex('03 00 00 19 02 f0 80 32 01 00 00 00 00 00 08 00 00 f0 00 00 01 00 01 01 e0');
const real: Item = { area: 'DB', db: 1, byte: 8, bit: 0, size: 'REAL', count: 1 };
const bit: Item = { area: 'M', db: 0, byte: 1, bit: 3, size: 'BIT', count: 1 };
const gone: Item = { area: 'DB', db: 9, byte: 0, bit: 0, size: 'BYTE', count: 4 };

/** What is shown of a conversation with the press. */
function shown(...questions: Uint8Array[]): Message[] {
  const server = new S7Server(press());
  server.accepted(1, 'x', 0n);
  const conversation = s7Dissector.conversation();
  return questions.flatMap((bytes) => {
    server.received(1, bytes, 0n);
    const answers = server.drain().flatMap((effect) => (effect.do === 'send' ? [effect.bytes] : []));
    return [...conversation.push('to-server', bytes), ...answers.flatMap((answer) => conversation.push('to-client', answer))];
  });
}

/** A field by its path of names. */
function field(message: Message, ...path: string[]): Field {
  const found = path.reduce<{ fields?: Field[] } | undefined>(
    (among, name) => among?.fields?.find((one) => one.name === name),
    message,
  );
  if (!found) throw new Error(`${path.join(' / ')} is not there`);
  return found as Field;
}

describe('the dissector', () => {
  it('tells who calls whom', () => {
    const [request, confirm, asks, answers] = shown(hello, setup);
    expect(request?.summary).toBe('CR Connect Request: rack 0, slot 2');
    expect(confirm?.summary).toBe('CC Connect Confirm: rack 0, slot 2');
    expect(field(request!, 'COTP', 'TPDU size')).toMatchObject({ value: '1024', at: 11, length: 3 });
    expect(asks?.summary).toBe('Setup communication');
    expect(field(answers!, 'S7 Communication', 'Parameter', 'PDU length')).toMatchObject({ value: '480', at: 25, length: 2 });
  });

  it('names in an answer what its request asked for', () => {
    const [, , , , asks, answers] = shown(hello, setup, encodeData(encodeRead(5, [real, bit]), 10));
    expect(asks?.summary).toBe('Read Var: DB1,REAL8; M1.3');
    expect(answers?.summary).toBe('Read Var answer: DB1,REAL8; M1.3');
    expect(field(answers!, 'S7 Communication', 'Data', 'Item [1]', 'Data')).toMatchObject({ at: 25, length: 4 });
    expect(field(answers!, 'S7 Communication', 'Data', 'Item [1]', 'Data').value).toMatch(/^08 09 0a 0b = 4\.1/);
    expect(answers?.state).toBe('ok');
  });

  it('shows what was refused as an error, and says why', () => {
    const [, , , , , read, , write] = shown(
      hello,
      setup,
      encodeData(encodeRead(5, [bit, gone]), 10),
      encodeData(encodeWrite(6, [gone], [{ code: 0, dataSize: 4, bytes: hex('01 02 03 04') }]), 10),
    );
    expect(read).toMatchObject({
      state: 'error',
      summary: 'Read Var answer: M1.3; DB9.DBB0.4: Object does not exist (0x0a)',
    });
    expect(write).toMatchObject({ state: 'error', summary: 'Write Var answer: DB9.DBB0.4: Object does not exist (0x0a)' });
    const [asked, answered] = shown(hello, setup, encodeData(encodeUserData(1, requestOf(4, 1, hex('0bad 0000'))), 10)).slice(4);
    expect(asked?.summary).toBe('Read SZL: 0x0bad, index 0x0000');
    expect(answered?.summary).toBe('Read SZL answer: 0x0bad, index 0x0000: Information function unavailable (0xd401)');
  });

  it('puts every field within its message', () => {
    for (const message of shown(hello, setup, encodeData(encodeRead(5, [real, bit]), 10))) {
      const visit = (one: Field): void => {
        expect(one.at + one.length).toBeLessThanOrEqual(message.bytes.length);
        one.fields?.forEach(visit);
      };
      message.fields.forEach(visit);
    }
  });

  it('reads a conversation that is cut anywhere, and PDUs in fragments', () => {
    const conversation = s7Dissector.conversation();
    const pieces = encodeData(
      encodeRead(
        5,
        Array.from({ length: 12 }, () => real),
      ),
      7,
    );
    const messages = [...hello, ...pieces].flatMap((byte) => conversation.push('to-server', Uint8Array.of(byte)));
    expect(messages.map(({ summary }) => summary.slice(0, 25))).toEqual([
      'CR Connect Request: rack ',
      'Fragment 1',
      'Read Var: DB1,REAL8; DB1,',
    ]);
  });

  it('says what is wrong with bytes that are none', () => {
    const conversation = s7Dissector.conversation();
    const [web] = conversation.push('to-server', hex('47 45 54 20 2f'));
    expect(web).toMatchObject({
      state: 'malformed',
      summary: 'No TPKT',
      fields: [{ wrong: { en: expect.stringContaining('version 3') } }],
    });
    expect(text(web!.bytes)).toBe('47 45 54 20 2f');
    expect(conversation.push('to-server', hello)).toEqual([]);
    const [short] = s7Dissector.conversation().push('to-server', hex('03 00 00 13 02 f0 80 32 01 00 00 00 05 00 0e 00 00 04 01'));
    expect(short).toMatchObject({ state: 'malformed' });
    expect(field(short!, 'S7 Communication', 'Header').wrong?.['zh-CN']).toContain('长度');
  });
});
