/**
 * Tools of a trainee's own machine on the rig's network: each of their connections is a stream from the host on which the trainee would
 * stand. What comes in from outside is an input of the rig, journalled as any other.
 */
import { z } from 'zod';
import type { Effect, Failure } from '../../protocols/party.ts';
import type { Restorable } from './devices/device.ts';

export type OutsideEvent =
  | { event: 'open' }
  | { event: 'bytes'; bytes: Uint8Array }
  | { event: 'closed' }
  | { event: 'failed'; why: Failure };

const saved = z.object({ streams: z.array(z.int().min(0)), next: z.int().min(0) });

/** Streams count from 0; connections that a party opens are negative. */
const connectionOf = (stream: number): number => -1 - stream;
const streamOf = (connection: number): number => -1 - connection;

export class Outside implements Restorable {
  readonly due = null;
  readonly #open = new Set<number>();
  /** The number of the next stream: none is used twice. */
  next = 0;
  #effects: Effect[] = [];
  #events: { stream: number; event: OutsideEvent }[] = [];

  open(stream: number, host: string, port: number): void {
    this.#open.add(stream);
    this.next = Math.max(this.next, stream + 1);
    this.#effects.push({ do: 'connect', connection: connectionOf(stream), host, port });
  }

  /** A stream that has ended takes nothing. */
  send(stream: number, bytes: Uint8Array): void {
    if (this.#open.has(stream)) this.#effects.push({ do: 'send', connection: connectionOf(stream), bytes });
  }

  close(stream: number): void {
    if (this.#open.delete(stream)) this.#effects.push({ do: 'close', connection: connectionOf(stream) });
  }

  /** How many are open, or being opened. */
  get count(): number {
    return this.#open.size;
  }

  closeAll(): void {
    for (const stream of [...this.#open]) this.close(stream);
  }

  /** What happened since the last call. */
  events(): { stream: number; event: OutsideEvent }[] {
    if (this.#events.length === 0) return this.#events;
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** It listens nowhere. */
  accepted(): void {}
  connected(connection: number): void {
    this.#tell(connection, { event: 'open' });
  }
  failed(connection: number, why: Failure): void {
    this.#open.delete(streamOf(connection));
    this.#tell(connection, { event: 'failed', why });
  }
  received(connection: number, bytes: Uint8Array): void {
    this.#tell(connection, { event: 'bytes', bytes: bytes.slice() });
  }
  closed(connection: number): void {
    this.#open.delete(streamOf(connection));
    this.#tell(connection, { event: 'closed' });
  }
  wake(): void {}

  #tell(connection: number, event: OutsideEvent): void {
    this.#events.push({ stream: streamOf(connection), event });
  }

  drain(): Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  save(): unknown {
    return { streams: [...this.#open], next: this.next };
  }

  restore(record: unknown): string | null {
    const read = saved.safeParse(record);
    if (!read.success) return 'the streams from outside cannot be read';
    this.#open.clear();
    for (const stream of read.data.streams) this.#open.add(stream);
    this.next = read.data.next;
    this.#events = [];
    return null;
  }
}
