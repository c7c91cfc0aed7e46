/**
 * A Modbus TCP client: its owner asks, it connects when there is something to ask, and leaves results to be drained. An answer is taken
 * for the request whose transaction id it carries; one that comes after its request has timed out is counted and forgotten.
 *
 * While there is no connection, requests wait for the next attempt, no longer than their timeout; an attempt that fails fails them all.
 * Attempts come at once after a quiet time, then at intervals that double from `backoff.minNs` to `backoff.maxNs` until a device answers.
 */
import { z } from 'zod';
import type { Effect, Failure, Party } from '../party.ts';
import { bytesOf } from '../saved.ts';
import { decodeAnswer, isException } from './answers.ts';
import { encodeFrame, type Frame, FrameReader } from './mbap.ts';
import type { Request } from './messages.ts';
import { encodeRequest, requestProblem } from './requests.ts';
import type { ClientFailure, Result } from './result.ts';
import { savedClient } from './saved-client.ts';

export interface ModbusClientOptions {
  host: string;
  port?: number;
  /** From sending to answer, and the longest wait for a connection. */
  timeoutNs?: bigint;
  /** How often a request is sent again that got no answer. */
  retries?: number;
  backoff?: { minNs: bigint; maxNs: bigint };
  /** Requests under way at once: most devices want one. */
  depth?: number;
  /** Requests that wait; a further one fails. */
  maxWaiting?: number;
  /** Timeouts in a row after which the connection is given up: the peer may be gone without a word. */
  timeoutsToReconnect?: number;
}

interface Job {
  id: number;
  unit: number;
  request: Request;
  sent: number;
  /** Waiting: since when. Under way: when it was sent. */
  since: bigint;
}

type Link = 'closed' | 'connecting' | 'open';

export class ModbusClient implements Party {
  readonly #options: Required<ModbusClientOptions>;
  #link: Link = 'closed';
  /** The last one that was opened: -1, -2 and so on. */
  #connection = 0;
  readonly #reader = new FrameReader();
  /** When the attempt to connect began. */
  #since = 0n;
  /** No attempt before this, and the pause before the one after. */
  #notBefore = 0n;
  #pauseNs: bigint;
  #lastFailure: Failure = 'timeout';
  #waiting: Job[] = [];
  /** By transaction id, the oldest first. */
  readonly #underWay = new Map<number, Job>();
  #nextId = 1;
  #nextTransaction = 1;
  #timeouts = 0;
  #late = 0;
  #results: Result[] = [];
  #effects: Effect[] = [];

