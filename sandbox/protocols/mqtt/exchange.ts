/** The inner side of a broker: sessions and their ends, wills, retained messages, and the way of a message to everyone who subscribed. */
import type { BrokerOptions } from './broker-options.ts';
import { never } from './broker-options.ts';
import type { BrokerState, Delivery, InFlight, Link, Session, Subscription } from './broker-state.ts';
import type { Packet, QoS } from './packet.ts';
import { reason } from './reason.ts';
import type { Message } from './state.ts';
import { Subscribers } from './subscribers.ts';
import { matches, parseFilter } from './topic.ts';

export const second = 1_000_000_000n;

/** Writes a packet to a connection; how long it was, or `null` when it cannot be written or is larger than the other side takes. */
export type Transmit = (link: Link, packet: Packet) => number | null;

const sizeOf = ({ message }: Delivery): number => message.payload.length + message.topic.length + 64;

export class Exchange {
  readonly #state: BrokerState;
  readonly #options: Required<BrokerOptions>;
  readonly #transmit: Transmit;
  readonly #subscribers: Subscribers;
  #retainedBytes = 0;
  /** Told of every message that is published, wills too, whether or not anybody has subscribed. Not part of what is saved. */
  observer: ((message: Message, nowNs: bigint) => void) | null = null;
  /** Told of every moment at which something is to happen. */
  readonly #remind: (atNs: bigint) => void;

  constructor(state: BrokerState, options: Required<BrokerOptions>, transmit: Transmit, remind: (atNs: bigint) => void) {
    this.#state = state;
    this.#options = options;
    this.#transmit = transmit;
    this.#remind = remind;
    this.#subscribers = new Subscribers(state.sessions.values(), state.turns);
    for (const message of state.retained.values()) this.#retainedBytes += message.payload.length;
  }

  linkOf(session: Session): Link | null {
    return session.connection === null ? null : (this.#state.links.get(session.connection) ?? null);
  }

  begin(id: string, user: string | null): Session {
    const session: Session = {
      id,
      number: this.#state.sessionsMade,
      user,
      connection: null,
      expiryS: 0,
      endsNs: null,
      subscriptions: new Map(),
      queue: [],
      queueBytes: 0,
      inFlight: new Map(),
      incoming: new Set(),
      lastId: 0,
      will: null,
      willDueNs: null,
      dropped: 0,
    };
    this.#state.sessionsMade += 1;
    this.#state.sessions.set(id, session);
    return session;
  }

  /** Ends a session at once; a will that still waits is published (3.1.3.2.2). */
  end(session: Session, now: bigint): void {
    for (const filter of session.subscriptions.keys()) this.#subscribers.remove(session, filter);
    this.#state.sessions.delete(session.id);
    if (session.willDueNs !== null) this.#publishWill(session, now);
  }

  /** The connection of a session is gone. `normally`: by DISCONNECT with reason code 0, which takes the will back (3.1.2.5). */
  leave(session: Session, normally: boolean, now: bigint): void {
    session.connection = null;
    if (normally) session.will = null;
    if (session.will) {
      const delay = Math.min(session.will.delayS, session.expiryS);
      if (delay === 0) this.#publishWill(session, now);
      else session.willDueNs = now + BigInt(delay) * second;
    }
    if (session.expiryS === 0) this.end(session, now);
    else if (session.expiryS !== never) session.endsNs = now + BigInt(session.expiryS) * second;
    for (const at of [session.willDueNs, session.endsNs]) if (at !== null) this.#remind(at);
  }

  /** What sessions wait for has come about. */
  elapse(now: bigint): void {
    for (const session of [...this.#state.sessions.values()]) {
      if (session.willDueNs !== null && session.willDueNs <= now) this.#publishWill(session, now);
      if (session.endsNs !== null && session.endsNs <= now) this.end(session, now);
    }
  }

  #publishWill(session: Session, now: bigint): void {
    const { will } = session;
    session.will = null;
    session.willDueNs = null;
    if (!will) return;
    const expiresNs = will.lifetimeS === null ? null : now + BigInt(will.lifetimeS) * second;
    this.publish({ ...will.message, expiresNs }, now);
  }

  /** Answers a reason code: success, no matching subscribers, or quota exceeded where no more can be retained. */
  publish(message: Message, now: bigint): number {
    this.observer?.(message, now);
    if (message.retain && !this.#retain(message)) {
      this.#state.counters.dropped += 1;
      return reason.quotaExceeded;
    }
    const targets = this.#subscribers.targets(message);
    for (const target of targets) {
      const qos = Math.min(target.qos, message.qos) as QoS;
      const retain = message.retain && target.retainAsPublished;
      this.deliver(target.session, { message, qos, retain, identifiers: target.identifiers }, now);
    }
    return targets.length > 0 ? reason.success : reason.noMatchingSubscribers;
  }

  #retain(message: Message): boolean {
    const { retained } = this.#state;
    const old = retained.get(message.topic);
    const bytes = this.#retainedBytes - (old?.payload.length ?? 0) + message.payload.length;
    const empty = message.payload.length === 0;
    const { maxRetained, maxRetainedBytes } = this.#options;
    if (!empty && (bytes > maxRetainedBytes || (!old && retained.size >= maxRetained))) return false;
    // Taken out first, so that the order is that of the last publications, before and after a restore.
    retained.delete(message.topic);
    if (!empty) retained.set(message.topic, message);
    this.#retainedBytes = bytes;
    return true;
  }

