/** The rig's network: names that nothing bears, addresses that clash, what nothing is linked to, and conduits that let nothing through. */
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import type { Lab } from './lab.ts';
import { flowsOf, type Listener, listenersOf } from './lint-flows.ts';
import { definitionFile, type Report, suggestEn, suggestZh } from './lint-report.ts';
import type { NetworkOfLab } from './schema-network.ts';

const at = 'rig/network';

export function lintNetwork(lab: Lab, report: Report): void {
  const { network } = lab.definition.rig;
  if (!network) return;
  const tell = (path: string, en: string, chinese: string, severity: 'error' | 'warning' = 'error'): void =>
    report(definitionFile, path, { en, 'zh-CN': chinese }, severity);
  lintNodes(network, tell);
  lintLinks(network, tell);
  lintZones(network, lab, tell);
  lintUse(network, lab, tell);
}

type Tell = (path: string, en: string, chinese: string, severity?: 'error' | 'warning') => void;

/** Every name and every address belongs to one node. */
function lintNodes({ hosts, switches, routers }: NetworkOfLab, tell: Tell): void {
  const names = new Map<string, string>();
  const addresses = new Map<string, string>();
  const name = (text: string, id: string, path: string): void => {
    const other = names.get(text.toLowerCase());
    if (other !== undefined && other !== id) {
      tell(
        path,
        `\`${text}\` is a name of \`${other}\` already. Give each its own: whoever asks for a name must reach one host.`,
        `\`${text}\` 已是 \`${other}\` 的名称。请使用不同的名称：按名称只能找到一台主机。`,
      );
    } else names.set(text.toLowerCase(), id);
  };
  const address = (text: string, id: string, path: string): void => {
    const other = addresses.get(text);
    if (other !== undefined) {
      tell(
        path,
        `\`${other}\` has the address ${text} already. Give \`${id}\` another, such as ${freeBeside(text, addresses)}.`,
        `\`${other}\` 已使用地址 ${text}。请为 \`${id}\` 换一个，例如 ${freeBeside(text, addresses)}。`,
      );
    } else addresses.set(text, id);
    const wrong = notForHosts(text);
    if (wrong !== null) tell(path, `${text} ${wrong.en}`, `${text} ${wrong['zh-CN']}`);
  };
  for (const [id, host] of Object.entries(hosts)) {
    name(id, id, `${at}/hosts/${id}`);
    host.names.forEach((other, n) => {
      name(other, id, `${at}/hosts/${id}/names/${n}`);
    });
    address(host.address, id, `${at}/hosts/${id}/address`);
  }
  for (const [id, router] of Object.entries(routers)) {
    name(id, `${id} (router)`, `${at}/routers/${id}`);
    address(router.address, id, `${at}/routers/${id}/address`);
  }
  for (const id of Object.keys(switches)) name(id, `${id} (switch)`, `${at}/switches/${id}`);
}

/** RFC 1122, 3.2.1.3: addresses that no host may have. */
function notForHosts(text: string): LocalizedText | null {
  const [first = 0, , , last = 0] = text.split('.').map(Number);
  if (first === 0 || first === 127 || first >= 224) {
    return {
      en: 'is no address for a host: those beginning with 0, 127 and 224 to 255 mean something else. Use one such as 10.0.1.20.',
      'zh-CN': '不能用作主机地址：以 0、127 以及 224 至 255 开头的地址另有含义。请使用例如 10.0.1.20 的地址。',
    };
  }
  if (last !== 0 && last !== 255) return null;
  return {
    en: 'names a whole network, or all of its hosts. The last number of a host is 1 to 254.',
    'zh-CN': '表示整个网络或其全部主机。主机地址的最后一个数应为 1 至 254。',
  };
}

function freeBeside(text: string, taken: ReadonlyMap<string, string>): string {
  const network = text.slice(0, text.lastIndexOf('.'));
  const free = Array.from({ length: 254 }, (_, n) => `${network}.${n + 1}`).find((one) => !taken.has(one));
  return free ?? '10.0.1.20';
}

