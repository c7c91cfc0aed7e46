/** Everything of a rig that is on its network: the network itself, devices, gateway, tools, and what is under way between them. */
import { z } from 'zod';
import type { Refusal } from '../../controller/region.ts';
import type { DrawnParts } from '../../lab/drawn-parts.ts';
import type { Lab } from '../../lab/lab.ts';
import type { NetworkEffect } from '../../lab/schema-network-faults.ts';
import { Network } from '../../network/network.ts';
import { profiles } from '../../network/profiles.ts';
import type { SourceFile } from '../types.ts';
import { type Attached, Carrier } from './carrier.ts';
import { networkDefinition } from './definition-of.ts';
import type { DeviceHands } from './device-hands.ts';
import { BrokerDevice } from './devices/broker-device.ts';
import type { DeviceSurroundings, Restorable } from './devices/device.ts';
import { deviceBuilders } from './devices/kit.ts';
import { GatewayStation } from './gateway-station.ts';
import { Impairments } from './impairments.ts';
import { Observer } from './observing/observer.ts';
import { Outside, type OutsideEvent } from './outside.ts';
import { ToolBench, type ToolNews } from './tool-bench.ts';

const saved = z.object({
  network: z.unknown(),
  carrier: z.unknown(),
  parties: z.record(z.string(), z.unknown()),
  gateway: z.unknown(),
  tools: z.unknown(),
  /** `null` in a rig that nobody grades. */
  observer: z.unknown().default(null),
});

export type BuiltNetwork = { ok: true; network: RigNetwork } | { ok: false; refusal: Refusal };

export interface NetworkSurroundings {
  lab: Lab;
  drawn: DrawnParts;
  seed: number;
  /** The gateway's file; the lab's own unless given. */
  gatewayFiles: readonly SourceFile[] | undefined;
  hands: DeviceHands;
  mode: DeviceSurroundings['mode'];
}

export interface Server {
  device: string;
  protocol: string;
  host: string;
  port: number;
}

/** Who hears what leaves the rig by its network; nobody while the past is computed again. */
export interface ToolListener {
  tool(news: ToolNews): void;
}
export interface OutsideListener {
  outside(stream: number, event: OutsideEvent): void;
}

interface Parts {
  network: Network;
  attached: Readonly<Record<string, Attached & { party: Restorable }>>;
  servers: readonly Server[];
  gateway: GatewayStation | null;
  /** Where a trainee stands. */
  desk: string;
  around: NetworkSurroundings;
}

const isProfile = (name: string): name is keyof typeof profiles => Object.hasOwn(profiles, name);

const outsideParty = 'outside';
const gatewayParty = 'gateway';

export class RigNetwork {
  readonly network: Network;
  readonly carrier: Carrier;
  readonly drawn: DrawnParts;
  /** `null` in a lab without one. */
  readonly gateway: GatewayStation | null;
  /** Devices by party: `meter.modbus`. */
  readonly devices: Readonly<Record<string, Restorable>>;
  readonly tools: ToolBench;
  readonly outside = new Outside();
  /** Not part of what is saved. */
  listener: ToolListener | null = null;
  outsideListener: OutsideListener | null = null;
  readonly #servers: readonly Server[];
  #observer: Observer | null = null;
  readonly #ticking: Restorable[];
  readonly #impairments: Impairments;

