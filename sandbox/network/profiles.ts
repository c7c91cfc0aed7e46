/**
 * Kinds of links, as sets of figures to begin with. Each says where its figures come from; what no source is named for is illustrative:
 * of the right order, chosen to teach, and not a claim about any product. A plant measures its own.
 */
import type { LinkQuality } from './definition.ts';

export interface Profile {
  quality: LinkQuality;
  /** What is known of its figures, and from whom. */
  source: string;
}

const ms = 1e6;

const wired: Profile = {
  quality: {
    latencyNs: 5_000,
    jitter: [],
    loss: { kind: 'none' },
    bitsPerSecond: 100e6,
    queueBytes: 128_000,
    mtu: 1500,
    interruptions: null,
  },
  source:
    '100 Mbit/s full duplex and the mtu of 1500: IEEE 802.3 (100BASE-TX). 100 m of copper are 0.5 us; the rest of the 5 us is a switch at work: illustrative, as is the queue.',
};

const mobile = { loss: { kind: 'bernoulli', share: 1e-5 }, mtu: 1500 } as const;

const publicMobile: LinkQuality = {
  ...mobile,
  latencyNs: 7 * ms,
  jitter: [
    { share: 0.5, ns: 5 * ms },
    { share: 0.99, ns: 11 * ms },
    { share: 1, ns: 60 * ms },
  ],
  bitsPerSecond: 20e6,
  queueBytes: 512_000,
  interruptions: null,
};

export const profiles = {
  wired,
  'wifi-quiet': {
    quality: {
      ...wired.quality,
      latencyNs: 1 * ms,
      jitter: [
        { share: 0.5, ns: 0.5 * ms },
        { share: 0.99, ns: 4 * ms },
        { share: 0.999, ns: 15 * ms },
        { share: 1, ns: 40 * ms },
      ],
      loss: { kind: 'gilbert-elliott', toBad: 0.0005, toGood: 0.5, lossInBad: 0.2, lossInGood: 0 },
      bitsPerSecond: 50e6,
    },
    source:
      'Illustrative: one client near its access point on a free channel. Lost frames are repeated by the radio, so that loss shows as delay.',
  },
  'wifi-busy': {
    quality: {
      ...wired.quality,
      latencyNs: 2 * ms,
      jitter: [
        { share: 0.5, ns: 4 * ms },
        { share: 0.9, ns: 20 * ms },
        { share: 0.99, ns: 60 * ms },
        { share: 0.999, ns: 145 * ms },
        { share: 1, ns: 250 * ms },
      ],
      loss: { kind: 'gilbert-elliott', toBad: 0.01, toGood: 0.3, lossInBad: 0.4, lossInGood: 0.001 },
      bitsPerSecond: 15e6,
    },
    source:
      'Illustrative: many clients on one channel. For scale: R. Sarode, "Statistical analysis" of a home over 24 hours (sarodeoverwireless.com, 2022), reports one round trip in a hundred above some 90 ms with several access points, above 500 ms with one.',
  },
  '5g-standalone': {
    quality: {
      ...mobile,
      latencyNs: 4 * ms,
      jitter: [
        { share: 0.5, ns: 2.5 * ms },
        { share: 0.975, ns: 6 * ms },
        { share: 0.999, ns: 12 * ms },
        { share: 1, ns: 30 * ms },
      ],
      bitsPerSecond: 50e6,
      queueBytes: 512_000,
      interruptions: null,
    },
    source:
      'Private network, release 15: 95 % of downlink delays between 4 and 10 ms, as measured in "Private 5G and its Suitability for Industrial Networking" (thesis, core.ac.uk/works/150354694). The tail beyond, loss and bandwidth: illustrative.',
  },
  '5g-public': {
    quality: publicMobile,
    source:
      'M. Kottkamp, "5G NR and LTE latency analysis in a public network" (Rohde & Schwarz, 2022; non-standalone, Munich): one way below 7 ms at best, some 18 ms at worst of the averages. Tail, loss and bandwidth: illustrative.',
  },
  'cellular-handover': {
    quality: {
      ...publicMobile,
      interruptions: { apartNs: [20_000 * ms, 60_000 * ms], lengthNs: [30 * ms, 150 * ms], frames: 'held' },
    },
    source:
      'As 5g-public, moving through cells. That data is forwarded to the next cell: 3GPP TS 38.300, 9.2.3. How often and how long: illustrative; the goal of IMT-2020, 0 ms (ITU-R M.2410), is not what is met in the field.',
  },
  'wifi-roaming': {
    quality: {
      ...wired.quality,
      latencyNs: 1 * ms,
      jitter: [
        { share: 0.9, ns: 3 * ms },
        { share: 1, ns: 40 * ms },
      ],
      bitsPerSecond: 50e6,
      interruptions: { apartNs: [20_000 * ms, 60_000 * ms], lengthNs: [60 * ms, 400 * ms], frames: 'lost' },
    },
    source:
      'A vehicle that changes its access point: scanning for the next is more than 90 % of the time without a link, which differs widely among makers (Mishra, Shin, Arbaugh: An Empirical Analysis of the IEEE 802.11 MAC Layer Handoff Process, ACM CCR 33(2), 2003). The figures themselves: illustrative.',
  },
  satellite: {
    quality: {
      latencyNs: 250 * ms,
      jitter: [{ share: 1, ns: 20 * ms }],
      loss: { kind: 'gilbert-elliott', toBad: 0.001, toGood: 0.2, lossInBad: 0.3, lossInGood: 0.0001 },
      bitsPerSecond: 5e6,
      queueBytes: 512_000,
      mtu: 1500,
      interruptions: null,
    },
    source:
      'Geostationary: 35,786 km up and down again at the speed of light are 239 ms right below it, 278 ms at the edge of its view. Everything else: illustrative.',
  },
} as const satisfies Record<string, Profile>;
