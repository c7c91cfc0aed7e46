/**
 * Expressions in questions: Structured Text, read by the language's own parser, reckoned in LREAL (`1 / 3` is a third). They name the
 * question's variables and a few standard functions, nothing else: data, not code (law 2).
 */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import type { Expression } from '#sandbox/iec61131/syntax/ast.ts';
import { parseExpression } from '#sandbox/iec61131/syntax/parse.ts';

export type QuestionValue = number | string | boolean;
/** By name in upper case: Structured Text does not tell case apart. */
export type QuestionValues = ReadonlyMap<string, QuestionValue>;

/** What an author wrote cannot be reckoned. */
export class ExpressionError extends Error {
  readonly text: LocalizedText;
  constructor(en: string, chinese: string) {
    super(en);
    this.text = { en, 'zh-CN': chinese };
  }
}

/** Standard functions (IEC 61131-3, Tables 28, 29 and 31) of numbers. */
const functions: Record<string, { inputs: number | null; of(values: number[]): number }> = {
  ABS: { inputs: 1, of: ([a = 0]) => Math.abs(a) },
  SQRT: { inputs: 1, of: ([a = 0]) => Math.sqrt(a) },
  LN: { inputs: 1, of: ([a = 0]) => Math.log(a) },
  LOG: { inputs: 1, of: ([a = 0]) => Math.log10(a) },
  EXP: { inputs: 1, of: ([a = 0]) => Math.exp(a) },
  TRUNC: { inputs: 1, of: ([a = 0]) => Math.trunc(a) },
  EXPT: { inputs: 2, of: ([a = 0, b = 0]) => a ** b },
  LIMIT: { inputs: 3, of: ([low = 0, a = 0, high = 0]) => Math.min(Math.max(a, low), high) },
  MIN: { inputs: null, of: (values) => Math.min(...values) },
  MAX: { inputs: null, of: (values) => Math.max(...values) },
};

/** @throws ExpressionError when the text is no expression, names what is not there, or gives no finite number. */
export function reckon(text: string, values: QuestionValues): QuestionValue {
  const { expression, diagnostics } = parseExpression({ name: 'expression', text });
  const wrong = diagnostics.find(({ severity }) => severity === 'error');
  if (wrong) throw new ExpressionError(`\`${text}\`: ${wrong.message.en}`, `\`${text}\`：${wrong.message['zh-CN']}`);
  const result = evaluate(expression, values, text);
  if (typeof result === 'number' && !Number.isFinite(result))
    throw new ExpressionError(
      `\`${text}\` gives no number (a division by 0, or a root of less than 0). Change it, or the range of its variables.`,
      `\`${text}\` 得不到数值（除以 0 或对负数开方）。请修改表达式或变量的范围。`,
    );
  return result;
}

/** @throws ExpressionError */
export function reckonNumber(text: string, values: QuestionValues): number {
  return asNumber(reckon(text, values), text);
}

function asNumber(value: QuestionValue, text: string): number {
  if (typeof value === 'number') return value;
  throw new ExpressionError(`\`${text}\` is no number where one is needed.`, `\`${text}\` 在此处应为数值。`);
}

function asTruth(value: QuestionValue, text: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new ExpressionError(
    `\`${text}\` is neither TRUE nor FALSE where one is needed.`,
    `\`${text}\` 在此处应为 TRUE 或 FALSE。`,
  );
}

function evaluate(node: Expression, values: QuestionValues, text: string): QuestionValue {
  const of = (inner: Expression): QuestionValue => evaluate(inner, values, text);
  const number = (inner: Expression): number => asNumber(of(inner), text);
  switch (node.kind) {
    case 'literal':
      if (node.literal === 'integer') return Number(node.value);
      if (node.literal === 'real' || node.literal === 'bool') return node.value;
      if (node.literal === 'string') return node.text.slice(1, -1);
      break;
    case 'name': {
      const value = values.get(node.name.key);
      if (value !== undefined) return value;
      const known = [...values.keys()].map((key) => key.toLowerCase());
      throw new ExpressionError(
        `There is no variable \`${node.name.text}\` in this question.${known.length > 0 ? ` It has ${known.join(', ')}.` : ''} Declare it in vars="…".`,
        `本题没有变量 \`${node.name.text}\`。${known.length > 0 ? `现有 ${known.join('、')}。` : ''}请在 vars="…" 中声明。`,
      );
    }
    case 'unary':
      if (node.operator === 'NOT') return !asTruth(of(node.operand), text);
      return node.operator === '-' ? -number(node.operand) : number(node.operand);
    case 'binary':
      switch (node.operator) {
        case '+':
          return number(node.left) + number(node.right);
        case '-':
          return number(node.left) - number(node.right);
        case '*':
          return number(node.left) * number(node.right);
        case '/':
          return number(node.left) / number(node.right);
        case '**':
          return number(node.left) ** number(node.right);
        case 'MOD':
          return number(node.left) % number(node.right);
        case '=':
          return of(node.left) === of(node.right);
        case '<>':
          return of(node.left) !== of(node.right);
        case '<':
          return number(node.left) < number(node.right);
        case '>':
          return number(node.left) > number(node.right);
        case '<=':
          return number(node.left) <= number(node.right);
        case '>=':
          return number(node.left) >= number(node.right);
        case 'AND':
          return asTruth(of(node.left), text) && asTruth(of(node.right), text);
        case 'OR':
          return asTruth(of(node.left), text) || asTruth(of(node.right), text);
        case 'XOR':
          return asTruth(of(node.left), text) !== asTruth(of(node.right), text);
        default:
          break;
      }
      break;
    case 'call': {
      if (node.callee.kind !== 'name' || node.arguments.some(({ name, direction }) => name !== null || direction !== 'input'))
        break;
      const { key } = node.callee.name;
      const inputs = node.arguments.map(({ value }) => value);
      // SEL(G, IN0, IN1): IN1 when G is TRUE (Table 31).
      if (key === 'SEL' && inputs.length === 3) return asTruth(of(inputs[0]!), text) ? of(inputs[2]!) : of(inputs[1]!);
      const known = Object.hasOwn(functions, key) ? functions[key] : undefined;
      if (known && (known.inputs === null ? inputs.length > 1 : inputs.length === known.inputs))
        return known.of(inputs.map(number));
      break;
    }
    default:
      break;
  }
  throw new ExpressionError(
    `\`${text}\` uses what questions cannot reckon. They know numbers, texts, variables, + - * / MOD ** comparisons AND OR XOR NOT, and ${[...Object.keys(functions), 'SEL'].join(', ')}.`,
    `\`${text}\` 超出了题目表达式的范围。可用数值、文本、变量、+ - * / MOD **、比较、AND OR XOR NOT，以及 ${[...Object.keys(functions), 'SEL'].join('、')}。`,
  );
}
