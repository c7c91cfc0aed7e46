/** Which elements of an LD body make one network, and in which order the networks are evaluated: as they stand, from top to bottom. */
import type { LadderItem } from './ladder-items.ts';

export interface DrawnNetwork {
  title?: string;
  comment?: string;
  label?: string;
  items: readonly LadderItem[];
  /** From where the network begins on the sheet. */
  line: number;
  /** Other networks stand beside or within it: tools differ about which comes first. */
  interleaved: boolean;
}

type Group = { items: LadderItem[]; top: number; bottom: number; first: number; own: boolean };

export function drawnNetworks(items: readonly LadderItem[]): DrawnNetwork[] {
  const groups = connected(items);
  const notes = items
    .map((item, first) => ({ item, first, top: item.y }))
    .filter(({ item }) => item.kind === 'label' || item.kind === 'comment' || item.kind === 'title');
  // Some tools write no positions: then the order of the text is all there is.
  const placed = new Set(items.map(({ y }) => y)).size > 1;
  const order = (a: { top: number; first: number }, b: { top: number; first: number }) =>
    (placed ? a.top - b.top : 0) || a.first - b.first;
  groups.sort(order);
  notes.sort(order);
  const networks: DrawnNetwork[] = [];
  let next = 0;
  const headed = (until: Group | null): Partial<DrawnNetwork> => {
    const heads: Record<'title' | 'comment' | 'label', string[]> = { title: [], comment: [], label: [] };
    for (; next < notes.length; next++) {
      const note = notes[next]!;
      const isBefore = until === null || (placed ? note.top <= until.bottom : note.first < until.first);
      if (!isBefore) break;
      // Two labels: the first one's network ends where the second begins.
      if (note.item.kind === 'label' && heads.label.length > 0) {
        networks.push({ ...joined(heads), items: [], line: note.item.line, interleaved: false });
        heads.title = [];
        heads.comment = [];
        heads.label = [];
      }
      const text = note.item.text.replace(/\s+$/, '');
      if (text !== '') heads[note.item.kind as keyof typeof heads].push(text);
    }
    return joined(heads);
  };
  for (const [position, group] of groups.entries()) {
    const interleaved = placed && groups.some((other, place) => place < position && other.bottom >= group.top);
    networks.push({ ...headed(group), items: group.items, line: group.items[0]?.line ?? 0, interleaved });
  }
  const rest = headed(null);
  if (Object.keys(rest).length > 0) networks.push({ ...rest, items: [], line: notes.at(-1)?.item.line ?? 0, interleaved: false });
  return networks;
}

function joined(heads: Record<'title' | 'comment' | 'label', string[]>): Partial<DrawnNetwork> {
  return {
    ...(heads.title.length > 0 && { title: heads.title.join(' ') }),
    ...(heads.comment.length > 0 && { comment: heads.comment.join('\n') }),
    ...(heads.label.length > 0 && { label: heads.label[0]! }),
  };
}

/** Elements that are wired to each other; rails join only what a rail of ours says is one network. */
function connected(items: readonly LadderItem[]): Group[] {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let at = id;
    for (let up = parents.get(at); up !== undefined && up !== at; up = parents.get(at)) at = up;
    parents.set(id, at);
    return at;
  };
  const byId = new Map(items.map((item) => [item.id, item]));
  const isShared = ({ kind, network }: LadderItem) => kind === 'rightPowerRail' || (kind === 'leftPowerRail' && network === null);
  const isNote = ({ kind }: LadderItem) => kind === 'label' || kind === 'comment' || kind === 'title';
  for (const item of items) {
    if (isNote(item)) continue;
    for (const pin of item.inputs)
      for (const { ref } of pin.connections) {
        const other = byId.get(ref);
        if (other === undefined || isShared(other)) continue;
        // A right rail of its own joins what ends at it when that hangs from a rail of ours.
        if (item.kind === 'rightPowerRail') {
          if (other.network !== null) parents.set(rootOf(item.id), rootOf(ref));
        } else parents.set(rootOf(item.id), rootOf(ref));
      }
  }
  const groups = new Map<string, Group>();
  for (const [first, item] of items.entries()) {
    if (isNote(item) || isShared(item)) continue;
    const key = rootOf(item.id);
    const group = groups.get(key) ?? { items: [], top: Infinity, bottom: -Infinity, first, own: false };
    group.items.push(item);
    group.own ||= item.network !== null;
    if (item.kind !== 'inVariable' && item.kind !== 'outVariable') {
      group.top = Math.min(group.top, item.y);
      group.bottom = Math.max(group.bottom, item.y);
    }
    groups.set(key, group);
  }
  for (const group of groups.values())
    if (group.top === Infinity) {
      group.top = Math.min(...group.items.map(({ y }) => y));
      group.bottom = group.top;
    }
  return [...groups.values()];
}
