/** What a client hands its owner. */
import type { Failure } from '../party.ts';
import type { Answer, Request } from './messages.ts';

/** How a request may end without an answer; `no-answer`: the connection stood, and nothing came in time. */
export type ClientFailure = Failure | 'no-answer' | 'malformed' | 'wrong-unit' | 'invalid' | 'queue-full' | 'closed';

/** What became of a request; JSON-safe but for `atNs`. */
export interface Result {
  id: number;
  unit: number;
  request: Request;
  atNs: bigint;
  /** How often it was sent. */
  sent: number;
  outcome:
    | { kind: 'answer'; answer: Answer }
    | { kind: 'exception'; exception: number }
    | { kind: 'failed'; why: ClientFailure; detail?: string };
}
