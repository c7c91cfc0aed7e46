/** What a client publishes: kept until the server has taken it, in its order, through any number of connections (4.1, 4.3, 4.4). */
import type { SettledOptions } from './client-options.ts';
import { type ClientState, type Flight, freeId, note, type Outgoing } from './client-state.ts';
import type { Acknowledgement, Packet, QoS } from './packet.ts';
import { reason } from './reason.ts';

const sizeOf = ({ payload, topic }: Outgoing): number => payload.length + topic.length + 64;

export class Outbox {
  readonly #state: ClientState;
  readonly #options: SettledOptions;
  /** Writes a packet; `false`: it cannot be written, or the server takes none that large. */
  readonly #transmit: (packet: Packet) => boolean;

  constructor(state: ClientState, options: SettledOptions, transmit: (packet: Packet) => boolean) {
    this.#state = state;
    this.#options = options;
    this.#transmit = transmit;
  }

  /** `false`: there is no room. */
  add(message: Outgoing): boolean {
    const { queue, queueBytes } = this.#state;
    const size = sizeOf(message);
    if (queue.length >= this.#options.maxQueued || queueBytes + size > this.#options.maxQueuedBytes) return false;
    queue.push(message);
    this.#state.queueBytes += size;
    return true;
  }

  /**
   * A session that the server still has goes on where it was; one that it has not begins again with all that it did not acknowledge to the
   * end. A PUBREC of a session that is lost is no proof: a server may hand a message on only at PUBREL (4.3.3, method A), as Mosquitto does.
   */
  resume(sessionPresent: boolean): void {
    for (const flight of [...this.#state.inFlight.values()]) {
      flight.sent = false;
      flight.again = sessionPresent;
      flight.released &&= sessionPresent;
    }
  }

  pump(): void {
    const state = this.#state;
    if (state.phase !== 'open') return;
    const most = Math.min(state.server.receiveMaximum, this.#options.maxInFlight);
    let sent = 0;
    for (const flight of state.inFlight.values()) if (flight.sent) sent += 1;
    if (sent < state.inFlight.size) {
      for (const flight of [...state.inFlight.values()]) {
        if (flight.sent) continue;
        if (sent >= most) return;
        if (this.#sendFlight(flight)) sent += 1;
      }
    }
    for (let next = state.queue[0]; next; next = state.queue[0]) {
      if (next.qos > 0 && state.inFlight.size >= most) return;
      state.queue.shift();
      state.queueBytes -= sizeOf(next);
      this.#begin(next);
    }
  }

  #begin(message: Outgoing): void {
    const { server } = this.#state;
    message.qos = Math.min(message.qos, server.maximumQoS) as QoS;
    if (message.retain && !server.retainAvailable) this.#tell(message, reason.retainNotSupported);
    else if (message.qos === 0) this.#tell(message, this.#send(message, 0, false) ? reason.success : reason.packetTooLarge);
    else {
      const flight: Flight = { id: freeId(this.#state), message, released: false, sent: false, again: false };
      this.#state.inFlight.set(flight.id, flight);
      this.#sendFlight(flight);
    }
  }

  #sendFlight(flight: Flight): boolean {
    flight.sent = true;
    if (flight.released) return this.#transmit({ cmd: 'pubrel', id: flight.id, code: 0, properties: {} });
    if (this.#send(flight.message, flight.id, flight.again)) return true;
    this.#done(flight, reason.packetTooLarge);
    return false;
  }

  #send({ topic, payload, qos, retain, properties }: Outgoing, id: number, dup: boolean): boolean {
    const { aliasesOut, server } = this.#state;
    const known = aliasesOut.get(topic);
    const alias = known ?? (aliasesOut.size < server.topicAliases ? aliasesOut.size + 1 : undefined);
    const packet = { cmd: 'publish', payload, qos, retain, dup, id } as const;
    const written = known === undefined ? topic : '';
    const sent = this.#transmit({ ...packet, topic: written, properties: { ...properties, topicAlias: alias } });
    if (sent && alias !== undefined) aliasesOut.set(topic, alias);
    return sent;
  }

  /** PUBACK, PUBREC, PUBCOMP. `false`: it does not fit what was sent, and the server cannot be relied on. */
  acknowledged({ cmd, id, code }: Acknowledgement): boolean {
    const flight = this.#state.inFlight.get(id);
    if (flight && (cmd === 'puback') !== (flight.message.qos === 1)) return false;
    if (cmd === 'pubrec' && code < 0x80) {
      if (flight) flight.released = true;
      this.#transmit({ cmd: 'pubrel', id, code: flight ? 0 : reason.packetIdNotFound, properties: {} });
    } else if (flight) this.#done(flight, cmd === 'pubcomp' ? reason.success : code);
    this.pump();
    return true;
  }

  #done(flight: Flight, code: number): void {
    this.#state.inFlight.delete(flight.id);
    this.#tell(flight.message, code);
  }
  #tell({ ticket }: Outgoing, code: number): void {
    note(this.#state, { kind: 'published', ticket, code });
  }
}
