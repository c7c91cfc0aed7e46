/**
 * What the web process may ask of the supervisor, over the IPC channel between them. `client.ts` offers it as promises; the
 * supervisor's side answers. Every request has a deadline; an unanswered one is an error with a code, never a hang.
 */

import type { RouteTaken } from '../grading/diagnosis.ts';
import type { GradeResult } from '../grading/types.ts';
import type { Locale, SourceFile } from '../lab/lab.ts';

/** Which rig a person works on. The web process has checked the cookie and that the rig is theirs. */
export interface RigTicket {
  rig: string;
  academy: string;
  member: string;
  lab: string;
  /** Fixed for this person and lab; parameters are drawn from it. */
  seed: number;
  locale: Locale;
}

export interface GradeRequest {
  lab: string;
  /** By controller. */
  programs: Record<string, SourceFile[]>;
  seed: number;
  /** Of a troubleshooting lab: the rig on whose bench the tests were made. */
  rig?: string;
  /** What was done there; the supervisor fills it in. */
  route?: RouteTaken;
  /** Only these steps; all when absent. */
  steps?: string[];
}

/** Counters of refused traffic and of work done, for the log and the metrics page. */
export interface HostStatus {
  hosts: { index: number; pid: number; rigs: number; busy: number }[];
  graders: number;
  refused: Record<string, number>;
}

export interface HostClient {
  /**
   * Hand an upgraded socket to the lab host that owns (or shall own) the rig. `head` are the bytes already read; the caller has
   * stopped reading. After the promise resolves the socket belongs to the lab host.
   */
  handOver(
    ticket: RigTicket,
    socket: import('node:net').Socket,
    head: Uint8Array,
    headers: Record<string, string>,
  ): Promise<void>;
  grade(request: GradeRequest): Promise<GradeResult>;
  status(): Promise<HostStatus>;
  /** A refusal at the door (foreign Origin, no session …): logged and counted. */
  refused(code: string, detail: string): void;
}

/** For `src/`, which may import the host's client and nothing else of what runs behind it. */
export type { GradeResult, Trace, Verdict } from '../grading/types.ts';
