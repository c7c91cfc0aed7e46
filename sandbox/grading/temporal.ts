/**
 * Requirements on a run, decided over samples: metric temporal logic on finite traces (Koymans 1990; three-valued where the end of
 * the run leaves a window open). Sample `i` is taken at the end of tick `i` and carries the time at which that tick began. All
 * bounds are counts of ticks and inclusive. The page for authors: content/reference/checks.en.md.
 */

/** One sample per tick: 1 where the expression held. */
export type Samples = ArrayLike<number>;

export type TickRequirement =
  /** At some `i` in `[from, from + within]` the expression is true, and at every sample of `[i, i + hold]`. */
  | { kind: 'expect'; from: number; within: number; hold: number }
  /**
   * The expression has `value` at every sample of `[from, to]`, but for stretches of at most `within` samples; `to: null` is the end
   * of the run, which then cuts nothing off.
   */
  | { kind: 'constant'; value: boolean; from: number; to: number | null; within: number }
  /** At every sample at which the trigger holds: `expect` from there on. */
  | { kind: 'response'; within: number; hold: number }
  /** The goal holds at some `j` in `[from, from + within]`, and the expression at every sample of `[from, j)`. */
  | { kind: 'until'; from: number; within: number | null };

export type Decision =
  | { outcome: 'satisfied' }
  /** The run ended before the last window did. */
  | { outcome: 'cut-off' }
  | {
      outcome: 'violated';
      /** The sample that the verdict is about. */
      at: number;
      /** Where the window that was missed opened: `from`, or the trigger's sample. */
      opened: number;
      /** First sample of the stretch of wrong values around `at`, within the window. */
      since: number;
      /** It had been right in the window before `since`; of an until, it failed to last, rather than the goal to come. */
      lost: boolean;
    };

/**
 * `main` is the sampled expression; `other` the trigger of a response or the goal of an until. The run has `count` samples.
 */
export function decide(requirement: TickRequirement, count: number, main: Samples, other: Samples): Decision {
  switch (requirement.kind) {
    case 'expect':
      return expectFrom(requirement.from, requirement.within, requirement.hold, count, main, trueUntil(main, count));
    case 'constant':
      return constant(requirement, count, main);
    case 'response':
      return response(requirement, count, main, other);
    case 'until':
      return until(requirement, count, main, other);
  }
}

/** For each sample the first later one (or itself) that is false; `count` when there is none. */
function trueUntil(samples: Samples, count: number): Int32Array {
  const ends = new Int32Array(count + 1);
  ends[count] = count;
  for (let i = count - 1; i >= 0; i -= 1) ends[i] = samples[i] ? ends[i + 1]! : i;
  return ends;
}

function expectFrom(from: number, within: number, hold: number, count: number, main: Samples, ends: Int32Array): Decision {
  const deadline = from + within;
  for (let i = from; i <= deadline && i < count; i += 1) {
    const end = ends[i]!;
    if (end > i + hold) return { outcome: 'satisfied' };
    // True to the end of the run: what comes after it could still complete the window.
    if (end === count && end > i) return { outcome: 'cut-off' };
    // No start before the next false sample does better than this one.
    if (end > i) i = end;
  }
  if (deadline >= count) return { outcome: 'cut-off' };

  // Missed. The stretch of false samples that made it so is the one at the deadline or the first after it.
  const at = main[deadline] ? ends[deadline]! : deadline;
  let since = at;
  while (since > from && !main[since - 1]) since -= 1;
  const lost = since > from;
  return { outcome: 'violated', at: lost ? since : at, opened: from, since, lost };
}

function constant({ value, from, to, within }: TickRequirement & { kind: 'constant' }, count: number, main: Samples): Decision {
  const last = to === null ? count - 1 : Math.min(to, count - 1);
  let since = from;
  for (let i = from; i <= last; i += 1) {
    if (Boolean(main[i]) === value) since = i + 1;
    else if (i - since >= within) return { outcome: 'violated', at: i, opened: from, since, lost: since > from };
  }
  // No sample at all decides nothing.
  if (to === null) return { outcome: from >= count ? 'cut-off' : 'satisfied' };
  // The stretch at the end could still become too long with what is missing.
  return to >= count && to - since >= within ? { outcome: 'cut-off' } : { outcome: 'satisfied' };
}

function response(
  { within, hold }: TickRequirement & { kind: 'response' },
  count: number,
  main: Samples,
  trigger: Samples,
): Decision {
  const ends = trueUntil(main, count);
  let open = false;
  for (let i = 0; i < count; i += 1) {
    if (!trigger[i]) continue;
    const decision = expectFrom(i, within, hold, count, main, ends);
    if (decision.outcome === 'violated') return decision;
    if (decision.outcome === 'cut-off') open = true;
  }
  return open ? { outcome: 'cut-off' } : { outcome: 'satisfied' };
}

function until({ from, within }: TickRequirement & { kind: 'until' }, count: number, main: Samples, goal: Samples): Decision {
  const deadline = within === null ? Number.POSITIVE_INFINITY : from + within;
  for (let i = from; i < count && i <= deadline; i += 1) {
    if (goal[i]) return { outcome: 'satisfied' };
    if (!main[i] || i === deadline) return { outcome: 'violated', at: i, opened: from, since: i, lost: !main[i] };
  }
  return { outcome: 'cut-off' };
}

/** First sample that the requirement looks at; a response may look at any. */
export function firstLook(requirement: TickRequirement): number {
  return requirement.kind === 'response' ? 0 : requirement.from;
}
