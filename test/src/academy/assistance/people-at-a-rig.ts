/** An instructor and a trainee of one cohort, and those who have no business there, each with a browser that is signed in. */
import { createCohort } from '#academy/cohorts/change-cohort.ts';
import { addToCohort } from '#academy/cohorts/people.ts';
import type { Teacher } from '#academy/cohorts/teacher.ts';
import type { Role } from '#academy/permissions/roles.ts';
import type { Services } from '#academy/services.ts';
import { Browser, type TestSite } from '../site-fixture.ts';

export type SignedIn = Teacher & { browser: Browser };

export interface PeopleAtARig {
  ines: SignedIn;
  /** Teaches another cohort. */
  otto: SignedIn;
  ben: SignedIn;
  /** Of the same cohort as Ben. */
  lei: SignedIn;
  cohort: string;
  /** Otto's. */
  elsewhere: string;
}

/** A guest's session that has become an account's. */
export async function signedIn(academy: Services, site: TestSite, name: string, roles: Role[] = []): Promise<SignedIn> {
  const browser = new Browser(site);
  const before = new Set((await academy.database.selectFrom('member').select('id').execute()).map(({ id }) => id));
  await browser.send('POST', '/api/guest');
  const members = await academy.database.selectFrom('member').select(['id', 'user_id']).execute();
  const mine = members.find(({ id }) => !before.has(id));
  if (!mine) throw new Error('no guest was made');
  const context = await academy.accounts.$context;
  await context.internalAdapter.updateUser(mine.user_id, { name, isAnonymous: false });
  for (const role of roles)
    await academy.database
      .insertInto('member_role')
      .values({ academy_id: academy.academy.id, member_id: mine.id, role, granted_at: '2026-01-01T00:00:00.000Z' })
      .execute();
  return { id: mine.id, academyId: academy.academy.id, roles, actor: { kind: 'member', member: mine.id }, browser };
}

export async function peopleAtARig(academy: Services, site: TestSite): Promise<PeopleAtARig> {
  const ines = await signedIn(academy, site, 'Ines', ['instructor']);
  const otto = await signedIn(academy, site, 'Otto', ['instructor']);
  const ben = await signedIn(academy, site, 'Ben');
  const lei = await signedIn(academy, site, 'Lei');
  const { database } = academy;
  const cohort = (await createCohort(database, ines, { name: 'Fitters', startsOn: null, endsOn: null })).id;
  const elsewhere = (await createCohort(database, otto, { name: 'Turners', startsOn: null, endsOn: null })).id;
  for (const trainee of [ben, lei]) await addToCohort(database, ines, cohort, trainee.id, 'trainee');
  return { ines, otto, ben, lei, cohort, elsewhere };
}
