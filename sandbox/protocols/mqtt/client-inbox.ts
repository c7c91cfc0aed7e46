/**
 * What a client receives. A message of QoS 1 or 2 is acknowledged when its owner takes it, so that nothing acknowledged is lost, and a
 * server that respects the receive maximum is slowed down by an owner that is slow.
 */
import type { SettledOptions } from './client-options.ts';
import type { ClientState, Received } from './client-state.ts';
import { carried } from './greeting.ts';
import type { Packet, Publish } from './packet.ts';
import { reason } from './reason.ts';
import { isTopicName } from './topic.ts';

/** Aliases that a server may give. */
export const aliasesTaken = 16;

export class Inbox {
  readonly #state: ClientState;
  readonly #options: SettledOptions;
  readonly #transmit: (packet: Packet) => boolean;

  constructor(state: ClientState, options: SettledOptions, transmit: (packet: Packet) => boolean) {
    this.#state = state;
    this.#options = options;
    this.#transmit = transmit;
  }

  /** A session that the server has forgotten owes and is owed nothing. */
  resume(sessionPresent: boolean): void {
    if (sessionPresent) return;
    this.#state.incoming.clear();
    for (const message of this.#state.received) message.owes = null;
  }

  /** Answers the reason code for ending the connection; 0: it stays. */
  publish(packet: Publish): number {
    const topic = this.#topic(packet);
    if (typeof topic === 'number') return topic;
    if (!isTopicName(topic)) return reason.topicNameInvalid;
    const { received, incoming, connection } = this.#state;
    const { payload, qos, retain, dup, id, properties } = packet;
    const { messageExpiryInterval, subscriptionIdentifier } = properties;
    const full = received.length >= this.#options.maxReceived;
    if (qos === 0) {
      if (full) this.#state.dropped += 1;
      if (full) return 0;
    } else {
      const waiting = dup || incoming.has(id) ? received.find(({ owes, qos: its }) => owes?.id === id && its === qos) : undefined;
      if (waiting?.owes) {
        waiting.owes.connection = connection;
        return 0;
      }
      if (qos === 2 && incoming.has(id)) {
        this.#transmit({ cmd: 'pubrec', id, code: 0, properties: {} });
        return 0;
      }
      // It is not acknowledged, so it comes again.
      if (full) return reason.receiveMaximumExceeded;
      if (qos === 2) incoming.add(id);
    }
    received.push({
      topic,
      payload,
      qos,
      retain,
      dup,
      properties: { ...carried(properties), messageExpiryInterval, subscriptionIdentifier },
      owes: qos === 0 ? null : { connection, id },
    });
    return 0;
  }

  #topic({ topic, properties }: Publish): string | number {
    const { topicAlias } = properties;
    if (topicAlias === undefined) return topic;
    if (topicAlias === 0 || topicAlias > aliasesTaken) return reason.topicAliasInvalid;
    if (topic === '') return this.#state.aliasesIn.get(topicAlias) ?? reason.protocolError;
    this.#state.aliasesIn.set(topicAlias, topic);
    return topic;
  }

  release(id: number): void {
    const known = this.#state.incoming.delete(id);
    this.#transmit({ cmd: 'pubcomp', id, code: known ? 0 : reason.packetIdNotFound, properties: {} });
  }

  /** Everything that was received, acknowledged now. */
  take(): Received[] {
    const messages = this.#state.received.splice(0);
    for (const { owes, qos } of messages) {
      if (owes && owes.connection === this.#state.connection)
        this.#transmit({ cmd: qos === 1 ? 'puback' : 'pubrec', id: owes.id, code: 0, properties: {} });
    }
    return messages;
  }
}
