/**
 * What only a run shows of a lab's checks: a check that nothing fails, and a requirement whose trigger never comes. Each at its line of
 * lab.yaml, in both languages, with a way out.
 */
import type { Lab, LabProblem } from '../lab/lab.ts';
import { definitionFile, placeOf } from '../lab/lint-report.ts';
import type { LabCheck } from '../lab/schema.ts';
import { decisionsOf } from './decisions.ts';
import { explore } from './explore.ts';
import { forSeed } from './for-seed.ts';
import { grade } from './grade.ts';
import { LabFailure } from './lab-failure.ts';
import { type RunPlan, rigOf, runCheck } from './run-check.ts';
import { type Programs, trivialPrograms } from './trivial-programs.ts';
import { runTicks } from './windows.ts';

const seed = 1;

/** Of a lab in which the lint finds no error: others cannot be run. */
export function lintByRunning(lab: Lab): LabProblem[] {
  const problems: LabProblem[] = [];
  // Only the programs of controllers are trivial: with answers missing a check would fail for those alone.
  const { answers } = Object.values(lab.solutions)[0] ?? {};
  const none = Object.keys(lab.definition.rig.controllers).length === 0;
  const trivial = [lab.start, ...(none ? [] : trivialPrograms(lab).values())].map((tried) =>
    answers ? { ...tried, answers } : tried,
  );
  const programs = [...trivial, ...Object.values(lab.wrong)];
  lab.definition.steps.forEach((step, s) => {
    step.checks.forEach((check, c) => {
      const path = `steps/${s}/checks/${c}`;
      if (neverFails(lab, step.id, check, programs)) problems.push(cannotFail(lab, check, path));
      check.require.forEach((requirement, r) => {
        if (!('when' in requirement) || everHolds(lab, check, requirement.when)) return;
        problems.push(neverTriggered(lab, requirement.when, `${path}/require/${r}/when`));
      });
    });
  });
  return problems;
}

/** Every program that ran passes: the start, the trivial ones and the wrong answers. The first that fails ends the search. */
function neverFails(lab: Lab, step: string, check: LabCheck, programs: readonly Programs[]): boolean {
  // What is asked of the text, or of a diagnosis, is failed by texts and diagnoses that are not tried here.
  const { program, diagnosis } = check;
  if (diagnosis || (program && (program.forbid.length > 0 || program.use.length > 0 || program.lines || program.cost)))
    return false;
  let ran = 0;
  for (const tried of programs) {
    const result = grade(lab, tried, { seed, reference: true, steps: [step], checks: [check.id], traces: false, shrink: false });
    if (result.outcome !== 'graded') continue;
    if (!result.passed) return false;
    ran += 1;
  }
  return ran > 0;
}

/** Whether the trigger holds at some sample, with some solution, in the scenario or under exploration. */
function everHolds(lab: Lab, check: LabCheck, trigger: string): boolean {
  // A check that the trigger itself violates: its run, and the search for a counterexample, look for just that.
  const probe: LabCheck = { ...check, require: [{ never: trigger, from: 0n }], ways: [] };
  return Object.values(lab.solutions).some((written) => {
    try {
      const programs = forSeed(lab, written, seed);
      const plan: RunPlan = { lab, check: probe, programs, seed, record: false };
      const run = runCheck({ ...plan, ticks: runTicks(check, rigOf(plan).tickNs) });
      if (decisionsOf(probe, run)[0]?.outcome === 'violated') return true;
      return check.explore !== undefined && explore(plan, check.explore, false) !== null;
    } catch (error) {
      // What is wrong with this solution is told where it is proved.
      if (error instanceof LabFailure) return true;
      throw error;
    }
  });
}

function cannotFail(lab: Lab, check: LabCheck, path: string): LabProblem {
  const wrong = Object.keys(lab.wrong).length;
  return {
    file: definitionFile,
    ...placeOf(lab, definitionFile, `${path}/id`),
    severity: 'error',
    message: {
      en: `Nothing fails the check \`${check.id}\`: the untouched start passes it, and so do programs with every output FALSE, every output TRUE, every output like an input${wrong > 0 ? ', and each wrong answer' : ''}. Ask for something that has to happen (\`expect\`), look at an earlier or longer time, or add the wrong answer that it is there for below wrong/.`,
      'zh-CN': `没有任何程序通不过检查 \`${check.id}\`：未改动的初始程序能通过，输出全为 FALSE、全为 TRUE、输出跟随输入的程序也能通过${wrong > 0 ? '，每个错误答案也都能通过' : ''}。请要求必须发生的事情（\`expect\`），改看更早或更长的时间段，或在 wrong/ 下加入此检查所针对的错误答案。`,
    },
  };
}

function neverTriggered(lab: Lab, trigger: string, path: string): LabProblem {
  return {
    file: definitionFile,
    ...placeOf(lab, definitionFile, path),
    severity: 'warning',
    message: {
      en: `\`${trigger}\` never holds with any solution, so this requirement asks for nothing. Let the scenario bring it about, make \`run\` longer, or correct the expression.`,
      'zh-CN': `在任何参考解中 \`${trigger}\` 都不成立，此要求形同虚设。请让场景使其发生，延长 \`run\`，或改正表达式。`,
    },
  };
}
