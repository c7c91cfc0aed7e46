/**
 * What a rig's network is made of: plain data, written by the lab's schema. Times are nanoseconds of logical time, sizes bytes, shares
 * 0..1; ids are unique among hosts, switches and routers together.
 */
export interface NetworkDefinition {
  zones: Zone[];
  hosts: Host[];
  switches: Switch[];
  routers: Router[];
  links: Link[];
  conduits: Conduit[];
  transport?: Partial<TransportSettings>;
}

/** A zone of IEC 62443-3-2: things with the same need of protection. */
export interface Zone {
  id: string;
  /** SL-T, the security level it aims at: 0 (none) … 4. For the drawing; the rules are the conduits'. */
  targetLevel: 0 | 1 | 2 | 3 | 4;
}

export interface Host {
  id: string;
  /** Names that resolve to it, besides its id; case does not matter. */
  names: string[];
  /** IPv4, dotted. Its MAC address is made from it. */
  address: string;
  zone: string;
}

/** Layer 2: forwards frames, is not seen by traceroute, has no rules. */
export interface Switch {
  id: string;
  zone: string;
}

/** Layer 3 and firewall: counts down the time to live, and keeps what no conduit allows from passing between zones. */
export interface Router {
  id: string;
  address: string;
}

export interface Link extends LinkQuality {
  id: string;
  /** The nodes at its ends. A capture stands at `a` unless told otherwise. */
  a: string;
  b: string;
  /** Known beforehand; faults that come up later are `Network.setLink`. */
  outages?: Outage[];
}

/** How a link carries frames, the same in both directions. `profiles.ts` has sets of these. */
export interface LinkQuality {
  /** What every frame takes at least, besides its own length at `bitsPerSecond`. */
  latencyNs: number;
  /** What comes on top, drawn for each frame. Frames do not overtake: one that was held up holds up those behind it. */
  jitter: Quantile[];
  loss: Loss;
  bitsPerSecond: number;
  /** Waiting for the link, at most; what comes to a full queue is lost (drop-tail). */
  queueBytes: number;
  /** Largest IP packet. */
  mtu: number;
  /** Moments in which nothing gets through, at random: scanning, hand-over, roaming. */
  interruptions: Interruptions | null;
}

/**
 * A point of a distribution: this share of the frames is delayed by at most `ns`. Points in rising order, straight lines between them
 * from (0, 0); the last one's share is 1. None: no jitter. One: uniform.
 */
export interface Quantile {
  share: number;
  ns: number;
}

export type Loss =
  | { kind: 'none' }
  /** Each frame by itself. */
  | { kind: 'bernoulli'; share: number }
  /**
   * Two states, a step for each frame (Gilbert 1960, Elliott 1963): what is lost comes in bursts. `toBad` and `toGood` are the
   * chances to change state; the others the loss in each. As netem's `loss gemodel p r 1-h 1-k`.
   */
  | { kind: 'gilbert-elliott'; toBad: number; toGood: number; lossInBad: number; lossInGood: number };

export interface Interruptions {
  /** From the end of one to the beginning of the next, uniform. */
  apartNs: [from: number, to: number];
  lengthNs: [from: number, to: number];
  /** Whether frames wait for the end (a base station forwards them to the next), or are lost (a Wi-Fi client changes its access point). */
  frames: 'held' | 'lost';
}

/** Nothing passes from `fromNs` on; again and again if `everyNs` is given. */
export interface Outage {
  fromNs: number;
  lengthNs: number;
  everyNs?: number;
}

/** The only way from one zone to another. What it does not list is dropped, not refused, and counted. Answers to what it lists pass. */
export interface Conduit {
  id: string;
  from: string;
  to: string;
  allow: Allowed[];
}

/** `port` is that of the one who listens; without it, any. */
export interface Allowed {
  protocol: 'tcp' | 'udp' | 'icmp';
  port?: number;
}

/** How the hosts' TCP behaves. */
export interface TransportSettings {
  /** RFC 6298 (2.4) says 1 s; everyday systems 200 ms. */
  minimumRtoNs: number;
  /** RFC 6298 (2.1): 1 s. */
  initialRtoNs: number;
  /** RFC 6298 (2.5): at least 60 s. */
  maximumRtoNs: number;
  /** A connection is not answered for so long: `failed`, timeout. */
  connectTimeoutNs: number;
  /** Nothing is acknowledged for so long: given up. R2 of RFC 9293, 3.8.3: at least 100 s. */
  giveUpNs: number;
  /** RFC 1122, 4.2.3.2: below 500 ms, and every second full segment at once. */
  delayedAckNs: number;
  /** How long the address of nobody is asked for: `failed`, unreachable. */
  addressTimeoutNs: number;
  /** RFC 9293, 3.8.4: off unless asked for. */
  keepalive: { idleNs: number; intervalNs: number; probes: number } | null;
  /** What may wait to be sent on one connection; more, and it is reset: nobody reads at the other end. */
  sendBufferBytes: number;
}

export const transportDefaults: TransportSettings = {
  minimumRtoNs: 200e6,
  initialRtoNs: 1e9,
  maximumRtoNs: 60e9,
  connectTimeoutNs: 20e9,
  giveUpNs: 100e9,
  delayedAckNs: 40e6,
  addressTimeoutNs: 3e9,
  keepalive: null,
  sendBufferBytes: 1_048_576,
};
