/** The rig's own network: zones and conduits (IEC 62443), hosts, links. What stands on it is in schema-devices.ts. */
import { z } from 'zod';
import { duration, positiveDuration, slug } from './schema-words.ts';

const ipv4 = z
  .string()
  .regex(
    /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/,
    'write an IPv4 address with four numbers from 0 to 255, e.g. 10.0.1.20',
  );
const node = slug.describe('A host, switch or router, by its name.');

/** The kinds of links that `sandbox/network/profiles.ts` describes (held by a test). */
export const linkProfiles = [
  'wired',
  'wifi-quiet',
  'wifi-busy',
  '5g-standalone',
  '5g-public',
  'cellular-handover',
  'wifi-roaming',
  'satellite',
] as const;

const link = z.strictObject({
  between: z.tuple([node, node]).describe('Its two ends: hosts, switches or routers, by name.'),
  id: slug.optional().describe('For faults and captures; the names of its ends, joined by a hyphen, unless written.'),
  profile: z.enum(linkProfiles).default('wired').describe('Which kind of link: its latency, jitter, loss and rate.'),
  outages: z
    .array(
      z.strictObject({
        from: duration.describe('When it begins.'),
        for: positiveDuration.describe('How long nothing gets through.'),
        every: positiveDuration.optional().describe('From one beginning to the next, when it comes again.'),
      }),
    )
    .default([])
    .describe('When nothing gets through.'),
});

const allowed = z
  .string()
  .regex(/^(?:tcp|udp)(?:\/[1-9]\d{0,4})?$|^icmp$/, 'write what may pass as tcp/502, udp/2222, tcp, udp or icmp');

export const network = z
  .strictObject({
    zones: z
      .record(
        slug,
        z.strictObject({
          level: z
            .union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
            .default(1)
            .describe('SL-T of the zone.'),
        }),
      )
      .default({ plant: { level: 1 } })
      .describe(
        'Zones of IEC 62443 and the security level each aims at (SL-T 0 to 4). The first is that of whatever names none.',
      ),
    hosts: z
      .record(
        slug,
        z.strictObject({
          address: ipv4.describe('Its IPv4 address.'),
          zone: slug
            .optional()
            .describe('Zone in which it stands; the first one unless written.')
            .meta({ examples: ['plant'] }),
          names: z
            .array(z.string().min(1).max(60))
            .default([])
            .describe('Names that resolve to it besides its own.')
            .meta({ examples: [['plc.local']] }),
        }),
      )
      .describe('Computers, controllers and devices on the network, by name.'),
    switches: z
      .record(
        slug,
        z.strictObject({
          zone: slug
            .optional()
            .describe('Zone in which it stands; the first one unless written.')
            .meta({ examples: ['plant'] }),
        }),
      )
      .default({})
      .describe('Switches, by name.'),
    routers: z
      .record(slug, z.strictObject({ address: ipv4.describe('Its IPv4 address.') }))
      .default({})
      .describe('Routers, by name: they join zones, and conduits say what they let pass.'),
    links: z.array(link).min(1).describe('What is joined to what.'),
    conduits: z
      .array(
        z.strictObject({
          from: slug.describe('Zone that begins the connection.'),
          to: slug.describe('Zone that is reached.'),
          allow: z.array(allowed).min(1).describe('What may pass: tcp/502, udp/2222, tcp, udp, icmp.'),
        }),
      )
      .default([])
      .describe('What may pass from one zone to another; everything else is dropped. Answers pass.'),
  })
  .describe("The rig's own network.");

export type NetworkOfLab = z.output<typeof network>;
