/** A device that is an S7 server: its data blocks, markers, inputs and outputs show signals of the rig. */
import type { S7OfLab } from '../../../lab/schema-devices.ts';
import { clockOfTime } from '../../../protocols/s7/clock.ts';
import type { S7Device } from '../../../protocols/s7/memory.ts';
import { S7Server } from '../../../protocols/s7/server.ts';
import { rigEpochNs } from '../epoch.ts';
import type { DeviceBuilder } from './device.ts';
import { MappedMemory } from './s7-map.ts';
import { placesOf } from './s7-places.ts';

export const s7Device: DeviceBuilder = ({ s7 }, { name, hands, mode }) => {
  if (!s7) return null;
  const found = placesOf(s7, hands);
  if (!found.ok) return found;
  const { controller } = s7;
  if (controller !== undefined && mode(controller) === null)
    return { ok: false, at: 'controller', message: noController(controller) };
  const device: S7Device = {
    memory: new MappedMemory(found.extents, hands),
    identity: identityOf(s7, name),
    mode: () => (controller === undefined || mode(controller) === 'run' ? 'run' : 'stop'),
    // An optimised block is there; only its bytes have no addresses.
    blocks: () => ({ DB: [...found.extents.keys()].filter((key) => key.startsWith('DB ')).map((key) => Number(key.slice(3))) }),
    clock: { read: (nowNs) => clockOfTime(Number((rigEpochNs + nowNs) / 1_000_000n)), set: () => false },
  };
  const { rack, slot, connections, processing } = s7;
  const party = new S7Server(device, { maxConnections: connections, processingNs: processing, module: { rack, slot } });
  return { ok: true, built: { party, ports: [s7.port], protocol: 's7' } };
};

function identityOf({ identity }: S7OfLab, device: string): S7Device['identity'] {
  const { order_number, name, module, serial } = identity;
  return {
    orderNumber: order_number,
    firmware: [3, 2, 8],
    systemName: name ?? device,
    moduleName: module,
    plant: '',
    copyright: 'Simulated by Millwright',
    serialNumber: serial,
    moduleType: module,
  };
}

const noController = (controller: string) => ({
  en: `The rig has no controller "${controller}". Name one of rig/controllers, or leave \`controller\` out.`,
  'zh-CN': `实训台没有控制器“${controller}”。请写 rig/controllers 中的名称，或省略 \`controller\`。`,
});
