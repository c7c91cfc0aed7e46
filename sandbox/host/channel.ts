/**
 * What the supervisor and its children say to each other over Node's IPC channels (serialization 'advanced': bigint and bytes
 * travel as they are). Both ends are ours and start together, so these are types, not schemas: what comes from outside is
 * validated where it enters (viewer.ts, the web process).
 */
import type { RouteTaken } from '../grading/diagnosis.ts';
import type { GradeResult } from '../grading/types.ts';
import type { RigInput } from '../rig/types.ts';
import type {
  FaultOutcome,
  GradeRequest,
  Handling,
  HostStatus,
  Permission,
  RigStanding,
  RigTicket,
  SignalReading,
  StandingFaults,
} from './api.ts';
import type { LabPlaces } from './lab-places.ts';
import type { RefusalCode } from './sentences.ts';
import type { FromTerminal, ToTerminal } from './terminal-channel.ts';

/** Web process to supervisor. `handOver` travels with the socket. */
export type FromWeb =
  | { type: 'handOver'; request: number; ticket: RigTicket; head: Uint8Array; headers: Record<string, string> }
  | { type: 'grade'; request: number; grade: GradeRequest }
  | { type: 'readSignal'; request: number; rig: string; name: string }
  | { type: 'standings'; request: number; rigs: readonly string[] }
  | { type: 'ask'; request: number; rig: string; question: RigQuestion }
  | { type: 'status'; request: number }
  | { type: 'forget'; request: number; rigs: readonly string[] }
  | { type: 'refused'; code: string; detail: string }
  /** The web process serves now. */
  | { type: 'listening'; port: number; host: string };

export type ToWeb =
  | {
      type: 'answer';
      request: number;
      result: null | string[] | GradeResult | HostStatus | SignalReading | Standings | RigAnswer;
    }
  | { type: 'failed'; request: number; code: string; message: string };

/** By rig; `null`: its lab host did not answer. */
export type Standings = Record<string, RigStanding | null>;

/** What the academy asks a rig that is in memory, or has done to it: the methods of `HostClient` of the same names. */
export type RigQuestion =
  | { do: 'permit'; observer: string; permission: Permission }
  | { do: 'tellCompany' }
  | { do: 'tellTexts' }
  | { do: 'takeKeyboard'; observer: string }
  | { do: 'faults' }
  | { do: 'setFault'; fault: string; active: boolean; by: string };
export type RigAnswer = boolean | StandingFaults | FaultOutcome | Handling[];

/**
 * One line of the journal. `sequence` counts a rig's inputs from 1 and never goes back, not even on a reset. `by`: whose input it was, when
 * not the owner's.
 */
export type JournalRecord =
  | { kind: 'input'; rig: string; epoch: number; sequence: number; tick: number; input: RigInput; by?: string }
  /** Where logical time stands after `sequence`; a resumed rig advances to it. */
  | { kind: 'mark'; rig: string; epoch: number; sequence: number; tick: number; paused: boolean };

/** A keyframe as it is stored: the rig's own `Keyframe`, packed by keyframe-codec.ts. */
export interface StoredKeyframe {
  labHash: string;
  tick: number;
  /** The last input that is part of it. */
  sequence: number;
  paused: boolean;
  packed: Uint8Array;
  /** By controller: what a rig is rebuilt from when its lab has changed and the keyframe no longer fits. */
  programs: GradeRequest['programs'];
}

/** All that is known of a rig. Without a keyframe it is new. */
export interface StoredRig {
  keyframe: StoredKeyframe | null;
  /** Inputs after the keyframe, in order. */
  journal: { sequence: number; tick: number; input: RigInput }[];
  /** The furthest tick ever reported after the last input, `null` when none is newer than the journal's last line. */
  markTick: number | null;
  paused: boolean;
}

/** Handed to a lab host as its one argument, as JSON. */
export interface LabHostSettings extends LabPlaces {
  /** Milliseconds until a rig that nobody looks at goes to sleep. */
  unwatchedSleep: number;
  /** An author is at work: a rig whose lab was saved is built anew at once, with the programs it has. */
  followLabs: boolean;
}

interface HostReport {
  /** CPU time used over the last interval, as a share of one core. */
  busy: number;
  rigs: number;
  viewers: number;
  /** Refused since the last report. */
  refused: Record<string, number>;
}

export type ToLabHost =
  /** Travels with the socket. `refuse`: tell the viewer why not, and close. */
  | {
      type: 'attach';
      /** Answered by `arrived` with the same number. */
      delivery: number;
      ticket: RigTicket;
      epoch: number;
      head: Uint8Array;
      headers: Record<string, string>;
      refuse: RefusalCode | null;
    }
  | { type: 'stored'; rig: string; epoch: number; stored: StoredRig }
  | { type: 'journalled'; batch: number }
  | { type: 'keyframeKept'; rig: string; epoch: number; tick: number }
  /** The host may forget the rig; `false` when another viewer is on the way to it. */
  | { type: 'released'; rig: string; epoch: number; agreed: boolean }
  /** Answers `fetch`; `null` when the store does not have it. */
  | { type: 'fetched'; rig: string; epoch: number; segment: number; packed: Uint8Array | null }
  /** From the rig's shell. */
  | { type: 'terminal'; rig: string; epoch: number; message: FromTerminal }
  /** What was done on a rig's bench, for a grader. */
  | { type: 'bench'; rig: string; epoch: number; request: number }
  /** What a signal says now. */
  | { type: 'readSignal'; rig: string; epoch: number; request: number; name: string }
  /** Where these rigs stand. */
  | { type: 'standings'; rigs: readonly { rig: string; epoch: number }[]; request: number }
  | { type: 'ask'; rig: string; epoch: number; request: number; question: RigQuestion }
  /** It is nobody's any more: to sleep with it, and its viewers are sent away. */
  | { type: 'retire'; rig: string; epoch: number }
  /** Save every rig, close every socket, report `ended`. */
  | { type: 'end' };

export type FromLabHost =
  | { type: 'ready' }
  | { type: 'arrived'; delivery: number }
  | { type: 'load'; rig: string; epoch: number }
  | { type: 'journal'; batch: number; records: JournalRecord[] }
  | { type: 'keyframe'; rig: string; epoch: number; keyframe: StoredKeyframe }
  /** The rig sleeps and nobody looks; `attached` counts the viewers that ever arrived. */
  | { type: 'release'; rig: string; epoch: number; attached: number }
  /** The rig runs: whatever ends this host later, starting it was not the reason. */
  | { type: 'started'; rig: string; epoch: number }
  /** Keyframes of a rig's last minutes that do not fit into memory. */
  | { type: 'history'; rig: string; epoch: number; do: 'spill'; segment: number; packed: Uint8Array }
  | { type: 'history'; rig: string; epoch: number; do: 'forget'; segments: readonly number[] }
  | { type: 'history'; rig: string; epoch: number; do: 'fetch'; segment: number }
  | { type: 'bench'; request: number; bench: RouteTaken | null }
  | { type: 'reading'; request: number; reading: SignalReading | null }
  | { type: 'standings'; request: number; standings: Standings }
  | { type: 'told'; request: number; answer: RigAnswer | null }
  /** To the rig's shell. */
  | { type: 'terminal'; rig: string; epoch: number; message: ToTerminal }
  | { type: 'report'; report: HostReport }
  | { type: 'ended' };

export type ToGrader = { type: 'grade'; job: number; grade: GradeRequest };
export type FromGrader = { type: 'ready' } | { type: 'graded'; job: number; result: GradeResult };
