import { expect, test } from 'vitest';
import { formatFor, WatchState } from '../../../../src/workbench/watch/watch-state.ts';

function storage(content: Record<string, string> = {}) {
  return {
    content,
    getItem: (key: string) => content[key] ?? null,
    setItem: (key: string, value: string) => (content[key] = value),
  };
}

test('what is open, pinned and chosen is remembered for the lab; the search is not', () => {
  const kept = storage();
  const state = new WatchState('lab', kept);
  state.setOpen(['plc.MAIN', 'plant'], false);
  state.pin('plc.a', true);
  state.pin('plc.b', true);
  state.pin('plc.a', false);
  state.setFormat('hex');
  state.setFormatOf('plc.c', 'bin');
  state.search('x');
  const later = new WatchState('lab', kept).getSnapshot();
  expect(later).toMatchObject({ open: { 'plc.MAIN': false, plant: false }, pinned: ['plc.b'], format: 'hex', search: '' });
  expect(formatFor(later, 'plc.c', 'INT')).toBe('bin');
  expect(formatFor(later, 'plc.d', 'INT')).toBe('hex');
  expect(formatFor(later, 'plc.d', 'REAL')).toBe('dec');
  expect(new WatchState('other', kept).getSnapshot().pinned).toEqual([]);
});

test.each(['{', '[]', '{"pinned":"plc.a"}', '{"formats":{"plc.a":"octal"}}'])('damaged memory is no memory: %s', (text) => {
  expect(new WatchState('lab', storage({ 'millwright:watch:lab': text })).getSnapshot()).toMatchObject({ open: {}, pinned: [] });
});

test('a store that refuses does not stop anybody', () => {
  const refusing = {
    getItem: () => null,
    setItem: () => {
      throw new Error('full');
    },
  };
  const state = new WatchState('lab', refusing);
  state.reveal('plc.a');
  expect(state.getSnapshot().wanted).toEqual({ signal: 'plc.a', number: 1 });
  state.revealed();
  expect(state.getSnapshot().wanted).toBeNull();
});
