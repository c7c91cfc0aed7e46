/** The files of a cohort, for spreadsheets: its people, its gradebook, its statistics. */

import { syllabusOf } from '#content/syllabus.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { Cohort } from '../cohorts/cohort.ts';
import { peopleIn } from '../cohorts/people.ts';
import { peopleFile } from '../cohorts/people-file.ts';
import { taughtCohort } from '../cohorts/taught.ts';
import { type Teacher, teacherOf } from '../cohorts/teacher.ts';
import { gradebookOf } from '../gradebook/gradebook.ts';
import { gradebookFile } from '../gradebook/gradebook-file.ts';
import { libraryOf } from '../library/library.ts';
import { currentMember } from '../members/members.ts';
import type { Services } from '../services.ts';
import { statisticsFile } from '../statistics/statistics-file.ts';
import { statisticsPage } from '../statistics/statistics-page.ts';
import { answering } from './answering.ts';
import { Refusal } from './problems.ts';

/** The largest cohort that one file holds. */
export const maxRows = 10_000;

export function cohortFile(
  services: Services,
  request: Request,
  cohortId: string,
  kind: 'people' | 'grades' | 'statistics',
  locale: Locale,
): Promise<Response> {
  return answering(services, request, async () => {
    const attendance = await currentMember(services, request.headers);
    if (!attendance) throw new Refusal('no-session');
    const by = teacherOf(attendance);
    const cohort = await taughtCohort(services.database, by, cohortId);
    const text = await textOf[kind](services, request, by, cohort, locale);
    const name = encodeURIComponent(`${cohort.name}-${kind}.csv`);
    return new Response(text, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${kind}.csv"; filename*=UTF-8''${name}`,
        'cache-control': 'no-store',
      },
    });
  });
}

const textOf = {
  people: async ({ database }: Services, _request: Request, _by: Teacher, cohort: Cohort, locale: Locale): Promise<string> =>
    peopleFile(await peopleIn(database, cohort.academyId, cohort.id), locale),
  grades: async (services: Services, _request: Request, by: Teacher, cohort: Cohort, locale: Locale): Promise<string> => {
    const syllabus = syllabusOf(await libraryOf(services, by));
    return gradebookFile(await gradebookOf(services.database, cohort.academyId, cohort.id, syllabus, { limit: maxRows }), locale);
  },
  /** Of what the page shows: its address has the same query. */
  statistics: async (services: Services, request: Request, by: Teacher, cohort: Cohort, locale: Locale): Promise<string> => {
    const { searchParams } = new URL(request.url);
    const asked = { chosen: searchParams.get('of') ?? '', everybody: searchParams.get('people') === 'all', locale };
    return statisticsFile((await statisticsPage(services, by, cohort, asked)).groups, locale);
  },
} as const;
