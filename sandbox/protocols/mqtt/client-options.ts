/** How a client connects, and the bounds of what it remembers. */
import type { Level, QoS } from './packet.ts';
import type { Message } from './state.ts';

export interface ClientOptions {
  host: string;
  port?: number;
  /** Empty: the server gives one, for a clean session. */
  clientId: string;
  level?: Level;
  /** Whether every connection begins afresh; otherwise the server remembers subscriptions and messages. */
  clean?: boolean;
  /**
   * Whether a session that the server has from an earlier life of this client is given up. For one that publishes: it knows nothing of that
   * session's packet identifiers, and would lose what it sends under one of them (5.0: 3.2.2.1.1).
   */
  discardSession?: boolean;
  /** Seconds that the server is to remember the session (5.0); 3.1.1 remembers for ever what is not clean. */
  sessionExpiryS?: number;
  /** Seconds without a packet after which it asks whether the server is there; 0: never. */
  keepAliveS?: number;
  username?: string;
  /** Not without a user name. */
  password?: string;
  will?: { topic: string; payload: Uint8Array; qos: QoS; retain: boolean; delayS?: number; properties?: Message['properties'] };
  /** Messages that it takes before it has acknowledged (5.0). */
  receiveMaximum?: number;
  maximumPacketSize?: number;
  /** Topic aliases that it gives to what it publishes, where the server takes them; 0: none. */
  topicAliases?: number;
  /** Messages on their way, not yet acknowledged. */
  maxInFlight?: number;
  /** Messages, and bytes of payload, that wait; further ones are refused. */
  maxQueued?: number;
  maxQueuedBytes?: number;
  /** Messages that were received and not yet taken; QoS 0 beyond it is dropped and counted. */
  maxReceived?: number;
  connectTimeoutS?: number;
  /** Seconds to wait for the answer to a ping. */
  pingTimeoutS?: number;
  /** Seconds before the second try, doubled up to `mostS`; a part of it, up to `jitter`, is taken off by chance. */
  backOff?: { firstS: number; mostS: number; jitter: number };
}

export type SettledOptions = Required<Omit<ClientOptions, 'username' | 'password' | 'will'>> &
  Pick<ClientOptions, 'username' | 'password' | 'will'>;

const defaults = {
  port: 1883,
  level: 5 as Level,
  clean: false,
  discardSession: false,
  sessionExpiryS: 3600,
  keepAliveS: 60,
  receiveMaximum: 32,
  maximumPacketSize: 1 << 18,
  topicAliases: 0,
  maxInFlight: 32,
  maxQueued: 1000,
  maxQueuedBytes: 1 << 20,
  maxReceived: 1000,
  connectTimeoutS: 10,
  pingTimeoutS: 10,
  backOff: { firstS: 1, mostS: 60, jitter: 0.5 },
};

export const settled = (given: ClientOptions): SettledOptions => ({ ...defaults, ...given });
