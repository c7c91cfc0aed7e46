import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  announce,
  announcementsFor,
  announcementsIn,
  changeAnnouncement,
  dismissAnnouncement,
  withdrawAnnouncement,
} from '#academy/announcements/announcements.ts';
import { auditEntries } from '#academy/audit/audit.ts';
import { archiveCohort } from '#academy/cohorts/change-cohort.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, motorLab, RecordingHost } from '../academy-fixture.ts';
import { type ClassAtWork, classAtWork } from '../assignments/class-fixture.ts';
import { anotherAcademy, person } from '../people-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let room: ClassAtWork;
beforeEach(async () => {
  folder = dataFolder();
  const lab = motorLab();
  academy = await academyFor(folder.dir, new RecordingHost(), lab);
  room = await classAtWork(academy, lab);
});
afterEach(async () => {
  await academy.database.destroy();
  await folder.remove();
});
const refused = (code: string) => expect.objectContaining({ code });
const said = { text: 'No lab on Friday.', until: '2026-11-27' };
const who = (one: { academyId: string; id: string }) => ({ academyId: one.academyId, memberId: one.id });
const seenBy = async (one: { academyId: string; id: string }, today = '2026-11-23') =>
  (await announcementsFor(academy.database, who(one), today)).map(({ text }) => text);

test('an announcement is shown through its last day, to the trainees of its cohort alone', async () => {
  await announce(academy.database, room.ines, room.cohort, said);
  expect(await seenBy(room.ben, '2026-11-27')).toEqual([said.text]);
  expect(await seenBy(room.ben, '2026-11-28')).toEqual([]);
  expect(await seenBy(room.ines)).toEqual([]);
  expect(await seenBy(await person(academy, 'Olaf Other'))).toEqual([]);
  // Who announced it still finds it, over or not.
  expect(await announcementsIn(academy.database, room.ines.academyId, room.cohort)).toMatchObject([said]);
});

test('put away it stays away for that person, and comes back for all when it is said otherwise', async () => {
  const { id } = await announce(academy.database, room.ines, room.cohort, said);
  for (let twice = 0; twice < 2; twice += 1) await dismissAnnouncement(academy.database, who(room.ben), id, '2026-11-23');
  expect([await seenBy(room.ben), await seenBy(room.lei)]).toEqual([[], [said.text]]);
  const of = { cohort: room.cohort, announcement: id };
  await changeAnnouncement(academy.database, room.ines, of, 1, { text: 'No lab on Thursday.', until: null });
  expect(await seenBy(room.ben, '2027-01-01')).toEqual(['No lab on Thursday.']);
});

test('of two instructors who change one at once the later is told; withdrawn it is gone; the log has all of it', async () => {
  const { id } = await announce(academy.database, room.ines, room.cohort, said);
  const of = { cohort: room.cohort, announcement: id };
  const changed = { text: 'No lab on Thursday.', until: null };
  await changeAnnouncement(academy.database, room.ines, of, 1, changed);
  await expect(changeAnnouncement(academy.database, room.ines, of, 1, said)).rejects.toEqual(refused('changed-meanwhile'));
  await withdrawAnnouncement(academy.database, room.ines, of, 2);
  expect(await seenBy(room.ben)).toEqual([]);
  await expect(withdrawAnnouncement(academy.database, room.ines, of, 3)).rejects.toEqual(refused('unknown-announcement'));
  const log = await auditEntries(academy.database, room.ines.academyId, { limit: 9, subject: id });
  const cohort = room.cohort;
  expect(log.map(({ action, before, after }) => ({ action, before, after }))).toEqual(
    expect.arrayContaining([
      { action: 'announce', before: null, after: { cohort, ...said } },
      { action: 'change-announcement', before: { cohort, ...said }, after: { cohort, ...changed } },
      { action: 'withdraw-announcement', before: { cohort, ...changed }, after: null },
    ]),
  );
});

test('an archived cohort says nothing; an empty text and a day that is none are refused', async () => {
  await announce(academy.database, room.ines, room.cohort, { ...said, until: null });
  for (const wrong of [
    { ...said, text: ' ' },
    { ...said, until: '2026-02-30' },
    { ...said, text: 'x'.repeat(2_001) },
  ])
    await expect(announce(academy.database, room.ines, room.cohort, wrong)).rejects.toEqual(refused('bad-announcement'));
  await archiveCohort(academy.database, room.ines, room.cohort, 1, true);
  expect(await seenBy(room.ben)).toEqual([]);
});

test('another academy’s instructor, or one of another cohort, announces nothing here, and changes and dismisses nothing', async () => {
  const { id } = await announce(academy.database, room.ines, room.cohort, said);
  const foreign = await person(academy, 'Fay Foreign', ['owner', 'instructor'], await anotherAcademy(academy));
  const colleague = await person(academy, 'Otto Instructor', ['instructor']);
  const of = { cohort: room.cohort, announcement: id };
  for (const by of [foreign, colleague]) {
    const unknown = refused('unknown-cohort');
    await expect(announce(academy.database, by, room.cohort, said)).rejects.toEqual(unknown);
    await expect(changeAnnouncement(academy.database, by, of, 1, said)).rejects.toEqual(unknown);
    await expect(withdrawAnnouncement(academy.database, by, of, 1)).rejects.toEqual(unknown);
    await dismissAnnouncement(academy.database, who(by), id, '2026-11-23');
  }
  expect(await academy.database.selectFrom('announcement_dismissal').selectAll().execute()).toEqual([]);
  expect(await seenBy(room.ben)).toEqual([said.text]);
});
