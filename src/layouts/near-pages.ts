/** Pages whose address is like one that does not exist: a letter mistyped, a lesson renamed, the course left out. */

export interface NearPage {
  /** Neutral. */
  path: string;
  title: string;
}

/** A name this long or longer is not a slip of the keyboard; and comparing costs its length squared. */
const longest = 80;
/** Share of letters that may differ. */
const tolerance = 0.4;

/** The pages most like the address asked for, at most `count`, the likest first. */
export function nearPages(asked: string, pages: readonly NearPage[], count = 3): NearPage[] {
  const wanted = wordsOf(asked);
  if (wanted === '' || wanted.length > longest) return [];
  return pages
    .map((page) => ({ page, distance: distanceTo(wanted, page.path) }))
    .filter(({ distance }) => distance <= tolerance)
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, count)
    .map(({ page }) => page);
}

const identifier = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The last part of an address as words to search for: `/courses/first-scan/two-swiches/` gives `two swiches`. An identifier is no words. */
export function wordsOf(path: string): string {
  const last =
    path
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? '';
  if (identifier.test(last)) return '';
  return readable(last)
    .toLowerCase()
    .replace(/\.\w{1,5}$/, '')
    .replace(/^\d+-/, '')
    .replaceAll(/[-_+\s]+/g, ' ')
    .trim();
}

/** 0 is the same, 1 has no letter in common. A name that contains the words, or all of them in another order, is near too. */
function distanceTo(wanted: string, path: string): number {
  const name = wordsOf(path);
  if (name === '') return 1;
  const parts = name.split(' ');
  if (wanted.length >= 4 && wanted.split(' ').every((word) => parts.includes(word))) return 0.1;
  return editDistance(wanted, name) / Math.max(wanted.length, name.length);
}

/** Letters to insert, delete, exchange or swap with their neighbour until one is the other. */
export function editDistance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let least = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[one.length]![other.length]!;
}

/** An address as people write it: letters in place of their codes. */
export function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray % in what somebody typed
  }
}
