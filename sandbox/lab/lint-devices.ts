/** What stands on the network: hosts that are there, ports that only one has, maps whose values do not share registers. */
import type { Lab } from './lab.ts';
import { hostNamed } from './lint-flows.ts';
import { definitionFile, type Report, suggestEn, suggestZh, unknownSignal } from './lint-report.ts';
import { registerPlaces } from './register-places.ts';
import type { LabSignal } from './signals.ts';

export function lintDevices(lab: Lab, byName: ReadonlyMap<string, LabSignal>, report: Report): void {
  const { network, devices, gateway, terminal, controllers } = lab.definition.rig;
  const hosts = Object.keys(network?.hosts ?? {});
  const hostIsThere = (host: string, path: string): void => {
    if (hosts.includes(host)) return;
    report(definitionFile, path, {
      en: `The network has no host \`${host}\`.${suggestEn(host, hosts)}`,
      'zh-CN': `网络中没有主机 \`${host}\`。${suggestZh(host, hosts)}`,
    });
  };
  if (gateway) hostIsThere(gateway.host, 'rig/gateway/host');
  if (terminal) hostIsThere(terminal.host, 'rig/terminal/host');
  const ports = new Map<string, string>();
  for (const [name, device] of Object.entries(devices)) {
    const path = `rig/devices/${name}`;
    hostIsThere(device.host, `${path}/host`);
    for (const kind of ['modbus', 's7', 'broker'] as const) {
      const server = device[kind];
      if (!server) continue;
      const key = `${device.host} ${server.port}`;
      const other = ports.get(key);
      if (other !== undefined) {
        report(definitionFile, `${path}/${kind}/port`, {
          en: `\`${other}\` listens at port ${server.port} of \`${device.host}\` already. Give \`${name}\` another \`port\`, or a host of its own.`,
          'zh-CN': `\`${other}\` 已在 \`${device.host}\` 的端口 ${server.port} 上监听。请为 \`${name}\` 指定另一个 \`port\`，或单独的主机。`,
        });
      } else ports.set(key, name);
    }
    if (device.cyclic) hostIsThere(device.cyclic.to, `${path}/cyclic/to`);
    if (device.mqtt && hostNamed(lab, device.mqtt.broker) === undefined) {
      report(definitionFile, `${path}/mqtt/broker`, {
        en: `No host has the name or address \`${device.mqtt.broker}\`.${suggestEn(device.mqtt.broker, hosts)}`,
        'zh-CN': `没有名称或地址为 \`${device.mqtt.broker}\` 的主机。${suggestZh(device.mqtt.broker, hosts)}`,
      });
    }
    const { controller } = device.s7 ?? {};
    if (controller !== undefined && !Object.hasOwn(controllers, controller)) {
      const names = Object.keys(controllers);
      report(definitionFile, `${path}/s7/controller`, {
        en: `The rig has no controller \`${controller}\`.${suggestEn(controller, names)}`,
        'zh-CN': `实训台没有控制器 \`${controller}\`。${suggestZh(controller, names)}`,
      });
    }
    for (const [unit, { map }] of Object.entries(device.modbus?.units ?? {})) {
      const placed = registerPlaces(map, (signal) => typeOf(signal, byName));
      if (placed.ok) continue;
      const message =
        placed.message ??
        unknownSignal(
          placed.entry.signal,
          [...byName.values()].map((one) => one.name),
        );
      const place = `${path}/modbus/units/${unit}/map/${map.indexOf(placed.entry)}/${placed.message ? 'at' : 'signal'}`;
      report(definitionFile, place, message);
    }
  }
}

/** `unknown`: a variable of a trainee's program, which no lint sees; its registers are then as its entry says. */
function typeOf(name: string, byName: ReadonlyMap<string, LabSignal>): string | null {
  const signal = byName.get(name.toUpperCase());
  if (signal) return signal.type;
  return name.toUpperCase().startsWith('PLANT.') ? null : 'unknown';
}
