/**
 * Two texts line by line: which lines stand in both, which in one only. The longest common subsequence, by the table of R. A. Wagner and
 * M. J. Fischer (Journal of the ACM 21 (1974) 168-173) over what lies between the common head and tail.
 */

export interface ComparedLine {
  kind: 'same' | 'removed' | 'added';
  text: string;
  /** Numbers of the line, from 1; `null` in the text that does not have it. */
  before: number | null;
  after: number | null;
}

/** Cells of the table that are reckoned at most; what differs more is told as wholly other. */
const mostCells = 16_000_000;

export function lineDifference(before: string, after: string): ComparedLine[] {
  const one = before.split('\n');
  const other = after.split('\n');
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < one.length - head && tail < other.length - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  const middle = between(one.slice(head, one.length - tail), other.slice(head, other.length - tail));
  const kinds = [...Array<'same'>(head).fill('same'), ...middle, ...Array<'same'>(tail).fill('same')];
  let left = 0;
  let right = 0;
  return kinds.map((kind) => {
    if (kind === 'removed') {
      left += 1;
      return { kind, text: one[left - 1] ?? '', before: left, after: null };
    }
    right += 1;
    if (kind === 'same') left += 1;
    return { kind, text: other[right - 1] ?? '', before: kind === 'same' ? left : null, after: right };
  });
}

/** What was removed comes before what was added in its place. */
function between(one: readonly string[], other: readonly string[]): ComparedLine['kind'][] {
  if (one.length * other.length > mostCells) return [...one.map(() => 'removed' as const), ...other.map(() => 'added' as const)];
  const width = other.length + 1;
  // Length of the longest common subsequence of what follows row and column.
  const table = new Uint32Array((one.length + 1) * width);
  const at = (row: number, column: number): number => table[row * width + column] ?? 0;
  for (let row = one.length - 1; row >= 0; row -= 1)
    for (let column = other.length - 1; column >= 0; column -= 1)
      table[row * width + column] =
        one[row] === other[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  const kinds: ComparedLine['kind'][] = [];
  let row = 0;
  let column = 0;
  while (row < one.length || column < other.length) {
    if (row < one.length && column < other.length && one[row] === other[column]) {
      kinds.push('same');
      row += 1;
      column += 1;
    } else if (row < one.length && (column >= other.length || at(row + 1, column) >= at(row, column + 1))) {
      kinds.push('removed');
      row += 1;
    } else {
      kinds.push('added');
      column += 1;
    }
  }
  return kinds;
}
