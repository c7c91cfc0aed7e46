/**
 * An MQTT broker, 3.1.1 and 5.0 (OASIS standards), as a party without I/O: its connections, their beginning and end. What they ask for is
 * done in `broker-requests.ts`; what a message's way is, in `exchange.ts`.
 */
import type { Effect, Party } from '../party.ts';
import { type BrokerOptions, optionsOf } from './broker-options.ts';
import { answer } from './broker-requests.ts';
import { type BrokerState, brokerState, type Counters, type Link, noBrokerState, type Session } from './broker-state.ts';
import { statusMessages } from './broker-status.ts';
import { decode, encode } from './codec.ts';
import { Exchange, second } from './exchange.ts';
import { expiryOf, judge, willOf } from './greeting.ts';
import { layOut } from './layout.ts';
import type { Connect, Packet, Properties } from './packet.ts';
import { reason } from './reason.ts';
import type { Message } from './state.ts';
import { cut, noPartial } from './stream.ts';
import { isTopicName } from './topic.ts';

export class Broker implements Party {
  readonly options: Required<BrokerOptions>;
  readonly exchange: Exchange;
  readonly #state: BrokerState;
  #effects: Effect[] = [];
  /** Never later than the next moment at which something is to happen; perhaps earlier, which costs a look. */
  #due: bigint | null = null;

  constructor(options: BrokerOptions = {}, saved?: BrokerState) {
    this.options = optionsOf(options);
    this.#state = saved ?? noBrokerState();
    this.exchange = new Exchange(
      this.#state,
      this.options,
      (link, packet) => this.transmit(link, packet),
      (at) => this.#remind(at),
    );
    this.#lookAhead();
  }

  /** `null`: this is not what `save` wrote. */
  static restore(options: BrokerOptions, saved: unknown): Broker | null {
    const state = brokerState.safeDecode(saved as Parameters<typeof brokerState.decode>[0]);
    return state.success ? new Broker(options, state.data) : null;
  }

  save(): unknown {
    return brokerState.encode(this.#state);
  }

  get counters(): Readonly<Counters> {
    return this.#state.counters;
  }

  get counts(): { sessions: number; connected: number; retained: number; subscriptions: number } {
    const sessions = [...this.#state.sessions.values()];
    return {
      sessions: sessions.length,
      connected: sessions.filter(({ connection }) => connection !== null).length,
      retained: this.#state.retained.size,
      subscriptions: sessions.reduce((sum, { subscriptions }) => sum + subscriptions.size, 0),
    };
  }

  get due(): bigint | null {
    return this.#due;
  }

  drain(): Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  accepted(connection: number, from: string, now: bigint): void {
    this.#started(now);
    if (this.#state.links.size >= this.options.maxConnections) {
      this.#effects.push({ do: 'reset', connection });
      return;
    }
    const deadlineNs = now + BigInt(this.options.connectTimeoutS) * second;
    this.#state.links.set(connection, {
      connection,
      from,
      partial: noPartial(),
      level: null,
      session: null,
      deadlineNs,
      keepAliveNs: 0n,
      receiveMaximum: 0xffff,
      maximumPacketSize: Number.MAX_SAFE_INTEGER,
      problemInformation: true,
      aliasMaximum: 0,
      aliasesIn: new Map(),
      aliasesOut: new Map(),
    });
    this.#remind(deadlineNs);
  }

  /** It opens no connections. */
  connected(): void {}
  failed(): void {}

