/** What the network tells the rig. A socket that its owner has closed or reset is not mentioned again. */
import type { Told } from './stream-record.ts';

type OfStream =
  /** Somebody has connected to a port that is listened to: a new socket. */
  | { kind: 'accepted'; socket: number; host: string; port: number; from: string; fromPort: number }
  | ({ socket: number } & Exclude<Told, { kind: 'accepted' }>);

type OfDatagrams =
  | { kind: 'datagram'; socket: number; from: string; fromPort: number; bytes: Uint8Array }
  /** Nobody listens where one was sent. */
  | { kind: 'undelivered'; socket: number; from: string; fromPort: number };

/** An answer to `echo`, known by its identifier and sequence; `bytes` of payload came back. */
export interface EchoAnswer {
  kind: 'echo';
  host: string;
  identifier: number;
  sequence: number;
  answer: 'reply' | 'ttl-exceeded';
  from: string;
  timeToLive: number;
  bytes: number;
}

/** `atNs`: logical time. `bytes` are never to be written to, and to be copied by who keeps them. */
export type NetworkEvent = { atNs: bigint } & (OfStream | OfDatagrams | EchoAnswer);

/** As above, before it has its time. */
export type Untimed = OfStream | OfDatagrams | EchoAnswer;
