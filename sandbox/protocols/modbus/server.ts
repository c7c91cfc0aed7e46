/**
 * A Modbus TCP server: a device, or a gateway before several. It carries out one request at a time in the order of arrival, each when its
 * processing time is over; without one, within the call that brought the bytes.
 */
import { z } from 'zod';
import type { Effect, Failure, Party } from '../party.ts';
import { base64, bytesOf, connectionId, time } from '../saved.ts';
import { isException } from './answers.ts';
import { encodeFrame, type Frame, FrameReader, maxFrameBytes } from './mbap.ts';
import type { ModbusMemory } from './memory.ts';
import { type Answer, type Exception, exceptions } from './messages.ts';
import { encodeMisbehaving, type Misbehaviour, misbehaviourSchema } from './misbehaviour.ts';
import { perform } from './perform.ts';
import { decodeRequest } from './requests.ts';

export interface ModbusServerOptions {
  /** At once; a further peer is reset. */
  maxConnections?: number;
  /** A connection that says nothing for so long is closed; `null`: never. */
  idleTimeoutNs?: bigint | null;
  /** How long the device works at one request. */
  processingNs?: bigint;
  /** Requests of one connection that wait; a further one is answered with exception 06, server device busy. */
  maxWaiting?: number;
  /** A request to a unit that is not there: exception 0B or 0A as a gateway answers, or nothing, as a lone device behind a serial line. */
  unknownUnit?: 'exception' | 'silence';
}

interface Connection {
  reader: FrameReader;
  /** When it last said something, or was answered. */
  since: bigint;
  waiting: number;
  /** Misbehaviour `staleAfterError`: the last good answer, and whether an exception came after it. */
  lastGood: Uint8Array | null;
  erred: boolean;
}

/** A request whose answer is due. */
interface Job {
  connection: number;
  due: bigint;
  frame: Frame;
}

const savedServer = z.object({
  connections: z
    .array(
      z.object({
        id: connectionId,
        rest: base64(maxFrameBytes),
        since: time,
        lastGood: base64(maxFrameBytes).nullable(),
        erred: z.boolean(),
      }),
    )
    .max(1024),
  jobs: z
    .array(
      z.object({
        connection: connectionId,
        due: time,
        transaction: z.int().min(0).max(0xffff),
        unit: z.int().min(0).max(0xff),
        pdu: base64(maxFrameBytes),
      }),
    )
    .max(65_536),
  answers: z.int().min(0),
  misbehaviour: misbehaviourSchema,
});

export class ModbusServer implements Party {
  /** What ails the device now; a fault may change it at any time. */
  misbehaviour: Misbehaviour = {};
  readonly #memory: ModbusMemory;
  readonly #options: Required<ModbusServerOptions>;
  readonly #connections = new Map<number, Connection>();
  /** By due time. */
  #jobs: Job[] = [];
  /** Answers that were due so far, for `dropEvery`. */
  #answers = 0;
  #effects: Effect[] = [];

