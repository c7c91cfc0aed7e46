/** ASSERT_EQ and its kin, one row each: what they take and when they hold. ASSERT is of Edition 4; the others are for tests alone. */
import type { LocalizedText } from '../diagnostics.ts';
import type { BinaryOperator } from './checked.ts';

type TestRule =
  | { kind: 'truth'; wanted: boolean }
  | { kind: 'comparison'; operator: BinaryOperator }
  | { kind: 'near' }
  | { kind: 'advance' };

export interface TestFunction {
  name: string;
  parameters: readonly string[];
  extensible: false;
  rule: TestRule;
  doc: LocalizedText;
}

function row(name: string, parameters: string, rule: TestRule, en: string, zh: string): TestFunction {
  return { name, parameters: parameters.split(', '), extensible: false, rule, doc: { en, 'zh-CN': zh } };
}

const comparison = (name: string, operator: BinaryOperator, en: string, zh: string): TestFunction =>
  row(name, 'ACTUAL, EXPECTED', { kind: 'comparison', operator }, en, zh);

const rows: readonly TestFunction[] = [
  row(
    'ASSERT',
    'ACTUAL',
    { kind: 'truth', wanted: true },
    'States that a condition holds. In a test a failure is noted; in a program it stops the controller.',
    '声明条件成立。在测试中不成立时记为失败；在程序中则停止控制器。',
  ),
  row(
    'ASSERT_TRUE',
    'ACTUAL',
    { kind: 'truth', wanted: true },
    'The test fails unless ACTUAL is TRUE.',
    'ACTUAL 不为 TRUE 时测试失败。',
  ),
  row(
    'ASSERT_FALSE',
    'ACTUAL',
    { kind: 'truth', wanted: false },
    'The test fails unless ACTUAL is FALSE.',
    'ACTUAL 不为 FALSE 时测试失败。',
  ),
  comparison(
    'ASSERT_EQ',
    '=',
    'The test fails unless both are equal: values, or arrays and structures in all their parts.',
    '两者不相等时测试失败：比较数值，或数组和结构的所有部分。',
  ),
  comparison('ASSERT_NEQ', '<>', 'The test fails unless the values differ.', '两个值相等时测试失败。'),
  comparison('ASSERT_GT', '>', 'The test fails unless ACTUAL is greater.', 'ACTUAL 不大于 EXPECTED 时测试失败。'),
  comparison('ASSERT_LT', '<', 'The test fails unless ACTUAL is less.', 'ACTUAL 不小于 EXPECTED 时测试失败。'),
  comparison('ASSERT_GE', '>=', 'The test fails when ACTUAL is less.', 'ACTUAL 小于 EXPECTED 时测试失败。'),
  comparison('ASSERT_LE', '<=', 'The test fails when ACTUAL is greater.', 'ACTUAL 大于 EXPECTED 时测试失败。'),
  row(
    'ASSERT_NEAR',
    'ACTUAL, EXPECTED, TOLERANCE',
    { kind: 'near' },
    'The test fails unless ACTUAL is within TOLERANCE of EXPECTED. For numbers, and for durations.',
    'ACTUAL 与 EXPECTED 之差超过 TOLERANCE 时测试失败。用于数值和时间。',
  ),
  row(
    'ADVANCE_TIME',
    'DURATION',
    { kind: 'advance' },
    'Lets logical time go on by DURATION. Nothing runs meanwhile: call the blocks under test afterwards.',
    '让逻辑时间前进 DURATION。其间不会执行任何程序：之后请调用被测功能块。',
  ),
];

const byName: ReadonlyMap<string, TestFunction> = new Map(rows.map((entry) => [entry.name, entry]));

export function findTestFunction(key: string): TestFunction | null {
  return byName.get(key) ?? null;
}

/** The rows themselves, for reference pages and completion. */
export function testFunctions(): readonly TestFunction[] {
  return rows;
}
