import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adoptGuest } from '#academy/members/adopt-guest.ts';
import { answersIn, recordAnswer } from '#academy/progress/answers.ts';
import { attemptsOf, lastCheckpoint, recordAttempt } from '#academy/progress/attempts.ts';
import { lessonState } from '#academy/progress/progress.ts';
import { recordReading } from '#academy/progress/readings.ts';
import { revealHint, stepStates } from '#academy/progress/steps.ts';
import { rigOf } from '#academy/rigs/rigs.ts';
import type { Services } from '#academy/services.ts';
import { currentFiles, history, saveTyped } from '#academy/work/files.ts';
import type { WorkOwner } from '#academy/work/owner.ts';
import { resetWork } from '#academy/work/reset.ts';
import type { Verdict } from '#sandbox/grading/types.ts';
import { academyFor, addMember, dataFolder, motorLab, RecordingHost, verdict } from './academy-fixture.ts';

const lab = motorLab();
const steps = lab.definition.steps.map((step) => step.id);
const [first, second, third] = steps as [string, string, string];
let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let owner: WorkOwner;
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost(), lab);
  owner = {
    academyId: academy.academy.id,
    memberId: await addMember(academy.database, academy.academy.id),
    labId: lab.definition.id,
  };
});
afterEach(async () => {
  await academy.database.destroy();
  await folder.remove();
});

const programs = (text: string) => ({ plc: [{ name: 'main.st', text }] });
const check = (verdicts: Verdict[], text = 'x', by = owner) =>
  recordAttempt(
    academy.database,
    by,
    lab,
    { programs: programs(text), seed: 7 },
    {
      outcome: 'graded',
      passed: verdicts.every((candidate) => candidate.outcome === 'passed'),
      verdicts,
    },
  );
const states = (by = owner) => stepStates(academy.database, by, [first, second, third]);

describe('an attempt', () => {
  test('keeps program, verdicts, trace hash, seed and lab version, but not the trace', async () => {
    await check([verdict(first, 'starts', 'failed')], 'Motor := Start;');
    const [attempt] = await attemptsOf(academy.database, owner);
    expect(attempt).toMatchObject({
      outcome: 'failed',
      labVersion: lab.definition.version,
      labHash: lab.hash,
      seed: 7,
      programs: programs('Motor := Start;'),
      verdicts: [{ check: 'starts', outcome: 'failed', traceHash: 'hash-of-starts' }],
    });
    expect(attempt?.verdicts[0]).not.toHaveProperty('trace');
  });

  test('is charged to the first open step only', async () => {
    await check([verdict(first, 'starts', 'failed'), verdict(second, 'stops', 'failed')]);
    expect(await states()).toMatchObject({ [first]: { attempts: 1 }, [second]: { attempts: 0 }, [third]: { attempts: 0 } });
  });

  test('that passes several steps counts for each of them', async () => {
    await check([verdict(first, 'starts', 'passed'), verdict(second, 'stops', 'passed'), verdict(third, 'trips', 'failed')]);
    const after = await states();
    expect([after[first]?.attempts, after[second]?.attempts, after[third]?.attempts]).toEqual([1, 1, 0]);
    expect([after[first]?.passedAt !== null, after[second]?.passedAt !== null, after[third]?.passedAt]).toEqual([
      true,
      true,
      null,
    ]);
  });

  test.each(['failed', 'ran-too-short'] as const)('with one check that %s does not pass its step', async (outcome) => {
    await check([verdict(first, 'starts', 'passed'), verdict(first, 'keeps-running', outcome)]);
    expect((await states())[first]?.passedAt).toBeNull();
  });
});

test('a passed step stays passed when a later check fails it', async () => {
  await check([verdict(first, 'starts', 'passed')]);
  const passed = (await states())[first];
  await check([verdict(first, 'starts', 'failed')]);
  expect((await states())[first]).toEqual(passed);
});

