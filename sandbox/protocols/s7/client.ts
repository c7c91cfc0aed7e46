/**
 * An S7 client: its owner asks, it connects when there is something to ask, and leaves results to be drained. One PDU is under way at a
 * time; a request that needs several keeps its place. An answer is taken for the PDU whose reference it carries; one that comes after
 * its time is counted and forgotten.
 *
 * While there is no connection, requests wait for the next attempt, no longer than their timeout; an attempt that fails fails them all.
 * Attempts come at once after a quiet time, then at intervals that double from `backoff.minNs` to `backoff.maxNs` until a device answers.
 */
import { z } from 'zod';
import type { Effect, Failure, Party } from '../party.ts';
import {
  type ClientState,
  freshState,
  type S7ClientOptions,
  type SavedClient,
  savedClient,
  saveState,
  selectorsOf,
  withDefaults,
} from './client-state.ts';
import { decodeAnswer, encodeRead, encodeSetupJob, encodeWrite } from './codec.ts';
import { type ClientFailure, type Job, type Result, takeItems, takeList } from './jobs.ts';
import { decodePdu, kinds, type Pdu } from './pdu.ts';
import { dataOf, nextPieces, type Request, requestProblem } from './requests.ts';
import { Transport } from './transport.ts';
import { cpuFunctions, encodeUserData, groups, requestOf } from './userdata.ts';

const leastPduLength = 64;

export class S7Client implements Party {
  readonly #options: Required<S7ClientOptions>;
  readonly #transport = new Transport();
  #state: ClientState;
  #results: Result[] = [];
  #effects: Effect[] = [];

  constructor(options: S7ClientOptions) {
    this.#options = withDefaults(options);
    this.#state = freshState(this.#options.backoff.minNs);
  }

  get link(): SavedClient['link'] {
    return this.#state.link;
  }

  /** What was agreed upon; 0 before. */
  get pduLength(): number {
    return this.#state.pduLength;
  }

  /** Requests without a result yet. */
  get open(): number {
    return this.#state.waiting.length + (this.#state.current ? 1 : 0);
  }

  /** Answers that came too late or to no request of ours. */
  get late(): number {
    return this.#state.late;
  }

