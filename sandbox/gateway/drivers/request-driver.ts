/** What drivers of request-and-answer protocols have in common: a client whose requests stand for points. */
import { z } from 'zod';
import type { Effect, Failure, Party } from '../../protocols/party.ts';
import type { Driver, DriverEvent, LinkState, Point } from '../driver.ts';
import type { BadReason } from '../quality.ts';
import type { PlainValue } from '../schema.ts';

const askedSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('read'), points: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('write'), request: z.int(), point: z.string() }),
]);
export type Asked = z.output<typeof askedSchema>;

const savedSchema = z.strictObject({
  client: z.unknown(),
  asked: z.array(z.tuple([z.int(), askedSchema])),
  counters: z.strictObject({ requests: z.int(), timeouts: z.int(), reconnects: z.int() }),
  met: z.boolean(),
  alone: z.array(z.string()),
});

interface Client extends Party {
  close(nowNs: bigint): void;
  restore(saved: unknown): string | null;
}

export abstract class RequestDriver implements Driver {
  readonly counters = { requests: 0, timeouts: 0, reconnects: 0 };
  /** Points that are not read together with others: a request for several was refused. */
  protected readonly alone = new Set<string>();
  protected readonly asked = new Map<number, Asked>();
  protected readonly told: DriverEvent[] = [];
  protected abstract readonly client: Client;
  /** The device has been reached once. */
  #met = false;

  abstract readonly link: LinkState;
  abstract setPoints(points: readonly Point[]): void;
  abstract poll(points: readonly string[], nowNs: bigint): void;
  abstract write(request: number, point: string, value: PlainValue, nowNs: bigint): void;
  /** Takes the client's results and adds to `told`. */
  protected abstract listen(): void;

  events(): DriverEvent[] {
    this.listen();
    return this.told.splice(0);
  }

  protected trouble(points: readonly string[], reason: BadReason, detail: string | undefined, atNs: bigint): void {
    for (const point of points) this.told.push({ kind: 'trouble', point, reason, detail, atNs });
  }

  protected note(id: number, asked: Asked): void {
    this.asked.set(id, asked);
    this.counters.requests += 1;
  }

  accepted(connection: number, from: string, nowNs: bigint): void {
    this.client.accepted(connection, from, nowNs);
  }
  connected(connection: number, nowNs: bigint): void {
    if (this.#met) this.counters.reconnects += 1;
    this.#met = true;
    this.client.connected(connection, nowNs);
  }
  failed(connection: number, why: Failure, nowNs: bigint): void {
    this.client.failed(connection, why, nowNs);
  }
  received(connection: number, bytes: Uint8Array, nowNs: bigint): void {
    this.client.received(connection, bytes, nowNs);
  }
  closed(connection: number, how: 'closed' | 'reset', nowNs: bigint): void {
    this.client.closed(connection, how, nowNs);
  }
  wake(nowNs: bigint): void {
    this.client.wake(nowNs);
  }
  get due(): bigint | null {
    return this.client.due;
  }
  drain(): Effect[] {
    return this.client.drain();
  }
  stop(nowNs: bigint): void {
    this.client.close(nowNs);
    this.asked.clear();
  }

  save(): unknown {
    const { counters, alone, asked } = this;
    return { client: this.client.save(), asked: [...asked], counters: { ...counters }, met: this.#met, alone: [...alone] };
  }

  protected restore(saved: unknown): void {
    const { client, asked, counters, met, alone } = savedSchema.parse(saved);
    const problem = this.client.restore(client);
    if (problem !== null) throw new Error(problem);
    for (const [id, each] of asked) this.asked.set(id, each);
    Object.assign(this.counters, counters);
    this.#met = met;
    for (const point of alone) this.alone.add(point);
  }
}

/** What a failed request says of its tags. */
export function reasonOf(
  why: Failure | 'no-answer' | 'malformed' | 'wrong-unit' | 'invalid' | 'queue-full' | 'closed',
): BadReason {
  if (why === 'no-answer') return 'Timeout';
  if (why === 'malformed' || why === 'wrong-unit' || why === 'queue-full') return 'CommunicationError';
  return why === 'invalid' ? 'ConfigurationError' : 'NotConnected';
}

/** Numbers beyond what JSON carries exactly become text. */
export const plainOf = (value: boolean | number | bigint | string): PlainValue => {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
};
