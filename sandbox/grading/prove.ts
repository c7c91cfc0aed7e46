/**
 * Proves that a lab teaches what it says: the untouched start must fail, every solution must pass twice with different seeds, every
 * known wrong answer must get its named message, the lint must find nothing, and every check must be one that can fail.
 */
import type { LocalizedText, SourceFile } from '../iec61131/diagnostics.ts';
import type { Lab, LabProblem } from '../lab/lab.ts';
import { lintLab } from '../lab/lint.ts';
import { definitionFile } from '../lab/lint-report.ts';
import type { Route } from '../lab/route.ts';
import { labSignals } from '../lab/signals.ts';
import { withStandIns } from '../lab/stand-ins.ts';
import { type GradeOptions, grade } from './grade.ts';
import { lintByRunning } from './lint-by-running.ts';
import { proveTests, seedThatDraws } from './prove-tests.ts';
import { takeRoute } from './take-route.ts';
import type { GradeResult } from './types.ts';

/** One sentence that was to be proved about a lab. */
export interface Proof {
  name: LocalizedText;
  ok: boolean;
  /** Why not; warnings of the lint even when `ok`. */
  detail: LocalizedText | null;
  /** The file or folder of the lab that it is about: `lab.yaml`, `start`, `solution/timer`. */
  about: string;
}

const seeds = [1, 2] as const;

/** In a troubleshooting lab one seed for each fault that may be drawn, and at least two. */
function seedsOf(lab: Lab): number[] {
  const draw = lab.definition.troubleshooting?.draw ?? [];
  return [...new Set([...seeds, ...draw.map((fault) => seedThatDraws(lab, fault))])];
}

/** In order: the lint, the start, the solutions, the wrong answers, the checks. Nothing runs without a plant. */
export const proveLab = (lab: Lab): Proof[] => [...proofsOf(lab)];

/** The same, one by one: each is worked out when it is asked for. */
export function* proofsOf(lab: Lab): Generator<Proof> {
  yield proveLint(lab);
  if (!labSignals(lab).plantCompiles) return;
  yield proveStart(lab, lab.start, { en: 'the untouched start fails', 'zh-CN': '未改动的初始程序不通过' });
  const inLadder: LocalizedText = { en: 'the untouched start in ladder fails', 'zh-CN': '未改动的梯形图初始程序不通过' };
  if (lab.ladders) yield proveStart(lab, { ...lab.start, ...ladderStarts(lab) }, inLadder);
  for (const [name, programs] of Object.entries(lab.solutions)) {
    for (const seed of seedsOf(lab)) yield proveSolution(lab, name, programs, seed);
  }
  for (const [name, programs] of Object.entries(lab.wrong)) yield proveWrong(lab, name, programs);
  if (lab.definition.troubleshooting) yield* proveTests(lab);
  yield proveChecks(lab);
}

function proveLint(lab: Lab): Proof {
  return without(lab, lintLab(lab), {
    en: 'texts, bindings, wiring and expressions are complete',
    'zh-CN': '文字、绑定、接线与表达式完整',
  });
}

function proveChecks(lab: Lab): Proof {
  return without(lab, lintByRunning(lab), { en: 'every check can fail', 'zh-CN': '每项检查都有可能不通过' });
}

/** Proved when there is no error among the problems. */
function without(lab: Lab, problems: readonly LabProblem[], name: LocalizedText): Proof {
  const list = (locale: 'en' | 'zh-CN'): string =>
    problems
      .map(
        ({ file, line, column, severity, message }) => `${fileIn(lab, file)}:${line}:${column}: ${severity}: ${message[locale]}`,
      )
      .join('\n     ');
  return {
    name,
    about: definitionFile,
    ok: !problems.some(({ severity }) => severity === 'error'),
    detail: problems.length === 0 ? null : { en: list('en'), 'zh-CN': list('zh-CN') },
  };
}

/** As the loader names the files of this lab; those of the library have names of their own. */
const fileIn = (lab: Lab, file: string): string => (file.startsWith('library/') ? file : `labs/${lab.slug}/${file}`);

/** The start of those who choose the ladder. */
function ladderStarts(lab: Lab): Lab['start'] {
  return Object.fromEntries(
    Object.entries(lab.ladders ?? {}).map(([controller, files]) => [
      controller,
      withStandIns([...(lab.start[controller] ?? []), ...files]),
    ]),
  );
}

