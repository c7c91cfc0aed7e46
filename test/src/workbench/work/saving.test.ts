import { describe, expect, test } from 'vitest';
import { type SaveAnswer, type SaveRequest, Saving } from '../../../../src/workbench/work/saving.ts';
import { Clock } from '../clock.ts';

function desk(kept: Record<string, string> = {}) {
  const clock = new Clock();
  const storage = new Map(Object.entries(kept));
  const puts: SaveRequest[] = [];
  const academy = { down: false, revision: 1, conflict: false };
  let answerLater: ((answer: SaveAnswer) => void) | null = null;
  let holding = false;
  const saving = new Saving({
    lab: 'motor',
    put: async (request) => {
      puts.push({ ...request });
      if (academy.down) throw new Error('no network');
      academy.revision += 1;
      const answer = { revision: academy.revision, savedAt: '2026-11-22T10:42:00Z', conflict: academy.conflict };
      if (!holding) return answer;
      return new Promise<SaveAnswer>((resolve) => {
        answerLater = () => resolve(answer);
      });
    },
    storage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
      removeItem: (key) => void storage.delete(key),
    },
    after: clock.after,
    random: () => 1,
  });
  return {
    clock,
    storage,
    puts,
    academy,
    saving,
    hold: () => {
      holding = true;
    },
    answer: () => answerLater?.({ revision: 0, savedAt: '', conflict: false }),
  };
}

const files = { plc: [{ name: 'main.st', text: 'start', revision: 1 }] };
const key = 'millwright:unsaved:motor:plc/main.st';

