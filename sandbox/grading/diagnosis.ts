/**
 * Judging a troubleshooter: the right fault, shown by a test and not guessed, for a bearable cost. Troubleshooting is learned as a
 * procedure (symptom, hypothesis, cheapest test), so the route counts as well as its end.
 */
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import { faultTitle } from '../lab/fault-title.ts';
import type { Lab } from '../lab/lab.ts';
import type { LabCheck, Troubleshooting } from '../lab/schema.ts';
import { costOf, drawnFault } from '../rig/troubleshooting.ts';

type DiagnosisRequirement = NonNullable<LabCheck['diagnosis']>;

/** What a trainee did on the bench: the rig's own record, or that of a route. */
export interface RouteTaken {
  made: readonly { test: string }[];
  diagnosis: string | null;
}

export interface DiagnosisMiss {
  misses: 'diagnosis' | 'evidence' | 'minutes' | 'money';
  expected: LocalizedText;
  observed: LocalizedText;
}

/** The first thing that the route misses, or `null`. `seed` drew the fault. */
export function missOfDiagnosis(
  lab: Lab,
  requirement: DiagnosisRequirement,
  taken: RouteTaken,
  seed: number,
): DiagnosisMiss | null {
  const bench = lab.definition.troubleshooting;
  const drawn = drawnFault(lab, seed);
  if (!bench || drawn === null) return null;
  const { minutes, money } = costOf(bench.tests, taken.made);
  if (taken.diagnosis !== drawn) return wrongDiagnosis(lab, taken.diagnosis);
  if (requirement.evidence && !isShown(bench, taken, drawn)) return unproven(taken.made.length);
  if (requirement.minutes !== undefined && minutes > requirement.minutes) {
    return tooDear('minutes', { en: `${requirement.minutes} min`, 'zh-CN': `${requirement.minutes} 分钟` }, `${round(minutes)}`);
  }
  if (requirement.money !== undefined && money > requirement.money) {
    return tooDear('money', { en: `${requirement.money}`, 'zh-CN': `${requirement.money}` }, `${round(money)}`);
  }
  return null;
}

/**
 * Every test parts the faults in those that it tells (or whose part it exchanges) and the others, and its result says on which side the
 * fault stands. Shown is what is left alone when all the tests have been heard.
 */
function isShown({ draw, tests }: Troubleshooting, { made }: RouteTaken, drawn: string): boolean {
  let left: readonly string[] = draw;
  for (const { test } of made) {
    const found = tests.find(({ id }) => id === test);
    if (!found) continue;
    const side = new Set([...found.tells, ...(found.kind === 'exchange' ? found.repairs : [])]);
    left = left.filter((fault) => side.has(fault) === side.has(drawn));
  }
  return left.length === 1;
}

const round = (value: number): number => Number(value.toFixed(2));

/** What stands is not told: the trainee may try again. */
function wrongDiagnosis(lab: Lab, named: string | null): DiagnosisMiss {
  const title = (locale: 'en' | 'zh-CN'): string => (named ? faultTitle(lab, named, locale) : '');
  return {
    misses: 'diagnosis',
    expected: { en: 'Name the fault that stands.', 'zh-CN': '请指出当前存在的故障。' },
    observed: named
      ? { en: `You named: ${title('en')}. It is another.`, 'zh-CN': `您的诊断是：${title('zh-CN')}。实际是别的故障。` }
      : { en: 'No diagnosis was given yet.', 'zh-CN': '尚未给出诊断。' },
  };
}

const unproven = (tests: number): DiagnosisMiss => ({
  misses: 'evidence',
  expected: {
    en: 'A test should show this fault, or rule out every other.',
    'zh-CN': '应有一项测试能显示该故障，或排除其余全部故障。',
  },
  observed:
    tests === 0
      ? { en: 'No test was made: a lucky guess is no diagnosis.', 'zh-CN': '没有做任何测试：猜中不算诊断。' }
      : {
          en: 'None of the tests made tells this fault from the others.',
          'zh-CN': '所做的测试都不能把该故障与其他故障区分开。',
        },
});

function tooDear(misses: 'minutes' | 'money', most: LocalizedText, was: string): DiagnosisMiss {
  const what =
    misses === 'minutes' ? { en: 'Working time', 'zh-CN': '工时' } : { en: 'Parts and tests', 'zh-CN': '备件与测试费用' };
  const unit = misses === 'minutes' ? { en: ' min', 'zh-CN': ' 分钟' } : { en: '', 'zh-CN': '' };
  return {
    misses,
    expected: { en: `${what.en}: at most ${most.en}.`, 'zh-CN': `${what['zh-CN']}不超过 ${most['zh-CN']}。` },
    observed: {
      en: `It took ${was}${unit.en}. Begin with the cheap tests.`,
      'zh-CN': `实际用了 ${was}${unit['zh-CN']}。请先做便宜的测试。`,
    },
  };
}
