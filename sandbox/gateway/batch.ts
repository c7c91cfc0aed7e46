/** Neighbours read in one request: what lies between them and nobody asked for costs less than a request of its own. */

export interface Stretch<Entry> {
  start: number;
  length: number;
  entries: Entry[];
}

/**
 * Packs entries (each `length` places from `start` on) into stretches of at most `most` places, bridging gaps of at most `gap`. An entry
 * longer than `most` gets a stretch of its own.
 */
export function batch<Entry extends { start: number; length: number }>(
  entries: readonly Entry[],
  gap: number,
  most: number,
): Stretch<Entry>[] {
  const stretches: Stretch<Entry>[] = [];
  for (const entry of entries.toSorted((a, b) => a.start - b.start || a.length - b.length)) {
    const last = stretches.at(-1);
    const end = entry.start + entry.length;
    if (last && entry.start - (last.start + last.length) <= gap && end - last.start <= most) {
      last.length = Math.max(last.length, end - last.start);
      last.entries.push(entry);
    } else stretches.push({ start: entry.start, length: entry.length, entries: [entry] });
  }
  return stretches;
}
