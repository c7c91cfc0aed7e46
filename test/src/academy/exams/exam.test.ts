import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setOverride } from '#academy/assignments/overrides.ts';
import { resetItem } from '#academy/assignments/reset-item.ts';
import { beginExam } from '#academy/exams/begin.ts';
import { type Grader, settleSittings, submitExam } from '#academy/exams/settle.ts';
import { isOver, sittingAtLab } from '#academy/exams/sitting.ts';
import { assignmentsFor } from '#academy/gradebook/gradebook.ts';
import { attemptsOf } from '#academy/progress/attempts.ts';
import { stepStates } from '#academy/progress/steps.ts';
import { rigOf } from '#academy/rigs/rigs.ts';
import type { Services } from '#academy/services.ts';
import { currentFiles, history, saveTyped } from '#academy/work/files.ts';
import type { GradeResult } from '#sandbox/grading/types.ts';
import { academyFor, dataFolder, motorLab, RecordingHost, verdict } from '../academy-fixture.ts';
import { at, type ClassAtWork, classAtWork, moment } from '../assignments/class-fixture.ts';

const lab = motorLab();
lab.definition.steps.splice(2);
const labs = new Map([[lab.slug, lab]]);
const steps = lab.definition.steps.map(({ id }) => id);
const file = { controller: 'plc', name: 'main.st' };
let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let room: ClassAtWork;
let exam: string;
let graded: { programs: Record<string, { name: string; text: string }[]>; seed: number }[];
let grader: Grader;
let answer: GradeResult;
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost(), lab);
  room = await classAtWork(academy, lab);
  exam = await room.give({
    mode: 'exam',
    late: { kind: 'none' },
    exam: { minutes: 45, resultsAt: at('12T08:00') },
    dueAt: at('10T10:00'),
  });
  graded = [];
  answer = {
    outcome: 'graded',
    passed: false,
    verdicts: steps.map((step, index) => verdict(step, 'runs', index === 0 ? 'passed' : 'failed')),
  };
  grader = {
    database: academy.database,
    grade: async (_, programs, seed) => {
      graded.push({ programs, seed });
      return answer;
    },
  };
});
afterEach(async () => {
  await academy.database.destroy();
  folder.remove();
});
const refused = (code: string) => expect.objectContaining({ code });
const ben = () => ({ academyId: room.ben.academyId, memberId: room.ben.id });
const work = () => ({ ...ben(), labId: lab.definition.id });
async function begin(when: string) {
  const sitting = await beginExam(academy.database, ben(), exam, labs, moment(when));
  // What the beginning wrote is as old as the beginning, not as this test.
  await academy.database
    .updateTable('file_revision')
    .set({ saved_at: at(when) })
    .where('origin', '=', 'reset')
    .execute();
  return sitting;
}
const settle = (when: string) =>
  settleSittings(grader, room.ines.academyId, [{ id: exam, target: lab.definition.id }], labs, moment(when));
/** As if it had been typed at that time. */
async function typed(text: string, when: string): Promise<void> {
  const current = (await currentFiles(academy.database, work()))[0]?.revision ?? 0;
  const { revision } = await saveTyped(academy.database, work(), { ...file, text, base: current });
  await academy.database
    .updateTable('file_revision')
    .set({ saved_at: at(when) })
    .where('number', '=', revision)
    .execute();
}

