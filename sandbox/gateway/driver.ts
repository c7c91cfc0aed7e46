/**
 * What the gateway asks of a protocol, south and north. A driver wraps a protocol's client: it knows addresses, packs requests and decodes
 * values; the gateway knows tags. Both are parties (law 6): the gateway carries their bytes and their time.
 */
import type { Party } from '../protocols/party.ts';
import type { BadReason } from './quality.ts';
import type { ConnectionSettings, NorthboundSettings, PlainValue, TagSettings, TagType } from './schema.ts';
import type { Text } from './text.ts';

/** What a driver has to know of a tag. `name` is the tag's. */
export interface Point {
  name: string;
  address: string;
  type?: TagType | undefined;
  /** Characters of a STRING. */
  length?: number | undefined;
}

export type LinkState = 'idle' | 'connecting' | 'connected' | 'waiting';

export type DriverEvent =
  /** Raw: before bit, scale, clamp. `atNs` is when the device's answer arrived; `old`: it was said at some time before that. */
  | { kind: 'value'; point: string; value: PlainValue; atNs: bigint; old?: boolean }
  | { kind: 'trouble'; point: string; reason: BadReason; detail?: string | undefined; atNs: bigint }
  | { kind: 'written'; request: number; refused: { reason: BadReason; detail?: string | undefined } | null };

export interface Driver extends Party {
  /** For the status page and the metrics. */
  readonly link: LinkState;
  readonly counters: { requests: number; timeouts: number; reconnects: number };
  /** From now on these are the points; requests under way for others are forgotten. */
  setPoints(points: readonly Point[], nowNs: bigint): void;
  /** Reads each of `points` once: one event for each time that each is asked for, in the order of the calls for one point. */
  poll(points: readonly string[], nowNs: bigint): void;
  /** Answered by `written`. */
  write(request: number, point: string, value: PlainValue, nowNs: bigint): void;
  /** What has come since the last call; empties the list. */
  events(): DriverEvent[];
  /** Closes its connections; afterwards nothing more comes of it. */
  stop(nowNs: bigint): void;
}

export type UplinkEvent =
  /** `resumed`: what was under way is sent again by the client itself. */
  | { kind: 'connected'; resumed: boolean }
  | { kind: 'lost'; why: string }
  | { kind: 'acknowledged'; ticket: number }
  /** The broker did not take it and will not. */
  | { kind: 'refused'; ticket: number; why: string }
  | { kind: 'message'; topic: string; payload: string };

export interface Publication {
  topic: string;
  payload: string;
  qos: number;
  retain: boolean;
}

/** The way north: an MQTT client or what stands for one. */
export interface Uplink extends Party {
  readonly link: LinkState;
  /** Answered by `acknowledged` (at QoS 0 as soon as it is on its way); `false` when it takes no more now. */
  publish(ticket: number, message: Publication, nowNs: bigint): boolean;
  events(): UplinkEvent[];
  stop(nowNs: bigint): void;
}

export interface UplinkOptions {
  will: Publication;
  /** Topic filters of commands. */
  subscribe: string[];
}

/** Makes drivers; `saved` is what `save()` gave. A test, a rig and a real machine hand in the same one or another. */
export interface DriverKit {
  /** `chance` is a seed of its own for jitter of back-off. */
  southbound(
    name: string,
    settings: ConnectionSettings,
    points: readonly Point[],
    nowNs: bigint,
    chance: number,
    saved?: unknown,
  ): Driver;
  uplink(settings: NorthboundSettings, options: UplinkOptions, nowNs: bigint, chance: number, saved?: unknown): Uplink;
  explainAddress(connection: ConnectionSettings, tag: TagSettings): Text | null;
}
