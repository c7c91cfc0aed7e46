/** Faults of network and devices act on what the lab has, and on protocols that can ail in that way. */
import type { Lab } from './lab.ts';
import { definitionFile, type Report, suggestEn, suggestZh } from './lint-report.ts';
import { ailments, type NetworkEffect } from './schema-network-faults.ts';

export function lintNetworkEffect(effect: NetworkEffect, path: string, lab: Lab, report: Report): void {
  const { network, devices } = lab.definition.rig;
  if ('link' in effect) {
    const ids = (network?.links ?? []).map(({ id, between: [a, b] }) => id ?? `${a}-${b}`);
    if (ids.includes(effect.link)) return;
    report(definitionFile, `${path}/link`, {
      en: `The network has no link \`${effect.link}\`.${suggestEn(effect.link, ids)}`,
      'zh-CN': `网络中没有链路 \`${effect.link}\`。${suggestZh(effect.link, ids)}`,
    });
  } else if ('host' in effect) lintHost(effect, path, lab, report);
  else {
    const device = devices[effect.device];
    if (!device) {
      report(definitionFile, `${path}/device`, {
        en: `The lab has no device \`${effect.device}\`.${suggestEn(effect.device, Object.keys(devices))}`,
        'zh-CN': `实验中没有设备 \`${effect.device}\`。${suggestZh(effect.device, Object.keys(devices))}`,
      });
      return;
    }
    const able = ailments[effect.mode];
    if (Object.keys(device).some((key) => able.includes(key))) return;
    report(definitionFile, `${path}/mode`, {
      en: `\`${effect.mode}\` is for devices that speak ${able.join(', ')}; \`${effect.device}\` does not.`,
      'zh-CN': `\`${effect.mode}\` 只适用于使用 ${able.join('、')} 的设备；\`${effect.device}\` 不是。`,
    });
  }
}

function lintHost(effect: Extract<NetworkEffect, { host: string }>, path: string, lab: Lab, report: Report): void {
  const { network, gateway } = lab.definition.rig;
  const hosts = Object.keys(network?.hosts ?? {});
  if (!hosts.includes(effect.host)) {
    report(definitionFile, `${path}/host`, {
      en: `The network has no host \`${effect.host}\`.${suggestEn(effect.host, hosts)}`,
      'zh-CN': `网络中没有主机 \`${effect.host}\`。${suggestZh(effect.host, hosts)}`,
    });
  } else if (effect.mode === 'off' && effect.host === gateway?.host) {
    report(definitionFile, `${path}/host`, {
      en: `The gateway runs on \`${effect.host}\`, and a gateway cannot be switched off by a fault. Break a link instead.`,
      'zh-CN': `网关运行在 \`${effect.host}\` 上，不能用故障将其断电。请改为断开链路。`,
    });
  }
}
