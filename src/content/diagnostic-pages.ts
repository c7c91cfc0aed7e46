/** The reference's pages about the compiler's messages, made from the catalogue and its examples: a page a group, in both languages. */
import { compile } from '#sandbox/iec61131/compile.ts';
import { diagnosticCodes } from '#sandbox/iec61131/diagnostic-catalogue.ts';
import type { Locale, LocalizedText, Severity } from '#sandbox/iec61131/diagnostics.ts';
import { diagnosticExamples } from '#sandbox/iec61131/examples/all.ts';
import { type ExampleRecord, laidOut, nameOf } from '#sandbox/iec61131/examples/example.ts';

export interface DiagnosticPage {
  slug: string;
  title: LocalizedText;
  description: LocalizedText;
  markdown(locale: Locale): string;
}

const groups: readonly { prefix: string; title: LocalizedText; description: LocalizedText }[] = [
  {
    prefix: 'ST1',
    title: { en: 'Messages: syntax (ST1…)', 'zh-CN': '诊断信息：语法（ST1…）' },
    description: {
      en: 'What cannot be read, with a program that shows each message and the one that is right.',
      'zh-CN': '无法读取的内容；每条信息都附有出错的程序和正确的程序。',
    },
  },
  {
    prefix: 'ST2',
    title: { en: 'Messages: names and types (ST2…)', 'zh-CN': '诊断信息：名称与类型（ST2…）' },
    description: {
      en: 'Names that are not there, types that do not fit where they stand, classes and references.',
      'zh-CN': '不存在的名称、用错位置的类型，以及类和引用。',
    },
  },
  {
    prefix: 'ST3',
    title: { en: 'Messages: values (ST3…)', 'zh-CN': '诊断信息：值（ST3…）' },
    description: {
      en: 'Values, conversions, operators and initial values.',
      'zh-CN': '值、类型转换、运算符与初始值。',
    },
  },
  {
    prefix: 'ST4',
    title: { en: 'Messages: calls and statements (ST4…)', 'zh-CN': '诊断信息：调用与语句（ST4…）' },
    description: { en: 'Calls, parameters, loops and CASE.', 'zh-CN': '调用、参数、循环与 CASE。' },
  },
  {
    prefix: 'ST5',
    title: { en: 'Messages: addresses, configuration, sequences (ST5…)', 'zh-CN': '诊断信息：地址、配置与顺序（ST5…）' },
    description: {
      en: 'Addresses, tasks, sequential function charts and tests in the language.',
      'zh-CN': '地址、任务、顺序功能图与语言内测试。',
    },
  },
  {
    prefix: 'ST6',
    title: { en: 'Messages: advice (ST6…)', 'zh-CN': '诊断信息：建议（ST6…）' },
    description: {
      en: 'Programs that are correct and still rarely mean what they say: a timer in a branch, a coil written twice.',
      'zh-CN': '语法正确但往往并非本意的程序：分支中的定时器、重复写入的线圈等。',
    },
  },
  {
    prefix: 'ST7',
    title: { en: 'Messages: size (ST7…)', 'zh-CN': '诊断信息：大小（ST7…）' },
    description: { en: 'Programs too large for their controller.', 'zh-CN': '对控制器来说过大的程序。' },
  },
  {
    prefix: 'LD',
    title: { en: 'Messages: ladder diagrams (LD…)', 'zh-CN': '诊断信息：梯形图（LD…）' },
    description: {
      en: 'Ladder files that cannot be read, drawings that cannot run, and advice about rungs.',
      'zh-CN': '无法读取的梯形图文件、无法运行的梯级，以及对梯级的建议。',
    },
  },
  {
    prefix: 'ST9',
    title: { en: 'Messages: our own mistakes (ST9…)', 'zh-CN': '诊断信息：我们的错误（ST9…）' },
    description: { en: 'What should never be seen.', 'zh-CN': '正常情况下不应出现的信息。' },
  },
];

const words = {
  error: { en: 'Error: there is no program until it is mended.', 'zh-CN': '错误：修正之前无法生成程序。' },
  warning: { en: 'Warning: the program runs.', 'zh-CN': '警告：程序仍可运行。' },
  info: { en: 'Information.', 'zh-CN': '信息。' },
  hint: { en: 'Hint.', 'zh-CN': '提示。' },
  fails: { en: 'This program gives', 'zh-CN': '下面的程序会给出' },
  passes: { en: 'This one does not:', 'zh-CN': '这样写就不会：' },
  strict: { en: 'Only with strict checking (`--strict`).', 'zh-CN': '仅在严格检查（`--strict`）时出现。' },
} satisfies Record<string, LocalizedText>;

/** The pages, in the order of the codes. */
export function diagnosticPages(): DiagnosticPage[] {
  const codes = diagnosticCodes();
  return groups.map(({ prefix, title, description }) => ({
    slug: `messages-${prefix.toLowerCase()}`,
    title,
    description,
    markdown: (locale) =>
      codes
        .filter(({ code }) => code.startsWith(prefix))
        .sort((a, b) => (a.code < b.code ? -1 : 1))
        .map((entry) => section(entry, diagnosticExamples[entry.code], locale))
        .join('\n\n'),
  }));
}

interface Entry {
  code: string;
  severity: Severity;
  template: LocalizedText;
}

function section({ code, severity, template }: Entry, example: ExampleRecord | undefined, locale: Locale): string {
  const head = `## ${code}`;
  if (example === undefined || 'reason' in example) {
    const general = template[locale].replace(/\{\w+\}/g, '…');
    return [head, quoted(general), words[severity][locale], example === undefined ? '' : escaped(example.reason[locale])].join(
      '\n\n',
    );
  }
  const { options } = example;
  const name = nameOf(example);
  const fails = laidOut(example.fails, example);
  const given = compile([{ name, text: fails }], options).diagnostics.find((diagnostic) => diagnostic.code === code);
  const where = given === undefined ? '' : `${name}:${given.range.line}: `;
  return [
    head,
    `${words[severity][locale]}${options?.strict ? ` ${words.strict[locale]}` : ''}`,
    `${words.fails[locale]} ${code}:`,
    fence(fails, name),
    quoted(`${where}${given?.message[locale] ?? ''}`),
    words.passes[locale],
    fence(laidOut(example.passes, example), name),
  ].join('\n\n');
}

/** Some programs are long because their length is the mistake. */
function fence(text: string, name: string): string {
  const lines = text.trimEnd().split('\n');
  const shown = lines.length <= 40 ? lines : [...lines.slice(0, 12), '  …', ...lines.slice(-12)];
  return `\`\`\`${name.endsWith('.ld') ? 'yaml' : 'st'}\n${shown.map((line) => (line.length <= 120 ? line : `${line.slice(0, 110)} …`)).join('\n')}\n\`\`\``;
}

function quoted(text: string): string {
  return `> ${escaped(text)}`;
}

/** What a message says is text, and not Markdown, but for the names between backquotes. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[\\*_<>[\]|#~:{}]/g, '\\$&')))
    .join('');
}
