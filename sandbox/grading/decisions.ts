/** The requirements of a check, decided over one run. */
import type { LabCheck } from '../lab/schema.ts';
import type { CheckRun } from './run-check.ts';
import { type Decision, decide } from './temporal.ts';
import { inTicks } from './windows.ts';

/** One decision per requirement, in the order of `lab.yaml`. */
export function decisionsOf(check: LabCheck, run: CheckRun): Decision[] {
  return check.require.map((requirement, index) => {
    const { main, other } = run.expressions.requirements[index]!;
    const samples = run.samples[main]!;
    return decide(inTicks(requirement, run.tickNs), run.count, samples, other === null ? samples : run.samples[other]!);
  });
}
