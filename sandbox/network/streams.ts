/** The hosts' TCP: who listens where, and which stream a segment belongs to. */
import { addressText } from './addresses.ts';
import type { Agenda } from './agenda.ts';
import { mixed } from './chance.ts';
import type { TransportSettings } from './definition.ts';
import type { Hosts } from './hosts.ts';
import { Flag, type TcpSegment } from './packet.ts';
import { Stream } from './stream.ts';
import { type Failure, type Surroundings, type Told, windowBytes } from './stream-record.ts';
import type { Node } from './topology.ts';

/** Streams at a time in a whole network; more is a mistake of somebody's, and gets no answer. */
const mostStreams = 4096;
const empty = new Uint8Array();

export class Streams implements Surroundings<Stream> {
  readonly settings: TransportSettings;
  readonly #hosts: Hosts;
  readonly #agenda: Agenda;
  readonly #seed: number;
  readonly #byId = new Map<number, Stream>();
  readonly #byEnds = new Map<string, Stream>();
  /** `host:port`, the host by its number. */
  readonly #listening = new Set<string>();

  constructor(hosts: Hosts, agenda: Agenda, settings: TransportSettings, seed: number) {
    this.#hosts = hosts;
    this.#agenda = agenda;
    this.settings = settings;
    this.#seed = seed;
  }

  get nowNs(): number {
    return this.#hosts.carrier.nowNs;
  }

  get count(): number {
    return this.#byId.size;
  }

  listen(host: Node, port: number): void {
    this.#listening.add(`${host.index}:${port}`);
  }

  unlisten(host: Node, port: number): void {
    this.#listening.delete(`${host.index}:${port}`);
  }

