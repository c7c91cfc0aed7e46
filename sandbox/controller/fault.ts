/** What stops a controller, told so that a beginner learns from it: what was observed, where, and what to try (law 9). */

import type { CompiledProgram, FaultKind } from '../iec61131/codegen/compiled.ts';
import type { LocalizedText } from '../iec61131/diagnostics.ts';

/** A trap of a running program, before anyone put it into words. */
export interface Trap {
  /** Index into the program's sites; -1 when the trap came from nowhere the compiler knows. */
  site: number;
  /** The values that matter, by kind: index and limit, dividend and divisor … */
  a: bigint;
  b: bigint;
}

export interface ControllerFault {
  kind: FaultKind | 'internal';
  tick: number;
  file: string;
  line: number;
  column: number;
  message: LocalizedText;
}

type Teller = (text: string, a: bigint, limits: { lower: bigint | string; upper: bigint | string }) => LocalizedText;

/** One sentence pair per kind of fault; `text` is the culprit as the trainee wrote it. */
const tellers: Record<FaultKind, Teller> = {
  assertion: (text) => ({
    en: `${text || 'An assertion'} did not hold. The program states that this can never be; look at what made it so, on the lines before.`,
    'zh-CN': `${text || '断言'} 不成立。程序声明这种情况不应发生；请检查前面的语句，找出原因。`,
  }),
  fuel: (text) => ({
    en: `The watchdog stopped the program: one scan did not come to its end, and ${text ? `“${text}” was running` : 'this line was running'}. A scan must end by itself. Let a loop do a bounded number of turns, and wait for a condition over several scans, with IF, instead of inside WHILE or REPEAT.`,
    'zh-CN': `看门狗停止了程序：一个扫描周期没有结束，当时正在执行${text ? `“${text}”` : '这一行'}。每次扫描都必须自行结束。请让循环只执行有限次；等待条件时用 IF 跨多个扫描周期判断，不要在 WHILE 或 REPEAT 里等待。`,
  }),
  index: (text, a, { lower, upper }) => ({
    en: `Index ${a}${text ? ` (${text})` : ''} lies outside the array, which goes from ${lower} to ${upper}. Check the index before you use it, or bound the loop by the array's own limits.`,
    'zh-CN': `下标 ${a}${text ? `（${text}）` : ''} 超出了数组，数组的下标从 ${lower} 到 ${upper}。使用前请检查下标，或让循环不超出数组的界限。`,
  }),
  position: (text, a, { upper }) => ({
    en: `Position ${a}${text ? ` (${text})` : ''} lies outside the string, which has ${upper} characters now. Positions count from 1; compare with LEN( … ) first.`,
    'zh-CN': `位置 ${a}${text ? `（${text}）` : ''} 超出了字符串，它现在有 ${upper} 个字符。位置从 1 开始；请先与 LEN( … ) 比较。`,
  }),
  division: (text, a) => ({
    en: `${a} was divided by zero${text ? ` in ${text}` : ''}. Test the divisor first: IF divisor <> 0 THEN …`,
    'zh-CN': `${text ? `在 ${text} 中，` : ''}${a} 被零除。请先检查除数：IF 除数 <> 0 THEN …`,
  }),
  range: (text, a, { lower, upper }) => ({
    en: `The value ${a} is outside the range declared for ${text || 'this variable'}, which goes from ${lower} to ${upper}. Limit the value first, e.g. with LIMIT, or declare a wider range.`,
    'zh-CN': `值 ${a} 超出了 ${text || '该变量'} 声明的范围（${lower} 到 ${upper}）。请先限制该值（例如用 LIMIT），或声明更大的范围。`,
  }),
  conversion: (text, a) => ({
    en: `${a} cannot be converted${text ? ` in ${text}` : ''}. Check the value before the conversion.`,
    'zh-CN': `${text ? `在 ${text} 中，` : ''}${a} 无法转换。请在转换前检查该值。`,
  }),
  recursion: (text) => ({
    en: `${text || 'A method'} was called from within itself too often, through an interface or a base: the calls never come to an end, or two instances call each other. Follow the calls from here, and break the circle.`,
    'zh-CN': `${text || '方法'} 通过接口或基类反复调用了自身，调用没有结束，或两个实例互相调用。请从这里追踪调用关系，打破循环。`,
  }),
  null: (text) => ({
    en: `${text || 'A reference'} refers to nothing. Let it refer to a variable first, and test it: IF reference <> NULL THEN …`,
    'zh-CN': `${text || '引用'} 没有指向任何变量。请先让它指向一个变量，并检查：IF 引用 <> NULL THEN …`,
  }),
};

const internal: LocalizedText = {
  en: 'The program stopped at a place that its compiler does not know. This is a mistake of Millwright, not yours; please report it with your program. To go on, undo your last change.',
  'zh-CN': '程序在编译器不认识的位置停止了。这是 Millwright 的错误，不是您的错误；请连同程序一起报告。要继续，请撤销上一次修改。',
};

/** Puts a trap into words, at its place in the author's text. */
export function tellFault(program: CompiledProgram, trap: Trap, tick: number): ControllerFault {
  const site = program.sites[trap.site];
  if (!site) return { kind: 'internal', tick, file: '', line: 0, column: 0, message: internal };
  const { file, line, column } = site.range;
  const limits = site.bounds ?? { lower: '…', upper: trap.b };
  return { kind: site.kind, tick, file, line, column, message: tellers[site.kind](site.text, trap.a, limits) };
}
