/** What a client is subscribed to: asked for again whenever a server has forgotten it. */
import { type ClientState, freeId, note, type Request, type Wanted } from './client-state.ts';
import type { Packet } from './packet.ts';
import { reason } from './reason.ts';

const failed = (code: number): boolean => code >= 0x80;

export class Wishes {
  readonly #state: ClientState;
  readonly #transmit: (packet: Packet) => boolean;

  constructor(state: ClientState, transmit: (packet: Packet) => boolean) {
    this.#state = state;
    this.#transmit = transmit;
  }

  ask(kind: Request['kind'], ticket: number | null, filters: string[]): void {
    const id = freeId(this.#state);
    this.#state.requests.set(id, { id, kind, ticket, filters, sent: false });
  }

  resume(sessionPresent: boolean): void {
    const { requests, wanted } = this.#state;
    for (const request of [...requests.values()]) {
      if (request.ticket === null) requests.delete(request.id);
      else request.sent = false;
    }
    const asked = new Set([...requests.values()].flatMap(({ filters }) => filters));
    const again = [...wanted.values()].filter(({ filter, granted }) => !asked.has(filter) && !(granted && sessionPresent));
    // Few filters a packet, so that none grows too large; one identifier a packet, because it counts for all of them (3.8.2.1.2).
    for (const group of Map.groupBy(again, ({ identifier }) => identifier).values())
      for (let at = 0; at < group.length; at += 8)
        this.ask(
          'subscribe',
          null,
          group.slice(at, at + 8).map(({ filter }) => filter),
        );
  }

  pump(): void {
    if (this.#state.phase !== 'open') return;
    for (const request of [...this.#state.requests.values()]) {
      if (request.sent) continue;
      request.sent = true;
      if (request.kind === 'subscribe') this.#subscribe(request);
      else this.#send(request, { cmd: 'unsubscribe', id: request.id, filters: request.filters, properties: {} });
    }
  }

  #subscribe(request: Request): void {
    const { id, filters } = request;
    const subscriptions = filters
      .map((filter) => this.#state.wanted.get(filter))
      .filter((one): one is Wanted => one !== undefined);
    const identifier = subscriptions[0]?.identifier ?? null;
    // Taken back in the meantime.
    if (subscriptions.length === 0) this.#state.requests.delete(id);
    else {
      const properties = identifier === null ? {} : { subscriptionIdentifier: [identifier] };
      this.#send(request, { cmd: 'subscribe', id: request.id, subscriptions, properties });
    }
  }

  /** What cannot be sent is answered as if the server had refused it. */
  #send({ id, filters }: Request, packet: Packet): void {
    const codes = filters.map(() => reason.packetTooLarge);
    if (!this.#transmit(packet))
      this.answered({ cmd: packet.cmd === 'subscribe' ? 'suback' : 'unsuback', id, codes, properties: {} });
  }

  /** `false`: nothing of the kind was asked. */
  answered({ cmd, id, codes }: Extract<Packet, { cmd: 'suback' | 'unsuback' }>): boolean {
    const request = this.#state.requests.get(id);
    if (!request || (request.kind === 'subscribe') !== (cmd === 'suback')) return false;
    this.#state.requests.delete(id);
    const { ticket, filters } = request;
    if (cmd === 'unsuback') {
      if (ticket !== null) note(this.#state, { kind: 'unsubscribed', ticket, filters, codes });
      return true;
    }
    for (const [at, filter] of filters.entries()) {
      const wish = this.#state.wanted.get(filter);
      if (failed(codes[at] ?? 0x80)) this.#state.wanted.delete(filter);
      else if (wish) wish.granted = true;
    }
    // What it had before and gets no more is news as well.
    if (ticket !== null || codes.some(failed)) note(this.#state, { kind: 'subscribed', ticket, filters, codes });
    return true;
  }
}
