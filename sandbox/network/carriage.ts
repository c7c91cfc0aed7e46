/** Carries packets from node to node: switches pass them on, routers count down their time to live, and zones are kept apart. */
import type { Agenda } from './agenda.ts';
import type { Conduits } from './conduits.ts';
import type { IcmpMessage, Packet } from './packet.ts';
import type { Node, Topology } from './topology.ts';

/** From a host to itself: no link is involved. */
const loopNs = 10_000;
const empty = new Uint8Array();

export class Carriage {
  private readonly topology: Topology;
  private readonly conduits: Conduits;
  private readonly agenda: Agenda;
  private readonly clock: { readonly nowNs: number };
  private readonly deliver: (node: Node, packet: Packet) => void;

  constructor(
    topology: Topology,
    conduits: Conduits,
    agenda: Agenda,
    clock: { readonly nowNs: number },
    deliver: (node: Node, packet: Packet) => void,
  ) {
    this.topology = topology;
    this.conduits = conduits;
    this.agenda = agenda;
    this.clock = clock;
    this.deliver = deliver;
  }

  /** From the node itself. `false`: there is no way to that address. */
  send(node: Node, packet: Packet): boolean {
    if (packet.to === node.address) {
      this.agenda.add(this.clock.nowNs + loopNs, { kind: 'arrival', road: -1, packet });
      return true;
    }
    return this.#forward(node, packet);
  }

  #forward(node: Node, packet: Packet): boolean {
    const road = this.topology.way(node, packet.to);
    if (road === null) return false;
    const arrivesNs = road.carry(packet, this.clock.nowNs);
    if (arrivesNs !== null) this.agenda.add(arrivesNs, { kind: 'arrival', road: road.index, packet });
    return true;
  }

  arrive(index: number, packet: Packet): void {
    if (index < 0) {
      const owner = this.topology.owner(packet.to);
      if (owner) this.deliver(owner, packet);
      return;
    }
    const line = this.topology.lines[index >> 1]!;
    const road = line.roads[(index & 1) as 0 | 1];
    if (!line.isUp(this.clock.nowNs)) {
      line.lost.down += 1;
      return;
    }
    for (const watch of road.arrived) watch(packet, this.clock.nowNs);
    const node = this.topology.nodes[road.to]!;
    // The first router on the way keeps the zones apart; where there is none, the host itself.
    if (node.kind !== 'switch' && !this.#mayPass(packet)) return;
    if (node.address === packet.to) this.deliver(node, packet);
    else if (node.kind === 'switch') this.#forward(node, packet);
    else if (node.kind === 'host') return;
    else if (packet.timeToLive <= 1) this.#expired(node, packet);
    else this.#forward(node, { ...packet, timeToLive: packet.timeToLive - 1 });
  }

  #mayPass(packet: Packet): boolean {
    const from = this.topology.owner(packet.from)?.zone ?? null;
    const to = this.topology.owner(packet.to)?.zone ?? null;
    if (from === null || to === null || this.conduits.passes(packet, from, to)) return true;
    this.conduits.drop(from, to);
    return false;
  }

  /** RFC 1812, 5.3.1: the router says so, unless it would be an error about an error. */
  #expired(router: Node, packet: Packet): void {
    if (packet.protocol === 'icmp' && packet.about !== null) return;
    this.#forward(router, { ...errorTo(packet, 'ttl-exceeded'), from: router.address! });
  }
}

export function errorTo(packet: Packet, type: 'ttl-exceeded' | 'port-unreachable'): IcmpMessage {
  const ip = { from: packet.to, to: packet.from, timeToLive: 64, identification: 0 };
  return { protocol: 'icmp', ...ip, type, identifier: 0, sequence: 0, bytes: empty, about: packet };
}