  constructor(memory: ModbusMemory, options: ModbusServerOptions = {}) {
    this.#memory = memory;
    this.#options = {
      maxConnections: 8,
      idleTimeoutNs: null,
      processingNs: 0n,
      maxWaiting: 16,
      unknownUnit: 'exception',
      ...options,
    };
  }

  get connections(): number {
    return this.#connections.size;
  }

  accepted(connection: number, _from: string, nowNs: bigint): void {
    if (this.#connections.size >= this.#options.maxConnections) {
      this.#effects.push({ do: 'reset', connection });
      return;
    }
    this.#connections.set(connection, { reader: new FrameReader(), since: nowNs, waiting: 0, lastGood: null, erred: false });
  }

  received(connection: number, bytes: Uint8Array, nowNs: bigint): void {
    const peer = this.#connections.get(connection);
    if (!peer) return;
    peer.since = nowNs;
    const { frames, broken } = peer.reader.push(bytes);
    for (const frame of frames) this.#take(connection, peer, frame, nowNs);
    // No Modbus: where the next frame begins cannot be known, and there is no request to answer.
    if (broken) this.#end(connection, 'reset');
  }

  wake(nowNs: bigint): void {
    let done = 0;
    while (done < this.#jobs.length && this.#jobs[done]!.due <= nowNs) done += 1;
    for (const { connection, frame } of this.#jobs.splice(0, done)) {
      const peer = this.#connections.get(connection);
      if (!peer) continue;
      peer.waiting -= 1;
      peer.since = nowNs;
      this.#answer(connection, peer, frame);
    }
    const idle = this.#options.idleTimeoutNs;
    if (idle === null) return;
    for (const [connection, { since, waiting }] of this.#connections)
      if (waiting === 0 && since + idle <= nowNs) this.#end(connection, 'close');
  }

  get due(): bigint | null {
    let due = this.#jobs[0]?.due ?? null;
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
      connections: Array.from(this.#connections, ([id, { reader, since, lastGood, erred }]) => ({
        id,
        rest: bytesOf(reader.rest),
        since: `${since}`,
        lastGood: lastGood && bytesOf(lastGood),
        erred,
      })),
      jobs: this.#jobs.map(({ connection, due, frame }) => ({ connection, due: `${due}`, ...frame, pdu: bytesOf(frame.pdu) })),
      answers: this.#answers,
      misbehaviour: { ...this.misbehaviour },
    };
  }

  /** Takes up what `save` gave, in the place of everything there is. `null`, or why it cannot; then nothing has changed. */
  restore(saved: unknown): string | null {
    const parsed = savedServer.safeParse(saved);
    if (!parsed.success) return z.prettifyError(parsed.error);
    const { connections, jobs, answers, misbehaviour } = parsed.data;
    this.#connections.clear();
    for (const { id, rest, ...connection } of connections) {
      const reader = new FrameReader();
      reader.rest = rest;
      const waiting = jobs.filter((job) => job.connection === id).length;
      this.#connections.set(id, { ...connection, waiting, reader });
    }
    this.#jobs = jobs.map(({ connection, due, ...frame }) => ({ connection, due, frame }));
    this.#answers = answers;
    this.misbehaviour = misbehaviour;
    this.#effects = [];
    return null;
  }

  #take(connection: number, peer: Connection, frame: Frame, nowNs: bigint): void {
    const work = this.#options.processingNs + BigInt(this.misbehaviour.delayNs ?? 0);
    if (work === 0n && this.#jobs.length === 0) {
      this.#answer(connection, peer, frame);
    } else if (peer.waiting >= this.#options.maxWaiting) {
      this.#send(connection, frame, Uint8Array.of((frame.pdu[0] ?? 0) | 0x80, exceptions.serverDeviceBusy));
    } else {
      const before = this.#jobs.at(-1)?.due ?? nowNs;
      this.#jobs.push({ connection, due: (before > nowNs ? before : nowNs) + work, frame });
      peer.waiting += 1;
    }
  }

  #answer(connection: number, peer: Connection, frame: Frame): void {
    const answer = this.#carryOut(frame);
    if (answer === null) return;
    this.#answers += 1;
    const { dropEvery, staleAfterError } = this.misbehaviour;
    if (dropEvery && this.#answers % dropEvery === 0) return;
    let pdu = encodeMisbehaving(answer, this.misbehaviour);
    if (staleAfterError) {
      if (isException(answer)) peer.erred = true;
      else if (peer.erred && peer.lastGood) [pdu, peer.erred] = [peer.lastGood, false];
      else [peer.lastGood, peer.erred] = [pdu, false];
    }
    this.#send(connection, frame, pdu);
  }

  /** `null`: silence. */
  #carryOut({ unit: id, pdu }: Frame): Answer | Exception | null {
    const unit = this.#memory.unit(id);
    if (typeof unit === 'string') {
      if (this.#options.unknownUnit === 'silence') return null;
      const { gatewayPathUnavailable, gatewayTargetFailedToRespond } = exceptions;
      return {
        code: pdu[0] ?? 0,
        exception: unit === 'path-unavailable' ? gatewayPathUnavailable : gatewayTargetFailedToRespond,
      };
    }
    const request = decodeRequest(pdu);
    return isException(request) ? request : perform(unit, request, this.misbehaviour.registerOffset);
  }

  #send(connection: number, { transaction, unit }: Frame, pdu: Uint8Array): void {
    const { wrongTransaction, wrongUnit } = this.misbehaviour;
    const bytes = encodeFrame({
      transaction: wrongTransaction ? (transaction + 1) & 0xffff : transaction,
      unit: wrongUnit ?? unit,
      pdu,
    });
    this.#effects.push({ do: 'send', connection, bytes });
  }

  #end(connection: number, how: 'close' | 'reset'): void {
    this.#effects.push({ do: how, connection });
    this.#forget(connection);
  }

  /** What a peer that has gone still wanted is not carried out. */
  #forget(connection: number): void {
    if (this.#connections.delete(connection)) this.#jobs = this.#jobs.filter((job) => job.connection !== connection);
  }
}
