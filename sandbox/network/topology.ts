/** Nodes, links between them, and the way from each to every address: the fewest links, the first defined of equals; never changed by outages. */
import { addressOf, macText } from './addresses.ts';
import type { Host, NetworkDefinition } from './definition.ts';
import { Line, type Road } from './line.ts';

export interface Node {
  index: number;
  id: string;
  kind: 'host' | 'switch' | 'router';
  /** `null` for a switch. */
  address: number | null;
  /** `null` for a router: it stands between zones. */
  zone: string | null;
  /** Roads that begin here. */
  roads: Road[];
}

export interface HostNode extends Node {
  kind: 'host';
  address: number;
  zone: string;
  definition: Host;
}

export class Topology {
  readonly nodes: Node[] = [];
  readonly lines: Line[] = [];
  readonly #byId = new Map<string, Node>();
  readonly #byAddress = new Map<number, Node>();
  readonly #byName = new Map<string, HostNode>();
  readonly #ways = new Map<number, (Road | null)[]>();

  /** Throws at a definition that contradicts itself: the lab's lint has said so to its author before. */
  constructor(definition: NetworkDefinition, seed: number) {
    const zones = new Set(definition.zones.map(({ id }) => id));
    const inZone = (zone: string, id: string): string => {
      if (!zones.has(zone)) throw new Error(`network: ${id} is in zone ${zone}, which is not defined`);
      return zone;
    };
    const addressed = (text: string, id: string): number => {
      const address = addressOf(text);
      if (address === null) throw new Error(`network: ${id} has the address ${text}; expected IPv4, such as 10.0.1.5`);
      const other = this.#byAddress.get(address);
      if (other) throw new Error(`network: ${id} and ${other.id} have the same address ${text}`);
      return address;
    };
    for (const host of definition.hosts) {
      const address = addressed(host.address, host.id);
      const zone = inZone(host.zone, host.id);
      const node: HostNode = { index: this.nodes.length, id: host.id, kind: 'host', address, zone, roads: [], definition: host };
      this.#add(node);
      for (const name of [host.id, ...host.names]) {
        const known = this.#byName.get(name.toLowerCase());
        if (known && known !== node) throw new Error(`network: ${host.id} and ${known.id} share the name ${name}`);
        this.#byName.set(name.toLowerCase(), node);
      }
    }
    for (const { id, zone } of definition.switches)
      this.#add({ index: this.nodes.length, id, kind: 'switch', address: null, zone: inZone(zone, id), roads: [] });
    for (const { id, address } of definition.routers)
      this.#add({ index: this.nodes.length, id, kind: 'router', address: addressed(address, id), zone: null, roads: [] });
    for (const link of definition.links) {
      const [a, b] = [link.a, link.b].map((id) => {
        const node = this.#byId.get(id);
        if (!node) throw new Error(`network: link ${link.id} ends at ${id}, which is not defined`);
        return node;
      });
      if (this.lines.some((line) => line.definition.id === link.id)) throw new Error(`network: two links are called ${link.id}`);
      const line = new Line(link, seed, { a: a!.index, b: b!.index }, this.lines.length);
      this.lines.push(line);
      a!.roads.push(line.roads[0]);
      b!.roads.push(line.roads[1]);
    }
    for (const { id, from, to } of definition.conduits) for (const zone of [from, to]) inZone(zone, `conduit ${id}`);
  }

  #add(node: Node): void {
    if (this.#byId.has(node.id)) throw new Error(`network: two nodes are called ${node.id}`);
    this.nodes.push(node);
    this.#byId.set(node.id, node);
    if (node.address !== null) this.#byAddress.set(node.address, node);
  }

  node(id: string): Node | null {
    return this.#byId.get(id) ?? null;
  }

  /** Throws when there is none: whoever asks knows the rig's hosts. */
  host(id: string): HostNode {
    const node = this.#byId.get(id);
    if (!isHost(node)) throw new Error(`network: there is no host ${id}`);
    return node;
  }

  line(id: string): Line {
    const line = this.lines.find(({ definition }) => definition.id === id);
    if (!line) throw new Error(`network: there is no link ${id}`);
    return line;
  }

  owner(address: number): Node | null {
    return this.#byAddress.get(address) ?? null;
  }

  /** The address that `text`, a name or an address, means; it need not be anybody's. `null`: a name that nobody has. */
  resolve(text: string): number | null {
    return addressOf(text) ?? this.#byName.get(text.toLowerCase())?.address ?? null;
  }

  /** The next road from `node` on the way to `address`. */
  way(node: Node, address: number): Road | null {
    let ways = this.#ways.get(address);
    if (!ways) {
      const owner = this.#byAddress.get(address);
      if (!owner) return null;
      ways = this.#waysTo(owner);
      this.#ways.set(address, ways);
    }
    return ways[node.index] ?? null;
  }

  /** Breadth first, backwards from the goal; through switches and routers only. */
  #waysTo(goal: Node): (Road | null)[] {
    const ways: (Road | null)[] = this.nodes.map(() => null);
    const reached = [goal];
    const seen = new Set([goal.index]);
    for (const node of reached) {
      if (node !== goal && node.kind === 'host') continue;
      for (const road of node.roads) {
        if (seen.has(road.to)) continue;
        seen.add(road.to);
        ways[road.to] = road.line.roads[0] === road ? road.line.roads[1] : road.line.roads[0];
        reached.push(this.nodes[road.to]!);
      }
    }
    return ways;
  }

  /** The MAC addresses of a packet on a road: of the last and the next that work with IP addresses. */
  macs(road: Road, from: number, to: number): { source: number; target: number } {
    const sender = this.#byAddress.get(from);
    let node: Node | undefined = sender;
    let [source, target] = [from, to];
    let passed = false;
    // At most once through every node: ways do not turn in circles.
    while (node && node.address !== to) {
      const next = this.way(node, to);
      if (next === null) break;
      if (next === road) passed = true;
      node = this.nodes[next.to]!;
      if (node.address === null) continue;
      if (passed) {
        target = node.address;
        break;
      }
      source = node.address;
    }
    return { source, target };
  }

  hosts(): HostNode[] {
    return this.nodes.filter(isHost);
  }
}

const isHost = (node: Node | undefined): node is HostNode => node?.kind === 'host';

export const macOf = (host: HostNode): string => macText(host.address);