test('hints come one by one, stop at the last, and cost no attempt', async () => {
  expect(await revealHint(academy.database, owner, first, 2)).toBe(1);
  expect(await revealHint(academy.database, owner, first, 2)).toBe(2);
  expect(await revealHint(academy.database, owner, first, 2)).toBe(2);
  expect((await states())[first]).toEqual({ passedAt: null, attempts: 0, hintsShown: 2 });
});

describe('a reset', () => {
  const current = async () => (await currentFiles(academy.database, owner))[0]?.text;
  const save = (text: string, base: number) =>
    saveTyped(academy.database, owner, { controller: 'plc', name: 'main.st', text, base });

  test('of the step goes back to the program that passed the last one', async () => {
    await save('passes', 0);
    await check([verdict(first, 'starts', 'passed')], 'passes');
    await save('a mess', 1);
    await resetWork(academy.database, owner, lab, 'step');
    expect(await current()).toBe('passes');
    expect(await lastCheckpoint(academy.database, owner)).toEqual(programs('passes'));
  });

  test('of the step before anything passed goes to the start', async () => {
    await save('a mess', 0);
    await resetWork(academy.database, owner, lab, 'step');
    expect(await current()).toBe(lab.start.plc?.[0]?.text);
  });

  test('of the lab goes to the start, keeps what was typed and what was passed', async () => {
    await save('passes', 0);
    await check([verdict(first, 'starts', 'passed')], 'passes');
    await resetWork(academy.database, owner, lab, 'lab');
    expect(await current()).toBe(lab.start.plc?.[0]?.text);
    const kept = await history(academy.database, owner, { controller: 'plc', name: 'main.st' });
    expect(kept.map((row) => row.origin)).toEqual(['typed', 'reset']);
    expect((await states())[first]?.passedAt).not.toBeNull();
  });
});

describe('progress over all labs', () => {
  const who = () => ({ id: owner.memberId, academyId: owner.academyId });

  test('of somebody new has nothing begun', async () => {
    const progress = await academy.progressOf(null);
    expect(progress.labs[lab.slug]).toMatchObject({
      passed: 0,
      total: steps.length,
      nextStep: first,
      begun: false,
      finished: false,
    });
    expect(lessonState(progress, { course: 'c', slug: 'l', lab: lab.slug })).toBe('new');
  });

  test('says which step is next and which lab to go on with', async () => {
    await check([verdict(first, 'starts', 'passed')]);
    const progress = await academy.progressOf(who());
    expect(progress.labs[lab.slug]).toMatchObject({
      passed: 1,
      total: steps.length,
      nextStep: second,
      nextStepNumber: 2,
      begun: true,
    });
    expect(progress.continueLab).toBe(lab.slug);
    expect(lessonState(progress, { course: 'c', slug: 'l', lab: lab.slug })).toBe('begun');
  });

  test('of a finished lab has no next step and nothing to go on with', async () => {
    await check(steps.map((step) => verdict(step, 'any', 'passed')));
    const progress = await academy.progressOf(who());
    expect(progress.labs[lab.slug]).toMatchObject({ passed: steps.length, nextStep: null, nextStepNumber: null, finished: true });
    expect(progress.continueLab).toBeNull();
  });

  test('a question once answered correctly stays so', async () => {
    const member = { academyId: owner.academyId, memberId: owner.memberId };
    const question = { course: 'c', lesson: 'l', question: 'q', seed: 0, reading: null, tookMs: null };
    await recordAnswer(academy.database, member, { ...question, answer: 'a', correct: false });
    const lesson = { course: 'c', slug: 'l', questions: ['q'] };
    expect(lessonState(await academy.progressOf(who()), lesson)).toBe('begun');
    await recordAnswer(academy.database, member, { ...question, answer: 'b', correct: true });
    await recordAnswer(academy.database, member, { ...question, answer: 'a', correct: false });
    expect(lessonState(await academy.progressOf(who()), lesson)).toBe('finished');
  });

  test('shows a question with its latest right answer, else with its latest', async () => {
    const member = { academyId: owner.academyId, memberId: owner.memberId };
    const lesson = { course: 'c', lesson: 'l' };
    const give = (question: string, answer: unknown, correct: boolean) =>
      recordAnswer(academy.database, member, { ...lesson, question, answer, correct, seed: 5, reading: null, tookMs: null });
    await give('q', 'a', false);
    await give('r', ['x', 'y'], false);
    await give('q', 'b', true);
    await give('q', 'c', false);
    await give('r', ['y'], false);
    expect(await answersIn(academy.database, member, lesson)).toEqual({
      q: { answer: 'b', correct: true, seed: 5, reading: null },
      r: { answer: ['y'], correct: false, seed: 5, reading: null },
    });
    expect(await answersIn(academy.database, member, { ...lesson, lesson: 'other' })).toEqual({});
  });

  test("is not another member's", async () => {
    await check([verdict(first, 'starts', 'passed')]);
    const other = await addMember(academy.database, owner.academyId);
    expect((await academy.progressOf({ id: other, academyId: owner.academyId })).labs[lab.slug]).toMatchObject({
      passed: 0,
      begun: false,
    });
    expect(await attemptsOf(academy.database, { ...owner, memberId: other })).toEqual([]);
    expect(await lastCheckpoint(academy.database, { ...owner, memberId: other })).toBeNull();
  });
});

