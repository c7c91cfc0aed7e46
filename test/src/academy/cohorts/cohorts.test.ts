import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditEntries } from '#academy/audit/audit.ts';
import { archiveCohort, changeCohort, createCohort } from '#academy/cohorts/change-cohort.ts';
import { addToCohort, peopleIn, removeFromCohort } from '#academy/cohorts/people.ts';
import { importPeople, peopleFile } from '#academy/cohorts/people-file.ts';
import { taughtBy, taughtCohort } from '#academy/cohorts/taught.ts';
import type { Teacher } from '#academy/cohorts/teacher.ts';
import { readCsv } from '#academy/csv/csv.ts';
import { acceptInvitation, invitationsOf } from '#academy/members/invitations.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, RecordingHost } from '../academy-fixture.ts';
import { anotherAcademy, person } from '../people-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let ines: Teacher;
let ben: Awaited<ReturnType<typeof person>>;
let cohort: string;
const days = { name: 'Fitters 2026', startsOn: '2026-09-01', endsOn: null };
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost());
  ines = await person(academy, 'Ines Instructor', ['instructor']);
  ben = await person(academy, 'Ben Trainee');
  cohort = (await createCohort(academy.database, ines, days)).id;
});
afterEach(async () => {
  await academy.database.destroy();
  folder.remove();
});
const refused = (code: string) => expect.objectContaining({ code });
const names = async (who: Teacher): Promise<string[]> => (await taughtBy(academy.database, who)).map(({ name }) => name);

describe('a cohort', () => {
  test('is taught by the instructor who made it, by no other instructor, and looked after by owners', async () => {
    const other = await person(academy, 'Otto Instructor', ['instructor']);
    const owner = await person(academy, 'Olga Owner', ['owner']);
    expect([await names(ines), await names(other), await names(owner)]).toEqual([['Fitters 2026'], [], ['Fitters 2026']]);
    await addToCohort(academy.database, owner, cohort, other.id, 'instructor');
    expect(await names(other)).toEqual(['Fitters 2026']);
  });

  test('of another academy is answered like one that does not exist', async () => {
    const elsewhere = await anotherAcademy(academy);
    const foreign = await person(academy, 'Fay Foreign', ['owner', 'instructor'], elsewhere);
    for (const id of [cohort, 'no-such-cohort'])
      await expect(taughtCohort(academy.database, foreign, id)).rejects.toEqual(refused('unknown-cohort'));
    await expect(changeCohort(academy.database, foreign, cohort, 1, days)).rejects.toEqual(refused('unknown-cohort'));
    await expect(addToCohort(academy.database, foreign, cohort, foreign.id, 'trainee')).rejects.toEqual(
      refused('unknown-cohort'),
    );
    await expect(importPeople(academy.database, foreign, cohort, 'E-mail\na@b.example')).rejects.toEqual(
      refused('unknown-cohort'),
    );
    await expect(addToCohort(academy.database, ines, cohort, foreign.id, 'trainee')).rejects.toEqual(refused('unknown-member'));
  });

  test('is renamed and archived once, and the log has before and after', async () => {
    await changeCohort(academy.database, ines, cohort, 1, { ...days, name: 'Fitters' });
    await expect(changeCohort(academy.database, ines, cohort, 1, days)).rejects.toEqual(refused('changed-meanwhile'));
    await archiveCohort(academy.database, ines, cohort, 2, true);
    const log = await auditEntries(academy.database, ines.academyId, { limit: 9, subject: cohort });
    expect(log.map(({ action }) => action).sort()).toEqual(['archive-cohort', 'change-cohort', 'create-cohort']);
    expect(log.find(({ action }) => action === 'change-cohort')).toMatchObject({
      before: { name: 'Fitters 2026' },
      after: { name: 'Fitters' },
    });
  });

  test('does not end before it begins', async () => {
    await expect(createCohort(academy.database, ines, { ...days, endsOn: '2026-08-31' })).rejects.toEqual(refused('bad-cohort'));
  });

  test('takes people in once and lets them go; only instructors teach', async () => {
    await addToCohort(academy.database, ines, cohort, ben.id, 'trainee');
    await addToCohort(academy.database, ines, cohort, ben.id, 'trainee');
    expect((await peopleIn(academy.database, ines.academyId, cohort)).map(({ name, part }) => [name, part])).toEqual([
      ['Ines Instructor', 'instructor'],
      ['Ben Trainee', 'trainee'],
    ]);
    await expect(addToCohort(academy.database, ines, cohort, ben.id, 'instructor')).rejects.toEqual(refused('not-an-instructor'));
    await removeFromCohort(academy.database, ines, cohort, ben.id, 'trainee');
    await expect(removeFromCohort(academy.database, ines, cohort, ben.id, 'trainee')).rejects.toEqual(refused('unknown-member'));
  });
});

