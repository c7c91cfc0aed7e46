/**
 * When something learned returns: 2 days after it was learned, 7 days after that return and 21 days after the next, if each was answered
 * rightly; a wrong answer begins again at 2 days. Spacing is what helps; a plain schedule does as well as a clever one. Pure: a day is
 * handed in, never read from a clock.
 */

/** Days until each return, counted from the day before it. */
export const intervals = [2, 7, 21] as const;

/** Returns a day, at most: a pile of fifty is reviewed by nobody. */
export const perDay = 10;

/** `2026-11-23`, in the academy's time zone; it sorts as text. */
export type Day = string;

export interface Scheduled {
  /** Returns answered rightly in a row. */
  stage: number;
  /** Returns answered in all. */
  times: number;
  /** `null`: it returns no more. */
  dueOn: Day | null;
  lastOn: Day | null;
}

export function dayOf(instant: Date, timeZone: string): Day {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant);
}

export function daysAfter(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

export const learned = (on: Day): Scheduled => ({ stage: 0, times: 0, dueOn: daysAfter(on, intervals[0]), lastOn: null });

/**
 * As it stands today. A due day that lies further off than its whole interval was set while the clock was ahead: it would be lost for as
 * long as that was, so it counts from today.
 */
export function settled<Item extends Scheduled>(item: Item, today: Day): Item {
  const interval = intervals[item.stage];
  if (item.dueOn === null || interval === undefined) return item;
  const latest = daysAfter(today, interval);
  return item.dueOn > latest ? { ...item, dueOn: latest } : item;
}

/** After its return was answered. */
export function answered(item: Scheduled, right: boolean, today: Day): Scheduled {
  const stage = right ? item.stage + 1 : 0;
  const interval = intervals[stage];
  return {
    stage,
    times: item.times + 1,
    dueOn: interval === undefined ? null : daysAfter(today, interval),
    lastOn: today,
  };
}

export const isDue = ({ dueOn }: Scheduled, today: Day): boolean => dueOn !== null && dueOn <= today;

/** What is to be reviewed today, the longest due first, with what was reviewed today counted against the limit. */
export function dueToday<Item extends Scheduled>(items: readonly Item[], today: Day, reviewedToday: number): Item[] {
  return items
    .filter((item) => isDue(item, today))
    .toSorted((one, other) => (one.dueOn ?? '').localeCompare(other.dueOn ?? ''))
    .slice(0, Math.max(0, perDay - reviewedToday));
}
