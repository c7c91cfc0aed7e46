/** Everything that an author writes by a schema: where the reference explains it, and in which words. */
import type { z } from 'zod';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { labSchema } from '#sandbox/lab/schema.ts';
import labChinese from '#sandbox/lab/schema.zh-CN.json' with { type: 'json' };
import { sceneSchemas } from '#sandbox/lab/schema-scene.ts';
import sceneChinese from '#sandbox/lab/schema-scene.zh-CN.json' with { type: 'json' };
import { competencySchema } from '../competencies.ts';
import { directives } from '../directives/index.ts';
import { quizAttributes } from '../quiz-attributes.ts';
import { courseSchema, glossaryEntrySchema, lessonSchema, referenceSchema } from '../schema.ts';
import chinese from '../schema.zh-CN.json' with { type: 'json' };

export interface Format {
  /** As examples.json knows it. */
  id: string;
  title: LocalizedText;
  /** Slug of its page. */
  page: string;
  /** Before its anchors there. */
  prefix: string;
  schema: z.ZodType;
  /** Of its descriptions. */
  chinese: Readonly<Record<string, string>>;
  /** How a key stands in its file: as YAML, as an attribute of a directive, or of an element in a drawing. */
  written: 'yaml' | 'attribute' | 'data';
}

const yaml = (id: string, page: string, prefix: string, title: LocalizedText, schema: z.ZodType): Format => ({
  ...{ id, page, prefix, title, schema },
  chinese: schema === labSchema ? labChinese : chinese,
  written: 'yaml',
});
const both = (text: string): LocalizedText => ({ en: text, 'zh-CN': text });

export const formats: readonly Format[] = [
  yaml('lab', 'lab-format', '', both('lab.yaml'), labSchema),
  yaml('course', 'content-format', 'course', both('course.yaml'), courseSchema),
  yaml('lesson', 'content-format', 'lesson', { en: 'Head of a lesson', 'zh-CN': '课文开头' }, lessonSchema),
  yaml('page', 'content-format', 'page', { en: 'Head of a reference page', 'zh-CN': '参考页开头' }, referenceSchema),
  yaml('term', 'content-format', 'term', both('glossary.yaml'), glossaryEntrySchema),
  yaml('competency', 'content-format', 'competency', both('competencies.yaml'), competencySchema),
  {
    ...{ id: 'quiz', page: 'question-format', prefix: 'quiz', schema: quizAttributes, chinese, written: 'attribute' },
    title: { en: 'Attributes, kind by kind', 'zh-CN': '各类题目的属性' },
  },
  ...Object.entries(directives)
    .filter(([name]) => name !== 'quiz')
    .map(([name, { forms, attributes }]): Format => {
      const signs = [...forms]
        .sort()
        .map((form) => ({ containerDirective: ':::', leafDirective: '::', textDirective: ':' })[form]);
      return {
        ...{ id: name, page: 'directive-format', prefix: name, schema: attributes, chinese, written: 'attribute' },
        title: both(signs.map((sign) => `\`${sign}${name}\``).join(', ')),
      };
    }),
  ...Object.entries(sceneSchemas).map(
    ([name, schema]): Format => ({
      ...{ id: `data-${name}`, page: 'scene-format', prefix: `data-${name}`, schema, chinese: sceneChinese, written: 'data' },
      title: both(`\`data-${name}\``),
    }),
  ),
];
