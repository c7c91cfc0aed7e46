/**
 * A network tool at work on a host of the rig: a state machine without I/O, as every party. It has been told what to do by a `ToolOrder`,
 * leaves records of what it finds, never text (the shell words them), and ends with an exit code.
 */
import type { NetworkParty } from '../protocols/party.ts';
import type { ToolOrder, ToolRecord } from '../wire/tools.ts';

export type { ToolOrder, ToolRecord };

export interface Tool extends NetworkParty {
  /** What was found since the last call; empties it. */
  records(): ToolRecord[];
  /** Somebody pressed Ctrl-C: it says what it has to say and ends. */
  interrupt(nowNs: bigint): void;
  /** What the real tool's exit code would be; `null` while it runs. */
  readonly exit: number | null;
}

/** What a tool may know of the host it runs on. */
export interface ToolHost {
  interfaces(): { name: string; address: string; prefix: number; mac: string; up: boolean }[];
  /** Default and connected routes, as `ip route` lists them. */
  routes(): { to: string; via: string | null; from: string }[];
  /** Hosts by name and address, for `ip neighbour` and completion: those of its own subnet. */
  neighbours(): { name: string; address: string; mac: string; up: boolean }[];
  resolve(name: string): string | null;
}
