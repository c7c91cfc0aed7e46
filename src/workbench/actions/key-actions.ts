/** Which actions a keypress may mean, by where on the page it happens. */
import type { Preferences } from '../../academy/members/preferences.ts';
import { type ActionId, defaultKeys } from './default-keys.ts';
import { isSingleKey, keysOf } from './key-text.ts';

export interface KeyPlace {
  /** In a text field or the editor: signs and a field's own undo are its. */
  typing: boolean;
  /** In the program pane or at the time bar: keys of debugging are elsewhere the browser's (F5 loads the page again). */
  program: boolean;
  /** In the gateway pane, or in a lab that has no program: a download is one of the gateway's file. */
  gateway: boolean;
  /** A dialog is open: its keys are its own. */
  dialog: boolean;
}

const atProgramOnly: readonly ActionId[] = [
  'breakpoint',
  'run-to',
  'step.over',
  'step.into',
  'step.out',
  'step.back',
  'format',
  'outline',
  'tab-moves-focus',
];
const ofText: readonly ActionId[] = ['undo', 'redo'];

/** @param pressed keys as text (key-text.ts). */
export function actionsFor(pressed: string, place: KeyPlace, preferences: Pick<Preferences, 'keys' | 'singleKeys'>): ActionId[] {
  if (place.dialog || (place.typing && isSingleKey(pressed))) return [];
  return defaultKeys
    .map(({ id }): ActionId => id)
    .filter((id) => {
      const atEditor = place.program || (place.gateway && id === 'tab-moves-focus');
      if (atProgramOnly.includes(id) && !atEditor) return false;
      if (ofText.includes(id) && place.typing) return false;
      return keysOf(id, preferences).includes(pressed);
    })
    .map((id) => (place.gateway && (id === 'download' || id === 'download.restart') ? 'gateway.apply' : id));
}
