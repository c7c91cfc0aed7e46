/** Help at a rig, from the pages of the two: who may do what, what the host is told, what the log says. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AssistanceState, assistanceState, faultList, problem } from '#academy/api.ts';
import { giveAssignment } from '#academy/assignments/assignments.ts';
import { auditEntries } from '#academy/audit/audit.ts';
import { beginExam } from '#academy/exams/begin.ts';
import type { Services } from '#academy/services.ts';
import { currentFiles, history } from '#academy/work/files.ts';
import { academyFor, dataFolder, motorLab, RecordingHost } from '../academy-fixture.ts';
import { siteFor, type TestSite } from '../site-fixture.ts';
import { type PeopleAtARig, peopleAtARig, type SignedIn } from './people-at-a-rig.ts';

const lab = motorLab();
lab.definition.faults.push({ ...lab.definition.faults[0]!, id: 'secret', hidden: true });
const controller = Object.keys(lab.start)[0] ?? '';
const name = lab.start[controller]?.[0]?.name ?? '';
let folder: ReturnType<typeof dataFolder>;
let host: RecordingHost;
let academy: Services;
let site: TestSite;
let people: PeopleAtARig;
let now: Date;
beforeEach(async () => {
  folder = dataFolder();
  host = new RecordingHost();
  now = new Date('2026-11-05T09:00:00Z');
  academy = await academyFor(folder.dir, host, lab, { now: () => now });
  site = await siteFor(academy);
  people = await peopleAtARig(academy, site);
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  await folder.remove();
});

const mine = `/api/work/${lab.slug}/assistance`;
const theirs = (part: string, end = '', cohort = people.cohort) =>
  `/api/teach/${cohort}/${people.ben.id}/${part}/${lab.slug}${end}`;
async function ask({ browser }: SignedIn, method: string, path: string, body?: unknown): Promise<AssistanceState | string> {
  const answer = await browser.send(method, path, body);
  const json: unknown = await answer.json();
  return answer.ok ? assistanceState.parse(json) : problem.parse(json).code;
}
const trainee = (body: object) => ask(people.ben, 'POST', mine, body);
const instructor = (body: object, who = people.ines) => ask(who, 'POST', theirs('assistance'), body);
const keyboard = async (minutes = 10) => {
  await instructor({ do: 'ask-keyboard' });
  return trainee({ do: 'grant', minutes });
};
const lastPermit = () => host.permits.at(-1);
const log = async () => {
  const entries = await auditEntries(academy.database, academy.academy.id, { limit: 50 });
  return entries.filter(({ subject }) => subject.kind === 'rig' || subject.kind === 'work');
};
/** The one entry of this deed. */
const logged = async (action: string) => {
  const entries = (await log()).filter((entry) => entry.action === action);
  expect(entries).toHaveLength(1);
  return entries[0];
};
const owner = () => ({ academyId: people.ben.academyId, memberId: people.ben.id, labId: lab.definition.id });

async function beginAnExam(): Promise<void> {
  const title = { en: 'Motor', 'zh-CN': '电动机' };
  const steps = lab.definition.steps.map(({ id }) => id);
  const syllabus = { courses: new Map(), labs: new Map([[lab.definition.id, { slug: lab.slug, title, steps }]]) };
  const form = {
    title: 'Exam',
    targetKind: 'lab',
    target: lab.definition.id,
    mode: 'exam',
    points: 10,
    releaseAt: '2026-11-01T08:00:00.000Z',
    dueAt: '2026-11-10T08:00:00.000Z',
    late: { kind: 'none' },
    exam: { minutes: 45, resultsAt: '2026-11-12T08:00:00.000Z' },
  } as const;
  const { id } = await giveAssignment(academy.database, people.ines, people.cohort, syllabus, form, now);
  await beginExam(
    academy.database,
    { academyId: people.ben.academyId, memberId: people.ben.id },
    id,
    new Map([[lab.slug, lab]]),
    now,
  );
}

