/** What a broker does about each packet of a client that is connected. Each answers the reason for which the connection is to end; 0: none. */
import { mayPublish, maySubscribe } from './access.ts';
import type { Broker } from './broker.ts';
import type { Link, Session, Subscription } from './broker-state.ts';
import { second } from './exchange.ts';
import { carried } from './greeting.ts';
import type { Acknowledgement, Asked, Packet, Properties, Publish } from './packet.ts';
import { reason } from './reason.ts';
import { isTopicName, parseFilter } from './topic.ts';

const failed = (code: number): boolean => code >= 0x80;

export function answer(broker: Broker, link: Link, session: Session, packet: Packet, now: bigint): number {
  switch (packet.cmd) {
    case 'publish':
      return publish(broker, link, session, packet, now);
    case 'puback':
    case 'pubrec':
    case 'pubcomp':
    case 'pubrel':
      return acknowledge(broker, link, session, packet, now);
    case 'subscribe':
      return subscribe(broker, link, session, packet, now);
    case 'unsubscribe': {
      const codes = packet.filters.map((filter) => unsubscribe(broker, session, filter));
      broker.transmit(link, { cmd: 'unsuback', id: packet.id, codes, properties: {} });
      return 0;
    }
    case 'pingreq':
      broker.transmit(link, { cmd: 'pingresp' });
      return 0;
    case 'disconnect':
      return disconnect(broker, link, session, packet.code, packet.properties, now);
    default:
      // AUTH without an authentication method, and what only servers send.
      return reason.protocolError;
  }
}

/** The topic that is meant: written, or by an alias that was given to it (3.3.2.3.4). */
function topicOf(broker: Broker, link: Link, { topic, properties }: Publish): string | number {
  const { topicAlias } = properties;
  if (topicAlias === undefined) return topic === '' ? (link.level === 5 ? reason.protocolError : reason.topicNameInvalid) : topic;
  if (topicAlias === 0 || topicAlias > broker.options.topicAliasMaximum) return reason.topicAliasInvalid;
  if (topic === '') return link.aliasesIn.get(topicAlias) ?? reason.protocolError;
  link.aliasesIn.set(topicAlias, topic);
  return topic;
}

function publish(broker: Broker, link: Link, session: Session, packet: Publish, now: bigint): number {
  const { qos, id, properties } = packet;
  const { responseTopic, messageExpiryInterval: lifetime } = properties;
  const topic = topicOf(broker, link, packet);
  if (typeof topic === 'number') return topic;
  if (!isTopicName(topic)) return reason.topicNameInvalid;
  // A client sends no subscription identifiers, and no wildcard as a response topic (3.3.2.3.5, 3.3.2.3.8).
  if (properties.subscriptionIdentifier || (responseTopic !== undefined && !isTopicName(responseTopic)))
    return reason.protocolError;
  if (qos === 2 && session.incoming.has(id)) return acknowledgePublish(broker, link, packet, reason.success);
  if (qos === 2 && session.incoming.size >= broker.options.receiveMaximum) return reason.receiveMaximumExceeded;

  let code: number = reason.notAuthorized;
  if (mayPublish(broker.options.access, { client: session.id, user: session.user }, topic)) {
    const expiresNs = lifetime === undefined ? null : now + BigInt(lifetime) * second;
    const { payload, retain } = packet;
    code = broker.exchange.publish(
      { topic, payload, qos, retain, properties: carried(properties), expiresNs, from: session.id },
      now,
    );
  } else broker.refused();
  // 3.1.1 has no way to say no: it is acknowledged and goes nowhere (its 3.3.5).
  if (qos === 2 && !(failed(code) && link.level === 5)) session.incoming.add(id);
  return acknowledgePublish(broker, link, packet, code);
}

function acknowledgePublish(broker: Broker, link: Link, { qos, id }: Publish, code: number): number {
  if (qos > 0) broker.transmit(link, { cmd: qos === 1 ? 'puback' : 'pubrec', id, code, properties: {} });
  return 0;
}

/** The answers to our own PUBLISH packets, and the release of those that we took with QoS 2 (4.3). */
function acknowledge(broker: Broker, link: Link, session: Session, { cmd, id, code }: Acknowledgement, now: bigint): number {
  const reply = (what: 'pubrel' | 'pubcomp', known: boolean): number => {
    broker.transmit(link, { cmd: what, id, code: known ? 0 : reason.packetIdNotFound, properties: {} });
    return 0;
  };
  if (cmd === 'pubrel') return reply('pubcomp', session.incoming.delete(id));
  const flight = session.inFlight.get(id);
  if (flight && (cmd === 'puback') !== (flight.delivery.qos === 1)) return reason.protocolError;
  if (cmd === 'pubrec' && !failed(code)) {
    if (flight) flight.released = true;
    return reply('pubrel', flight !== undefined);
  }
  if (flight) broker.exchange.acknowledged(session, id, now);
  return 0;
}

function subscribe(
  broker: Broker,
  link: Link,
  session: Session,
  packet: Extract<Packet, { cmd: 'subscribe' }>,
  now: bigint,
): number {
  // "No local" makes no sense where the receiver is chosen from a group (3.8.3.1).
  if (packet.subscriptions.some(({ filter, noLocal }) => noLocal && parseFilter(filter)?.group)) return reason.protocolError;
  const identifier = packet.properties.subscriptionIdentifier?.[0] ?? null;
  const retained: Subscription[] = [];
  const codes = packet.subscriptions.map((asked) => {
    const code = subscribeOne(broker, session, asked);
    if (code !== 0) return code;
    const { filter, qos, noLocal, retainAsPublished, retainHandling } = asked;
    const subscription: Subscription = { filter, qos, noLocal, retainAsPublished, identifier };
    const isNew = broker.exchange.subscribe(session, subscription);
    if (retainHandling === 0 || (retainHandling === 1 && isNew)) retained.push(subscription);
    return qos;
  });
  broker.transmit(link, { cmd: 'suback', id: packet.id, codes, properties: {} });
  for (const subscription of retained) broker.exchange.deliverRetained(session, subscription, now);
  return 0;
}

function subscribeOne(broker: Broker, session: Session, { filter }: Asked): number {
  const { access, maxSubscriptions } = broker.options;
  if (!parseFilter(filter)) return reason.topicFilterInvalid;
  if (!maySubscribe(access, { client: session.id, user: session.user }, filter)) {
    broker.refused();
    return reason.notAuthorized;
  }
  const { subscriptions } = session;
  return subscriptions.size >= maxSubscriptions && !subscriptions.has(filter) ? reason.quotaExceeded : reason.success;
}

function unsubscribe(broker: Broker, session: Session, filter: string): number {
  if (!parseFilter(filter)) return reason.topicFilterInvalid;
  return broker.exchange.unsubscribe(session, filter) ? reason.success : reason.noSubscriptionExisted;
}

function disconnect(broker: Broker, link: Link, session: Session, code: number, properties: Properties, now: bigint): number {
  const expiry = properties.sessionExpiryInterval;
  if (expiry !== undefined) {
    // Who was to be forgotten at the end cannot change that at the end (3.14.2.2.2).
    if (session.expiryS === 0 && expiry > 0) return reason.protocolError;
    session.expiryS = Math.min(expiry, broker.options.sessionExpiryMaximumS);
  }
  broker.end(link, code === reason.success, now);
  return 0;
}
