/** One person on a wall. */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';

/** `fault`: a controller stands in fault. `unknown`: the lab host does not answer. `none`: they are at no lab yet. `exam`: they sit one. */
export const rigStates = ['running', 'paused', 'asleep', 'fault', 'failed', 'starting', 'unknown', 'exam', 'none'] as const;
export type RigState = (typeof rigStates)[number];

export interface WallCard {
  member: { id: string; name: string };
  state: RigState;
  /** Controllers in fault. */
  faulted: readonly string[];
  /** The lab they are at; `null`: none, or one that the academy has no longer. */
  lab: { slug: string; title: LocalizedText } | null;
  /** `passed` of `of`; the step they are at, by its number from 1, `null` when all are passed. */
  steps: { passed: number; of: number; at: number | null; title: LocalizedText | null };
  /** Minutes at work since the last step was passed or the lab begun; `null` with nothing to be stuck at. */
  stuckMinutes: number | null;
  /** The first check that failed when they last checked. */
  failedCheck: LocalizedText | null;
  /** Their rig is open in front of them now. */
  present: boolean;
  /** An instant, or a day when nothing newer is known; `null`: never. */
  seenAt: string | null;
  /** Help asked for, since when. */
  askedAt: string | null;
}
