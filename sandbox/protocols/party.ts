/**
 * What every server, client and tool of a protocol is to whoever carries its bytes (law 6): a state machine without I/O. It is told what
 * arrived and what time it is, and leaves what is to be done in a queue that is emptied at once. The virtual network of a rig carries it
 * on logical time; an adapter under `host` puts the same object on a real TCP port.
 *
 * Connections are numbers. Those that a party opens itself are negative, of its own choosing and never used twice; those that it accepts
 * are positive and chosen by its owner. Time is nanoseconds on one clock of the owner's; it never runs backwards for a party.
 */

/** Why a connection that was asked for did not come about, or ended. */
export type Failure = 'refused' | 'timeout' | 'unreachable' | 'unknown-host' | 'reset';

export type Effect =
  /** Open a connection; answered by `connected` or `failed`. `host` is a name or an address. */
  | { do: 'connect'; connection: number; host: string; port: number }
  | { do: 'send'; connection: number; bytes: Uint8Array }
  /** Close in order: what was sent before still arrives. */
  | { do: 'close'; connection: number }
  /** Close at once: a peer that cannot be talked to. */
  | { do: 'reset'; connection: number };

export interface Party {
  /** A server's: a peer has connected. `from` is its address, for logs and allow-lists. */
  accepted(connection: number, from: string, nowNs: bigint): void;
  connected(connection: number, nowNs: bigint): void;
  failed(connection: number, why: Failure, nowNs: bigint): void;
  /** Bytes of a stream, cut anywhere. The party copies what it keeps. */
  received(connection: number, bytes: Uint8Array, nowNs: bigint): void;
  closed(connection: number, how: 'closed' | 'reset', nowNs: bigint): void;
  /** Time has come to `due` or past it. */
  wake(nowNs: bigint): void;
  /** When the party wants to be woken next; `null`: not before something arrives. */
  readonly due: bigint | null;
  /** What is to be done, in order; empties the queue. Never holds anything between two calls of the owner's. */
  drain(): Effect[];
  /** Everything it must remember, as JSON-safe data (bytes as base64); its kind restores it (law 3). */
  save(): unknown;
}

/** What only the network of a rig does for a party: datagrams, echoes, and a look at what passes. Real TCP knows nothing of it. */
export type NetworkAsk =
  /** Datagrams to this port of the party's host are told from now on (`datagram`); a port that is taken stays with who has it. */
  | { do: 'bind'; port: number }
  /** From a port that was bound. */
  | { do: 'datagram'; fromPort: number; host: string; port: number; bytes: Uint8Array }
  /** An echo (ICMP); its answer comes as `echoed` with this sequence (0 to 65535), or never. */
  | { do: 'echo'; host: string; sequence: number; timeToLive: number; bytes: number }
  /** Every frame that passes the party's own interface is told from now on (`captured`). */
  | { do: 'capture' };

export interface EchoTold {
  sequence: number;
  /** `unknown-host`, `unreachable`, `too-long`: it was not sent. */
  answer: 'reply' | 'ttl-exceeded' | 'unknown-host' | 'unreachable' | 'too-long';
  /** Who answered; empty when nobody was asked. */
  from: string;
  timeToLive: number;
  /** Payload that came back. */
  bytes: number;
}

/** A party that is at home on a rig's network alone. */
export interface NetworkParty extends Party {
  /** As `drain`, of these. */
  asks(): NetworkAsk[];
  datagram(port: number, from: string, fromPort: number, bytes: Uint8Array, nowNs: bigint): void;
  echoed(told: EchoTold, nowNs: bigint): void;
  /** The bytes begin with the Ethernet header; `atNs` is logical time. */
  captured(frame: { atNs: bigint; direction: 'out' | 'in'; bytes: Uint8Array }, nowNs: bigint): void;
}

export const isNetworkParty = (party: Party): party is NetworkParty => 'asks' in party;
