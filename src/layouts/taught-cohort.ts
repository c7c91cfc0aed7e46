/** The cohort of a page's address, for whoever may look after it; `null`: answered like a page that does not exist. */
import type { Cohort } from '#academy/cohorts/cohort.ts';
import { taughtCohort } from '#academy/cohorts/taught.ts';
import { type Teacher, teacherOf } from '#academy/cohorts/teacher.ts';
import { Refusal } from '#academy/http/problems.ts';
import { services } from '#academy/services.ts';

export async function cohortOfPage(
  locals: App.Locals,
  id: string | undefined,
): Promise<{ cohort: Cohort; by: Teacher; zone: string } | null> {
  const { attendance, academy } = locals;
  if (!attendance || !academy) throw new Error('The middleware lets nobody in without them.');
  const by = teacherOf(attendance);
  try {
    return { cohort: await taughtCohort(services().database, by, id ?? ''), by, zone: academy.settings.timeZone };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
