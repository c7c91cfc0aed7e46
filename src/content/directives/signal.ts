/** `::signal{name=plant.Speed scale=1450 digits=0 unit=1/min}`, or `:signal{…}` inside a sentence: a live value of the rig. */
import { h } from '../tree.ts';
import type { DirectiveKind } from './directive.ts';

export const signal: DirectiveKind = {
  forms: ['leafDirective', 'textDirective'],
  attributes: ['name', 'scale', 'digits', 'unit'],
  render(_state, node, page) {
    const { name, scale, digits, unit } = node.attributes ?? {};
    if (!name || !/^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/.test(name)) {
      page.problems.error(
        node,
        `"${name ?? ''}" is not the name of a signal. Write {name=part.Name}, e.g. {name=plant.Speed}.`,
        `"${name ?? ''}" 不是信号名。请写 {name=部分.名称}，例如 {name=plant.Speed}。`,
      );
    }
    page.mentions.add('signal', node, name ?? '');
    const numbers = [scale, digits].filter((value) => value !== undefined && value !== null);
    if (numbers.some((value) => !Number.isFinite(Number(value)))) {
      page.problems.error(node, '`scale` and `digits` are numbers.', '`scale` 与 `digits` 应为数字。');
    }
    const value = h(
      'mw-signal',
      {
        className: ['signal'],
        dataName: name ?? '',
        ...(scale ? { dataScale: scale } : {}),
        ...(digits ? { dataDigits: digits } : {}),
        ...(unit ? { dataUnit: unit } : {}),
        title: name ?? '',
        translate: 'no',
      },
      h('span', { className: ['signal-name'] }, name ?? ''),
      h('output', { className: ['signal-value'] }, '–'),
    );
    return [node.type === 'textDirective' ? value : h('p', { className: ['signal-line'] }, value)];
  },
};
