/** What a word in the text means. */
import type { LocalizedText, SourceFile } from '../diagnostics.ts';
import type { FunctionPou, Section, Variable } from '../semantics/checked.ts';
import { isElementaryName } from '../semantics/elementary.ts';
import { findStandardFunction } from '../semantics/function-names.ts';
import { findTestFunction } from '../semantics/test-functions.ts';
import { isStringName } from '../semantics/texts.ts';
import { typeName } from '../semantics/type-relations.ts';
import type { PouEntity, SymbolTarget } from '../semantics/workspace.ts';
import { type Analysis, type AnalysisOptions, analyse } from './analysis.ts';
import { authoredPlace, mentionAt } from './mentions.ts';
import { parametersOf } from './signature-help.ts';
import type { StandardTexts } from './texts/load.ts';

export interface Hover {
  /** Offsets of the word. */
  start: number;
  end: number;
  /** A line of ST: the declaration, as it would be written. */
  code: string;
  /** Sentences below it; may be empty. */
  texts: LocalizedText[];
  /** What the standard says about it, from the texts handed in. */
  standard: string | null;
}

/**
 * The meaning of the word at an offset, or `null` where there is none. `standard` are the texts of `loadStandardTexts` in the reader’s
 * language; without them keywords say nothing, and blocks only what they declare.
 */
export function hover(
  files: readonly SourceFile[],
  file: string,
  offset: number,
  options: AnalysisOptions = {},
  standard: StandardTexts = {},
): Hover | null {
  const analysis = analyse(files, options);
  const mention = mentionAt(analysis, file, offset);
  if (mention === null) return wordOfLanguage(analysis, file, offset, standard);
  const { target } = mention;
  const { start, end } = authoredPlace(analysis, mention) ?? mention;
  const word = wordOfStandard(target);
  return { start, end, ...describe(analysis, target), standard: word === null ? null : (standard[word] ?? null) };
}

/** Under which word the standard describes a thing; `null` for what an author declares. */
function wordOfStandard(target: SymbolTarget): string | null {
  switch (target.kind) {
    case 'standard function': {
      const name = target.name.toUpperCase();
      // ADD_INT is told of as ADD.
      return findStandardFunction(name)?.typed?.base.name ?? name;
    }
    case 'pou':
      return target.entity.unit.library ? target.entity.name.toUpperCase() : null;
    case 'variable': {
      const { type } = target.variable;
      return type.kind === 'instance' && type.block.range.file.startsWith('library/') ? type.block.name.toUpperCase() : null;
    }
    default:
      return null;
  }
}

/** Keywords and elementary types. */
function wordOfLanguage(analysis: Analysis, file: string, offset: number, standard: StandardTexts): Hover | null {
  const tokens = analysis.trees.get(file)?.tokens;
  if (tokens === undefined) return null;
  const { kinds, starts, ends } = tokens;
  const at = starts.findLastIndex((start) => start <= offset);
  const kind = kinds[at];
  if (kind === undefined || ends[at]! < offset || (kind !== 'identifier' && !/^[A-Z]/.test(kind))) return null;
  const code = tokens.file.text.slice(starts[at], ends[at]).toUpperCase();
  const isWord = kind !== 'identifier' || isElementaryName(code) || isStringName(code);
  const text = isWord ? standard[code] : undefined;
  return text === undefined ? null : { start: starts[at]!, end: ends[at]!, code, texts: [], standard: text };
}

const sectionTexts: Readonly<Record<Section, LocalizedText>> = {
  input: { en: 'Input: given by the caller.', 'zh-CN': '输入：由调用者给出。' },
  output: { en: 'Output: written here, read by the caller.', 'zh-CN': '输出：在此写入，由调用者读取。' },
  in_out: { en: 'In-out: the caller’s own variable.', 'zh-CN': '输入输出：调用者自己的变量。' },
  local: { en: 'Keeps its value from scan to scan.', 'zh-CN': '在扫描周期之间保持其值。' },
  temp: { en: 'Temporary: starts anew at every call.', 'zh-CN': '临时变量：每次调用都重新开始。' },
  global: { en: 'Global variable.', 'zh-CN': '全局变量。' },
  result: { en: 'The function’s result.', 'zh-CN': '函数的返回值。' },
};
const areaTexts: Readonly<Record<'I' | 'Q' | 'M', LocalizedText>> = {
  I: { en: 'Input of the controller, read at the start of each scan.', 'zh-CN': '控制器的输入，在每个扫描周期开始时读取。' },
  Q: { en: 'Output of the controller, written at the end of each scan.', 'zh-CN': '控制器的输出，在每个扫描周期结束时写出。' },
  M: { en: 'Marker memory of the controller.', 'zh-CN': '控制器的标志存储区。' },
};

