/** Where a line of one text stands in another: with it when it is unchanged, at its place when it is gone. */
import { lineDifference } from '../work/line-difference.ts';

export interface FollowedLine {
  /** From 1. */
  line: number;
  /** The line itself is not there any more (deleted, or written otherwise); `line` is what stands at its place. */
  gone: boolean;
}

/** `line`, from 1, of `before`; one beyond its end is taken for its last. */
export function followLine(before: string, after: string, line: number): FollowedLine {
  const last = before.split('\n').length;
  const asked = Math.min(Math.max(1, line), last);
  let removed: number[] = [];
  let added: number[] = [];
  /** Behind the last line of `after` that was met. */
  let next = 1;
  // The hunk that removes the line is only known at its end: what replaces it may come after it.
  const place = (): FollowedLine | null => {
    const at = removed.indexOf(asked);
    return at < 0 ? null : { line: added[Math.min(at, added.length - 1)] ?? next, gone: true };
  };
  for (const { kind, before: one, after: other } of lineDifference(before, after)) {
    if (kind === 'removed' && one !== null) removed.push(one);
    else if (kind === 'added' && other !== null) {
      added.push(other);
      next = other + 1;
    } else if (one !== null && other !== null) {
      const found = place();
      if (found) return found;
      if (one === asked) return { line: other, gone: false };
      removed = [];
      added = [];
      next = other + 1;
    }
  }
  const found = place() ?? { line: asked, gone: true };
  return { ...found, line: Math.min(found.line, after.split('\n').length) };
}