/** Links end at what there is; hosts that a switch joins are of one network; nothing stands alone. */
function lintLinks(network: NetworkOfLab, tell: Tell): void {
  const { hosts, switches, routers, links } = network;
  const nodes = [...Object.keys(hosts), ...Object.keys(switches), ...Object.keys(routers)];
  const ids = new Set<string>();
  links.forEach(({ between, id }, l) => {
    const path = `${at}/links/${l}`;
    between.forEach((end, e) => {
      if (!nodes.includes(end)) {
        tell(
          `${path}/between/${e}`,
          `The network has no host, switch or router \`${end}\`.${suggestEn(end, nodes)}`,
          `网络中没有主机、交换机或路由器 \`${end}\`。${suggestZh(end, nodes)}`,
        );
      }
    });
    if (between[0] === between[1])
      tell(
        path,
        `This link begins and ends at \`${between[0]}\`. Name another end.`,
        `此链路的两端都是 \`${between[0]}\`。请写另一端。`,
      );
    const named = id ?? between.join('-');
    if (ids.has(named)) {
      tell(
        path,
        `There is a link \`${named}\` already. Give this one an \`id\` of its own: faults and captures name links.`,
        `已有链路 \`${named}\`。请为此链路写上自己的 \`id\`：故障与抓包按名称引用链路。`,
      );
    }
    ids.add(named);
  });
  for (const [kind, list] of [
    ['hosts', Object.keys(hosts)],
    ['switches', Object.keys(switches)],
    ['routers', Object.keys(routers)],
  ] as const) {
    for (const id of list) {
      if (links.some(({ between }) => between.includes(id))) continue;
      tell(
        `${at}/${kind}/${id}`,
        `No link ends at \`${id}\`, so nothing reaches it. Link it to the others, or take it out.`,
        `没有链路连到 \`${id}\`，无法访问它。请将其接入网络，或删除。`,
        'warning',
      );
    }
  }
  for (const segment of segmentsOf(network)) lintSegment(segment, network, tell);
}

/** Hosts that reach each other without a router. */
function segmentsOf({ hosts, switches, links }: NetworkOfLab): string[][] {
  const left = new Set(Object.keys(hosts));
  const segments: string[][] = [];
  for (const first of Object.keys(hosts)) {
    if (!left.has(first)) continue;
    const reached = new Set([first]);
    for (const node of reached) {
      for (const { between } of links) {
        if (!between.includes(node)) continue;
        for (const end of between) if (Object.hasOwn(hosts, end) || Object.hasOwn(switches, end)) reached.add(end);
      }
    }
    const own = [...reached].filter((node) => left.delete(node));
    segments.push(own);
  }
  return segments;
}

const networkOf = (address: string): string => address.slice(0, address.lastIndexOf('.'));

/** A lab has no masks: hosts that no router parts are written as people write one network, alike but for the last number. */
function lintSegment(segment: readonly string[], { hosts }: NetworkOfLab, tell: Tell): void {
  const counts = new Map<string, number>();
  for (const id of segment) {
    const network = networkOf(hosts[id]?.address ?? '');
    counts.set(network, (counts.get(network) ?? 0) + 1);
  }
  const [usual] = [...counts].sort(([, a], [, b]) => b - a);
  if (!usual || usual[1] < 2) return;
  for (const id of segment) {
    const address = hosts[id]?.address ?? '';
    if (networkOf(address) === usual[0]) continue;
    tell(
      `${at}/hosts/${id}/address`,
      `${address} is outside its network: the hosts beside it are ${usual[0]}.1 to ${usual[0]}.254, and no router stands between. Give it one of those, or put a router in between.`,
      `${address} 不在其网络内：相邻主机为 ${usual[0]}.1 至 ${usual[0]}.254，中间没有路由器。请改用该范围内的地址，或加入路由器。`,
      'warning',
    );
  }
}

