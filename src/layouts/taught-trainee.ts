/** The trainee of a page's address, of a cohort that its reader looks after; `null`: answered like a page that does not exist. */
import { selectOptionalTrainee, type Trainee } from '#academy/cohorts/trainee.ts';
import { services } from '#academy/services.ts';
import { cohortOfPage } from './taught-cohort.ts';

export async function traineeOfPage(
  locals: App.Locals,
  params: Record<string, string | undefined>,
): Promise<(NonNullable<Awaited<ReturnType<typeof cohortOfPage>>> & { trainee: Trainee }) | null> {
  const found = await cohortOfPage(locals, params.cohort);
  if (!found) return null;
  const { cohort } = found;
  const trainee = await selectOptionalTrainee(services().database, cohort.academyId, cohort.id, params.member ?? '');
  return trainee === null ? null : { ...found, trainee };
}
