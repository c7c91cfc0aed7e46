import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Broker } from '#sandbox/protocols/mqtt/broker.ts';
import { Client } from '#sandbox/protocols/mqtt/client.ts';
import { decode, encode } from '#sandbox/protocols/mqtt/codec.ts';
import { mqttDissector } from '#sandbox/protocols/mqtt/dissector.ts';
import type { Level } from '#sandbox/protocols/mqtt/packet.ts';
import { rules } from '#sandbox/protocols/mqtt/rules.ts';
import { cut, noPartial } from '#sandbox/protocols/mqtt/stream.ts';
import { effort, patience } from '../../iec61131/fuzz/effort.ts';
import { anyPacket, packetOf } from './packets.ts';
import { text } from './talk.ts';

/** Bytes as numbers and without what is undefined, so that records can be compared. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, one) => (one?.type === 'Buffer' ? one.data : one instanceof Uint8Array ? [...one] : one)));

const fromHex = (words: string): Uint8Array => new Uint8Array(Buffer.from(words.replaceAll(' ', ''), 'hex'));

describe('packets', () => {
  it('are read as they were written, at either level', { timeout: patience }, () => {
    fc.assert(
      fc.property(anyPacket, ({ level, packet }) => {
        const bytes = encode(packet, level);
        expect(bytes).not.toBeNull();
        const read = decode(bytes ?? text(''), level);
        expect(plain(read.packet)).toEqual(plain(packet));
      }),
      effort(2000, 1),
    );
  });

  it('a stream may be cut anywhere', () => {
    fc.assert(
      fc.property(
        fc.array(packetOf[5], { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (packets, cuts) => {
          const all = packets.map((packet) => encode(packet, 5) ?? text(''));
          const stream = new Uint8Array(Buffer.concat(all));
          const partial = noPartial();
          const found: Uint8Array[] = [];
          for (let at = 0, turn = 0; at < stream.length; turn += 1) {
            const next = at + (cuts[turn % cuts.length] ?? 1);
            found.push(...cut(partial, stream.subarray(at, next), 100_000).packets);
            at = next;
          }
          expect(found.map((one) => Buffer.from(one).toString('hex'))).toEqual(
            all.map((one) => Buffer.from(one).toString('hex')),
          );
          expect(partial.length).toBe(0);
        },
      ),
      effort(300, 0.05),
    );
  });

  it('what cannot be written is not written wrongly', () => {
    const publish = { cmd: 'publish', payload: text(''), qos: 0, retain: false, dup: false, id: 0 } as const;
    expect(encode({ ...publish, topic: 'x'.repeat(65_536), properties: {} }, 5)).toBeNull();
    expect(encode({ ...publish, topic: 'x', properties: { userProperties: [['é'.repeat(40_000), 'v']] } }, 5)).toBeNull();
    expect(encode({ ...publish, topic: 'x', properties: { correlationData: new Uint8Array(65_536) } }, 5)).toBeNull();
  });
});

describe('what is wrong with a packet', () => {
  const cases: [string, Level, keyof typeof rules][] = [
    ['00 00', 5, 'type'],
    ['f0 00', 4, 'authBeforeFive'],
    ['c1 00', 5, 'flags'],
    ['80 06 0001 0001 61 00', 4, 'flags'],
    ['36 05 0001 61 0001', 4, 'qos'],
    ['38 03 0001 61', 4, 'dup'],
    ['c0 80 00', 5, 'variable'],
    ['30 03 0005 61', 4, 'short'],
    ['c0 01 00', 5, 'long'],
    ['40 03 0001 00', 4, 'long'],
    ['30 04 0002 c328', 4, 'utf8'],
    ['30 05 0003 eda080', 4, 'utf8'],
    ['30 03 0001 00', 4, 'utf8'],
    ['32 05 0001 61 0000', 4, 'id'],
    ['10 0d 0004 4d515458 04 02 0000 0001 61', 4, 'protocolName'],
    ['10 0d 0004 4d515454 07 02 0000 0001 61', 4, 'level'],
    ['10 0d 0004 4d515454 04 03 0000 0001 61', 4, 'connectFlags'],
    ['10 0d 0004 4d515454 04 22 0000 0001 61', 4, 'connectFlags'],
    ['20 02 02 00', 4, 'acknowledgeFlags'],
    ['82 06 0001 0001 61 03', 4, 'options'],
    ['82 06 0001 0001 61 04', 4, 'options'],
    ['82 02 0001', 4, 'nothing'],
    ['30 06 0001 61 02 7f 00', 5, 'unknownProperty'],
    ['30 09 0001 61 05 1100000001', 5, 'misplacedProperty'],
    ['30 08 0001 61 04 0100 0101', 5, 'repeatedProperty'],
    ['30 06 0001 61 02 0102', 5, 'propertyValue'],
    ['30 03 0001 2b', 4, 'topicName'],
  ];
  it.each(cases)('%s at level %i: %s', (words, level, rule) => {
    expect(decode(fromHex(words), level)).toEqual({ packet: null, code: rules[rule].code });
    const conversation = mqttDissector.conversation();
    if (level === 4) conversation.push('to-server', fromHex('10 0d 0004 4d515454 04 02 0000 0001 61'));
    const [message] = conversation.push('to-server', fromHex(words));
    expect(message?.state).toBe('malformed');
    expect(JSON.stringify(message?.fields)).toContain(rules[rule].en.replaceAll('"', '\\"'));
  });

  it('a remaining length that never ends', () => {
    expect(cut(noPartial(), fromHex('30 ffffffff'), 1000)).toMatchObject({ packets: [], fault: rules.lengthTooLong.code });
  });
});

/** Packets with bytes changed, put in, taken out, and plain noise. */
const noise = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc
    .tuple(
      fc.array(anyPacket, { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('set', 'insert', 'delete', 'length')), { maxLength: 4 }),
    )
    .map(([packets, changes]) => {
      const bytes = packets.flatMap(({ packet, level }) => [...(encode(packet, level) ?? [])]);
      for (const [where, value, how] of changes) {
        const at = where % Math.max(1, bytes.length);
        if (how === 'set') bytes[at] = value;
        else if (how === 'length' && bytes.length > 1) bytes[1] = value;
        else if (how === 'insert') bytes.splice(at, 0, value);
        else bytes.splice(at, 1);
      }
      return Uint8Array.from(bytes);
    }),
);

