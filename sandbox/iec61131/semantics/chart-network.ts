/**
 * A sequence as a net: which steps belong together, where it begins, what it can come to. Clause 6.7.5: a network has one initial step;
 * one that could activate an active step again ("unsafe") or leave steps without a way to them ("unreachable") is a mistake.
 */

/** Steps by number; a transition leaves all of `from` and enters all of `to`. */
export interface Network {
  steps: number;
  initial: readonly number[];
  transitions: readonly { from: readonly number[]; to: readonly number[] }[];
}

/** Situations looked at before the search is given up: parallel branches multiply them. */
const SITUATION_LIMIT = 4000;

/** For each step the number of its component, from 0. */
export function componentsOf({ steps, transitions }: Network): number[] {
  const parent = Array.from({ length: steps }, (_, step) => step);
  const find = (step: number): number => {
    let root = step;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = step; at !== root; ) {
      const next = parent[at]!;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  for (const { from, to } of transitions) {
    const [first, ...rest] = [...from, ...to];
    if (first === undefined) continue;
    for (const other of rest) parent[find(other)] = find(first);
  }
  const numbers = new Map<number, number>();
  return parent.map((_, step) => {
    const root = find(step);
    const known = numbers.get(root);
    if (known !== undefined) return known;
    numbers.set(root, numbers.size);
    return numbers.size - 1;
  });
}

export interface Exploration {
  reached: boolean[];
  /** Transitions that were possible in some situation. */
  taken: boolean[];
  /** The first way to enter an active step, or `null`. */
  unsafe: { transition: number; step: number } | null;
  /** False when there were too many situations: then `reached` is what single branches can reach, and `taken` says nothing. */
  complete: boolean;
}

/** Plays the sequence with every condition free, from its initial steps. */
export function explore(network: Network): Exploration {
  const { steps, initial, transitions } = network;
  const leaving: number[][] = Array.from({ length: steps }, () => []);
  transitions.forEach(({ from }, number) => {
    if (from[0] !== undefined) leaving[from[0]]!.push(number);
  });
  const result: Exploration = {
    reached: new Array<boolean>(steps).fill(false),
    taken: new Array<boolean>(transitions.length).fill(false),
    unsafe: null,
    complete: true,
  };
  const seen = new Set<string>();
  const waiting: number[][] = [];
  const meet = (situation: number[]): void => {
    const key = situation.join();
    if (seen.has(key)) return;
    seen.add(key);
    waiting.push(situation);
    for (const step of situation) result.reached[step] = true;
  };
  meet([...initial].sort((a, b) => a - b));
  let effort = 0;
  for (let situation = waiting.pop(); situation !== undefined; situation = waiting.pop()) {
    const active = new Set(situation);
    for (const step of situation) {
      for (const number of leaving[step]!) {
        const { from, to } = transitions[number]!;
        if (!from.every((source) => active.has(source))) continue;
        result.taken[number] = true;
        const next = new Set(active);
        for (const source of from) next.delete(source);
        for (const target of to) {
          if (next.has(target) && result.unsafe === null) result.unsafe = { transition: number, step: target };
          next.add(target);
        }
        effort += next.size;
        meet([...next].sort((a, b) => a - b));
      }
    }
    if (seen.size > SITUATION_LIMIT || effort > 100 * SITUATION_LIMIT) {
      result.complete = false;
      spread(network, result.reached);
      return result;
    }
  }
  return result;
}

/** What can be reached when every step once reached stays: more than the truth, never less. */
function spread({ transitions }: Network, reached: boolean[]): void {
  const waits = transitions.map(({ from }) => from.filter((step) => !reached[step]).length);
  const leaving = new Map<number, number[]>();
  transitions.forEach(({ from }, number) => {
    for (const step of from) {
      const list = leaving.get(step);
      if (list === undefined) leaving.set(step, [number]);
      else list.push(number);
    }
  });
  const open: number[] = [];
  waits.forEach((count, number) => {
    if (count === 0) open.push(number);
  });
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    for (const step of transitions[number]!.to) {
      if (reached[step]) continue;
      reached[step] = true;
      for (const next of leaving.get(step) ?? []) if (--waits[next]! === 0) open.push(next);
    }
  }
}
