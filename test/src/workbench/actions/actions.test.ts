import { describe, expect, test } from 'vitest';
import { Actions } from '../../../../src/workbench/actions/actions.ts';
import { findActions, type Named } from '../../../../src/workbench/actions/find-actions.ts';
import { actionsFor } from '../../../../src/workbench/actions/key-actions.ts';

const nowhere = { typing: false, program: false, gateway: false, dialog: false };
const usual = { keys: {}, singleKeys: false };

describe('actions that panes offer', () => {
  test('a pane says what is said generally better; when it goes, the general one is there again', () => {
    const actions = new Actions();
    const done: string[] = [];
    const endPane = actions.offer(() => [{ id: 'check', run: () => done.push('pane') }]);
    actions.offer(() => [{ id: 'check', run: () => done.push('general') }], true);
    actions.run('check');
    endPane();
    actions.run('check');
    expect(done).toEqual(['pane', 'general']);
  });

  test('what cannot be done is listed with its reason, and not done', () => {
    const actions = new Actions();
    let done = 0;
    actions.offer(() => [
      {
        id: 'undo',
        why: 'nothing to undo',
        run: () => {
          done += 1;
        },
      },
    ]);
    expect(actions.list().map(({ why }) => why)).toEqual(['nothing to undo']);
    expect(actions.offers('undo')).toBe(true);
    expect(actions.run('undo')).toBe(false);
    expect(done).toBe(0);
  });

  test('one of a kind for each subject', () => {
    const actions = new Actions();
    actions.offer(() => ['plc1', 'plc2'].map((subject) => ({ id: 'controller.stop', subject, run: () => {} })));
    expect(actions.list().map(({ subject }) => subject)).toEqual(['plc1', 'plc2']);
  });
});

describe('what a keypress means', () => {
  test('Ctrl+S downloads also from within the editor; its undo stays the editor’s', () => {
    const editor = { typing: true, program: true, gateway: false, dialog: false };
    expect(actionsFor('Mod+S', editor, usual)).toEqual(['download']);
    expect(actionsFor('Mod+Z', editor, usual)).toEqual([]);
    expect(actionsFor('Mod+Z', nowhere, usual)).toEqual(['undo']);
  });

  test('in the gateway’s pane the keys of a download are those of its file', () => {
    const gateway = { ...nowhere, typing: true, gateway: true };
    expect(actionsFor('Mod+S', gateway, usual)).toEqual(['gateway.apply']);
    expect(actionsFor('Mod+Shift+S', gateway, usual)).toEqual(['gateway.apply']);
    expect(actionsFor('Mod+M', gateway, usual)).toEqual(['tab-moves-focus']);
    expect(actionsFor('F9', gateway, usual)).toEqual([]);
  });

  test('keys of debugging belong to the program; elsewhere F5 is the browser’s', () => {
    expect(actionsFor('F5', nowhere, usual)).toEqual([]);
    expect(actionsFor('F5', { ...nowhere, program: true }, usual)).toEqual(['run-to']);
  });

  test('a sign that is typed is text', () => {
    expect(actionsFor('?', nowhere, usual)).toEqual(['keys']);
    expect(actionsFor('?', { ...nowhere, typing: true }, usual)).toEqual([]);
  });

  test('single letters act for readers who asked for them, and not in a field', () => {
    expect(actionsFor('p', nowhere, usual)).toEqual([]);
    expect(actionsFor('p', nowhere, { keys: {}, singleKeys: true })).toEqual(['time.pause']);
    expect(actionsFor('p', { ...nowhere, typing: true }, { keys: {}, singleKeys: true })).toEqual([]);
  });

  test('a reader’s own key takes the place of the usual one', () => {
    const own = { keys: { check: 'F8', download: '' }, singleKeys: false };
    expect(actionsFor('F8', nowhere, own)).toEqual(['check']);
    expect(actionsFor('Mod+Enter', nowhere, own)).toEqual([]);
    expect(actionsFor('Mod+S', nowhere, own)).toEqual([]);
  });

  test('a dialog has its keys for itself', () => {
    expect(actionsFor('Mod+K', { ...nowhere, dialog: true }, usual)).toEqual([]);
  });
});

describe('finding an action by what is typed', () => {
  const named = (id: Named['action']['id'], title: string, group: string, subject?: string): Named => ({
    action: { id, ...(subject ? { subject } : {}), run: () => {} },
    title,
    group,
  });
  const all = [
    named('pane.trend', 'Go to the trend', 'Panes'),
    named('trend.csv', 'Save the trend as CSV', 'Trend'),
    named('download', 'Online change', 'Program'),
    named('controller.stop', 'Stop the controller', 'Rig', 'plc'),
    named('time.pause', '暂停或恢复时间', '实训台'),
  ];
  const ids = (typed: string, recent: string[] = []) => findActions(all, typed, recent).map(({ action }) => action.id);

  test('every word must be found, in any order and case', () => {
    expect(ids('csv trend')).toEqual(['trend.csv']);
    expect(ids('ONLINE')).toEqual(['download']);
    expect(ids('nothing')).toEqual([]);
    expect(ids('plc')).toEqual(['controller.stop']);
    expect(ids('暂停')).toEqual(['time.pause']);
  });

  test('the name of the group counts last', () => {
    expect(ids('trend')).toEqual(['pane.trend', 'trend.csv']);
    expect(ids('program')).toEqual(['download']);
  });

  test('nothing typed: what was done last comes first', () => {
    expect(ids('', ['download', 'trend.csv']).slice(0, 2)).toEqual(['download', 'trend.csv']);
    expect(ids('')).toHaveLength(all.length);
  });

  test('what cannot be done now stands after what can, unless it was done last', () => {
    const [first, ...others] = all;
    if (!first) throw new Error('no actions');
    const blocked = { ...first, action: { ...first.action, why: 'not now' } };
    const found = (recent: string[]) => findActions([blocked, ...others], '', recent).map(({ action }) => action.id);
    expect(found([]).at(-1)).toBe(first.action.id);
    expect(found([first.action.id])[0]).toBe(first.action.id);
  });
});
