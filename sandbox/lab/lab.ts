/** A lab as the rest of the sandbox receives it: read, validated, complete. */
import type { Locale, LocalizedText, SourceFile } from '../iec61131/diagnostics.ts';
import type { Route } from './route.ts';
import type { LabDefinition } from './schema.ts';

export interface StepText {
  title: string;
  markdown: string;
  hints: string[];
}
/** `messages.default` always exists; other keys are the check's `ways`. */
export interface CheckText {
  title: string;
  messages: Record<string, string>;
}

export interface AnswerText {
  label: string;
  /** Words of a choice's options, by option. */
  options: Record<string, string>;
}

export interface LabText {
  title: string;
  summary: string;
  /** By step id. */
  steps: Record<string, StepText>;
  /** By check id. */
  checks: Record<string, CheckText>;
  /** What the scene's annotations say, by id. */
  annotations: Record<string, string>;
  /** Names of terminals and operable plant inputs for people and screen readers, by signal name; optional. */
  signals: Record<string, string>;
  /** What a fault is, as a diagnosis says it, and what a test does, by id. */
  faults: Record<string, string>;
  tests: Record<string, string>;
  /** Questions, by name. */
  answers: Record<string, AnswerText>;
}

export interface Lab {
  slug: string;
  definition: LabDefinition;
  text: Record<Locale, LabText>;
  /**
   * What the trainee finds, by controller. File names are relative to `start/`, e.g. `main.st`. The gateway's file is among them as
   * `gateway`, and what is answered as `answers` (answers.yaml, empty to begin with). In those of solutions and wrong answers
   * `${name}` stands for a drawn word and `=` begins an expression (grading/for-seed.ts).
   */
  start: Record<string, SourceFile[]>;
  /** `start` with its comments in another language: the same code on the same lines. A rig runs `start`; a page shows these. */
  startIn?: Partial<Record<Locale, Record<string, SourceFile[]>>>;
  /** The start as a ladder, by controller: what somebody finds who chooses that language. */
  ladders?: Record<string, SourceFile[]>;
  /** `ladders` with titles, comments and remarks in another language. */
  laddersIn?: Partial<Record<Locale, Record<string, SourceFile[]>>>;
  /** Reference solutions and known wrong answers by folder name, then controller. Never sent to a browser. */
  solutions: Record<string, Record<string, SourceFile[]>>;
  wrong: Record<string, Record<string, SourceFile[]>>;
  /** Of a troubleshooting lab: by folder name, how that answer finds the fault. */
  routes: { solutions: Record<string, Route>; wrong: Record<string, Route> };
  plant: SourceFile;
  /** Sanitised. */
  scene: string;
  /** The network, devices and observations as they are written, where words are drawn for them (drawn-words.ts). */
  unparsed?: { network?: unknown; devices?: unknown; observations?: unknown };
  /** Of everything above: equal hashes are the same lab. */
  hash: string;
  /**
   * Where things stand in the lab's files, for messages: by file, then by path (`steps/0/checks/1/require/0/expect` in lab.yaml,
   * `Step seal-in`, `Check starts/default` in the texts). Absent in a lab made by hand.
   */
  places?: Record<string, Record<string, Place>>;
}

/** Both count from 1. */
export interface Place {
  line: number;
  column: number;
}

/** A mistake in a lab, at the place where its author can mend it. */
export interface LabProblem {
  file: string;
  line: number;
  column: number;
  severity: 'error' | 'warning';
  message: LocalizedText;
  /** Where the reference explains it, on the site without its language: `/reference/lab-format/#steps-hints`. */
  reference?: string;
}

export type { Locale, LocalizedText, SourceFile };
