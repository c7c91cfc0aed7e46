/** The diagram's keys. Single letters act while the diagram itself has the focus, never while something is typed. */
import type { KeyboardEvent } from 'react';
import type { Direction } from '#sandbox/iec61131/diagrams/edit/move.ts';
import type { Tool } from './LadderToolbar.tsx';

export interface LadderActs {
  move(direction: Direction, extend: boolean): void;
  /** To the next or previous network, or to the first or last. */
  network(step: 1 | -1 | 'first' | 'last'): void;
  /** The networks of what is selected: one up or down, or copied below. */
  moveNetworks(step: 1 | -1): void;
  duplicateNetworks(): void;
  tool(tool: Tool): void;
  negate(): void;
  remove(): void;
  edit(): void;
  /** Write or force what stands at the element. */
  values(): void;
  /** To the declaration of what stands at the element; another name for it. */
  name(what: 'declaration' | 'rename'): void;
  undo(): void;
  redo(): void;
  zoom(step: 1 | -1 | 0): void;
  leave(): void;
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const tools: Readonly<Record<string, Tool>> = { c: 'no', o: 'plain', b: 'branch', f: 'box', n: 'network' };

/** Whether the key was one of the diagram's. */
export function ladderKey(event: KeyboardEvent, acts: LadderActs): boolean {
  const { key, shiftKey, altKey } = event;
  if (altKey) {
    if (key === 'ArrowDown' && shiftKey) acts.duplicateNetworks();
    else if ((key === 'ArrowUp' || key === 'ArrowDown') && !shiftKey) acts.moveNetworks(key === 'ArrowUp' ? -1 : 1);
    else return false;
    return true;
  }
  if (event.ctrlKey || event.metaKey) {
    const act = {
      z: () => (shiftKey ? acts.redo() : acts.undo()),
      y: () => acts.redo(),
      '+': () => acts.zoom(1),
      '=': () => acts.zoom(1),
      '-': () => acts.zoom(-1),
      '0': () => acts.zoom(0),
      home: () => acts.network('first'),
      end: () => acts.network('last'),
    }[key.toLowerCase()];
    act?.();
    return act !== undefined;
  }
  const direction = directions[key];
  const tool = tools[key];
  if (direction) acts.move(direction, shiftKey);
  else if (tool && !shiftKey) acts.tool(tool);
  else if (key === '/') acts.negate();
  else if (key === 'Delete' || key === 'Backspace') acts.remove();
  else if (key === 'Enter' || key === 'F2') acts.edit();
  else if (key === 'v' && !shiftKey) acts.values();
  else if (key === 'r' && !shiftKey) acts.name('rename');
  else if (key === 'F12') acts.name('declaration');
  else if (key === 'PageDown') acts.network(1);
  else if (key === 'PageUp') acts.network(-1);
  else if (key === 'Home') acts.network('first');
  else if (key === 'End') acts.network('last');
  else if (key === 'Escape') acts.leave();
  else return false;
  return true;
}
