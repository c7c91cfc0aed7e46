import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeAssignment, withdrawAssignment } from '#academy/assignments/assignments.ts';
import { setOverride } from '#academy/assignments/overrides.ts';
import { resetItem } from '#academy/assignments/reset-item.ts';
import { auditEntries } from '#academy/audit/audit.ts';
import type { Teacher } from '#academy/cohorts/teacher.ts';
import { readCsv } from '#academy/csv/csv.ts';
import { adjustGrade } from '#academy/gradebook/adjust.ts';
import { assignmentsFor, gradebookOf } from '#academy/gradebook/gradebook.ts';
import { gradebookFile, importGrades } from '#academy/gradebook/gradebook-file.ts';
import { recordAttempt } from '#academy/progress/attempts.ts';
import { rigOf } from '#academy/rigs/rigs.ts';
import type { Services } from '#academy/services.ts';
import { currentFiles, history, saveTyped } from '#academy/work/files.ts';
import { academyFor, dataFolder, motorLab, RecordingHost, verdict } from '../academy-fixture.ts';
import { at, type ClassAtWork, classAtWork, moment } from '../assignments/class-fixture.ts';
import { anotherAcademy, person } from '../people-fixture.ts';

const lab = motorLab();
lab.definition.steps.splice(3);
const steps = lab.definition.steps.map(({ id }) => id);
let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let room: ClassAtWork;
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost(), lab);
  room = await classAtWork(academy, lab);
});
afterEach(async () => {
  await academy.database.destroy();
  folder.remove();
});
const refused = (code: string) => expect.objectContaining({ code });
const more = { releaseAt: null, dueAt: null, minutes: null, excused: false, reason: 'was ill' };

describe('a cell of the gradebook', () => {
  test('goes from not released over open and late to missing', async () => {
    const id = await room.give();
    const state = async (now: string) => (await room.cell(room.ben, id, moment(now))).state;
    expect([await state('01T07:59'), await state('02T08:00'), await state('11T08:00'), await state('14T08:00')]).toEqual([
      'not-released',
      'open',
      'late',
      'missing',
    ]);
    expect(await room.cell(room.ben, id, moment('14T08:00'))).toMatchObject({ score: 0, done: 0, of: 3 });
  });

  test('counts each step as of when it was passed', async () => {
    const id = await room.give();
    await room.pass(room.ben, [steps[0]!], moment('10T18:00'));
    await room.pass(room.ben, [steps[1]!], moment('11T17:00'));
    await room.pass(room.ben, [steps[2]!], moment('14T00:00'));
    // 10 points in time, 8 a day late, none after the end.
    expect(await room.cell(room.ben, id, moment('15T00:00'))).toMatchObject({ score: 1_800, state: 'late', done: 3 });
    expect(await room.cell(room.lei, id, moment('15T00:00'))).toMatchObject({ score: 0, state: 'missing' });
  });

  test('of a lesson needs its question as well as its steps', async () => {
    const id = await room.give({ targetKind: 'lesson', target: 'c/l' });
    await room.pass(room.ben, steps, moment('05T00:00'));
    expect(await room.cell(room.ben, id, moment('06T00:00'))).toMatchObject({ state: 'open', done: 3, of: 4, score: 2_250 });
    await academy.database
      .insertInto('answer')
      .values({
        id: 'a',
        academy_id: room.ben.academyId,
        member_id: room.ben.id,
        course: 'c',
        lesson: 'l',
        question: 'q1',
        answer: '"b"',
        outcome: 'correct',
        answered_at: at('05T01:00'),
        seed: 0,
      })
      .execute();
    expect(await room.cell(room.ben, id, moment('06T00:00'))).toMatchObject({ state: 'submitted', score: 3_000 });
  });

  test('of a withdrawn assignment is not there; given again it is, with all that was done', async () => {
    const id = await room.give();
    await room.pass(room.ben, steps, moment('05T00:00'));
    await withdrawAssignment(academy.database, room.ines, id, 1, true);
    expect((await gradebookOf(academy.database, room.ines.academyId, room.cohort, room.syllabus)).assignments).toEqual([]);
    await withdrawAssignment(academy.database, room.ines, id, 2, false);
    expect((await room.cell(room.ben, id, moment('06T00:00'))).score).toBe(3_000);
  });
});