function describe(analysis: Analysis, target: SymbolTarget): { code: string; texts: LocalizedText[] } {
  switch (target.kind) {
    case 'variable':
      return describeVariable(analysis, target.variable);
    case 'pou':
      return describePou(target.entity);
    case 'type':
      return {
        code: `TYPE ${target.name} : ${target.type.kind === 'elementary' ? target.type.name : target.type.kind.toUpperCase()}`,
        texts: [],
      };
    case 'enum value':
      return {
        code: `${target.declared === undefined ? `${target.type.name}#` : ''}${target.name} = ${target.value}`,
        texts: [],
      };
    case 'field':
      return { code: `${target.owner}.${target.field.name} : ${typeName(target.field.type)}`, texts: [] };
    case 'method':
      return { code: describeMethod(target.method), texts: [] };
    case 'interface':
      return { code: `INTERFACE ${target.interface.name}`, texts: [] };
    case 'namespace':
      return { code: `NAMESPACE ${target.name}`, texts: [] };
    case 'standard function': {
      const entry = findStandardFunction(target.name) ?? findTestFunction(target.name);
      const parameters = entry === null ? 'IN' : entry.parameters.join(', ') + (entry.extensible ? ', …' : '');
      return { code: `${target.name}(${parameters})`, texts: entry === null ? [conversionText(target.name)] : [entry.doc] };
    }
  }
}

function conversionText(name: string): LocalizedText {
  const match = /^(?:([A-Z]+)_)?(TO|TRUNC)_([A-Z]+)$/.exec(name);
  const to = match?.[3] ?? '';
  const from = match?.[1] ?? '';
  if (match?.[2] === 'TRUNC') return { en: `Cuts a real towards zero, to ${to}.`, 'zh-CN': `将实数向零截断为 ${to}。` };
  return { en: `Converts ${from || 'a value'} to ${to}.`, 'zh-CN': `将${from ? ` ${from} ` : '值'}转换为 ${to}。` };
}

function describeVariable(analysis: Analysis, variable: Variable): { code: string; texts: LocalizedText[] } {
  const { name, type, address, section, constant, retain } = variable;
  const place = address === null ? '' : ` AT ${address.text}`;
  const value =
    constant && variable.initial !== null && typeof variable.initial !== 'object' ? ` := ${String(variable.initial)}` : '';
  const texts: LocalizedText[] = [address === null ? sectionTexts[section] : areaTexts[address.area]];
  if (constant) texts[0] = { en: 'Constant.', 'zh-CN': '常量。' };
  if (retain) texts.push({ en: 'RETAIN: survives a loss of power.', 'zh-CN': 'RETAIN：断电后保持。' });
  const comment = commentOf(analysis, variable);
  if (comment !== null) texts.unshift({ en: comment, 'zh-CN': comment });
  return { code: `${name}${place} : ${typeName(type)}${value}`, texts };
}

/** The author's own words: a comment on the declaration's line after it. */
function commentOf(analysis: Analysis, { range }: Variable): string | null {
  const tree = analysis.trees.get(range.file);
  if (tree === undefined) return null;
  const { trivia, file, lineStarts } = tree.tokens;
  const lineEnd = (lineStarts[range.line] ?? file.text.length + 1) - 1;
  const comment = trivia.find(({ kind, start }) => kind === 'comment' && start >= range.end && start < lineEnd);
  if (comment === undefined) return null;
  const text = file.text
    .slice(comment.start, comment.end)
    .replace(/^(\/\/|\(\*|\/\*)\s*/, '')
    .replace(/\s*(\*\)|\*\/)$/, '');
  return text.trim() || null;
}

/** `TON(IN : BOOL, PT : TIME, Q => BOOL, ET => TIME)` */
export function signature({ pou }: PouEntity): string {
  const list = parametersOf(pou.parameters).map(({ label }) => label);
  const result = pou.kind === 'function' && pou.result !== null ? ` : ${typeName(pou.result.type)}` : '';
  return `${pou.name}(${list.join(', ')})${result}`;
}

/** `METHOD PUBLIC Drive.Start(Speed : REAL) : BOOL`; a property by its accessor. */
function describeMethod(method: FunctionPou): string {
  const facts = method.method;
  const list = parametersOf(method.parameters).map(({ label }) => label);
  const result = method.result === null ? '' : ` : ${typeName(method.result.type)}`;
  const access = facts?.access ?? 'PUBLIC';
  if (facts === undefined || facts.role === 'method') return `METHOD ${access} ${method.name}(${list.join(', ')})${result}`;
  const type = method.result?.type ?? method.parameters[0]?.type;
  return `PROPERTY ${access} ${method.name}${type === undefined ? '' : ` : ${typeName(type)}`} ${facts.role.toUpperCase()}`;
}

function describePou(entity: PouEntity): { code: string; texts: LocalizedText[] } {
  const keyword = { function: 'FUNCTION', function_block: 'FUNCTION_BLOCK', class: 'CLASS', program: 'PROGRAM' }[
    entity.declaration.kind
  ];
  return { code: `${keyword} ${signature(entity)}`, texts: [] };
}
