/** What a rung is said with. */
import type { Locale } from '../../diagnostics.ts';
import type { CoilForm, Comparison, ContactForm } from '../ladder.ts';

type Saying = (operand: string) => string;

export interface SentenceWords {
  contacts: Readonly<Record<ContactForm, string>>;
  coils: Readonly<Record<CoilForm, string>>;
  conditions: Readonly<Record<ContactForm, Saying>>;
  acts: Readonly<Record<CoilForm, Saying>>;
  comparisons: Readonly<Record<Comparison, string>>;
  named: (what: string, operand: string) => string;
  whenThen: (when: string, then: string) => string;
  into: (pin: string, operand: string) => string;
  label: Saying;
  jump: Saying;
  branches: (count: number) => string;
  and: string;
  andAfterPause: string;
  or: string;
  andThen: string;
  colon: string;
  always: string;
  nothing: string;
  comparison: string;
  statements: string;
  return: string;
  empty: string;
  noOutput: string;
}

export const WORDS: Readonly<Record<Locale, SentenceWords>> = {
  en: {
    contacts: {
      no: 'normally open contact',
      nc: 'normally closed contact',
      rising: 'rising edge contact',
      falling: 'falling edge contact',
    },
    coils: {
      plain: 'coil',
      negated: 'negated coil',
      set: 'set coil',
      reset: 'reset coil',
      rising: 'rising edge coil',
      falling: 'falling edge coil',
    },
    conditions: {
      no: (operand) => operand,
      nc: (operand) => `not ${operand}`,
      rising: (operand) => `${operand} rises`,
      falling: (operand) => `${operand} falls`,
    },
    acts: {
      plain: (operand) => operand,
      negated: (operand) => `not ${operand}`,
      set: (operand) => `set ${operand}`,
      reset: (operand) => `reset ${operand}`,
      rising: (operand) => `${operand} for one scan when power comes`,
      falling: (operand) => `${operand} for one scan when power goes`,
    },
    comparisons: {
      '=': 'equals',
      '<>': 'differs from',
      '<': 'is less than',
      '<=': 'is at most',
      '>': 'is greater than',
      '>=': 'is at least',
    },
    named: (what, operand) => `${what} ${operand}`,
    whenThen: (when, then) => `when ${when}, then ${then}`,
    into: (pin, operand) => `${pin} into ${operand}`,
    label: (operand) => `label ${operand}`,
    jump: (operand) => `jump to ${operand}`,
    branches: (count) => `${count} branches`,
    and: ' and ',
    andAfterPause: ', and ',
    or: ' or ',
    andThen: '; ',
    colon: ': ',
    always: 'always',
    nothing: 'not named',
    comparison: 'comparison',
    statements: 'Structured Text',
    return: 'return',
    empty: 'empty',
    noOutput: 'nothing happens yet',
  },
  'zh-CN': {
    contacts: { no: '常开触点', nc: '常闭触点', rising: '上升沿触点', falling: '下降沿触点' },
    coils: {
      plain: '线圈',
      negated: '取反线圈',
      set: '置位线圈',
      reset: '复位线圈',
      rising: '上升沿线圈',
      falling: '下降沿线圈',
    },
    conditions: {
      no: (operand) => ` ${operand} `,
      nc: (operand) => `非 ${operand} `,
      rising: (operand) => ` ${operand} 出现上升沿`,
      falling: (operand) => ` ${operand} 出现下降沿`,
    },
    acts: {
      plain: (operand) => ` ${operand} 接通`,
      negated: (operand) => ` ${operand} 断开`,
      set: (operand) => `置位 ${operand}`,
      reset: (operand) => `复位 ${operand}`,
      rising: (operand) => `得电时 ${operand} 接通一个扫描周期`,
      falling: (operand) => `失电时 ${operand} 接通一个扫描周期`,
    },
    comparisons: { '=': '等于', '<>': '不等于', '<': '小于', '<=': '不大于', '>': '大于', '>=': '不小于' },
    named: (what, operand) => `${what} ${operand}`,
    whenThen: (when, then) => `当${when}时，${then}`.replace(/ {2,}/g, ' '),
    into: (pin, operand) => `${pin} 存入 ${operand}`,
    label: (operand) => `标号 ${operand}`,
    jump: (operand) => `跳转到 ${operand}`,
    branches: (count) => `${count} 条支路`,
    and: '且',
    andAfterPause: '，且',
    or: '或',
    andThen: '；',
    colon: '：',
    always: '恒通',
    nothing: '未命名',
    comparison: '比较触点',
    statements: '结构化文本',
    return: '返回',
    empty: '空程序段',
    noOutput: '尚无输出',
  },
};