test('help is asked for, offered and ended, and both pages say so', async () => {
  expect(await ask(people.ben, 'GET', mine)).toMatchObject({ available: true, asked: false, instructor: null });
  expect(await trainee({ do: 'ask' })).toMatchObject({ asked: true, instructor: null });
  expect(await ask(people.ines, 'GET', theirs('assistance'))).toMatchObject({ asked: true, yours: false });
  expect(await instructor({ do: 'offer' })).toMatchObject({ asked: true, instructor: 'Ines', yours: true });
  expect(await ask(people.ben, 'GET', mine)).toMatchObject({ instructor: 'Ines', yours: false, keyboard: 'none' });
  expect(await trainee({ do: 'end' })).toMatchObject({ asked: false, instructor: null });
  expect(await ask(people.ines, 'GET', theirs('assistance'))).toMatchObject({ asked: false, instructor: null });
  // Whoever is at the rig was told each time that there is news.
  expect(host.told).toHaveLength(3);
  expect(await logged('ask-for-help')).toMatchObject({ actor: people.ben.id });
  expect(await logged('offer-help')).toMatchObject({ actor: people.ines.id });
  expect(await logged('end-help')).toMatchObject({ actor: people.ben.id });
});

describe('the keyboard', () => {
  const handled = [{ do: 'force', what: 'plc.Start', times: 2, last: false }];
  test.each([
    ['take-keyboard-back', () => trainee({ do: 'take-back' })],
    ['give-keyboard-back', () => instructor({ do: 'give-back' })],
    ['end-help', () => instructor({ do: 'end' })],
  ])('what was done with it is in the log with its end (%s)', async (action, end) => {
    await keyboard();
    host.handled = handled;
    await end();
    expect((await logged(action))?.after).toMatchObject({ keyboard: 'ended', handled });
  });

  test('the log says when no host could tell what was done, and the keyboard ends all the same', async () => {
    await keyboard();
    host.handled = 'down';
    expect(await trainee({ do: 'take-back' })).toMatchObject({ keyboard: 'none' });
    expect((await logged('take-keyboard-back'))?.after).toMatchObject({ handled: null });
  });

  test('ended help without it says nothing of what was done', async () => {
    await instructor({ do: 'offer' });
    host.handled = handled;
    await trainee({ do: 'end' });
    expect((await logged('end-help'))?.after).not.toHaveProperty('handled');
  });

  test('what either saves is told to the rig at once', async () => {
    await keyboard();
    const text = { controller, name, text: '(* typed *)', base: 0 };
    await people.ines.browser.send('PUT', theirs('work', '/file'), text);
    await expect.poll(() => host.saves).toHaveLength(1);
    await people.ben.browser.send('POST', `/api/work/${lab.slug}/reset`, { scope: 'lab' });
    await expect.poll(() => host.saves).toHaveLength(2);
  });

  test('is the instructor’s when the trainee grants it, for that long, and the log has what was before and after', async () => {
    expect(await trainee({ do: 'grant', minutes: 10 })).toBe('keyboard-not-asked');
    expect(await instructor({ do: 'ask-keyboard' })).toMatchObject({ yours: true, keyboard: 'asked' });
    expect(lastPermit()).toMatchObject({ observer: people.ines.id, permission: { may: 'watch' } });
    expect(await trainee({ do: 'grant', minutes: 10 })).toMatchObject({ keyboard: 'granted', keyboardLeft: 600_000 });
    expect(lastPermit()).toMatchObject({ observer: people.ines.id, permission: { may: 'type', milliseconds: 600_000 } });
    expect(await logged('grant-keyboard')).toMatchObject({
      actor: people.ben.id,
      before: { keyboard: 'asked', member: people.ben.id },
      after: { keyboard: 'granted', keyboardUntil: '2026-11-05T09:10:00.000Z', instructor: people.ines.id },
    });
    now = new Date('2026-11-05T09:10:00Z');
    expect(await ask(people.ben, 'GET', mine)).toMatchObject({ keyboard: 'none', keyboardLeft: 0 });
  });

  test.each([
    ['taken back by the trainee', () => trainee({ do: 'take-back' })],
    ['given back by the instructor', () => instructor({ do: 'give-back' })],
    ['ended with the help, by the trainee', () => trainee({ do: 'end' })],
    ['ended with the help, by the instructor', () => instructor({ do: 'end' })],
  ])('is %s: the host is told at once', async (_, end) => {
    await keyboard();
    expect(lastPermit()?.permission.may).toBe('type');
    expect(await end()).toMatchObject({ keyboard: 'none' });
    expect(lastPermit()).toMatchObject({ observer: people.ines.id, permission: { may: 'watch' } });
  });

  test('is not had by asking: declined, it stays the trainee’s', async () => {
    await instructor({ do: 'ask-keyboard' });
    expect(await trainee({ do: 'decline' })).toMatchObject({ keyboard: 'none', instructor: 'Ines' });
    expect(host.permits.every(({ permission }) => permission.may === 'watch')).toBe(true);
  });

  test('is granted by nobody but the trainee, for an hour at most', async () => {
    await instructor({ do: 'ask-keyboard' });
    expect(await ask(people.ines, 'POST', mine, { do: 'grant', minutes: 10 })).toBe('keyboard-not-asked');
    expect(await ask(people.lei, 'POST', mine, { do: 'grant', minutes: 10 })).toBe('keyboard-not-asked');
    expect(await instructor({ do: 'grant', minutes: 10 })).toBe('malformed');
    expect(await trainee({ do: 'grant', minutes: 61 })).toBe('malformed');
  });
});

