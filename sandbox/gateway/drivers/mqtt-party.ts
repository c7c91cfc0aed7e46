/** What the way north and the MQTT driver have in common: a client, the chance of its pauses, and its tickets by ours. */
import { z } from 'zod';
import { Client, type Publication } from '../../protocols/mqtt/client.ts';
import type { ClientOptions } from '../../protocols/mqtt/client-options.ts';
import type { Notice, Received } from '../../protocols/mqtt/client-state.ts';
import type { Effect, Failure, Party } from '../../protocols/party.ts';
import type { LinkState } from '../driver.ts';

const savedSchema = z.strictObject({
  client: z.unknown(),
  chance: z.int(),
  tickets: z.array(z.tuple([z.int(), z.int()])),
  met: z.boolean(),
  counters: z.strictObject({ requests: z.int(), timeouts: z.int(), reconnects: z.int() }),
});

interface Settings {
  version: '3.1.1' | '5.0';
  user?: string | undefined;
  password?: string | undefined;
  keepAlive: bigint;
  backoff: { min: bigint; max: bigint };
}

const seconds = (ns: bigint): number => Number(ns) / 1e9;

/** The part of a client's options that a file says. */
export const clientOptions = ({ version, user, password, keepAlive, backoff }: Settings) => ({
  level: version === '5.0' ? (5 as const) : (4 as const),
  clean: false,
  discardSession: true,
  keepAliveS: Math.min(65_535, Math.max(1, Math.round(seconds(keepAlive)))),
  backOff: { firstS: seconds(backoff.min), mostS: seconds(backoff.max), jitter: 0.5 },
  ...(user === undefined ? {} : { username: user }),
  // MQTT 3.1.1 (3.1.2.9) has no password without a user name.
  ...(user === undefined || password === undefined ? {} : { password }),
});

export abstract class MqttParty implements Party {
  readonly counters = { requests: 0, timeouts: 0, reconnects: 0 };
  protected readonly client: Client;
  #chance: number;
  /** Ours by the client's. */
  readonly #tickets = new Map<number, number>();
  #met = false;
  #nowNs: bigint;

  constructor(options: ClientOptions, nowNs: bigint, chance: number, saved: unknown) {
    this.#nowNs = nowNs;
    const draw = (): number => this.#draw();
    if (saved === undefined) {
      this.#chance = chance | 1;
      this.client = new Client(options, draw);
      this.client.start(nowNs);
      return;
    }
    const state = savedSchema.parse(saved);
    const client = Client.restore(options, draw, state.client);
    if (!client) throw new Error('the saved MQTT client cannot be read');
    this.client = client;
    this.#chance = state.chance;
    this.#met = state.met;
    Object.assign(this.counters, state.counters);
    for (const [theirs, ours] of state.tickets) this.#tickets.set(theirs, ours);
  }

  get link(): LinkState {
    const { phase } = this.client;
    if (phase === 'open') return 'connected';
    return phase === 'waiting' ? 'waiting' : phase === 'stopped' ? 'idle' : 'connecting';
  }

  protected send(ticket: number, message: Publication, nowNs: bigint): boolean {
    this.#nowNs = nowNs;
    const taken = this.client.publish(message, nowNs);
    if (taken.ticket === null) return false;
    this.#tickets.set(taken.ticket, ticket);
    return true;
  }

  /** What the client has for us; of a message of ours, `ticket` is ours. */
  protected take(): { messages: Received[]; notices: Notice[] } {
    const { messages, notices } = this.client.take(this.#nowNs);
    const ours: Notice[] = [];
    for (const notice of notices) {
      if (notice.kind === 'connected') {
        if (this.#met) this.counters.reconnects += 1;
        this.#met = true;
      }
      if (notice.kind !== 'published') {
        ours.push(notice);
        continue;
      }
      const ticket = this.#tickets.get(notice.ticket);
      this.#tickets.delete(notice.ticket);
      if (ticket !== undefined) ours.push({ ...notice, ticket });
    }
    return { messages, notices: ours };
  }

  protected get nowNs(): bigint {
    return this.#nowNs;
  }

  accepted(): void {
    this.client.accepted();
  }
  connected(connection: number, nowNs: bigint): void {
    this.#nowNs = nowNs;
    this.client.connected(connection, nowNs);
  }
  failed(connection: number, why: Failure, nowNs: bigint): void {
    this.#nowNs = nowNs;
    this.client.failed(connection, why, nowNs);
  }
  received(connection: number, bytes: Uint8Array, nowNs: bigint): void {
    this.#nowNs = nowNs;
    this.client.received(connection, bytes, nowNs);
  }
  closed(connection: number, how: 'closed' | 'reset', nowNs: bigint): void {
    this.#nowNs = nowNs;
    this.client.closed(connection, how, nowNs);
  }
  wake(nowNs: bigint): void {
    this.#nowNs = nowNs;
    this.client.wake(nowNs);
  }
  get due(): bigint | null {
    return this.client.due;
  }
  drain(): Effect[] {
    return this.client.drain();
  }
  stop(nowNs: bigint): void {
    this.client.stop(nowNs);
  }

  save(): unknown {
    const { counters } = this;
    const tickets = [...this.#tickets];
    return { client: this.client.save(), chance: this.#chance, tickets, met: this.#met, counters: { ...counters } };
  }

  /** From 0 to below 1 (xorshift, 32 bits): its state is saved, so that pauses are the same again. */
  #draw(): number {
    let x = this.#chance;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#chance = x | 0;
    return (x >>> 0) / 0x1_0000_0000;
  }
}
