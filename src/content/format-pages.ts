/** The reference's pages about what authors write, made from the schemas that judge it: every key, in both languages. */
import { readFileSync } from 'node:fs';
import type { Locale, LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { wholeExample } from './format/examples.ts';
import { formats } from './format/formats.ts';
import { keyList } from './format/key-html.ts';
import { type RenderedMarkdown, renderMarkdown } from './markdown.ts';
import { quizKinds } from './quiz-schema.ts';
import { toHtml } from './tree.ts';

export interface FormatPage {
  slug: string;
  title: LocalizedText;
  description: LocalizedText;
  /** What stands before the keys. */
  markdown(locale: Locale): string;
  /** Whether what stands directly in its formats is listed among the sections of the page. */
  top: 2 | 3;
}

/** The text, then every format that belongs to the page. */
export function renderFormatPage({ slug, markdown, top }: FormatPage, locale: Locale): RenderedMarkdown {
  const page = renderMarkdown({ text: markdown(locale), locale, file: `reference/${slug}` });
  const lists = formats.filter((format) => format.page === slug).map((format) => keyList(format, { locale, top }));
  const html = [page.html, ...lists.map((list) => toHtml(list.html))].join('\n');
  return { ...page, html, template: html, headings: [...page.headings, ...lists.flatMap(({ headings }) => headings)] };
}

const legend: LocalizedText = {
  en: 'Made from the schema that judges the file. `[]`: each element of a list; `<name>`: a name of your own. Where there are several forms, a line parts them, and what all have comes first. Unknown keys are refused, with the one you may have meant. Every key has an address: press its name.',
  'zh-CN':
    '本页由校验文件的 schema 生成。`[]`：列表的每一项；`<名称>`：名称自定。有多种写法时以横线分开，共有的键在前。不认识的键会被拒绝，并提示可能想写的键。每个键都有自己的地址：点按键名即得。',
};

const questionLead: LocalizedText = {
  en: 'A question is the directive `:::quiz` in a lesson: the question, then a list or a table, then `>` with what is told with the right answer; a wrong answer’s own `>` stands indented below it. How to write good ones is in [the handbook](/courses/authors-handbook/questions-and-hints/). One of each kind, as lessons have them:',
  'zh-CN':
    '题目是课文中的 `:::quiz` 指令：先写题目，再写列表或表格，最后用 `>` 写答对时显示的解释；错误选项自己的 `>` 缩进写在其下。怎样出好题见[手册](/courses/authors-handbook/questions-and-hints/)。下面每类题目各取一例，均出自课文：',
};

const directiveLead: LocalizedText = {
  en: 'What a lesson may hold besides plain Markdown. A container begins with `:::name[Title]{attributes}` and ends with `:::`; the title in brackets may be left out. Seen at work: [the handbook](/courses/authors-handbook/directives/). Questions have [a page of their own](/reference/question-format/).',
  'zh-CN':
    '课文中除普通 Markdown 外可用的指令。容器以 `:::名称[标题]{属性}` 开头，以 `:::` 结束；方括号中的标题可省略。实际效果见[手册](/courses/authors-handbook/directives/)。题目另有[专页](/reference/question-format/)。',
};

const sceneLead: LocalizedText = {
  en: 'A scene, `scene.svg`, is a drawing whose elements are bound to signals by `data-*` attributes. Several bindings may stand on one element. What a drawing may contain, ready symbols and annotations: [the page on scenes](/reference/scenes/).',
  'zh-CN':
    '场景 `scene.svg` 是一幅图，图中元素用 `data-*` 属性绑定到信号。一个元素可以有多个绑定。图中可以有什么、现成图形符号和图注见[场景](/reference/scenes/)。',
};

const labLead: LocalizedText = {
  en: `The file says what stands on the bench, what is asked and how it is judged; every word that a trainee reads stands in \`text.en.md\` and \`text.zh-CN.md\`. What each requirement means, to the tick, is on [the page on checks](/reference/checks/); how a drawing follows signals, on [the page on scenes](/reference/scenes/); the trainee's \`gateway.yaml\`, on [its own page](/reference/gateway/). This is the file that \`npx millwright new lab\` begins with:`,
  'zh-CN':
    '此文件说明实训台上有什么、要求做什么、如何评判；学员读到的文字都在 `text.en.md` 和 `text.zh-CN.md` 中。各项要求精确到节拍的含义见[检查项](/reference/checks/)；图形如何随信号变化见[场景](/reference/scenes/)；学员所写的 `gateway.yaml` 见[其专页](/reference/gateway/)。`npx millwright new lab` 以下面的文件开头：',
};

const wordsOfForms: LocalizedText = {
  en: `| Value | How it is written |
|---|---|
| slug | lower-case words joined by hyphens: \`keeps-running\` |
| identifier | letters, digits, underscores: \`plc\` |
| signal | a part, then a name in it: \`plant.StartButton\`, \`plc.Motor\` |
| address | \`%IX0.0\`, \`%QW2\`, \`%ID4\` |
| duration | a number with \`us\`, \`ms\`, \`s\`, \`min\` or \`h\`: \`200ms\` |`,
  'zh-CN': `| 取值 | 写法 |
|---|---|
| 短名 | 小写单词，以连字符相连：\`keeps-running\` |
| 标识符 | 字母、数字、下划线：\`plc\` |
| 信号 | 部分，然后是其中的名称：\`plant.StartButton\`、\`plc.Motor\` |
| 地址 | \`%IX0.0\`、\`%QW2\`、\`%ID4\` |
| 时长 | 数字加 \`us\`、\`ms\`、\`s\`、\`min\` 或 \`h\`：\`200ms\` |`,
};

const contentLead: LocalizedText = {
  en: 'What stands in the files of `content/`: of a course, at the head of a lesson and of a reference page, in the glossary and in the list of competencies. Every text stands in English and in Chinese.',
  'zh-CN': '`content/` 中各文件的内容：课程文件、课文与参考页开头的字段、术语表和能力表。所有文字都有英文和中文。',
};

/** `uuid` and the like stand for what the command fills in. */
const begun = (path: string): string =>
  readFileSync(new URL(`../cli/templates/${path}`, import.meta.url), 'utf8')
    .replace(/^# yaml-language-server.*\n/, '')
    .replaceAll('{{uuid}}', '7b0f6f2e-6d0e-4c0b-9a52-0d9b3f3c2a11')
    .trimEnd();

const yaml = (text: string): string => `\`\`\`yaml\n${text}\n\`\`\``;

const fenced = (name: string, locale: Locale): string[] => {
  const example = wholeExample(name, locale);
  return example === null ? [] : [`\`\`\`\`text\n${example}\n\`\`\`\``];
};

export const formatPages: readonly FormatPage[] = [
  {
    slug: 'lab-format',
    title: { en: 'lab.yaml, key by key', 'zh-CN': 'lab.yaml 的全部键' },
    description: {
      en: 'The definition of a lab: rig, network, devices, steps, checks, answers, observations and faults.',
      'zh-CN': '实验的定义：实训台、网络、设备、步骤、检查项、作答、观测与故障。',
    },
    markdown: (locale) => [labLead[locale], yaml(begun('lab/lab.yaml')), legend[locale], wordsOfForms[locale]].join('\n\n'),
    top: 2,
  },
  {
    slug: 'content-format',
    title: { en: 'Files of courses and lessons, key by key', 'zh-CN': '课程与课文文件的全部键' },
    description: {
      en: 'course.yaml, the head of a lesson and of a reference page, glossary.yaml and competencies.yaml.',
      'zh-CN': 'course.yaml、课文与参考页的开头、glossary.yaml 和 competencies.yaml。',
    },
    markdown: (locale) => [contentLead[locale], legend[locale]].join('\n\n'),
    top: 3,
  },
  {
    slug: 'question-format',
    title: { en: 'Questions, kind by kind', 'zh-CN': '各类题目' },
    description: {
      en: 'Every kind of question in a lesson, an example of each, and every attribute.',
      'zh-CN': '课文中的各类题目、示例与全部属性。',
    },
    markdown: (locale) =>
      [questionLead[locale], ...quizKinds.flatMap((kind) => [`## kind=${kind}`, ...fenced(`quiz ${kind}`, locale)])].join('\n\n'),
    top: 3,
  },
  {
    slug: 'directive-format',
    title: { en: 'Directives of lessons', 'zh-CN': '课文指令' },
    description: {
      en: 'Notes, hints, solutions, steps, ladders, live values: how each is written, with every attribute.',
      'zh-CN': '注记、提示、解法、步骤、梯形图、实时值：各指令的写法与全部属性。',
    },
    markdown: (locale) => directiveLead[locale],
    top: 3,
  },
  {
    slug: 'scene-format',
    title: { en: 'Bindings of a scene', 'zh-CN': '场景的绑定' },
    description: {
      en: 'Every data attribute that ties an element of a drawing to a signal, with what shapes it.',
      'zh-CN': '把图中元素与信号相连的全部 data 属性及其选项。',
    },
    markdown: (locale) => sceneLead[locale],
    top: 3,
  },
];
