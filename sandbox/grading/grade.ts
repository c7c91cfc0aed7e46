/**
 * Grades a trainee's programs against a lab's checks, in logical time on fresh rigs. The same lab, programs and seed give the
 * same answer. What the words of a check mean is written in content/reference/checks.en.md.
 */
import type { CellType } from '../iec61131/codegen/compiled.ts';
import type { Diagnostic, LocalizedText, SourceFile } from '../iec61131/diagnostics.ts';
import type { AnswerValue } from '../lab/answers.ts';
import type { Lab } from '../lab/lab.ts';
import type { LabCheck, LabDefinition } from '../lab/schema.ts';
import { Rig, type RigProblem } from '../rig/rig.ts';
import type { Value } from '../rig/types.ts';
import { unanswered, unansweredSentences, wrongAnswerSentences } from './answer-verdicts.ts';
import { closenessOf } from './closeness-sentence.ts';
import { decisionsOf } from './decisions.ts';
import { type DiagnosisMiss, missOfDiagnosis, type RouteTaken } from './diagnosis.ts';
import { explore } from './explore.ts';
import { forSeed } from './for-seed.ts';
import type { Home } from './home-files.ts';
import { LabFailure } from './lab-failure.ts';
import { describeObservation } from './observation-words.ts';
import { missOfText, type TextMiss } from './program-text.ts';
import { readableTime, readableValue } from './readable.ts';
import { type CheckRun, controllerOf, type RunPlan, runCheck, valueAt } from './run-check.ts';
import { expectedSentence, observedSentence, tooShortSentence } from './sentences.ts';
import { type Decision, firstLook } from './temporal.ts';
import { traceOf } from './trace.ts';
import type { GradeResult, Verdict } from './types.ts';
import { inTicks } from './windows.ts';

export interface GradeOptions {
  /** Draws the lab's parameters. */
  seed: number;
  /** Ids of the steps to grade; all unless given. */
  steps?: readonly string[];
  /** Ids of the checks to grade in them; all unless given. */
  checks?: readonly string[];
  /** Files of the terminal's home; none unless given. */
  home?: Home;
  /** Of a troubleshooting lab: what the trainee did on the bench. */
  route?: RouteTaken;
  /** Stop at the first check that does not pass: the rest is not looked at. */
  untilFailure?: boolean;
  /** `false`: a counterexample is not made short, because only the outcome counts. */
  shrink?: boolean;
  /** `true`: with every verdict; `false`: with none; unless given, with those that did not pass. */
  traces?: boolean;
  /** The programs are those of a solution or a wrong answer: drawn words and expressions in them are put in for the seed first. */
  reference?: boolean;
}

type DidNotRun = GradeResult & { outcome: 'did-not-run' };

/** `programs` by controller; a controller that is not named runs the lab's start. */
export function grade(lab: Lab, programs: Record<string, SourceFile[]>, options: GradeOptions): GradeResult {
  try {
    return gradeOrThrow(lab, programs, options);
  } catch (error) {
    // A lab that breaks while it grades costs the trainee nothing; anything else is a bug and shall be seen as one.
    if (!(error instanceof LabFailure)) throw error;
    return {
      outcome: 'our-failure',
      message: {
        en: `This check itself is broken, not your program; nothing was counted. For the lab's author: ${error.message}`,
        'zh-CN': `是检查本身出了问题，不是您的程序；本次不计。致实验作者：${error.message}`,
      },
    };
  }
}

function gradeOrThrow(lab: Lab, written: Record<string, SourceFile[]>, options: GradeOptions): GradeResult {
  const programs = options.reference ? forSeed(lab, written, options.seed) : written;
  const built = Rig.build(lab, { seed: options.seed, programs });
  if (!built.rig) throw new LabFailure(built.problems.map((problem) => problem.message.en).join(' '));
  if (built.problems.length > 0) return notCompiled(built.problems, programs, lab);

  const diagnostics = built.rig.diagnostics();
  const ofGateway = diagnostics.gateway ?? [];
  if (ofGateway.some(({ severity }) => severity === 'error'))
    return { outcome: 'did-not-run', diagnostics: ofGateway, fault: null };
  const verdicts: Verdict[] = [];
  for (const step of lab.definition.steps) {
    if (options.untilFailure && verdicts.some(({ outcome }) => outcome !== 'passed')) break;
    if (options.steps && !options.steps.includes(step.id)) continue;
    for (const check of step.checks) {
      if (options.checks && !options.checks.includes(check.id)) continue;
      if (options.untilFailure && verdicts.some(({ outcome }) => outcome !== 'passed')) break;
      const missed =
        missedByAnswer(lab, step, check, built.rig.answers) ??
        missedByText(lab, step.id, check, programs, diagnostics) ??
        missedByDiagnosis(lab, step.id, check, options);
      if (missed) {
        verdicts.push(missed);
        continue;
      }
      const plan: RunPlan = { lab, check, programs, seed: options.seed, ...(options.home ? { home: options.home } : {}) };
      let run = runCheck(plan);
      const early = faultedBeforeAnything(run, check);
      if (early) return early;
      let verdict = judge(lab, step.id, check, run);
      if (verdict.outcome === 'passed' && check.explore) {
        const found = explore(plan, check.explore, options.shrink);
        if (found) {
          run = runCheck({ ...plan, events: found.events, ticks: found.ticks });
          verdict = { ...judge(lab, step.id, check, run), counterexample: { ...found, events: run.events } };
        }
      }
      const withTrace = options.traces ?? verdict.outcome !== 'passed';
      const failedAt = verdict.atSeconds === null ? null : Math.round((verdict.atSeconds * 1e9) / Number(run.tickNs));
      verdicts.push(withTrace ? { ...verdict, trace: traceOf(run, failedAt) } : verdict);
    }
  }
  return { outcome: 'graded', verdicts, passed: verdicts.length > 0 && verdicts.every(({ outcome }) => outcome === 'passed') };
}