test('what is typed with the keyboard is the trainee’s text, and its revision and the log say who typed it', async () => {
  const file = { controller, name, text: 'by Ines', base: 0 };
  const put = () => people.ines.browser.send('PUT', theirs('work', '/file'), file);
  expect(problem.parse(await (await put()).json()).code).toBe('no-keyboard');
  await keyboard();
  expect((await put()).status).toBe(200);
  expect(await currentFiles(academy.database, owner())).toMatchObject([{ text: 'by Ines', revision: 1 }]);
  expect(await history(academy.database, owner(), file)).toMatchObject([{ text: 'by Ines', saved_by: people.ines.id }]);
  expect(await logged('type-into-file')).toMatchObject({
    actor: people.ines.id,
    actingAs: people.ben.id,
    before: { name, revision: 0 },
    after: { name, revision: 1 },
  });
  // A text of the trainee's that was made from an older one is kept beside it, as with two tabs.
  const answer = await people.ben.browser.send('PUT', `/api/work/${lab.slug}/file`, { ...file, text: 'by Ben' });
  expect(await answer.json()).toMatchObject({ conflict: true });
  now = new Date(now.getTime() + 10 * 60_000);
  expect(problem.parse(await (await put()).json()).code).toBe('no-keyboard');
});

describe('a fault', () => {
  const list = async (who = people.ines) => {
    const answer = await who.browser.send('GET', theirs('faults'));
    const json: unknown = await answer.json();
    return answer.ok ? faultList.parse(json) : problem.parse(json).code;
  };
  const set = async (fault: string, active: boolean, who = people.ines) => {
    const answer = await who.browser.send('POST', theirs('faults'), { fault, active });
    const json: unknown = await answer.json();
    return answer.ok ? faultList.parse(json).faults : problem.parse(json).code;
  };

  test('of the lab is begun and ended, the hidden ones too, and stands in the log before it stands in the rig', async () => {
    expect(await list()).toMatchObject({
      exam: false,
      faults: expect.arrayContaining([{ id: 'secret', hidden: true, active: null, title: expect.anything() }]),
    });
    expect(await set('secret', true)).toBe('rig-asleep');
    host.standingFaults = lab.definition.faults.map(({ id }) => ({ id, active: false }));
    expect(await set('secret', true)).toEqual(expect.arrayContaining([expect.objectContaining({ id: 'secret', active: true })]));
    expect(host.faultsSet).toMatchObject([{ fault: { id: 'secret', active: true }, by: people.ines.id }]);
    expect(await logged('begin-fault')).toMatchObject({
      actor: people.ines.id,
      before: { fault: 'secret', active: false },
      after: { fault: 'secret', active: true, member: people.ben.id },
    });
    await set('secret', false);
    expect(await logged('end-fault')).toMatchObject({ before: { active: true }, after: { active: false } });
    expect(await set('no-such', true)).toBe('unknown-fault');
  });

  test('is begun by no one else', async () => {
    host.standingFaults = lab.definition.faults.map(({ id }) => ({ id, active: false }));
    expect(await set('secret', true, people.otto)).toBe('unknown-cohort');
    expect(await set('secret', true, people.lei)).toBe('not-permitted');
    expect(await list(people.ben)).toBe('not-permitted');
    expect(host.faultsSet).toEqual([]);
  });
});

