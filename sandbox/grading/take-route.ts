/** Walks a route of a troubleshooting lab on a rig of its own, as a trainee would: test, look, decide. */
import type { Lab } from '../lab/lab.ts';
import type { Route } from '../lab/route.ts';
import { Conditions } from '../rig/conditions.ts';
import type { TestMade } from '../rig/troubleshooting.ts';
import type { RouteTaken } from './diagnosis.ts';
import { LabFailure } from './lab-failure.ts';
import { rigOf } from './run-check.ts';

/** Logical time before the first test: the symptom has shown by then. */
const settling = 5_000_000_000n;

/** @throws LabFailure when a test is refused or does not end. */
export function takeRoute(lab: Lab, route: Route, seed: number): RouteTaken & { made: readonly TestMade[] } {
  const rig = rigOf({ lab, programs: {}, seed });
  const conditions = new Conditions(lab, (signal) => rig.value(signal));
  rig.advance(Number(settling / rig.tickNs));
  for (const step of route) {
    if ('if' in step && step.if !== undefined && !conditions.holds(step.if)) continue;
    if ('diagnose' in step) {
      const applied = rig.apply({ kind: 'diagnose', fault: step.diagnose });
      if (!applied.ok) throw new LabFailure(applied.message.en);
      break;
    }
    const applied = rig.apply({ kind: 'test', test: step.test });
    if (!applied.ok) throw new LabFailure(applied.message.en);
    const wait = lab.definition.troubleshooting?.tests.find(({ id }) => id === step.test)?.wait ?? 0n;
    rig.advance(Number(wait / rig.tickNs) + 2);
    if (rig.bench?.pending) throw new LabFailure(`the test ${step.test} does not end`);
  }
  return { made: rig.bench?.made ?? [], diagnosis: rig.bench?.diagnosis ?? null };
}