  constructor(options: ModbusClientOptions) {
    this.#options = {
      port: 502,
      timeoutNs: 1_000_000_000n,
      retries: 1,
      backoff: { minNs: 500_000_000n, maxNs: 30_000_000_000n },
      depth: 1,
      maxWaiting: 256,
      timeoutsToReconnect: 3,
      ...options,
    };
    this.#pauseNs = this.#options.backoff.minNs;
  }

  get link(): Link {
    return this.#link;
  }

  /** Requests without a result yet. */
  get open(): number {
    return this.#waiting.length + this.#underWay.size;
  }

  /** Answers that came too late or to no request of ours. */
  get late(): number {
    return this.#late;
  }

  /** Asks; the result will carry the number that is answered. */
  ask(unit: number, request: Request, nowNs: bigint): number {
    const job: Job = { id: this.#nextId, unit, request, sent: 0, since: nowNs };
    this.#nextId += 1;
    const problem = unit >= 0 && unit <= 255 && Number.isInteger(unit) ? requestProblem(request)?.en : 'a unit id is 0 to 255';
    if (problem !== undefined) this.#fail(job, 'invalid', nowNs, problem);
    else if (this.#waiting.length >= this.#options.maxWaiting) this.#fail(job, 'queue-full', nowNs);
    else this.#waiting.push(job);
    this.#proceed(nowNs);
    return job.id;
  }

  /** What has become known since the last call, in that order. */
  results(): Result[] {
    const results = this.#results;
    this.#results = [];
    return results;
  }

  /** Ends the connection; what has no answer yet fails. */
  close(nowNs: bigint): void {
    if (this.#link !== 'closed') this.#effects.push({ do: 'close', connection: this.#connection });
    this.#link = 'closed';
    const jobs = [...this.#underWay.values(), ...this.#waiting.splice(0)];
    this.#underWay.clear();
    for (const job of jobs) this.#fail(job, 'closed', nowNs);
  }

  /** A client accepts nobody. */
  accepted(connection: number, _from: string, _nowNs: bigint): void {
    this.#effects.push({ do: 'reset', connection });
  }

  connected(connection: number, nowNs: bigint): void {
    if (connection !== this.#connection || this.#link !== 'connecting') return;
    this.#link = 'open';
    this.#timeouts = 0;
    this.#reader.rest = new Uint8Array(0);
    this.#proceed(nowNs);
  }

  failed(connection: number, why: Failure, nowNs: bigint): void {
    if (connection !== this.#connection || this.#link !== 'connecting') return;
    this.#lost(nowNs, why);
    for (const job of this.#waiting.splice(0)) this.#fail(job, why, nowNs);
  }

  closed(connection: number, _how: 'closed' | 'reset', nowNs: bigint): void {
    if (connection !== this.#connection || this.#link === 'closed') return;
    // A server that ends what was idle is not one that failed.
    const idle = this.#underWay.size === 0 && this.#pauseNs === this.#options.backoff.minNs;
    this.#lost(nowNs, 'reset');
    if (idle) this.#notBefore = nowNs;
    this.#proceed(nowNs);
  }

  received(connection: number, bytes: Uint8Array, nowNs: bigint): void {
    if (connection !== this.#connection || this.#link !== 'open') return;
    const { frames, broken } = this.#reader.push(bytes);
    for (const frame of frames) this.#take(frame, nowNs);
    if (broken) this.#drop(nowNs, 'malformed');
    this.#proceed(nowNs);
  }

  wake(nowNs: bigint): void {
    const { timeoutNs, timeoutsToReconnect } = this.#options;
    if (this.#link === 'connecting' && this.#since + timeoutNs <= nowNs) {
      this.#effects.push({ do: 'reset', connection: this.#connection });
      this.failed(this.#connection, 'timeout', nowNs);
    }
    const unanswered = [...this.#underWay].filter(([, { since }]) => since + timeoutNs <= nowNs);
    for (const [transaction] of unanswered) this.#underWay.delete(transaction);
    this.#timeouts += unanswered.length;
    for (const [, job] of unanswered.toReversed()) this.#again(job, 'no-answer', nowNs);
    if (this.#link === 'open' && this.#timeouts >= timeoutsToReconnect) this.#drop(nowNs, 'no-answer');
    if (this.#link === 'closed' && this.#notBefore > nowNs) {
      const patient = (job: Job): boolean => job.since + timeoutNs > nowNs;
      for (const job of this.#waiting) if (!patient(job)) this.#fail(job, this.#lastFailure, nowNs);
      this.#waiting = this.#waiting.filter(patient);
    }
    this.#proceed(nowNs);
  }

  get due(): bigint | null {
    const { timeoutNs } = this.#options;
    if (this.#link === 'connecting') return this.#since + timeoutNs;
    if (this.#link === 'open') {
      for (const { since } of this.#underWay.values()) return since + timeoutNs;
      return null;
    }
    if (this.#waiting.length === 0) return null;
    return this.#waiting.reduce((due, { since }) => (since + timeoutNs < due ? since + timeoutNs : due), this.#notBefore);
  }

  drain(): Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  save(): z.input<typeof savedClient> {
    const saved = (job: Job) => ({ ...job, since: `${job.since}` });
    return {
      link: this.#link,
      connection: this.#connection,
      rest: bytesOf(this.#reader.rest),
      since: `${this.#since}`,
      notBefore: `${this.#notBefore}`,
      pauseNs: `${this.#pauseNs}`,
      lastFailure: this.#lastFailure,
      waiting: this.#waiting.map(saved),
      underWay: Array.from(this.#underWay, ([transaction, job]) => ({ ...saved(job), transaction })),
      nextId: this.#nextId,
      nextTransaction: this.#nextTransaction,
      timeouts: this.#timeouts,
      late: this.#late,
    };
  }

  /** Takes up what `save` gave, in the place of everything there is. `null`, or why it cannot; then nothing has changed. */
  restore(saved: unknown): string | null {
    const parsed = savedClient.safeParse(saved);
    if (!parsed.success) return z.prettifyError(parsed.error);
    const { data } = parsed;
    this.#link = data.link;
    this.#connection = data.connection;
    this.#reader.rest = data.rest;
    this.#since = data.since;
    this.#notBefore = data.notBefore;
    this.#pauseNs = data.pauseNs;
    this.#lastFailure = data.lastFailure;
    this.#waiting = data.waiting;
    this.#underWay.clear();
    for (const { transaction, ...job } of data.underWay) this.#underWay.set(transaction, job);
    this.#nextId = data.nextId;
    this.#nextTransaction = data.nextTransaction;
    this.#timeouts = data.timeouts;
    this.#late = data.late;
    this.#results = [];
    this.#effects = [];
    return null;
  }

  /** Connects if that is due, sends what may be sent. */
  #proceed(nowNs: bigint): void {
    if (this.#waiting.length === 0) return;
    if (this.#link === 'closed' && this.#notBefore <= nowNs) {
      this.#connection -= 1;
      this.#link = 'connecting';
      this.#since = nowNs;
      const { host, port } = this.#options;
      this.#effects.push({ do: 'connect', connection: this.#connection, host, port });
    }
    while (this.#link === 'open' && this.#waiting.length > 0 && this.#underWay.size < this.#options.depth) {
      const job = this.#waiting.shift()!;
      while (this.#underWay.has(this.#nextTransaction)) this.#nextTransaction = (this.#nextTransaction + 1) & 0xffff;
      const transaction = this.#nextTransaction;
      this.#nextTransaction = (transaction + 1) & 0xffff;
      job.sent += 1;
      job.since = nowNs;
      this.#underWay.set(transaction, job);
      const bytes = encodeFrame({ transaction, unit: job.unit, pdu: encodeRequest(job.request) });
      this.#effects.push({ do: 'send', connection: this.#connection, bytes });
    }
  }

  #take({ transaction, unit, pdu }: Frame, nowNs: bigint): void {
    const job = this.#underWay.get(transaction);
    if (!job) {
      this.#late += 1;
      return;
    }
    this.#underWay.delete(transaction);
    this.#timeouts = 0;
    this.#pauseNs = this.#options.backoff.minNs;
    this.#notBefore = nowNs;
    if (unit !== job.unit) {
      this.#fail(job, 'wrong-unit', nowNs, `unit ${job.unit} was asked, unit ${unit} answered`);
      return;
    }
    const said = decodeAnswer(pdu, job.request);
    if (said === null) this.#fail(job, 'malformed', nowNs);
    else if (isException(said)) this.#finish(job, { kind: 'exception', exception: said.exception }, nowNs);
    else this.#finish(job, { kind: 'answer', answer: said }, nowNs);
  }

  /** Gives a connection up that is still there. */
  #drop(nowNs: bigint, why: ClientFailure): void {
    this.#effects.push({ do: 'reset', connection: this.#connection });
    this.#lost(nowNs, 'reset', why);
  }

  /** There is no connection any more: the next attempt waits, each time longer. */
  #lost(nowNs: bigint, failure: Failure, why: ClientFailure = failure): void {
    this.#link = 'closed';
    this.#lastFailure = failure;
    this.#notBefore = nowNs + this.#pauseNs;
    const { maxNs } = this.#options.backoff;
    this.#pauseNs = this.#pauseNs * 2n < maxNs ? this.#pauseNs * 2n : maxNs;
    this.#reader.rest = new Uint8Array(0);
    const jobs = [...this.#underWay.values()];
    this.#underWay.clear();
    for (const job of jobs.toReversed()) this.#again(job, why, nowNs);
  }

  /** Once more, before all others, if it may. */
  #again(job: Job, why: ClientFailure, nowNs: bigint): void {
    if (job.sent > this.#options.retries) this.#fail(job, why, nowNs);
    else this.#waiting.unshift({ ...job, since: nowNs });
  }

  #fail(job: Job, why: ClientFailure, nowNs: bigint, detail?: string): void {
    this.#finish(job, { kind: 'failed', why, ...(detail === undefined ? {} : { detail }) }, nowNs);
  }

  #finish({ id, unit, request, sent }: Job, outcome: Result['outcome'], atNs: bigint): void {
    this.#results.push({ id, unit, request, atNs, sent, outcome });
  }
}
