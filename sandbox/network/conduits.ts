/** What may pass from zone to zone (IEC 62443-3-2: conduits): listed, or an answer to what is listed. */
import type { Allowed, Conduit } from './definition.ts';
import { Flag, type Packet } from './packet.ts';

export class Conduits {
  readonly #allowed = new Map<string, Allowed[]>();
  /** From zone, to zone -> packets dropped. */
  readonly #dropped = new Map<string, number>();

  constructor(conduits: Conduit[]) {
    for (const { from, to, allow } of conduits) {
      const key = pair(from, to);
      this.#allowed.set(key, [...(this.#allowed.get(key) ?? []), ...allow]);
    }
  }

  /** Without memory: an answer is known by the port that it comes from, and may open nothing. */
  passes(packet: Packet, from: string, to: string): boolean {
    if (from === to) return true;
    const asking = this.#allowed.get(pair(from, to)) ?? [];
    const answering = this.#allowed.get(pair(to, from)) ?? [];
    if (packet.protocol === 'icmp') {
      // Errors about what was let through have to come back, or nobody would know (RFC 4890 says the same of IPv6).
      if (packet.about !== null) return true;
      return (packet.type === 'echo' ? asking : answering).some(({ protocol }) => protocol === 'icmp');
    }
    const fits = (rule: Allowed, port: number) =>
      rule.protocol === packet.protocol && (rule.port === undefined || rule.port === port);
    if (asking.some((rule) => fits(rule, packet.toPort))) return true;
    const opens = packet.protocol === 'tcp' && (packet.flags & (Flag.syn | Flag.ack)) === Flag.syn;
    return !opens && answering.some((rule) => fits(rule, packet.fromPort));
  }

  drop(from: string, to: string): void {
    const key = pair(from, to);
    this.#dropped.set(key, (this.#dropped.get(key) ?? 0) + 1);
  }

  dropped(): { from: string; to: string; packets: number }[] {
    return [...this.#dropped].map(([key, packets]) => {
      const [from, to] = JSON.parse(key) as [string, string];
      return { from, to, packets };
    });
  }

  restore(dropped: { from: string; to: string; packets: number }[]): void {
    this.#dropped.clear();
    for (const { from, to, packets } of dropped) this.#dropped.set(pair(from, to), packets);
  }
}

const pair = (from: string, to: string): string => JSON.stringify([from, to]);
