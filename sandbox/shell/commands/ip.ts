/** `ip address|route|neighbour|link`: what the terminal's own host has, as iproute2 prints it. */
import type { ToolOrder } from '../../wire/tools.ts';
import { Teach } from '../teach.ts';
import { type NetworkCommand, nothing, out } from './command.ts';

type Show = Extract<ToolOrder, { tool: 'ip' }>['show'];
const objects: readonly Show[] = ['address', 'route', 'neighbour', 'link'];

export const ip: NetworkCommand = {
  name: 'ip',
  synopsis: ['ip addr', 'ip route', 'ip neigh', 'ip link'],
  about: {
    en: 'Shows the addresses, routes, neighbours and interfaces of this computer.',
    'zh-CN': '显示本机的地址、路由、邻居和网卡。',
  },
  options: [],
  examples: ['ip addr', 'ip neigh'],
  subcommands: ['addr', 'route', 'neigh', 'link'],
  begin(given) {
    const [object = '', what] = given.operands;
    // iproute2 takes any beginning of the word; `ip neighbor` is its other spelling.
    const show =
      object === ''
        ? undefined
        : objects.find((one) => one.startsWith(object) || (one === 'neighbour' && 'neighbor'.startsWith(object)));
    if (show === undefined) {
      throw new Teach(
        `Object "${object}" is unknown here; there are addr, route, neigh and link, e.g. \`ip addr\`.`,
        `未知对象“${object}”；可用 addr、route、neigh、link，例如 \`ip addr\`。`,
      );
    }
    if (what !== undefined && !['show', 'list', 'ls'].includes(what)) {
      throw new Teach(
        `ip ${object} ${what} would change this computer, which is set up already. Only showing works: \`ip ${object}\`.`,
        `ip ${object} ${what} 会修改本机设置，而本机已配置好。这里只能查看：\`ip ${object}\`。`,
      );
    }
    return {
      order: { tool: 'ip', show },
      record(record) {
        if (record.kind === 'interfaces') {
          const lines = record.interfaces.map(({ name, address, prefix, mac, up }, index) => {
            const flags = up ? 'BROADCAST,MULTICAST,UP,LOWER_UP' : 'NO-CARRIER,BROADCAST,MULTICAST,UP';
            const state = up ? 'UP' : 'DOWN';
            const head = `${index + 2}: ${name}: <${flags}> mtu 1500 qdisc fq_codel state ${state} ${show === 'link' ? 'mode DEFAULT ' : ''}group default qlen 1000`;
            const link = `    link/ether ${mac} brd ff:ff:ff:ff:ff:ff`;
            if (show === 'link') return `${head}\n${link}`;
            return `${head}\n${link}\n    inet ${address}/${prefix} brd ${broadcast(address, prefix)} scope global ${name}\n       valid_lft forever preferred_lft forever`;
          });
          return out(`${[show === 'link' ? loopbackLink : loopback, ...lines].join('\n')}\n`);
        }
        if (record.kind === 'routes')
          return out(
            record.routes
              .map(({ to, via, from }) =>
                via === null ? `${to} dev eth0 proto kernel scope link src ${from} \n` : `${to} via ${via} dev eth0 \n`,
              )
              .join(''),
          );
        if (record.kind === 'neighbours')
          return out(
            record.neighbours
              .map(({ address, mac, up }) => `${address} dev eth0 ${up ? `lladdr ${mac} REACHABLE` : 'FAILED'} \n`)
              .join(''),
          );
        return nothing;
      },
    };
  },
};

const loopbackLink =
  '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00';
const loopback =
  '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever';

/** The highest address of the subnet. */
function broadcast(address: string, prefix: number): string {
  const bits = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const highest = bits + 2 ** (32 - prefix) - 1 - (bits % 2 ** (32 - prefix));
  return [24, 16, 8, 0].map((shift) => Math.floor(highest / 2 ** shift) % 256).join('.');
}