describe('a list of people', () => {
  test('adds members, invites everybody else, and says so line by line', async () => {
    const text = `姓名;电子邮箱\r\nBen;${ben.email.toUpperCase()}\r\n李雷;li.lei@works.example\r\n`;
    const report = await importPeople(academy.database, ines, cohort, text);
    expect(report).toMatchObject({
      kind: 'done',
      lines: [
        { line: 2, name: 'Ben', outcome: { kind: 'added' } },
        { line: 3, email: 'li.lei@works.example', outcome: { kind: 'invited' } },
      ],
    });
    const invited = report.kind === 'done' ? report.lines[1]?.outcome : null;
    if (invited?.kind !== 'invited') throw new Error('nobody was invited');
    const lei = await person(academy, 'Li Lei', [], await anotherAcademy(academy));
    await acceptInvitation(academy.database, invited.token, { userId: lei.userId, email: lei.email });
    const people = await peopleIn(academy.database, ines.academyId, cohort);
    expect(people.map(({ email }) => email)).toContain('li.lei@works.example');
    expect(await importPeople(academy.database, ines, cohort, text)).toMatchObject({
      lines: [{ outcome: { kind: 'present' } }, { outcome: { kind: 'present' } }],
    });
  });

  test('with one wrong line does nothing at all, and names it', async () => {
    const text = `Name,E-mail\nBen,${ben.email}\nNew,new@works.example\nTypo,typo.works.example\nTwice,new@works.example`;
    expect(await importPeople(academy.database, ines, cohort, text)).toMatchObject({
      kind: 'refused',
      lines: [
        { line: 2 },
        { line: 3 },
        { line: 4, outcome: { kind: 'wrong', why: 'no-address' } },
        { line: 5, outcome: { kind: 'wrong', why: 'twice' } },
      ],
    });
    expect(await peopleIn(academy.database, ines.academyId, cohort)).toHaveLength(1);
    expect(await invitationsOf(academy.database, ines.academyId)).toEqual([]);
  });

  test('that cannot be read says where', async () => {
    const read = (text: string) => importPeople(academy.database, ines, cohort, text);
    expect(await read('Who,Where\nBen,here')).toMatchObject({ kind: 'unreadable', why: 'no-columns', line: 1 });
    expect(await read('Name,E-mail\n"Ben,x')).toMatchObject({ kind: 'unreadable', why: 'unclosed', line: 2 });
    expect(await read('')).toMatchObject({ kind: 'unreadable', why: 'empty' });
  });

  test('goes out with the headers of its language and comes in again', async () => {
    await addToCohort(academy.database, ines, cohort, ben.id, 'trainee');
    const people = await peopleIn(academy.database, ines.academyId, cohort);
    const file = peopleFile(people, 'zh-CN');
    expect(readCsv(file).rows[0]?.cells).toEqual(['姓名', '电子邮箱', '身份']);
    expect((await importPeople(academy.database, ines, cohort, peopleFile(people.slice(1), 'en'))).kind).toBe('done');
  });
});
