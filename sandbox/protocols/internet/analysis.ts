/** The analyser of one capture: frames in, in their order; packets out, each with what the frames before it say of it. */
import { Conversations, type Heard } from './conversations.ts';
import { type Expert, experts, severityOf } from './expert.ts';
import { type Headers, ipText, macText, readHeaders, tcpFlag } from './headers.ts';
import { columnsOf } from './info.ts';
import type { Packet, RawFrame } from './packet.ts';

/** Echo requests whose replies may still come. */
const maxEchoes = 1_024;

const silent: Omit<Heard, 'stream'> & { stream: null } = {
  stream: null,
  fromClient: true,
  tcp: null,
  found: [],
  delivered: [],
  messages: [],
  partOfMessage: false,
};

export class CaptureAnalysis {
  readonly #conversations = new Conversations();
  /** Frame numbers of echo requests. */
  readonly #echoes = new Map<string, number>();

  /** The next frame of the capture. Never throws, whatever its bytes. */
  add(frame: RawFrame): Packet {
    const headers = readHeaders(frame.bytes);
    const found: Expert[] = [];
    const damaged = headers.ip?.checksumOk === false || transportDamaged(headers);
    if (damaged) found.push(experts.checksum);
    const heard = headers.fault || damaged ? silent : this.#hear(frame, headers);
    found.push(...heard.found);
    if (headers.tcp && headers.tcp.flags & tcpFlag.rst) found.push(experts.reset);
    if (headers.fault || heard.messages.some(({ message }) => message.state === 'malformed')) found.push(experts.malformed);
    const refused = heard.messages.some(({ message }) => message.state === 'error');
    const gravest = severityOf(found);
    const packet = {
      ...frame,
      headers,
      stream: heard.stream,
      fromClient: heard.fromClient,
      tcp: heard.tcp ?? unheard(headers),
      requestIn: this.#echo(frame, headers),
      experts: found,
      delivered: heard.delivered,
      messages: heard.messages,
      partOfMessage: heard.partOfMessage,
      ...endsOf(frame.bytes, headers),
      severity: refused && (gravest === 'none' || gravest === 'note') ? ('warning' as const) : gravest,
    };
    return { ...packet, ...columnsOf(packet) };
  }

  #hear(frame: RawFrame, headers: Headers): typeof silent | Heard {
    if (headers.tcp) return this.#conversations.tcp(frame, headers, headers.tcp);
    return headers.udp ? this.#conversations.udp(frame, headers) : silent;
  }

  /** The frame that an echo reply answers. */
  #echo(frame: RawFrame, { icmp, ip, fault }: Headers): number | null {
    if (!icmp || !ip || fault || (icmp.type !== 0 && icmp.type !== 8)) return null;
    const asks = icmp.type === 8;
    const [asker, asked] = asks ? [ip.from, ip.to] : [ip.to, ip.from];
    const key = `${frame.interface} ${asker} ${asked} ${icmp.identifier} ${icmp.sequence}`;
    if (!asks) return this.#echoes.get(key) ?? null;
    this.#echoes.delete(key);
    this.#echoes.set(key, frame.number);
    const oldest = this.#echoes.keys().next();
    if (this.#echoes.size > maxEchoes && !oldest.done) this.#echoes.delete(oldest.value);
    return null;
  }
}

const transportDamaged = ({ tcp, udp, icmp }: Headers): boolean =>
  tcp?.checksumOk === false || udp?.checksumOk === false || icmp?.checksumOk === false;

/** Numbers of a segment that no analysis heard: as they stand. */
function unheard({ tcp }: Headers): Packet['tcp'] {
  if (!tcp) return null;
  const { sequence, acknowledgement, flags, window } = tcp;
  return { sequence, acknowledgement: flags & tcpFlag.ack ? acknowledgement : null, window, duplicateOf: null };
}

function endsOf(bytes: Uint8Array, { ip, type }: Headers): { source: string; destination: string } {
  if (ip) return { source: ipText(ip.from), destination: ipText(ip.to) };
  if (type === null) return { source: '', destination: '' };
  return { source: macText(bytes, 6), destination: macText(bytes, 0) };
}
