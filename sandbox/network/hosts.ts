/** What streams and datagrams have in common: the hosts they are on, their addresses, ports, power, and the numbers they draw. */
import type { Untimed } from './events.ts';
import type { Packet } from './packet.ts';
import type { Node, Topology } from './topology.ts';

/** RFC 6335, 6: dynamic ports. */
const [firstPort, lastPort] = [49_152, 65_535];

/** What hosts need of the network. */
export interface Carrier {
  readonly nowNs: number;
  send(node: Node, packet: Packet): boolean;
  tell(event: Untimed): void;
}

export interface HostsRecord {
  nextSocket: number;
  off: number[];
  ports: [host: number, next: number][];
  identifications: [node: number, next: number][];
}

export class Hosts {
  readonly topology: Topology;
  readonly carrier: Carrier;
  readonly #off = new Set<number>();
  readonly #ports = new Map<number, number>();
  readonly #identifications = new Map<number, number>();
  #nextSocket = 1;

  constructor(topology: Topology, carrier: Carrier) {
    this.topology = topology;
    this.carrier = carrier;
  }

  newSocket(): number {
    this.#nextSocket += 1;
    return this.#nextSocket - 1;
  }

  /** The address that `to` means to this host; `null`: a name that nobody has. */
  destination(host: Node, to: string): number | null {
    if (to.toLowerCase() === 'localhost') return host.address;
    const address = this.topology.resolve(to);
    return address !== null && address >>> 24 === 127 ? host.address : address;
  }

  setPower(host: Node, up: boolean): void {
    if (up) this.#off.delete(host.index);
    else this.#off.add(host.index);
  }

  isOn(host: Node): boolean {
    return !this.#off.has(host.index);
  }

  /** The next dynamic port that is not taken. There are more of them than sockets. */
  freePort(host: Node, taken: (port: number) => boolean): number {
    let port = this.#ports.get(host.index) ?? firstPort;
    const next = () => (port === lastPort ? firstPort : port + 1);
    while (taken(port)) port = next();
    this.#ports.set(host.index, next());
    return port;
  }

  /** For the next packet of a node (RFC 791). */
  identification(node: Node): number {
    const identification = this.#identifications.get(node.index) ?? 1;
    this.#identifications.set(node.index, (identification + 1) & 0xffff);
    return identification;
  }

  save(): HostsRecord {
    return {
      nextSocket: this.#nextSocket,
      off: [...this.#off],
      ports: [...this.#ports],
      identifications: [...this.#identifications],
    };
  }

  restore(saved: HostsRecord): void {
    this.#nextSocket = saved.nextSocket;
    this.#off.clear();
    for (const host of saved.off) this.#off.add(host);
    this.#ports.clear();
    for (const [host, port] of saved.ports) this.#ports.set(host, port);
    this.#identifications.clear();
    for (const [node, next] of saved.identifications) this.#identifications.set(node, next);
  }
}
