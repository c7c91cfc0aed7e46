/** `:::hint[Title]`: closed until the reader asks. */
import { z } from 'zod';
import { h, htmlOf } from '../tree.ts';
import { isLabel, labelOf } from './aside.ts';
import { directiveOf } from './directive.ts';

export const hint = directiveOf({
  forms: ['containerDirective'],
  attributes: z.strictObject({}).describe('Closed until the reader asks for it; no secret, for the page holds it.'),
  render(state, node, page) {
    if (node.type !== 'containerDirective') return [];
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
});
