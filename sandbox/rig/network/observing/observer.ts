/**
 * What checks see of a rig's network beyond signals (`seen.Pressure`): the topics of a broker, the gateway's tags and figures, packets on
 * a link. It is made for a rig that is graded and costs others nothing; it looks, and changes nothing.
 */
import type { Gateway } from '../../../gateway/gateway.ts';
import type { Observation } from '../../../lab/schema-answers.ts';
import type { Network } from '../../../network/network.ts';
import type { Packet } from '../../../network/packet.ts';
import { drawnSight } from './drawn-sight.ts';
import { gatewaySight, tagSight } from './gateway-sight.ts';
import { PacketSight } from './packet-sight.ts';
import type { Sight, Told } from './sight.ts';
import { type Published, TopicSight } from './topic-sight.ts';

export interface Watchable {
  network: Network;
  gateway: () => Gateway | null;
  /** Has the messages that the broker of this device takes told. */
  watchBroker(device: string, told: (message: Published) => void): void;
}

export class Observer {
  readonly #sights: { name: string; sight: Sight; last: Told | undefined }[] = [];
  readonly #network: Network;

  constructor(observations: Readonly<Record<string, Observation>>, rig: Watchable) {
    this.#network = rig.network;
    const topics = new Map<string, TopicSight[]>();
    for (const [name, of] of Object.entries(observations)) {
      const sight = this.#sightOf(of, rig, topics);
      if (sight) this.#sights.push({ name, sight, last: undefined });
    }
    for (const [device, sights] of topics)
      rig.watchBroker(device, (message) => {
        for (const sight of sights) sight.heard(message);
      });
  }

  #sightOf(of: Observation, rig: Watchable, topics: Map<string, TopicSight[]>): Sight | null {
    if ('tag' in of) return tagSight(of, rig.gateway);
    if ('gateway' in of) return gatewaySight(of, rig.gateway);
    if ('packets' in of) return this.#packetSight(of);
    // Files of the terminal's home are no part of the rig: grading has them.
    if ('file' in of) return null;
    if ('drawn' in of) return drawnSight(of);
    const sight = new TopicSight(of);
    topics.set(of.broker, [...(topics.get(of.broker) ?? []), sight]);
    return sight;
  }

  #packetSight(of: Extract<Observation, { packets: string }>): Sight | null {
    const line = this.#network.topology.lines.find(({ definition }) => definition.id === of.link);
    if (!line) return null;
    const sight = new PacketSight(of, () => Object.values(line.lost).reduce((sum, count) => sum + count, 0));
    const passed = (packet: Packet): void => sight.passed(packet);
    const ignored = (): void => {};
    // What arrives at either end has passed.
    for (const end of [line.definition.a, line.definition.b]) this.#network.watch(of.link, end, { out: ignored, in: passed });
    return sight;
  }

  /** Observations whose values are not what they were at the last call; all of them at the first. */
  changes(): { name: string; value: Told }[] {
    const nowNs = this.#network.nowNs;
    const changed: { name: string; value: Told }[] = [];
    for (const one of this.#sights) {
      const value = one.sight.told(nowNs);
      if (Object.is(value, one.last)) continue;
      one.last = value;
      changed.push({ name: one.name, value });
    }
    return changed;
  }

  save(): unknown {
    return Object.fromEntries(this.#sights.map(({ name, sight }) => [name, sight.save()]));
  }

  /** @throws Error when it was saved by another lab or engine. */
  restore(saved: unknown): void {
    if (typeof saved !== 'object' || saved === null) throw new TypeError('no record of observations');
    for (const { name, sight } of this.#sights) sight.restore(Reflect.get(saved, name));
  }
}
