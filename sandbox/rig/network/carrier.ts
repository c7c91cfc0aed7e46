/**
 * Parties on the rig's network: carries what servers, clients and tools of protocols say to each other over its streams, on logical time,
 * and wakes each when it asked to be. Nothing waits here between two instants: what was said leaves at the instant at which it was said
 * (law 3), and what is under way is the network's and the parties' to save.
 */
import { z } from 'zod';
import type { NetworkEvent } from '../../network/events.ts';
import type { Network } from '../../network/network.ts';
import { type Effect, isNetworkParty, type Party } from '../../protocols/party.ts';
import { NetworkAsks, savedAsks } from './network-asks.ts';

/** A party at its place: the host it runs on, and the ports at which it listens there. */
export interface Attached {
  host: string;
  ports: readonly number[];
  party: Party;
}

interface Stream {
  party: string;
  connection: number;
}

/** A party that wants to be woken again and again without time going on has lost its way: a mistake of ours, which must not hang a host. */
const mostWakesAtOnce = 10_000;

const savedStreams = z.object({
  lastAccepted: z.int().min(0),
  streams: z.array(z.object({ socket: z.int(), party: z.string(), connection: z.int() })),
  asks: savedAsks,
  asleep: z.array(z.string()),
});
export type SavedStreams = z.output<typeof savedStreams>;

export class Carrier {
  readonly #network: Network;
  readonly #attached = new Map<string, Attached>();
  /** Without power: nothing wakes them, and they listen nowhere. */
  readonly #asleep = new Set<string>();
  /** `host:port` to the name of the party that listens there. */
  readonly #listeners = new Map<string, string>();
  readonly #asks: NetworkAsks;
  readonly #bySocket = new Map<number, Stream>();
  /** By party and connection. */
  readonly #sockets = new Map<string, number>();
  /** Connections that are accepted have positive numbers, of all parties together. */
  #lastAccepted = 0;

