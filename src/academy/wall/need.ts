/** The order of a wall: who asked for help, longest waiting first; then whose rig cannot go on; then who is longest at one step; then the rest. */
import type { WallCard } from './card.ts';

/** Minutes at one step from which somebody counts as stuck. The page says this figure in words. */
export const stuckFrom = 15;

export function byNeed(one: WallCard, other: WallCard): number {
  return (
    rankOf(one) - rankOf(other) ||
    (one.askedAt ?? '').localeCompare(other.askedAt ?? '') ||
    (rankOf(one) < atRest ? (other.stuckMinutes ?? 0) - (one.stuckMinutes ?? 0) : 0) ||
    one.member.name.localeCompare(other.member.name) ||
    (one.member.id < other.member.id ? -1 : 1)
  );
}

const atRest = 4;

function rankOf({ askedAt, state, present, stuckMinutes }: WallCard): number {
  if (askedAt !== null) return 0;
  if (state === 'fault' || state === 'failed') return 1;
  if (present && isStuck(stuckMinutes)) return 2;
  return present ? 3 : atRest;
}

export const isStuck = (minutes: number | null): boolean => minutes !== null && minutes >= stuckFrom;
