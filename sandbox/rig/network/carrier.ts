/**
 * Parties on the rig's network: carries what servers, clients and tools of protocols say to each other over its streams, on logical time,
 * and wakes each when it asked to be. Nothing waits here between two instants: what was said leaves at the instant at which it was said
 * (law 3), and what is under way is the network's and the parties' to save.
 */
import { z } from 'zod';
import type { NetworkEvent } from '../../network/events.ts';
import type { Network } from '../../network/network.ts';
import type { Effect, Party } from '../../protocols/party.ts';

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
});
export type SavedStreams = z.output<typeof savedStreams>;

export class Carrier {
  readonly #network: Network;
  readonly #attached = new Map<string, Attached>();
  /** `host:port` to the name of the party that listens there. */
  readonly #listeners = new Map<string, string>();
  readonly #bySocket = new Map<number, Stream>();
  /** By party and connection. */
  readonly #sockets = new Map<string, number>();
  /** Connections that are accepted have positive numbers, of all parties together. */
  #lastAccepted = 0;

  /** @throws Error as `attach`. */
  constructor(network: Network, attached: Readonly<Record<string, Attached>>) {
    this.#network = network;
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
    for (const port of ports) {
      this.#listeners.set(`${host}:${port}`, name);
      this.#network.listen(host, port);
    }
    this.#attached.set(name, attached);
  }

  /** It is gone, and what it had open is reset. */
  detach(name: string): void {
    const attached = this.#attached.get(name);
    if (!attached) return;
    this.#attached.delete(name);
    for (const port of attached.ports) {
      this.#listeners.delete(`${attached.host}:${port}`);
      this.#network.unlisten(attached.host, port);
    }
    for (const [socket, stream] of [...this.#bySocket]) {
      if (stream.party !== name) continue;
      this.#release(socket, stream);
      this.#network.reset(socket);
    }
  }

  party(name: string): Party | null {
    return this.#attached.get(name)?.party ?? null;
  }

  /** When anything happens next; `null`: nothing is under way and nobody waits for a time. */
  get dueNs(): bigint | null {
    let due = this.#network.dueNs;
    for (const { party } of this.#attached.values()) if (party.due !== null && (due === null || party.due < due)) due = party.due;
    return due;
  }

  /** What parties were asked to do from outside (a tool that begins, a gateway that was told) leaves now. */
  flush(): void {
    for (const name of this.#attached.keys()) this.#carryOut(name);
  }

  /** Lets time go on to `toNs`. */
  advance(toNs: bigint): void {
    this.flush();
    for (let wakes = 0; ; ) {
      const next = this.#nextWake();
      const events = this.#network.advanceUntilTold(next !== null && next < toNs ? next : toNs);
      for (const event of events) this.#deliver(event);
      if (events.length > 0) continue;
      const woken = this.#wake(this.#network.nowNs);
      if (woken === 0 && this.#network.nowNs >= toNs) return;
      wakes = woken === 0 ? 0 : wakes + woken;
      if (wakes > mostWakesAtOnce) throw new Error('a party on the network asks to be woken without end');
    }
  }

  #nextWake(): bigint | null {
    let next: bigint | null = null;
    for (const { party } of this.#attached.values())
      if (party.due !== null && (next === null || party.due < next)) next = party.due;
    return next !== null && next < this.#network.nowNs ? this.#network.nowNs : next;
  }

  /** How many wanted it. */
  #wake(nowNs: bigint): number {
    let woken = 0;
    for (const [name, { party }] of this.#attached) {
      if (party.due === null || party.due > nowNs) continue;
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
    if (!('socket' in event)) return;
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
    for (let effects = attached.party.drain(); effects.length > 0; effects = attached.party.drain())
      for (const effect of effects) this.#do(name, attached.host, effect);
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
    };
  }

  /** @throws ZodError when it is nothing that `save` gave. */
  restore(saved: unknown): void {
    const { lastAccepted, streams } = savedStreams.parse(saved);
    this.#lastAccepted = lastAccepted;
    this.#bySocket.clear();
    this.#sockets.clear();
    for (const { socket, party, connection } of streams) this.#bind(socket, { party, connection });
  }
}

const keyOf = (party: string, connection: number): string => `${party} ${connection}`;