function notCompiled(problems: RigProblem[], programs: Record<string, SourceFile[]>, lab: Lab): DidNotRun {
  const diagnostics: Diagnostic[] = problems.flatMap((problem) => problem.diagnostics);
  if (diagnostics.some(({ severity }) => severity === 'error')) return { outcome: 'did-not-run', diagnostics, fault: null };
  // It compiles but may not be loaded: too big, or a task too fast.
  const { part, message } = problems[0]!;
  const file = (programs[part] ?? lab.start[part])?.[0]?.name ?? '';
  return { outcome: 'did-not-run', diagnostics, fault: { file, line: 1, column: 1, message } };
}

/** A fault before the scenario did anything and before any requirement looked: there is nothing to judge. */
function faultedBeforeAnything(run: CheckRun, check: LabCheck): DidNotRun | null {
  const { fault } = run;
  if (!fault) return null;
  const looks = check.require.map((requirement) => firstLook(inTicks(requirement, run.tickNs)));
  if (fault.tick > Math.min(...looks) || fault.tick >= run.firstEvent) return null;
  const { file, line, column, message } = fault;
  return { outcome: 'did-not-run', diagnostics: [], fault: { file, line, column, message } };
}

function judge(lab: Lab, step: string, check: LabCheck, run: CheckRun): Verdict {
  const decisions = decisionsOf(check, run);
  const failed = decisions.findIndex(({ outcome }) => outcome === 'violated');
  const decision = decisions[failed];
  const violatedAt = decision?.outcome === 'violated' ? decision.at : Number.POSITIVE_INFINITY;
  // From a fault on the outputs are safe, not the program's: what a check sees then says nothing about the program.
  if (run.fault && run.fault.tick <= violatedAt) return faulted(step, check, run, run.fault);
  if (decision?.outcome === 'violated') return violated(lab, step, check, run, failed, decision);

  const costly = missedByCost(lab, step, check, run);
  if (costly) return costly;
  const cut = decisions.findIndex(({ outcome }) => outcome === 'cut-off');
  const verdict = { ...blank(step, check), outcome: 'passed' as const };
  if (cut < 0) return { ...verdict, closeness: closenessOf(check, run, null) };
  return {
    ...verdict,
    outcome: 'ran-too-short',
    message: {
      en: 'The run was too short to decide this check.',
      'zh-CN': '运行时间太短，无法判定这项检查。',
    },
    expected: expectedSentence(check.require[cut]!),
    observed: tooShortSentence(BigInt(run.count - 1) * run.tickNs),
  };
}

function violated(
  lab: Lab,
  step: string,
  check: LabCheck,
  run: CheckRun,
  index: number,
  decision: Decision & { outcome: 'violated' },
): Verdict {
  const requirement = check.require[index]!;
  const way = check.ways.findIndex((_, position) => run.samples[run.expressions.ways[position]!]![decision.at]);
  const messageKey = check.ways[way]?.key ?? 'default';
  const answered = run.expressions.named[index]!.filter(({ kind }) => kind === 'answer').map(({ name }) =>
    name.slice('answer.'.length),
  );
  if (answered.length > 0) {
    const told = { ...blank(step, check), outcome: 'failed' as const, messageKey, message: messageOf(lab, check.id, messageKey) };
    return { ...told, ...wrongAnswerSentences(lab, answered, run.answers), atSeconds: seconds(decision.at, run.tickNs) };
  }
  const values = run.expressions.named[index]!.flatMap(({ name }) => {
    const record = run.trace.find((candidate) => candidate.name.toUpperCase() === name.toUpperCase());
    const value = record ? valueAt(record, decision.at) : null;
    return record && value !== null ? [valueSentence(lab, name, value, record.type)] : [];
  });
  return {
    ...blank(step, check),
    outcome: 'failed',
    messageKey,
    message: messageOf(lab, check.id, messageKey),
    expected: expectedSentence(requirement),
    observed: observedSentence(requirement, decision, run.tickNs, values),
    atSeconds: seconds(decision.at, run.tickNs),
    closeness: closenessOf(check, run, index),
  };
}

