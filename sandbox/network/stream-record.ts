/** A stream as plain data, and what it says and needs. */
import { type CongestionRecord, newCongestion } from './congestion.ts';
import type { TransportSettings } from './definition.ts';
import type { TcpSegment } from './packet.ts';
import { type RoundTripRecord, untimed } from './round-trip.ts';

/** What may be under way unacknowledged, and what is taken beyond the next byte. */
export const windowBytes = 65_535;

/** Why a connection did not come about, or broke. */
export type Failure = 'refused' | 'timeout' | 'unreachable' | 'unknown-host' | 'reset';

export type Told =
  | { kind: 'accepted' }
  | { kind: 'connected' }
  | { kind: 'failed'; why: Exclude<Failure, 'reset'> }
  | { kind: 'received'; bytes: Uint8Array }
  | { kind: 'closed'; how: 'closed' | 'reset' };

/** What a stream needs of the house it lives in; `S` is the stream. */
export interface Surroundings<S> {
  readonly nowNs: number;
  readonly settings: TransportSettings;
  emit(stream: S, flags: number, sequence: number, bytes: Uint8Array): void;
  /** An answer to a segment that belongs to nothing. */
  refuse(segment: TcpSegment): void;
  tell(stream: S, what: Told): void;
  /** It is over; nothing more comes of it. */
  over(stream: S): void;
}

/** Who talks with whom: addresses, ports, and where the sequence numbers begin. */
export interface Ends {
  id: number;
  local: number;
  localPort: number;
  remote: number;
  remotePort: number;
  initial: number;
  remoteInitial: number;
  segmentBytes: number;
}

export interface StreamRecord extends Ends {
  phase: 'syn-sent' | 'syn-received' | 'established' | 'time-wait';
  unacknowledged: number;
  next: number;
  /** One past the highest ever sent. */
  highest: number;
  expected: number;
  /** A FIN is to follow what waits. */
  closing: boolean;
  /** The owner wants to hear nothing more. */
  deaf: boolean;
  peerDone: boolean;
  /** Where the other side's FIN stands, when it came too early. */
  finAt: number | null;
  repeated: number;
  congestion: CongestionRecord;
  trip: RoundTripRecord;
  /** When something was last acknowledged, or first sent. */
  progressNs: number;
  heardNs: number;
  probes: number;
  /** Segments that arrived and are not acknowledged yet. */
  unanswered: number;
  /** Times at which something is to be done; `null`: nothing. */
  resendNs: number | null;
  answerNs: number | null;
  keepaliveNs: number | null;
  lingerNs: number | null;
  /** Until then, and what it means that nothing has happened. */
  deadline: { atNs: number; why: Exclude<Failure, 'refused'> } | null;
}

export function newRecord(
  ends: Ends,
  phase: 'syn-sent' | 'syn-received',
  house: { nowNs: number; settings: TransportSettings },
): StreamRecord {
  const none = { resendNs: null, answerNs: null, keepaliveNs: null, lingerNs: null, deadline: null, finAt: null };
  const counts = { unacknowledged: 0, next: 0, highest: 0, repeated: 0, probes: 0, unanswered: 0 };
  const times = { progressNs: house.nowNs, heardNs: house.nowNs };
  const not = { closing: false, deaf: false, peerDone: false };
  const expected = phase === 'syn-received' ? 1 : 0;
  const congestion = newCongestion(ends.segmentBytes);
  return { ...ends, ...none, ...counts, ...times, ...not, expected, phase, congestion, trip: untimed(house.settings) };
}

/** When something is to be done next. */
export function dueOf({ resendNs, answerNs, keepaliveNs, lingerNs, deadline }: StreamRecord): number {
  let due = deadline === null ? Number.POSITIVE_INFINITY : deadline.atNs;
  if (resendNs !== null && resendNs < due) due = resendNs;
  if (answerNs !== null && answerNs < due) due = answerNs;
  if (keepaliveNs !== null && keepaliveNs < due) due = keepaliveNs;
  if (lingerNs !== null && lingerNs < due) due = lingerNs;
  return due;
}
