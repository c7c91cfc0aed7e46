/** What the panes Network and Gateway show: plain JSON, in the shapes of `wire/network.ts` and `wire/gateway.ts`. */
import { alarmsOf, logsOf, statusOf, tagsOf } from '../../gateway/status.ts';
import type { RigNetwork } from './rig-network.ts';

/** Where what runs: by host, the names of devices, of the gateway and the terminal. */
function runningAt(network: RigNetwork, terminal: string | undefined): Map<string, string[]> {
  const at = new Map<string, string[]>();
  const add = (host: string, what: string) => at.set(host, [...(at.get(host) ?? []), what]);
  for (const [name, { host }] of Object.entries(network.drawn.devices)) add(host, name);
  if (network.gateway) add(network.gateway.host, 'gateway');
  if (terminal !== undefined) add(terminal, 'terminal');
  return at;
}

export function reportNetwork(rigNetwork: RigNetwork, terminal: string | undefined) {
  const { network, drawn } = rigNetwork;
  const runs = runningAt(rigNetwork, terminal);
  const written = drawn.network;
  const [firstZone = 'plant'] = Object.keys(written?.zones ?? {});
  const profiles = new Map(written?.links.map(({ id, between: [a, b], profile }) => [id ?? `${a}-${b}`, profile] as const) ?? []);
  return {
    at: String(network.nowNs),
    zones: Object.entries(written?.zones ?? {}).map(([id, { level }]) => ({ id, level })),
    hosts: network.hosts().map((host) => ({ ...host, runs: runs.get(host.id) ?? [] })),
    switches: Object.entries(written?.switches ?? {}).map(([id, { zone }]) => ({ id, zone: zone ?? firstZone })),
    routers: network.routers(),
    links: network.links().map((link) => ({ ...link, profile: profiles.get(link.id) ?? '' })),
    conduits: (written?.conduits ?? []).map(({ from, to, allow }) => ({ from, to, allow: [...allow] })),
    dropped: network.dropped(),
  };
}

/** `null` in a lab without a gateway. `after`: the last line of the log that is known. */
export function reportGateway({ gateway: station, network }: RigNetwork, after: number) {
  if (!station) return null;
  const { gateway, problems } = station;
  if (!gateway) return { status: null, tags: [], alarms: [], logs: [], problems };
  return {
    status: statusOf(gateway, network.nowNs),
    tags: tagsOf(gateway),
    alarms: alarmsOf(gateway),
    logs: logsOf(gateway, after),
    problems,
  };
}
