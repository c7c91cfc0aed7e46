/** The names that are nearest to what somebody typed: at most two letters changed, left out, added or swapped. */
export function nearest(typed: string, names: Iterable<string>): string[] {
  const most = typed.length < 5 ? 1 : 2;
  const found: { name: string; distance: number }[] = [];
  for (const name of names) {
    if (Math.abs(name.length - typed.length) > most) continue;
    const distance = distanceOf(typed, name);
    if (distance <= most) found.push({ name, distance });
  }
  return found.sort((one, other) => one.distance - other.distance).map(({ name }) => name);
}

/** Damerau and Levenshtein, adjacent letters swapped once. */
function distanceOf(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      let least = Math.min(last[column]! + 1, line[column - 1]! + 1, last[column - 1]! + same);
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) least = Math.min(least, before[column - 2]! + 1);
      line.push(least);
    }
    before = last;
    last = line;
  }
  return last[other.length]!;
}
