/** What a gateway of 200 tags costs: a second of logical time with devices of its own protocol beside it, and what it holds. */
import { loadConfig } from '#sandbox/gateway/config.ts';
import { ModbusDriver } from '#sandbox/gateway/drivers/modbus.ts';
import { Gateway } from '#sandbox/gateway/gateway.ts';
import { BlockUnit } from '#sandbox/protocols/modbus/memory.ts';
import { ModbusServer } from '#sandbox/protocols/modbus/server.ts';
import { carry } from '../sandbox/gateway/wire.ts';
import { World } from '../sandbox/gateway/world.ts';

const second = 1_000_000_000n;

const file = `connections: { meter: { protocol: modbus-tcp, host: meter } }
northbound: { protocol: mqtt, host: broker, client: edge }
tags:
${Array.from({ length: 200 }, (_, index) => `  - { name: tag-${index}, connection: meter, address: "1!${40001 + 2 * index}", type: REAL, unit: bar, deadband: { absolute: 0.5 } }`).join('\n')}
`;

export function gatewayWork(): { second: () => void; save: () => number; restore: () => void; load: () => void } {
  const world = new World();
  const kit = {
    ...world.kit,
    southbound: (...[, settings, points, , , saved]: Parameters<typeof world.kit.southbound>) => {
      if (settings.protocol !== 'modbus-tcp') throw new Error('one Modbus device');
      return new ModbusDriver(settings, points, saved);
    },
  };
  const { config } = loadConfig(file);
  if (!config) throw new Error('the file of the bench is wrong');
  const registers = Array.from({ length: 400 }, () => 0x4120);
  const device = new ModbusServer({ unit: () => new BlockUnit({ 'holding-registers': [{ address: 0, values: registers }] }) });
  const gateway = new Gateway(config, { kit, epochNs: 0n, seed: 1 }, 0n);
  let nowNs = 0n;
  return {
    second: () => {
      const end = nowNs + second;
      // A tenth of the values moves, beyond the deadband.
      for (let index = 0; index < 40; index += 2) registers[index] = registers[index] === 0x4120 ? 0x4160 : 0x4120;
      for (let { due } = gateway; due !== null && due <= end; { due } = gateway) {
        nowNs = due;
        gateway.wake(due);
        carry(gateway, device, due, () => {});
      }
      nowNs = end;
      world.delivered = [];
    },
    save: () => JSON.stringify(gateway.save()).length,
    restore: () => {
      Gateway.restore(gateway.save(), { kit }, config);
    },
    load: () => {
      loadConfig(file);
    },
  };
}