describe('saving what is typed', () => {
  test('one save goes out 400 ms after the last key', async () => {
    const { saving, clock, puts } = desk();
    saving.load(files, null);
    saving.edit('plc', 'main.st', 'a');
    await clock.pass(300);
    saving.edit('plc', 'main.st', 'ab');
    await clock.pass(399);
    expect(puts).toHaveLength(0);
    expect(saving.getState()).toEqual({ kind: 'saving' });
    await clock.pass(1);
    expect(puts).toEqual([{ controller: 'plc', name: 'main.st', text: 'ab', base: 1 }]);
    expect(saving.getState()).toEqual({ kind: 'saved', at: '2026-11-22T10:42:00Z' });
  });

  test('the next save stands on the revision that the last one got', async () => {
    const { saving, clock, puts } = desk();
    saving.load(files, null);
    saving.edit('plc', 'main.st', 'a');
    await clock.pass(400);
    saving.edit('plc', 'main.st', 'b');
    await clock.pass(400);
    expect(puts.map(({ base }) => base)).toEqual([1, 2]);
  });

  describe('when another tab has saved meanwhile', () => {
    const theirs = { plc: [{ name: 'main.st', text: 'theirs', revision: 5 }] };

    test('an idle tab takes the newer text, and goes on from its revision', async () => {
      const { saving, clock, puts } = desk();
      saving.load(files, null);
      expect(saving.renew(theirs, '2026-11-22T11:00:00Z')).toEqual({
        newer: [{ controller: 'plc', name: 'main.st', text: 'theirs' }],
        gone: [],
      });
      expect(saving.getState()).toEqual({ kind: 'saved', at: '2026-11-22T11:00:00Z' });
      saving.edit('plc', 'main.st', 'theirs and mine');
      await clock.pass(400);
      expect(puts).toEqual([{ controller: 'plc', name: 'main.st', text: 'theirs and mine', base: 5 }]);
    });

    test('a tab in which something was typed keeps it, and the two texts become a conflict', async () => {
      const { saving, clock, puts, academy } = desk();
      saving.load(files, null);
      saving.edit('plc', 'main.st', 'mine');
      expect(saving.renew(theirs, '2026-11-22T11:00:00Z')).toEqual({ newer: [], gone: [] });
      academy.conflict = true;
      await clock.pass(400);
      expect(puts).toEqual([{ controller: 'plc', name: 'main.st', text: 'mine', base: 1 }]);
      expect(saving.getState().kind).toBe('conflict');
    });

    test('an answer that is older than what this tab has saved changes nothing', async () => {
      const { saving, clock } = desk();
      saving.load(files, null);
      saving.edit('plc', 'main.st', 'mine');
      await clock.pass(400);
      expect(saving.renew(files, null)).toEqual({ newer: [], gone: [] });
      expect(saving.getState()).toEqual({ kind: 'saved', at: '2026-11-22T10:42:00Z' });
    });
  });

  test('files that came and went elsewhere come and go here; one with a text of its own stays', async () => {
    const { saving, clock, puts } = desk();
    saving.load(
      { plc: [...files.plc, { name: 'a.st', text: 'a', revision: 2 }, { name: 'b.st', text: 'b', revision: 3 }] },
      null,
    );
    saving.edit('plc', 'b.st', 'mine');
    const theirs = { plc: [...files.plc, { name: 'c.st', text: 'c', revision: 4 }] };
    expect(saving.renew(theirs, null)).toEqual({
      newer: [{ controller: 'plc', name: 'c.st', text: 'c' }],
      gone: [{ controller: 'plc', name: 'a.st' }],
    });
    await clock.pass(400);
    expect(puts).toEqual([{ controller: 'plc', name: 'b.st', text: 'mine', base: 3 }]);
  });

  test('a text that is too long is said at once, kept here and not sent; shorter again, it is saved', async () => {
    const { saving, clock, puts, storage } = desk();
    saving.load(files, null);
    const long = 'x'.repeat(512_001);
    saving.edit('plc', 'main.st', long);
    expect(saving.getState()).toEqual({ kind: 'too-long', controller: 'plc', name: 'main.st', length: 512_001 });
    await clock.pass(60_000);
    expect(puts).toEqual([]);
    expect(await saving.flush()).toBe(false);
    saving.leave();
    expect(puts).toEqual([]);
    expect(storage.get(key)).toContain(long);
    const later = desk(Object.fromEntries(storage));
    expect(later.saving.load(files, null).plc?.[0]?.text).toBe(long);
    expect(later.saving.getState().kind).toBe('too-long');
    saving.edit('plc', 'main.st', 'short');
    await clock.pass(400);
    expect(puts).toEqual([{ controller: 'plc', name: 'main.st', text: 'short', base: 1 }]);
    expect(saving.getState().kind).toBe('saved');
  });

  test('without a connection the text stays in this browser and goes out when there is one', async () => {
    const { saving, clock, puts, academy, storage } = desk();
    saving.load(files, null);
    academy.down = true;
    saving.edit('plc', 'main.st', 'kept');
    expect(storage.get(key)).toContain('kept');
    await clock.pass(400);
    expect(saving.getState()).toEqual({ kind: 'unsaved' });
    await clock.pass(30_000);
    const tries = puts.length;
    expect(tries).toBeGreaterThan(4);
    academy.down = false;
    await clock.pass(8_000);
    expect(puts).toHaveLength(tries + 1);
    expect(saving.getState().kind).toBe('saved');
    expect(storage.has(key)).toBe(false);
  });

  test('typing on while a save is under way saves the newer text afterwards', async () => {
    const { saving, clock, puts, hold, answer, storage } = desk();
    saving.load(files, null);
    hold();
    saving.edit('plc', 'main.st', 'one');
    await clock.pass(400);
    saving.edit('plc', 'main.st', 'two');
    answer();
    await clock.pass(400);
    expect(puts.map(({ text }) => text)).toEqual(['one', 'two']);
    expect(storage.get(key)).toContain('two');
    answer();
    await clock.settle();
    expect(saving.getState().kind).toBe('saved');
  });

  test('a text that was never acknowledged comes back after a reload, and is sent', async () => {
    const { saving, clock, puts } = desk({ [key]: JSON.stringify({ text: 'typed before the crash', base: 1 }) });
    expect(saving.load(files, null)).toEqual({ plc: [{ name: 'main.st', text: 'typed before the crash' }] });
    await clock.settle();
    expect(puts).toMatchObject([{ text: 'typed before the crash', base: 1 }]);
  });

  test('damaged storage is passed over', () => {
    const { saving } = desk({ [key]: '{"text": 12' });
    expect(saving.load(files, null)).toEqual({ plc: [{ name: 'main.st', text: 'start' }] });
  });

  test('a conflict stops saving until the reader chose; keeping mine saves it on the new revision', async () => {
    const { saving, clock, puts, academy } = desk();
    saving.load(files, null);
    academy.conflict = true;
    saving.edit('plc', 'main.st', 'mine');
    await clock.pass(400);
    expect(saving.getState()).toEqual({ kind: 'conflict', controller: 'plc', name: 'main.st' });
    await clock.pass(60_000);
    expect(puts).toHaveLength(1);
    academy.conflict = false;
    saving.keepMine();
    await clock.settle();
    expect(puts.at(-1)).toMatchObject({ text: 'mine', base: 2 });
    expect(saving.getState().kind).toBe('saved');
  });

  test('flush saves at once, and says false when it could not', async () => {
    const { saving, academy } = desk();
    saving.load(files, null);
    saving.edit('plc', 'main.st', 'now');
    expect(await saving.flush()).toBe(true);
    academy.down = true;
    saving.edit('plc', 'main.st', 'later');
    expect(await saving.flush()).toBe(false);
  });
});
