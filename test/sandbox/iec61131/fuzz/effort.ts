/**
 * How much random testing a run does. In `npm test` a fixed sample; with `MILLWRIGHT_FUZZ=100000` that many inputs, from a seed that
 * differs every time and is printed on failure (`MILLWRIGHT_SEED=…` repeats one).
 */
const asked = Number(process.env.MILLWRIGHT_FUZZ ?? '0');
const seed = Number(process.env.MILLWRIGHT_SEED ?? (asked > 0 ? Date.now() & 0x7fffffff : 20261122));

/** Parameters for `fc.assert`: `sample` inputs, or this `share` of what was asked for. */
export const effort = (sample: number, share: number): { numRuns: number; seed: number; endOnFailure: boolean } => ({
  numRuns: asked > 0 ? Math.ceil(asked * share) : sample,
  seed,
  // The long run tells the first failure as it is: to make a large program small takes longer than to find it.
  endOnFailure: asked > 0,
});

/** Milliseconds that a test may take. */
export const patience = asked > 0 ? 3_600_000 : 180_000;
