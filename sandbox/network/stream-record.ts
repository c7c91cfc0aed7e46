/** A stream as plain data, and what it says and needs. */
import type { CongestionRecord } from './congestion.ts';
import type { TransportSettings } from './definition.ts';
import type { TcpSegment } from './packet.ts';
import type { RoundTripRecord } from './round-trip.ts';

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
