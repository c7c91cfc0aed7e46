/** A network to try things on: two cells and an office, a router between them; and somebody who plays its users. */
import type { LinkQuality, NetworkDefinition } from '#sandbox/network/definition.ts';
import type { NetworkEvent } from '#sandbox/network/events.ts';
import { Network } from '#sandbox/network/network.ts';

export const wire: LinkQuality = {
  latencyNs: 1_000,
  jitter: [],
  loss: { kind: 'none' },
  bitsPerSecond: 100e6,
  queueBytes: 128_000,
  mtu: 1500,
  interruptions: null,
};

/**
 * cell: plc 10.0.1.10, meter 10.0.1.20 on one switch; office: pc 10.0.2.5. `meter` hangs on the link `drop`, whose quality is given.
 * The conduit lets the office read Modbus from the cell, and ping.
 */
export function smallNetwork(drop: Partial<LinkQuality> = {}, more: Partial<NetworkDefinition> = {}): NetworkDefinition {
  return {
    zones: [
      { id: 'cell', targetLevel: 2 },
      { id: 'office', targetLevel: 1 },
    ],
    hosts: [
      { id: 'plc', names: [], address: '10.0.1.10', zone: 'cell' },
      { id: 'meter', names: ['Meter.local'], address: '10.0.1.20', zone: 'cell' },
      { id: 'pc', names: [], address: '10.0.2.5', zone: 'office' },
    ],
    switches: [{ id: 'switch', zone: 'cell' }],
    routers: [{ id: 'firewall', address: '10.0.1.1' }],
    links: [
      { id: 'plc-cable', a: 'plc', b: 'switch', ...wire },
      { id: 'drop', a: 'meter', b: 'switch', ...wire, ...drop },
      { id: 'uplink', a: 'switch', b: 'firewall', ...wire },
      { id: 'pc-cable', a: 'firewall', b: 'pc', ...wire },
    ],
    conduits: [
      {
        id: 'reading',
        from: 'office',
        to: 'cell',
        allow: [{ protocol: 'tcp', port: 502 }, { protocol: 'icmp' }, { protocol: 'udp', port: 161 }],
      },
    ],
    ...more,
  };
}

export const ms = 1_000_000n;
export const s = 1_000_000_000n;

/** Every event without its bytes, as one line: what happened, and to which socket. */
export const line = (event: NetworkEvent): string => {
  const { kind } = event;
  if (kind === 'echo') return `echo ${event.sequence} ${event.answer} ${event.from}`;
  const what = kind === 'failed' ? ` ${event.why}` : kind === 'closed' ? ` ${event.how}` : '';
  return `${event.socket} ${kind}${what}`;
};

export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
export const bytesOf = (words: string): Uint8Array => new TextEncoder().encode(words);

/** Bytes that are easy to compare: each says its place. */
export const counting = (length: number, from = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => ((from + at) ^ ((from + at) >> 8)) & 255);

/** A connection from `plc` (or another) to `meter`:502, made; and the sockets at both ends. */
export function connected(network: Network, from = 'plc'): { near: number; far: number } {
  network.listen('meter', 502);
  const near = network.connect(from, 'meter', 502);
  const events = network.advance(network.nowNs + 30n * s);
  const accepted = events.find((event) => event.kind === 'accepted');
  if (accepted?.kind !== 'accepted' || !events.some((event) => event.kind === 'connected' && event.socket === near))
    throw new Error(`no connection: ${events.map(line).join(', ')}`);
  return { near, far: accepted.socket };
}

/** What arrived at a socket, joined. */
export function arrived(events: NetworkEvent[], socket: number): Uint8Array {
  return Buffer.concat(events.flatMap((event) => (event.kind === 'received' && event.socket === socket ? [event.bytes] : [])));
}

export { Network };
