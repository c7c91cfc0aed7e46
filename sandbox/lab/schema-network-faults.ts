/** Faults of the network and of the devices on it: links, hosts, and servers and clients that ail. */
import { z } from 'zod';
import { linkProfiles } from './schema-network.ts';
import { duration, identifier, positiveDuration, slug } from './schema-words.ts';

const link = slug.describe('A link of the network, by its id.').meta({ examples: ['office-cell'] });
const share = z.number().min(0).max(1);

export const onLink = z.discriminatedUnion('mode', [
  z.strictObject({ link, mode: z.literal('outage') }).describe('Nothing gets through.'),
  z.strictObject({
    link,
    mode: z.literal('loss'),
    share: share.describe('Of the frames that are lost, 0 to 1.'),
    burst: z.number().min(1).max(1000).default(1).describe('So many in a row, on average.'),
  }),
  z.strictObject({
    link,
    mode: z.literal('latency'),
    by: duration.describe('On top of its own.'),
    jitter: duration.default(0n).describe('And up to so much more, drawn for each frame.'),
  }),
  z.strictObject({
    link,
    mode: z.literal('bandwidth'),
    bitsPerSecond: z
      .number()
      .positive()
      .describe('What is left of its rate.')
      .meta({ examples: [64_000] }),
  }),
  z.strictObject({ link, mode: z.literal('profile'), is: z.enum(linkProfiles).describe('As which kind of link it behaves.') }),
]);

const host = slug.describe('A host of the network.').meta({ examples: ['meter'] });

export const onHost = z.discriminatedUnion('mode', [
  z
    .strictObject({ host, mode: z.literal('off') })
    .describe('Without power: it forgets its connections without a word, and its devices begin afresh when it is back.'),
  z
    .strictObject({
      host,
      mode: z.literal('clock-skew'),
      ahead: duration.default(0n).describe('So much fast.'),
      behind: duration.default(0n).describe('So much slow.'),
    })
    .describe('The clock that its devices write times by.'),
]);

const device = identifier.describe('A device of the lab.').meta({ examples: ['meter'] });

export const onDevice = z.discriminatedUnion('mode', [
  z.strictObject({ device, mode: z.literal('silent') }).describe('Connected, and says nothing.'),
  z.strictObject({
    device,
    mode: z.literal('slow'),
    by: positiveDuration.describe('So much later is every answer.'),
  }),
  z.strictObject({ device, mode: z.literal('swapped-bytes') }),
  z.strictObject({ device, mode: z.literal('swapped-words') }),
  z.strictObject({
    device,
    mode: z.literal('wrong-unit'),
    unit: z
      .int()
      .min(0)
      .max(255)
      .describe('That answers carry.')
      .meta({ examples: [7] }),
  }),
  z.strictObject({ device, mode: z.literal('off-by-one') }).describe('Reads are answered from one address further on.'),
  z.strictObject({ device, mode: z.literal('stale-after-error') }).describe('After an error, the last good answer once more.'),
  z.strictObject({ device, mode: z.literal('stale') }).describe('A client publishes the values it had when this began.'),
  z.strictObject({
    device,
    mode: z.literal('drops'),
    every: z
      .int()
      .min(2)
      .describe('Every n-th answer is never sent.')
      .meta({ examples: [5] }),
  }),
  z.strictObject({ device, mode: z.literal('restart') }).describe('Away while the fault stands, and then begins afresh.'),
]);

export type LinkEffect = z.output<typeof onLink>;
export type HostEffect = z.output<typeof onHost>;
export type DeviceEffect = z.output<typeof onDevice>;
export type NetworkEffect = LinkEffect | HostEffect | DeviceEffect;

/** Which protocols can ail in which way. */
export const ailments: Readonly<Record<DeviceEffect['mode'], readonly string[]>> = {
  silent: ['modbus', 's7', 'mqtt', 'cyclic'],
  slow: ['modbus', 's7'],
  'swapped-bytes': ['modbus', 's7'],
  'swapped-words': ['modbus', 's7'],
  'wrong-unit': ['modbus'],
  'off-by-one': ['modbus', 's7'],
  'stale-after-error': ['modbus'],
  stale: ['mqtt'],
  drops: ['modbus', 's7'],
  restart: ['modbus', 's7', 'broker', 'mqtt', 'cyclic'],
};
