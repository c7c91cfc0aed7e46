/** One person in one assignment: the state and the points, from what is done and when. Pure. */
import type { Assignment, Override, Terms } from '../assignments/assignment.ts';
import { closesAt, creditFor } from '../assignments/late-rule.ts';
import { stepKey } from '../assignments/syllabus.ts';
import { isOver, type Sitting } from '../exams/sitting.ts';
import type { Done, NumberedItem } from './done.ts';

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
  items: readonly NumberedItem[];
  /** As it holds for them (`termsFor`). */
  terms: Terms;
  override: Pick<Override, 'revision'> | null;
  adjustment: { score: number; reason: string; revision: number } | null;
  sitting: Sitting | null;
  done: Done;
  /** Now. */
  at: string;
}

export function cellOf(facts: CellFacts): Cell {
  const { assignment, items, terms, override, adjustment, at } = facts;
  const { state, score, done } = assignment.mode === 'exam' ? examOf(facts) : practiceOf(facts);
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
function practiceOf({ assignment, items, terms, done: record, at }: CellFacts): Counted {
  let done = 0;
  let counted = 0;
  let credits = 0;
  let afterDue = false;
  for (const { number } of items) {
    const doneAt = record.since(number, terms.countsFrom);
    if (doneAt === null) continue;
    const credit = creditFor(doneAt, terms);
    done += 1;
    credits += credit;
    if (credit > 0) counted += 1;
    if (terms.dueAt !== null && doneAt > terms.dueAt) afterDue = true;
  }
  const end = closesAt(terms);
  const score = hundredths(credits, items.length, assignment.points);
  if (done === items.length && counted > 0) return { state: afterDue ? 'late' : 'submitted', score, done };
  if (end !== null && at > end) return { state: counted > 0 ? 'submitted' : 'missing', score, done };
  if (terms.dueAt !== null && at > terms.dueAt) return { state: 'late', score: counted > 0 ? score : null, done };
  return { state: 'open', score: done > 0 ? score : null, done };
}

function examOf({ assignment, items, terms, sitting, at }: CellFacts): Counted {
  if (sitting === null)
    return terms.dueAt !== null && at > terms.dueAt
      ? { state: 'missing', score: 0, done: 0 }
      : { state: 'open', score: null, done: 0 };
  if (sitting.result === null)
    return { state: isOver(sitting, new Date(at)) ? 'submitted' : 'exam-running', score: null, done: 0 };
  const keys = new Set(sitting.result.passed.map((step) => stepKey(assignment.target, step)));
  const passed = items.filter(({ key }) => keys.has(key)).length;
  return { state: 'submitted', score: hundredths(passed, items.length, assignment.points), done: passed };
}

const hundredths = (share: number, of: number, points: number): number =>
  of === 0 ? 0 : Math.round((share / of) * points * 100);
