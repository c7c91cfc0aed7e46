/** What goes into a rig and what comes out of it. Everything here is plain data: it can be journalled, sent and restored. */
import type { CellType } from '../iec61131/codegen/compiled.ts';
import type { Diagnostic, LocalizedText, SourceFile } from '../iec61131/diagnostics.ts';
import type { ToolOrder } from '../wire/tools.ts';

export type { SourceFile };

/** BOOL boolean; 64-bit integers, durations and dates (nanoseconds) bigint; other numbers number; strings string. */
export type Value = boolean | number | bigint | string;

/** As people and files write it: TRUE, 12, 1.5, "800ms", "T#2s", "16#FF". */
export type ValueLiteral = boolean | number | string;

/** Everything from outside that changes a rig. Applied at the start of a tick, in order; journalled with that tick. */
export type RigInput =
  /** An operator presses, turns or sets something: only inputs of the plant that no controller drives. */
  | { kind: 'operate'; signal: string; value: ValueLiteral }
  /** A variable of a program is written once. */
  | { kind: 'write'; signal: string; value: ValueLiteral }
  | { kind: 'force'; signal: string; value: ValueLiteral }
  | { kind: 'unforce'; signal: string }
  | { kind: 'unforce-all' }
  /** To a controller; to `gateway` its file, to `answers` what was answered. */
  | { kind: 'download'; controller: string; files: SourceFile[]; mode: 'online' | 'restart' }
  | { kind: 'run'; controller: string }
  | { kind: 'stop'; controller: string }
  /** Warm restart: retained variables keep their values, everything else is initialised. */
  | { kind: 'restart'; controller: string }
  /** Begins or ends a fault of the lab. */
  | { kind: 'fault'; fault: string; active: boolean }
  /** A test of a troubleshooting lab is begun; the fault to be found is named. */
  | { kind: 'test'; test: string }
  | { kind: 'diagnose'; fault: string }
  /** A network tool is begun at the terminal's host, interrupted, or all are ended. Calls are numbered by who starts them, never twice. */
  | { kind: 'tool'; call: number; order: ToolOrder }
  | { kind: 'tool-interrupt'; call: number }
  | { kind: 'tools-end' }
  /** What a tool outside does: connects to a device, sends bytes (base64), closes. Streams are numbered from 0, never twice. */
  | { kind: 'outside-open'; stream: number; device: string }
  | { kind: 'outside-bytes'; stream: number; bytes: string }
  | { kind: 'outside-close'; stream: number }
  | { kind: 'outside-end' }
  /** At the gateway's own panel: a tag is written, an alarm acknowledged, or shelved (0 minutes: unshelved). */
  | { kind: 'gateway-write'; tag: string; value: ValueLiteral }
  | { kind: 'gateway-acknowledge'; alarm: string }
  | { kind: 'gateway-shelve'; alarm: string; minutes: number }
  /** Everything as on the first tick of the lab as it was found: its start programs, too, unless `keepPrograms`. */
  | { kind: 'reset'; keepPrograms: boolean };

export interface JournalEntry {
  tick: number;
  input: RigInput;
}

export type Applied =
  | { ok: true; download?: DownloadReport }
  | { ok: false; code: string; message: LocalizedText; download?: DownloadReport };

export interface DownloadReport {
  diagnostics: Diagnostic[];
  /** Paths whose values went on, and paths that were initialised. */
  kept: string[];
  initialised: string[];
  programHash: string | null;
  /** Of the gateway's file, when it was taken. */
  changes?: GatewayChanges;
}

/** How many entries of gateway.yaml stay as they were, and which do not, by name. */
export interface Changes {
  kept: number;
  added: string[];
  changed: string[];
  removed: string[];
}

export interface GatewayChanges {
  connections: Changes;
  groups: Changes;
  tags: Changes;
  alarms: Changes;
  northbound: boolean;
  namespace: boolean;
  store: boolean;
}

export interface Fault {
  kind: string;
  tick: number;
  file: string;
  line: number;
  column: number;
  message: LocalizedText;
}

export interface ControllerState {
  mode: 'run' | 'stop' | 'fault';
  fault: Fault | null;
  programHash: string | null;
  scans: number;
}

/** `plant.Level`, `plc.Motor` (a terminal), `plc.main.seal.ET` (a variable of the program). */
export interface SignalInfo {
  /** Stable while the program stays the same; the wire uses it. */
  id: number;
  name: string;
  type: CellType;
  /** `flow`: what eight elements of a ladder diagram let through; for whoever draws it, in no list. */
  kind: 'plant-input' | 'plant-output' | 'plant-local' | 'input-terminal' | 'output-terminal' | 'program' | 'flow';
  address: string | null;
  /** May be operated from the scene. */
  operable: boolean;
  forceable: boolean;
  writable: boolean;
}

/** A complete saved rig; JSON-safe but for `memory`. Restoring it and applying the journal since gives the rig again, bit for bit. */
export interface Keyframe {
  engine: string;
  labHash: string;
  seed: number;
  tick: number;
  memory: Uint8Array;
  /** Everything that is not in linear memory. */
  state: unknown;
}