  private constructor({ network, attached, servers, gateway, desk, around }: Parts) {
    this.network = network;
    this.drawn = around.drawn;
    this.gateway = gateway;
    this.#servers = servers;
    this.devices = Object.fromEntries(Object.entries(attached).map(([name, { party }]) => [name, party]));
    this.#ticking = Object.values(this.devices).filter(({ tick }) => tick !== undefined);
    this.carrier = new Carrier(network, attached);
    if (gateway) this.carrier.attach(gatewayParty, { host: gateway.host, ports: gateway.ports, party: gateway.party });
    this.carrier.attach(outsideParty, { host: desk, ports: [], party: this.outside });
    this.#impairments = new Impairments(
      network,
      this.carrier,
      Object.entries(attached).map(([name, { host, party }]) => {
        const [device = ''] = name.split('.');
        // What listens for a device elsewhere is no part of it.
        return { name, device: around.drawn.devices[device]?.host === host ? device : '', host, party };
      }),
    );
    this.tools = new ToolBench(network, this.carrier, desk);
    // What was asked for while things were made leaves now: a rig that is saved before its first tick must not lose it.
    this.carrier.flush();
  }

  /** `null` in a lab without a network. The refusal is a mistake of the lab. */
  static build(around: NetworkSurroundings): BuiltNetwork | null {
    const { lab, drawn, seed } = around;
    const { gateway: ofGateway, terminal } = lab.definition.rig;
    if (!drawn.network) return null;
    const attached: Record<string, Attached & { party: Restorable }> = {};
    const servers: Server[] = [];
    for (const [name, device] of Object.entries(drawn.devices)) {
      for (const [key, build] of Object.entries(deviceBuilders)) {
        const made = build(device, { name, hands: around.hands, seed, mode: around.mode });
        if (!made) continue;
        if (!made.ok) return { ok: false, refusal: wrongMap(name, made.at, made.message) };
        const { party, ports, protocol, host = device.host } = made.built;
        attached[`${name}.${key}`] = { host, ports, party };
        if (protocol !== null) for (const port of ports) servers.push({ device: name, protocol, host, port });
      }
    }
    try {
      const network = new Network(networkDefinition(drawn.network), seed);
      const text = around.gatewayFiles?.[0]?.text ?? lab.start.gateway?.[0]?.text ?? '';
      const gateway = ofGateway ? new GatewayStation(ofGateway.host, text, seed, ofGateway.box) : null;
      const desk = terminal?.host ?? ofGateway?.host ?? Object.keys(drawn.network.hosts)[0] ?? '';
      return { ok: true, network: new RigNetwork({ network, attached, servers, gateway, desk, around }) };
    } catch (error) {
      return { ok: false, refusal: wrongNetwork(error instanceof Error ? error.message : String(error)) };
    }
  }

  /** What may be connected to: the servers of devices. */
  servers(): Server[] {
    return this.#servers.map((server) => ({ ...server }));
  }

  /** From now on these faults of network and devices stand, and no others. */
  impair(effects: readonly NetworkEffect[]): void {
    this.#impairments.stand(effects);
  }

  /** The broker of this device; `null`: it has none. */
  broker(device: string): BrokerDevice | null {
    const party = this.devices[`${device}.broker`];
    return party instanceof BrokerDevice ? party : null;
  }

  /** What checks see here beyond signals, from now on. */
  observe(): Observer {
    this.#observer ??= new Observer(this.drawn.observations, {
      network: this.network,
      gateway: () => this.gateway?.gateway ?? null,
      watchBroker: (device, told) => {
        const broker = this.broker(device);
        if (broker) broker.observer = told;
      },
    });
    return this.#observer;
  }

  /** Lets the network's time go on to `toNs`; what leaves the rig is told. */
  advance(toNs: bigint): void {
    this.carrier.advance(toNs);
    for (const party of this.#ticking) party.tick?.(toNs);
    this.#tell();
  }

  #tell(): void {
    for (const { stream, event } of this.outside.events()) this.outsideListener?.outside(stream, event);
    for (const news of this.tools.news()) this.listener?.tool(news);
  }

  /** The link is from now on as one of this profile; a link or a profile that is not there changes nothing: the lint has told it. */
  takeProfile(link: string, profile: string): void {
    const quality = isProfile(profile) ? profiles[profile].quality : null;
    if (quality && this.network.links().some(({ id }) => id === link)) this.#impairments.choose(link, quality);
  }

  /** Takes another file for the gateway, which may move its status page. */
  downloadGateway(files: readonly SourceFile[]): ReturnType<GatewayStation['download']> | null {
    if (!this.gateway) return null;
    const done = this.gateway.download(files, this.network.nowNs);
    this.carrier.listenAt(gatewayParty, this.gateway.ports);
    this.carrier.flush();
    return done;
  }

  /** A stream from outside to a device's server; `false` when there is no such device. */
  openOutside(stream: number, device: string): boolean {
    const server = this.#servers.find((one) => one.device === device);
    if (!server) return false;
    this.outside.open(stream, server.host, server.port);
    this.carrier.flush();
    return true;
  }

  save(): unknown {
    return {
      network: this.network.save(),
      carrier: this.carrier.save(),
      parties: {
        ...Object.fromEntries(Object.entries(this.devices).map(([name, party]) => [name, party.save()])),
        [outsideParty]: this.outside.save(),
      },
      gateway: this.gateway?.save() ?? null,
      tools: this.tools.save(),
      observer: this.#observer?.save() ?? null,
    };
  }

  /** @throws Error when it was saved by another lab or engine. */
  restore(record: unknown): void {
    const { network, carrier, parties, gateway, tools, observer } = saved.parse(record);
    if (this.gateway) {
      this.gateway.restore(gateway);
      this.carrier.listenAt(gatewayParty, this.gateway.ports);
    }
    this.tools.restore(tools);
    this.network.restore(network);
    this.carrier.restore(carrier);
    for (const [name, party] of [...Object.entries(this.devices), [outsideParty, this.outside] as const]) {
      const why = party.restore(parties[name]);
      if (why !== null) throw new Error(`${name}: ${why}`);
    }
    if (observer !== null) this.observe().restore(observer);
  }
}

const wrongMap = (device: string, at: string, message: { en: string; 'zh-CN': string }): Refusal => ({
  code: 'device-map',
  message: {
    en: `Device ${device}, ${at}: ${message.en}`,
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
