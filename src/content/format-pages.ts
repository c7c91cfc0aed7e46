/** The reference's pages about what authors write, made from the schemas that judge it: every key, in both languages. */
import { readFileSync } from 'node:fs';
import type { Locale, LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { labSchema } from '#sandbox/lab/schema.ts';
import labChinese from '#sandbox/lab/schema.zh-CN.json' with { type: 'json' };
import { competencySchema } from './competencies.ts';
import { courseSchema, glossaryEntrySchema, lessonSchema, referenceSchema } from './schema.ts';
import chinese from './schema.zh-CN.json' with { type: 'json' };
import { schemaTables } from './schema-table.ts';

export interface FormatPage {
  slug: string;
  title: LocalizedText;
  description: LocalizedText;
  markdown(locale: Locale): string;
}

const legend: LocalizedText = {
  en: 'Made from the schema that judges the file. `*`: must be written. `[]`: each element of a list; `<name>`: a name of your own. A key in bold begins a new form where there are several. Unknown keys are refused, with the one you may have meant.',
  'zh-CN':
    '本页由校验文件的 schema 生成。`*`：必须写。`[]`：列表的每一项；`<名称>`：名称自定。有多种写法时，粗体键是每种写法的开头。不认识的键会被拒绝，并提示可能想写的键。',
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

export const formatPages: readonly FormatPage[] = [
  {
    slug: 'lab-format',
    title: { en: 'lab.yaml, key by key', 'zh-CN': 'lab.yaml 的全部键' },
    description: {
      en: 'The definition of a lab: rig, network, devices, steps, checks, answers, observations and faults.',
      'zh-CN': '实验的定义：实训台、网络、设备、步骤、检查项、作答、观测与故障。',
    },
    markdown: (locale) =>
      [
        labLead[locale],
        yaml(begun('lab/lab.yaml')),
        legend[locale],
        wordsOfForms[locale],
        schemaTables(labSchema, { title: 'lab.yaml', locale, chinese: labChinese }),
      ].join('\n\n'),
  },
  {
    slug: 'content-format',
    title: { en: 'Files of courses and lessons, key by key', 'zh-CN': '课程与课文文件的全部键' },
    description: {
      en: 'course.yaml, the head of a lesson and of a reference page, glossary.yaml and competencies.yaml.',
      'zh-CN': 'course.yaml、课文与参考页的开头、glossary.yaml 和 competencies.yaml。',
    },
    markdown: (locale) =>
      [
        contentLead[locale],
        legend[locale],
        ...(
          [
            [courseSchema, 'course.yaml'],
            [lessonSchema, locale === 'en' ? 'Head of a lesson' : '课文开头'],
            [referenceSchema, locale === 'en' ? 'Head of a reference page' : '参考页开头'],
            [glossaryEntrySchema, 'glossary.yaml'],
            [competencySchema, 'competencies.yaml'],
          ] as const
        ).map(([schema, title]) => schemaTables(schema, { title, locale, chinese })),
      ].join('\n\n'),
  },
];
