/**
 * What parties that are at home on the rig's network ask of it besides streams: datagrams, echoes, a look at what passes their own
 * interface. Which party has which socket and identifier is saved; a frame that was seen is told before time goes on.
 */
import { z } from 'zod';
import type { NetworkEvent } from '../../network/events.ts';
import { frameOf } from '../../network/frame.ts';
import type { Network } from '../../network/network.ts';
import type { Packet } from '../../network/packet.ts';
import type { NetworkAsk, NetworkParty } from '../../protocols/party.ts';

export const savedAsks = z.object({
  bound: z.array(z.object({ socket: z.int(), party: z.string(), port: z.int() })),
  echoing: z.array(z.object({ identifier: z.int(), party: z.string() })),
  lastIdentifier: z.int().min(0),
  capturing: z.array(z.string()),
});
export type SavedAsks = z.output<typeof savedAsks>;

interface Seen {
  party: string;
  frame: { atNs: bigint; direction: 'out' | 'in'; bytes: Uint8Array };
}

/** Where a party is: its host, and the party itself; `null`: it has gone. */
type Find = (party: string) => { host: string; party: NetworkParty } | null;

export class NetworkAsks {
  readonly #network: Network;
  readonly #find: Find;
  readonly #bound = new Map<number, { party: string; port: number }>();
  readonly #echoing = new Map<number, string>();
  #lastIdentifier = 0;
  readonly #captures = new Map<string, () => void>();
  #seen: Seen[] = [];

  constructor(network: Network, find: Find) {
    this.#network = network;
    this.#find = find;
  }

  perform(name: string, host: string, ask: NetworkAsk, nowNs: bigint): void {
    if (ask.do === 'capture') this.#capture(name, host);
    else if (ask.do === 'bind') {
      const socket = this.#network.bind(host, ask.port);
      if (socket !== null) this.#bound.set(socket, { party: name, port: ask.port });
    } else if (ask.do === 'datagram') {
      const socket = this.#socketOf(name, ask.fromPort);
      if (socket !== null) this.#network.sendTo(socket, ask.host, ask.port, ask.bytes);
    } else {
      const { sequence, timeToLive, bytes } = ask;
      const posted = this.#network.echo(host, ask.host, { identifier: this.#identifierOf(name), sequence, timeToLive, bytes });
      if (posted !== 'sent')
        this.#find(name)?.party.echoed({ sequence, answer: posted, from: '', timeToLive: 0, bytes: 0 }, nowNs);
    }
  }

  /** Whether the event was for one of them; answers whose turn it is then. */
  deliver(event: NetworkEvent): string | null {
    if (event.kind === 'echo') {
      const name = this.#echoing.get(event.identifier);
      if (name === undefined) return null;
      const { sequence, answer, from, timeToLive, bytes } = event;
      this.#find(name)?.party.echoed({ sequence, answer, from, timeToLive, bytes }, event.atNs);
      return name;
    }
    if (event.kind !== 'datagram') return null;
    const bound = this.#bound.get(event.socket);
    if (!bound) return null;
    this.#find(bound.party)?.party.datagram(bound.port, event.from, event.fromPort, event.bytes, event.atNs);
    return bound.party;
  }

  /** Tells what was seen passing; whose turn it is then, in order. */
  tellSeen(nowNs: bigint): string[] {
    if (this.#seen.length === 0) return [];
    const seen = this.#seen;
    this.#seen = [];
    for (const { party, frame } of seen) this.#find(party)?.party.captured(frame, nowNs);
    return [...new Set(seen.map(({ party }) => party))];
  }

  /** The party has gone, and what it had with it. */
  release(name: string): void {
    for (const [socket, { party }] of [...this.#bound]) {
      if (party !== name) continue;
      this.#network.close(socket);
      this.#bound.delete(socket);
    }
    for (const [identifier, party] of [...this.#echoing]) if (party === name) this.#echoing.delete(identifier);
    this.#captures.get(name)?.();
    this.#captures.delete(name);
  }

  #socketOf(name: string, port: number): number | null {
    for (const [socket, bound] of this.#bound) if (bound.party === name && bound.port === port) return socket;
    return null;
  }

  #identifierOf(name: string): number {
    for (const [identifier, party] of this.#echoing) if (party === name) return identifier;
    this.#lastIdentifier = (this.#lastIdentifier % 0xffff) + 1;
    this.#echoing.set(this.#lastIdentifier, name);
    return this.#lastIdentifier;
  }

  #capture(name: string, host: string): void {
    if (this.#captures.has(name)) return;
    const stops = this.#network.topology.lines
      .filter(({ definition: { a, b } }) => a === host || b === host)
      .map((line) => {
        const { id, a } = line.definition;
        const [forth, back] = a === host ? line.roads : [line.roads[1], line.roads[0]];
        const keep = (direction: 'out' | 'in') => (packet: Packet, nowNs: number) => {
          const { source, target } = this.#network.topology.macs(direction === 'out' ? forth : back, packet.from, packet.to);
          this.#seen.push({ party: name, frame: { atNs: BigInt(nowNs), direction, bytes: frameOf(packet, source, target) } });
        };
        return this.#network.watch(id, host, { out: keep('out'), in: keep('in') });
      });
    this.#captures.set(name, () => {
      for (const stop of stops) stop();
    });
  }

  save(): SavedAsks {
    return {
      bound: Array.from(this.#bound, ([socket, { party, port }]) => ({ socket, party, port })),
      echoing: Array.from(this.#echoing, ([identifier, party]) => ({ identifier, party })),
      lastIdentifier: this.#lastIdentifier,
      capturing: [...this.#captures.keys()],
    };
  }

  /** After the parties themselves: captures go on where they are. */
  restore({ bound, echoing, lastIdentifier, capturing }: SavedAsks): void {
    for (const stop of this.#captures.values()) stop();
    this.#captures.clear();
    this.#bound.clear();
    this.#echoing.clear();
    this.#seen = [];
    for (const { socket, party, port } of bound) this.#bound.set(socket, { party, port });
    for (const { identifier, party } of echoing) this.#echoing.set(identifier, party);
    this.#lastIdentifier = lastIdentifier;
    for (const party of capturing) {
      const found = this.#find(party);
      if (found) this.#capture(party, found.host);
    }
  }
}
