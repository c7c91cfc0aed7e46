/** Why a text cannot be drawn as ladder. A drawing is one POU with a body of statements. */
import type { LocalizedText } from '../../diagnostics.ts';

export type DrawingRefusal = 'mistakes' | 'no-pou' | 'several' | 'chart' | 'object' | 'long';

export const drawingRefusals: Readonly<Record<DrawingRefusal, LocalizedText>> = {
  mistakes: { en: 'The text has mistakes. Mend them, and it can be drawn.', 'zh-CN': '文本中有错误。改正后即可绘成梯形图。' },
  'no-pou': {
    en: 'This file holds no program, function block or function, so there is nothing to draw.',
    'zh-CN': '此文件中没有程序、功能块或函数，因此无法绘成梯形图。',
  },
  several: {
    en: 'A ladder draws one program, function block or function, and this file holds more. Give each a file of its own.',
    'zh-CN': '一个梯形图只画一个程序、功能块或函数，而此文件包含多个。请分别放入各自的文件。',
  },
  chart: {
    en: 'This is a sequential function chart; a ladder cannot show its steps and transitions.',
    'zh-CN': '这是顺序功能图；梯形图无法表示其步与转换。',
  },
  object: {
    en: 'A ladder has no place for methods, properties and inheritance. This file stays text.',
    'zh-CN': '梯形图中没有方法、属性和继承的位置。此文件只能以文本编写。',
  },
  long: {
    en: 'A comment or a statement of this file is longer than a ladder takes. Shorten it, and it can be drawn.',
    'zh-CN': '此文件中的注释或语句超出梯形图允许的长度。缩短后即可绘成梯形图。',
  },
};
