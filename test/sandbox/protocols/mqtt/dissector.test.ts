import { describe, expect, it } from 'vitest';
import type { Field, Message } from '#sandbox/protocols/dissection.ts';
import { encode } from '#sandbox/protocols/mqtt/codec.ts';
import { mqttDissector } from '#sandbox/protocols/mqtt/dissector.ts';
import type { Level, Packet } from '#sandbox/protocols/mqtt/packet.ts';
import { text } from './talk.ts';

function dissect(level: Level, ...packets: Packet[]): Message[] {
  const conversation = mqttDissector.conversation();
  return packets.flatMap((packet) => {
    const toClient = ['connack', 'suback', 'unsuback', 'pingresp', 'puback'].includes(packet.cmd);
    return conversation.push(toClient ? 'to-client' : 'to-server', encode(packet, level) ?? text(''));
  });
}

const connect = (level: Level): Packet => {
  return {
    cmd: 'connect',
    level,
    clean: true,
    keepAlive: 60,
    clientId: 'meter-1',
    username: 'ann',
    password: text('secret'),
    properties: {},
  };
};
const publish: Packet = {
  cmd: 'publish',
  topic: 'a/b',
  payload: text('21.5'),
  qos: 1,
  retain: true,
  dup: false,
  id: 9,
  properties: {},
};
const find = (fields: Field[], name: string): Field | undefined =>
  fields.flatMap((field) => [field, ...(field.fields ?? [])]).find((field) => field.name === name);

describe('the Network pane reads MQTT', () => {
  it('one line says what a packet says and about what', () => {
    const subscriptions = [{ filter: 'a/#', qos: 1, noLocal: false, retainAsPublished: false, retainHandling: 0 } as const];
    const summaries = dissect(
      4,
      connect(4),
      { cmd: 'connack', sessionPresent: false, code: 0, properties: {} },
      { cmd: 'subscribe', id: 2, subscriptions, properties: {} },
      { cmd: 'suback', id: 2, codes: [1, 0x80], properties: {} },
      publish,
      { cmd: 'puback', id: 9, code: 0, properties: {} },
      { cmd: 'disconnect', code: 0, properties: {} },
    ).map(({ summary, state }) => `${state}: ${summary}`);
    expect(summaries).toEqual([
      'ok: CONNECT "meter-1", MQTT 3.1.1, clean, keep alive 60 s',
      'ok: CONNACK: Connection Accepted',
      'ok: SUBSCRIBE 2 "a/#"',
      'error: SUBACK 2: Granted QoS 1, Failure',
      'ok: PUBLISH 9 "a/b", QoS 1, retained, 4 bytes',
      'ok: PUBACK 9',
      'ok: DISCONNECT',
    ]);
  });

  it('a refusal is an error, in the words of its version', () => {
    const refused: Packet = { cmd: 'connack', sessionPresent: false, code: 0x86, properties: {} };
    expect(dissect(4, connect(4), refused)[1]).toMatchObject({
      state: 'error',
      summary: 'CONNACK: Refused, bad user name or password',
    });
    expect(dissect(5, connect(5), refused)[1]).toMatchObject({ state: 'error', summary: 'CONNACK: Bad User Name or Password' });
  });

  it('properties are fields with their places; a password is not shown', () => {
    const properties = {
      messageExpiryInterval: 30,
      userProperties: [['unit', 'm³']] as [string, string][],
      correlationData: Uint8Array.of(0, 255),
    };
    const [hello, message] = dissect(5, connect(5), { ...publish, properties } as Packet);
    expect(find(hello?.fields ?? [], 'Password')?.value).toBe('•••');
    expect(JSON.stringify(hello?.fields)).not.toContain('secret');
    expect(find(message?.fields ?? [], 'Message Expiry Interval')).toMatchObject({ value: '30', length: 5 });
    expect(find(message?.fields ?? [], 'User Property')?.value).toBe('"unit" = "m³"');
    expect(find(message?.fields ?? [], 'Correlation Data')?.value).toBe('00 ff');
    const payload = find(message?.fields ?? [], 'Payload');
    expect(payload?.value).toBe('21.5');
    expect([...(message?.bytes.subarray(payload?.at) ?? [])]).toEqual([...text('21.5')]);
  });

  it('a topic alias is read as the topic that it stands for', () => {
    const first = { ...publish, properties: { topicAlias: 3 } } as Packet;
    const [, , second] = dissect(5, connect(5), first, { ...first, topic: '', id: 10 } as Packet);
    expect(second?.summary).toBe('PUBLISH 10 "a/b", QoS 1, retained, 4 bytes');
  });

  it('what is no MQTT is said once, and the rest is left alone', () => {
    const conversation = mqttDissector.conversation();
    const noise = Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff, 1);
    expect(conversation.push('to-server', noise.subarray(0, 2))).toEqual([]);
    expect(conversation.push('to-server', noise.subarray(2))).toMatchObject([
      { summary: 'Not MQTT', state: 'malformed', bytes: noise },
    ]);
    expect(conversation.push('to-server', noise)).toEqual([]);
  });
});
