import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rigOf } from '#academy/rigs/rigs.ts';
import type { Services } from '#academy/services.ts';
import { currentFiles, history, saveTyped } from '#academy/work/files.ts';
import type { WorkOwner } from '#academy/work/owner.ts';
import { academyFor, addMember, dataFolder, RecordingHost } from './academy-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let owner: WorkOwner;
const main = { controller: 'plc', name: 'main.st' };
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost());
  owner = { academyId: academy.academy.id, memberId: await addMember(academy.database, academy.academy.id), labId: 'lab-1' };
});
afterEach(async () => {
  await academy.database.destroy();
  await folder.remove();
});

const save = (text: string, base: number, by = owner) => saveTyped(academy.database, by, { ...main, text, base });
const currentText = async () => (await currentFiles(academy.database, owner))[0]?.text;

describe('saving what is typed', () => {
  test('counts revisions from 1 and keeps every one', async () => {
    expect((await save('a', 0)).revision).toBe(1);
    expect((await save('ab', 1)).revision).toBe(2);
    const kept = await history(academy.database, owner, main);
    expect(kept.map(({ number, base, text, origin }) => [number, base, text, origin])).toEqual([
      [1, 0, 'a', 'typed'],
      [2, 1, 'ab', 'typed'],
    ]);
  });

  test('the same save sent again (its answer was lost) is the same revision', async () => {
    const first = await save('a', 0);
    expect(await save('a', 0)).toEqual(first);
    expect(await history(academy.database, owner, main)).toHaveLength(1);
  });

  test('on an older revision is a conflict: kept in the history, not made current', async () => {
    await save('a', 0);
    await save('one tab', 1);
    const other = await save('other tab', 1);
    expect(other).toMatchObject({ revision: 2, conflict: true });
    expect(await currentText()).toBe('one tab');
    expect((await history(academy.database, owner, main)).map((row) => [row.text, row.origin])).toContainEqual([
      'other tab',
      'conflict',
    ]);
  });

  test('a conflict sent again is kept once', async () => {
    await save('one tab', 0);
    await save('other tab', 0);
    await save('other tab', 0);
    expect(await history(academy.database, owner, main)).toHaveLength(2);
  });

  test('after a conflict the next save on the current revision wins', async () => {
    await save('one tab', 0);
    const { revision } = await save('other tab', 0);
    expect(await save('merged', revision)).toMatchObject({ conflict: false });
    expect(await currentText()).toBe('merged');
  });

  test('two saves of the same base at once: one wins, one is a conflict, both are kept', async () => {
    const outcomes = await Promise.all([save('left', 0), save('right', 0)]);
    expect(outcomes.map((outcome) => outcome.conflict).sort()).toEqual([false, true]);
    expect((await history(academy.database, owner, main)).map((row) => row.text).sort()).toEqual(['left', 'right']);
  });

  test('is there after the database is opened again', async () => {
    await save('typed yesterday', 0);
    await academy.database.destroy();
    academy = await academyFor(folder.dir, new RecordingHost());
    expect(await currentText()).toBe('typed yesterday');
  });
});

describe('tenancy', () => {
  test("another member, another academy and another lab see nothing of one's files", async () => {
    await save('mine', 0);
    await academy.database
      .insertInto('academy')
      .values({ id: 'other', slug: 'other', name: 'Other', created_at: '', settings: '{}', revision: 1 })
      .execute();
    const strangers: WorkOwner[] = [
      { ...owner, memberId: await addMember(academy.database, owner.academyId) },
      { ...owner, academyId: 'other' },
      { ...owner, labId: 'lab-2' },
    ];
    for (const stranger of strangers) {
      expect(await currentFiles(academy.database, stranger)).toEqual([]);
      expect(await history(academy.database, stranger, main)).toEqual([]);
      expect((await save('theirs', 0, stranger)).revision).toBe(1);
    }
    expect(await currentText()).toBe('mine');
  });
});

describe('a rig', () => {
  test('is one per member and lab, with a seed that stays, even when two tabs ask at once', async () => {
    const [left, right] = await Promise.all([rigOf(academy.database, owner), rigOf(academy.database, owner)]);
    expect(left).toEqual(right);
    expect(await rigOf(academy.database, owner)).toEqual(left);
    expect(left?.seed).toBeGreaterThanOrEqual(0);
  });

  test('of another member is another', async () => {
    const other = { ...owner, memberId: await addMember(academy.database, owner.academyId) };
    expect((await rigOf(academy.database, other)).id).not.toBe((await rigOf(academy.database, owner)).id);
  });
});
