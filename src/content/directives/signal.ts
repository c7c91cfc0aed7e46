/** `::signal{name=plant.Speed scale=1450 digits=0 unit=1/min}`, or `:signal{…}` inside a sentence: a live value of the rig. */
import { z } from 'zod';
import { signalName } from '#sandbox/lab/schema-words.ts';
import { h } from '../tree.ts';
import { complaints, numberPattern } from './attributes.ts';
import { directiveOf } from './directive.ts';

const number = { en: '`scale` and `digits` are numbers.', 'zh-CN': '`scale` 与 `digits` 应为数字。' };

export const signal = directiveOf({
  forms: ['leafDirective', 'textDirective'],
  attributes: z
    .strictObject({
      name: signalName.describe('The signal of the lesson’s lab.').register(complaints, {
        en: '"#" is not the name of a signal. Write {name=part.Name}, e.g. {name=plant.Speed}.',
        'zh-CN': '"#" 不是信号名。请写 {name=部分.名称}，例如 {name=plant.Speed}。',
      }),
      scale: z
        .string()
        .regex(numberPattern)
        .optional()
        .describe('What is shown is the value times this.')
        .meta({ examples: ['1450'] })
        .register(complaints, number),
      digits: z
        .string()
        .regex(numberPattern)
        .optional()
        .describe('Digits behind the decimal point.')
        .register(complaints, number),
      unit: z.string().optional().describe('Stands behind the value.'),
    })
    .describe('A live value of the rig: on a line of its own with two colons, inside a sentence with one.'),
  render(_state, node, page, { name, scale, digits, unit }) {
    page.mentions.add('signal', node, name);
    const value = h(
      'mw-signal',
      {
        className: ['signal'],
        dataName: name,
        ...(scale ? { dataScale: scale } : {}),
        ...(digits ? { dataDigits: digits } : {}),
        ...(unit ? { dataUnit: unit } : {}),
        title: name,
        translate: 'no',
      },
      h('span', { className: ['signal-name'] }, name),
      h('output', { className: ['signal-value'] }, '–'),
    );
    return [node.type === 'textDirective' ? value : h('p', { className: ['signal-line'] }, value)];
  },
});