  connect(host: Node, to: string, port: number): number {
    const { settings, nowNs } = this;
    const remote = this.#hosts.destination(host, to);
    const id = this.#hosts.newSocket();
    const initial = this.#initial(id);
    const segmentBytes = remote === null ? 536 : this.#segment(host, remote);
    const taken = (free: number) => this.#byEnds.has(ends(host.address!, free, remote ?? 0, port));
    const localPort = this.#hosts.freePort(host, taken);
    const between = {
      id,
      local: host.address!,
      localPort,
      remote: remote ?? 0,
      remotePort: port,
      initial,
      remoteInitial: 0,
      segmentBytes,
    };
    const stream = Stream.create(between, 'syn-sent', this);
    const fail = (why: Exclude<Failure, 'reset' | 'refused'>, afterNs: number) => {
      stream.state.deadline = { atNs: nowNs + afterNs, why };
    };
    const way = remote === null ? null : this.#hosts.topology.way(host, remote);
    if (remote === null) fail('unknown-host', 0);
    else if (this.count >= mostStreams || !this.#hosts.isOn(host)) fail('unreachable', 0);
    else if (remote === host.address || way?.line.isUp(nowNs)) fail('timeout', settings.connectTimeoutNs);
    // Without a carrier on its own cable a host knows at once; that nobody has the address it learns by asking.
    else fail('unreachable', way === null ? settings.addressTimeoutNs : 0);
    this.#enter(stream);
    if (stream.state.deadline?.why === 'timeout') stream.sending.open();
    this.#schedule(stream);
    return id;
  }

  /** What a socket's owner wants; a socket that is gone meanwhile hears nothing. */
  onStream(socket: number, act: (stream: Stream) => void): void {
    const stream = this.#byId.get(socket);
    if (stream === undefined) return;
    act(stream);
    this.#schedule(stream);
  }

  /** A host has lost its power, and with it all that it knew of its streams. */
  forget(host: Node): void {
    for (const stream of [...this.#byId.values()]) if (stream.state.local === host.address) this.over(stream);
  }

  receive(node: Node, segment: TcpSegment): void {
    const key = ends(segment.to, segment.toPort, segment.from, segment.fromPort);
    let stream = this.#byEnds.get(key);
    const opens = (segment.flags & (Flag.syn | Flag.ack | Flag.rst)) === Flag.syn;
    // RFC 9293, 3.6.1: a new connection may take the place of one in TIME-WAIT.
    if (stream?.state.phase === 'time-wait' && opens) {
      this.over(stream);
      stream = undefined;
    }
    if (stream !== undefined) {
      stream.receive(segment);
      this.#schedule(stream);
      return;
    }
    if (!opens || !this.#listening.has(`${node.index}:${segment.toPort}`)) {
      this.refuse(segment);
      return;
    }
    if (this.count >= mostStreams) return;
    const id = this.#hosts.newSocket();
    const accepted = Stream.create(
      {
        id,
        local: segment.to,
        localPort: segment.toPort,
        remote: segment.from,
        remotePort: segment.fromPort,
        initial: this.#initial(id),
        remoteInitial: segment.sequence,
        segmentBytes: this.#segment(node, segment.from),
      },
      'syn-received',
      this,
    );
    this.#enter(accepted);
    accepted.sending.open();
    this.#schedule(accepted);
  }

  /** RFC 9293, 3.10.7.1. */
  refuse(segment: TcpSegment): void {
    if ((segment.flags & Flag.rst) !== 0) return;
    const answers = (segment.flags & Flag.ack) !== 0;
    const length = segment.bytes.length + ((segment.flags & Flag.syn) !== 0 ? 1 : 0) + ((segment.flags & Flag.fin) !== 0 ? 1 : 0);
    const node = this.#hosts.topology.owner(segment.to)!;
    this.#hosts.carrier.send(node, {
      protocol: 'tcp',
      from: segment.to,
      to: segment.from,
      timeToLive: 64,
      identification: this.#hosts.identification(node),
      fromPort: segment.toPort,
      toPort: segment.fromPort,
      sequence: answers ? segment.acknowledgement : 0,
      acknowledgement: answers ? 0 : (segment.sequence + length) >>> 0,
      flags: answers ? Flag.rst : Flag.rst | Flag.ack,
      window: 0,
      bytes: empty,
    });
  }

  emit(stream: Stream, flags: number, sequence: number, bytes: Uint8Array): void {
    const { state } = stream;
    const node = this.#hosts.topology.owner(state.local)!;
    this.#hosts.carrier.send(node, {
      protocol: 'tcp',
      from: state.local,
      to: state.remote,
      timeToLive: 64,
      identification: this.#hosts.identification(node),
      fromPort: state.localPort,
      toPort: state.remotePort,
      sequence: (state.initial + sequence) >>> 0,
      acknowledgement: (flags & Flag.ack) !== 0 ? (state.remoteInitial + state.expected) >>> 0 : 0,
      flags,
      window: windowBytes,
      bytes,
    });
  }

  tell(stream: Stream, what: Told): void {
    const { id: socket, local, localPort: port, remote, remotePort: fromPort } = stream.state;
    const host = this.#hosts.topology.owner(local)!.id;
    if (what.kind !== 'accepted') this.#hosts.carrier.tell({ socket, ...what });
    else this.#hosts.carrier.tell({ kind: 'accepted', socket, host, port, from: addressText(remote), fromPort });
  }

  over(stream: Stream): void {
    const { id, local, localPort, remote, remotePort } = stream.state;
    this.#byId.delete(id);
    this.#byEnds.delete(ends(local, localPort, remote, remotePort));
  }

  wake(socket: number, atNs: number): void {
    const stream = this.#byId.get(socket);
    if (stream === undefined || stream.wakeNs !== atNs) return;
    stream.wakeNs = Number.POSITIVE_INFINITY;
    if (stream.dueNs <= this.nowNs) stream.wake();
    this.#schedule(stream);
  }

  /** One entry of the agenda is enough: one that comes too early looks again. */
  #schedule(stream: Stream): void {
    const dueNs = stream.dueNs;
    if (dueNs >= stream.wakeNs || !this.#byId.has(stream.state.id)) return;
    stream.wakeNs = this.#agenda.add(dueNs, { kind: 'timer', socket: stream.state.id });
  }

  #enter(stream: Stream): void {
    const { id, local, localPort, remote, remotePort } = stream.state;
    this.#byId.set(id, stream);
    this.#byEnds.set(ends(local, localPort, remote, remotePort), stream);
  }

  /** RFC 9293, 3.4.1: a clock of 4 us and a hash, so that old and new connections do not meet. */
  #initial(id: number): number {
    return (mixed((this.#seed ^ Math.imul(id, 0x9e37_79b9)) | 0) + Math.floor(this.nowNs / 4000)) >>> 0;
  }

  /** Path MTU, as if discovered (RFC 1191), less 40. */
  #segment(host: Node, to: number): number {
    let mtu = 1500;
    let node = host;
    for (let road = this.#hosts.topology.way(node, to); road !== null; road = this.#hosts.topology.way(node, to)) {
      mtu = Math.min(mtu, road.line.quality.mtu);
      node = this.#hosts.topology.nodes[road.to]!;
    }
    return Math.max(536, mtu - 40);
  }

  save(): { listening: [host: number, port: number][]; streams: Stream[] } {
    const listening = [...this.#listening].map((key) => key.split(':').map(Number) as [number, number]);
    return { listening, streams: [...this.#byId.values()] };
  }

  restore(listening: [host: number, port: number][], streams: { stream: Stream; wakeNs: number }[]): void {
    this.#listening.clear();
    for (const [host, port] of listening) this.#listening.add(`${host}:${port}`);
    this.#byId.clear();
    this.#byEnds.clear();
    for (const { stream, wakeNs } of streams) {
      this.#enter(stream);
      stream.wakeNs = wakeNs;
    }
  }
}

const ends = (local: number, localPort: number, remote: number, remotePort: number): string =>
  `${local}:${localPort}-${remote}:${remotePort}`;
