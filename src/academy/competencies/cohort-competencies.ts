/** The competencies of many people at once: a row for each, a column for each competency. Three queries, however many people. */
import type { Lab } from '#sandbox/lab/lab.ts';
import type { Queryable } from '../database/open.ts';
import type { LessonProgress } from '../progress/progress.ts';
import { type CompetencyState, competencyRecords, decisive, type Teaching } from './competency-states.ts';

export interface CompetencyMatrix {
  /** In the order in which the courses teach them. */
  competencies: string[];
  /** In the order asked for; `states` by competency. */
  people: { memberId: string; states: Readonly<Record<string, CompetencyState>> }[];
  /** How many have shown each. */
  shown: Readonly<Record<string, number>>;
}

/** Members of another academy have rows without anything begun: nothing of theirs is read. */
export async function cohortCompetencies(
  database: Queryable,
  academyId: string,
  memberIds: readonly string[],
  teachings: readonly Teaching[],
  labs: ReadonlyMap<string, Lab>,
): Promise<CompetencyMatrix> {
  const progress = await progressOfMany(database, academyId, memberIds, labs);
  const competencies = [...decisive(teachings).keys()];
  const people = memberIds.map((memberId) => {
    const records = competencyRecords(teachings, progress.get(memberId) ?? nothing());
    return { memberId, states: Object.fromEntries(records.map(({ id, state }) => [id, state])) };
  });
  const shown = Object.fromEntries(competencies.map((id) => [id, people.filter(({ states }) => states[id] === 'shown').length]));
  return { competencies, people, shown };
}

interface Gathered {
  labs: Record<string, { finished: boolean; begun: boolean }>;
  answers: Record<string, 'correct' | 'wrong'>;
  readings: Set<string>;
}
const nothing = (): Gathered => ({ labs: {}, answers: {}, readings: new Set() });

async function progressOfMany(
  database: Queryable,
  academyId: string,
  memberIds: readonly string[],
  labs: ReadonlyMap<string, Lab>,
): Promise<Map<string, LessonProgress>> {
  const all = new Map<string, Gathered>(memberIds.map((id) => [id, nothing()]));
  if (memberIds.length === 0) return all;
  const steps = await database
    .selectFrom('step_progress')
    .select(['member_id', 'lab_id', 'step', 'passed_at'])
    .where('academy_id', '=', academyId)
    .where('member_id', 'in', memberIds)
    .execute();
  const answers = await database
    .selectFrom('answer')
    .select(['member_id', 'course', 'lesson', 'question', (row) => row.fn.min('outcome').as('best')])
    .where('academy_id', '=', academyId)
    .where('member_id', 'in', memberIds)
    .groupBy(['member_id', 'course', 'lesson', 'question'])
    .execute();
  const readings = await database
    .selectFrom('reading')
    .select(['member_id', 'course', 'lesson'])
    .where('academy_id', '=', academyId)
    .where('member_id', 'in', memberIds)
    .execute();

  const slugs = new Map([...labs.values()].map((lab) => [lab.definition.id, lab]));
  const passed = new Map<string, Set<string>>();
  for (const row of steps) {
    const lab = slugs.get(row.lab_id);
    const gathered = all.get(row.member_id);
    if (!lab || !gathered) continue;
    const key = `${row.member_id} ${lab.slug}`;
    const known = passed.get(key) ?? new Set<string>();
    if (row.passed_at !== null) known.add(row.step);
    passed.set(key, known);
    gathered.labs[lab.slug] = { begun: true, finished: lab.definition.steps.every(({ id }) => known.has(id)) };
  }
  // `correct` comes before `wrong`, so the least of a person's outcomes is the best.
  for (const row of answers) {
    const gathered = all.get(row.member_id);
    if (gathered) gathered.answers[`${row.course}/${row.lesson}/${row.question}`] = row.best === 'correct' ? 'correct' : 'wrong';
  }
  for (const row of readings) all.get(row.member_id)?.readings.add(`${row.course}/${row.lesson}`);
  return all;
}
