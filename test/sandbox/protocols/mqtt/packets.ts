/** Random packets of either level, as a client or a server may send them. */
import fc from 'fast-check';
import type { Level, Packet, Properties } from '#sandbox/protocols/mqtt/packet.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'é', '温', '😀', '\ufeff', ' '), maxLength: 12 });
const bytes = fc.uint8Array({ maxLength: 40 });
const id = fc.integer({ min: 1, max: 0xffff });
const four = fc.integer({ min: 0, max: 0xffff_ffff });
const two = fc.integer({ min: 1, max: 0xffff });
const users = fc.array(fc.tuple(fc.oneof(word, fc.constantFrom('__proto__', '1', 'toString')), word), {
  minLength: 1,
  maxLength: 5,
});
const qos = fc.constantFrom<0 | 1 | 2>(0, 1, 2);
const some = <T extends Record<string, fc.Arbitrary<unknown>>>(model: T): fc.Arbitrary<Properties> =>
  fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Properties>;

const message = {
  payloadFormatIndicator: fc.boolean(),
  messageExpiryInterval: four,
  contentType: word,
  responseTopic: word,
  correlationData: bytes,
  userProperties: users,
};
const reasons = some({ reasonString: word, userProperties: users });
const connectProperties = some({
  sessionExpiryInterval: four,
  receiveMaximum: two,
  maximumPacketSize: two,
  topicAliasMaximum: two,
  requestProblemInformation: fc.boolean(),
  userProperties: users,
});
const connackProperties = some({
  sessionExpiryInterval: four,
  receiveMaximum: two,
  maximumQoS: fc.constantFrom(0, 1),
  retainAvailable: fc.boolean(),
  maximumPacketSize: two,
  assignedClientIdentifier: word,
  serverKeepAlive: two,
  reasonString: word,
  sharedSubscriptionAvailable: fc.boolean(),
});

function five(level: Level): fc.Arbitrary<Packet> {
  const only = (properties: fc.Arbitrary<Properties>): fc.Arbitrary<Properties> => (level === 5 ? properties : fc.constant({}));
  const code = (...codes: number[]): fc.Arbitrary<number> => (level === 5 ? fc.constantFrom(0, ...codes) : fc.constant(0));
  const will = fc.record({
    topic: fc.constant('w'),
    payload: bytes,
    qos,
    retain: fc.boolean(),
    properties: only(some({ ...message, willDelayInterval: four })),
  });
  const asked = fc.record({
    filter: word.map((text) => `f${text}`),
    qos,
    noLocal: level === 5 ? fc.boolean() : fc.constant(false),
    retainAsPublished: level === 5 ? fc.boolean() : fc.constant(false),
    retainHandling: level === 5 ? fc.nat(2) : fc.constant(0),
  });
  const connect = fc.record({
    cmd: fc.constant('connect' as const),
    level: fc.constant(level),
    clean: fc.boolean(),
    keepAlive: fc.nat(0xffff),
    clientId: word.map((text) => `c${text}`),
    username: word,
    password: bytes,
    will: fc.option(will, { nil: undefined }),
    properties: only(connectProperties),
  });
  const publish = fc
    .record({
      topic: word.map((text) => `t${text}`),
      payload: bytes,
      qos,
      retain: fc.boolean(),
      dup: fc.boolean(),
      id,
      properties: only(
        some({
          ...message,
          topicAlias: two,
          subscriptionIdentifier: fc.array(fc.integer({ min: 1, max: 268_435_455 }), { minLength: 1, maxLength: 3 }),
        }),
      ),
    })
    .map((one): Packet => ({ cmd: 'publish', ...one, dup: one.qos > 0 && one.dup, id: one.qos > 0 ? one.id : 0 }));
  return fc.oneof(
    connect,
    fc.record({
      cmd: fc.constant('connack' as const),
      sessionPresent: fc.boolean(),
      code: fc.constantFrom(0, 0x84, 0x85, 0x86, 0x87),
      properties: only(connackProperties),
    }),
    publish,
    fc.record({
      cmd: fc.constantFrom('puback' as const, 'pubrec' as const),
      id,
      code: code(0x10, 0x87, 0x97),
      properties: only(reasons),
    }),
    fc.record({ cmd: fc.constantFrom('pubrel' as const, 'pubcomp' as const), id, code: code(0x92), properties: only(reasons) }),
    fc.record({
      cmd: fc.constant('subscribe' as const),
      id,
      subscriptions: fc.array(asked, { minLength: 1, maxLength: 4 }),
      properties: only(
        some({ subscriptionIdentifier: fc.tuple(fc.integer({ min: 1, max: 268_435_455 })), userProperties: users }),
      ),
    }),
    fc.record({
      cmd: fc.constant('suback' as const),
      id,
      codes: fc.array(fc.constantFrom(0, 1, 2, 0x80), { minLength: 1, maxLength: 4 }),
      properties: only(reasons),
    }),
    fc.record({
      cmd: fc.constant('unsubscribe' as const),
      id,
      filters: fc.array(
        word.map((text) => `f${text}`),
        { minLength: 1, maxLength: 4 },
      ),
      properties: only(some({ userProperties: users })),
    }),
    fc.record({
      cmd: fc.constant('unsuback' as const),
      id,
      codes: fc.array(fc.constantFrom(0, 0x11, 0x8f), level === 5 ? { minLength: 1, maxLength: 4 } : { maxLength: 0 }),
      properties: only(reasons),
    }),
    fc.constantFrom({ cmd: 'pingreq' } as const, { cmd: 'pingresp' } as const),
    fc.record({ cmd: fc.constant('disconnect' as const), code: code(4, 0x81, 0x8e), properties: only(reasons) }),
    ...(level === 5
      ? [fc.record({ cmd: fc.constant('auth' as const), code: fc.constantFrom(0, 0x18, 0x19), properties: reasons })]
      : []),
  );
}

export const packetOf: Record<Level, fc.Arbitrary<Packet>> = { 4: five(4), 5: five(5) };
export const anyPacket: fc.Arbitrary<{ level: Level; packet: Packet }> = fc
  .constantFrom<Level>(4, 5)
  .chain((level) => packetOf[level].map((packet) => ({ level, packet })));