function proveStart(lab: Lab, start: Lab['start'], name: LocalizedText): Proof {
  const result = grade(lab, start, { seed: seeds[0], traces: false, untilFailure: true, shrink: false });
  const fails = result.outcome === 'did-not-run' || (result.outcome === 'graded' && !result.passed);
  const why: LocalizedText | null = fails
    ? null
    : result.outcome === 'graded'
      ? {
          en: 'Every check passes with the program that the trainee finds, so there is nothing to do. Take something out of start/, or check more.',
          'zh-CN': '学员拿到的程序已通过全部检查，无事可做。请从 start/ 中去掉一些内容，或增加检查。',
        }
      : tell(result);
  return { name, about: 'start', ok: fails, detail: why };
}

function proveSolution(lab: Lab, name: string, programs: Record<string, SourceFile[]>, seed: number): Proof {
  const result = grade(lab, programs, { seed, reference: true, traces: false, ...walked(lab, lab.routes.solutions[name], seed) });
  const ok = result.outcome === 'graded' && result.passed;
  return {
    name: { en: `solution ${name} passes (seed ${seed})`, 'zh-CN': `参考解 ${name} 通过（种子 ${seed}）` },
    about: `solution/${name}`,
    ok,
    detail: ok ? null : tell(result),
  };
}

function proveWrong(lab: Lab, name: string, programs: Record<string, SourceFile[]>): Proof {
  const wanted = lab.definition.wrong[name];
  const title: LocalizedText = {
    en: `wrong answer ${name} gets ${wanted ? `"${wanted.message}" at ${wanted.check}` : 'its message'}`,
    'zh-CN': `错误答案 ${name} 得到${wanted ? ` ${wanted.check} 的 “${wanted.message}”` : '对应的提示'}`,
  };
  if (!wanted) {
    return {
      name: title,
      about: definitionFile,
      ok: false,
      detail: {
        en: `lab.yaml does not say which message it must get. Add under wrong: "${name}: { check: …, message: … }".`,
        'zh-CN': `lab.yaml 没有写明它应得到的提示。请在 wrong 下加入 “${name}: { check: …, message: … }”。`,
      },
    };
  }
  const seed = seeds[0];
  const result = grade(lab, programs, {
    seed,
    reference: true,
    traces: false,
    untilFailure: true,
    ...walked(lab, lab.routes.wrong[name], seed),
  });
  // What the trainee reads is the first unmet check.
  const first = result.outcome === 'graded' ? result.verdicts.find(({ outcome }) => outcome !== 'passed') : undefined;
  const ok = first?.outcome === 'failed' && first.check === wanted.check && first.messageKey === wanted.message;
  return { name: title, about: `wrong/${name}`, ok, detail: ok ? null : tell(result) };
}

/** What somebody finds who takes the route. */
const walked = (lab: Lab, route: Route | undefined, seed: number): Pick<GradeOptions, 'route'> =>
  route ? { route: takeRoute(lab, route, seed) } : {};

/** What came instead. */
function tell(result: GradeResult): LocalizedText {
  if (result.outcome === 'our-failure') return result.message;
  if (result.outcome === 'did-not-run') {
    const error = result.diagnostics.find(({ severity }) => severity === 'error');
    const place = error ? { ...error.range, message: error.message } : result.fault;
    const at = place ? `${place.file}:${place.line}:${place.column}: ` : '';
    return {
      en: `It did not run. ${at}${place?.message.en ?? ''}`,
      'zh-CN': `程序未能运行。${at}${place?.message['zh-CN'] ?? ''}`,
    };
  }
  const verdict = result.verdicts.find(({ outcome }) => outcome !== 'passed');
  if (!verdict) return { en: 'Every check passed.', 'zh-CN': '全部检查都通过了。' };
  const key = verdict.messageKey === null ? verdict.outcome : `"${verdict.messageKey}"`;
  return {
    en: `${verdict.check}: ${key}. ${verdict.expected?.en ?? ''} ${verdict.observed?.en ?? ''}`,
    'zh-CN': `${verdict.check}：${key}。${verdict.expected?.['zh-CN'] ?? ''}${verdict.observed?.['zh-CN'] ?? ''}`,
  };
}
