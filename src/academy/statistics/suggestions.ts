/**
 * What the figures of an item suggest to its author, in words. A figure is a reason to look, never a verdict: a step that everyone solves
 * may be there to encourage.
 *
 * Discrimination after R. L. Ebel and D. A. Frisbie (Essentials of Educational Measurement, 1991): 0.40 and above very good; 0.30 to 0.39
 * reasonably good; 0.20 to 0.29 marginal; below 0.20 poor, to be rejected or improved. The bounds of facility are ours: where nearly
 * everyone, or hardly anyone, is right, an item cannot tell people apart.
 */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { fewest, type Measure } from './measures.ts';

export const thresholds = {
  /** Facility. */
  tooEasy: 0.9,
  tooHard: 0.2,
  /** Discrimination. */
  poor: 0.2,
  /** An option that fewer than these choose fools nobody (T. M. Haladyna and S. M. Downing, Applied Measurement in Education 2 (1989): 5 %). */
  idleOption: 0.05,
  /** Of those who came here: ours, without a source. */
  manyStop: 0.25,
  hintsEach: 2,
} as const;

export type Pattern =
  | 'too-few'
  | 'too-easy'
  | 'too-hard'
  | 'backwards'
  | 'tells-little'
  | 'misleading-option'
  | 'idle-option'
  | 'people-stop'
  | 'many-hints';

export interface Suggestion {
  pattern: Pattern;
  /** Of the pattern that is about one. */
  option?: string;
  text: LocalizedText;
}

interface Figures {
  people: number;
  facility: Measure;
  discrimination: Measure;
  hintsEach: number | null;
  options: readonly { id: string; right: boolean; share: number; discrimination: Measure }[];
  reached: number;
  hazard: number | null;
}

const percent = (share: number): string => String(Math.round(share * 100));
const two = (value: number): string => value.toFixed(2).replace('-', '−');

/** Few people give one suggestion, to wait: other patterns would be noise. */
export function suggestionsFor(figures: Figures): Suggestion[] {
  const { people, facility, discrimination, options, hintsEach, hazard, reached } = figures;
  const found: Suggestion[] = [];
  if (reached >= fewest && hazard !== null && hazard >= thresholds.manyStop) {
    found.push({
      pattern: 'people-stop',
      text: {
        en: `${percent(hazard)} % of those who came this far stopped here. Read it as a newcomer: what must be known that was not said? A hint, or a smaller step before this one, may carry them on.`,
        'zh-CN': `到达此处的人有 ${percent(hazard)}% 就此停下。请以新手的眼光读一遍：有什么必须知道却没有讲到？可以加一条提示，或在前面加一个更小的步骤。`,
      },
    });
  }
  if (people < fewest) {
    found.push({
      pattern: 'too-few',
      text: {
        en: `Only ${people} have tried it. Wait for ${fewest}: with fewer, the figures say more about these people than about the item.`,
        'zh-CN': `只有 ${people} 人做过。请等到 ${fewest} 人：人数太少时，数据反映的是这些人而不是题目。`,
      },
    });
    return found;
  }
  if (facility.value !== null && facility.value > thresholds.tooEasy) {
    found.push({
      pattern: 'too-easy',
      text: {
        en: `${percent(facility.value)} % are right at once. If it is meant to encourage, keep it; if it is meant to check, ask for a step more, or let the wrong answers be mistakes that people make.`,
        'zh-CN': `${percent(facility.value)}% 的人一次做对。若意在鼓励，可以保留；若意在检验，请多问一步，或把错误选项换成常犯的错误。`,
      },
    });
  } else if (facility.value !== null && facility.value < thresholds.tooHard) {
    found.push({
      pattern: 'too-hard',
      text: {
        en: `Only ${percent(facility.value)} % are right at once. Check that the marked answer is right and the question says what it asks; then whether the lesson teaches it before.`,
        'zh-CN': `只有 ${percent(facility.value)}% 的人一次做对。请先核对标注的答案和题意，再看课程在此之前是否讲过。`,
      },
    });
  }
  for (const { id, right, share, discrimination: own } of options) {
    if (right) continue;
    if (own.value !== null && own.value >= thresholds.poor) {
      found.push({
        pattern: 'misleading-option',
        option: id,
        text: {
          en: `${percent(share)} % choose this wrong answer, and they are those who do well elsewhere (${two(own.value)}). There may be a case in which it is right: say in the question which one is meant.`,
          'zh-CN': `${percent(share)}% 的人选了这个错误答案，而他们在其他题上成绩较好（${two(own.value)}）。可能在某种情况下它是对的：请在题目中说明所指的情况。`,
        },
      });
    } else if (share < thresholds.idleOption) {
      found.push({
        pattern: 'idle-option',
        option: id,
        text: {
          en: `Hardly anyone chooses this wrong answer (${percent(share)} %). Replace it by a mistake that people make, or leave it out.`,
          'zh-CN': `几乎没有人选这个错误答案（${percent(share)}%）。请换成常犯的错误，或删去。`,
        },
      });
    }
  }
  if (discrimination.value !== null && discrimination.value < 0) {
    found.push({
      pattern: 'backwards',
      text: {
        en: `Those who do well elsewhere get this wrong more often (${two(discrimination.value)}). Most likely the marked answer is wrong, or the question can be read in two ways.`,
        'zh-CN': `其他题做得好的人在这里反而更常出错（${two(discrimination.value)}）。很可能标注的答案有误，或题目有两种理解。`,
      },
    });
  } else if (
    discrimination.value !== null &&
    discrimination.value < thresholds.poor &&
    !found.some(({ pattern }) => pattern === 'too-easy')
  ) {
    found.push({
      pattern: 'tells-little',
      text: {
        en: `It hardly tells who knows from who does not (${two(discrimination.value)}; 0.20 is the least that Ebel and Frisbie accept). Look for something in it that can be guessed, or that has nothing to do with the lesson.`,
        'zh-CN': `它几乎区分不出会与不会（${two(discrimination.value)}；Ebel 与 Frisbie 认为至少应为 0.20）。请检查是否可以猜中，或是否与本课无关。`,
      },
    });
  }
  if (hintsEach !== null && hintsEach >= thresholds.hintsEach) {
    found.push({
      pattern: 'many-hints',
      text: {
        en: `People open ${hintsEach.toFixed(1)} hints each. What the first hint says may belong into the text of the step.`,
        'zh-CN': `平均每人打开 ${hintsEach.toFixed(1)} 条提示。第一条提示的内容或许应写进步骤正文。`,
      },
    });
  }
  return found;
}
