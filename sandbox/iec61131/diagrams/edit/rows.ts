/**
 * Elements put into rows, exchanged and taken out. A diagram is never written to: what comes back shares every network and row that the edit
 * left alone, so that undo is keeping the old one and a drawing is made anew for one network.
 *
 * A place is an `ElementPath` whose last position may be the end of its row.
 */
import type { ElementPath, LadderElement, LadderNetwork, LadderPou, Series } from '../ladder.ts';

/** The row that a place is in; `null` where there is none. */
export function rowAt(pou: LadderPou, place: ElementPath): Series | null {
  const [network = -1, ...steps] = place;
  let row = pou.networks[network]?.rung;
  for (let at = 0; at + 1 < steps.length; at += 2) {
    const element: LadderElement | undefined = row?.[steps[at]!];
    row = element?.kind === 'parallel' ? element.branches[steps[at + 1]!] : undefined;
  }
  return row ?? null;
}

/** The row of a place becomes another. A place that does not exist changes nothing. */
export function withRow(pou: LadderPou, place: ElementPath, change: (row: Series) => Series): LadderPou {
  const [network = -1, ...steps] = place;
  const known = pou.networks[network];
  if (!known || rowAt(pou, place) === null) return pou;
  return withNetwork(pou, network, { ...known, rung: inRow(known.rung, steps.slice(0, -1), change) });
}

function inRow(row: Series, steps: readonly number[], change: (row: Series) => Series): Series {
  const [position, branch, ...rest] = steps;
  if (position === undefined || branch === undefined) return change(row);
  const element = row[position];
  if (element?.kind !== 'parallel') return row;
  const branches = element.branches.with(branch, inRow(element.branches[branch]!, rest, change));
  return row.with(position, { ...element, branches });
}

export const withNetwork = (pou: LadderPou, at: number, network: LadderNetwork): LadderPou => ({
  ...pou,
  networks: pou.networks.with(at, network),
});

export const insertNetworks = (pou: LadderPou, at: number, networks: readonly LadderNetwork[]): LadderPou => ({
  ...pou,
  networks: pou.networks.toSpliced(at, 0, ...networks),
});

export function insertAt(pou: LadderPou, place: ElementPath, elements: readonly LadderElement[]): LadderPou {
  return withRow(pou, place, (row) => row.toSpliced(place.at(-1)!, 0, ...elements));
}

export function replaceAt(pou: LadderPou, path: ElementPath, element: LadderElement): LadderPou {
  return withRow(pou, path, (row) => (path.at(-1)! < row.length ? row.with(path.at(-1)!, element) : row));
}

/** Takes elements out, and networks by their number. A branch that has nothing left goes with them, and a parallel of one branch is none. */
export function removeAt(pou: LadderPou, paths: readonly ElementPath[]): LadderPou {
  // From behind, so that what is still to come keeps its place.
  return paths.toSorted(comparePaths).toReversed().reduce(removeOne, pou);
}

function removeOne(pou: LadderPou, path: ElementPath): LadderPou {
  if (path.length === 1) return { ...pou, networks: pou.networks.toSpliced(path[0]!, 1) };
  const row = rowAt(pou, path);
  const position = path.at(-1)!;
  if (row === null || position >= row.length) return pou;
  if (row.length === 1 && path.length >= 4) return removeBranch(pou, path.slice(0, -2), path.at(-2)!);
  return withRow(pou, path, (all) => all.toSpliced(position, 1));
}

/** A branch goes; what is left of its parallel when one remains stands in the row itself. */
export function removeBranch(pou: LadderPou, parallel: ElementPath, branch: number): LadderPou {
  return withRow(pou, parallel, (row) => {
    const element = row[parallel.at(-1)!];
    if (element?.kind !== 'parallel') return row;
    const branches = element.branches.toSpliced(branch, 1);
    return branches.length > 1
      ? row.with(parallel.at(-1)!, { ...element, branches })
      : row.toSpliced(parallel.at(-1)!, 1, ...(branches[0] ?? []));
  });
}

/** In the order of evaluation. */
export function comparePaths(one: ElementPath, other: ElementPath): number {
  for (const [at, position] of one.entries()) {
    const difference = position - (other[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/**
 * A branch below neighbours of one row, from the first to the last: they become the upper branch of a parallel. Where they are a whole branch
 * already, the new one comes below it. Answers where the branch's first element is.
 */
export function branchBelow(
  pou: LadderPou,
  first: ElementPath,
  last: ElementPath,
  branch: Series,
): { pou: LadderPou; at: ElementPath } {
  const row = rowAt(pou, first);
  if (row === null) return { pou, at: first };
  const [from, to] = [first.at(-1)!, last.at(-1)!];
  if (first.length >= 4 && from === 0 && to === row.length - 1) {
    const [parallel, own] = [first.slice(0, -2), first.at(-2)!];
    const changed = withRow(pou, parallel, (outer) => {
      const element = outer[parallel.at(-1)!];
      return element?.kind === 'parallel'
        ? outer.with(parallel.at(-1)!, { ...element, branches: element.branches.toSpliced(own + 1, 0, branch) })
        : outer;
    });
    return { pou: changed, at: [...parallel, own + 1, 0] };
  }
  const parallel = [...first.slice(0, -1), from];
  const only = row[from];
  // Below a parallel comes one branch more of it.
  if (from === to && only?.kind === 'parallel')
    return {
      pou: replaceAt(pou, parallel, { ...only, branches: [...only.branches, branch] }),
      at: [...parallel, only.branches.length, 0],
    };
  const changed = withRow(pou, first, (all) =>
    all.toSpliced(from, to - from + 1, { kind: 'parallel', branches: [all.slice(from, to + 1), branch] }),
  );
  return { pou: changed, at: [...parallel, 1, 0] };
}