describe('a guest who makes an account', () => {
  const file = { controller: 'plc', name: 'main.st' };

  test('without work of its own takes everything along, however often the hook runs', async () => {
    const guest = { ...owner, memberId: await addMember(academy.database, owner.academyId, 'guest') };
    await saveTyped(academy.database, guest, { ...file, text: 'typed as a guest', base: 0 });
    const rig = await rigOf(academy.database, guest);
    await adoptGuest(academy.database, 'guest', 'account');
    await adoptGuest(academy.database, 'guest', 'account');
    const { user_id } = await academy.database
      .selectFrom('member')
      .select('user_id')
      .where('id', '=', guest.memberId)
      .executeTakeFirstOrThrow();
    expect(user_id).toBe('account');
    expect((await currentFiles(academy.database, guest))[0]?.text).toBe('typed as a guest');
    expect(await rigOf(academy.database, guest)).toEqual(rig);
  });

  test('with work of its own keeps its files and gets the history, the attempts and what was passed', async () => {
    const guest = { ...owner, memberId: await addMember(academy.database, owner.academyId, 'guest') };
    const account = { ...owner, memberId: await addMember(academy.database, owner.academyId, 'account') };
    await saveTyped(academy.database, account, { ...file, text: 'mine', base: 0 });
    await saveTyped(academy.database, guest, { ...file, text: 'as a guest', base: 0 });
    await check([verdict(first, 'starts', 'failed')], 'mine', account);
    await check([verdict(first, 'starts', 'passed')], 'as a guest', guest);
    await revealHint(academy.database, guest, second, 2);
    for (const reader of [guest, account]) await recordReading(academy.database, reader, { course: 'c', lesson: 'both' });
    await recordReading(academy.database, guest, { course: 'c', lesson: 'guest' });
    await adoptGuest(academy.database, 'guest', 'account');
    await adoptGuest(academy.database, 'guest', 'account');
    expect((await currentFiles(academy.database, account))[0]?.text).toBe('mine');
    expect((await history(academy.database, account, file)).map((row) => row.text)).toEqual(['mine', 'as a guest']);
    expect(await attemptsOf(academy.database, account)).toHaveLength(2);
    const after = await states(account);
    expect(after[first]).toMatchObject({ attempts: 2, passedAt: expect.any(String) });
    expect(after[second]).toMatchObject({ hintsShown: 1 });
    expect(await currentFiles(academy.database, guest)).toEqual([]);
    const { readings } = await academy.progressOf({ id: account.memberId, academyId: account.academyId });
    expect([...readings].sort()).toEqual(['c/both', 'c/guest']);
  });
});
