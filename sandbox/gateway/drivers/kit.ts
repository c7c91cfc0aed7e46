/** The drivers that there are, over the house's own protocols. */
import type { DriverKit } from '../driver.ts';
import { explainModbusAddress, ModbusDriver } from './modbus.ts';
import { explainMqttAddress, MqttDriver } from './mqtt.ts';
import { MqttUplink } from './mqtt-uplink.ts';
import { explainS7Address, S7Driver } from './s7.ts';

export const driverKit: DriverKit = {
  southbound: (name, settings, points, nowNs, chance, saved) => {
    if (settings.protocol === 'modbus-tcp') return new ModbusDriver(settings, points, saved);
    if (settings.protocol === 's7') return new S7Driver(settings, points, saved);
    return new MqttDriver(name, settings, points, nowNs, chance, saved);
  },
  uplink: (settings, options, nowNs, chance, saved) => new MqttUplink(settings, options, nowNs, chance, saved),
  explainAddress: (connection, tag) => {
    if (connection.protocol === 'modbus-tcp') return explainModbusAddress(connection, tag);
    return connection.protocol === 's7' ? explainS7Address(connection, tag) : explainMqttAddress(connection, tag);
  },
};
