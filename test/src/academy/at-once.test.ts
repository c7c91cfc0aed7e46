/** What several tabs, devices and web processes do at the same moment comes out as if they had done it one after the other. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { maxFiles } from '#academy/api.ts';
import { type Database, openDatabase } from '#academy/database/open.ts';
import { transact } from '#academy/database/transact.ts';
import { adoptGuest } from '#academy/members/adopt-guest.ts';
import { keepPreferences, preferencesOf } from '#academy/members/kept-preferences.ts';
import { attemptsOf, recordAttempt } from '#academy/progress/attempts.ts';
import { revealHint, stepStates } from '#academy/progress/steps.ts';
import { rigOf } from '#academy/rigs/rigs.ts';
import type { Services } from '#academy/services.ts';
import { currentFiles, history, moveFile, saveTyped } from '#academy/work/files.ts';
import type { WorkOwner } from '#academy/work/owner.ts';
import { onPostgres, placeIn } from './academy-database.ts';
import { academyFor, addMember, dataFolder, motorLab, RecordingHost, verdict } from './academy-fixture.ts';
import { Browser, siteFor } from './site-fixture.ts';

const lab = motorLab(['second', 'third']);
const [first] = lab.definition.steps.map(({ id }) => id) as [string];
const main = { controller: 'plc', name: 'main.st' };

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
/** Of two web processes where there can be two; an SQLite file has one server. */
let doors: Database[];
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost(), lab);
  doors = onPostgres ? [academy.database, await openDatabase(await placeIn(folder.dir))] : [academy.database];
});
afterEach(async () => {
  for (const door of doors) await door.destroy();
  await folder.remove();
});

const someone = async (userId?: string): Promise<WorkOwner> => ({
  academyId: academy.academy.id,
  memberId: await addMember(academy.database, academy.academy.id, userId),
  labId: lab.definition.id,
});

/** `count` at the same moment, by turns through every door. */
const atOnce = <Result>(count: number, act: (door: Database, index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => act(doors[index % doors.length]!, index)));

