/** A network saved (law 3): everything that is under way, as JSON. What it is made of is the lab's, and not in here. */
import { z } from 'zod';
import type { Entry } from './agenda.ts';
import type { BoundRecord } from './datagrams.ts';
import type { HostsRecord } from './hosts.ts';
import type { LineRecord } from './line.ts';
import { restorePacket, savedBytes, savedPacket, savePacket } from './packet.ts';
import { Stream } from './stream.ts';
import type { StreamRecord, Surroundings } from './stream-record.ts';

const whole = z.number().int().nonnegative();
const when = z.number().nonnegative();
const time = when.nullable();
const share = z.number().min(0).max(1);
const pair = z.tuple([when, when]);

const loss = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('bernoulli'), share }),
  z.object({ kind: z.literal('gilbert-elliott'), toBad: share, toGood: share, lossInBad: share, lossInGood: share }),
]);
const change = z
  .object({
    up: z.boolean(),
    latencyNs: when,
    jitter: z.array(z.object({ share, ns: when })),
    loss,
    bitsPerSecond: z.number().positive(),
    queueBytes: when,
    mtu: whole,
    interruptions: z.object({ apartNs: pair, lengthNs: pair, frames: z.enum(['held', 'lost']) }).nullable(),
  })
  .partial();
const road = z.object({ drawn: whole, freeNs: when, lastArrivalNs: when, bad: z.boolean(), frames: whole, bytes: whole });
const line: z.ZodType<LineRecord> = z.object({
  change,
  drawn: whole,
  interruption: pair,
  lost: z.object({ loss: whole, queue: whole, down: whole, interruption: whole, size: whole }),
  second: whole,
  bytes: whole,
  bytesBefore: whole,
  roads: z.tuple([road, road]),
});

const stream: z.ZodType<StreamRecord> = z.object({
  id: whole,
  local: whole,
  localPort: whole,
  remote: whole,
  remotePort: whole,
  initial: whole,
  remoteInitial: whole,
  segmentBytes: z.number().int().positive(),
  phase: z.enum(['syn-sent', 'syn-received', 'established', 'time-wait']),
  unacknowledged: whole,
  next: whole,
  highest: whole,
  expected: whole,
  closing: z.boolean(),
  deaf: z.boolean(),
  peerDone: z.boolean(),
  finAt: whole.nullable(),
  repeated: whole,
  congestion: z.object({ segment: whole, window: whole, threshold: whole, recoverUntil: whole.nullable() }),
  trip: z.object({
    smoothedNs: time,
    variationNs: when,
    rtoNs: when,
    timed: pair.nullable(),
  }),
  progressNs: when,
  heardNs: when,
  probes: whole,
  unanswered: whole,
  resendNs: time,
  answerNs: time,
  keepaliveNs: time,
  lingerNs: time,
  deadline: z.object({ atNs: when, why: z.enum(['timeout', 'unreachable', 'unknown-host', 'reset']) }).nullable(),
});
const savedStream = z.object({
  state: stream,
  wakeNs: time,
  queue: z.object({ from: whole, bytes: z.base64() }),
  early: z.array(z.object({ from: whole, bytes: z.base64() })),
});

const hosts: z.ZodType<HostsRecord> = z.object({
  nextSocket: whole,
  off: z.array(whole),
  ports: z.array(z.tuple([whole, whole])),
  identifications: z.array(z.tuple([whole, whole])),
});
const bound: z.ZodType<BoundRecord> = z.object({ socket: whole, host: whole, port: whole });

const entry = z.object({
  atNs: when,
  order: whole,
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('arrival'), road: z.number().int().min(-1), packet: savedPacket }),
    z.object({ kind: z.literal('timer'), socket: whole }),
  ]),
});

/** Raised when a saved network could no longer be read, or goes on differently. */
const version = 1;

export const savedNetwork = z.object({
  version: z.literal(version),
  nowNs: when,
  /** By their ids: a lab whose links have changed meanwhile is another lab. */
  lines: z.record(z.string(), line),
  hosts,
  listening: z.array(z.tuple([whole, whole])),
  streams: z.array(savedStream),
  datagrams: z.array(bound),
  dropped: z.array(z.object({ from: z.string(), to: z.string(), packets: whole })),
  agenda: z.object({ order: whole, entries: z.array(entry) }),
});
export type SavedNetwork = z.infer<typeof savedNetwork>;

export const currentVersion = version;

export function saveEntry({ atNs, order, what }: Entry): SavedNetwork['agenda']['entries'][number] {
  return { atNs, order, what: what.kind === 'timer' ? what : { ...what, packet: savePacket(what.packet) } };
}

export function restoreEntry({ atNs, order, what }: SavedNetwork['agenda']['entries'][number]): Entry {
  return { atNs, order, what: what.kind === 'timer' ? what : { ...what, packet: restorePacket(what.packet) } };
}

export function saveStream({ state, wakeNs, sending, early }: Stream): SavedNetwork['streams'][number] {
  const { from, bytes } = sending.queue.save();
  return {
    state: copyOf(state),
    wakeNs: Number.isFinite(wakeNs) ? wakeNs : null,
    queue: { from, bytes: savedBytes.from(bytes) },
    early: early.pieces.map((piece) => ({ from: piece.from, bytes: savedBytes.from(piece.bytes) })),
  };
}

export function restoreStream(
  saved: SavedNetwork['streams'][number],
  house: Surroundings<Stream>,
): { stream: Stream; wakeNs: number } {
  const stream = new Stream(copyOf(saved.state), house);
  stream.sending.queue.restore(saved.queue.from, savedBytes.to(saved.queue.bytes));
  stream.early.pieces = saved.early.map(({ from, bytes }) => ({ from, bytes: savedBytes.to(bytes) }));
  return { stream, wakeNs: saved.wakeNs ?? Number.POSITIVE_INFINITY };
}

const copyOf = (state: StreamRecord): StreamRecord => ({
  ...state,
  congestion: { ...state.congestion },
  trip: { ...state.trip },
});
