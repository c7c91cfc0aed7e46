/**
 * What the web process may ask of the supervisor, over the IPC channel between them. `client.ts` offers it as promises; the
 * supervisor's side answers. Every request has a deadline; an unanswered one is an error with a code, never a hang.
 */

import type { RouteTaken } from '../grading/diagnosis.ts';
import type { GradeResult } from '../grading/types.ts';
import type { Locale, SourceFile } from '../lab/lab.ts';
import type { RigState } from '../wire/messages.ts';
import type { Sentence } from './sentences.ts';

/** Which rig a person works on. The web process has checked the cookie and that the rig is theirs. */
export interface RigTicket {
  rig: string;
  academy: string;
  member: string;
  lab: string;
  /** Of the library of this academy (lab-places.ts); the installation's own lab when absent. */
  edition?: string;
  /** Fixed for this person and lab; parameters are drawn from it. */
  seed: number;
  locale: Locale;
  /** Of one connection: a program that came with a token may use the devices, and nothing else. */
  devicesOnly?: boolean;
  /** Of one connection: somebody who watches the member's rig. */
  observer?: Observer;
}

/** An instructor at somebody else's rig. */
export interface Observer {
  /** Their member id. */
  id: string;
  /** As the rig's owner knows them. */
  name: string;
}

/**
 * What an observer may do from now on; `type` is what the owner may, for so many milliseconds. `grant` names the lending: what is done is
 * summed up by it.
 */
export type Permission = { may: 'nothing' } | { may: 'watch' } | { may: 'type'; milliseconds: number; grant: string };

/** What was done with a lent keyboard: `do` is the kind of the request on the wire, `what` its signal, controller, tag …; `last`: a value. */
export interface Handling {
  do: string;
  what: string;
  times: number;
  last?: boolean | number | string;
}

/** Every fault of a rig's lab, hidden ones too. */
export type StandingFaults = { id: string; active: boolean }[];

export type FaultOutcome = { ok: true; faults: StandingFaults } | { ok: false; code: string; message: Sentence };

export interface GradeRequest {
  lab: string;
  /** As in a ticket. */
  edition?: string;
  /** By controller. */
  programs: Record<string, SourceFile[]>;
  seed: number;
  /** Of a troubleshooting lab: the rig on whose bench the tests were made. */
  rig?: string;
  /** What was done there; the supervisor fills it in. */
  route?: RouteTaken;
  /** Files of the terminal's home by their path in it; the supervisor fills it in. */
  home?: Record<string, string>;
  /** Only these steps; all when absent. */
  steps?: string[];
}

/** Counters of refused traffic and of work done, for the log and the metrics page. */
export interface HostStatus {
  /** `busy`: share of a core; `room`: whether a further rig would be taken. */
  hosts: { index: number; pid: number; rigs: number; viewers: number; busy: number; room: boolean }[];
  graders: number;
  /** Checks that wait for a grader, and those that one works on. */
  grading: { waiting: number; running: number };
  /** Process id of the terminal host; `null` until a terminal is opened. */
  terminals: number | null;
  refused: Record<string, number>;
}

/** Where a rig stands, as a wall of many rigs shows it. */
export interface RigStanding {
  phase: RigState['phase'];
  /** Names of the controllers that stand in fault. */
  faulted: string[];
  /** Its owner has it open now. */
  open: boolean;
}

/** What a signal of a rig said at one tick. */
export interface SignalReading {
  /** Integers of 64 bits as the number nearest to them. */
  value: boolean | number | string;
  tick: number;
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
  /**
   * The value of a signal as somebody who looks at the rig now sees it, so that the browser's word does not count. `null` when the rig is
   * not in memory, has no such signal, or hides it from browsers.
   */
  readSignal(ticket: Pick<RigTicket, 'rig'>, name: string): Promise<SignalReading | null>;
  /** Of each rig asked for, by its id; `null` where its lab host does not answer. One question for all of them. */
  standings(rigs: readonly string[]): Promise<Record<string, RigStanding | null>>;
  /**
   * What somebody may do at a rig that is not theirs. To be said again within a minute: what is not repeated ends, and after a restart of
   * the host nobody may type until it is. Answers whether this observer is there.
   */
  permit(rig: string, observer: string, permission: Permission): Promise<boolean>;
  /** Whoever is at the rig is told (`company`) that the academy has news of who helps whom. */
  tellCompany(rig: string): Promise<void>;
  /** Two who look at one rig are told (`texts`) that something was saved to it; to one alone nothing is said. */
  tellTexts(rig: string): Promise<void>;
  /**
   * The keyboard is this observer's no more, and answers what they did with it; `null` where the rig is in no memory, or knows of no keyboard
   * of theirs. Asked again it answers the same, until they are lent another.
   */
  takeKeyboard(rig: string, observer: string): Promise<Handling[] | null>;
  /** `null` while the rig is not in memory. */
  faults(rig: string): Promise<StandingFaults | null>;
  /** Begins or ends a fault of the lab, as an input that is journalled with who did it; `null` while the rig is not in memory. */
  setFault(rig: string, fault: { id: string; active: boolean }, by: string): Promise<FaultOutcome | null>;
  status(): Promise<HostStatus>;
  /**
   * All that is kept of these rigs is deleted: at once, or of one that is in memory when it has gone to sleep. That it does at once, and whoever
   * looks at it is sent to the rig that is theirs now. Answers those of which nothing is left already.
   */
  forget(rigs: readonly string[]): Promise<string[]>;
  /** A refusal at the door (foreign Origin, no session …): logged and counted. */
  refused(code: string, detail: string): void;
}

/** For `src/`, which may import the host's client and nothing else of what runs behind it. */
export type { GradeResult, Trace, Verdict } from '../grading/types.ts';
