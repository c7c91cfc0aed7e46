import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditEntries } from '#academy/audit/audit.ts';
import { grantCertificate } from '#academy/certificates/grant.ts';
import { createCohort } from '#academy/cohorts/change-cohort.ts';
import type { Cohort } from '#academy/cohorts/cohort.ts';
import { addToCohort } from '#academy/cohorts/people.ts';
import { taughtCohort } from '#academy/cohorts/taught.ts';
import { selectOptionalTrainee } from '#academy/cohorts/trainee.ts';
import type { Attendance } from '#academy/members/members.ts';
import { attemptRecord, selectOptionalAttempt } from '#academy/progress/attempt-record.ts';
import { dataFolder } from '../academy-fixture.ts';
import { anotherAcademy, person } from '../people-fixture.ts';
import { course, Issuing, lab } from './certificates-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
let issuing: Issuing;
let ines: Awaited<ReturnType<typeof person>>;
let ben: Awaited<ReturnType<typeof person>>;
let cohort: Cohort;
beforeEach(async () => {
  folder = dataFolder();
  issuing = await Issuing.open(folder);
  const { academy } = issuing;
  ines = await person(academy, 'Ines Instructor', ['instructor']);
  ben = await person(academy, 'Ben Trainee');
  const { id } = await createCohort(academy.database, ines, { name: 'Fitters', startsOn: null, endsOn: null });
  await addToCohort(academy.database, ines, id, ben.id, 'trainee');
  cohort = await taughtCohort(academy.database, ines, id);
});
afterEach(async () => {
  await issuing.academy.database.destroy();
  await folder.remove();
});

async function grant() {
  const { academy } = issuing;
  const trainee = await selectOptionalTrainee(academy.database, cohort.academyId, cohort.id, ben.id);
  if (!trainee) throw new Error('nobody there');
  const attendance: Attendance = {
    member: {
      id: ines.id,
      academyId: ines.academyId,
      userId: ines.userId,
      name: 'Ines Instructor',
      guest: false,
      roles: [...ines.roles],
    },
    academy: academy.academy,
    credential: { kind: 'session', twoFactors: false },
    setCookie: [],
  };
  const request = new Request('https://academy.example/teach/');
  return grantCertificate(academy, { request, attendance, cohort, trainee, course });
}

test('an instructor issues nothing that was not done, and is told what is missing', async () => {
  expect(await grant()).toEqual({ outcome: 'not-yet', lessons: ['to-read', 'keep-it-running'], labs: [lab.slug] });
});

test('an instructor issues the certificate of a finished course in the name of the account, and the log says who did', async () => {
  await issuing.finishCourse(ben.id);
  const granted = await grant();
  expect(granted).toMatchObject({ outcome: 'issued', certificate: { name: 'Ben Trainee', memberId: ben.id } });
  expect((await grant()).outcome).toBe('standing');
  const log = await auditEntries(issuing.academy.database, cohort.academyId, { limit: 9, action: 'issue-certificate' });
  expect(log.map(({ actor, after }) => [actor, after])).toEqual([[ines.id, expect.objectContaining({ member: ben.id })]]);
});

test('the record of one person has every attempt with its checks, and opens none of anybody else', async () => {
  const attempt = await issuing.pass(ben.id);
  const { database } = issuing.academy;
  const who = { academyId: cohort.academyId, memberId: ben.id };
  const [first] = await attemptRecord(database, who, 10);
  expect(first).toMatchObject({ id: attempt, labId: lab.definition.id, outcome: 'passed', exam: false });
  expect(first?.passed).toBe(first?.checks);
  expect(await selectOptionalAttempt(database, who, attempt)).toMatchObject({ id: attempt, labId: lab.definition.id });
  expect(await selectOptionalAttempt(database, { ...who, memberId: ines.id }, attempt)).toBeNull();
  const elsewhere = await anotherAcademy(issuing.academy);
  expect(await selectOptionalAttempt(database, { ...who, academyId: elsewhere }, attempt)).toBeNull();
  expect(await attemptRecord(database, { ...who, academyId: elsewhere }, 10)).toEqual([]);
});

test('a page about one person is only of a trainee of that cohort', async () => {
  const { database } = issuing.academy;
  const trainee = (academy: string, member: string) => selectOptionalTrainee(database, academy, cohort.id, member);
  expect(await trainee(cohort.academyId, ben.id)).toMatchObject({ name: 'Ben Trainee' });
  expect(await trainee(cohort.academyId, ines.id)).toBeNull();
  expect(await trainee(await anotherAcademy(issuing.academy), ben.id)).toBeNull();
});
