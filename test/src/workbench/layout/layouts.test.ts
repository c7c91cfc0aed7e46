import { describe, expect, test } from 'vitest';
import { paneNames as inLabs } from '../../../../sandbox/lab/schema.ts';
import {
  type Arrangement,
  arrangementFor,
  firstLayout,
  fitted,
  orderOf,
  readLayout,
  tabsetsOf,
  writeLayout,
} from '../../../../src/workbench/layout/layouts.ts';
import { type PaneName, paneNames } from '../../../../src/workbench/props.ts';

const usual: PaneName[] = ['program', 'scene', 'watch', 'trend', 'io', 'checks'];
const groupsOf = (model: Parameters<typeof tabsetsOf>[0]) => tabsetsOf(model).map(({ tabs }) => tabs.map(({ id }) => id));

function storage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

describe('where the panes stand', () => {
  test('a lab may name the panes that the workbench has, and no others', () => {
    expect([...paneNames].sort()).toEqual([...inLabs].sort());
  });

  test('the room decides how many groups stand beside each other', () => {
    expect(arrangementFor(767, 767)).toBe('one');
    expect(arrangementFor(768, 461)).toBe('stacked');
    expect(arrangementFor(1_920, 1_152)).toBe('beside');
    expect(arrangementFor(2_560, 1_536)).toBe('wide');
  });

  test('on a first visit every pane of the lab stands once, and none that the lab has not', () => {
    for (const arrangement of ['one', 'stacked', 'beside', 'wide'] satisfies Arrangement[]) {
      expect([...orderOf(firstLayout(usual, arrangement))].sort()).toEqual([...usual].sort());
      expect([...orderOf(firstLayout(paneNames, arrangement))].sort()).toEqual([...paneNames].sort());
    }
    expect(groupsOf(firstLayout(usual, 'stacked'))).toEqual([
      ['program', 'watch', 'io'],
      ['scene', 'checks', 'trend'],
    ]);
    expect(groupsOf(firstLayout(usual, 'wide'))).toHaveLength(3);
    expect(groupsOf(firstLayout(['scene', 'checks'], 'beside'))).toEqual([['scene', 'checks']]);
  });

  test('a layout is found again as it was left', () => {
    const kept = storage();
    const model = firstLayout(usual, 'stacked');
    const [upper, lower] = tabsetsOf(model);
    lower!.tabs.push(upper!.tabs.pop()!);
    writeLayout(kept, 'stacked', model);
    expect(groupsOf(readLayout(kept, usual, 'stacked'))).toEqual([
      ['program', 'watch'],
      ['scene', 'checks', 'trend', 'io'],
    ]);
    expect(groupsOf(readLayout(kept, usual, 'wide'))).toHaveLength(3);
  });

  test('a lab with other panes takes the same layout: what it has not is left out, what it has more joins its neighbours', () => {
    const model = firstLayout(usual, 'stacked');
    expect(groupsOf(fitted(model, ['program', 'scene', 'network', 'gateway'], 'stacked')!)).toEqual([
      ['program', 'gateway'],
      ['scene', 'network'],
    ]);
    expect(groupsOf(fitted(model, ['scene'], 'stacked')!)).toEqual([['scene']]);
  });

  test('what was kept and is no layout is as if there were none', () => {
    for (const kept of ['{', '{}', '[]', 'null', '7', '{"version":1,"root":{"type":"tabset","tabs":[{"id":"nothing"}]}}']) {
      expect(groupsOf(readLayout({ getItem: () => kept }, usual, 'stacked'))).toHaveLength(2);
    }
    const forbidden = {
      getItem: () => {
        throw new Error('forbidden');
      },
    };
    expect(groupsOf(readLayout(forbidden, usual, 'stacked'))).toHaveLength(2);
  });
});
