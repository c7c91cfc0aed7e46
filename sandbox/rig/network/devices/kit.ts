/** The protocols that a device may speak, by their key in the lab; a party is called `<device>.<key>`. */
import { brokerDevice } from './broker-device.ts';
import { cyclicConsumer, cyclicProducer } from './cyclic-device.ts';
import type { DeviceBuilder } from './device.ts';
import { modbusDevice } from './modbus-device.ts';
import { mqttDevice } from './mqtt-device.ts';
import { s7Device } from './s7-device.ts';

export const deviceBuilders: Readonly<Record<string, DeviceBuilder>> = {
  modbus: modbusDevice,
  s7: s7Device,
  broker: brokerDevice,
  mqtt: mqttDevice,
  cyclic: cyclicProducer,
  'cyclic.listener': cyclicConsumer,
};
