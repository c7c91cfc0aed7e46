/** What a key, a palette or a drop does: each a function of diagram and cursor. A cursor is an element, the place of an empty row, or a network. */
import { type ElementPath, elementAt, elementsOf, type LadderElement, type LadderNetwork, type LadderPou } from '../ladder.ts';
import { firstOutput, isOutput } from '../layout/place.ts';
import { negated, newElement } from './elements.ts';
import { branchBelow, comparePaths, insertAt, insertNetworks, removeAt, replaceAt, rowAt } from './rows.ts';

export interface Edited {
  pou: LadderPou;
  cursor: ElementPath;
}

/** Behind the cursor; before it where an output stands there and a condition comes. Outputs go to the right rail, below those that are there. */
export function insertAtCursor(pou: LadderPou, cursor: ElementPath, element: LadderElement): Edited {
  if (pou.networks.length === 0) return insertAtCursor(insertNetworks(pou, 0, [{ rung: [] }]), [0], element);
  if (isOutput(element)) return insertOutput(pou, cursor, element);
  const here = elementAt(pou, cursor);
  const place =
    cursor.length === 1 ? [cursor[0]!, 0] : here && !isOutput(here) ? [...cursor.slice(0, -1), cursor.at(-1)! + 1] : cursor;
  return { pou: insertAt(pou, place, [element]), cursor: place };
}

function insertOutput(pou: LadderPou, cursor: ElementPath, element: LadderElement): Edited {
  const place = cursor.length === 1 ? [cursor[0]!, 0] : cursor;
  const above = place.slice(0, -2);
  // Out of branches that are conditions: an output belongs behind where they join.
  if (place.length >= 4 && !isOutput(elementAt(pou, above)!)) return insertOutput(pou, above, element);
  const row = rowAt(pou, place) ?? [];
  const from = firstOutput(row);
  const at = (position: number): ElementPath => [...place.slice(0, -1), position];
  if (from === row.length) return { pou: insertAt(pou, at(from), [element]), cursor: at(from) };
  const branched = branchBelow(pou, at(from), at(row.length - 1), [element]);
  return { pou: branched.pou, cursor: branched.at };
}

/** A branch below what is selected, with a first element to be named: an output below outputs, a contact below anything else. */
export function insertBranch(pou: LadderPou, selected: readonly ElementPath[]): Edited | null {
  const [first, last] = [selected[0], selected.at(-1)];
  const element = first && elementAt(pou, first);
  if (!first || !last || !element) return null;
  const { pou: changed, at } = branchBelow(pou, first, last, [newElement(isOutput(element) ? 'plain' : 'no')]);
  return { pou: changed, cursor: at };
}

export function insertNetwork(pou: LadderPou, cursor: ElementPath | null): Edited {
  const at = cursor === null || pou.networks.length === 0 ? pou.networks.length : cursor[0]! + 1;
  return { pou: insertNetworks(pou, at, [{ rung: [] }]), cursor: [at] };
}

/** The networks that something is selected in, from the first to the last. */
function networksOf(selected: readonly ElementPath[]): [number, number] | null {
  const numbers = selected.flatMap(([network]) => network ?? []);
  return numbers.length === 0 ? null : [Math.min(...numbers), Math.max(...numbers)];
}

/** The networks of what is selected, one up or down; `null` at the end of the diagram. A cursor in them moves by as much. */
export function moveNetworks(pou: LadderPou, selected: readonly ElementPath[], step: 1 | -1): LadderPou | null {
  const range = networksOf(selected);
  if (range === null) return null;
  const [from, to] = range;
  if (from + step < 0 || to + step >= pou.networks.length) return null;
  const moved = pou.networks.slice(from, to + 1);
  return { ...pou, networks: pou.networks.toSpliced(from, moved.length).toSpliced(from + step, 0, ...moved) };
}

