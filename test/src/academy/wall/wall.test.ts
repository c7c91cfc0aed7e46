import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addToCohort } from '#academy/cohorts/people.ts';
import { recordAttempt } from '#academy/progress/attempts.ts';
import { rigOf } from '#academy/rigs/rigs.ts';
import type { Services } from '#academy/services.ts';
import { wallOf } from '#academy/wall/wall.ts';
import { saveTyped } from '#academy/work/files.ts';
import { academyFor, dataFolder, motorLab, RecordingHost, verdict } from '../academy-fixture.ts';
import { type ClassAtWork, classAtWork } from '../assignments/class-fixture.ts';
import { anotherAcademy, person } from '../people-fixture.ts';

const lab = motorLab();
lab.definition.steps.splice(3);
const steps = lab.definition.steps.map(({ id }) => id);
const labs = new Map([[lab.slug, lab]]);
const minute = 60_000;
let folder: ReturnType<typeof dataFolder>;
let host: RecordingHost;
let academy: Services;
let room: ClassAtWork;
beforeEach(async () => {
  folder = dataFolder();
  host = new RecordingHost();
  academy = await academyFor(folder.dir, host, lab);
  room = await classAtWork(academy, lab);
});
afterEach(async () => {
  await academy.database.destroy();
  await folder.remove();
});

const ownerOf = (who: { academyId: string; id: string }) => ({
  academyId: who.academyId,
  memberId: who.id,
  labId: lab.definition.id,
});
const wall = (now = new Date()) => wallOf(academy, room.ines.academyId, room.cohort, labs, now);
const cardOf = async (who: { id: string }, now = new Date()) => {
  const card = (await wall(now)).cards.find(({ member }) => member.id === who.id);
  if (!card) throw new Error('no card');
  return card;
};

describe('a card of the wall', () => {
  test('of somebody who has begun nothing says so', async () => {
    expect(await cardOf(room.ben)).toMatchObject({ state: 'none', lab: null, stuckMinutes: null, seenAt: null, askedAt: null });
    expect(host.asked).toEqual([]);
  });

  test('says the lab, the step by its number, the rig’s state and the check that failed last', async () => {
    const owner = ownerOf(room.ben);
    const { id: rig } = await rigOf(academy.database, owner);
    await room.pass(room.ben, [steps[0]!], new Date(Date.now() - 1_000));
    const { step, check } = { step: steps[1]!, check: lab.definition.steps[1]!.checks[0]!.id };
    const handedIn = { programs: { plc: [{ name: 'main.st', text: 'Motor := Start;' }] }, seed: 7 };
    const failed = { outcome: 'graded', passed: false, verdicts: [verdict(step, check, 'failed')] } as const;
    await recordAttempt(academy.database, owner, lab, handedIn, { ...failed, verdicts: [...failed.verdicts] });
    host.standing = { [rig]: { phase: 'paused', faulted: [], open: true } };
    expect(await cardOf(room.ben)).toMatchObject({
      state: 'paused',
      present: true,
      lab: { slug: lab.slug },
      steps: { passed: 1, of: 3, at: 2 },
      failedCheck: { en: lab.text.en.checks[check]?.title, 'zh-CN': lab.text['zh-CN'].checks[check]?.title },
      stuckMinutes: 0,
    });
    host.standing = { [rig]: { phase: 'running', faulted: ['plc'], open: true } };
    expect(await cardOf(room.ben)).toMatchObject({ state: 'fault', faulted: ['plc'] });
  });

  test('of somebody who has passed everything is stuck at nothing', async () => {
    await rigOf(academy.database, ownerOf(room.ben));
    await room.pass(room.ben, steps, new Date());
    expect(await cardOf(room.ben)).toMatchObject({ state: 'asleep', steps: { passed: 3, of: 3, at: null }, stuckMinutes: null });
  });

  test('counts the time at work since the lab was begun', async () => {
    const { id: rig } = await rigOf(academy.database, ownerOf(room.ben));
    host.standing = { [rig]: { phase: 'running', faulted: [], open: true } };
    expect((await cardOf(room.ben, new Date(Date.now() + 8 * minute))).stuckMinutes).toBe(8);
    // Nothing saved or checked for longer than a pause.
    expect((await cardOf(room.ben, new Date(Date.now() + 60 * minute))).stuckMinutes).toBe(0);
    const base = { controller: 'plc', name: 'main.st', base: 0, text: 'Motor := Start;', origin: 'typed' } as const;
    await saveTyped(academy.database, ownerOf(room.ben), base);
    expect((await cardOf(room.ben, new Date(Date.now() + 9 * minute))).stuckMinutes).toBeGreaterThanOrEqual(8);
  });
});

test('who asked for help stands first, then whose controller is in fault, then who is present', async () => {
  const zoe = await person(academy, 'Anna Asleep');
  await addToCohort(academy.database, room.ines, room.cohort, zoe.id, 'trainee');
  const benRig = await rigOf(academy.database, ownerOf(room.ben));
  await rigOf(academy.database, ownerOf(room.lei));
  host.standing = { [benRig.id]: { phase: 'running', faulted: ['plc'], open: true } };
  const names = async () => (await wall()).cards.map(({ member }) => member.name);
  expect(await names()).toEqual(['Ben Trainee', 'Anna Asleep', 'Lei Trainee']);
  await academy.database
    .insertInto('assistance')
    .values({
      ...{ id: 'a', academy_id: room.lei.academyId, member_id: room.lei.id, lab_id: lab.definition.id },
      ...{ instructor_id: null, asked_at: '2026-11-05T10:00:00.000Z', offered_at: null },
      ...{ keyboard: 'none', keyboard_until: null, ended_at: null },
    })
    .execute();
  expect(await names()).toEqual(['Lei Trainee', 'Ben Trainee', 'Anna Asleep']);
});

test('with the lab hosts down it shows what the database knows, and says so', async () => {
  await rigOf(academy.database, ownerOf(room.ben));
  host.standing = 'down';
  const shown = await wall();
  expect(shown.hostDown).toBe(true);
  expect(shown.cards.find(({ member }) => member.id === room.ben.id)).toMatchObject({
    state: 'unknown',
    lab: { slug: lab.slug },
    steps: { passed: 0, at: 1 },
  });
});

test('all rigs of a cohort are one question to the lab hosts', async () => {
  for (const who of [room.ben, room.lei]) await rigOf(academy.database, ownerOf(who));
  await wall();
  expect(host.asked.map((rigs) => rigs.length)).toEqual([2]);
});

test('another academy’s wall shows nobody of this one', async () => {
  await rigOf(academy.database, ownerOf(room.ben));
  expect((await wallOf(academy, await anotherAcademy(academy), room.cohort, labs)).cards).toEqual([]);
});
