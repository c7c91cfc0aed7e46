/** `:::hint[Title]`: closed until the reader asks. */
import { h, htmlOf } from '../tree.ts';
import { isLabel, labelOf } from './aside.ts';
import type { DirectiveKind } from './directive.ts';

export const hint: DirectiveKind = {
  forms: ['containerDirective'],
  attributes: [],
  render(state, node, page) {
    const label = labelOf(node.children);
    const body = node.children.filter((child) => !isLabel(child));
    return [
      h(
        'details',
        { className: ['disclosure', 'disclosure-hint'] },
        h(
          'summary',
          {},
          h('span', { className: ['disclosure-word'] }, page.words('disclosure.hint')),
          ...(label === null ? [] : [h('span', {}, label)]),
        ),
        h('div', { className: ['disclosure-body'] }, ...htmlOf(state, body)),
      ),
    ];
  },
};
