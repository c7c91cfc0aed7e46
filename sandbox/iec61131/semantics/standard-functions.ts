/**
 * The standard functions that are known to the checker, one row each: IEC 61131-3, Tables 22 to 35. What an operator can say is
 * lowered to it; what remains is an `intrinsic` for the code generator, with operands already of one type.
 */
import type { LocalizedText } from '../diagnostics.ts';
import type { BinaryOperator } from './checked.ts';
import { type TemporalRule, type TextRule, temporalRows, textRows } from './standard-texts.ts';
import type { ElementaryName, StringName } from './types.ts';

/** How the arguments and the result are typed. */
export type FunctionRule =
  /** Chain of a binary operator: ADD(a, b, c) is a + b + c. */
  | { kind: 'operator'; operator: BinaryOperator }
  /** GT(a, b, c) is a > b AND b > c. */
  | { kind: 'monotonic'; operator: BinaryOperator }
  | { kind: 'complement' }
  /** One argument of a class; the result has its type. */
  | { kind: 'unary'; of: 'ANY_NUM' | 'ANY_REAL' }
  | { kind: 'move' }
  /** All arguments and the result have one elementary type. */
  | { kind: 'alike' }
  | { kind: 'select' }
  | { kind: 'multiplex' }
  | { kind: 'shift' }
  | { kind: 'truncate' }
  | { kind: 'time' }
  /** One REAL or two, by the kernel of that name; the result has their type. */
  | { kind: 'real' }
  /** Validity of a REAL, or of the digits of a bit string. */
  | { kind: 'valid' }
  | { kind: 'endian' }
  | TextRule
  | TemporalRule;

export interface StandardFunction {
  name: string;
  /** Formal names; an extensible function repeats the last with the next number (`IN1`, `IN2`, …). */
  parameters: readonly string[];
  /** Accepts more arguments than it names. */
  extensible: boolean;
  rule: FunctionRule;
  doc: LocalizedText;
  /** `ADD_INT`, `LEFT_WSTRING`: the overloaded function it is, and the type its generic arguments widen to before anything is computed. */
  typed?: { base: StandardFunction; of: ElementaryName | StringName };
}

function row(name: string, parameters: string, rule: FunctionRule, en: string, zh: string): StandardFunction {
  const extensible = parameters.endsWith('…');
  return {
    name,
    parameters: parameters
      .replace(/,?\s*…$/, '')
      .split(/,\s*/)
      .filter(Boolean),
    extensible,
    rule,
    doc: { en, 'zh-CN': zh },
  };
}

const operator = (op: BinaryOperator): FunctionRule => ({ kind: 'operator', operator: op });
const monotonic = (op: BinaryOperator): FunctionRule => ({ kind: 'monotonic', operator: op });