/** Copies below the networks of what is selected; a label stays with the original, for two of one name would be none. */
export function duplicateNetworks(pou: LadderPou, selected: readonly ElementPath[]): Edited | null {
  const range = networksOf(selected);
  if (range === null) return null;
  const [from, to] = range;
  const copies = pou.networks.slice(from, to + 1).map(({ label: _, ...network }) => network);
  return copies.length === 0 ? null : { pou: insertNetworks(pou, to + 1, copies), cursor: [to + 1] };
}

export function deleteSelected(pou: LadderPou, selected: readonly ElementPath[]): Edited {
  const changed = removeAt(pou, selected);
  const [first = []] = selected.toSorted(comparePaths);
  return { pou: changed, cursor: nearestTo(changed, first) };
}

export function negateSelected(pou: LadderPou, selected: readonly ElementPath[]): LadderPou {
  return selected.reduce((changed, path) => {
    const element = elementAt(changed, path);
    return element ? replaceAt(changed, path, negated(element)) : changed;
  }, pou);
}

/** A place that still is, where one was: itself, the one before, the row around it, the network. */
export function nearestTo(pou: LadderPou, path: ElementPath): ElementPath {
  if (path.length <= 1) return [Math.max(0, Math.min(path[0] ?? 0, pou.networks.length - 1))];
  if (elementAt(pou, path)) return path;
  const before = [...path.slice(0, -1), path.at(-1)! - 1];
  if (path.at(-1)! > 0 && elementAt(pou, before)) return before;
  return nearestTo(pou, path.length === 2 ? path.slice(0, 1) : path.slice(0, -2));
}

/** From an element to another of the same row, or from network to network; else the second alone. */
export function selectedBetween(anchor: ElementPath | null, cursor: ElementPath): ElementPath[] {
  const same = anchor !== null && anchor.length === cursor.length && anchor.slice(0, -1).every((one, at) => cursor[at] === one);
  if (!same) return [cursor];
  const [from, to] = [anchor.at(-1)!, cursor.at(-1)!].toSorted((a, b) => a - b) as [number, number];
  return Array.from({ length: to - from + 1 }, (_, at) => [...cursor.slice(0, -1), from + at]);
}

/** What was copied: elements of one row, or networks. */
export type Clip = { networks: readonly LadderNetwork[] } | { elements: readonly LadderElement[] };

export function copied(pou: LadderPou, selected: readonly ElementPath[]): Clip {
  if (selected.every((path) => path.length === 1)) return { networks: selected.flatMap(([at]) => pou.networks[at!] ?? []) };
  return { elements: selected.flatMap((path) => elementAt(pou, path) ?? []) };
}

export function paste(pou: LadderPou, cursor: ElementPath | null, clip: Clip): Edited {
  if ('networks' in clip) {
    const at = cursor === null || pou.networks.length === 0 ? pou.networks.length : cursor[0]! + 1;
    return { pou: insertNetworks(pou, at, clip.networks), cursor: [at] };
  }
  let edited: Edited = { pou, cursor: cursor ?? [0] };
  for (const element of clip.elements) edited = insertAtCursor(edited.pou, edited.cursor, element);
  return edited;
}

/** Elements of one row to another place; `null` where that place is within one of them. */
export function moveTo(pou: LadderPou, paths: readonly ElementPath[], place: ElementPath): Edited | null {
  const isWithin = (path: ElementPath) => place.length > path.length && path.every((position, at) => place[at] === position);
  if (paths.some((path) => path.length === 1 || isWithin(path))) return null;
  const elements = paths.flatMap((path) => elementAt(pou, path) ?? []);
  // New nodes: what is put in is told from what is taken out.
  const moved = elements.map((element) => ({ ...element }));
  const depth = place.length - 1;
  const shifted = paths.map((path) => {
    const behind = place.slice(0, -1).every((position, at) => path[at] === position) && path[depth]! >= place[depth]!;
    return behind ? path.with(depth, path[depth]! + moved.length) : path;
  });
  const changed = removeAt(insertAt(pou, place, moved), shifted);
  const [first] = moved;
  for (const [network, { rung }] of changed.networks.entries())
    for (const { element, path } of elementsOf(rung, [network])) if (element === first) return { pou: changed, cursor: path };
  return { pou: changed, cursor: nearestTo(changed, place) };
}
