/** What a client is told when it is made, and what it must remember (law 3). */
import { z } from 'zod';
import { time } from '../saved.ts';
import { word } from './bytes.ts';
import { type Partner, selectorOf } from './cotp.ts';
import { savedJob, saveJob } from './jobs.ts';
import { savedTransport } from './transport.ts';

export interface S7ClientOptions {
  host: string;
  port?: number;
  rack?: number;
  slot?: number;
  /** As what it calls: controllers keep connections apart for programming devices, panels and others. */
  partner?: Partner;
  /** Selectors of both ends in the place of partner, rack and slot, for devices that have selectors of their own. */
  tsap?: { local: number; remote: number } | null;
  /** The PDU that is asked for; the device may make it smaller. */
  pduLength?: number;
  /** From sending to answer, for a connection to be set up, and the longest wait for one. */
  timeoutNs?: bigint;
  /** How often a PDU is sent again that got no answer. */
  retries?: number;
  backoff?: { minNs: bigint; maxNs: bigint };
  /** Requests that wait; a further one fails. */
  maxWaiting?: number;
  /** Timeouts in a row after which the connection is given up: the peer may be gone without a word. */
  timeoutsToReconnect?: number;
}

export function withDefaults(options: S7ClientOptions): Required<S7ClientOptions> {
  return {
    port: 102,
    rack: 0,
    slot: 1,
    partner: 'op',
    tsap: null,
    pduLength: 480,
    timeoutNs: 2_000_000_000n,
    retries: 1,
    backoff: { minNs: 500_000_000n, maxNs: 30_000_000_000n },
    maxWaiting: 256,
    timeoutsToReconnect: 3,
    ...options,
  };
}

/** The selectors of the caller and of the called. */
export function selectorsOf({ tsap, partner, rack, slot }: Required<S7ClientOptions>): [calling: Uint8Array, called: Uint8Array] {
  if (tsap === null) return [selectorOf(partner, 0, 0), selectorOf(partner, rack, slot)];
  return [Uint8Array.of(...word(tsap.local)), Uint8Array.of(...word(tsap.remote))];
}

const uint16 = z.int().min(0).max(0xffff);
const links = ['closed', 'connecting', 'transport', 'setup', 'open'] as const;
export const savedClient = z.object({
  link: z.enum(links),
  connection: z.int(),
  transport: savedTransport,
  pduLength: uint16,
  since: time,
  notBefore: time,
  pauseNs: time,
  lastFailure: z.enum(['refused', 'timeout', 'unreachable', 'unknown-host', 'reset']),
  waiting: z.array(savedJob).max(65_536),
  current: savedJob.nullable(),
  reference: uint16,
  nextId: z.int(),
  timeouts: z.int().min(0),
  late: z.int().min(0),
});
export type SavedClient = z.output<typeof savedClient>;
export type ClientState = Omit<SavedClient, 'transport'>;

export const freshState = (pauseNs: bigint): ClientState => ({
  link: 'closed',
  connection: 0,
  pduLength: 0,
  since: 0n,
  notBefore: 0n,
  pauseNs,
  lastFailure: 'timeout',
  waiting: [],
  current: null,
  reference: 0,
  nextId: 1,
  timeouts: 0,
  late: 0,
});

export function saveState({
  since,
  notBefore,
  pauseNs,
  waiting,
  current,
  ...state
}: ClientState): Omit<z.input<typeof savedClient>, 'transport'> {
  return {
    ...state,
    since: `${since}`,
    notBefore: `${notBefore}`,
    pauseNs: `${pauseNs}`,
    waiting: waiting.map(saveJob),
    current: current && saveJob(current),
  };
}