describe('an exam', () => {
  test('begins between release and due time, once, however many tabs begin it', async () => {
    await expect(begin('01T07:59')).rejects.toEqual(refused('not-released'));
    const both = await Promise.all([begin('10T09:00'), begin('10T09:00')]);
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
    expect(both[0]).toMatchObject({ startedAt: at('10T09:00'), endsAt: at('10T09:45') });
    await expect(
      beginExam(academy.database, { ...ben(), memberId: room.lei.id }, exam, labs, moment('10T10:01')),
    ).rejects.toEqual(refused('exam-closed'));
  });

  test('is nobody’s who is not a trainee of the cohort', async () => {
    await expect(
      beginExam(academy.database, { ...ben(), memberId: room.ines.id }, exam, labs, moment('10T09:00')),
    ).rejects.toEqual(refused('unknown-assignment'));
    await expect(
      begin('10T09:00').then(() => beginExam(academy.database, { ...ben(), academyId: 'x' }, exam, labs)),
    ).rejects.toEqual(refused('unknown-assignment'));
  });

  test('starts from the lab’s start with a variant and a rig of its own, and practice goes on with its own after', async () => {
    await typed('practised;', '09T09:00');
    const practice = await rigOf(academy.database, work(), moment('09T09:00'));
    const sitting = await begin('10T09:00');
    const rig = await rigOf(academy.database, work(), moment('10T09:01'));
    expect(rig).toMatchObject({ id: sitting.id, seed: sitting.seed });
    expect(rig.id).not.toBe(practice.id);
    expect((await currentFiles(academy.database, work()))[0]?.text).toBe(lab.start.plc?.[0]?.text);
    expect(await rigOf(academy.database, work(), moment('10T09:45'))).toEqual(practice);
  });

  test('ends by the clock: the work of that moment is graded, once, and what is typed later only kept', async () => {
    const sitting = await begin('10T09:00');
    await typed('in time;', '10T09:44');
    await typed('too late;', '10T09:46');
    expect(await settle('10T09:44')).toBe(0);
    expect(await Promise.all([settle('10T09:50'), settle('10T09:50')])).toContain(1);
    expect(await settle('10T09:51')).toBe(0);
    expect(graded[0]).toMatchObject({ seed: sitting.seed, programs: { plc: [{ text: 'in time;' }] } });
    const attempts = await attemptsOf(academy.database, work());
    expect(attempts.map(({ sitting: of, checkedAt }) => [of, checkedAt])).toEqual([[sitting.id, at('10T09:45')]]);
    expect((await history(academy.database, work(), file)).map(({ text }) => text)).toContain('too late;');
    // What passed is told by the results, not by the steps of the lab.
    expect(Object.values(await stepStates(academy.database, work(), steps)).every(({ passedAt }) => passedAt === null)).toBe(
      true,
    );
    expect(await room.cell(room.ben, exam, moment('10T10:00'))).toMatchObject({ state: 'submitted', score: 1_500 });
  });

  test('handed in early is frozen then', async () => {
    await begin('10T09:00');
    await typed('first;', '10T09:10');
    await submitExam(academy.database, ben(), exam, moment('10T09:20'));
    await typed('after;', '10T09:30');
    await settle('10T09:31');
    expect(graded[0]?.programs.plc?.[0]?.text).toBe('first;');
    await expect(begin('10T09:32')).rejects.toEqual(refused('exam-over'));
  });

  test('that could not be graded for our fault is graded at the next look', async () => {
    await begin('10T09:00');
    answer = { outcome: 'our-failure', message: { en: 'x', 'zh-CN': 'x' } };
    expect(await settle('10T10:00')).toBe(0);
    answer = { outcome: 'did-not-run', diagnostics: [], fault: null };
    expect(await settle('10T10:01')).toBe(1);
    expect(await room.cell(room.ben, exam, moment('10T10:02'))).toMatchObject({ state: 'submitted', score: 0 });
  });

  test('is not opened again by a clock that was set back', async () => {
    await begin('10T09:00');
    expect(await sittingAtLab(academy.database, work(), moment('10T09:46'))).toBeNull();
    expect(await sittingAtLab(academy.database, work(), moment('10T09:10'))).toBeNull();
    await expect(begin('10T09:10')).rejects.toEqual(refused('exam-over'));
    expect(await settle('10T09:10')).toBe(1);
  });

  test('may be given more time while it runs, and not after', async () => {
    await begin('10T09:00');
    const of = { assignment: exam, member: room.ben.id };
    const form = { releaseAt: null, dueAt: null, minutes: 60, excused: false, reason: 'fire drill' };
    await setOverride(academy.database, room.ines, of, 0, form, moment('10T09:30'));
    const sitting = await sittingAtLab(academy.database, work(), moment('10T09:50'));
    expect(sitting?.endsAt).toBe(at('10T10:00'));
    await setOverride(academy.database, room.ines, of, 1, { ...form, minutes: 90 }, moment('10T10:05'));
    expect(sitting && isOver(sitting, moment('10T10:05'))).toBe(true);
    expect(await sittingAtLab(academy.database, work(), moment('10T10:06'))).toBeNull();
  });

  test('may be sat again after a reset, in another sitting', async () => {
    const first = await begin('10T09:00');
    const of = { assignment: exam, member: room.ben.id };
    await resetItem(academy.database, room.ines, of, { syllabus: room.syllabus, labs }, 'power cut', moment('10T09:30'));
    const second = await begin('10T09:40');
    expect(second.id).not.toBe(first.id);
    expect(second.endsAt).toBe(at('10T10:25'));
  });

  test('tells its trainee no points before the results are released', async () => {
    await begin('10T09:00');
    await settle('10T09:50');
    const mine = async (now: string) =>
      (await assignmentsFor(academy.database, ben(), () => room.syllabus, moment(now))).map(({ cell }) => [
        cell.score,
        cell.done,
      ]);
    expect([await mine('11T00:00'), await mine('12T08:00')]).toEqual([[[null, 0]], [[1_500, 1]]]);
  });
});
