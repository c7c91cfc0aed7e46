/** Everything of a rig that is on its network: the network itself, the devices on it, and what is under way between them. */
import { z } from 'zod';
import type { Refusal } from '../../controller/region.ts';
import type { Lab } from '../../lab/lab.ts';
import { Network } from '../../network/network.ts';
import type { ModbusUnit } from '../../protocols/modbus/memory.ts';
import { ModbusServer } from '../../protocols/modbus/server.ts';
import { type Attached, Carrier } from './carrier.ts';
import { networkDefinition } from './definition-of.ts';
import { type DeviceHands, mappedUnit } from './register-map.ts';

/** A party that can be given back what it saved; answers why it cannot. */
interface Restorable {
  save(): unknown;
  restore(saved: unknown): string | null;
}

const saved = z.object({ network: z.unknown(), carrier: z.unknown(), parties: z.record(z.string(), z.unknown()) });

export type BuiltNetwork = { ok: true; network: RigNetwork } | { ok: false; refusal: Refusal };

export class RigNetwork {
  readonly network: Network;
  readonly carrier: Carrier;
  readonly #parties: Readonly<Record<string, Restorable>>;

  private constructor(
    network: Network,
    attached: Readonly<Record<string, Attached>>,
    parties: Readonly<Record<string, Restorable>>,
  ) {
    this.network = network;
    this.carrier = new Carrier(network, attached);
    this.#parties = parties;
  }

  /** `null` in a lab without a network. The refusal is a mistake of the lab. */
  static build(lab: Lab, seed: number, hands: DeviceHands): BuiltNetwork | null {
    const { network: written, devices } = lab.definition.rig;
    if (!written) return null;
    const attached: Record<string, Attached> = {};
    const parties: Record<string, Restorable> = {};
    for (const [name, { host, modbus }] of Object.entries(devices)) {
      if (!modbus) continue;
      const units = new Map<number, ModbusUnit>();
      for (const [id, { map }] of Object.entries(modbus.units)) {
        const mapped = mappedUnit(map, hands);
        if (!mapped.ok) return { ok: false, refusal: wrongMap(name, mapped.at, mapped.message) };
        units.set(Number(id), mapped.unit);
      }
      const party = new ModbusServer(
        { unit: (id) => units.get(id) ?? 'unknown' },
        { maxConnections: modbus.connections, processingNs: modbus.processing, unknownUnit: modbus.unknown_unit },
      );
      const key = `${name}.modbus`;
      attached[key] = { host, ports: [modbus.port], party };
      parties[key] = party;
    }
    try {
      return { ok: true, network: new RigNetwork(new Network(networkDefinition(written), seed), attached, parties) };
    } catch (error) {
      return { ok: false, refusal: wrongNetwork(error instanceof Error ? error.message : String(error)) };
    }
  }

  /** Lets the network's time go on to `toNs`. */
  advance(toNs: bigint): void {
    this.carrier.advance(toNs);
  }

  save(): unknown {
    return {
      network: this.network.save(),
      carrier: this.carrier.save(),
      parties: Object.fromEntries(Object.entries(this.#parties).map(([name, party]) => [name, party.save()])),
    };
  }

  /** @throws Error when it was saved by another lab or engine. */
  restore(record: unknown): void {
    const { network, carrier, parties } = saved.parse(record);
    this.network.restore(network);
    this.carrier.restore(carrier);
    for (const [name, party] of Object.entries(this.#parties)) {
      const why = party.restore(parties[name]);
      if (why !== null) throw new Error(`${name}: ${why}`);
    }
  }
}

const wrongMap = (device: string, at: string, message: { en: string; 'zh-CN': string }): Refusal => ({
  code: 'device-map',
  message: {
    en: `devices, ${device}, ${at}: ${message.en}`,
    'zh-CN': `设备 ${device}，${at}：${message['zh-CN']}`,
  },
});
const wrongNetwork = (reason: string): Refusal => ({
  code: 'network',
  message: {
    en: `The network cannot be built: ${reason}. Look at hosts, links and devices in lab.yaml.`,
    'zh-CN': `无法建立网络：${reason}。请检查 lab.yaml 中的主机、链路和设备。`,
  },
});
