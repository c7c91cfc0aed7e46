/** Conversations of a capture: who is client, what comes before and after, and which messages are whole with which frame. */
import type { Conversation, Direction } from '../dissection.ts';
import { applications } from './applications.ts';
import { type Expert, experts } from './expert.ts';
import { type Headers, type Tcp, tcpFlag } from './headers.ts';
import type { Delivered, PlacedMessage, RawFrame, Segment, TcpPlace } from './packet.ts';
import { type Piece, StreamSide } from './stream.ts';
import { TcpAnalysis } from './tcp-analysis.ts';

/** Conversations of a kind that are remembered; the one that has been silent longest is forgotten. */
const maxConversations = 2_048;
/** Frames that are named as those a message came in. */
const maxSegments = 256;

export interface Heard {
  stream: number;
  fromClient: boolean;
  tcp: TcpPlace | null;
  found: Expert[];
  delivered: Delivered[];
  messages: PlacedMessage[];
  partOfMessage: boolean;
}

/** Bytes of one direction that no message has used yet. */
interface Unused {
  bytes: number;
  segments: Segment[];
}

class TcpConversation {
  readonly stream: number;
  /** The end that is the client: address and port. */
  readonly client: string;
  readonly #analysis = new TcpAnalysis();
  readonly #sides = { 'to-server': new StreamSide(), 'to-client': new StreamSide() };
  readonly #unused: Record<Direction, Unused> = {
    'to-server': { bytes: 0, segments: [] },
    'to-client': { bytes: 0, segments: [] },
  };
  readonly #serverPort: number;
  #application: Conversation | null;
  /** Initial sequence number of the client, if its SYN was seen. */
  readonly #opening: number | null;

  constructor(stream: number, client: string, serverPort: number, opening: number | null) {
    this.stream = stream;
    this.client = client;
    this.#serverPort = serverPort;
    this.#opening = opening;
    this.#application = applications.tcp.get(serverPort)?.conversation() ?? null;
  }

  /** Whether this SYN opens another connection between the same ports. */
  isPast(tcp: Tcp): boolean {
    return (tcp.flags & (tcpFlag.syn | tcpFlag.ack)) === tcpFlag.syn && this.#opening !== tcp.sequence;
  }

  hear(frame: RawFrame, headers: Headers, tcp: Tcp, from: string): Heard {
    const fromClient = from === this.client;
    const direction = fromClient ? 'to-server' : 'to-client';
    const { payload } = headers;
    const { place, found } = this.#analysis.segment(tcp, payload.length, fromClient, frame.number, frame.atNs);
    const heard: Heard = {
      stream: this.stream,
      fromClient,
      tcp: place,
      found,
      delivered: [],
      messages: [],
      partOfMessage: false,
    };
    const mine = this.#sides[direction];
    if ((tcp.flags & tcpFlag.syn) !== 0) mine.open(tcp.sequence);
    if ((tcp.flags & tcpFlag.ack) !== 0) {
      this.#sides[fromClient ? 'to-client' : 'to-server'].acknowledged(tcp.acknowledgement);
    }
    const probe = found.includes(experts.keepAlive);
    if (payload.length > 0 && !probe && (tcp.flags & tcpFlag.syn) === 0) {
      const bytes = frame.bytes.subarray(payload.at, payload.at + payload.length);
      this.#take(heard, direction, mine.segment(tcp.sequence, bytes, frame.number), frame);
      heard.partOfMessage = this.#application !== null && heard.delivered.length > 0 && heard.messages.length === 0;
    }
    return heard;
  }

  #take(heard: Heard, direction: Direction, pieces: readonly Piece[], frame: RawFrame): void {
    const unused = this.#unused[direction];
    for (const { bytes, frame: number, missing } of pieces) {
      heard.delivered.push({ direction, bytes, missing });
      if (this.#application === null) continue;
      if (missing > 0) {
        // Nobody knows what stood in the hole: reading begins anew behind it.
        this.#application = applications.tcp.get(this.#serverPort)?.conversation() ?? null;
        for (const each of Object.values(this.#unused)) Object.assign(each, { bytes: 0, segments: [] });
      }
      const before = unused.bytes;
      unused.bytes += bytes.length;
      if (unused.segments.length < maxSegments) unused.segments.push({ frame: number, length: bytes.length });
      let used = 0;
      for (const message of this.#application?.push(direction, bytes) ?? []) {
        const inThis = used >= before && number === frame.number;
        const at = inThis ? bytes.byteOffset - frame.bytes.byteOffset + used - before : null;
        heard.messages.push({ message, at, segments: segmentsOf(unused.segments, used, message.bytes.length) });
        used += message.bytes.length;
      }
      if (used > 0) {
        unused.bytes = Math.max(0, unused.bytes - used);
        unused.segments = unused.bytes > 0 ? [{ frame: number, length: unused.bytes }] : [];
      }
    }
  }
}

/** The frames that hold the bytes from `from` on, and how many of them each. */
function segmentsOf(segments: readonly Segment[], from: number, length: number): Segment[] {
  const found: Segment[] = [];
  let at = 0;
  for (const { frame, length: held } of segments) {
    const shared = Math.min(at + held, from + length) - Math.max(at, from);
    if (shared > 0) found.push({ frame, length: shared });
    at += held;
  }
  return found;
}

interface UdpConversation {
  stream: number;
  client: string;
  application: Conversation | null;
}

export class Conversations {
  readonly #tcp = new Map<string, TcpConversation>();
  readonly #udp = new Map<string, UdpConversation>();
  #tcpStreams = 0;
  #udpStreams = 0;

  tcp(frame: RawFrame, headers: Headers, tcp: Tcp): Heard {
    const [from, to] = ends(headers, tcp);
    const key = keyOf(frame, from, to);
    let conversation = this.#tcp.get(key);
    const past = conversation?.isPast(tcp) ?? false;
    if (!conversation || past) {
      const clientSpeaks = speaksFirst(tcp.fromPort, tcp.toPort, tcp.flags, 'tcp');
      const opening = (tcp.flags & (tcpFlag.syn | tcpFlag.ack)) === tcpFlag.syn ? tcp.sequence : null;
      const serverPort = clientSpeaks ? tcp.toPort : tcp.fromPort;
      conversation = new TcpConversation(this.#tcpStreams, clientSpeaks ? from : to, serverPort, opening);
      this.#tcpStreams += 1;
    }
    keep(this.#tcp, key, conversation);
    const heard = conversation.hear(frame, headers, tcp, from);
    if (past) heard.found.push(experts.portsReused);
    return heard;
  }

  udp(frame: RawFrame, headers: Headers): Heard {
    const udp = headers.udp!;
    const [from, to] = ends(headers, udp);
    const key = keyOf(frame, from, to);
    let conversation = this.#udp.get(key);
    if (!conversation) {
      const clientSpeaks = speaksFirst(udp.fromPort, udp.toPort, 0, 'udp');
      const port = clientSpeaks ? udp.toPort : udp.fromPort;
      const application = applications.udp.get(port)?.conversation() ?? null;
      conversation = { stream: this.#udpStreams, client: clientSpeaks ? from : to, application };
      this.#udpStreams += 1;
    }
    keep(this.#udp, key, conversation);
    const fromClient = conversation.client === from;
    const direction = fromClient ? 'to-server' : 'to-client';
    const { at, length } = headers.payload;
    const bytes = frame.bytes.subarray(at, at + length);
    const messages: PlacedMessage[] = [];
    let used = 0;
    for (const message of length > 0 ? (conversation.application?.push(direction, bytes) ?? []) : []) {
      messages.push({ message, at: at + used, segments: [{ frame: frame.number, length: message.bytes.length }] });
      used += message.bytes.length;
    }
    return {
      stream: conversation.stream,
      fromClient,
      tcp: null,
      found: [],
      delivered: length > 0 ? [{ direction, bytes, missing: 0 }] : [],
      messages,
      partOfMessage: false,
    };
  }
}

const ends = ({ ip }: Headers, { fromPort, toPort }: { fromPort: number; toPort: number }): [string, string] => [
  `${ip!.from}:${fromPort}`,
  `${ip!.to}:${toPort}`,
];

const keyOf = (frame: RawFrame, from: string, to: string): string =>
  from < to ? `${frame.interface} ${from} ${to}` : `${frame.interface} ${to} ${from}`;

/** Whether the sender is the client: by the handshake, by a port that we know, else who has the higher port. */
function speaksFirst(fromPort: number, toPort: number, flags: number, kind: 'tcp' | 'udp'): boolean {
  if ((flags & tcpFlag.syn) !== 0) return (flags & tcpFlag.ack) === 0;
  const known = applications[kind];
  if (known.has(toPort) !== known.has(fromPort)) return known.has(toPort);
  return fromPort >= toPort;
}

/** Puts it last, and forgets the first when there are too many. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= maxConversations) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
