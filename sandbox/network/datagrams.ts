/** Without connections: datagrams (UDP, RFC 768) and echoes (ICMP, RFC 792). */
import { addressText } from './addresses.ts';
import { errorTo } from './carriage.ts';
import type { Hosts } from './hosts.ts';
import type { IcmpMessage, Packet, UdpDatagram } from './packet.ts';
import type { Node } from './topology.ts';

/** Sockets at a time in a whole network. */
const most = 1024;

/** Unfragmented over Ethernet. */
const longest = 1472;

/** What an echo carries: made once, for packets are never changed. */
const payload = Uint8Array.from({ length: longest }, (_, at) => at);

/** What became of it so far. `too-long`: more than a datagram can carry unfragmented over Ethernet. */
export type Posted = 'sent' | 'unknown-host' | 'unreachable' | 'too-long';

export interface Echo {
  /** 0 … 65535: who asks, and for the how manyth time. */
  identifier: number;
  sequence: number;
  /** 64 as a rule; a small one shows the routers on the way. */
  timeToLive: number;
  /** Payload: 56 as a rule. */
  bytes: number;
}

export interface BoundRecord {
  socket: number;
  host: number;
  port: number;
}

export class Datagrams {
  readonly #hosts: Hosts;
  readonly #bound = new Map<number, BoundRecord>();
  readonly #byPort = new Map<string, number>();

  constructor(hosts: Hosts) {
    this.#hosts = hosts;
  }

  /** A socket at a port, or at a free one. `null`: the port is taken, or there are too many. */
  bind(host: Node, port: number | null): number | null {
    const at = port ?? this.#hosts.freePort(host, (free) => this.#byPort.has(`${host.index}:${free}`));
    if (this.#byPort.has(`${host.index}:${at}`) || this.#bound.size >= most) return null;
    const socket = this.#hosts.newSocket();
    this.#put({ socket, host: host.index, port: at });
    return socket;
  }

  #put(bound: BoundRecord): void {
    this.#bound.set(bound.socket, bound);
    this.#byPort.set(`${bound.host}:${bound.port}`, bound.socket);
  }

  release(socket: number): void {
    const bound = this.#bound.get(socket);
    if (!bound) return;
    this.#bound.delete(socket);
    this.#byPort.delete(`${bound.host}:${bound.port}`);
  }

  sendTo(socket: number, to: string, toPort: number, bytes: Uint8Array): Posted {
    const bound = this.#bound.get(socket);
    if (!bound) return 'unreachable';
    const host = this.#hosts.topology.nodes[bound.host]!;
    return this.#post(host, to, 64, bytes.length, (ip) => {
      return { protocol: 'udp', ...ip, fromPort: bound.port, toPort, bytes: bytes.slice() };
    });
  }

  echo(host: Node, to: string, { identifier, sequence, timeToLive, bytes: length }: Echo): Posted {
    return this.#post(host, to, timeToLive, length, (ip) => {
      return { protocol: 'icmp', ...ip, type: 'echo', identifier, sequence, bytes: payload.subarray(0, length), about: null };
    });
  }

  #post(
    host: Node,
    to: string,
    timeToLive: number,
    length: number,
    make: (ip: { from: number; to: number; timeToLive: number; identification: number }) => Packet,
  ): Posted {
    const address = this.#hosts.destination(host, to);
    if (address === null) return 'unknown-host';
    if (length > longest) return 'too-long';
    if (!this.#hosts.isOn(host)) return 'unreachable';
    const ip = { from: host.address!, to: address, timeToLive, identification: this.#hosts.identification(host) };
    return this.#hosts.carrier.send(host, make(ip)) ? 'sent' : 'unreachable';
  }

  receive(node: Node, packet: UdpDatagram | IcmpMessage): void {
    if (packet.protocol === 'udp') this.#receiveDatagram(node, packet);
    else this.#receiveIcmp(node, packet);
  }

  #receiveDatagram(node: Node, datagram: UdpDatagram): void {
    const socket = this.#byPort.get(`${node.index}:${datagram.toPort}`);
    const { carrier } = this.#hosts;
    const { fromPort, bytes } = datagram;
    if (socket === undefined) carrier.send(node, errorTo(datagram, 'port-unreachable'));
    else carrier.tell({ kind: 'datagram', socket, from: addressText(datagram.from), fromPort, bytes });
  }

  #receiveIcmp(node: Node, message: IcmpMessage): void {
    const { carrier } = this.#hosts;
    if (message.type === 'echo') {
      const ip = { from: message.to, to: message.from, timeToLive: 64, identification: this.#hosts.identification(node) };
      carrier.send(node, { ...message, ...ip, type: 'echo-reply' });
      return;
    }
    const { about, timeToLive } = message;
    const from = addressText(message.from);
    const asked = message.type === 'echo-reply' ? message : about;
    if (asked?.protocol === 'icmp') {
      const { identifier, sequence } = asked;
      const answer = message.type === 'echo-reply' ? 'reply' : 'ttl-exceeded';
      const bytes = message.bytes.length;
      carrier.tell({ kind: 'echo', host: node.id, identifier, sequence, answer, from, timeToLive, bytes });
    } else if (asked?.protocol === 'udp') {
      const socket = this.#byPort.get(`${node.index}:${asked.fromPort}`);
      if (socket !== undefined) carrier.tell({ kind: 'undelivered', socket, from, fromPort: asked.toPort });
    }
  }

  save(): BoundRecord[] {
    return [...this.#bound.values()];
  }

  restore(saved: BoundRecord[]): void {
    this.#bound.clear();
    this.#byPort.clear();
    for (const bound of saved) this.#put(bound);
  }
}