describe('at the same moment', () => {
  test('of all who save on one revision one wins, each other is told of one conflict, and no text is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }), async (rounds) => {
        const owner = await someone();
        const typed: string[] = [];
        let base = 0;
        for (const [round, savers] of rounds.entries()) {
          const texts = Array.from({ length: savers }, (_, saver) => `round ${round}, tab ${saver}`);
          const outcomes = await atOnce(savers, (door, saver) => saveTyped(door, owner, { ...main, text: texts[saver]!, base }));
          typed.push(...texts);
          expect(outcomes.filter(({ conflict }) => !conflict)).toHaveLength(1);
          const winner = outcomes.findIndex(({ conflict }) => !conflict);
          const [file] = await currentFiles(academy.database, owner);
          expect(file).toMatchObject({ text: texts[winner], revision: outcomes[winner]?.revision });
          // Who lost is told what the winner's revision is, to compare with.
          expect(new Set(outcomes.map(({ revision }) => revision))).toEqual(new Set([file?.revision]));
          const kept = await history(academy.database, owner, main);
          expect(kept.map(({ number }) => number)).toEqual(typed.map((_, index) => index + 1));
          expect(kept.map(({ text }) => text).sort()).toEqual([...typed].sort());
          expect(kept.filter(({ origin }) => origin === 'conflict')).toHaveLength(typed.length - round - 1);
          base = file?.revision ?? 0;
        }
      }),
      { numRuns: 8 },
    );
  });

  test('different files, of one trainee and of many, do not hinder each other', async () => {
    const owners = await Promise.all(Array.from({ length: 6 }, () => someone()));
    const outcomes = await atOnce(60, (door, index) =>
      saveTyped(door, owners[index % 6]!, { controller: 'plc', name: `file-${index}.st`, text: `text ${index}`, base: 0 }),
    );
    expect(outcomes.filter(({ conflict, revision }) => conflict || revision !== 1)).toEqual([]);
    for (const owner of owners) expect(await currentFiles(academy.database, owner)).toHaveLength(10);
  });

  test('of several new files the last room goes to one', async () => {
    const site = await siteFor(academy);
    const browser = new Browser(site);
    await browser.send('POST', '/api/guest');
    const put = (name: string) =>
      browser.send('PUT', `/api/work/${lab.slug}/file`, { controller: 'plc', name, text: 'x', base: 0 });
    for (let index = 2; index < maxFiles; index += 1) expect((await put(`file-${index}.st`)).status).toBe(200);
    const answers = await atOnce(6, (_door, index) => put(`last-${index}.st`));
    await site.close();
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
  });

  test('a file that gets another name while it is typed in takes every revision along or leaves it behind whole', async () => {
    const owner = await someone();
    await saveTyped(academy.database, owner, { ...main, text: 'start', base: 0 });
    await atOnce(12, (door, index) =>
      index === 5
        ? transact(door, (transaction) => moveFile(transaction, owner, main, 'other.st')).then(() => {})
        : saveTyped(door, owner, { ...main, text: `text ${index}`, base: 1 }).then(() => {}),
    );
    const kept = await Promise.all(['main.st', 'other.st'].map((name) => history(academy.database, owner, { ...main, name })));
    for (const one of kept) expect(one.map(({ number }) => number)).toEqual(one.map((_, index) => index + 1));
    const texts = kept.flat().map(({ text }) => text);
    expect(texts.sort()).toEqual(
      ['start', ...Array.from({ length: 12 }, (_, index) => `text ${index}`)].filter((text) => text !== 'text 5').sort(),
    );
    for (const file of await currentFiles(academy.database, owner)) expect(texts).toContain(file.text);
  });

  test('checks are counted each, and a step is passed by one of them', async () => {
    const owner = await someone();
    const passedAt = 7;
    await atOnce(14, (door, index) =>
      recordAttempt(
        door,
        owner,
        lab,
        { programs: { plc: [{ name: 'main.st', text: `text ${index}` }] }, seed: 1 },
        { outcome: 'graded', passed: false, verdicts: [verdict(first, 'starts', index === passedAt ? 'passed' : 'failed')] },
      ),
    );
    const attempts = await attemptsOf(academy.database, owner);
    expect(attempts).toHaveLength(14);
    const states = await stepStates(
      academy.database,
      owner,
      lab.definition.steps.map(({ id }) => id),
    );
    // Those that came after the pass are attempts at the second step.
    expect(Object.values(states).reduce((sum, state) => sum + state.attempts, 0)).toBe(14);
    expect(states[first]?.passedAt).toEqual(expect.any(String));
  });

  test('every hint asked for is one more', async () => {
    const owner = await someone();
    const shown = await atOnce(9, (door) => transact(door, (transaction) => revealHint(transaction, owner, first, 6)));
    expect(shown.sort()).toEqual([1, 2, 3, 4, 5, 6, 6, 6, 6]);
  });

  test('each setting is kept', async () => {
    const { academyId, memberId } = await someone();
    const who = { academyId, memberId };
    const parts = [
      { theme: 'dark' },
      { singleKeys: true },
      { editorFontSize: 16 },
      { locale: 'zh-CN' },
      { tabMovesFocus: true },
    ] as const;
    await atOnce(parts.length, (door, index) => keepPreferences(door, who, parts[index]!));
    expect(await preferencesOf(academy.database, who)).toEqual(Object.assign({}, ...parts));
  });

  test('a lab that is opened in many tabs has one rig', async () => {
    const owner = await someone();
    const rigs = await atOnce(12, (door) => rigOf(door, owner));
    expect(new Set(rigs.map(({ id }) => id)).size).toBe(1);
  });

  test('a guest who makes an account, types on and is adopted twice loses nothing and has nothing twice', async () => {
    const guest = await someone('guest');
    const account = await someone('account');
    await saveTyped(academy.database, guest, { ...main, text: 'as a guest', base: 0 });
    await saveTyped(academy.database, account, { ...main, text: 'mine', base: 0 });
    await atOnce(8, (door, index) =>
      index < 2
        ? adoptGuest(door, 'guest', 'account').then(() => {})
        : saveTyped(door, guest, { ...main, text: `typed ${index}`, base: 1 }).then(() => {}),
    );
    const kept = [...(await history(academy.database, account, main)), ...(await history(academy.database, guest, main))];
    expect(kept.map(({ text }) => text).sort()).toEqual(
      ['as a guest', 'mine', ...Array.from({ length: 6 }, (_, index) => `typed ${index + 2}`)].sort(),
    );
    expect((await currentFiles(academy.database, account))[0]?.text).toBe('mine');
  });
});

test('work that collides without end is given up with what the server said, and nothing of it stays', async () => {
  let tries = 0;
  const failing = transact(academy.database, async (transaction) => {
    tries += 1;
    await transaction
      .insertInto('academy')
      .values({ id: 'x', slug: 'x', name: 'x', created_at: '', settings: '{}', revision: 1 })
      .execute();
    throw Object.assign(new Error('could not serialize access'), { code: '40001' });
  });
  await expect(failing).rejects.toThrow('could not serialize access');
  expect(tries).toBe(onPostgres ? 30 : 1);
  expect(await academy.database.selectFrom('academy').select('id').where('id', '=', 'x').execute()).toEqual([]);
});

test('work that fails of itself is not tried again', async () => {
  let tries = 0;
  const failing = transact(academy.database, () => {
    tries += 1;
    return Promise.reject(new Error('no such step'));
  });
  await expect(failing).rejects.toThrow('no such step');
  expect(tries).toBe(1);
});