const rows: readonly StandardFunction[] = [
  // Table 28: one numeric variable
  row('ABS', 'IN', { kind: 'unary', of: 'ANY_NUM' }, 'Absolute value.', '绝对值。'),
  row('SQRT', 'IN', { kind: 'unary', of: 'ANY_REAL' }, 'Square root.', '平方根。'),
  row('LN', 'IN', { kind: 'real' }, 'Natural logarithm.', '自然对数。'),
  row('LOG', 'IN', { kind: 'real' }, 'Logarithm to base 10.', '以 10 为底的对数。'),
  row('EXP', 'IN', { kind: 'real' }, 'e to the power of IN.', 'e 的 IN 次幂。'),
  row('SIN', 'IN', { kind: 'real' }, 'Sine of an angle in radians.', '正弦，角度单位为弧度。'),
  row('COS', 'IN', { kind: 'real' }, 'Cosine of an angle in radians.', '余弦，角度单位为弧度。'),
  row('TAN', 'IN', { kind: 'real' }, 'Tangent of an angle in radians.', '正切，角度单位为弧度。'),
  row('ASIN', 'IN', { kind: 'real' }, 'Angle in radians whose sine is IN.', '反正弦，结果单位为弧度。'),
  row('ACOS', 'IN', { kind: 'real' }, 'Angle in radians whose cosine is IN.', '反余弦，结果单位为弧度。'),
  row('ATAN', 'IN', { kind: 'real' }, 'Angle in radians whose tangent is IN.', '反正切，结果单位为弧度。'),
  row('ATAN2', 'Y, X', { kind: 'real' }, 'Angle in radians of the point (X, Y).', '点 (X, Y) 的方位角，单位为弧度。'),
  // Table 29: arithmetic
  row('ADD', 'IN1, IN2, …', operator('+'), 'Sum of all arguments.', '所有参数之和。'),
  row('MUL', 'IN1, IN2, …', operator('*'), 'Product of all arguments.', '所有参数之积。'),
  row('SUB', 'IN1, IN2', operator('-'), 'IN1 minus IN2.', 'IN1 减 IN2。'),
  row('DIV', 'IN1, IN2', operator('/'), 'IN1 divided by IN2; integers are cut towards zero.', 'IN1 除以 IN2；整数除法向零取整。'),
  row('MOD', 'IN1, IN2', operator('MOD'), 'Remainder of IN1 / IN2; 0 when IN2 is 0.', 'IN1 / IN2 的余数；IN2 为 0 时结果为 0。'),
  row('EXPT', 'IN1, IN2', operator('**'), 'IN1 to the power of IN2.', 'IN1 的 IN2 次幂。'),
  row('MOVE', 'IN', { kind: 'move' }, 'The argument itself.', '返回参数本身。'),
  // Table 30: bit shift
  row('SHL', 'IN, N', { kind: 'shift' }, 'IN shifted left by N bits, filled with zeros.', 'IN 左移 N 位，右侧补零。'),
  row('SHR', 'IN, N', { kind: 'shift' }, 'IN shifted right by N bits, filled with zeros.', 'IN 右移 N 位，左侧补零。'),
  row('ROL', 'IN, N', { kind: 'shift' }, 'IN rotated left by N bits.', 'IN 循环左移 N 位。'),
  row('ROR', 'IN, N', { kind: 'shift' }, 'IN rotated right by N bits.', 'IN 循环右移 N 位。'),
  // Table 31: bitwise Boolean
  row('AND', 'IN1, IN2, …', operator('AND'), 'Bitwise AND of all arguments.', '所有参数按位与。'),
  row('OR', 'IN1, IN2, …', operator('OR'), 'Bitwise OR of all arguments.', '所有参数按位或。'),
  row('XOR', 'IN1, IN2, …', operator('XOR'), 'Bitwise exclusive OR of all arguments.', '所有参数按位异或。'),
  row('NOT', 'IN', { kind: 'complement' }, 'Bitwise complement.', '按位取反。'),
  // Table 32: selection
  row(
    'SEL',
    'G, IN0, IN1',
    { kind: 'select' },
    'IN0 while G is FALSE, IN1 while G is TRUE.',
    'G 为 FALSE 时取 IN0，为 TRUE 时取 IN1。',
  ),
  row('MAX', 'IN1, IN2, …', { kind: 'alike' }, 'The largest argument.', '所有参数中的最大值。'),
  row('MIN', 'IN1, IN2, …', { kind: 'alike' }, 'The smallest argument.', '所有参数中的最小值。'),
  row('LIMIT', 'MN, IN, MX', { kind: 'alike' }, 'IN, but at least MN and at most MX.', '将 IN 限制在 MN 与 MX 之间。'),
  row('MUX', 'K, IN0, IN1, …', { kind: 'multiplex' }, 'The argument number K, from 0.', '取第 K 个参数，从 0 开始。'),
  // Table 33: comparison
  row(
    'GT',
    'IN1, IN2, …',
    monotonic('>'),
    'TRUE while each argument is greater than the next.',
    '每个参数都大于下一个时为 TRUE。',
  ),
  row(
    'GE',
    'IN1, IN2, …',
    monotonic('>='),
    'TRUE while no argument is less than the next.',
    '每个参数都大于或等于下一个时为 TRUE。',
  ),
  row('EQ', 'IN1, IN2, …', monotonic('='), 'TRUE while all arguments are equal.', '所有参数相等时为 TRUE。'),
  row(
    'LE',
    'IN1, IN2, …',
    monotonic('<='),
    'TRUE while no argument is greater than the next.',
    '每个参数都小于或等于下一个时为 TRUE。',
  ),
  row('LT', 'IN1, IN2, …', monotonic('<'), 'TRUE while each argument is less than the next.', '每个参数都小于下一个时为 TRUE。'),
  row('NE', 'IN1, IN2', monotonic('<>'), 'TRUE while the two arguments differ.', '两个参数不相等时为 TRUE。'),
  // Table 22: truncation
  row(
    'TRUNC',
    'IN',
    { kind: 'truncate' },
    'A REAL cut towards zero, as an integer (DINT unless another is wanted).',
    '将实数向零截断为整数（默认 DINT）。',
  ),
  // Tables 34 to 36: strings, time and date
  ...[...textRows, ...temporalRows].map(({ name, formal, rule, en, zh }) => row(name, formal, rule, en, zh)),
  // Table 37: byte order
  ...['TO_BIG_ENDIAN', 'TO_LITTLE_ENDIAN', 'FROM_BIG_ENDIAN', 'FROM_LITTLE_ENDIAN'].map((name) =>
    row(
      name,
      'IN',
      { kind: 'endian' },
      name.endsWith('BIG_ENDIAN')
        ? 'IN with its bytes in the other order: a controller here is little-endian.'
        : 'IN as it is: a controller here is little-endian.',
      name.endsWith('BIG_ENDIAN') ? '将 IN 的字节顺序反转：此处的控制器为小端序。' : 'IN 保持不变：此处的控制器为小端序。',
    ),
  ),
  // Table 39: validation
  row('IS_VALID', 'IN', { kind: 'valid' }, 'FALSE when a REAL is not a number or infinite.', '实数为 NaN 或无穷大时为 FALSE。'),
  row(
    'IS_VALID_BCD',
    'IN',
    { kind: 'valid' },
    'TRUE while every four bits of IN are a decimal digit.',
    'IN 的每四位都是十进制数字时为 TRUE。',
  ),
  // An extension that the library’s timers are written with.
  row(
    'TIME',
    '',
    { kind: 'time' },
    'Logical time of this scan since the controller began.',
    '从控制器启动到本次扫描的逻辑时间。',
  ),
];

const byName: ReadonlyMap<string, StandardFunction> = new Map(rows.map((entry) => [entry.name, entry]));

/** The overloaded function of this name, in upper case: a row of the table. */
export function overloadedFunction(key: string): StandardFunction | null {
  return byName.get(key) ?? null;
}

/** The rows themselves, for reference pages and completion. */
export function standardFunctions(): readonly StandardFunction[] {
  return rows;
}
