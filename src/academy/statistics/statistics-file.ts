/** Statistics as a file for spreadsheets: a line for each item, shares in per cent, times in seconds. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { writeCsv } from '../csv/csv.ts';
import type { GroupStatistics } from './cohort-statistics.ts';
import type { Measure } from './measures.ts';

const heads = {
  en: [
    'Lab or course',
    'Lesson',
    'Step or question',
    'People',
    'Right at once (%)',
    'Discrimination',
    'Median time (s)',
    'Median tries',
    'Hints each',
    'Came this far',
    'Stopped here',
    'Suggestions',
  ],
  'zh-CN': [
    '实验或课程',
    '课时',
    '步骤或题目',
    '人数',
    '一次做对（%）',
    '区分度',
    '用时中位数（秒）',
    '尝试次数中位数',
    '人均提示',
    '到达人数',
    '停下人数',
    '建议',
  ],
} as const;

const rounded = (value: number | null, digits: number): string => (value === null ? '' : String(Number(value.toFixed(digits))));
const measured = ({ value }: Measure, scale: number, digits: number): string =>
  rounded(value === null ? null : value * scale, digits);

export function statisticsFile(groups: readonly GroupStatistics[], locale: Locale): string {
  return writeCsv([
    [...heads[locale]],
    ...groups.flatMap((group) =>
      group.items.map(({ title, lesson, statistics }) => [
        group.title,
        lesson?.title ?? '',
        title,
        String(statistics.people),
        measured(statistics.facility, 100, 1),
        measured(statistics.discrimination, 1, 3),
        rounded(statistics.medianSeconds, 0),
        rounded(statistics.medianTries, 1),
        rounded(statistics.hintsEach, 2),
        String(statistics.reached),
        String(statistics.stopped),
        statistics.suggestions.map(({ text }) => text[locale]).join(' '),
      ]),
    ),
  ]);
}
