/** The files of a cohort: its people and its gradebook, for spreadsheets. */

import { syllabusOf } from '#content/syllabus.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { peopleIn } from '../cohorts/people.ts';
import { peopleFile } from '../cohorts/people-file.ts';
import { taughtCohort } from '../cohorts/taught.ts';
import { teacherOf } from '../cohorts/teacher.ts';
import { gradebookOf } from '../gradebook/gradebook.ts';
import { gradebookFile } from '../gradebook/gradebook-file.ts';
import { libraryOf } from '../library/library.ts';
import { currentMember } from '../members/members.ts';
import type { Services } from '../services.ts';
import { answering } from './answering.ts';
import { Refusal } from './problems.ts';

/** The largest cohort that one file holds. */
export const maxRows = 10_000;

export function cohortFile(
  services: Services,
  request: Request,
  cohortId: string,
  kind: 'people' | 'grades',
  locale: Locale,
): Promise<Response> {
  return answering(services, request, async () => {
    const attendance = await currentMember(services, request.headers);
    if (!attendance) throw new Refusal('no-session');
    const cohort = await taughtCohort(services.database, teacherOf(attendance), cohortId);
    const { database } = services;
    const text =
      kind === 'people'
        ? peopleFile(await peopleIn(database, cohort.academyId, cohort.id), locale)
        : gradebookFile(
            await gradebookOf(database, cohort.academyId, cohort.id, syllabusOf(await libraryOf(services, attendance.member)), {
              limit: maxRows,
            }),
            locale,
          );
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
