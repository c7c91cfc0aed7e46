/** A client's jobs: what was asked, how far it has come, and what its answers make of it. */
import { z } from 'zod';
import type { Failure } from '../party.ts';
import { base64, bytesOf, time } from '../saved.ts';
import { joined } from './bytes.ts';
import { decodeAnswer } from './codec.ts';
import { bytesOfItem } from './items.ts';
import { itemCodes, kinds, type Pdu } from './pdu.ts';
import { type Cursor, nextPieces, type Piece, type Request, savedRequest } from './requests.ts';
import { decodeUserData } from './userdata.ts';

export type ClientFailure = Failure | 'no-answer' | 'malformed' | 'invalid' | 'queue-full' | 'closed';

/** `code` 0xff: the bytes, of a single BOOL one with its bit in its place. Otherwise why not. */
export interface ItemResult {
  code: number;
  bytes: Uint8Array;
}

export interface Result {
  id: number;
  request: Request;
  atNs: bigint;
  outcome:
    | { kind: 'read'; items: ItemResult[] }
    /** A code for each address: 0xff, or the first that was not. */
    | { kind: 'written'; codes: number[] }
    | { kind: 'list'; bytes: Uint8Array }
    /** Error class and code; of a long write, parts may have been written. */
    | { kind: 'refused'; error: number }
    | { kind: 'failed'; why: ClientFailure; detail?: string };
}

export interface Job {
  id: number;
  request: Request;
  /** Since when it waits, or when its PDU was sent. */
  since: bigint;
  /** How often the PDU was sent. */
  sent: number;
  cursor: Cursor;
  gathered: ItemResult[];
  /** Of a list whose answer comes in pieces: what to ask for next. */
  following: { sequence: number; unit: number } | null;
}

export const savedJob = z.object({
  id: z.int(),
  request: savedRequest,
  since: time,
  sent: z.int().min(0),
  cursor: z.object({ index: z.int().min(0), at: z.int().min(0) }),
  gathered: z.array(z.object({ code: z.int().min(0).max(255), bytes: base64(0x20000) })).max(4096),
  following: z.object({ sequence: z.int().min(0).max(255), unit: z.int().min(0).max(255) }).nullable(),
});
/** Bytes of a list that are taken; a longer one is no list. */
const maxListBytes = 0x20000;

/** Takes the answer to the items of a job's PDU: what has become of the job, or that there is more to ask for. */
export function takeItems(
  job: Job,
  request: Exclude<Request, { ask: 'list' }>,
  pdu: Pdu,
  pduLength: number,
): Result['outcome'] | 'more' {
  const answer = pdu.kind === kinds.answer ? decodeAnswer(pdu) : null;
  if (answer?.answer === 'error') return { kind: 'refused', error: answer.error };
  const { pieces, next } = nextPieces(request, job.cursor, pduLength);
  const found = answer && itemsOf(answer, pieces, request.ask);
  if (!found) return { kind: 'failed', why: 'malformed' };
  pieces.forEach(({ index }, at) => {
    const before = job.gathered[index];
    const { code, bytes } = found[at]!;
    if (!before) job.gathered[index] = { code, bytes };
    else if (before.code === itemCodes.success) job.gathered[index] = { code, bytes: joined([before.bytes, bytes]) };
  });
  if (next) {
    job.cursor = next;
    return 'more';
  }
  if (request.ask === 'read') return { kind: 'read', items: job.gathered };
  return { kind: 'written', codes: job.gathered.map(({ code }) => code) };
}

/** Takes a piece of a list. */
export function takeList(job: Job, pdu: Pdu): Result['outcome'] | 'more' {
  const said = pdu.kind === kinds.userData ? decodeUserData(pdu) : null;
  if (said === null || said.kind !== 'response') {
    return pdu.error === 0 ? { kind: 'failed', why: 'malformed' } : { kind: 'refused', error: pdu.error };
  }
  if (said.error !== 0) return { kind: 'refused', error: said.error };
  const bytes = joined([job.gathered[0]?.bytes ?? new Uint8Array(0), said.bytes]);
  if (!said.more) return { kind: 'list', bytes };
  if (said.bytes.length === 0 || said.unit === 0 || bytes.length > maxListBytes) return { kind: 'failed', why: 'malformed' };
  job.gathered = [{ code: itemCodes.success, bytes }];
  job.following = { sequence: said.sequence, unit: said.unit };
  return 'more';
}

/** What became of each piece; `null`: not what was asked for. */
function itemsOf(
  answer: NonNullable<ReturnType<typeof decodeAnswer>>,
  pieces: readonly Piece[],
  ask: 'read' | 'write',
): ItemResult[] | null {
  if (answer.answer !== ask) return null;
  if (answer.answer === 'write')
    return answer.codes.length === pieces.length ? answer.codes.map((code) => ({ code, bytes: new Uint8Array(0) })) : null;
  if (answer.data.length !== pieces.length) return null;
  const found = answer.data.map(({ code, bytes }, at) => {
    const { item } = pieces[at]!;
    if (code !== itemCodes.success) return { code, bytes: new Uint8Array(0) };
    if (bytes.length !== bytesOfItem(item)) return null;
    return { code, bytes: item.size === 'BIT' ? Uint8Array.of((bytes[0]! & 1) << item.bit) : bytes };
  });
  return found.some((one) => one === null) ? null : (found as ItemResult[]);
}

export function saveJob(job: Job): z.input<typeof savedJob> {
  const { request } = job;
  return {
    ...job,
    since: `${job.since}`,
    gathered: job.gathered.map(({ code, bytes }) => ({ code, bytes: bytesOf(bytes) })),
    request:
      request.ask === 'write'
        ? { ask: 'write', writes: request.writes.map(({ address, bytes }) => ({ address, bytes: bytesOf(bytes) })) }
        : request,
  };
}
