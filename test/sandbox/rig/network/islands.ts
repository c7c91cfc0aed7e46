/** Three islands and the gateway between them: two Modbus devices, an S7 press, a sensor over MQTT, a broker; a line that goes down. */
import { crc32 } from 'node:zlib';
import type { Lab } from '#sandbox/lab/lab.ts';
import { frameOf } from '#sandbox/network/frame.ts';
import { reportGateway } from '#sandbox/rig/network/report.ts';
import type { Rig } from '#sandbox/rig/rig.ts';
import { deviceLab } from './devices/device-lab.ts';

interface Islands {
  /** Besides the few that every run has. */
  tags?: number;
  step?: string;
  every?: string;
  outage?: { at: string; until: string };
  /** Only what the gateway polls, and the broker. */
  lean?: boolean;
}

const registers = (count: number) => [
  { at: '40001', signal: 'plant.Energy' },
  { at: '40003', signal: 'plant.Load', write: true },
  ...Array.from({ length: count }, (_, index) => ({ at: String(40101 + 2 * index), signal: 'plant.Energy' })),
];
const words = (count: number) => [
  { at: 'DB1.DBD0', signal: 'plant.Energy' },
  { at: 'DB1.DBX4.0', signal: 'plant.Closed' },
  ...Array.from({ length: count }, (_, index) => ({ at: `DB2.DBD${4 * index}`, signal: 'plant.Energy' })),
];

const clients = (every: string) => ({
  sensor: {
    mqtt: {
      broker: 'hub',
      version: '5.0',
      status: 'state',
      publish: [{ topic: 'sensor', every, signals: { e: 'plant.Energy' }, qos: 2 }],
    },
  },
  panel: { mqtt: { broker: 'hub', subscribe: [{ topic: 'uns/press', pointer: '/value', signal: 'plant.SeenCount' }] } },
  camera: {
    cyclic: { to: 'edge', every: '20ms', processing: '30ms', signals: { 'plant.Energy': 'plant.Seen' }, age: 'plant.Age' },
  },
});

/** A third of the tags on each of the devices that are polled. */
export function islandsLab({
  tags = 0,
  step = '1ms',
  every = '100ms',
  outage = { at: '1s', until: '700ms' },
  lean = false,
}: Islands = {}): Lab {
  const each = Math.ceil(tags / 3);
  const many = (connection: string, address: (index: number) => string) =>
    Array.from(
      { length: each },
      (_, index) =>
        `  - { name: ${connection}-${index}, connection: ${connection}, address: "${address(index)}", type: DINT, group: fast }\n`,
    ).join('');
  const gateway = `connections:
  dosing: { protocol: modbus-tcp, host: dosing, timeout: 300ms }
  meter: { protocol: modbus-tcp, host: meter, timeout: 300ms }
  press: { protocol: s7, host: press, timeout: 300ms }
${lean ? '' : '  sensor: { protocol: mqtt, host: hub, client: edge-south }\n'}groups:
  fast: { every: ${every} }
northbound: { protocol: mqtt, host: hub, client: edge, topic: "uns/{tag}", base: edge, qos: ${lean ? 1 : 2} }
tags:
  - { name: dosing, connection: dosing, address: "1!40001", type: DINT, group: fast }
  - { name: meter, connection: meter, address: "1!40001", type: DINT, group: fast }
  - { name: press, connection: press, address: DB1.DBD0, type: DINT, group: fast }
  - { name: closed, connection: press, address: DB1.DBX4.0, type: BOOL, group: fast }
${lean ? '' : '  - { name: sensor, connection: sensor, address: "sensor#/e", type: DINT }\n'}${many('dosing', (index) => `1!${40101 + 2 * index}`)}${many('meter', (index) => `1!${40101 + 2 * index}`)}${many('press', (index) => `DB2.DBD${4 * index}`)}`;
  return deviceLab({
    faults: [{ id: 'line', effects: [{ link: 'to-edge', mode: 'outage' }], trigger: { at: outage.at }, until: outage.until }],
    devices: {
      dosing: { modbus: { processing: '3ms', units: { 1: { map: registers(each) } } } },
      meter: { modbus: { units: { 1: { map: registers(each) } } } },
      press: { s7: { processing: '4ms', map: words(each) } },
      hub: { broker: {} },
      ...(lean ? {} : clients(every)),
    },
    hosts: { edge: { address: '10.0.1.9' } },
    links: ['laptop', 'dosing', 'meter', 'press', 'hub', 'edge', ...(lean ? [] : ['sensor', 'panel', 'camera'])].map((name) => ({
      between: ['sw', name],
      id: `to-${name}`,
      profile: name === 'meter' ? 'wifi-busy' : name === 'sensor' ? '5g-standalone' : 'wired',
    })),
    more: { gateway: { host: 'edge' }, plant: { source: 'plant.st', step } },
    gateway,
  });
}

/** What those see who look at a rig: messages at the broker, packets on every link. Looked at anew after a restore. */
export class Witness {
  readonly messages: string[] = [];
  #packets = 0;
  #sum = 0;

  look(rig: Rig): void {
    const { network } = rig.network!;
    rig.network!.broker('hub')!.observer = ({ atNs, topic, payload, qos, retain, client }) =>
      this.messages.push(`${atNs} ${client} ${topic} ${qos} ${retain} ${Buffer.from(payload).toString()}`);
    for (const { id, a } of network.links()) {
      const seen = (way: string) => (packet: Parameters<typeof frameOf>[0], nowNs: number) => {
        this.#packets += 1;
        this.#sum = crc32(`${nowNs} ${id} ${way}`, crc32(frameOf(packet, 0, 0), this.#sum));
      };
      network.watch(id, a, { out: seen('out'), in: seen('in') });
    }
  }

  /** With all that can be asked of the rig itself. */
  told(rig: Rig) {
    return {
      hash: rig.traceHash,
      messages: this.messages,
      packets: `${this.#packets} ${this.#sum}`,
      links: rig.network!.network.links(),
      gateway: reportGateway(rig.network!, 0),
    };
  }
}
