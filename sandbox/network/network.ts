/**
 * A rig's network on logical time: hosts, links with their faults, streams (TCP), datagrams (UDP), echoes (ICMP). The rig tells it what
 * is sent and lets time go on; it answers with what has happened. Equal definition, seed and calls give equal events, bit for bit.
 */
import { addressText } from './addresses.ts';
import { Agenda } from './agenda.ts';
import { Carriage } from './carriage.ts';
import { Conduits } from './conduits.ts';
import { Datagrams, type Echo, type Posted } from './datagrams.ts';
import { type NetworkDefinition, transportDefaults } from './definition.ts';
import type { NetworkEvent, Untimed } from './events.ts';
import { Hosts } from './hosts.ts';
import {
  currentVersion,
  restoreEntry,
  restoreStream,
  type SavedNetwork,
  savedNetwork,
  saveEntry,
  saveStream,
} from './keyframe.ts';
import type { LineRecord, LinkChange, Lost, Watcher } from './line.ts';
import type { Packet } from './packet.ts';
import { Streams } from './streams.ts';
import { macOf, type Node, Topology } from './topology.ts';

/** For the drawing of the network. */
export interface LinkState {
  id: string;
  a: string;
  b: string;
  up: boolean;
  /** Of the last whole second, both ways, as Ethernet counts them. */
  bytesPerSecond: number;
  frames: number;
  bytes: number;
  /** Frames that did not arrive, by reason. */
  lost: Lost;
}

const nothing: NetworkEvent[] = [];

export class Network {
  readonly topology: Topology;
  readonly #agenda = new Agenda();
  readonly #conduits: Conduits;
  readonly #carriage: Carriage;
  readonly #hosts: Hosts;
  readonly #streams: Streams;
  readonly #datagrams: Datagrams;
  /** Whole nanoseconds, exact for 104 days of logical time; after that to the next even number. */
  #nowNs = 0;
  #told: NetworkEvent[] = nothing;

