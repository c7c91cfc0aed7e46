/** From the times of a lab to ticks: when an event takes effect, which samples a window holds, how long a run must be. */
import type { LabCheck, Requirement } from '../lab/schema.ts';
import type { TickRequirement } from './temporal.ts';

/** First tick at or after `time`: when an event takes effect and a window opens. */
export function tickAtOrAfter(time: bigint, tickNs: bigint): number {
  return Number((time + tickNs - 1n) / tickNs);
}

/** Whole ticks in `span`: the bound is inclusive, so a window of `n` ticks holds `n + 1` samples. */
function ticksIn(span: bigint, tickNs: bigint): number {
  return Number(span / tickNs);
}

export function inTicks(requirement: Requirement, tickNs: bigint): TickRequirement {
  if ('expect' in requirement) {
    return {
      kind: 'expect',
      from: tickAtOrAfter(requirement.after, tickNs),
      within: ticksIn(requirement.within, tickNs),
      hold: ticksIn(requirement.for, tickNs),
    };
  }
  if ('when' in requirement) {
    return { kind: 'response', within: ticksIn(requirement.within, tickNs), hold: ticksIn(requirement.for, tickNs) };
  }
  const from = tickAtOrAfter(requirement.from, tickNs);
  if ('hold' in requirement) {
    return { kind: 'until', from, within: requirement.within === undefined ? null : ticksIn(requirement.within, tickNs) };
  }
  const to = requirement.to === undefined ? null : ticksIn(requirement.to, tickNs);
  const within = 'always' in requirement ? ticksIn(requirement.within, tickNs) : 0;
  return { kind: 'constant', value: 'always' in requirement, from, to, within };
}

/**
 * Samples in the run of a check: all up to its `run`, inclusive; else one more than its events and windows need. What a response
 * needs depends on when its trigger comes: it is given its window after the last event.
 */
export function runTicks(check: LabCheck, tickNs: bigint): number {
  if (check.run !== undefined) return ticksIn(check.run, tickNs) + 1;
  const lastEvent = check.scenario.reduce((last, event) => Math.max(last, tickAtOrAfter(event.at, tickNs)), 0);
  let last = lastEvent;
  for (const requirement of check.require) {
    const ticks = inTicks(requirement, tickNs);
    if (ticks.kind === 'expect') last = Math.max(last, ticks.from + ticks.within + ticks.hold);
    else if (ticks.kind === 'response') last = Math.max(last, lastEvent + ticks.within + ticks.hold);
    else if (ticks.kind === 'until') last = Math.max(last, ticks.from + (ticks.within ?? 0));
    else last = Math.max(last, ticks.to ?? ticks.from);
  }
  return last + 2;
}

/** The expression that must hold, and the trigger or goal beside it. */
export function expressionsOf(requirement: Requirement): { main: string; other: string | null } {
  if ('expect' in requirement) return { main: requirement.expect, other: null };
  if ('always' in requirement) return { main: requirement.always, other: null };
  if ('never' in requirement) return { main: requirement.never, other: null };
  if ('when' in requirement) return { main: requirement.then, other: requirement.when };
  return { main: requirement.hold, other: requirement.until };
}
