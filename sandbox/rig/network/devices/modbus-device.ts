/** A device that is a Modbus TCP server: its units show signals of the rig. */
import type { ModbusOfLab } from '../../../lab/schema-devices.ts';
import type { DeviceIdentification } from '../../../protocols/modbus/identification.ts';
import type { ModbusUnit } from '../../../protocols/modbus/memory.ts';
import { ModbusServer } from '../../../protocols/modbus/server.ts';
import type { DeviceBuilder } from './device.ts';
import { mappedUnit } from './register-map.ts';

export const modbusDevice: DeviceBuilder = ({ modbus }, { hands }) => {
  if (!modbus) return null;
  const identification = modbus.identity && identificationOf(modbus.identity);
  const units = new Map<number, ModbusUnit>();
  for (const [id, { map }] of Object.entries(modbus.units)) {
    const mapped = mappedUnit(map, hands);
    if (!mapped.ok) return { ok: false, at: mapped.at, message: mapped.message };
    units.set(Number(id), identification ? { ...mapped.unit, identification } : mapped.unit);
  }
  const party = new ModbusServer(
    { unit: (id) => units.get(id) ?? 'unknown' },
    { maxConnections: modbus.connections, processingNs: modbus.processing, unknownUnit: modbus.unknown_unit },
  );
  return { ok: true, built: { party, ports: [modbus.port], protocol: 'modbus-tcp' } };
};

function identificationOf({
  vendor,
  product,
  revision,
  name,
  model,
}: NonNullable<ModbusOfLab['identity']>): DeviceIdentification {
  const objects: Record<number, string> = { 0: vendor, 1: product, 2: revision };
  if (name !== undefined) objects[4] = name;
  if (model !== undefined) objects[5] = model;
  return objects;
}