  constructor(definition: NetworkDefinition, seed: number) {
    this.topology = new Topology(definition, seed);
    this.#conduits = new Conduits(definition.conduits);
    const network = this;
    const carrier = {
      get nowNs() {
        return network.#nowNs;
      },
      send: (node: Node, packet: Packet) => this.#carriage.send(node, packet),
      tell: (event: Untimed) => this.#tell(event),
    };
    this.#hosts = new Hosts(this.topology, carrier);
    this.#carriage = new Carriage(this.topology, this.#conduits, this.#agenda, carrier, (node, packet) => {
      if (!this.#hosts.isOn(node)) return;
      if (packet.protocol === 'tcp') this.#streams.receive(node, packet);
      else this.#datagrams.receive(node, packet);
    });
    this.#streams = new Streams(this.#hosts, this.#agenda, { ...transportDefaults, ...definition.transport }, seed);
    this.#datagrams = new Datagrams(this.#hosts);
  }

  get nowNs(): bigint {
    return BigInt(this.#nowNs);
  }

  /** When something happens next, which need not be anything to tell; `null`: nothing is under way. */
  get dueNs(): bigint | null {
    const soonest = this.#agenda.soonestNs;
    return soonest === Number.POSITIVE_INFINITY ? null : BigInt(Math.max(soonest, this.#nowNs));
  }

  /** Lets time go on to `toNs`; what happened until then, in order. Whoever answers an event, answers at `toNs`. */
  advance(toNs: bigint): NetworkEvent[] {
    const to = Number(toNs);
    while (this.#agenda.soonestNs <= to) this.#happen();
    this.#nowNs = Math.max(this.#nowNs, to);
    return this.#taken();
  }

  /** The same, but no further than the first instant at which there is something to tell: answers come from that very instant. */
  advanceUntilTold(toNs: bigint): NetworkEvent[] {
    const to = Number(toNs);
    while (this.#agenda.soonestNs <= to && (this.#told.length === 0 || this.#agenda.soonestNs <= this.#nowNs)) this.#happen();
    if (this.#told.length === 0) this.#nowNs = Math.max(this.#nowNs, to);
    return this.#taken();
  }

  #happen(): void {
    const { atNs, what } = this.#agenda.take();
    this.#nowNs = Math.max(this.#nowNs, atNs);
    if (what.kind === 'arrival') this.#carriage.arrive(what.road, what.packet);
    else this.#streams.wake(what.socket, atNs);
  }

  #tell(event: Untimed): void {
    if (this.#told === nothing) this.#told = [];
    this.#told.push({ atNs: BigInt(this.#nowNs), ...event });
  }

  #taken(): NetworkEvent[] {
    const told = this.#told;
    this.#told = nothing;
    return told;
  }

  /** Connections to this port of the host are accepted from now on. */
  listen(host: string, port: number): void {
    this.#streams.listen(this.topology.host(host), port);
  }

  /** New ones are refused; those that exist stay. */
  unlisten(host: string, port: number): void {
    this.#streams.unlisten(this.topology.host(host), port);
  }

  /** Opens a stream to a name or an address; `connected` or `failed` follows for the socket that this answers. */
  connect(fromHost: string, to: string, port: number): number {
    return this.#streams.connect(this.topology.host(fromHost), to, port);
  }

  /** The bytes are copied. A socket that is gone takes nothing. */
  send(socket: number, bytes: Uint8Array): void {
    this.#streams.onStream(socket, (stream) => stream.send(bytes));
  }

  close(socket: number): void {
    this.#streams.onStream(socket, (stream) => stream.close());
    this.#datagrams.release(socket);
  }

  reset(socket: number): void {
    this.#streams.onStream(socket, (stream) => stream.reset());
  }

  /** A socket for datagrams at a port of the host, at a free one for `null`; `null`: the port is taken. `close` gives it back. */
  bind(host: string, port: number | null): number | null {
    return this.#datagrams.bind(this.topology.host(host), port);
  }

  sendTo(socket: number, to: string, port: number, bytes: Uint8Array): Posted {
    return this.#datagrams.sendTo(socket, to, port, bytes);
  }

  /** Asks for an echo; the `echo` event has the same identifier and sequence (0 … 65535). A small `timeToLive` shows the routers. */
  echo(fromHost: string, to: string, ask: Echo): Posted {
    return this.#datagrams.echo(this.topology.host(fromHost), to, ask);
  }

  /** The address that a name or an address means, dotted; `null`: a name that nobody has. */
  resolve(name: string): string | null {
    const address = this.topology.resolve(name);
    return address === null ? null : addressText(address);
  }

  /** A fault of a link, or its end: what is not mentioned stays. */
  setLink(id: string, change: LinkChange): void {
    this.topology.line(id).change(change);
  }

  /** The link is again as the lab defines it. */
  mendLink(id: string): void {
    this.topology.line(id).mend();
  }

  /** Switches a host off or on. Off, it forgets its connections without a word to anybody; the other ends are half open. */
  power(host: string, up: boolean): void {
    const node = this.topology.host(host);
    this.#hosts.setPower(node, up);
    if (!up) this.#streams.forget(node);
  }

  hosts(): { id: string; names: string[]; address: string; mac: string; zone: string; up: boolean }[] {
    return this.topology.hosts().map((host) => {
      const { id, names, address } = host.definition;
      return { id, names, address, mac: macOf(host), zone: host.zone, up: this.#hosts.isOn(host) };
    });
  }

  routers(): { id: string; address: string }[] {
    return this.topology.nodes.flatMap(({ id, kind, address }) =>
      kind === 'router' && address !== null ? [{ id, address: addressText(address) }] : [],
    );
  }

  links(): LinkState[] {
    return this.topology.lines.map((line) => {
      const { id, a, b } = line.definition;
      const [forth, back] = line.roads;
      const up = line.isUp(this.#nowNs);
      const bytesPerSecond = line.bytesPerSecond(this.#nowNs);
      const carried = { frames: forth.frames + back.frames, bytes: forth.bytes + back.bytes };
      return { id, a, b, up, bytesPerSecond, ...carried, lost: { ...line.lost } };
    });
  }

  /** Packets that no conduit allowed, by the zones they would have gone between. */
  dropped(): { from: string; to: string; packets: number }[] {
    return this.#conduits.dropped();
  }

  /** How many streams there are, also those on their way out. */
  get streams(): number {
    return this.#streams.count;
  }

  /**
   * Lets somebody see the packets at one end of a link, as an interface there sees them: outgoing ones as they set out, even if they are
   * lost on the way, incoming ones as they arrive. Not saved: who watches a rig is no part of it. Answers how to stop.
   */
  watch(link: string, at: string, seen: { out: Watcher; in: Watcher }): () => void {
    const line = this.topology.line(link);
    const [forth, back] = line.definition.a === at ? line.roads : [line.roads[1], line.roads[0]];
    forth.setOut.push(seen.out);
    back.arrived.push(seen.in);
    return () => {
      for (const [list, watcher] of [
        [forth.setOut, seen.out],
        [back.arrived, seen.in],
      ] as const) {
        const place = list.indexOf(watcher);
        if (place >= 0) list.splice(place, 1);
      }
    };
  }

  save(): SavedNetwork {
    const { order, entries } = this.#agenda.save();
    const { listening, streams } = this.#streams.save();
    return {
      version: currentVersion,
      nowNs: this.#nowNs,
      lines: Object.fromEntries(this.topology.lines.map((line) => [line.definition.id, line.save()])),
      hosts: this.#hosts.save(),
      listening,
      streams: streams.map(saveStream),
      datagrams: this.#datagrams.save(),
      dropped: this.#conduits.dropped(),
      agenda: { order, entries: entries.map(saveEntry) },
    };
  }

  /** What `save` answered, also after JSON. Throws at anything else, and then leaves the network as it was. */
  restore(saved: unknown): void {
    const read = savedNetwork.parse(saved);
    const lines: [number, LineRecord][] = this.topology.lines.map((line) => {
      const record = read.lines[line.definition.id];
      if (record === undefined) throw new Error(`network: what was saved knows no link ${line.definition.id}`);
      return [line.index, record];
    });
    const { nodes } = this.topology;
    const known = (address: number) => this.topology.owner(address) !== null;
    if (read.streams.some(({ state }) => !known(state.local)))
      throw new Error('network: what was saved has a host that is not here');
    if (read.datagrams.some(({ host }) => host >= nodes.length)) throw new Error('network: a saved socket has no host');
    const roads = 2 * lines.length;
    if (read.agenda.entries.some(({ what }) => what.kind === 'arrival' && what.road >= roads))
      throw new Error('network: what was saved has a packet on a link that is not here');
    this.#nowNs = read.nowNs;
    for (const [index, record] of lines) this.topology.lines[index]!.restore(record);
    this.#hosts.restore(read.hosts);
    this.#datagrams.restore(read.datagrams);
    this.#streams.restore(
      read.listening,
      read.streams.map((stream) => restoreStream(stream, this.#streams)),
    );
    this.#conduits.restore(read.dropped);
    this.#agenda.restore(read.agenda.order, read.agenda.entries.map(restoreEntry));
    this.#told = nothing;
  }
}
