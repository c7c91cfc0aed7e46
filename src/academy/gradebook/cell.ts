/** One person in one assignment: the state and the points, from what is done and when. Pure. */
import type { Assignment, Override } from '../assignments/assignment.ts';
import { termsFor } from '../assignments/assignment.ts';
import { closesAt, creditFor } from '../assignments/late-rule.ts';
import { type Item, stepKey } from '../assignments/syllabus.ts';
import { isOver, type Sitting } from '../exams/sitting.ts';

export const cellStates = ['not-released', 'open', 'submitted', 'late', 'missing', 'excused', 'exam-running'] as const;
export type CellState = (typeof cellStates)[number];

export interface Cell {
  state: CellState;
  /** Hundredths of a point; `null` as long as there is nothing to count: nothing done and still time. */
  score: number | null;
  /** As it was reckoned, where an instructor has set another. */
  reckoned: number | null;
  /** Items done, and in all. */
  done: number;
  of: number;
  dueAt: string | null;
  /** The last instant at which work counts. */
  closesAt: string | null;
  releaseAt: string | null;
  /** Revisions for whoever changes it: 0 where there is none. */
  adjustment: { revision: number; reason: string } | null;
  override: number;
}

export interface CellFacts {
  assignment: Assignment;
  items: readonly Item[];
  override: Override | null;
  adjustment: { score: number; reason: string; revision: number } | null;
  sitting: Sitting | null;
  /** When an item was done, as instants by its key, oldest first. */
  done: ReadonlyMap<string, readonly string[]>;
  now: Date;
}

export function cellOf(facts: CellFacts): Cell {
  const { assignment, items, override, adjustment } = facts;
  const terms = termsFor(assignment, override);
  const at = facts.now.toISOString();
  const { state, score, done } = assignment.mode === 'exam' ? examOf(facts, terms.dueAt, at) : practiceOf(facts, at);
  return {
    state: terms.excused
      ? 'excused'
      : state !== 'exam-running' && terms.releaseAt !== null && at < terms.releaseAt && done === 0
        ? 'not-released'
        : state,
    score: terms.excused ? null : (adjustment?.score ?? score),
    reckoned: score,
    done,
    of: items.length,
    dueAt: terms.dueAt,
    closesAt: closesAt(terms),
    releaseAt: terms.releaseAt,
    adjustment: adjustment === null ? null : { revision: adjustment.revision, reason: adjustment.reason },
    override: override?.revision ?? 0,
  };
}

type Counted = { state: CellState; score: number | null; done: number };

/** Every item counts alike, and each as of when it was done. */
function practiceOf({ assignment, items, override, done }: CellFacts, at: string): Counted {
  const terms = termsFor(assignment, override);
  const from = terms.countsFrom ?? '';
  const doneAt = items.flatMap(({ key }) => done.get(key)?.find((instant) => instant >= from) ?? []);
  const credits = doneAt.map((instant) => creditFor(instant, terms));
  const end = closesAt(terms);
  const closed = end !== null && at > end;
  const score = hundredths(
    credits.reduce((sum, credit) => sum + credit, 0),
    items.length,
    assignment.points,
  );
  const counted = credits.filter((credit) => credit > 0).length;
  if (doneAt.length === items.length && items.length > 0 && counted > 0)
    return {
      state: terms.dueAt !== null && doneAt.some((instant) => instant > (terms.dueAt ?? '')) ? 'late' : 'submitted',
      score,
      done: doneAt.length,
    };
  if (closed) return { state: counted > 0 ? 'submitted' : 'missing', score, done: doneAt.length };
  if (terms.dueAt !== null && at > terms.dueAt) return { state: 'late', score: counted > 0 ? score : null, done: doneAt.length };
  return { state: 'open', score: doneAt.length > 0 ? score : null, done: doneAt.length };
}

function examOf({ assignment, items, sitting, now }: CellFacts, dueAt: string | null, at: string): Counted {
  if (sitting === null)
    return dueAt !== null && at > dueAt ? { state: 'missing', score: 0, done: 0 } : { state: 'open', score: null, done: 0 };
  if (sitting.result === null) return { state: isOver(sitting, now) ? 'submitted' : 'exam-running', score: null, done: 0 };
  const keys = new Set(sitting.result.passed.map((step) => stepKey(assignment.target, step)));
  const passed = items.filter(({ key }) => keys.has(key)).length;
  return { state: 'submitted', score: hundredths(passed, items.length, assignment.points), done: passed };
}

const hundredths = (share: number, of: number, points: number): number =>
  of === 0 ? 0 : Math.round((share / of) * points * 100);