test('while an exam is under way nobody helps, types or begins a fault', async () => {
  await keyboard();
  host.standingFaults = lab.definition.faults.map(({ id }) => ({ id, active: false }));
  await beginAnExam();
  expect(await ask(people.ben, 'GET', mine)).toMatchObject({ available: false, keyboard: 'none' });
  expect(await trainee({ do: 'ask' })).toBe('help-during-exam');
  expect(await instructor({ do: 'offer' })).toBe('help-during-exam');
  expect(await instructor({ do: 'ask-keyboard' })).toBe('help-during-exam');
  const fault = await people.ines.browser.send('POST', theirs('faults'), { fault: 'secret', active: true });
  expect(problem.parse(await fault.json()).code).toBe('help-during-exam');
  const typed = await people.ines.browser.send('PUT', theirs('work', '/file'), { controller, name, text: 'x', base: 0 });
  expect(problem.parse(await typed.json()).code).toBe('no-keyboard');
  expect(host.faultsSet).toEqual([]);
});

test('a second instructor takes over what was offered, but not from under somebody who types', async () => {
  await academy.database
    .insertInto('cohort_member')
    .values({
      academy_id: academy.academy.id,
      cohort_id: people.cohort,
      member_id: people.otto.id,
      part: 'instructor',
      joined_at: '',
    })
    .execute();
  await instructor({ do: 'offer' });
  expect(await instructor({ do: 'offer' }, people.otto)).toMatchObject({ instructor: 'Otto', yours: true });
  expect(await instructor({ do: 'end' })).toBe('help-not-yours');
  await keyboard();
  expect(await instructor({ do: 'offer' }, people.otto)).toBe('keyboard-held');
  expect(await instructor({ do: 'give-back' }, people.otto)).toBe('help-not-yours');
});

test('a trainee whom nobody teaches has nobody to ask', async () => {
  expect(await ask(people.otto, 'GET', mine)).toMatchObject({ available: false });
  expect(await ask(people.otto, 'POST', mine, { do: 'ask' })).toBe('no-instructor');
});

describe('answers as if there were nothing:', () => {
  test.each(['assistance', 'faults', 'work'])('%s of another cohort, and of somebody who is in none', async (part) => {
    expect(await ask(people.otto, 'GET', theirs(part))).toBe('unknown-cohort');
    expect(await ask(people.otto, 'GET', theirs(part, '', people.elsewhere))).toBe('unknown-member');
    expect(await ask(people.lei, 'GET', theirs(part))).toBe('not-permitted');
    expect(await ask(people.ines, 'GET', theirs(part).replace(lab.slug, 'no-such'))).toBe('unknown-lab');
  });
});
