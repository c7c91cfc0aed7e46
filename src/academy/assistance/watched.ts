/** Whose rig an instructor may look at: that of a trainee of a cohort they teach. Anything else is answered as if it did not exist. */
import type { Lab } from '#sandbox/lab/lab.ts';
import { refuseUnlessTrainee } from '../assignments/overrides.ts';
import type { Cohort } from '../cohorts/cohort.ts';
import { type Asking, taughtCohort } from '../cohorts/taught.ts';
import { Refusal } from '../http/problems.ts';
import { libraryOf } from '../library/library.ts';
import { namesOf } from '../members/directory.ts';
import type { Services } from '../services.ts';
import type { WorkOwner } from '../work/owner.ts';

/** As the address names them. */
export interface WatchedPlace {
  cohort: string;
  member: string;
  /** The lab's slug. */
  lab: string;
}

/** From a route's parameters; what is missing names nothing. */
export const placeOf = ({ cohort = '', member = '', lab = '' }: Readonly<Record<string, string | undefined>>): WatchedPlace => ({
  cohort,
  member,
  lab,
});

export interface Watched {
  owner: WorkOwner;
  /** The trainee's. */
  name: string;
  cohort: Cohort;
  lab: Lab;
}

/** Refused: `unknown-cohort`, `unknown-member`, `unknown-lab`. The permission table has been asked. */
export async function watchedAt(services: Services, by: Asking, place: WatchedPlace): Promise<Watched> {
  const { database } = services;
  const cohort = await taughtCohort(database, by, place.cohort);
  await refuseUnlessTrainee(database, by.academyId, cohort.id, place.member);
  const library = await libraryOf(services, { id: place.member, academyId: by.academyId });
  const lab = library.labs().get(place.lab);
  if (!lab) throw new Refusal('unknown-lab', place.lab.slice(0, 100));
  const owner = { academyId: by.academyId, memberId: place.member, labId: lab.definition.id };
  const names = await namesOf(database, by.academyId, [place.member]);
  return { owner, name: names.get(place.member) ?? '—', cohort, lab };
}
