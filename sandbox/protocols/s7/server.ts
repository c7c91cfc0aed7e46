/**
 * An S7 server: a controller as its partners see it on port 102. It carries out one PDU at a time in the order of arrival, each when its
 * processing time is over; without one, within the call that brought the bytes.
 */
import { z } from 'zod';
import type { Effect, Failure, Party } from '../party.ts';
import { base64, bytesOf, time } from '../saved.ts';
import { moduleOf } from './cotp.ts';
import type { S7Device, S7Memory } from './memory.ts';
import { type Misbehaviour, misbehaviourSchema, misread } from './misbehaviour.ts';
import { errors } from './pdu.ts';
import { type Arrival, Session, type SessionRules, savedSession } from './session.ts';
import { maxTpktBytes } from './tpkt.ts';

export interface S7ServerOptions {
  /** At once; a further peer is reset. */
  maxConnections?: number;
  /** The largest PDU; what a client asks for may make it smaller. */
  pduLength?: 240 | 480 | 960;
  /** PDUs of one connection that may wait; a further one is answered with "too few resources". */
  parallel?: number;
  /** Rack and slot at which it stands; without it, any selector is served. */
  module?: { rack: number; slot: number } | null;
  /** A connection that says nothing for so long is closed; `null`: never. */
  idleTimeoutNs?: bigint | null;
  /** How long the device works at one PDU: an answer comes with the end of a scan. */
  processingNs?: bigint;
}

interface Connection {
  session: Session;
  /** When it last said something. */
  since: bigint;
  waiting: number;
}

/** A PDU whose answer is due. */
interface Work {
  connection: number;
  due: bigint;
  pdu: Uint8Array;
}

const savedServer = z.object({
  connections: z.array(z.object({ id: z.int(), since: time, waiting: z.int().min(0), session: savedSession })).max(1024),
  work: z.array(z.object({ connection: z.int(), due: time, pdu: base64(maxTpktBytes) })).max(65_536),
  answers: z.int().min(0),
  misbehaviour: misbehaviourSchema,
});

export class S7Server implements Party {
  /** What ails the device now; a fault may change it at any time. */
  misbehaviour: Misbehaviour = {};
  readonly #device: S7Device;
  /** Its memory as clients see it. */
  readonly #shown: S7Memory;
  readonly #options: Required<S7ServerOptions>;
  readonly #rules: SessionRules;
  readonly #connections = new Map<number, Connection>();
  /** By due time. */
  #work: Work[] = [];
  /** Answers that were due so far, for `dropEvery`. */
  #answers = 0;
  #effects: Effect[] = [];