  /** @throws Error as `attach`. */
  constructor(network: Network, attached: Readonly<Record<string, Attached>>) {
    this.#network = network;
    this.#asks = new NetworkAsks(network, (name) => {
      const found = this.#attached.get(name);
      return found && isNetworkParty(found.party) ? { host: found.host, party: found.party } : null;
    });
    for (const [name, one] of Object.entries(attached)) this.attach(name, one);
  }

  /**
   * One party more, from now on: a tool that somebody starts.
   * @throws Error when another one listens at its port, or there is no such host.
   */
  attach(name: string, attached: Attached): void {
    const { host, ports } = attached;
    for (const port of ports) {
      const other = this.#listeners.get(`${host}:${port}`);
      if (other !== undefined) throw new Error(`"${name}" and "${other}" would both listen at ${host}:${port}`);
    }
    this.#hear(name, attached);
    this.#attached.set(name, attached);
  }

  /** It is gone, and what it had open is reset. */
  detach(name: string): void {
    const attached = this.#attached.get(name);
    if (!attached) return;
    this.#attached.delete(name);
    this.#asleep.delete(name);
    this.#deafen(attached);
    this.#asks.release(name);
    for (const [socket, stream] of [...this.#bySocket]) {
      if (stream.party !== name) continue;
      this.#release(socket, stream);
      this.#network.reset(socket);
    }
    this.#tellSeen();
  }

  isAsleep(name: string): boolean {
    return this.#asleep.has(name);
  }

  /** The party is without power: what it had open is reset, its ports refuse, and it hears of nothing until `rouse`. */
  sleep(name: string): void {
    const attached = this.#attached.get(name);
    if (!attached || this.#asleep.has(name)) return;
    this.#asleep.add(name);
    this.#deafen(attached);
    this.#asks.release(name);
    for (const [socket, stream] of [...this.#bySocket]) {
      if (stream.party !== name) continue;
      this.#release(socket, stream);
      this.#network.reset(socket);
    }
  }

  /** It has power again; its owner has put it at its beginning. */
  rouse(name: string): void {
    const attached = this.#attached.get(name);
    if (attached && this.#asleep.delete(name)) this.#hear(name, attached);
  }

  #hear(name: string, { host, ports }: Attached): void {
    for (const port of ports) {
      this.#listeners.set(`${host}:${port}`, name);
      this.#network.listen(host, port);
    }
  }

  #deafen({ host, ports }: Attached): void {
    for (const port of ports) {
      this.#listeners.delete(`${host}:${port}`);
      this.#network.unlisten(host, port);
    }
  }

  /** It listens at these ports from now on, and no longer at others; connections stay. */
  listenAt(name: string, ports: readonly number[]): void {
    const attached = this.#attached.get(name);
    if (!attached) return;
    for (const port of attached.ports) {
      if (ports.includes(port)) continue;
      this.#listeners.delete(`${attached.host}:${port}`);
      this.#network.unlisten(attached.host, port);
    }
    for (const port of ports) {
      if (attached.ports.includes(port) || this.#listeners.has(`${attached.host}:${port}`)) continue;
      this.#listeners.set(`${attached.host}:${port}`, name);
      this.#network.listen(attached.host, port);
    }
    this.#attached.set(name, { ...attached, ports });
  }

  party(name: string): Party | null {
    return this.#attached.get(name)?.party ?? null;
  }

  /** When anything happens next; `null`: nothing is under way and nobody waits for a time. */
  get dueNs(): bigint | null {
    const due = this.#network.dueNs;
    const next = this.#nextDue();
    return due === null || (next !== null && next < due) ? next : due;
  }

  /** What parties were asked to do from outside (a tool that begins, a gateway that was told) leaves now. */
  flush(): void {
    for (const name of this.#attached.keys()) this.#carryOut(name);
    this.#tellSeen();
  }

  /** Frames that a capture has seen are told at once: a rig may be saved the next moment. Whether there were any. */
  #tellSeen(): boolean {
    const seers = this.#asks.tellSeen(this.#network.nowNs);
    for (const name of seers) this.#carryOut(name);
    return seers.length > 0;
  }

  /** Lets time go on to `toNs`. */
  advance(toNs: bigint): void {
    this.flush();
    for (let wakes = 0; ; ) {
      const next = this.#nextWake();
      const events = this.#network.advanceUntilTold(next !== null && next < toNs ? next : toNs);
      for (const event of events) this.#deliver(event);
      if (this.#tellSeen() || events.length > 0) continue;
      const woken = this.#wake(this.#network.nowNs);
      if (woken === 0 && this.#network.nowNs >= toNs) return;
      wakes = woken === 0 ? 0 : wakes + woken;
      if (wakes > mostWakesAtOnce) throw new Error('a party on the network asks to be woken without end');
    }
  }

  #nextDue(): bigint | null {
    let next: bigint | null = null;
    for (const [name, { party }] of this.#attached) {
      const { due } = party;
      if (due !== null && (next === null || due < next) && !this.#asleep.has(name)) next = due;
    }
    return next;
  }

  #nextWake(): bigint | null {
    const next = this.#nextDue();
    return next !== null && next < this.#network.nowNs ? this.#network.nowNs : next;
  }

  /** How many wanted it. */
  #wake(nowNs: bigint): number {
    let woken = 0;
    for (const [name, { party }] of this.#attached) {
      const { due } = party;
      if (due === null || due > nowNs || this.#asleep.has(name)) continue;
      party.wake(nowNs);
      this.#carryOut(name);
      woken += 1;
    }
    return woken;
  }

  #deliver(event: NetworkEvent): void {
    if (event.kind === 'accepted') {
      const name = this.#listeners.get(`${event.host}:${event.port}`);
      const attached = name === undefined ? undefined : this.#attached.get(name);
      if (name === undefined || !attached) return;
      this.#lastAccepted += 1;
      this.#bind(event.socket, { party: name, connection: this.#lastAccepted });
      attached.party.accepted(this.#lastAccepted, event.from, event.atNs);
      this.#carryOut(name);
      return;
    }
    const asker = this.#asks.deliver(event);
    if (asker !== null) this.#carryOut(asker);
    if (asker !== null || !('socket' in event)) return;
    const stream = this.#bySocket.get(event.socket);
    const party = stream && this.#attached.get(stream.party)?.party;
    if (!stream || !party) return;
    const { connection } = stream;
    if (event.kind === 'connected') party.connected(connection, event.atNs);
    else if (event.kind === 'received') party.received(connection, event.bytes, event.atNs);
    else if (event.kind === 'failed') {
      this.#release(event.socket, stream);
      party.failed(connection, event.why, event.atNs);
    } else if (event.kind === 'closed') {
      this.#release(event.socket, stream);
      party.closed(connection, event.how, event.atNs);
    }
    this.#carryOut(stream.party);
  }

  /** Until the party has nothing more to say: what it is told meanwhile may make it say more. */
  #carryOut(name: string): void {
    const attached = this.#attached.get(name);
    if (!attached) return;
    const { party, host } = attached;
    for (;;) {
      const effects = party.drain();
      const asks = isNetworkParty(party) ? party.asks() : [];
      if (effects.length + asks.length === 0) return;
      for (const effect of together(effects)) this.#do(name, host, effect);
      for (const ask of asks) this.#asks.perform(name, host, ask, this.#network.nowNs);
    }
  }

  #do(party: string, host: string, effect: Effect): void {
    const { connection } = effect;
    if (effect.do === 'connect') {
      this.#bind(this.#network.connect(host, effect.host, effect.port), { party, connection });
      return;
    }
    const socket = this.#sockets.get(keyOf(party, connection));
    // It has ended meanwhile, and the party was told so.
    if (socket === undefined) return;
    if (effect.do === 'send') {
      this.#network.send(socket, effect.bytes);
      return;
    }
    this.#release(socket, { party, connection });
    if (effect.do === 'close') this.#network.close(socket);
    else this.#network.reset(socket);
  }

  #bind(socket: number, stream: Stream): void {
    this.#bySocket.set(socket, stream);
    this.#sockets.set(keyOf(stream.party, stream.connection), socket);
  }

  #release(socket: number, { party, connection }: Stream): void {
    this.#bySocket.delete(socket);
    this.#sockets.delete(keyOf(party, connection));
  }

  /** Which stream is whose connection; network and parties are saved by their owner. */
  save(): SavedStreams {
    return {
      lastAccepted: this.#lastAccepted,
      streams: Array.from(this.#bySocket, ([socket, stream]) => ({ socket, ...stream })),
      asks: this.#asks.save(),
      asleep: [...this.#asleep],
    };
  }

  /** @throws ZodError when it is nothing that `save` gave. */
  restore(saved: unknown): void {
    const { lastAccepted, streams, asks, asleep } = savedStreams.parse(saved);
    for (const [name, attached] of this.#attached) {
      if (asleep.includes(name) === this.#asleep.has(name)) continue;
      if (this.#asleep.delete(name)) this.#hear(name, attached);
      else {
        this.#asleep.add(name);
        this.#deafen(attached);
      }
    }
    this.#lastAccepted = lastAccepted;
    this.#bySocket.clear();
    this.#sockets.clear();
    for (const { socket, party, connection } of streams) this.#bind(socket, { party, connection });
    this.#asks.restore(asks);
  }
}

/**
 * What is sent on one connection at one instant goes out as one piece, as a socket that is written to before its host gets round to
 * sending does: full segments instead of one for each message. What closes a connection stays behind what was sent on it.
 */
export function together(effects: readonly Effect[]): readonly Effect[] {
  if (effects.length < 2) return effects;
  const joined: (Effect | Uint8Array[])[] = [];
  const open = new Map<number, Uint8Array[]>();
  for (const effect of effects) {
    const pieces = open.get(effect.connection);
    if (effect.do === 'send' && pieces) pieces.push(effect.bytes);
    else if (effect.do === 'send') {
      const begun = [effect.bytes];
      open.set(effect.connection, begun);
      joined.push(effect, begun);
    } else {
      open.delete(effect.connection);
      joined.push(effect);
    }
  }
  return joined.flatMap((effect, index): Effect[] => {
    if (Array.isArray(effect)) return [];
    const pieces = joined[index + 1];
    return [effect.do === 'send' && Array.isArray(pieces) ? { ...effect, bytes: concatenated(pieces) } : effect];
  });
}

function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const keyOf = (party: string, connection: number): string => `${party} ${connection}`;
