/** The records of a broker. */
import { z } from 'zod';
import { ids, keyed, level, message, ns, packetId, pairs, partial, qos, seconds } from './state.ts';

const subscription = z.strictObject({
  /** With `$share/GROUP/` before it, if it is shared. */
  filter: z.string(),
  qos,
  noLocal: z.boolean(),
  retainAsPublished: z.boolean(),
  identifier: z.int().nullable(),
});
export type Subscription = z.output<typeof subscription>;

const delivery = z.strictObject({ message, qos, retain: z.boolean(), identifiers: z.array(z.int()) });
export type Delivery = z.output<typeof delivery>;

const inFlight = z.strictObject({
  id: packetId,
  delivery,
  /** QoS 2: PUBREC has come, PUBREL is out. */
  released: z.boolean(),
  /** On the connection that there is now. */
  sent: z.boolean(),
});
export type InFlight = z.output<typeof inFlight>;

const session = z.strictObject({
  /** The client identifier. */
  id: z.string(),
  /** In the order of their beginning: what is done for several sessions is done in this order. */
  number: z.int(),
  user: z.string().nullable(),
  connection: z.int().nullable(),
  /** Seconds that it outlives its connection; 0xFFFFFFFF: for ever. */
  expiryS: seconds,
  endsNs: ns.nullable(),
  subscriptions: keyed(subscription, ({ filter }) => filter),
  queue: z.array(delivery),
  queueBytes: z.int(),
  inFlight: keyed(inFlight, ({ id }) => id),
  /** QoS 2 messages that have been taken and not yet released by their sender. */
  incoming: ids,
  lastId: z.int(),
  will: z.strictObject({ message, lifetimeS: seconds.nullable(), delayS: seconds }).nullable(),
  willDueNs: ns.nullable(),
  /** Messages that it did not get because its queue was full. */
  dropped: z.int(),
});
export type Session = z.output<typeof session>;

const link = z.strictObject({
  connection: z.int(),
  from: z.string(),
  partial,
  /** `null` before CONNECT. */
  level: level.nullable(),
  session: z.string().nullable(),
  /** When it is ended unless something comes. */
  deadlineNs: ns.nullable(),
  /** One and a half times what the client keeps; 0: for ever. */
  keepAliveNs: ns,
  receiveMaximum: z.int(),
  maximumPacketSize: z.number(),
  problemInformation: z.boolean(),
  aliasMaximum: z.int(),
  aliasesIn: pairs(z.int(), z.string()),
  aliasesOut: pairs(z.string(), z.int()),
});
export type Link = z.output<typeof link>;

const counters = z.strictObject({
  received: z.int(),
  sent: z.int(),
  /** Full queues. */
  dropped: z.int(),
  expired: z.int(),
  /** Larger than its receiver takes. */
  tooLarge: z.int(),
  /** By the access list. */
  refused: z.int(),
});
export type Counters = z.output<typeof counters>;

export const brokerState = z.strictObject({
  sessions: keyed(session, ({ id }) => id),
  links: keyed(link, ({ connection }) => connection),
  retained: keyed(message, ({ topic }) => topic),
  /** Whose turn it is in each shared subscription. */
  turns: pairs(z.string(), z.int()),
  sessionsMade: z.int(),
  counters,
  startedNs: ns.nullable(),
  statusNs: ns.nullable(),
});
export type BrokerState = z.output<typeof brokerState>;

export const noBrokerState = (): BrokerState => ({
  sessions: new Map(),
  links: new Map(),
  retained: new Map(),
  turns: new Map(),
  sessionsMade: 0,
  counters: { received: 0, sent: 0, dropped: 0, expired: 0, tooLarge: 0, refused: 0 },
  startedNs: null,
  statusNs: null,
});
