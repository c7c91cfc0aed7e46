import type { Verdict } from '#sandbox/host/api.ts';
import type { WorkbenchStep } from '../props.ts';

/** The first unmet check of the first unmet step, in the lab's order. */
export function firstUnmet(steps: readonly WorkbenchStep[], verdicts: readonly Verdict[]): Verdict | null {
  for (const step of steps) {
    for (const check of step.checks) {
      const verdict = verdicts.find((one) => one.step === step.id && one.check === check.id);
      if (verdict && verdict.outcome !== 'passed') return verdict;
    }
  }
  return null;
}
