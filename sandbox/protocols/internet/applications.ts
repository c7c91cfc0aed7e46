/** Which dissector reads which port. A new protocol is an entry here. */
import { cyclicDissector } from '../cyclic/dissector.ts';
import type { Dissector } from '../dissection.ts';
import { httpDissector } from '../http/dissector.ts';
import { modbusDissector } from '../modbus/dissector.ts';
import { mqttDissector } from '../mqtt/dissector.ts';
import { s7Dissector } from '../s7/dissector.ts';

const byPort = (dissectors: readonly Dissector[]): ReadonlyMap<number, Dissector> =>
  new Map(dissectors.flatMap((dissector) => dissector.ports.map((port) => [port, dissector] as const)));

export const applications = {
  tcp: byPort([modbusDissector, s7Dissector, mqttDissector, httpDissector]),
  udp: byPort([cyclicDissector]),
} as const;
