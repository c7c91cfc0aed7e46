/**
 * A change of the model as a change of the file: only the networks that are other objects than before are written anew, so that the rest
 * of the text stays letter for letter, with its layout and remarks, and undo, history and comments see a small edit.
 */
import type { LadderNetwork, LadderPou } from './ladder.ts';
import { printHead, printLadder, printNetwork, printNetworks } from './print-ladder.ts';
import type { LadderReading } from './read-ladder.ts';

export interface TextChange {
  start: number;
  end: number;
  text: string;
}

/** From the text that was read to one that reads as `next`. In order, and apart from each other. */
export function changesTo(reading: LadderReading, next: LadderPou): TextChange[] {
  const { pou, networks, list, file } = reading;
  const whole = { start: 0, end: file.text.length, text: printLadder(next) };
  if (pou === null || list === null) return [whole];
  const changes: TextChange[] = [];
  const key = file.text.lastIndexOf('networks:', list.start);
  if (headOf(pou) !== headOf(next)) changes.push({ start: 0, end: key, text: remarksOf(file.text) + printHead(next) });
  if (networks.length === 0 || next.networks.length === 0) {
    const isSame = networks.length === next.networks.length;
    if (!isSame) changes.push({ start: key, end: list.end, text: printNetworks(next.networks) });
    return changes;
  }
  const before = networks.map(({ network }) => network);
  const [from, behind] = [alikeAtStart(before, next.networks), alikeAtEnd(before, next.networks)];
  const last = Math.min(behind, before.length - from, next.networks.length - from);
  const written = next.networks
    .slice(from, next.networks.length - last)
    .map(printNetwork)
    .join('');
  const start = from < networks.length ? networks[from]!.start : list.end;
  const end = last === 0 ? list.end : networks[networks.length - last]!.start;
  if (start !== end || written !== '') {
    // The last line of a file may lack its break.
    const isOpen = start > 0 && file.text[start - 1] !== '\n';
    changes.push({ start, end, text: (isOpen ? '\n' : '') + written });
  }
  return changes;
}

export function applyChanges(text: string, changes: readonly TextChange[]): string {
  return changes
    .toReversed()
    .reduce((now, { start, end, text: written }) => now.slice(0, start) + written + now.slice(end), text);
}

const headOf = (pou: LadderPou): string => printHead(pou);

/** What stands above the first key, e.g. where an editor finds the schema. */
const remarksOf = (text: string): string => /^(?:#.*\n|[ \t]*\n)*/.exec(text)![0];

function alikeAtStart(one: readonly LadderNetwork[], other: readonly LadderNetwork[]): number {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count++;
  return count;
}

function alikeAtEnd(one: readonly LadderNetwork[], other: readonly LadderNetwork[]): number {
  let count = 0;
  while (count < one.length && count < other.length && one.at(-1 - count) === other.at(-1 - count)) count++;
  return count;
}
