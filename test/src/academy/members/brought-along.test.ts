/** A guest who becomes somebody with work of their own brings everything along: table by table, so that none is forgotten. */
import { expect, test } from 'vitest';
import { adoptGuest, broughtAlong } from '#academy/members/adopt-guest.ts';
import { personalTables } from '#academy/personal-data/policy.ts';
import { recordCompletions } from '#academy/progress/completion.ts';
import { progressOf } from '#academy/progress/progress.ts';
import { academyFor, addMember, dataFolder, RecordingHost } from '../academy-fixture.ts';

/** What only an account can have: a cohort and what is announced to it, an exam, a role, a key, a certificate, an invitation, a deed in the log. */
const ofAccountsOnly = [
  'announcement_dismissal',
  'assistance',
  'grade_adjustment',
  'assignment_override',
  'exam_sitting',
  'cohort_member',
  'api_key',
  'member_role',
  'certificate',
  'invitation',
  'reset_link',
  'audit',
  'member',
];

test('every table of a person is brought along, or is an account’s only', () => {
  expect([...broughtAlong, ...ofAccountsOnly].sort()).toEqual(personalTables.map(({ table }) => table).sort());
});

test('a lesson that the guest completed is complete for the account, with the rule as it was', async () => {
  const folder = dataFolder();
  const academy = await academyFor(folder.dir, new RecordingHost());
  const { database } = academy;
  const academyId = academy.academy.id;
  const [guest, account] = [await addMember(database, academyId, 'guest'), await addMember(database, academyId, 'account')];
  const who = { academyId, memberId: guest };
  await database
    .insertInto('reading')
    .values({ academy_id: academyId, member_id: guest, course: 'c', lesson: 'l', finished_at: '2026-01-01T00:00:00.000Z' })
    .execute();
  const lesson = { course: 'c', slug: 'l', lab: null, questions: [] };
  expect(await recordCompletions(database, who, await progressOf(database, who, []), [lesson])).toBe(1);
  await adoptGuest(database, 'guest', 'account');
  expect(await database.selectFrom('lesson_completion').select(['member_id', 'lesson']).execute()).toEqual([
    { member_id: account, lesson: 'l' },
  ]);
  await database.destroy();
  await folder.remove();
});