describe('an override', () => {
  test('extends for one person, with the time for late work along', async () => {
    const id = await room.give();
    await setOverride(academy.database, room.ines, { assignment: id, member: room.ben.id }, 0, {
      ...more,
      dueAt: at('20T18:00'),
    });
    await room.pass(room.ben, steps, moment('21T17:00'));
    expect(await room.cell(room.ben, id, moment('22T00:00'))).toMatchObject({ score: 2_400, closesAt: at('23T18:00') });
    expect((await room.cell(room.lei, id, moment('22T00:00'))).state).toBe('missing');
  });

  test('excuses: it counts for nothing, neither for nor against', async () => {
    const id = await room.give();
    await setOverride(academy.database, room.ines, { assignment: id, member: room.ben.id }, 0, { ...more, excused: true });
    expect(await room.cell(room.ben, id, moment('22T00:00'))).toMatchObject({ state: 'excused', score: null });
  });

  test('that two instructors change at once tells the second what the first has set, and by whom', async () => {
    const id = await room.give();
    const of = { assignment: id, member: room.ben.id };
    const owner = await person(academy, 'Olga Owner', ['owner', 'instructor']);
    const set = (by: Teacher, reason: string) =>
      setOverride(academy.database, by, of, 0, { ...more, dueAt: at('20T18:00'), reason });
    const [one, other] = await Promise.allSettled([set(room.ines, 'ill'), set(owner, 'machine broke')]);
    const lost = [one, other].find((outcome) => outcome?.status === 'rejected');
    expect([one?.status, other?.status].sort()).toEqual(['fulfilled', 'rejected']);
    // Which of the two comes first is the database's to say.
    const first =
      one?.status === 'fulfilled'
        ? { name: 'Ines Instructor', id: room.ines.id, reason: 'ill' }
        : { name: 'Olga Owner', id: owner.id, reason: 'machine broke' };
    expect(lost?.status === 'rejected' ? lost.reason : null).toMatchObject({
      code: 'override-changed',
      values: { by: first.name, now: expect.stringContaining(first.reason) },
    });
    const log = await auditEntries(academy.database, owner.academyId, { limit: 9, action: 'override-assignment' });
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({ actor: first.id, before: null, after: { member: room.ben.id, reason: first.reason } });
  });

  test('needs a reason, and somebody of the cohort', async () => {
    const id = await room.give();
    const of = { assignment: id, member: room.ben.id };
    await expect(setOverride(academy.database, room.ines, of, 0, { ...more, reason: ' ' })).rejects.toEqual(
      refused('bad-override'),
    );
    const stranger = await person(academy, 'Sam Stranger');
    await expect(setOverride(academy.database, room.ines, { ...of, member: stranger.id }, 0, more)).rejects.toEqual(
      refused('unknown-member'),
    );
  });
});

