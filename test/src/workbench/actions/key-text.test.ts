import { describe, expect, test } from 'vitest';
import { defaultKeys } from '../../../../src/workbench/actions/default-keys.ts';
import { isSingleKey, type KeyPress, keyCaps, keysOf, keyText, sharedKeys } from '../../../../src/workbench/actions/key-text.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('a key pressed, as text', () => {
  test.each<[string | null, KeyPress, boolean]>([
    ['Mod+S', press('s', { code: 'KeyS', ctrlKey: true }), false],
    ['Mod+S', press('s', { code: 'KeyS', metaKey: true }), true],
    ['Ctrl+S', press('s', { code: 'KeyS', ctrlKey: true }), true],
    ['Mod+Shift+Z', press('Z', { code: 'KeyZ', ctrlKey: true, shiftKey: true }), false],
    // Alt writes another letter on a Mac.
    ['Alt+P', press('π', { code: 'KeyP', altKey: true }), true],
    ['Alt+Shift+F', press('Ï', { code: 'KeyF', altKey: true, shiftKey: true }), true],
    ['Alt+1', press('1', { code: 'Digit1', altKey: true }), false],
    // Keyboards of other scripts: the letter that stands on the key.
    ['Mod+S', press('ы', { code: 'KeyS', ctrlKey: true }), false],
    ['h', press('р', { code: 'KeyH' }), false],
    ['h', press('h', { code: 'KeyH' }), false],
    ['Shift+H', press('H', { code: 'KeyH', shiftKey: true }), false],
    ['?', press('?', { code: 'Slash', shiftKey: true }), false],
    ['Shift+F11', press('F11', { shiftKey: true }), false],
    ['Space', press(' ', { code: 'Space' }), false],
    ['Mod+Plus', press('+', { ctrlKey: true, shiftKey: true }), false],
    [null, press('Control', { ctrlKey: true }), false],
    [null, press('Process', { code: 'KeyA' }), false],
    [null, press('Dead', { code: 'Quote' }), false],
  ])('%s', (text, event, mac) => {
    expect(keyText(event, mac)).toBe(text);
  });

  test('reads as the caps on the keyboard', () => {
    expect(keyCaps('Mod+Shift+S', false)).toEqual(['Ctrl', 'Shift', 'S']);
    expect(keyCaps('Mod+Shift+S', true)).toEqual(['⌘', '⇧', 'S']);
    expect(keyCaps('Mod+Plus', false)).toEqual(['Ctrl', '+']);
    expect(keyCaps('h', false)).toEqual(['H']);
    expect(keyCaps('', false)).toEqual([]);
  });

  test('is single without Ctrl, Alt or Command', () => {
    expect(['h', '?', 'Shift+H', 'F9', 'Alt+H', 'Mod+H', 'Space'].filter(isSingleKey)).toEqual(['h', '?', 'Shift+H']);
  });
});

describe('the keys of an action', () => {
  test('are the default ones, and single ones only when asked for', () => {
    expect(keysOf('time.pause', { keys: {}, singleKeys: false })).toEqual(['Alt+P']);
    expect(keysOf('time.pause', { keys: {}, singleKeys: true })).toEqual(['Alt+P', 'p']);
  });

  test('are the own ones in their place; an empty text is none', () => {
    expect(keysOf('time.pause', { keys: { 'time.pause': 'F8' }, singleKeys: true })).toEqual(['F8']);
    expect(keysOf('time.pause', { keys: { 'time.pause': '' }, singleKeys: true })).toEqual([]);
    expect(keysOf('time.pause', { keys: { 'time.pause': 'x' }, singleKeys: false })).toEqual([]);
    expect(keysOf('time.pause', { keys: { 'time.pause': 'x' }, singleKeys: true })).toEqual(['x']);
  });

  test('given to two actions are told of both', () => {
    const shared = sharedKeys({ keys: { 'time.pause': 'Mod+K' }, singleKeys: false });
    expect(shared.get('time.pause')).toEqual(['palette']);
    expect(shared.get('palette')).toEqual(['time.pause']);
  });

  test('as they are delivered, no two actions share, and all read as they are pressed', () => {
    expect([...sharedKeys({ keys: {}, singleKeys: true })]).toEqual([]);
    for (const { keys } of defaultKeys) expect(keys.split('+').length).toBeLessThanOrEqual(3);
  });
});
