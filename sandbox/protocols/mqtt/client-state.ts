/** The records of a client, and what it hands to its owner. */
import { z } from 'zod';
import { bytes, ids, keyed, messageProperties, ns, packetId, pairs, partial, qos } from './state.ts';

const outgoing = z.strictObject({
  /** By which its owner is told what became of it. */
  ticket: z.int(),
  topic: z.string(),
  payload: bytes,
  qos,
  retain: z.boolean(),
  properties: messageProperties.extend({ messageExpiryInterval: z.int().optional() }),
});
export type Outgoing = z.output<typeof outgoing>;

const flight = z.strictObject({
  id: packetId,
  message: outgoing,
  /** QoS 2: PUBREC has come. */
  released: z.boolean(),
  /** On the connection that there is now. */
  sent: z.boolean(),
  /** On an earlier connection of the same session. */
  again: z.boolean(),
});
export type Flight = z.output<typeof flight>;

const wanted = z.strictObject({
  filter: z.string(),
  qos,
  noLocal: z.boolean(),
  retainAsPublished: z.boolean(),
  retainHandling: z.int().min(0).max(2),
  identifier: z.int().nullable(),
  granted: z.boolean(),
});
export type Wanted = z.output<typeof wanted>;

/** A SUBSCRIBE or UNSUBSCRIBE that is not answered. */
const request = z.strictObject({
  id: packetId,
  kind: z.enum(['subscribe', 'unsubscribe']),
  /** `null`: the client's own, to have again what it had. */
  ticket: z.int().nullable(),
  filters: z.array(z.string()),
  sent: z.boolean(),
});
export type Request = z.output<typeof request>;

const received = z.strictObject({
  topic: z.string(),
  payload: bytes,
  qos,
  retain: z.boolean(),
  dup: z.boolean(),
  properties: messageProperties.extend({
    messageExpiryInterval: z.int().optional(),
    subscriptionIdentifier: z.array(z.int()).optional(),
  }),
  /** What is owed when it is taken, and on which connection. */
  owes: z.strictObject({ connection: z.int(), id: packetId }).nullable(),
});
export type Received = z.output<typeof received>;

const notice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('connected'), sessionPresent: z.boolean() }),
  /** CONNACK said no; it is tried again. */
  z.strictObject({ kind: z.literal('refused'), code: z.int() }),
  /** `code`: the reason, if one was given by either side. */
  z.strictObject({ kind: z.literal('disconnected'), why: z.string(), code: z.int().nullable() }),
  /** Acknowledged, or, with QoS 0, sent; a code from 0x80: refused. */
  z.strictObject({ kind: z.literal('published'), ticket: z.int(), code: z.int() }),
  z.strictObject({
    kind: z.literal('subscribed'),
    ticket: z.int().nullable(),
    filters: z.array(z.string()),
    codes: z.array(z.int()),
  }),
  z.strictObject({ kind: z.literal('unsubscribed'), ticket: z.int(), filters: z.array(z.string()), codes: z.array(z.int()) }),
]);
export type Notice = z.output<typeof notice>;

const server = z.strictObject({
  receiveMaximum: z.int(),
  maximumQoS: z.int(),
  retainAvailable: z.boolean(),
  maximumPacketSize: z.number(),
  topicAliases: z.int(),
  keepAliveS: z.int(),
});

export const clientState = z.strictObject({
  phase: z.enum(['stopped', 'waiting', 'opening', 'greeting', 'open']),
  /** The end of the wait, or of its patience with the server. */
  untilNs: ns.nullable(),
  /** Of the connection there is; 0: none. */
  connection: z.int(),
  lastConnection: z.int(),
  /** In a row that failed. */
  attempts: z.int(),
  clientId: z.string(),
  /**
   * What the server may remember of this client: a session of its own; not known yet; that of an earlier life, which it is about to give up.
   */
  session: z.enum(['own', 'unknown', 'foreign']),
  partial,
  server,
  heardNs: ns,
  saidNs: ns,
  pingNs: ns.nullable(),
  aliasesIn: pairs(z.int(), z.string()),
  aliasesOut: pairs(z.string(), z.int()),
  queue: z.array(outgoing),
  queueBytes: z.int(),
  inFlight: keyed(flight, ({ id }) => id),
  /** QoS 2 messages of the server's that it has not yet released. */
  incoming: ids,
  wanted: keyed(wanted, ({ filter }) => filter),
  requests: keyed(request, ({ id }) => id),
  lastId: z.int(),
  lastTicket: z.int(),
  received: z.array(received),
  notices: z.array(notice),
  /** QoS 0 messages that nobody took in time. */
  dropped: z.int(),
});
export type ClientState = z.output<typeof clientState>;

export const anyServer = (): ClientState['server'] => ({
  receiveMaximum: 0xffff,
  maximumQoS: 2,
  retainAvailable: true,
  maximumPacketSize: Number.MAX_SAFE_INTEGER,
  topicAliases: 0,
  keepAliveS: 0,
});

export const noClientState = (clientId: string, session: ClientState['session']): ClientState => ({
  phase: 'stopped',
  untilNs: null,
  connection: 0,
  lastConnection: 0,
  attempts: 0,
  clientId,
  session,
  partial: { bytes: new Uint8Array(0), length: 0 },
  server: anyServer(),
  heardNs: 0n,
  saidNs: 0n,
  pingNs: null,
  aliasesIn: new Map(),
  aliasesOut: new Map(),
  queue: [],
  queueBytes: 0,
  inFlight: new Map(),
  incoming: new Set(),
  wanted: new Map(),
  requests: new Map(),
  lastId: 0,
  lastTicket: 0,
  received: [],
  notices: [],
  dropped: 0,
});

/** A packet identifier that nothing uses. */
export function freeId(state: ClientState): number {
  do state.lastId = (state.lastId % 0xffff) + 1;
  while (state.inFlight.has(state.lastId) || state.requests.has(state.lastId));
  return state.lastId;
}

/** An owner that never takes its notices loses the oldest. */
const mostNotices = 10_000;

export function note(state: ClientState, notice: Notice): void {
  state.notices.push(notice);
  if (state.notices.length > mostNotices) state.notices.shift();
}
