/** How long grading takes: one minute of plant time, and 300 explored runs of a minute, for every lab with its first solution. */
import { performance } from 'node:perf_hooks';
import { explore } from '#sandbox/grading/explore.ts';
import { rigOf, runCheck } from '#sandbox/grading/run-check.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import type { LabCheck } from '#sandbox/lab/schema.ts';

const minuteNs = 60_000_000_000n;
const runs = 300;

const timed = (work: () => void): number => {
  const before = performance.now();
  work();
  return performance.now() - before;
};

export function gradingTimes(labs: Iterable<Lab>): void {
  console.log(`${'grading'.padEnd(26)} ${'a minute'.padStart(12)} ${`${runs} explored minutes`.padStart(24)}`);
  for (const lab of labs) {
    const programs = Object.values(lab.solutions)[0];
    const checks = lab.definition.steps.flatMap(({ checks }) => checks);
    const scenario = checks.find(({ require }) => require.length > 0);
    if (!programs || !scenario) continue;
    const ticks = Number(minuteNs / rigOf({ lab, programs, seed: 1 }).tickNs);
    const minutes = Array.from({ length: 7 }, () =>
      timed(() => void runCheck({ lab, check: scenario, programs, seed: 1, ticks })),
    );
    const minute = minutes.toSorted((a, b) => a - b)[3] ?? Number.NaN;
    const explored = checks.find((check): check is LabCheck & Required<Pick<LabCheck, 'explore'>> => check.explore !== undefined);
    let shown = '-';
    if (explored) {
      const plan = { lab, check: explored, programs, seed: 1 };
      const took = timed(() => {
        const found = explore(plan, { ...explored.explore, runs, length: minuteNs });
        if (found) shown = 'a counterexample';
      });
      if (shown === '-') shown = `${(took / 1000).toFixed(2)} s`;
    }
    console.log(`${lab.slug.padEnd(26)} ${`${minute.toFixed(1)} ms`.padStart(12)} ${shown.padStart(24)}`);
  }
}
