/** What the attributes of a question may be, kind by kind: `:::quiz{id=… kind=…}`. */
import { z } from 'zod';
import { signalName, slug } from '#sandbox/lab/schema-words.ts';
import { complaints, numberPattern } from './directives/attributes.ts';
import { ExpressionError } from './questions/expressions.ts';
import { readVariables } from './questions/variants.ts';
import { quizKinds, type Tolerance } from './quiz-schema.ts';

const common = {
  id: slug.describe('Answers are kept under it: once in a lesson, and the same in both languages.').register(complaints, {
    en: 'A quiz needs an id in lower-case words joined by hyphens: :::quiz{id=broken-wire kind=choice}.',
    'zh-CN': '测验需要 id，用小写单词以连字符相连：:::quiz{id=broken-wire kind=choice}。',
  }),
  vars: z
    .string()
    .transform((text, context) => {
      try {
        return readVariables(text);
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        context.addIssue({ code: 'custom', message: error.text.en, params: error.text });
        return z.NEVER;
      }
    })
    .optional()
    .describe(
      'Draws a variant for each member: `name = 1..9 step 2`, `name = M-101 | P-201`, or `name := expression` over those before it, parted by `;`. `{name}` and `{name : 1}` (digits) stand in every text.',
    ),
  drill: z
    .string()
    .optional()
    .describe(
      'Keeps the question out of the lesson and asks it only for review: once the lesson is done, or with `drill=step` after that step of the lab.',
    )
    .meta({ examples: ['seal-in'] }),
};

const shuffle = z
  .enum(['yes', 'no'])
  .default('yes')
  .describe('no keeps the options in your order; otherwise each member has one of their own.')
  .register(complaints, { en: '`shuffle` is yes or no.', 'zh-CN': '`shuffle` 应为 yes 或 no。' });

const measured = {
  tolerance: z
    .string()
    .regex(/^\s*(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*[%％]?\s*$/i)
    .transform((text): Tolerance => {
      const percent = /[%％]/.test(text);
      const value = Number(text.replace(/[%％]/, ''));
      return percent ? { percent: value } : { absolute: value };
    })
    .prefault('0')
    .describe('How far an answer may be off: a number in the unit of the question, or a share of the answer.')
    .register(complaints, {
      en: '`tolerance` is a number of 0 or more, or a share of the answer: tolerance=0.5 or tolerance="2%".',
      'zh-CN': '`tolerance` 应为不小于 0 的数字，或答案的百分比：tolerance=0.5 或 tolerance="2%"。',
    }),
  unit: z
    .string()
    .default('')
    .describe('What answers are reckoned in; one in another unit of the same dimension is converted. A plain number without it.'),
  units: z
    .string()
    .optional()
    .describe('Only these other units are taken, parted by commas.')
    .meta({ examples: ['bar, kPa'] }),
  ask: z
    .literal('unit')
    .optional()
    .describe('The reader writes the unit, too; otherwise it stands behind the field.')
    .register(complaints, {
      en: '`ask` can only be `unit` (the reader writes it), and then `unit` says which one answers are reckoned in.',
      'zh-CN': '`ask` 只能是 `unit`（由读者写出单位），此时须用 `unit` 指明换算所用的单位。',
    }),
};

const readingSentence = {
  en: 'A live reading names a signal of the lesson’s lab: :::quiz{id=level kind=reading signal=plant.Level unit=mm tolerance=5}. `scale` is a number other than 0.',
  'zh-CN':
    '读取实时信号的题目须写明本课实验中的信号：:::quiz{id=level kind=reading signal=plant.Level unit=mm tolerance=5}。`scale` 应为非 0 的数字。',
};

/** Who has to write a unit needs one to reckon in. */
const unitSaid = ({ ask, unit }: { ask?: 'unit' | undefined; unit: string }): boolean => ask === undefined || unit !== '';

export const quizAttributes = z
  .discriminatedUnion('kind', [
    z
      .strictObject({ ...common, kind: z.literal('choice'), shuffle })
      .describe('One right answer. A list: `- [x]` the right option, `- [ ]` a wrong one, at least two together.'),
    z
      .strictObject({ ...common, kind: z.literal('multiple'), shuffle })
      .describe('All that are right must be chosen. A list as of choice, with any number of `- [x]`.'),
    z
      .strictObject({ ...common, kind: z.literal('number'), ...measured })
      .refine(unitSaid, { path: ['ask'] })
      .describe(
        'A number is typed. The list is not shown: `- [x] 500` is right, `- [ ] 490..510`, `- [ ] ..100` or an expression over the variables in backquotes are mistakes foreseen, each told its own sentence.',
      ),
    z
      .strictObject({ ...common, kind: z.literal('text') })
      .describe(
        'A word is typed. The list is not shown: every spelling that is accepted with `- [x]`, mistakes with `- [ ]`. Case, width and quotation marks do not count.',
      ),
    z
      .strictObject({ ...common, kind: z.literal('order') })
      .describe('Things are put in order. A numbered list in the right order.'),
    z
      .strictObject({ ...common, kind: z.literal('match') })
      .describe('Things are matched. A table of two columns; a third is told when that row is wrong.'),
    z
      .strictObject({ ...common, kind: z.literal('point') })
      .describe(
        'A part of the drawing in the question is pointed at. A list: the id of each part in backquotes, then a name for screen readers that does not tell the answer.',
      ),
    z
      .strictObject({
        ...common,
        kind: z.literal('reading'),
        signal: signalName
          .describe('What the reader’s own rig is asked for when the answer arrives.')
          .register(complaints, readingSentence),
        scale: z
          .string()
          .regex(numberPattern)
          .transform(Number)
          .refine((value) => value !== 0)
          .prefault('1')
          .describe('What is right is the value of the signal times this.')
          .register(complaints, readingSentence),
        ...measured,
      })
      .refine(unitSaid, { path: ['ask'] })
      .describe(
        'The value of a live signal is read off the rig and typed. A list only of wrong answers, over `value`: `- [ ] value * 10` in backquotes.',
      ),
  ])
  .describe(
    'A question. First the question, then a list or a table, then `>` what is told with the right answer. A wrong answer’s own `>` stands indented below it.',
  )
  .register(complaints, {
    en: `"#" is not a kind of quiz. Write kind=${quizKinds.join(', ')}.`,
    'zh-CN': `"#" 不是测验类型。kind 可用：${quizKinds.join('、')}。`,
  });

export type QuizAttributes = z.output<typeof quizAttributes>;