function faulted(step: string, check: LabCheck, run: CheckRun, fault: NonNullable<CheckRun['fault']>): Verdict {
  const at = readableTime(BigInt(fault.tick) * run.tickNs);
  return {
    ...blank(step, check),
    outcome: 'failed',
    message: {
      en: `The controller ${fault.controller} stopped with a fault while this was checked.`,
      'zh-CN': `检查过程中，控制器 ${fault.controller} 因故障停止。`,
    },
    expected: {
      en: 'The controller should keep running during the whole check.',
      'zh-CN': '在整个检查过程中，控制器应一直运行。',
    },
    observed: {
      en: `At ${at}, ${fault.file} line ${fault.line}: ${fault.message.en}`,
      'zh-CN': `${at} 时，${fault.file} 第 ${fault.line} 行：${fault.message['zh-CN']}`,
    },
    atSeconds: seconds(fault.tick, run.tickNs),
  };
}

const blank = (step: string, check: LabCheck) => ({
  step,
  check: check.id,
  messageKey: null,
  message: null,
  expected: null,
  observed: null,
  atSeconds: null,
  closeness: null,
  counterexample: null,
  trace: null,
});

/** A check on the program's text that is not met; nothing was run for it. */
function missedByText(
  lab: Lab,
  step: string,
  check: LabCheck,
  programs: Record<string, SourceFile[]>,
  diagnostics: Record<string, Diagnostic[]>,
): Verdict | null {
  if (!check.program) return null;
  const controller = controllerOf(lab, check.program.controller);
  const files = programs[controller] ?? lab.start[controller] ?? [];
  const miss = missOfText(check.program, files, diagnostics[controller] ?? []);
  return miss && missed(lab, step, check, miss);
}

function missedByAnswer(
  lab: Lab,
  step: LabDefinition['steps'][number],
  check: LabCheck,
  given: Readonly<Record<string, AnswerValue>>,
): Verdict | null {
  const names = unanswered(lab, step, check, given);
  if (names.length === 0) return null;
  return { ...blank(step.id, check), outcome: 'failed', ...unansweredSentences(lab, names) };
}

function missedByDiagnosis(lab: Lab, step: string, check: LabCheck, { route, seed }: GradeOptions): Verdict | null {
  if (!check.diagnosis) return null;
  const miss = missOfDiagnosis(lab, check.diagnosis, route ?? { made: [], diagnosis: null }, seed);
  return miss && missed(lab, step, check, miss);
}

function missedByCost(lab: Lab, step: string, check: LabCheck, run: CheckRun): Verdict | null {
  const most = check.program?.cost;
  if (most === undefined || run.cost <= most) return null;
  return missed(lab, step, check, {
    misses: 'cost',
    expected: {
      en: `One run of a task should take at most ${most} statements.`,
      'zh-CN': `任务运行一次不应超过 ${most} 条语句。`,
    },
    observed: { en: `The costliest took ${run.cost}.`, 'zh-CN': `最多的一次用了 ${run.cost} 条。` },
  });
}

type Miss = Omit<TextMiss, 'misses'> & { misses: TextMiss['misses'] | DiagnosisMiss['misses'] | 'cost' };

function missed(lab: Lab, step: string, check: LabCheck, { misses, expected, observed }: Miss): Verdict {
  const messageKey = check.ways.find((way) => 'misses' in way && way.misses === misses)?.key ?? 'default';
  return {
    ...blank(step, check),
    outcome: 'failed',
    messageKey,
    message: messageOf(lab, check.id, messageKey),
    expected,
    observed,
  };
}

function messageOf(lab: Lab, check: string, key: string): LocalizedText | null {
  const [en, chinese] = [lab.text.en.checks[check]?.messages, lab.text['zh-CN'].checks[check]?.messages];
  const text = { en: en?.[key] ?? en?.default, 'zh-CN': chinese?.[key] ?? chinese?.default };
  return text.en !== undefined && text['zh-CN'] !== undefined ? { en: text.en, 'zh-CN': text['zh-CN'] } : null;
}

/** `plc.Motor = FALSE`; of an observation also what it is: `seen.Flow (quality of tag dosing/flow) = 'Good'`. */
function valueSentence(lab: Lab, name: string, value: Value, type: CellType): LocalizedText {
  const of = lab.definition.observations[name.replace(/^seen\./, '')];
  const told = readableValue(value, type);
  if (!name.startsWith('seen.') || !of) return { en: `${name} = ${told}`, 'zh-CN': `${name} = ${told}` };
  const words = describeObservation(of);
  return { en: `${name} (${words.en}) = ${told}`, 'zh-CN': `${name}（${words['zh-CN']}）= ${told}` };
}

const seconds = (tick: number, tickNs: bigint): number => Number(BigInt(tick) * tickNs) / 1e9;
