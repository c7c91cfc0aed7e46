/** The network as its lab writes it, in the words of the network. */
import type { NetworkOfLab } from '../../lab/schema-network.ts';
import type { NetworkDefinition } from '../../network/definition.ts';
import { profiles } from '../../network/profiles.ts';

export function networkDefinition(written: NetworkOfLab): NetworkDefinition {
  const [firstZone = 'plant'] = Object.keys(written.zones);
  return {
    zones: Object.entries(written.zones).map(([id, { level }]) => ({ id, targetLevel: level })),
    hosts: Object.entries(written.hosts).map(([id, { address, zone, names }]) => ({
      id,
      address,
      names,
      zone: zone ?? firstZone,
    })),
    switches: Object.entries(written.switches).map(([id, { zone }]) => ({ id, zone: zone ?? firstZone })),
    routers: Object.entries(written.routers).map(([id, { address }]) => ({ id, address })),
    links: written.links.map(({ between: [a, b], id, profile, outages }) => ({
      id: id ?? `${a}-${b}`,
      a,
      b,
      ...profiles[profile].quality,
      outages: outages.map((outage) => ({
        fromNs: Number(outage.from),
        lengthNs: Number(outage.for),
        ...(outage.every === undefined ? {} : { everyNs: Number(outage.every) }),
      })),
    })),
    conduits: written.conduits.map(({ from, to, allow }) => ({
      id: `${from}-${to}`,
      from,
      to,
      allow: allow.map((text) => {
        const [protocol, port] = text.split('/');
        const known = protocol === 'tcp' || protocol === 'udp' ? protocol : 'icmp';
        return port === undefined ? { protocol: known } : { protocol: known, port: Number(port) };
      }),
    })),
  };
}
