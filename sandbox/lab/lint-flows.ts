/** Who speaks to whom on a lab's network, as far as its files say: devices, and the gateway of the reference solutions. */
import { parse } from 'yaml';
import { z } from 'zod';
import type { Lab } from './lab.ts';

export interface Listener {
  host: string;
  protocol: 'tcp' | 'udp';
  port: number;
}

export interface Flow {
  /** `the device meter`, for a sentence. */
  who: string;
  /** The host that speaks first. */
  from: string;
  to: Listener;
  /** The place in lab.yaml that says so. */
  path: string;
}

export function listenersOf(lab: Lab): Listener[] {
  return Object.values(lab.definition.rig.devices).flatMap(({ host, modbus, s7, broker, cyclic }): Listener[] => [
    ...[modbus, s7, broker].flatMap((server) => (server ? [{ host, protocol: 'tcp' as const, port: server.port }] : [])),
    ...(cyclic ? [{ host: cyclic.to, protocol: 'udp' as const, port: cyclic.port }] : []),
  ]);
}

/** The host that a name or an address means; `undefined` when there is none. */
export function hostNamed(lab: Lab, text: string): string | undefined {
  const hosts = Object.entries(lab.definition.rig.network?.hosts ?? {});
  const wanted = text.toLowerCase();
  return hosts.find(
    ([id, { address, names }]) =>
      id.toLowerCase() === wanted || address === text || names.some((name) => name.toLowerCase() === wanted),
  )?.[0];
}

const connected = z.looseObject({ host: z.string(), port: z.number().optional(), protocol: z.string().optional() });
const gatewayFile = z.looseObject({
  connections: z.record(z.string(), connected).optional(),
  northbound: connected.optional(),
});
const usualPorts: Readonly<Record<string, number>> = { 'modbus-tcp': 502, s7: 102, mqtt: 1883 };

export function flowsOf(lab: Lab, listeners: readonly Listener[]): Flow[] {
  const { devices, gateway } = lab.definition.rig;
  const flows: Flow[] = [];
  const add = (who: string, from: string, to: string, port: number, protocol: 'tcp' | 'udp', path: string): void => {
    const host = hostNamed(lab, to);
    const listener = listeners.find((one) => one.host === host && one.port === port && one.protocol === protocol);
    if (listener) flows.push({ who, from, to: listener, path });
  };
  for (const [name, { host, mqtt, cyclic }] of Object.entries(devices)) {
    if (mqtt) add(`\`${name}\``, host, mqtt.broker, mqtt.port, 'tcp', `rig/devices/${name}/mqtt`);
    if (cyclic) add(`\`${name}\``, host, cyclic.to, cyclic.port, 'udp', `rig/devices/${name}/cyclic`);
  }
  if (!gateway) return flows;
  const told = new Set<string>();
  for (const programs of Object.values(lab.solutions)) {
    for (const { host, port } of reachedBy(programs.gateway?.[0]?.text ?? '')) {
      const key = `${host} ${port}`;
      if (told.has(key)) continue;
      told.add(key);
      add('`gateway`', gateway.host, host, port, 'tcp', 'rig/gateway');
    }
  }
  return flows;
}

/** What a gateway's file connects to; nothing of a file that the gateway's own check refuses. */
function reachedBy(text: string): { host: string; port: number }[] {
  const read = gatewayFile.safeParse(dataOf(text));
  if (!read.success) return [];
  const { connections = {}, northbound } = read.data;
  return [
    ...Object.values(connections).map(({ host, port, protocol }) => ({ host, port: port ?? usualPorts[protocol ?? ''] ?? 0 })),
    ...(northbound ? [{ host: northbound.host, port: northbound.port ?? 1883 }] : []),
  ];
}

function dataOf(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent' });
  } catch {
    return null;
  }
}
