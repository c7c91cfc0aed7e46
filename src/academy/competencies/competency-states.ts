/**
 * What somebody has shown that they can do, by the rule that they read: a competency is shown when one of its labs is passed with all its
 * steps; where no lab asks for it, when one of its lessons is done. Pure.
 */
import { type LessonProgress, lessonState } from '../progress/progress.ts';

/** Where a competency is taught: a lesson, with the competencies of its lab among its own. */
export interface Teaching {
  course: string;
  lesson: string;
  /** Slug; `null` where the lesson has none. */
  lab: string | null;
  questions: readonly string[];
  competencies: readonly string[];
}

export type CompetencyState = 'shown' | 'begun' | 'new';

export interface CompetencyRecord {
  id: string;
  state: CompetencyState;
  /** Where it counts: lessons with a lab if there is one, else all of them; each with how far it is. */
  evidence: { teaching: Teaching; state: 'finished' | 'begun' | 'new' }[];
}

/** Every competency that is taught, in the order in which the courses teach them. */
export function competencyRecords(teachings: readonly Teaching[], progress: LessonProgress): CompetencyRecord[] {
  return [...decisive(teachings)].map(([id, list]) => {
    const evidence = list.map((teaching) => ({
      teaching,
      // A lab shows it by itself, before the questions of its lesson are answered.
      state: labIsPassed(teaching, progress)
        ? ('finished' as const)
        : lessonState(progress, { ...teaching, slug: teaching.lesson }),
    }));
    return { id, state: stateOf(evidence.map(({ state }) => state)), evidence };
  });
}

const labIsPassed = ({ lab }: Teaching, progress: LessonProgress): boolean =>
  lab !== null && progress.labs[lab]?.finished === true;

/** By competency, the teachings that decide on it. */
export function decisive(teachings: readonly Teaching[]): Map<string, Teaching[]> {
  const all = new Map<string, Teaching[]>();
  for (const teaching of teachings)
    for (const id of new Set(teaching.competencies)) all.set(id, [...(all.get(id) ?? []), teaching]);
  for (const [id, list] of all) {
    const withLab = list.filter(({ lab }) => lab !== null);
    if (withLab.length > 0) all.set(id, withLab);
  }
  return all;
}

function stateOf(states: readonly ('finished' | 'begun' | 'new')[]): CompetencyState {
  if (states.includes('finished')) return 'shown';
  return states.includes('begun') ? 'begun' : 'new';
}