  constructor(device: S7Device, options: S7ServerOptions = {}) {
    this.#device = device;
    this.#shown = misread(device.memory, () => this.misbehaviour);
    this.#options = {
      maxConnections: 8,
      pduLength: 480,
      parallel: 8,
      module: null,
      idleTimeoutNs: null,
      processingNs: 0n,
      ...options,
    };
    const { maxConnections, pduLength, parallel, module } = this.#options;
    this.#rules = {
      connections: maxConnections,
      pduLength,
      parallel,
      serves: (called) => {
        if (module === null) return true;
        const wanted = moduleOf(called);
        return wanted !== null && wanted.rack === module.rack && wanted.slot === module.slot;
      },
    };
  }

  get connections(): number {
    return this.#connections.size;
  }

  accepted(connection: number, _from: string, nowNs: bigint): void {
    if (this.#connections.size >= this.#options.maxConnections) this.#effects.push({ do: 'reset', connection });
    else this.#connections.set(connection, { session: new Session(this.#rules), since: nowNs, waiting: 0 });
  }

  received(connection: number, bytes: Uint8Array, nowNs: bigint): void {
    const peer = this.#connections.get(connection);
    if (!peer) return;
    peer.since = nowNs;
    const { pdus, send, end } = peer.session.receive(bytes);
    for (const one of send) this.#effects.push({ do: 'send', connection, bytes: one });
    for (const pdu of pdus) this.#take(connection, peer, pdu, nowNs);
    if (end !== null) this.#end(connection, end);
  }

  wake(nowNs: bigint): void {
    let done = 0;
    while (done < this.#work.length && this.#work[done]!.due <= nowNs) done += 1;
    for (const { connection, pdu } of this.#work.splice(0, done)) {
      const peer = this.#connections.get(connection);
      if (!peer) continue;
      peer.waiting -= 1;
      this.#answer(connection, peer, pdu, nowNs);
    }
    const idle = this.#options.idleTimeoutNs;
    if (idle === null) return;
    for (const [connection, { since, waiting }] of this.#connections)
      if (waiting === 0 && since + idle <= nowNs) this.#end(connection, 'close');
  }

  get due(): bigint | null {
    let due = this.#work[0]?.due ?? null;
    const idle = this.#options.idleTimeoutNs;
    if (idle === null) return due;
    for (const { since, waiting } of this.#connections.values())
      if (waiting === 0 && (due === null || since + idle < due)) due = since + idle;
    return due;
  }

  drain(): Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  closed(connection: number): void {
    this.#forget(connection);
  }

  /** A server opens no connection of its own. */
  connected(_connection: number, _nowNs: bigint): void {}
  failed(_connection: number, _why: Failure, _nowNs: bigint): void {}

  save(): z.input<typeof savedServer> {
    return {
      connections: Array.from(this.#connections, ([id, { session, since, waiting }]) => ({
        id,
        since: `${since}`,
        waiting,
        session: session.save(),
      })),
      work: this.#work.map(({ connection, due, pdu }) => ({ connection, due: `${due}`, pdu: bytesOf(pdu) })),
      answers: this.#answers,
      misbehaviour: { ...this.misbehaviour },
    };
  }

  /** Takes up what `save` gave, in the place of everything there is. `null`, or why it cannot; then nothing has changed. */
  restore(saved: unknown): string | null {
    const parsed = savedServer.safeParse(saved);
    if (!parsed.success) return z.prettifyError(parsed.error);
    this.#connections.clear();
    for (const { id, session, ...connection } of parsed.data.connections) {
      const restored = new Session(this.#rules);
      restored.restore(session);
      this.#connections.set(id, { ...connection, session: restored });
    }
    this.#work = parsed.data.work;
    this.#answers = parsed.data.answers;
    this.misbehaviour = parsed.data.misbehaviour;
    this.#effects = [];
    return null;
  }

  #take(connection: number, peer: Connection, pdu: Uint8Array, nowNs: bigint): void {
    // A PDU before it has ended the connection.
    if (!this.#connections.has(connection)) return;
    const { parallel } = this.#options;
    const processingNs = this.#options.processingNs + BigInt(this.misbehaviour.delayNs ?? 0);
    if (processingNs === 0n && this.#work.length === 0) {
      this.#answer(connection, peer, pdu, nowNs);
    } else if (peer.waiting >= parallel) {
      this.#say(connection, peer.session.refuse(pdu, errors.noResources));
    } else {
      const before = this.#work.at(-1)?.due ?? nowNs;
      this.#work.push({ connection, due: (before > nowNs ? before : nowNs) + processingNs, pdu });
      peer.waiting += 1;
    }
  }

  #answer(connection: number, { session }: Connection, pdu: Uint8Array, nowNs: bigint): void {
    const answer = session.answer(pdu, this.#device, nowNs, this.#shown);
    this.#answers += 1;
    const { dropEvery } = this.misbehaviour;
    // What cannot be answered ends the connection all the same.
    if (answer !== null && dropEvery && this.#answers % dropEvery === 0) return;
    this.#say(connection, answer);
  }

  /** An answer, or the end of a peer that cannot be answered. */
  #say(connection: number, bytes: Uint8Array | null): void {
    if (!this.#connections.has(connection)) return;
    if (bytes === null) this.#end(connection, 'reset');
    else this.#effects.push({ do: 'send', connection, bytes });
  }

  #end(connection: number, how: NonNullable<Arrival['end']>): void {
    if (!this.#connections.has(connection)) return;
    this.#effects.push({ do: how, connection });
    this.#forget(connection);
  }

  /** What a peer that has gone still wanted is not carried out. */
  #forget(connection: number): void {
    if (this.#connections.delete(connection)) this.#work = this.#work.filter((one) => one.connection !== connection);
  }
}
