/** The nearest known name to a misspelt one: within a third of its length, or the only one that begins so; `null` when there is none. */
export function nearestName(name: string, known: Iterable<string>): string | null {
  const wanted = name.toUpperCase();
  if (wanted.length < 2 || wanted.length > 128) return null;
  let best: string | null = null;
  let limit = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const distance = edits(wanted, candidate.toUpperCase(), limit);
    if (distance < limit) {
      best = candidate;
      limit = distance;
    }
  }
  if (best !== null || wanted.length < 3) return best;
  const longer = [...known].filter((candidate) => candidate.toUpperCase().startsWith(wanted));
  return longer.length === 1 ? (longer[0] ?? null) : null;
}

/** Edits from `a` to `b`, a swap of neighbours counting one; `limit` when there are as many or more. */
function edits(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(last[column]! + 1, next[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, before[column - 2]! + 1);
      }
      next.push(cost);
    }
    if (Math.min(...next) >= limit) return limit;
    before = last;
    last = next;
  }
  return Math.min(last[b.length]!, limit);
}