  /** Answers whether it is a new one. */
  subscribe(session: Session, subscription: Subscription): boolean {
    const isNew = !session.subscriptions.has(subscription.filter);
    session.subscriptions.set(subscription.filter, subscription);
    this.#subscribers.add(session, subscription);
    return isNew;
  }

  unsubscribe(session: Session, filter: string): boolean {
    if (!session.subscriptions.delete(filter)) return false;
    this.#subscribers.remove(session, filter);
    return true;
  }

  /** Retained messages for a new subscription; shared ones get none (4.8.2). */
  deliverRetained(session: Session, subscription: Subscription, now: bigint): void {
    const shared = parseFilter(subscription.filter);
    if (!shared || shared.group !== null) return;
    for (const message of [...this.#state.retained.values()]) {
      if (!matches(shared.filter, message.topic)) continue;
      if (message.expiresNs !== null && message.expiresNs <= now) this.#forget(message);
      else {
        const qos = Math.min(subscription.qos, message.qos) as QoS;
        const identifiers = subscription.identifier === null ? [] : [subscription.identifier];
        this.deliver(session, { message, qos, retain: true, identifiers }, now);
      }
    }
  }

  #forget(message: Message): void {
    this.#state.retained.delete(message.topic);
    this.#retainedBytes -= message.payload.length;
    this.#state.counters.expired += 1;
  }

