import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultAcademy } from '#academy/academies/academies.ts';
import type { Database } from '#academy/database/open.ts';
import { openDatabase } from '#academy/database/open.ts';
import { adoptGuest } from '#academy/members/adopt-guest.ts';
import { recordAnswer } from '#academy/progress/answers.ts';
import { recordReading } from '#academy/progress/readings.ts';
import type { LessonQuestions } from '#academy/review/learned.ts';
import { learnedOf } from '#academy/review/learned.ts';
import { type Reviewer, recordReview, reviewDesk } from '#academy/review/review.ts';
import { daysAfter } from '#academy/review/schedule.ts';
import { placeIn } from '../academy-database.ts';
import { addMember, dataFolder } from '../academy-fixture.ts';

const lessons: LessonQuestions[] = [
  { course: 'c', lesson: 'asked', lab: null, asked: ['q', 'r'], questions: ['q', 'r'], drills: [{ question: 'd', step: null }] },
  {
    course: 'c',
    lesson: 'lab',
    lab: { id: 'lab-1', steps: ['a', 'b'] },
    asked: ['x'],
    questions: ['x'],
    drills: [{ question: 'after-a', step: 'a' }],
  },
  { course: 'c', lesson: 'read', lab: null, asked: [], questions: [], drills: [{ question: 'e', step: null }] },
];

let folder: ReturnType<typeof dataFolder>;
let database: Database;
let who: Reviewer;
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
const today = new Date().toISOString().slice(0, 10);
const inDays = (days: number): Date => noon(daysAfter(today, days));
const right = (question: string, correct = true) =>
  recordAnswer(database, who, {
    course: 'c',
    lesson: 'asked',
    question,
    answer: 'a',
    correct,
    seed: 3,
    reading: null,
    tookMs: 900,
  });
const answer = (question: string, times: number, correct: boolean, now: Date) =>
  recordReview(database, who, { course: 'c', lesson: 'asked', question, times, seed: 7, answer: 'a', correct }, now);
const due = async (now: Date) =>
  (await reviewDesk(database, who, lessons, now)).due.map(({ question, times }) => [question, times]);

beforeEach(async () => {
  folder = dataFolder();
  database = await openDatabase(await placeIn(folder.dir));
  const academy = await defaultAcademy(database);
  who = { academyId: academy.id, memberId: await addMember(database, academy.id), timeZone: 'UTC' };
});
afterEach(async () => {
  await database.destroy();
  await folder.remove();
});

describe('what returns to a member', () => {
  test('is what was answered rightly, two days later; the drills of a lesson once it is done', async () => {
    await right('r', false);
    await right('q');
    expect(await due(inDays(0))).toEqual([]);
    expect((await reviewDesk(database, who, lessons, inDays(0))).next).toEqual({ on: daysAfter(today, 2), count: 1 });
    expect(await due(inDays(2))).toEqual([['q', 0]]);
    await right('r');
    expect((await due(inDays(2))).map(([question]) => question).sort()).toEqual(['d', 'q', 'r']);
  });

  test('is of a lab: its questions when it is passed, its drills after their steps', () => {
    const passed = new Map([['lab-1/a', '2026-01-02T00:00:00Z']]);
    const facts = { right: new Map<string, string>(), passed, read: new Map<string, string>() };
    expect(learnedOf(lessons, facts).map(({ question }) => question)).toEqual(['after-a']);
    passed.set('lab-1/b', '2026-01-05T00:00:00Z');
    expect(learnedOf(lessons, facts)).toContainEqual({ course: 'c', lesson: 'lab', question: 'x', at: '2026-01-05T00:00:00Z' });
  });

  test('is of a lesson that was read: its drills', async () => {
    await recordReading(database, who, { course: 'c', lesson: 'read' });
    expect(await due(inDays(2))).toEqual([['e', 0]]);
  });

  test('moves on with every right answer, and one answer counts once, also when it is sent twice at once', async () => {
    await right('q');
    await due(inDays(2));
    expect(await answer('q', 0, true, inDays(1)), 'before it is due').toBeNull();
    const sent = await Promise.all([answer('q', 0, true, inDays(2)), answer('q', 0, true, inDays(2))]);
    expect(sent.filter((one) => one !== null)).toHaveLength(1);
    expect(await due(inDays(8))).toEqual([]);
    expect(await due(inDays(9))).toEqual([['q', 1]]);
    expect((await answer('q', 1, false, inDays(9)))?.dueOn).toBe(daysAfter(today, 11));
    expect((await reviewDesk(database, who, lessons, inDays(11))).due[0]).toMatchObject({
      times: 2,
      stage: 0,
      lastOutcome: 'wrong',
    });
  });

  test('is not lost when it was learned while the clock was years ahead', async () => {
    await right('q');
    await database.updateTable('answer').set({ answered_at: '2039-01-01T00:00:00.000Z' }).execute();
    expect(await due(inDays(0))).toEqual([]);
    expect(await due(inDays(2))).toEqual([['q', 0]]);
  });

  test('waits unseen while its question is not there, and is another member’s business never', async () => {
    await right('q');
    const desk = await reviewDesk(database, who, [], inDays(5));
    expect([desk.due, desk.next]).toEqual([[], null]);
    const other = { ...who, memberId: await addMember(database, who.academyId) };
    expect((await reviewDesk(database, other, lessons, inDays(5))).due).toEqual([]);
    expect(await due(inDays(5))).toEqual([['q', 0]]);
  });

  test('goes along when a guest becomes an account that has worked here too', async () => {
    await right('q');
    await due(inDays(2));
    await answer('q', 0, true, inDays(2));
    const account = await addMember(database, who.academyId, 'account');
    const { user_id } = await database
      .selectFrom('member')
      .select('user_id')
      .where('id', '=', who.memberId)
      .executeTakeFirstOrThrow();
    await adoptGuest(database, user_id, 'account');
    who = { ...who, memberId: account };
    expect(await due(inDays(8))).toEqual([]);
    expect(await due(inDays(9))).toEqual([['q', 1]]);
  });
});
