/**
 * The standard's string functions (IEC 61131-3, 6.6.2.5.10, Table 34, and what Edition 4 adds for USTRING) and its functions of time and
 * date (Tables 35 and 36), one row each.
 */
import type { TemporalSum } from './temporal.ts';
import { temporalSums } from './temporal.ts';
import type { ElementaryName } from './types.ts';

/** `text`: a string of any encoding, all arguments of one. `number`: an integer, as LINT. */
export type TextParameter = 'text' | 'number';

export type TextResult =
  /** An integer: that of its surroundings, or INT. */
  | 'integer'
  /** A string as long as the first argument. */
  | 'part'
  /** A string as long as all text arguments together. */
  | 'joined';

export interface TextRule {
  kind: 'text';
  parameters: readonly TextParameter[];
  result: TextResult;
}

export interface TextRow {
  name: string;
  formal: string;
  rule: TextRule;
  en: string;
  zh: string;
}

const row = (name: string, formal: string, types: string, result: TextResult, en: string, zh: string): TextRow => ({
  name,
  formal,
  rule: { kind: 'text', parameters: [...types].map((type) => (type === 's' ? 'text' : 'number')), result },
  en,
  zh,
});

export const textRows: readonly TextRow[] = [
  row('LEN', 'IN', 's', 'integer', 'Number of characters of IN.', 'IN 的字符数。'),
  row('LEFT', 'IN, L', 'sn', 'part', 'The first L characters of IN.', 'IN 最左边的 L 个字符。'),
  row('RIGHT', 'IN, L', 'sn', 'part', 'The last L characters of IN.', 'IN 最右边的 L 个字符。'),
  row(
    'MID',
    'IN, L, P',
    'snn',
    'part',
    'L characters of IN, from position P; the first is 1.',
    '从 IN 的第 P 个字符起取 L 个字符；首字符为 1。',
  ),
  row('CONCAT', 'IN1, IN2, …', 'ss', 'joined', 'The strings one after the other.', '依次连接各字符串。'),
  row(
    'INSERT',
    'IN1, IN2, P',
    'ssn',
    'joined',
    'IN1 with IN2 put in after its character P.',
    '在 IN1 的第 P 个字符之后插入 IN2。',
  ),
  row('DELETE', 'IN, L, P', 'snn', 'part', 'IN without L characters from position P.', '从 IN 的第 P 个字符起删除 L 个字符。'),
  row(
    'REPLACE',
    'IN1, IN2, L, P',
    'ssnn',
    'joined',
    'IN1 with IN2 in place of its L characters from position P.',
    '用 IN2 替换 IN1 中从第 P 个字符起的 L 个字符。',
  ),
  row(
    'FIND',
    'IN1, IN2',
    'ss',
    'integer',
    'Position of the first IN2 within IN1, from 1; 0 when there is none.',
    'IN2 在 IN1 中首次出现的位置（从 1 起）；没有则为 0。',
  ),
  // Edition 4; names from its announcements, the clause could not be read.
  row('LEN_MAX', 'IN', 's', 'integer', 'Most code units that IN can hold.', 'IN 最多可容纳的代码单元数。'),
  row(
    'LEN_CODE_UNIT',
    'IN',
    's',
    'integer',
    'Code units of IN in use: bytes of a USTRING, 16-bit units of a WSTRING.',
    'IN 当前占用的代码单元数：USTRING 为字节，WSTRING 为 16 位单元。',
  ),
];

/** How a function of time is typed. */
export type TemporalRule =
  | { kind: 'temporal sum'; row: TemporalSum }
  /** TIME * number and TIME / number. */
  | { kind: 'temporal scale'; operator: '*' | '/'; of: 'TIME' | 'LTIME' }
  /** From integers or from a date and a time of day; `parts` in the order of the parameters. */
  | { kind: 'temporal join'; parts: readonly TemporalPart[]; result: ElementaryName }
  | { kind: 'temporal split'; of: ElementaryName; parts: readonly TemporalPart[] }
  | { kind: 'weekday' };

