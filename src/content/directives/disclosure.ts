/** `:::hint[Title]` and `:::solution[Title]`: closed until the reader asks. */
import { h, htmlOf } from '../tree.ts';
import { isLabel, labelOf } from './aside.ts';
import type { DirectiveKind } from './directive.ts';

const disclosure = (kind: 'hint' | 'solution'): DirectiveKind => ({
  forms: ['containerDirective'],
  attributes: [],
  render(state, node, page) {
    const label = labelOf(node.children);
    return [
      h(
        'details',
        { className: ['disclosure', `disclosure-${kind}`] },
        h(
          'summary',
          {},
          h('span', { className: ['disclosure-word'] }, page.words(`disclosure.${kind}`)),
          ...(label === null ? [] : [h('span', {}, label)]),
        ),
        h(
          'div',
          { className: ['disclosure-body'] },
          ...htmlOf(
            state,
            node.children.filter((child) => !isLabel(child)),
          ),
        ),
      ),
    ];
  },
});

export const hint = disclosure('hint');
export const solution = disclosure('solution');
