/**
 * From a drawing's wires to a series-parallel tree: elements are edges between junctions; two edges in a row become one, two edges side
 * by side become one, until a single edge leads from the left rail to the right (Valdes, Tarjan, Lawler 1982). What does not reduce,
 * a bridge for instance, is no tree.
 */
import type { LadderElement, Series } from '../diagrams/ladder.ts';

/** An element with the outputs that feed it, in the order in which they are drawn at its input. */
export interface Wired {
  id: string;
  element: LadderElement;
  /** Ids of other elements, or RAIL. */
  sources: readonly string[];
  /** From the top of the sheet. */
  y: number;
  /** Jumps and returns: nothing goes on behind them. */
  ends: boolean;
}

export const RAIL = 'rail';

interface Branch {
  series: Series;
  /** Highest element in it; `null`: a wire. */
  y: number | null;
  /** Where it is drawn among those that meet at its end. */
  order: number;
}

interface Edge extends Branch {
  from: string;
  to: string;
  /** Of a parallel and nothing else. */
  branches: readonly Branch[] | null;
}

/** A larger rung is no drawing of a person's, and reducing it would take long. */
export const LARGEST_RUNG = 1000;

/** The tree, or `null` where there is none. `end` lists what is drawn at the right rail. */
export function reduceToSeries(elements: readonly Wired[], end: readonly string[]): Series | null {
  if (elements.length > LARGEST_RUNG) return null;
  const consumed = new Set([...elements.flatMap(({ sources }) => sources), ...end]);
  const loose = elements.filter(({ id, ends }) => !ends && !consumed.has(id)).map(({ id }) => id);
  const leaving = elements.filter(({ ends }) => ends);
  const edges = wires(elements, [...end, ...loose]);
  for (const { id, element, sources, y } of elements)
    edges.push({ from: junction(sources), to: junction([id]), series: [element], y, order: 0, branches: null });
  // What a jump or return lets through goes nowhere: they end where the rung ends.
  const drawn = end.length + loose.length;
  for (const [position, { id }] of leaving.entries())
    edges.push({ from: junction([id]), to: END, series: [], branches: null, y: null, order: drawn + position });
  return reduce(edges);
}

const END = 'end';
const junction = (sources: readonly string[]): string => JSON.stringify([...new Set(sources)].sort());

/** From each place where wires meet to the next: from the largest sets of outputs that are part of a set to that set. */
function wires(elements: readonly Wired[], end: readonly string[]): Edge[] {
  const sets = new Map<string, readonly string[]>();
  const meet = (sources: readonly string[]) => sets.set(junction(sources), [...new Set(sources)]);
  meet([RAIL]);
  for (const { id, sources, ends } of elements) {
    meet(sources);
    if (!ends) meet([id]);
  }
  const edges: Edge[] = [];
  const partsOf = (key: string | null, set: readonly string[]): [string, readonly string[]][] => {
    const has = new Set(set);
    const parts = [...sets].filter(
      ([other, members]) =>
        other !== key && members.length < set.length + (key === null ? 1 : 0) && members.every((one) => has.has(one)),
    );
    return parts.filter(
      ([, members]) =>
        !parts.some(([, larger]) => larger.length > members.length && members.every((one) => larger.includes(one))),
    );
  };
  for (const [key, set] of sets)
    if (set.length > 1)
      for (const [from, members] of partsOf(key, set))
        edges.push({
          from,
          to: key,
          series: [],
          branches: null,
          y: null,
          order: Math.min(...members.map((one) => set.indexOf(one))),
        });
  const last = [...new Set(end)];
  if (last.length > 0)
    for (const [from, members] of partsOf(null, last))
      edges.push({
        from,
        to: END,
        series: [],
        branches: null,
        y: null,
        order: Math.min(...members.map((one) => last.indexOf(one))),
      });
  return edges;
}

function reduce(all: readonly Edge[]): Series | null {
  const edges = new Set(all);
  const into = new Map<string, Set<Edge>>();
  const outOf = new Map<string, Set<Edge>>();
  const at = (map: Map<string, Set<Edge>>, key: string): Set<Edge> => {
    const found = map.get(key);
    if (found !== undefined) return found;
    const made = new Set<Edge>();
    map.set(key, made);
    return made;
  };
  const add = (edge: Edge): void => {
    edges.add(edge);
    at(outOf, edge.from).add(edge);
    at(into, edge.to).add(edge);
  };
  const remove = (edge: Edge): void => {
    edges.delete(edge);
    at(outOf, edge.from).delete(edge);
    at(into, edge.to).delete(edge);
  };
  for (const edge of all) add(edge);
  const start = junction([RAIL]);
  const waiting = [...new Set(all.flatMap(({ from, to }) => [from, to]))];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    // Side by side: all edges from here to one other place.
    for (const to of new Set([...at(outOf, key)].map((edge) => edge.to))) {
      const alike = [...at(outOf, key)].filter((edge) => edge.to === to);
      if (alike.length < 2) continue;
      for (const edge of alike) remove(edge);
      add(sideBySide(alike));
      waiting.push(to);
    }
    if (key === start || key === END) continue;
    const [before, otherBefore] = at(into, key);
    const [after, otherAfter] = at(outOf, key);
    if (before === undefined || after === undefined || otherBefore !== undefined || otherAfter !== undefined) continue;
    if (before === after) return null;
    remove(before);
    remove(after);
    add(inARow(before, after));
    waiting.push(before.from, after.to);
  }
  const [only, more] = edges;
  if (only === undefined) return [];
  return more === undefined && only.from === start && only.to === END ? only.series : null;
}

function inARow(before: Edge, after: Edge): Edge {
  const heights = [before.y, after.y].filter((y) => y !== null);
  // A wire before or behind changes nothing: what was a parallel is one still.
  const branches = after.series.length === 0 ? before.branches : before.series.length === 0 ? after.branches : null;
  return {
    from: before.from,
    to: after.to,
    branches: branches,
    series: [...before.series, ...after.series],
    y: heights.length === 0 ? null : Math.min(...heights),
    order: after.order,
  };
}

/** Branches by their height on the sheet; a wire, which has none, where it is drawn at the junction. */
function sideBySide(edges: readonly Edge[]): Edge {
  // Branches that were joined before are sorted in among the others.
  const all = edges.flatMap((edge): readonly Branch[] => edge.branches ?? [edge]);
  const branches = all.filter(({ y }) => y !== null).sort((a, b) => a.y! - b.y! || a.order - b.order);
  const [wire] = all.filter(({ y }) => y === null).sort((a, b) => a.order - b.order);
  if (wire !== undefined) {
    const place = branches.findIndex(({ order }) => order > wire.order);
    branches.splice(place === -1 ? branches.length : place, 0, wire);
  }
  const { from, to } = edges[0]!;
  const [first, second] = branches;
  return {
    from,
    to,
    series: second === undefined ? first!.series : [{ kind: 'parallel', branches: branches.map(({ series }) => series) }],
    branches: second === undefined ? null : branches,
    y: branches.find(({ y }) => y !== null)?.y ?? null,
    order: Math.min(...branches.map(({ order }) => order)),
  };
}
