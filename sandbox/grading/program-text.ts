/** Static requirements: what the text of a program must be like, whatever it does when it runs. */
import type { Diagnostic, LocalizedText, SourceFile } from '../iec61131/diagnostics.ts';
import type { CompilationUnit, Declaration } from '../iec61131/syntax/ast.ts';
import { parse } from '../iec61131/syntax/parse.ts';
import type { LabCheck } from '../lab/schema.ts';
import type { forbiddable } from '../lab/schema-checks.ts';

type ProgramRequirement = NonNullable<LabCheck['program']>;
type Forbidden = (typeof forbiddable)[number];

/** What the text misses, and the place to look at. */
export interface TextMiss {
  misses: 'forbid' | 'use' | 'lines';
  expected: LocalizedText;
  observed: LocalizedText;
}

/** Statements by their kind in the tree. */
const statements: Partial<Record<string, Forbidden>> = { while: 'while', repeat: 'repeat', for: 'for', exit: 'exit' };
/** What the compiler's own advice finds. */
const advice: Partial<Record<string, Forbidden>> = {
  ST6101: 'timer-in-branch',
  ST6003: 'double-coil',
  ST6002: 'float-equality',
};

const words: Record<Forbidden, LocalizedText> = {
  while: { en: 'WHILE', 'zh-CN': 'WHILE' },
  repeat: { en: 'REPEAT', 'zh-CN': 'REPEAT' },
  for: { en: 'FOR', 'zh-CN': 'FOR' },
  exit: { en: 'EXIT', 'zh-CN': 'EXIT' },
  'timer-in-branch': { en: 'a timer called only under a condition', 'zh-CN': '只在某个条件下调用的定时器' },
  'double-coil': { en: 'an output written in two places', 'zh-CN': '在两处写入的输出' },
  'global-variable': { en: 'a global variable', 'zh-CN': '全局变量' },
  'direct-address': { en: 'an address (%I…, %Q…) inside a statement', 'zh-CN': '语句中的直接地址（%I…、%Q…）' },
  'float-equality': { en: 'a comparison of REAL for equality', 'zh-CN': '对 REAL 做相等比较' },
};

interface Finding {
  what: Forbidden;
  file: string;
  line: number;
}

/** The first thing that the text misses, or `null`. `diagnostics` are the compiler's about these files. */
export function missOfText(
  requirement: ProgramRequirement,
  files: readonly SourceFile[],
  diagnostics: readonly Diagnostic[],
): TextMiss | null {
  const units = files.map((file) => parse(file).unit);
  const findings = units.flatMap(findingsIn);
  for (const { code, range } of diagnostics) {
    const what = advice[code];
    if (what) findings.push({ what, file: range.file, line: range.line });
  }
  for (const what of requirement.forbid) {
    const found = findings.find((finding) => finding.what === what);
    if (found) return forbidden(found);
  }
  const called = new Set(units.flatMap(callsIn));
  const missing = requirement.use.find((name) => !called.has(name.toUpperCase()));
  if (missing) return unused(missing);
  const lines = units.reduce((sum, unit) => sum + linesWithCode(unit), 0);
  if (requirement.lines !== undefined && lines > requirement.lines) return tooLong(requirement.lines, lines);
  return null;
}

/** Every node of a tree. */
function* nodes(tree: unknown): Generator<Record<string, unknown>> {
  if (Array.isArray(tree)) for (const item of tree) yield* nodes(item);
  else if (typeof tree === 'object' && tree !== null) {
    yield tree as Record<string, unknown>;
    for (const value of Object.values(tree)) if (typeof value === 'object') yield* nodes(value);
  }
}

function findingsIn({ tokens, declarations }: CompilationUnit): Finding[] {
  const findings: Finding[] = [];
  for (const node of nodes(declarations)) {
    const { kind, keyword, first } = node;
    const what = typeof kind === 'string' && 'first' in node && (kind === 'direct' ? 'direct-address' : statements[kind]);
    const global = keyword === 'VAR_GLOBAL' || keyword === 'VAR_EXTERNAL' ? 'global-variable' : null;
    const found = what || global;
    if (found && typeof first === 'number')
      findings.push({ what: found, file: tokens.file.name, line: tokens.lines[first] ?? 1 });
  }
  return findings;
}

/** Types of the instances that are called and functions that are called, upper case. */
function callsIn({ declarations }: CompilationUnit): string[] {
  return declarations.flatMap((declaration: Declaration) => {
    const types = new Map<string, string>();
    const called = new Set<string>();
    for (const node of nodes(declaration)) {
      const { names, type, kind, callee } = node as {
        names?: { key: string }[];
        type?: { kind?: string; name?: { key: string }; element?: { name?: { key: string } } };
        kind?: string;
        callee?: { kind?: string; name?: { key: string }; base?: { name?: { key: string } } };
      };
      const typeName = type?.name?.key ?? type?.element?.name?.key;
      if (Array.isArray(names) && typeName) for (const { key } of names) types.set(key, typeName);
      const name = kind === 'call' ? (callee?.name?.key ?? callee?.base?.name?.key) : undefined;
      if (name) called.add(name);
    }
    return [...called].flatMap((name) => [name, types.get(name) ?? name]);
  });
}

function linesWithCode({ tokens }: CompilationUnit): number {
  return new Set(tokens.lines.slice(0, -1)).size;
}

const at = ({ file, line }: Finding): LocalizedText => ({ en: `${file} line ${line}`, 'zh-CN': `${file} 第 ${line} 行` });

const forbidden = (found: Finding): TextMiss => ({
  misses: 'forbid',
  expected: {
    en: `The program should do without ${words[found.what].en}.`,
    'zh-CN': `程序不应使用${words[found.what]['zh-CN']}。`,
  },
  observed: { en: `There is one at ${at(found).en}.`, 'zh-CN': `${at(found)['zh-CN']}使用了它。` },
});

const unused = (name: string): TextMiss => ({
  misses: 'use',
  expected: { en: `The program should call ${name}.`, 'zh-CN': `程序应调用 ${name}。` },
  observed: { en: `No call of ${name} was found.`, 'zh-CN': `没有找到对 ${name} 的调用。` },
});

const tooLong = (most: number, lines: number): TextMiss => ({
  misses: 'lines',
  expected: {
    en: `The program should have at most ${most} lines with code.`,
    'zh-CN': `程序的代码行数不应超过 ${most} 行。`,
  },
  observed: { en: `It has ${lines}.`, 'zh-CN': `现有 ${lines} 行。` },
});