describe('a reset', () => {
  test('opens the work again for one person and keeps attempts and everything typed', async () => {
    const id = await room.give();
    const owner = { academyId: room.ben.academyId, memberId: room.ben.id, labId: lab.definition.id };
    const file = { controller: 'plc', name: 'main.st' };
    await saveTyped(academy.database, owner, { ...file, text: 'Motor := Start;', base: 0 });
    const handedIn = { programs: { plc: [{ name: 'main.st', text: 'Motor := Start;' }] }, seed: 7 };
    const verdicts = steps.map((step) => verdict(step, 'runs', 'passed'));
    await recordAttempt(academy.database, owner, lab, handedIn, { outcome: 'graded', passed: true, verdicts });
    await room.pass(room.lei, steps, moment('05T00:00'));
    const labs = new Map([[lab.slug, lab]]);
    const of = { assignment: id, member: room.ben.id };
    const rig = await rigOf(academy.database, owner);
    const all = { syllabus: room.syllabus, labs };
    const { retired } = await resetItem(academy.database, room.ines, of, all, 'copied from a neighbour');
    // What the old rig remembers is not theirs any more; the parameters of the lab stay the ones they had.
    expect(retired).toEqual([rig.id]);
    const fresh = await rigOf(academy.database, owner);
    expect([fresh.id === rig.id, fresh.seed]).toEqual([false, rig.seed]);
    const now = new Date(Date.now() + 1_000);
    expect(await room.cell(room.ben, id, now)).toMatchObject({ done: 0 });
    expect(await room.cell(room.lei, id, now)).toMatchObject({ done: 3 });
    expect((await currentFiles(academy.database, owner))[0]?.text).toBe(lab.start.plc?.[0]?.text);
    expect((await history(academy.database, owner, file)).map(({ text }) => text)).toContain('Motor := Start;');
    const attempts = await academy.database.selectFrom('attempt').select('id').where('member_id', '=', room.ben.id).execute();
    expect(attempts).toHaveLength(1);
    await expect(resetItem(academy.database, room.ines, of, { syllabus: room.syllabus, labs }, '')).rejects.toEqual(
      refused('bad-override'),
    );
  });
});

test('after a reset a question counts by the right answer that came later, and by none that came before', async () => {
  const id = await room.give({ targetKind: 'course', target: 'c' });
  const answer = (name: string, when: string) =>
    academy.database
      .insertInto('answer')
      .values({
        id: name,
        academy_id: room.ben.academyId,
        member_id: room.ben.id,
        course: 'c',
        lesson: 'l',
        question: 'q1',
        answer: '"b"',
        outcome: 'correct',
        answered_at: at(when),
        seed: 0,
      })
      .execute();
  await answer('before', '02T00:00');
  const of = { assignment: id, member: room.ben.id };
  const labs = new Map([[lab.slug, lab]]);
  await resetItem(academy.database, room.ines, of, { syllabus: room.syllabus, labs }, 'again', moment('03T00:00'));
  expect((await room.cell(room.ben, id, moment('09T00:00'))).done).toBe(0);
  await answer('after', '04T00:00');
  expect((await room.cell(room.ben, id, moment('09T00:00'))).done).toBe(1);
});

describe('an instructor’s own grade', () => {
  test('stands over the reckoned one, with its reason, and goes away again', async () => {
    const id = await room.give();
    const of = { assignment: id, member: room.ben.id };
    await adjustGrade(academy.database, room.ines, { ...of, score: 2_550, reason: 'shown at the machine' }, 0);
    expect(await room.cell(room.ben, id, moment('20T00:00'))).toMatchObject({ score: 2_550, reckoned: 0 });
    await expect(adjustGrade(academy.database, room.ines, { ...of, score: 0, reason: 'x' }, 0)).rejects.toEqual(
      refused('changed-meanwhile'),
    );
    await expect(adjustGrade(academy.database, room.ines, { ...of, score: 3_001, reason: 'x' }, 1)).rejects.toEqual(
      refused('bad-grade'),
    );
    await adjustGrade(academy.database, room.ines, { ...of, score: null, reason: 'by mistake' }, 1);
    expect((await room.cell(room.ben, id, moment('20T00:00'))).score).toBe(0);
    const log = await auditEntries(academy.database, room.ines.academyId, { limit: 9, action: 'adjust-grade' });
    expect(log.map(({ after }) => after)).toContainEqual({ member: room.ben.id, score: null, reason: 'by mistake' });
  });

  test('comes in by file: what differs is set, with one wrong line nothing is', async () => {
    await room.give();
    const now = moment('20T00:00');
    const book = await gradebookOf(academy.database, room.ines.academyId, room.cohort, room.syllabus, { now });
    const file = gradebookFile(book, 'zh-CN');
    const rows = readCsv(file).rows.map(({ cells }) => cells);
    expect(rows.map((cells) => cells[0])).toEqual(['姓名', 'Ben Trainee', 'Lei Trainee']);
    const take = (grades: string[]) => {
      const text = [rows[0], ...grades.map((grade, index) => [rows[index + 1]?.[0], rows[index + 1]?.[1], grade])];
      return importGrades(
        academy.database,
        room.ines,
        room.cohort,
        book,
        text.map((cells) => cells?.join(',')).join('\n'),
        'practical test',
        now,
      );
    };
    expect(await take(['12.5', '31'])).toMatchObject({ kind: 'refused', lines: [{ line: 2 }, { line: 3, why: 'not-points' }] });
    expect((await gradebookOf(academy.database, room.ines.academyId, room.cohort, room.syllabus, { now })).rows[0]?.total).toBe(
      0,
    );
    expect(await take(['12.5', ''])).toMatchObject({ kind: 'done', lines: [{ changed: 1 }, { changed: 0 }] });
    expect((await gradebookOf(academy.database, room.ines.academyId, room.cohort, room.syllabus, { now })).rows[0]?.total).toBe(
      1_250,
    );
  });
});