export type TemporalPart =
  | 'YEAR'
  | 'MONTH'
  | 'DAY'
  | 'HOUR'
  | 'MINUTE'
  | 'SECOND'
  | 'MILLISECOND'
  | 'MICROSECOND'
  | 'NANOSECOND'
  | 'DATE'
  | 'TOD';

export interface TemporalRow {
  name: string;
  formal: string;
  rule: TemporalRule;
  en: string;
  zh: string;
}

const date: readonly TemporalPart[] = ['YEAR', 'MONTH', 'DAY'];
const clock: readonly TemporalPart[] = ['HOUR', 'MINUTE', 'SECOND', 'MILLISECOND'];
const longClock: readonly TemporalPart[] = [...clock, 'MICROSECOND', 'NANOSECOND'];

const names: Readonly<Record<string, { en: string; zh: string }>> = {
  DATE: { en: 'a date', zh: '日期' },
  LDATE: { en: 'a date', zh: '日期' },
  TOD: { en: 'a time of day', zh: '时刻' },
  LTOD: { en: 'a time of day', zh: '时刻' },
  DT: { en: 'a date and time', zh: '日期和时间' },
  LDT: { en: 'a date and time', zh: '日期和时间' },
};

const join = (name: string, parts: readonly TemporalPart[], result: ElementaryName): TemporalRow => ({
  name,
  formal: parts.join(', '),
  rule: { kind: 'temporal join', parts, result },
  en: `Puts ${names[result]!.en} together.`,
  zh: `合成一个${names[result]!.zh}。`,
});
const split = (of: ElementaryName, parts: readonly TemporalPart[]): TemporalRow => ({
  name: `SPLIT_${of}`,
  formal: 'IN',
  rule: { kind: 'temporal split', of, parts },
  en: `Takes ${names[of]!.en} apart, into ${parts.join(', ')}.`,
  zh: `将${names[of]!.zh}拆分为 ${parts.join('、')}。`,
});

export const temporalRows: readonly TemporalRow[] = [
  ...Object.entries(temporalSums).map(
    ([name, sum]): TemporalRow => ({
      name,
      formal: 'IN1, IN2',
      rule: { kind: 'temporal sum', row: sum },
      en: `${sum.left} ${sum.operator} ${sum.right}, a ${sum.result}.`,
      zh: `${sum.left} ${sum.operator} ${sum.right}，结果为 ${sum.result}。`,
    }),
  ),
  // MULTIME and DIVTIME are the names of Edition 2.
  ...(
    [
      ['MUL_TIME', '*', 'TIME'],
      ['MUL_LTIME', '*', 'LTIME'],
      ['DIV_TIME', '/', 'TIME'],
      ['DIV_LTIME', '/', 'LTIME'],
      ['MULTIME', '*', 'TIME'],
      ['DIVTIME', '/', 'TIME'],
    ] as const
  ).map(
    ([name, operator, of]): TemporalRow => ({
      name,
      formal: 'IN1, IN2',
      rule: { kind: 'temporal scale', operator, of },
      en: operator === '*' ? 'The duration IN1 times the number IN2.' : 'The duration IN1 divided by the number IN2.',
      zh: operator === '*' ? '时间 IN1 乘以数值 IN2。' : '时间 IN1 除以数值 IN2。',
    }),
  ),
  join('CONCAT_DATE_TOD', ['DATE', 'TOD'], 'DT'),
  join('CONCAT_DATE_LTOD', ['DATE', 'TOD'], 'LDT'),
  join('CONCAT_DATE', date, 'DATE'),
  join('CONCAT_TOD', clock, 'TOD'),
  join('CONCAT_LTOD', longClock, 'LTOD'),
  join('CONCAT_DT', [...date, ...clock], 'DT'),
  join('CONCAT_LDT', [...date, ...longClock], 'LDT'),
  split('DATE', date),
  split('TOD', clock),
  split('LTOD', longClock),
  split('DT', [...date, ...clock]),
  split('LDT', [...date, ...longClock]),
  {
    name: 'DAY_OF_WEEK',
    formal: 'IN',
    rule: { kind: 'weekday' },
    en: 'The day of the week of a date: 0 Sunday, 1 Monday … 6 Saturday.',
    zh: '日期是星期几：0 为星期日，1 为星期一……6 为星期六。',
  },
];