/** Zones that are there; what a device needs passes from its zone to the other; a conduit leads to something that listens. */
function lintZones(network: NetworkOfLab, lab: Lab, tell: Tell): void {
  const zones = Object.keys(network.zones);
  const known = (zone: string, path: string): boolean => {
    if (zones.includes(zone)) return true;
    tell(path, `There is no zone \`${zone}\`.${suggestEn(zone, zones)}`, `没有区域 \`${zone}\`。${suggestZh(zone, zones)}`);
    return false;
  };
  for (const [id, { zone }] of Object.entries(network.hosts)) if (zone) known(zone, `${at}/hosts/${id}/zone`);
  for (const [id, { zone }] of Object.entries(network.switches)) if (zone) known(zone, `${at}/switches/${id}/zone`);
  const zoneOf = (host: string): string | undefined => network.hosts[host]?.zone ?? zones[0];
  const listeners = listenersOf(lab);
  network.conduits.forEach(({ from, to, allow }, c) => {
    const path = `${at}/conduits/${c}`;
    const both = [known(from, `${path}/from`), known(to, `${path}/to`)].every(Boolean);
    if (!both) return;
    if (from === to) {
      tell(
        path,
        `Inside the zone \`${from}\` everything passes. A conduit joins two zones.`,
        `区域 \`${from}\` 内部不受限制。管道连接两个区域。`,
      );
      return;
    }
    allow.forEach((rule, a) => {
      const there = listeners.filter(({ host }) => zoneOf(host) === to);
      if (rule === 'icmp' || there.some((listener) => lets(rule, listener))) return;
      const ports = [...new Set(there.map(({ protocol, port }) => `${protocol}/${port}`))];
      tell(
        `${path}/allow/${a}`,
        `\`${rule}\` lets nothing through: nothing in the zone \`${to}\` listens there.${ports.length > 0 ? ` What listens: ${ports.join(', ')}.` : ''}`,
        `\`${rule}\` 没有放行任何通信：区域 \`${to}\` 中没有设备在此端口监听。${ports.length > 0 ? `在监听的有：${ports.join('、')}。` : ''}`,
        'warning',
      );
    });
  });
  for (const { who, from, to, path } of flowsOf(lab, listeners)) {
    const [here, there] = [zoneOf(from), zoneOf(to.host)];
    if (here === there || here === undefined || there === undefined) continue;
    const passes = network.conduits.some(
      (conduit) => conduit.from === here && conduit.to === there && conduit.allow.some((rule) => lets(rule, to)),
    );
    if (passes) continue;
    const rule = `{ from: ${here}, to: ${there}, allow: [${to.protocol}/${to.port}] }`;
    tell(
      path,
      `No conduit lets ${who} from the zone \`${here}\` reach \`${to.host}\` in \`${there}\`. Add to conduits: \`${rule}\`.`,
      `没有管道允许${who}从区域 \`${here}\` 访问 \`${there}\` 中的 \`${to.host}\`。请在 conduits 中加入：\`${rule}\`。`,
    );
  }
}

function lets(rule: string, { protocol, port }: Listener): boolean {
  const [passing, only] = rule.split('/');
  return passing === protocol && (only === undefined || Number(only) === port);
}

/** A host on which nothing runs and that nothing speaks of is in the way. */
function lintUse({ hosts }: NetworkOfLab, lab: Lab, tell: Tell): void {
  const { devices, gateway, terminal } = lab.definition.rig;
  const used = new Set([
    ...Object.values(devices).flatMap(({ host, mqtt, cyclic }) => [host, mqtt?.broker, cyclic?.to]),
    ...[gateway?.host, terminal?.host],
    ...lab.definition.faults.flatMap(({ effects }) => effects.flatMap((effect) => ('host' in effect ? [effect.host] : []))),
  ]);
  // A trainee without a terminal works at a computer, which the network may show.
  const quiet = Object.keys(hosts).filter((id) => !used.has(id) && !hosts[id]?.names.some((name) => used.has(name)));
  for (const id of quiet) {
    tell(
      `${at}/hosts/${id}`,
      `Nothing runs on \`${id}\`: no device, gateway or terminal. Put one there, or take the host out.`,
      `\`${id}\` 上没有运行任何设备、网关或终端。请在其上放置一个，或删除此主机。`,
      'warning',
    );
  }
}
