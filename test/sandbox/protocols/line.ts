/** A client and a server with nothing between them but time: what one sends the other has a latency later. */
import type { Effect, Party } from '#sandbox/protocols/party.ts';

export const ms = 1_000_000n;

interface Delivery {
  at: bigint;
  to: 'client' | 'server';
  effect: Effect;
}

/** A client that is asked, and tells what became of it. */
export interface Asker<Result> extends Party {
  results(): Result[];
}

export class Line<Result, Client extends Asker<Result>, Server extends Party> {
  nowNs = 0n;
  /** Nobody listens: connections are refused. */
  refusing = false;
  /** Everything is swallowed. */
  cut = false;
  /** When the client has tried to connect. */
  readonly attempts: bigint[] = [];
  readonly #underWay: Delivery[] = [];
  /** The client's connection, by the server's number for it. */
  readonly #peers = new Map<number, number>();
  #accepted = 0;

  /** May be exchanged for what was restored from it. */
  client: Client;
  server: Server;
  readonly #latencyNs: bigint;

  constructor(client: Client, server: Server, latencyNs = ms) {
    this.client = client;
    this.server = server;
    this.#latencyNs = latencyNs;
  }

  /** Carries what is to be carried until nothing happens up to `untilNs`. */
  advance(untilNs: bigint): Result[] {
    const results: Result[] = [];
    for (;;) {
      this.#collect();
      results.push(...this.client.results());
      const times = [this.#underWay[0]?.at, this.client.due, this.server.due].filter((due) => typeof due === 'bigint');
      const next = times.reduce<bigint | null>((least, due) => (least === null || due < least ? due : least), null);
      if (next === null || next > untilNs) break;
      if (next > this.nowNs) this.nowNs = next;
      const delivery = this.#underWay[0]?.at === next ? this.#underWay.shift() : undefined;
      if (delivery) this.#deliver(delivery);
      else if (this.client.due === next) this.client.wake(this.nowNs);
      else this.server.wake(this.nowNs);
    }
    if (untilNs > this.nowNs) this.nowNs = untilNs;
    return results;
  }

  #collect(): void {
    for (const [to, effects] of [
      ['server', this.client.drain()],
      ['client', this.server.drain()],
    ] as const) {
      for (const effect of effects) if (!this.cut) this.#underWay.push({ at: this.nowNs + this.#latencyNs, to, effect });
    }
  }

  #deliver({ to, effect }: Delivery): void {
    const now = this.nowNs;
    if (effect.do === 'connect') {
      this.attempts.push(now);
      if (this.refusing) {
        this.client.failed(effect.connection, 'refused', now);
        return;
      }
      this.#accepted += 1;
      this.#peers.set(this.#accepted, effect.connection);
      this.client.connected(effect.connection, now);
      this.server.accepted(this.#accepted, '10.0.0.2', now);
      return;
    }
    const pair = [...this.#peers].find(([server, client]) => effect.connection === (to === 'server' ? client : server));
    if (!pair) return;
    const party = to === 'server' ? this.server : this.client;
    const connection = pair[to === 'server' ? 0 : 1];
    if (effect.do === 'send') party.received(connection, effect.bytes, now);
    else {
      this.#peers.delete(pair[0]);
      party.closed(connection, effect.do === 'close' ? 'closed' : 'reset', now);
    }
  }
}