test('what another academy, or another instructor, asks of an assignment is answered as if there were none', async () => {
  const id = await room.give();
  const of = { assignment: id, member: room.ben.id };
  const foreign = await person(academy, 'Fay Foreign', ['owner', 'instructor'], await anotherAcademy(academy));
  const colleague = await person(academy, 'Otto Instructor', ['instructor']);
  const labs = new Map([[lab.slug, lab]]);
  for (const by of [foreign, colleague]) {
    const unknown = refused('unknown-assignment');
    await expect(setOverride(academy.database, by, of, 0, more)).rejects.toEqual(unknown);
    await expect(adjustGrade(academy.database, by, { ...of, score: 1, reason: 'x' }, 0)).rejects.toEqual(unknown);
    await expect(withdrawAssignment(academy.database, by, id, 1, true)).rejects.toEqual(unknown);
    await expect(resetItem(academy.database, by, of, { syllabus: room.syllabus, labs }, 'x')).rejects.toEqual(unknown);
    const form = { title: 'T', targetKind: 'lab', target: lab.definition.id, mode: 'practice', points: 1 };
    const rest = { releaseAt: null, dueAt: null, late: { kind: 'none' }, exam: null };
    await expect(changeAssignment(academy.database, by, id, 1, room.syllabus, { ...form, ...rest })).rejects.toEqual(unknown);
  }
});

test.each([
  [{ dueAt: at('01T08:00') }, 'dueAt'],
  [{ late: { kind: 'until' as const, until: at('10T18:00'), percentPerDay: 5 } }, 'late'],
  [{ mode: 'exam' as const }, 'exam'],
  [{ exam: { minutes: 30, resultsAt: null } }, 'exam'],
  [{ points: 0 }, 'points'],
])('an assignment that cannot be is refused with the field: %j', async (form, field) => {
  await expect(room.give(form)).rejects.toMatchObject({
    code: 'bad-assignment',
    values: { fields: expect.stringContaining(field) },
  });
});

test('a trainee sees what is asked of them, in time order, and of no cohort that is archived', async () => {
  await room.give({ title: 'Later', dueAt: at('12T18:00') });
  await room.give({ title: 'Sooner' });
  const mine = () =>
    assignmentsFor(
      academy.database,
      { academyId: room.ben.academyId, memberId: room.ben.id },
      () => room.syllabus,
      moment('02T00:00'),
    );
  expect((await mine()).map(({ assignment, cohort, cell }) => [assignment.title, cohort, cell.state])).toEqual([
    ['Sooner', 'Fitters', 'open'],
    ['Later', 'Fitters', 'open'],
  ]);
  await academy.database
    .updateTable('cohort')
    .set({ archived_at: at('01T00:00') })
    .execute();
  expect(await mine()).toEqual([]);
});
