/** The closest known name to one that is not known. */

/** Edits (insert, delete, replace, swap of neighbours) from `a` to `b`, or `limit + 1` when there are more than `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
      if (best < smallest) smallest = best;
    }
    if (smallest > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

/** Which characters a name has, a bit each (of those with one code modulo 32, one). */
function characters(name: string): number {
  let set = 0;
  for (let i = 0; i < name.length; i++) set |= 1 << (name.charCodeAt(i) & 31);
  return set;
}

function count(bits: number): number {
  let found = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) found++;
  return found;
}

/** The nearest candidate within a third of the name's length, or `null`. Ties go to the first. */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  const wanted = name.toUpperCase();
  let limit = Math.max(1, Math.floor(wanted.length / 3));
  if (wanted.length < 2) return null;
  const own = characters(wanted);
  let nearest: string | null = null;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    // A character that the other has not costs an edit each: most candidates are done with here.
    const other = characters(candidate.toUpperCase());
    if (Math.max(count(own & ~other), count(other & ~own)) > limit) continue;
    const distance = editDistance(wanted, candidate.toUpperCase(), limit);
    if (distance <= limit && (nearest === null || distance < limit)) {
      nearest = candidate;
      limit = distance;
      if (distance === 0) break;
    }
  }
  return nearest;
}
