import { expect, test } from 'vitest';
import { type PreferencesPart, preferences } from '#academy/members/preferences.ts';
import { PreferenceStore } from '../../../src/workbench/preferences.ts';
import { Clock } from './clock.ts';

const message = { en: 'This cannot be set.', 'zh-CN': '无法这样设置。' };

function desk() {
  const clock = new Clock();
  const puts: PreferencesPart[] = [];
  const academy = { answer: 'saved' as 'saved' | 'again' | 'refused' };
  const held: (() => void)[] = [];
  let holding = false;
  const store = new PreferenceStore(preferences.parse({}), {
    put: async (part) => {
      puts.push(part);
      if (holding) await new Promise<void>((resolve) => held.push(resolve));
      return academy.answer === 'refused' ? { kind: 'refused', message } : { kind: academy.answer };
    },
    after: clock.after,
    random: () => 1,
  });
  return {
    clock,
    puts,
    academy,
    store,
    hold: () => {
      holding = true;
    },
    release: async () => {
      holding = false;
      for (const resolve of held.splice(0)) resolve();
      await clock.settle();
    },
  };
}

test('a change shows at once and is sent', async () => {
  const { store, puts, clock } = desk();
  let told = 0;
  store.subscribe(() => {
    told += 1;
  });
  store.save({ tabMovesFocus: true });
  expect(store.getSnapshot().tabMovesFocus).toBe(true);
  expect(store.getState()).toEqual({ kind: 'saving' });
  await clock.settle();
  expect(store.getState()).toEqual({ kind: 'saved' });
  expect(puts).toEqual([{ tabMovesFocus: true }]);
  expect(told).toBe(2);
});

test('what does not arrive is sent again, with what was set meanwhile', async () => {
  const { store, puts, clock, academy } = desk();
  academy.answer = 'again';
  store.save({ editorFontSize: 16 });
  await clock.pass(0);
  expect(store.getState()).toEqual({ kind: 'saving' });
  store.save({ editorFontSize: 18, singleKeys: true });
  await clock.settle();
  academy.answer = 'saved';
  await clock.pass(2_000);
  expect(puts.at(-1)).toEqual({ editorFontSize: 18, singleKeys: true });
  expect(store.getState()).toEqual({ kind: 'saved' });
  const sent = puts.length;
  await clock.pass(120_000);
  expect(puts).toHaveLength(sent);
});

test('what is set while a save is on its way follows it, and only that', async () => {
  const { store, puts, hold, release } = desk();
  hold();
  store.save({ theme: 'dark', editorMinimap: true });
  store.save({ theme: 'light' });
  await release();
  expect(puts).toEqual([{ theme: 'dark', editorMinimap: true }, { theme: 'light' }]);
  expect(store.getSnapshot()).toMatchObject({ theme: 'light', editorMinimap: true });
  expect(store.getState()).toEqual({ kind: 'saved' });
});

test('what the academy refuses is taken back and said', async () => {
  const { store, clock, academy } = desk();
  store.save({ editorFontSize: 16 });
  await clock.settle();
  academy.answer = 'refused';
  store.save({ editorFontSize: 99 });
  expect(store.getSnapshot().editorFontSize).toBe(99);
  await clock.settle();
  expect(store.getSnapshot().editorFontSize).toBe(16);
  expect(store.getState()).toEqual({ kind: 'refused', message });
});
