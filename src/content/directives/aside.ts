/** `:::note[Title]`, `:::safety[Title]`, `:::try[Title]`: a remark beside the text, with a sign and a word. */
import { icon } from '../icons.ts';
import { h, htmlOf, type MarkdownNode, textOf } from '../tree.ts';
import type { DirectiveKind } from './directive.ts';

export const isLabel = (node: MarkdownNode): boolean =>
  node.type === 'paragraph' && (node.data as { directiveLabel?: boolean } | undefined)?.directiveLabel === true;

/** The label in brackets, as plain text; `null` without one. */
export function labelOf(children: readonly MarkdownNode[]): string | null {
  const label = children.find(isLabel);
  return label ? textOf(label) : null;
}

const aside = (kind: 'note' | 'safety' | 'try'): DirectiveKind => ({
  forms: ['containerDirective'],
  attributes: [],
  render(state, node, page) {
    const label = labelOf(node.children);
    const word = page.words(`aside.${kind}`);
    const title = label === null ? word : `${word}${page.locale === 'en' ? ': ' : '：'}${label}`;
    return [
      h(
        'aside',
        { className: ['aside', `aside-${kind}`], ariaLabel: title },
        h('p', { className: ['aside-title'] }, icon(kind), h('span', {}, title)),
        h(
          'div',
          { className: ['aside-body'] },
          ...htmlOf(
            state,
            node.children.filter((child) => !isLabel(child)),
          ),
        ),
      ),
    ];
  },
});

export const note = aside('note');
export const safety = aside('safety');
export const tryIt = aside('try');
