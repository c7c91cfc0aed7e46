/** What the lesson page hands to the workbench: everything a browser may know about a lab before its rig has answered. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { Preferences } from '../academy/members/preferences.ts';

/** A question of a step, in the page's language. */
export type WorkbenchQuestion = { name: string; label: string } & (
  | { kind: 'number'; unit: string; from: number | null; to: number | null }
  | { kind: 'yes-no' }
  | { kind: 'text'; longest: number }
  | { kind: 'choice'; options: { id: string; text: string }[] }
);

export interface WorkbenchStep {
  id: string;
  title: string;
  /** HTML made by the server. */
  html: string;
  checks: { id: string; title: string }[];
  questions: WorkbenchQuestion[];
  /** How many hints there are; the hints themselves come one by one on request. */
  hints: number;
}

export interface WorkbenchTerminal {
  /** As the rig names it: `plc.Start`. */
  signal: string;
  controller: string;
  name: string;
  address: string;
  direction: 'input' | 'output';
  /** The plant signal at the other end of its wire; `null` where the lab does not let it be seen. */
  wire: string | null;
}

/** Files that a trainee writes and downloads to a part of the rig: a controller's program, the gateway's file. */
export interface WorkbenchProgram {
  name: string;
  /** What the trainee finds, in the page's language; the work saved by the academy takes its place once loaded. */
  start: { name: string; text: string }[];
  /** The same with comments in other languages: the rig and the academy hold one of these for an untouched program. */
  startElsewhere: { name: string; text: string }[];
  /** The start as a ladder, for whoever chooses that language; it stands in for the file of the same name with `.st`. */
  ladder: { name: string; text: string } | null;
}

export interface WorkbenchController extends WorkbenchProgram {
  /** Interval of a program that is in no TASK, nanoseconds as decimal text. */
  cycleNs: string;
}

/** A fault or a test in the page's language. */
export interface NamedFault {
  id: string;
  text: string;
}

/** What a troubleshooter may know beforehand: which tests there are and what they cost, and which faults are in question. */
export interface WorkbenchBench {
  tests: { id: string; text: string; minutes: number; money: number }[];
  faults: NamedFault[];
}

/** A numbered note in the scene. An instructor's own notes will join the same list. */
export interface SceneAnnotation {
  id: string;
  /** The id of an element of the scene, or a place in its units. */
  at: string | readonly [number, number];
  /** Shown while this step is the current one; `null`: always. */
  step: string | null;
  text: string;
}

/** Every pane there is; the schema of labs lists the same (sandbox/lab/schema.ts, held by a test). */
export const paneNames = ['program', 'scene', 'watch', 'trend', 'checks', 'io', 'network', 'gateway', 'terminal'] as const;
export type PaneName = (typeof paneNames)[number];

export interface Watching {
  /** What stands before `/work/…` and `/rig/…` below /api. */
  base: string;
  /** The trainee's name. */
  trainee: string;
  /** Whether the lab has any to begin. */
  faults: boolean;
}

export interface WorkbenchProps {
  locale: Locale;
  lab: string;
  labHash: string;
  /** Its author tries the draft of it: work and rig are apart from everybody's, and nothing counts. */
  draft: boolean;
  /** Somebody else's rig and work, which an instructor looks at; `null`: the reader's own. */
  watching: Watching | null;
  title: string;
  summary: string;
  /** Panes that this workbench can show, in the lab's order. */
  panes: PaneName[];
  steps: WorkbenchStep[];
  controllers: WorkbenchController[];
  /** The gateway's file (gateway.yaml), as a program of the name `gateway`; `null` where the lab has no gateway. */
  gateway: WorkbenchProgram | null;
  /** What is answered (answers.yaml), as a program of the name `answers`; `null` where the lab asks nothing. */
  answers: WorkbenchProgram | null;
  terminals: WorkbenchTerminal[];
  /** Sanitised SVG. */
  scene: string;
  /** What the scene's ready symbols are called, by `data-symbol`. */
  symbolNames: Record<string, string>;
  annotations: SceneAnnotation[];
  /** Names for people, by signal. */
  signalNames: Record<string, string>;
  /** Units, by signal, where the lab says one. */
  units: Record<string, string>;
  /** Of a troubleshooting lab. */
  bench: WorkbenchBench | null;
  /** Faults that the reader may begin and end. */
  faultSwitches: NamedFault[];
  /** Names of all faults that the lab speaks of openly, by id: those in question, and those that are shown. */
  faultNames: Record<string, string>;
  /** What the reader has set for themselves when the page was made; as it stands now: `usePreferences()`. */
  preferences: Preferences;
  /** Where to go when the lab is done, and how that place is called. */
  next: { href: string; title: string } | null;
}

export type { Locale };