  received(connection: number, bytes: Uint8Array, now: bigint): void {
    const link = this.#state.links.get(connection);
    if (!link) return;
    const { packets, fault } = cut(link.partial, bytes, this.options.maximumPacketSize);
    for (const packet of packets) {
      this.#take(link, packet, now);
      if (this.#state.links.get(connection) !== link) return;
    }
    if (fault !== null) this.fail(link, fault, now);
  }

  closed(connection: number, _how: 'closed' | 'reset', now: bigint): void {
    const link = this.#state.links.get(connection);
    if (link) this.#gone(link, false, now);
  }

  wake(now: bigint): void {
    if (this.#due === null || this.#due > now) return;
    for (const link of [...this.#state.links.values()]) {
      if (link.deadlineNs !== null && link.deadlineNs <= now) this.fail(link, reason.keepAliveTimeout, now);
    }
    this.exchange.elapse(now);
    this.#report(now);
    this.#lookAhead();
  }

  /** The next moment at which something is to happen, as it is now. */
  #lookAhead(): void {
    this.#due = null;
    const { links, sessions, statusNs } = this.#state;
    const moments = [statusNs, ...[...links.values()].map(({ deadlineNs }) => deadlineNs)];
    for (const { willDueNs, endsNs } of sessions.values()) moments.push(willDueNs, endsNs);
    for (const at of moments) if (at !== null) this.#remind(at);
  }

  /** Publishes a message of the owner's own, from no client. Answers the reason code. */
  publish(
    topic: string,
    payload: Uint8Array,
    now: bigint,
    more: Partial<Pick<Message, 'qos' | 'retain' | 'properties'>> = {},
  ): number {
    if (!isTopicName(topic)) return reason.topicNameInvalid;
    this.#started(now);
    const message = {
      topic,
      payload: payload.slice(),
      qos: 0,
      retain: false,
      properties: {},
      expiresNs: null,
      from: '',
      ...more,
    } as const;
    return this.exchange.publish(message, now);
  }

  /** Ends all connections in order; sessions stay. */
  stop(now: bigint): void {
    for (const link of [...this.#state.links.values()]) this.fail(link, reason.serverShuttingDown, now);
  }

  /** Writes a packet; its length, or `null` when it cannot be written or the client takes none that large. */
  transmit(link: Link, packet: Packet): number | null {
    const level = link.level ?? 4;
    let bytes = encode(packet, level);
    if (bytes && bytes.length > link.maximumPacketSize && packet.cmd !== 'publish' && 'properties' in packet) {
      // Reasons and user properties are left out before the packet is (3.4.2.2).
      bytes = encode(
        { ...packet, properties: { ...packet.properties, reasonString: undefined, userProperties: undefined } },
        level,
      );
    }
    if (!bytes || bytes.length > link.maximumPacketSize) return null;
    this.#effects.push({ do: 'send', connection: link.connection, bytes });
    return bytes.length;
  }

  /** Ends a connection that broke a rule: 5.0 is told which (3.14), 3.1.1 has no word for it. */
  fail(link: Link, code: number, now: bigint): void {
    if (link.session !== null && link.level === 5) this.transmit(link, { cmd: 'disconnect', code, properties: {} });
    this.end(link, false, now);
  }

  /** `normally`: as its client asked for. */
  end(link: Link, normally: boolean, now: bigint): void {
    this.#effects.push({ do: 'close', connection: link.connection });
    this.#gone(link, normally, now);
  }

  sessionOf(link: Link): Session | null {
    return link.session === null ? null : (this.#state.sessions.get(link.session) ?? null);
  }

  refused(): void {
    this.#state.counters.refused += 1;
  }

  #gone(link: Link, normally: boolean, now: bigint): void {
    const session = this.sessionOf(link);
    this.#state.links.delete(link.connection);
    if (session?.connection === link.connection) this.exchange.leave(session, normally, now);
  }

  #take(link: Link, bytes: Uint8Array, now: bigint): void {
    const { packet, code } = decode(bytes, link.level ?? 5);
    if (packet === null) {
      if (link.session === null && code === reason.unsupportedVersion) this.#refuseVersion(link, bytes);
      this.fail(link, code, now);
      return;
    }
    if (link.keepAliveNs > 0n) link.deadlineNs = now + link.keepAliveNs;
    const session = this.sessionOf(link);
    if (packet.cmd === 'connect' && session === null) this.#welcome(link, packet, now);
    else {
      if (packet.cmd === 'publish') this.#state.counters.received += 1;
      // Anything before CONNECT breaks the protocol (3.1); so does a second CONNECT.
      const wrong = session === null ? reason.protocolError : answer(this, link, session, packet, now);
      if (wrong !== 0) this.fail(link, wrong, now);
    }
  }

  /** In the words of the version that was asked for, as far as they are known (3.1.2.2). */
  #refuseVersion(link: Link, bytes: Uint8Array): void {
    const asked = layOut(bytes, 5).items.find(({ name }) => name === 'Protocol Level');
    if (!asked) return;
    link.level = asked.value < 5 ? 4 : 5;
    this.transmit(link, { cmd: 'connack', sessionPresent: false, code: reason.unsupportedVersion, properties: {} });
  }

  #welcome(link: Link, packet: Connect, now: bigint): void {
    const { level, properties } = packet;
    link.level = level;
    const { sessions } = this.#state;
    let code = judge(packet, this.options.access);
    if (code === 0 && !sessions.has(packet.clientId) && sessions.size >= this.options.maxSessions) code = reason.quotaExceeded;
    link.maximumPacketSize = properties.maximumPacketSize ?? Number.MAX_SAFE_INTEGER;
    if (code !== 0) {
      this.refused();
      this.transmit(link, { cmd: 'connack', sessionPresent: false, code, properties: {} });
      this.end(link, false, now);
      return;
    }
    const id = packet.clientId || this.#newId();
    const { session, present } = this.#session(id, packet, now);
    link.session = id;
    link.receiveMaximum = properties.receiveMaximum ?? 0xffff;
    link.aliasMaximum = Math.min(properties.topicAliasMaximum ?? 0, this.options.topicAliasMaximum);
    link.problemInformation = properties.requestProblemInformation ?? true;
    session.connection = link.connection;
    session.expiryS = expiryOf(packet, this.options.sessionExpiryMaximumS);
    session.will = willOf(packet, id);
    const keepAlive = this.#keepAlive(link, packet, now);
    this.transmit(link, { cmd: 'connack', sessionPresent: present, code: 0, properties: this.#told(packet, session, keepAlive) });
    this.exchange.resume(session, now);
  }

  /** The session of this client, or a new one. Its former connection is ended (3.1.4), its former will comes or is taken back. */
  #session(id: string, packet: Connect, now: bigint): { session: Session; present: boolean } {
    const former = this.#state.links.get(this.#state.sessions.get(id)?.connection ?? 0);
    if (former) this.fail(former, reason.sessionTakenOver, now);
    const old = this.#state.sessions.get(id);
    const user = packet.username ?? null;
    // What one user has subscribed to is not handed to another.
    if (old && !packet.clean && old.user === user) {
      old.willDueNs = null;
      old.endsNs = null;
      return { session: old, present: true };
    }
    if (old) this.exchange.end(old, now);
    return { session: this.exchange.begin(id, user), present: false };
  }

  #newId(): string {
    for (let number = this.#state.sessionsMade; ; number += 1) {
      const id = `auto-${number}`;
      if (!this.#state.sessions.has(id)) return id;
    }
  }

  /** Seconds that hold for this connection; only 5.0 can be told others than it asked for (3.2.2.3.14). */
  #keepAlive(link: Link, packet: Connect, now: bigint): number {
    const most = packet.level === 5 ? this.options.keepAliveMaximumS : 0xffff;
    const seconds = packet.keepAlive === 0 && most < 0xffff ? most : Math.min(packet.keepAlive, most);
    link.keepAliveNs = (BigInt(seconds) * second * 3n) / 2n;
    link.deadlineNs = seconds === 0 ? null : now + link.keepAliveNs;
    if (link.deadlineNs !== null) this.#remind(link.deadlineNs);
    return seconds;
  }

  #told(packet: Connect, session: Session, keepAlive: number): Properties {
    if (packet.level === 4) return {};
    const { receiveMaximum, maximumPacketSize, topicAliasMaximum } = this.options;
    return {
      receiveMaximum,
      maximumPacketSize,
      topicAliasMaximum,
      assignedClientIdentifier: packet.clientId === '' ? session.id : undefined,
      serverKeepAlive: keepAlive === packet.keepAlive ? undefined : keepAlive,
      sessionExpiryInterval: session.expiryS === (packet.properties.sessionExpiryInterval ?? 0) ? undefined : session.expiryS,
    };
  }

  #started(now: bigint): void {
    if (this.#state.startedNs !== null) return;
    this.#state.startedNs = now;
    this.#report(now);
  }

  #report(now: bigint): void {
    const { statusIntervalS } = this.options;
    if (statusIntervalS === 0 || this.#state.startedNs === null) return;
    if (this.#state.statusNs === null || this.#state.statusNs <= now) {
      for (const message of statusMessages(this.counters, this.counts, this.#state.retained)) this.exchange.publish(message, now);
      this.#state.statusNs = now + BigInt(statusIntervalS) * second;
      this.#remind(this.#state.statusNs);
    }
  }

  #remind(at: bigint): void {
    if (this.#due === null || at < this.#due) this.#due = at;
  }
}
