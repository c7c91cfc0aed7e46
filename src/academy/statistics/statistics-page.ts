/** What the page of a cohort's statistics and its file ask for: whose, of what, in which words. */
import { type ItemGroup, itemGroups } from '#content/item-groups.ts';
import { syllabusOf } from '#content/syllabus.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { Assignment } from '../assignments/assignment.ts';
import { assignmentsIn } from '../assignments/assignments.ts';
import type { Cohort } from '../cohorts/cohort.ts';
import { taughtBy } from '../cohorts/taught.ts';
import type { Teacher } from '../cohorts/teacher.ts';
import { traineesOf } from '../cohorts/trainee.ts';
import type { Services } from '../services.ts';
import { cohortStatistics, type GroupStatistics, groupsChosen } from './cohort-statistics.ts';

export interface StatisticsPage {
  /** Those that somebody has tried. */
  groups: GroupStatistics[];
  /** Trainees over whom it is reckoned. */
  people: number;
  /** What there is to choose from. */
  choices: { assignments: Assignment[]; groups: ItemGroup[] };
}

/** `everybody`: the trainees of all cohorts that `by` looks after, for figures that a single cohort is too small for. */
export async function statisticsPage(
  services: Pick<Services, 'database' | 'library'>,
  by: Teacher,
  cohort: Cohort,
  { chosen, everybody, locale }: { chosen: string; everybody: boolean; locale: Locale },
): Promise<StatisticsPage> {
  const { database } = services;
  const library = services.library(cohort.academyId);
  const assignments = await assignmentsIn(database, cohort.academyId, [cohort.id]);
  const all = itemGroups(library, locale);
  const cohorts = everybody ? (await taughtBy(database, by)).map(({ id }) => id) : [cohort.id];
  const members = await traineesOf(database, cohort.academyId, cohorts);
  const groups = await cohortStatistics(
    database,
    cohort.academyId,
    members,
    groupsChosen(chosen, all, assignments, syllabusOf(library)),
  );
  return {
    groups: groups.filter(({ people }) => people > 0),
    people: members.length,
    choices: { assignments, groups: all },
  };
}
