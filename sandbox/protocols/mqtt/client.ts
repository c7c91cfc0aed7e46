/**
 * An MQTT client, 3.1.1 and 5.0, as a party without I/O: it connects, connects again with growing pauses, and keeps what it publishes
 * until the server has it. Its owner takes messages and notices as records (`take`).
 */
import type { Effect, Failure, Party } from '../party.ts';
import { connectOf, limitsOf } from './client-greeting.ts';
import { Inbox } from './client-inbox.ts';
import { type ClientOptions, type SettledOptions, settled } from './client-options.ts';
import { Outbox } from './client-outbox.ts';
import {
  anyServer,
  type ClientState,
  clientState,
  type Notice,
  noClientState,
  note,
  type Outgoing,
  type Received,
} from './client-state.ts';
import { Wishes } from './client-wishes.ts';
import { decode, encode } from './codec.ts';
import type { Asked, Packet, QoS } from './packet.ts';
import { reason } from './reason.ts';
import { cut, noPartial } from './stream.ts';
import { isTopicName, parseFilter } from './topic.ts';

const seconds = (count: number): bigint => BigInt(Math.round(count * 1e9));

/** A ticket, or the reason code for which nothing was done. */
export type Taken = { ticket: number; code: 0 } | { ticket: null; code: number };

export interface Publication {
  topic: string;
  payload: Uint8Array;
  qos?: QoS;
  retain?: boolean;
  properties?: Outgoing['properties'];
}

export class Client implements Party {
  readonly #options: SettledOptions;
  readonly #state: ClientState;
  readonly #draw: () => number;
  readonly #outbox: Outbox;
  readonly #inbox: Inbox;
  readonly #wishes: Wishes;
  #effects: Effect[] = [];
  #now = 0n;

  /** `draw` answers numbers from 0 to below 1, for the pauses; its owner keeps its state. */
  constructor(options: ClientOptions, draw: () => number, saved?: ClientState) {
    this.#options = settled(options);
    this.#draw = draw;
    this.#state = saved ?? noClientState(options.clientId, this.#options.discardSession ? 'unknown' : 'own');
    const transmit = (packet: Packet): boolean => this.#transmit(packet);
    this.#outbox = new Outbox(this.#state, this.#options, transmit);
    this.#inbox = new Inbox(this.#state, this.#options, transmit);
    this.#wishes = new Wishes(this.#state, transmit);
  }

  /** `null`: this is not what `save` wrote. Whoever cannot carry its connection on calls `closed` for it. */
  static restore(options: ClientOptions, draw: () => number, saved: unknown): Client | null {
    const state = clientState.safeDecode(saved as Parameters<typeof clientState.decode>[0]);
    return state.success ? new Client(options, draw, state.data) : null;
  }

