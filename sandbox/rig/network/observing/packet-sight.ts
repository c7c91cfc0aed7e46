/**
 * What has passed a link, both ways: packets, or messages of a protocol of industry as its dissector reads them. A conversation that was
 * under way when it was saved is read from the next message on.
 */
import { z } from 'zod';
import type { Observation } from '../../../lab/schema-answers.ts';
import { Flag, ipLength, type Packet, type TcpSegment } from '../../../network/packet.ts';
import type { Conversation, Direction, Dissector, Message } from '../../../protocols/dissection.ts';
import { modbusDissector } from '../../../protocols/modbus/dissector.ts';
import { mqttDissector } from '../../../protocols/mqtt/dissector.ts';
import { s7Dissector } from '../../../protocols/s7/dissector.ts';
import { SegmentOrder } from './segment-order.ts';
import type { Sight } from './sight.ts';

type OfPackets = Extract<Observation, { packets: string }>;

const dissectors: Partial<Record<OfPackets['packets'], Dissector>> = {
  modbus: modbusDissector,
  s7: s7Dissector,
  mqtt: mqttDissector,
};

/** Behind the MBAP header stands the function code; its highest bit says exception (Modbus Application Protocol 1.1b3, 7). */
const functionAt = 7;

interface Followed {
  conversation: Conversation;
  order: Record<Direction, SegmentOrder>;
}

/** Conversations that are followed at once; the one opened first is forgotten. */
const mostFollowed = 64;

const place = z.number().nullable();
const saved = z.object({
  count: z.number(),
  bytes: z.number(),
  errors: z.number(),
  followed: z.array(z.object({ key: z.string(), toServer: place, toClient: place })),
});

export class PacketSight implements Sight {
  readonly #of: OfPackets;
  readonly #dissector: Dissector | undefined;
  readonly #lost: () => number;
  #count = 0;
  #bytes = 0;
  #errors = 0;
  readonly #followed = new Map<string, Followed>();

  /** `lost`: packets that the link has lost so far. */
  constructor(of: OfPackets, lost: () => number) {
    this.#of = of;
    this.#dissector = dissectors[of.packets];
    this.#lost = lost;
  }

  /** It has arrived at the other end of the link. */
  passed(packet: Packet): void {
    if (this.#dissector) {
      if (packet.protocol === 'tcp') this.#follow(this.#dissector, packet);
      return;
    }
    const { packets, port } = this.#of;
    if (packets !== 'any' && packets !== packet.protocol) return;
    if (port !== undefined && !(packet.protocol !== 'icmp' && (packet.fromPort === port || packet.toPort === port))) return;
    this.#count += 1;
    this.#bytes += ipLength(packet);
    const refused =
      packet.protocol === 'icmp' ? packet.about !== null : packet.protocol === 'tcp' && (packet.flags & Flag.rst) !== 0;
    if (refused) this.#errors += 1;
  }

  #follow(dissector: Dissector, segment: TcpSegment): void {
    const ports = this.#of.port === undefined ? dissector.ports : [this.#of.port];
    const toServer = ports.includes(segment.toPort);
    if (!toServer && !ports.includes(segment.fromPort)) return;
    const direction: Direction = toServer ? 'to-server' : 'to-client';
    const ends = [`${segment.from}:${segment.fromPort}`, `${segment.to}:${segment.toPort}`];
    const key = (toServer ? ends : ends.toReversed()).join(' ');
    const opens = (segment.flags & Flag.syn) !== 0;
    let followed = this.#followed.get(key);
    if (!followed || (opens && toServer)) {
      followed = this.#begin(dissector, key, null, null);
    }
    for (const bytes of followed.order[direction].take(segment.sequence, segment.bytes, opens))
      for (const message of followed.conversation.push(direction, bytes)) this.#read(message);
  }

  #begin(dissector: Dissector, key: string, toServer: number | null, toClient: number | null): Followed {
    const order = { 'to-server': new SegmentOrder(toServer), 'to-client': new SegmentOrder(toClient) };
    const followed = { conversation: dissector.conversation(), order };
    this.#followed.delete(key);
    this.#followed.set(key, followed);
    for (const oldest of this.#followed.keys()) {
      if (this.#followed.size <= mostFollowed) break;
      this.#followed.delete(oldest);
    }
    return followed;
  }

  #read({ direction, bytes, state }: Message): void {
    const modbus = this.#of.packets === 'modbus';
    const code = bytes[functionAt] ?? 0;
    if (this.#of.function !== undefined && (code & 0x7f) !== this.#of.function) return;
    if (modbus ? (code & 0x80) !== 0 : state !== 'ok') this.#errors += 1;
    // Of one function its requests are counted: each has its answer.
    if (this.#of.function !== undefined && direction === 'to-client') return;
    this.#count += 1;
    this.#bytes += bytes.length;
  }

  told(): number {
    switch (this.#of.what) {
      case 'count':
        return this.#count;
      case 'bytes':
        return this.#bytes;
      case 'errors':
        return this.#errors;
      case 'dropped':
        return this.#lost();
    }
  }

  save(): unknown {
    const followed = Array.from(this.#followed, ([key, { order }]) => ({
      key,
      toServer: order['to-server'].next,
      toClient: order['to-client'].next,
    }));
    return { count: this.#count, bytes: this.#bytes, errors: this.#errors, followed };
  }

  /** @throws ZodError when it is nothing that `save` gave. */
  restore(record: unknown): void {
    const { count, bytes, errors, followed } = saved.parse(record);
    this.#count = count;
    this.#bytes = bytes;
    this.#errors = errors;
    this.#followed.clear();
    if (!this.#dissector) return;
    for (const { key, toServer, toClient } of followed) this.#begin(this.#dissector, key, toServer, toClient);
  }
}
