/** What a broker allows. Every bound is there so that no client can make it grow without end. */
import { type Access, openToAll } from './access.ts';

export interface BrokerOptions {
  access?: Access;
  /** Connections at once; a further one is reset. */
  maxConnections?: number;
  /** Sessions, connected or not. */
  maxSessions?: number;
  /** Bytes of the largest packet that it reads. */
  maximumPacketSize?: number;
  /** QoS 2 messages of one client that are not yet released. */
  receiveMaximum?: number;
  /** Topic aliases that a client may use, and that are used towards one that allows them. */
  topicAliasMaximum?: number;
  /** Messages on their way to one client, not yet acknowledged. */
  maxInFlight?: number;
  /** Messages, and bytes of payload, that wait for one client. */
  maxQueued?: number;
  maxQueuedBytes?: number;
  /** Which goes when a queue is full; it is counted. */
  dropWhenFull?: 'oldest' | 'newest';
  /** Whether QoS 0 messages wait for a client that is away. */
  queueQos0?: boolean;
  maxSubscriptions?: number;
  maxRetained?: number;
  maxRetainedBytes?: number;
  /** Seconds; a client that keeps longer, or not at all, is told this (5.0 only). */
  keepAliveMaximumS?: number;
  /** Seconds that a session outlives its connection at the most. */
  sessionExpiryMaximumS?: number;
  /** Seconds from a connection to its CONNECT. */
  connectTimeoutS?: number;
  /** Seconds between two reports below `$SYS/broker`; 0: none. */
  statusIntervalS?: number;
}

export const never = 0xffff_ffff;

const defaults: Required<BrokerOptions> = {
  access: openToAll,
  maxConnections: 256,
  maxSessions: 1000,
  maximumPacketSize: 1 << 18,
  receiveMaximum: 64,
  topicAliasMaximum: 32,
  maxInFlight: 32,
  maxQueued: 1000,
  maxQueuedBytes: 1 << 20,
  dropWhenFull: 'oldest',
  queueQos0: false,
  maxSubscriptions: 500,
  maxRetained: 10_000,
  maxRetainedBytes: 4 << 20,
  keepAliveMaximumS: 0xffff,
  sessionExpiryMaximumS: never,
  connectTimeoutS: 10,
  statusIntervalS: 10,
};

export const optionsOf = (given: BrokerOptions): Required<BrokerOptions> => ({ ...defaults, ...given });