  /** Asks; the result will carry the number that is answered. */
  ask(request: Request, nowNs: bigint): number {
    const state = this.#state;
    const job: Job = {
      id: state.nextId,
      request,
      since: nowNs,
      sent: 0,
      cursor: { index: 0, at: 0 },
      gathered: [],
      following: null,
    };
    state.nextId += 1;
    const problem = requestProblem(request);
    if (problem !== null) this.#fail(job, 'invalid', nowNs, problem);
    else if (state.waiting.length >= this.#options.maxWaiting) this.#fail(job, 'queue-full', nowNs);
    else state.waiting.push(job);
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
    const state = this.#state;
    if (state.link !== 'closed') this.#effects.push({ do: 'close', connection: state.connection });
    state.link = 'closed';
    this.#failAll('closed', nowNs);
  }

  /** A client accepts nobody. */
  accepted(connection: number, _from: string, _nowNs: bigint): void {
    this.#effects.push({ do: 'reset', connection });
  }

  connected(connection: number, nowNs: bigint): void {
    if (!this.#isOurs(connection, 'connecting')) return;
    this.#transport.begin();
    this.#send(this.#transport.request(...selectorsOf(this.#options)));
    this.#state.link = 'transport';
    this.#state.since = nowNs;
  }

  failed(connection: number, why: Failure, nowNs: bigint): void {
    if (this.#isOurs(connection, 'connecting')) this.#lost(nowNs, why);
  }

  closed(connection: number, _how: 'closed' | 'reset', nowNs: bigint): void {
    // One that ends before it is set up was refused: by rack and slot, or because all connections are taken.
    if (this.#isOurs(connection)) this.#lost(nowNs, this.#state.link === 'open' ? 'reset' : 'refused');
  }

  received(connection: number, bytes: Uint8Array, nowNs: bigint): void {
    if (!this.#isOurs(connection)) return;
    const { confirmed, pdus, end } = this.#transport.receive(bytes);
    if (confirmed && this.#state.link === 'transport') {
      this.#state.link = 'setup';
      this.#state.since = nowNs;
      const setup = { calling: 1, called: 1, pduLength: this.#options.pduLength };
      this.#send(this.#transport.data(encodeSetupJob(this.#newReference(), setup)));
    }
    for (const bytesOfPdu of pdus) {
      if (!this.#isOurs(connection)) return;
      const pdu = decodePdu(bytesOfPdu);
      if (pdu === null) this.#drop(nowNs, 'reset');
      else this.#take(pdu, nowNs);
    }
    if (end !== null && this.#isOurs(connection)) this.#drop(nowNs, end);
    this.#proceed(nowNs);
  }

  wake(nowNs: bigint): void {
    const state = this.#state;
    const { timeoutNs, retries, timeoutsToReconnect } = this.#options;
    if (state.link === 'open') {
      const job = state.current;
      if (job && job.since + timeoutNs <= nowNs) {
        state.timeouts += 1;
        state.current = null;
        if (job.sent > retries) this.#fail(job, 'no-answer', nowNs);
        else state.waiting.unshift({ ...job, since: nowNs });
        if (state.timeouts >= timeoutsToReconnect) this.#drop(nowNs, 'timeout');
      }
    } else if (state.link !== 'closed') {
      if (state.since + timeoutNs <= nowNs) this.#drop(nowNs, 'timeout');
    } else {
      const spent = state.waiting.filter(({ since }) => since + timeoutNs <= nowNs);
      state.waiting = state.waiting.filter(({ since }) => since + timeoutNs > nowNs);
      for (const job of spent) this.#fail(job, state.lastFailure, nowNs);
    }
    this.#proceed(nowNs);
  }

  get due(): bigint | null {
    const { link, since, current, waiting, notBefore } = this.#state;
    const { timeoutNs } = this.#options;
    if (link === 'open') return current && current.since + timeoutNs;
    if (link !== 'closed') return since + timeoutNs;
    if (waiting.length === 0) return null;
    return waiting.reduce((due, job) => (job.since + timeoutNs < due ? job.since + timeoutNs : due), notBefore);
  }

  drain(): Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  save(): z.input<typeof savedClient> {
    return { ...saveState(this.#state), transport: this.#transport.save() };
  }

  /** Takes up what `save` gave, in the place of everything there is. `null`, or why it cannot; then nothing has changed. */
  restore(saved: unknown): string | null {
    const parsed = savedClient.safeParse(saved);
    if (!parsed.success) return z.prettifyError(parsed.error);
    const { transport, ...state } = parsed.data;
    for (const { request } of [...state.waiting, ...(state.current ? [state.current] : [])]) {
      const problem = requestProblem(request);
      if (problem !== null) return problem;
    }
    this.#transport.restore(transport);
    this.#state = state;
    this.#results = [];
    this.#effects = [];
    return null;
  }

  #isOurs(connection: number, link?: SavedClient['link']): boolean {
    const state = this.#state;
    return connection === state.connection && (link === undefined ? state.link !== 'closed' : state.link === link);
  }

  #send(bytes: Uint8Array): void {
    this.#effects.push({ do: 'send', connection: this.#state.connection, bytes });
  }

  #newReference(): number {
    this.#state.reference = (this.#state.reference % 0xffff) + 1;
    return this.#state.reference;
  }

  /** Connects if that is due, sends what may be sent. */
  #proceed(nowNs: bigint): void {
    const state = this.#state;
    if (state.waiting.length === 0) return;
    if (state.link === 'closed' && state.notBefore <= nowNs) {
      state.connection -= 1;
      state.link = 'connecting';
      state.since = nowNs;
      const { host, port } = this.#options;
      this.#effects.push({ do: 'connect', connection: state.connection, host, port });
    }
    if (state.link !== 'open' || state.current) return;
    state.current = state.waiting.shift()!;
    this.#sendPdu(state.current, nowNs);
  }

  #sendPdu(job: Job, nowNs: bigint): void {
    const { request, following } = job;
    job.since = nowNs;
    job.sent += 1;
    const reference = this.#newReference();
    if (request.ask === 'list') {
      const { id, index } = request;
      const first = requestOf(groups.cpu, cpuFunctions.readList, Uint8Array.of(id >> 8, id & 255, index >> 8, index & 255));
      const next = following && { ...requestOf(groups.cpu, cpuFunctions.readList), ...following };
      this.#send(this.#transport.data(encodeUserData(reference, next ?? first)));
      return;
    }
    const { pieces } = nextPieces(request, job.cursor, this.#state.pduLength);
    const items = pieces.map(({ item }) => item);
    const bytes = request.ask === 'read' ? encodeRead(reference, items) : encodeWrite(reference, items, dataOf(request, pieces));
    this.#send(this.#transport.data(bytes));
  }

  #take(pdu: Pdu, nowNs: bigint): void {
    const state = this.#state;
    if (pdu.reference !== state.reference || (state.link === 'open' && !state.current)) {
      state.late += 1;
      return;
    }
    if (state.link === 'setup') {
      const answer = pdu.kind === kinds.answer ? decodeAnswer(pdu) : null;
      if (answer?.answer !== 'setup' || answer.pduLength < leastPduLength) {
        this.#drop(nowNs, 'refused');
        return;
      }
      state.link = 'open';
      state.pduLength = Math.min(answer.pduLength, this.#options.pduLength);
      return;
    }
    const job = state.current;
    if (!job) return;
    state.current = null;
    state.timeouts = 0;
    state.pauseNs = this.#options.backoff.minNs;
    state.notBefore = nowNs;
    const outcome = job.request.ask === 'list' ? takeList(job, pdu) : takeItems(job, job.request, pdu, state.pduLength);
    if (outcome !== 'more') {
      this.#results.push({ id: job.id, request: job.request, atNs: nowNs, outcome });
      return;
    }
    job.sent = 0;
    state.current = job;
    this.#sendPdu(job, nowNs);
  }

  /** Gives a connection up that is still there. */
  #drop(nowNs: bigint, why: Failure): void {
    this.#effects.push({ do: 'reset', connection: this.#state.connection });
    this.#lost(nowNs, why);
  }

  /** There is no connection any more: the next attempt waits, each time longer. */
  #lost(nowNs: bigint, why: Failure): void {
    const state = this.#state;
    const wasOpen = state.link === 'open';
    const { maxNs } = this.#options.backoff;
    state.link = 'closed';
    state.pduLength = 0;
    state.timeouts = 0;
    state.lastFailure = why;
    state.notBefore = nowNs + state.pauseNs;
    state.pauseNs = state.pauseNs * 2n < maxNs ? state.pauseNs * 2n : maxNs;
    this.#transport.begin();
    const job = state.current;
    state.current = null;
    if (!wasOpen) {
      this.#failAll(why, nowNs);
    } else if (job) {
      // Once more from its beginning, before all others, if it may: half an answer of before is none.
      if (job.sent > this.#options.retries) this.#fail(job, why, nowNs);
      else state.waiting.unshift({ ...job, since: nowNs, cursor: { index: 0, at: 0 }, gathered: [], following: null });
    }
  }

  #failAll(why: ClientFailure, nowNs: bigint): void {
    const jobs = [...(this.#state.current ? [this.#state.current] : []), ...this.#state.waiting];
    this.#state.current = null;
    this.#state.waiting = [];
    for (const job of jobs) this.#fail(job, why, nowNs);
  }

  #fail({ id, request }: Job, why: ClientFailure, atNs: bigint, detail?: string): void {
    this.#results.push({ id, request, atNs, outcome: { kind: 'failed', why, ...(detail === undefined ? {} : { detail }) } });
  }
}