  save(): unknown {
    return clientState.encode(this.#state);
  }

  get phase(): ClientState['phase'] {
    return this.#state.phase;
  }
  /** The connection there is, or is being opened; 0: none. */
  get connection(): number {
    return this.#state.connection;
  }
  /** What is not yet acknowledged, and QoS 0 messages that were dropped because nobody took them. */
  get counts(): { queued: number; inFlight: number; dropped: number } {
    const { queue, inFlight, dropped } = this.#state;
    return { queued: queue.length, inFlight: inFlight.size, dropped };
  }

  start(now: bigint): void {
    this.#now = now;
    if (this.#state.phase === 'stopped') this.#open();
  }

  /**
   * Says farewell and stays away. What is not acknowledged is kept for the next `start`. The server publishes the will only if that is
   * wanted: 5.0 says so (3.14.2.1), 3.1.1 goes without a word (3.1.2.5).
   */
  stop(now: bigint, withWill = false): void {
    this.#now = now;
    const { level } = this.#options;
    const code = withWill ? reason.disconnectWithWill : 0;
    if (this.#state.phase === 'open' && !(withWill && level === 4)) this.#transmit({ cmd: 'disconnect', code, properties: {} });
    this.#end('stopped', null, 'close');
    this.#state.phase = 'stopped';
    this.#state.untilNs = null;
  }

  publish({ topic, payload, qos = 0, retain = false, properties = {} }: Publication, now: bigint): Taken {
    this.#now = now;
    if (!isTopicName(topic)) return { ticket: null, code: reason.topicNameInvalid };
    const ticket = this.#state.lastTicket + 1;
    if (!this.#outbox.add({ ticket, topic, payload: payload.slice(), qos, retain, properties }))
      return { ticket: null, code: reason.quotaExceeded };
    this.#state.lastTicket = ticket;
    this.#outbox.pump();
    return { ticket, code: 0 };
  }

  /** All with one identifier (5.0), if one is given. */
  subscribe(
    asked: readonly (Pick<Asked, 'filter' | 'qos'> & Partial<Asked>)[],
    now: bigint,
    identifier: number | null = null,
  ): Taken {
    this.#now = now;
    if (asked.length === 0 || asked.some(({ filter }) => !parseFilter(filter)))
      return { ticket: null, code: reason.topicFilterInvalid };
    for (const one of asked) {
      const wish = { noLocal: false, retainAsPublished: false, retainHandling: 0, ...one, identifier, granted: false };
      this.#state.wanted.set(one.filter, wish);
    }
    return this.#ask('subscribe', asked);
  }

  unsubscribe(filters: readonly string[], now: bigint): Taken {
    this.#now = now;
    if (filters.length === 0) return { ticket: null, code: reason.topicFilterInvalid };
    for (const filter of filters) this.#state.wanted.delete(filter);
    return this.#ask(
      'unsubscribe',
      filters.map((filter) => ({ filter })),
    );
  }

  #ask(kind: 'subscribe' | 'unsubscribe', asked: readonly { filter: string }[]): Taken {
    this.#state.lastTicket += 1;
    this.#wishes.ask(
      kind,
      this.#state.lastTicket,
      asked.map(({ filter }) => filter),
    );
    this.#wishes.pump();
    return { ticket: this.#state.lastTicket, code: 0 };
  }

  /** Messages, which are acknowledged by this, and what has happened since the last time. */
  take(now: bigint): { messages: Received[]; notices: Notice[] } {
    this.#now = now;
    return { messages: this.#inbox.take(), notices: this.#state.notices.splice(0) };
  }

  drain(): Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  get due(): bigint | null {
    const { phase, untilNs, pingNs, heardNs, saidNs, server } = this.#state;
    if (phase !== 'open') return untilNs;
    if (server.keepAliveS === 0) return null;
    if (pingNs !== null) return pingNs + seconds(this.#options.pingTimeoutS);
    return (heardNs < saidNs ? heardNs : saidNs) + seconds(server.keepAliveS);
  }

  wake(now: bigint): void {
    this.#now = now;
    const { due } = this;
    if (due === null || due > now) return;
    const { phase } = this.#state;
    if (phase === 'waiting') this.#open();
    else if (phase !== 'open') this.#end('no answer in time', null, 'reset');
    else if (this.#state.pingNs !== null) this.#end('no answer to a ping', null, 'reset');
    else {
      this.#transmit({ cmd: 'pingreq' });
      this.#state.pingNs = now;
    }
  }

  /** Nobody connects to a client. */
  accepted(): void {}

  connected(connection: number, now: bigint): void {
    this.#now = now;
    if (connection !== this.#state.connection || this.#state.phase !== 'opening') return;
    this.#state.phase = 'greeting';
    this.#state.heardNs = now;
    this.#state.untilNs = now + seconds(this.#options.connectTimeoutS);
    // Options that cannot be written, such as a password without a user name.
    if (!this.#transmit(connectOf(this.#options, this.#state))) this.#end('CONNECT cannot be written', reason.malformed, 'close');
  }

  failed(connection: number, why: Failure, now: bigint): void {
    this.#now = now;
    if (connection === this.#state.connection) this.#end(why, null, null);
  }

  closed(connection: number, how: 'closed' | 'reset', now: bigint): void {
    this.#now = now;
    if (connection === this.#state.connection) this.#end(how, null, null);
  }

  received(connection: number, bytes: Uint8Array, now: bigint): void {
    this.#now = now;
    if (connection !== this.#state.connection) return;
    this.#state.heardNs = now;
    const { packets, fault } = cut(this.#state.partial, bytes, this.#options.maximumPacketSize);
    for (const one of packets) {
      const { packet, code } = decode(one, this.#options.level);
      const wrong = packet ? this.#hear(packet) : code;
      if (wrong !== 0) this.#fail(wrong ?? reason.malformed);
      if (connection !== this.#state.connection) return;
    }
    if (fault !== null) this.#fail(fault);
  }

  /** Answers the reason code for ending the connection; 0: it stays. */
  #hear(packet: Packet): number {
    if (packet.cmd === 'connack') return this.#welcomed(packet);
    if (this.#state.phase !== 'open') return reason.protocolError;
    switch (packet.cmd) {
      case 'publish':
        return this.#inbox.publish(packet);
      case 'pubrel':
        this.#inbox.release(packet.id);
        return 0;
      case 'puback':
      case 'pubrec':
      case 'pubcomp':
        return this.#outbox.acknowledged(packet) ? 0 : reason.protocolError;
      case 'suback':
      case 'unsuback':
        return this.#wishes.answered(packet) ? 0 : reason.protocolError;
      case 'pingresp':
        this.#state.pingNs = null;
        return 0;
      case 'disconnect':
        this.#end('the server ended it', packet.code, 'close');
        return 0;
      default:
        return reason.protocolError;
    }
  }

  #welcomed({ code, sessionPresent, properties }: Extract<Packet, { cmd: 'connack' }>): number {
    if (this.#state.phase !== 'greeting') return reason.protocolError;
    if (code !== 0) {
      note(this.#state, { kind: 'refused', code });
      this.#end('refused', code, 'close');
      return 0;
    }
    const state = this.#state;
    if (this.#sheds(sessionPresent)) return 0;
    state.phase = 'open';
    state.untilNs = null;
    state.attempts = 0;
    state.pingNs = null;
    state.clientId = properties.assignedClientIdentifier ?? state.clientId;
    state.server = limitsOf(properties, this.#options);
    note(state, { kind: 'connected', sessionPresent });
    this.#inbox.resume(sessionPresent);
    this.#outbox.resume(sessionPresent);
    this.#wishes.resume(sessionPresent);
    this.#wishes.pump();
    this.#outbox.pump();
    return 0;
  }

  /**
   * 3.1.1 gives up the session of an earlier life in steps: it finds that there is one, connects clean to end it, and connects once more for
   * one that lasts (3.1.2.4). Answers whether that is still to be done.
   */
  #sheds(sessionPresent: boolean): boolean {
    const { session } = this.#state;
    const found = session === 'unknown' && sessionPresent;
    const ended = session === 'foreign' && this.#options.level === 4 && !this.#options.clean;
    this.#state.session = found ? 'foreign' : 'own';
    if (!found && !ended) return false;
    this.#transmit({ cmd: 'disconnect', code: 0, properties: {} });
    this.#effects.push({ do: 'close', connection: this.#state.connection });
    this.#open();
    return true;
  }

  #transmit(packet: Packet): boolean {
    const bytes = encode(packet, this.#options.level);
    if (!bytes || bytes.length > this.#state.server.maximumPacketSize) return false;
    this.#effects.push({ do: 'send', connection: this.#state.connection, bytes });
    this.#state.saidNs = this.#now;
    return true;
  }

  #open(): void {
    const state = this.#state;
    state.lastConnection -= 1;
    state.connection = state.lastConnection;
    state.phase = 'opening';
    state.untilNs = this.#now + seconds(this.#options.connectTimeoutS);
    state.partial = noPartial();
    state.server = anyServer();
    const { host, port } = this.#options;
    this.#effects.push({ do: 'connect', connection: state.connection, host, port });
  }

  /** The server broke a rule. */
  #fail(code: number): void {
    if (this.#state.phase === 'open' && this.#options.level === 5) this.#transmit({ cmd: 'disconnect', code, properties: {} });
    this.#end('the server broke the protocol', code, 'close');
  }

  /** The connection is at an end; another is tried after a pause. `by`: how it is to be ended, where it is not yet. */
  #end(why: string, code: number | null, by: 'close' | 'reset' | null): void {
    const state = this.#state;
    if (state.connection === 0) return;
    if (by) this.#effects.push({ do: by, connection: state.connection });
    state.connection = 0;
    state.phase = 'waiting';
    state.aliasesIn.clear();
    state.aliasesOut.clear();
    note(state, { kind: 'disconnected', why, code });
    const { firstS, mostS, jitter } = this.#options.backOff;
    const pauseS = Math.min(mostS, firstS * 2 ** Math.min(state.attempts, 30));
    state.attempts += 1;
    state.untilNs = this.#now + seconds(pauseS * (1 - jitter * this.#draw()));
  }
}