describe('no bytes make a broker, a client or the dissector throw, or keep more than their bounds', () => {
  const greeting = (level: Level): Uint8Array =>
    encode({ cmd: 'connect', level, clean: true, keepAlive: 0, clientId: 'x', properties: {} }, level) ?? text('');

  it(
    'a broker goes on serving others',
    () => {
      const broker = new Broker({ maximumPacketSize: 300, maxSessions: 20, maxRetained: 10, maxSubscriptions: 5, maxQueued: 5 });
      let connection = 0;
      let now = 0n;
      let answered = 0;
      fc.assert(
        fc.property(noise, fc.constantFrom<Level | null>(null, 4, 5), (bytes, level) => {
          connection += 1;
          now += 1_000_000n;
          broker.accepted(connection, 'x', now);
          if (level) broker.received(connection, greeting(level), now);
          broker.received(connection, bytes, now);
          if (broker.due !== null && broker.due <= now) broker.wake(now);
          answered += broker.drain().length;
          broker.closed(connection, 'reset', now);
          const { sessions, retained } = broker.counts;
          if (sessions > 20 || retained > 10 + 20) expect.fail(`${sessions} sessions, ${retained} retained`);
        }),
        effort(2000, 1),
      );
      expect(answered).toBeGreaterThan(500);
      connection += 1;
      broker.accepted(connection, 'x', now);
      broker.received(connection, greeting(5), now);
      expect(broker.drain()[0]).toMatchObject({ do: 'send', connection });
      expect(JSON.stringify(broker.save()).length).toBeLessThan(200_000);
    },
    patience,
  );

  it(
    'a client tries again',
    () => {
      fc.assert(
        fc.property(noise, fc.boolean(), fc.constantFrom<Level>(4, 5), (bytes, welcomed, level) => {
          const client = new Client({ host: 'h', clientId: 'a', level }, () => 0);
          client.start(0n);
          client.connected(-1, 0n);
          client.publish({ topic: 'a', payload: text('x'), qos: 2 }, 0n);
          if (welcomed)
            client.received(
              -1,
              encode({ cmd: 'connack', sessionPresent: false, code: 0, properties: {} }, level) ?? text(''),
              0n,
            );
          client.received(-1, bytes, 1n);
          client.take(1n);
          if (client.phase === 'waiting') {
            client.wake(client.due ?? 0n);
            expect(client.phase).toBe('opening');
          }
          expect(
            Client.restore({ host: 'h', clientId: 'a', level }, () => 0, JSON.parse(JSON.stringify(client.save()))),
          ).not.toBeNull();
        }),
        effort(2000, 1),
      );
    },
    patience,
  );

  it(
    'a dissector shows every byte where it lies',
    () => {
      fc.assert(
        fc.property(noise, fc.constantFrom<Level | null>(null, 4, 5), (bytes, level) => {
          const conversation = mqttDissector.conversation();
          if (level) conversation.push('to-server', greeting(level));
          for (const direction of ['to-server', 'to-client'] as const)
            for (const message of conversation.push(direction, bytes))
              for (const { at, length } of message.fields) {
                if (at < 0 || length < 0 || at + length > message.bytes.length)
                  expect.fail(`${at} + ${length} of ${message.bytes.length}`);
              }
        }),
        effort(2000, 1),
      );
    },
    patience,
  );
});
