/** What the grader answers. */
import type { Diagnostic, LocalizedText } from '../iec61131/diagnostics.ts';

/**
 * Recorded signals over logical time: a sample whenever a value changed, and always the first; a signal that changed very often is
 * thinned (trace.ts). Times in nanoseconds.
 */
export interface Trace {
  tickNs: string;
  ticks: number;
  signals: { name: string; type: string; samples: { tick: number; value: boolean | number | string }[] }[];
  /** What the scenario did, for markers. */
  events: { tick: number; signal: string; value: boolean | number | string }[];
  /** The instant the verdict is about. */
  failedAt: number | null;
  hash: string;
}

export interface Verdict {
  step: string;
  check: string;
  outcome: 'passed' | 'failed' | 'ran-too-short';
  /** From the lab's text; which message key matched. */
  messageKey: string | null;
  message: LocalizedText | null;
  /** What was asked, what was seen, when (seconds of logical time): ready to read. */
  expected: LocalizedText | null;
  observed: LocalizedText | null;
  atSeconds: number | null;
  /** How close it was: by how much time or value it held or was missed; `null` where nothing measures it. */
  closeness: LocalizedText | null;
  /** The run failed under random operation: how many runs it took, and what was done, after shrinking. */
  counterexample: { run: number; drawnEvents: number; events: Trace['events'] } | null;
  trace: Trace | null;
}

export type GradeResult =
  | { outcome: 'graded'; verdicts: Verdict[]; passed: boolean }
  /** The program did not compile, or its controller faulted before anything could be judged. */
  | {
      outcome: 'did-not-run';
      diagnostics: Diagnostic[];
      fault: { file: string; line: number; column: number; message: LocalizedText } | null;
    }
  /** The grader or the lab is broken: costs the trainee nothing. */
  | { outcome: 'our-failure'; message: LocalizedText };
