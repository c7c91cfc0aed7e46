/**
 * What the faults that stand do to network and devices. It is told all of them whenever one begins or ends, and makes what is there as it
 * has to be: the network, the devices and the carrier keep that themselves and save it.
 */
import type { DeviceEffect, HostEffect, LinkEffect, NetworkEffect } from '../../lab/schema-network-faults.ts';
import type { LinkChange } from '../../network/line.ts';
import type { Network } from '../../network/network.ts';
import { profiles } from '../../network/profiles.ts';
import { ModbusServer } from '../../protocols/modbus/server.ts';
import { S7Server } from '../../protocols/s7/server.ts';
import type { Carrier } from './carrier.ts';
import { CyclicProducer } from './devices/cyclic-device.ts';
import type { Restorable } from './devices/device.ts';
import { MqttDevice } from './devices/mqtt-device.ts';

interface DeviceParty {
  /** `press.s7`. */
  name: string;
  device: string;
  host: string;
  party: Restorable;
  /** What it saves before anything has happened. */
  blank: unknown;
}

export class Impairments {
  readonly #network: Network;
  readonly #carrier: Carrier;
  readonly #parties: readonly DeviceParty[];
  #links = new Set<string>();
  #standing: readonly NetworkEffect[] = [];
  /** What links are without a fault, where a trainee has chosen it. */
  readonly #chosen = new Map<string, LinkChange>();

  constructor(network: Network, carrier: Carrier, parties: readonly Omit<DeviceParty, 'blank'>[]) {
    this.#network = network;
    this.#carrier = carrier;
    this.#parties = parties.map((one) => ({ ...one, blank: one.party.save() }));
  }

  /** From now on these stand, and no others. */
  stand(effects: readonly NetworkEffect[]): void {
    this.#standing = effects;
    this.#impairLinks(effects.filter((effect): effect is LinkEffect => 'link' in effect));
    const hosts = effects.filter((effect): effect is HostEffect => 'host' in effect);
    const devices = effects.filter((effect): effect is DeviceEffect => 'device' in effect);
    const off = new Set(hosts.flatMap(({ host, mode }) => (mode === 'off' ? [host] : [])));
    for (const { id, up } of this.#network.hosts()) if (up === off.has(id)) this.#network.power(id, !up);
    for (const one of this.#parties) {
      const own = devices.filter(({ device }) => device === one.device);
      this.#sleepOrWake(one, off.has(one.host) || own.some(({ mode }) => mode === 'restart'));
      ail(one, own, skewOf(hosts, one.host));
    }
  }

  /** The link is from now on as somebody has chosen it, under whatever fault stands. */
  choose(link: string, quality: LinkChange): void {
    this.#chosen.set(link, quality);
    this.#network.setLink(link, quality);
    this.#impairLinks(this.#standing.filter((effect): effect is LinkEffect => 'link' in effect));
  }

  #impairLinks(effects: readonly LinkEffect[]): void {
    const now = new Set(effects.map(({ link }) => link));
    for (const link of this.#links) {
      this.#network.mendLink(link);
      const chosen = this.#chosen.get(link);
      if (chosen) this.#network.setLink(link, chosen);
    }
    this.#links = now;
    for (const effect of effects) this.#network.setLink(effect.link, this.#changeOf(effect));
  }

  #changeOf(effect: LinkEffect): LinkChange {
    switch (effect.mode) {
      case 'outage':
        return { up: false };
      case 'loss':
        return { loss: lossOf(effect.share, effect.burst) };
      case 'latency': {
        const definition = { ...this.#network.topology.line(effect.link).definition, ...this.#chosen.get(effect.link) };
        const jitter = effect.jitter > 0n ? [{ share: 1, ns: Number(effect.jitter) }] : definition.jitter;
        return { latencyNs: definition.latencyNs + Number(effect.by), jitter };
      }
      case 'bandwidth':
        return { bitsPerSecond: effect.bitsPerSecond };
      case 'profile':
        return profiles[effect.is].quality;
    }
  }

  #sleepOrWake({ name, party, blank }: DeviceParty, sleeps: boolean): void {
    if (sleeps === this.#carrier.isAsleep(name)) return;
    if (sleeps) {
      this.#carrier.sleep(name);
      return;
    }
    const why = party.restore(blank);
    if (why !== null) throw new Error(`${name}: ${why}`);
    this.#carrier.rouse(name);
  }
}

/** In bursts of a mean length, as Gilbert describes them; a share of 1 loses everything. */
function lossOf(share: number, burst: number): LinkChange['loss'] {
  if (burst === 1 || share === 0 || share === 1) return { kind: 'bernoulli', share };
  const toGood = 1 / burst;
  return { kind: 'gilbert-elliott', toBad: Math.min(1, (toGood * share) / (1 - share)), toGood, lossInBad: 1, lossInGood: 0 };
}

const skewOf = (effects: readonly HostEffect[], of: string): bigint =>
  effects.reduce(
    (sum, effect) => (effect.mode === 'clock-skew' && effect.host === of ? sum + effect.ahead - effect.behind : sum),
    0n,
  );

/** Sets what ails a party; those that know none of it have nothing set. */
function ail({ party }: DeviceParty, effects: readonly DeviceEffect[], skewNs: bigint): void {
  const has = (mode: DeviceEffect['mode']): boolean => effects.some((effect) => effect.mode === mode);
  const slow = effects.find((effect) => effect.mode === 'slow');
  const drops = effects.find((effect) => effect.mode === 'drops');
  const unit = effects.find((effect) => effect.mode === 'wrong-unit');
  if (party instanceof ModbusServer || party instanceof S7Server) {
    const shared = {
      ...(has('swapped-bytes') ? { swapBytes: true } : {}),
      ...(has('swapped-words') ? { swapWords: true } : {}),
      ...(slow ? { delayNs: `${slow.by}` } : {}),
      ...(has('silent') ? { dropEvery: 1 } : drops ? { dropEvery: drops.every } : {}),
    };
    if (party instanceof S7Server) party.misbehaviour = { ...shared, ...(has('off-by-one') ? { byteOffset: 1 } : {}) };
    else
      party.misbehaviour = {
        ...shared,
        ...(has('off-by-one') ? { registerOffset: 1 } : {}),
        ...(has('stale-after-error') ? { staleAfterError: true } : {}),
        ...(unit ? { wrongUnit: unit.unit } : {}),
      };
  } else if (party instanceof MqttDevice)
    party.misbehaviour = {
      ...(has('silent') ? { silent: true } : {}),
      ...(has('stale') ? { stale: true } : {}),
      ...(skewNs === 0n ? {} : { clockSkewNs: `${skewNs}` }),
    };
  else if (party instanceof CyclicProducer) party.misbehaviour = has('silent') ? { silent: true } : {};
}
