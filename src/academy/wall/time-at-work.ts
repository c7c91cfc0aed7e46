/**
 * How long somebody has been at work on something: the time between saves and checks that are no further apart than a pause may be. A
 * longer break does not count, so a night or a lunch makes nobody stuck.
 */

/** Minutes without a save or a check that still are work. The page says this figure in words. */
export const longestPause = 10;

/**
 * Minutes at work from `since` to `now`. `marks`: instants at which something was saved or checked, ISO 8601, in any order; `present`: their
 * rig is open in front of them at this moment, so the time since the last mark counts as far as a pause goes.
 */
export function minutesAtWork(since: string, marks: readonly string[], now: Date, present: boolean): number {
  const from = Date.parse(since);
  const end = now.getTime();
  const times = marks.map((mark) => Date.parse(mark)).filter((time) => time > from && time <= end);
  let before = from;
  let worked = 0;
  for (const time of [...times, ...(present ? [end] : [])].sort((one, other) => one - other)) {
    const gap = time - before;
    if (gap <= longestPause * 60_000) worked += gap;
    before = time;
  }
  return Math.floor(worked / 60_000);
}
