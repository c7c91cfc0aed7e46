/**
 * Keys as text, the way preferences and default-keys.ts write them: `Mod+Shift+S`, `F9`, `?`, `h`. `Mod` is Ctrl, or Command on a Mac.
 * What a key event says, what a reader reads, which keys an action has, and which actions share one.
 */
import type { Preferences } from '../../academy/members/preferences.ts';
import { type ActionId, defaultKeys } from './default-keys.ts';

/** What of a `KeyboardEvent` is looked at. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export const onMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);

const names: Record<string, string> = { ' ': 'Space', '+': 'Plus' };
const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Fn', 'Dead', 'Process', 'Unidentified']);

/** The keys pressed, as text; `null` while only modifiers are down, or an input method is at work. */
export function keyText(press: KeyPress, mac: boolean): string | null {
  if (modifiers.has(press.key) || press.key === '') return null;
  const command = mac ? press.metaKey : press.ctrlKey;
  const control = mac && press.ctrlKey;
  const combined = command || control || press.altKey;
  // With Alt, or on a keyboard of another script, the letter is on the key and not in the event.
  const onKey = /^(?:Key([A-Z])|Digit(\d))$/.exec(press.code);
  const foreign = press.key.length === 1 && press.key > '~';
  const printed = (combined || foreign) && onKey ? (onKey[1] ?? onKey[2] ?? '') : press.key;
  const letter = /^[a-z]$/i.test(printed);
  const sign = printed.length === 1 && !letter && !/^\d$/.test(printed);
  const key = letter ? (combined || press.shiftKey ? printed.toUpperCase() : printed.toLowerCase()) : (names[printed] ?? printed);
  return [
    command ? 'Mod' : '',
    control ? 'Ctrl' : '',
    press.altKey ? 'Alt' : '',
    // A sign is what Shift made of it: `?`, not `Shift+/`.
    press.shiftKey && !(sign && printed !== ' ') ? 'Shift' : '',
    key,
  ]
    .filter((part) => part !== '')
    .join('+');
}

/** One key without Ctrl, Alt or Command: acts only for readers who turned such keys on, unless it is a named key such as F9. */
export const isSingleKey = (keys: string): boolean => keys.replace(/^Shift\+/, '').length === 1;

const onMacs: Record<string, string> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };
const elsewhere: Record<string, string> = { Mod: 'Ctrl' };
const drawn: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Plus: '+', Escape: 'Esc' };

/** The caps to press, in order, as a reader finds them on their keyboard. */
export function keyCaps(keys: string, mac: boolean): string[] {
  if (keys === '') return [];
  return keys.split('+').map((part) => {
    const cap = (mac ? onMacs : elsewhere)[part] ?? drawn[part] ?? part;
    return cap.length === 1 ? cap.toUpperCase() : cap;
  });
}

/** The keys of an action for this reader: their own in place of the default ones, and its single key where they want such keys. */
export function keysOf(id: ActionId, { keys: own, singleKeys }: Pick<Preferences, 'keys' | 'singleKeys'>): string[] {
  const entry: { keys: string; single?: string } | undefined = defaultKeys.find((candidate) => candidate.id === id);
  const chosen = Object.hasOwn(own, id) ? own[id] : undefined;
  if (chosen !== undefined) return chosen === '' || (isSingleKey(chosen) && !singleKeys) ? [] : [chosen];
  return [entry?.keys ?? '', singleKeys ? (entry?.single ?? '') : ''].filter((keys) => keys !== '');
}

/** Actions that have a key of another one too, with those others: by id. */
export function sharedKeys(preferences: Pick<Preferences, 'keys' | 'singleKeys'>): Map<ActionId, ActionId[]> {
  const byKeys = new Map<string, ActionId[]>();
  for (const { id } of defaultKeys) {
    for (const keys of keysOf(id, preferences)) byKeys.set(keys, [...(byKeys.get(keys) ?? []), id]);
  }
  const shared = new Map<ActionId, ActionId[]>();
  for (const ids of byKeys.values()) {
    if (ids.length < 2) continue;
    for (const id of ids) shared.set(id, [...(shared.get(id) ?? []), ...ids.filter((other) => other !== id)]);
  }
  return shared;
}