  deliver(session: Session, delivery: Delivery, now: bigint): void {
    const link = this.linkOf(session);
    if (delivery.qos === 0 && link) {
      this.#send(link, delivery, 0, false, now);
      return;
    }
    if (delivery.qos === 0 && !this.#options.queueQos0) return;
    if (!this.#enqueue(session, delivery)) return;
    if (link) this.pump(session, now);
  }

  #enqueue(session: Session, delivery: Delivery): boolean {
    const size = sizeOf(delivery);
    const { maxQueued, maxQueuedBytes, dropWhenFull } = this.#options;
    const full = (): boolean => session.queue.length >= maxQueued || session.queueBytes + size > maxQueuedBytes;
    while (dropWhenFull === 'oldest' && session.queue.length > 0 && full()) {
      this.#dequeue(session);
      this.#drop(session);
    }
    if (full()) {
      this.#drop(session);
      return false;
    }
    session.queue.push(delivery);
    session.queueBytes += size;
    return true;
  }
  #dequeue(session: Session): Delivery | undefined {
    const delivery = session.queue.shift();
    if (delivery) session.queueBytes -= sizeOf(delivery);
    return delivery;
  }
  #drop(session: Session): void {
    session.dropped += 1;
    this.#state.counters.dropped += 1;
  }

  /** After a session has come back: everything that was not acknowledged goes out again, in its order (4.4). */
  resume(session: Session, now: bigint): void {
    for (const flight of session.inFlight.values()) flight.sent = false;
    this.pump(session, now);
  }

  /** Sends what may be sent now: as much as the client takes unacknowledged (4.9). */
  pump(session: Session, now: bigint): void {
    const link = this.linkOf(session);
    if (!link) return;
    const most = Math.min(link.receiveMaximum, this.#options.maxInFlight);
    let sent = 0;
    let waiting = false;
    for (const flight of session.inFlight.values()) {
      if (flight.sent) sent += 1;
      else waiting = true;
    }
    for (const flight of waiting ? [...session.inFlight.values()] : []) {
      if (sent >= most) return;
      if (flight.sent) continue;
      sent += 1;
      this.#sendAgain(session, link, flight, now);
    }
    while (sent < most && session.inFlight.size < most) {
      const delivery = this.#dequeue(session);
      if (!delivery) return;
      if (this.#hasExpired(delivery, now)) continue;
      if (delivery.qos === 0) this.#send(link, delivery, 0, false, now);
      else {
        const id = this.#freeId(session);
        session.inFlight.set(id, { id, delivery, released: false, sent: true });
        if (this.#send(link, delivery, id, false, now)) sent += 1;
        else session.inFlight.delete(id);
      }
    }
  }

  #sendAgain(session: Session, link: Link, flight: InFlight, now: bigint): void {
    flight.sent = true;
    if (flight.released) this.#transmit(link, { cmd: 'pubrel', id: flight.id, code: 0, properties: {} });
    else if (!this.#send(link, flight.delivery, flight.id, true, now)) session.inFlight.delete(flight.id);
  }

  #hasExpired({ message }: Delivery, now: bigint): boolean {
    if (message.expiresNs === null || message.expiresNs > now) return false;
    this.#state.counters.expired += 1;
    return true;
  }

  #freeId(session: Session): number {
    do session.lastId = (session.lastId % 0xffff) + 1;
    while (session.inFlight.has(session.lastId));
    return session.lastId;
  }

  /** Answers whether it went out: what is too large for the client is as good as sent (3.1.2.11.4). */
  #send(link: Link, { message, qos, retain, identifiers }: Delivery, id: number, dup: boolean, now: bigint): boolean {
    const properties = { ...message.properties, ...(identifiers.length > 0 ? { subscriptionIdentifier: identifiers } : {}) };
    const left = message.expiresNs === null ? undefined : Math.max(1, Number((message.expiresNs - now + second - 1n) / second));
    const packet = { cmd: 'publish', payload: message.payload, qos, retain, dup, id } as const;
    const { topic, alias, isNew } = aliased(link, message.topic);
    const sent = this.#transmit(link, {
      ...packet,
      topic,
      properties: { ...properties, messageExpiryInterval: left, topicAlias: alias },
    });
    if (sent === null) {
      if (isNew) link.aliasesOut.delete(message.topic);
      this.#state.counters.tooLarge += 1;
      return false;
    }
    this.#state.counters.sent += 1;
    return true;
  }

  acknowledged(session: Session, id: number, now: bigint): void {
    session.inFlight.delete(id);
    this.pump(session, now);
  }
}

/** Topics get their aliases in the order in which they come, until there are no more. */
function aliased(link: Link, topic: string): { topic: string; alias?: number; isNew: boolean } {
  const known = link.aliasesOut.get(topic);
  if (known !== undefined) return { topic: '', alias: known, isNew: false };
  if (link.aliasesOut.size >= link.aliasMaximum) return { topic, isNew: false };
  const alias = link.aliasesOut.size + 1;
  link.aliasesOut.set(topic, alias);
  return { topic, alias, isNew: true };
}
