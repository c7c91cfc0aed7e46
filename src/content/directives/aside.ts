/** `:::note[Title]`, `:::safety[Title]`, `:::try[Title]`: a remark beside the text, with a sign and a word. */
import { z } from 'zod';
import { icon } from '../icons.ts';
import { type ElementContent, h, htmlOf, type MarkdownNode, type ToHtml, textOf } from '../tree.ts';
import { type DirectiveKind, directiveOf, type PageContext } from './directive.ts';

export const isLabel = (node: MarkdownNode): boolean =>
  node.type === 'paragraph' && (node.data as { directiveLabel?: boolean } | undefined)?.directiveLabel === true;

/** The label in brackets, as plain text; `null` without one. */
export function labelOf(children: readonly MarkdownNode[]): string | null {
  const label = children.find(isLabel);
  return label ? textOf(label) : null;
}

/** A block of commands runs in the lab's terminal (src/components/try-element.ts); one marked `by-hand` has something to be filled in. */
const isCommands = (node: MarkdownNode): boolean =>
  node.type === 'code' && (node.lang === 'sh' || node.lang === 'shell') && !node.meta?.split(' ').includes('by-hand');

function bodyOf(state: ToHtml, children: readonly MarkdownNode[], page: PageContext): ElementContent[] {
  const words = { dataRun: page.words('try.run'), dataComing: page.words('try.coming') };
  return children.flatMap((child) => {
    const made = htmlOf(state, [child]);
    return isCommands(child) ? [h('mw-try', { className: ['try'], ...words }, ...made)] : made;
  });
}

const aside = (kind: 'note' | 'safety' | 'try', meaning: string): DirectiveKind =>
  directiveOf({
    forms: ['containerDirective'],
    attributes: z.strictObject({}).describe(meaning),
    render(state, node, page) {
      if (node.type !== 'containerDirective') return [];
      const label = labelOf(node.children);
      const word = page.words(`aside.${kind}`);
      const title = label === null ? word : `${word}${page.locale === 'en' ? ': ' : '：'}${label}`;
      const body = node.children.filter((child) => !isLabel(child));
      return [
        h(
          'aside',
          { className: ['aside', `aside-${kind}`], ariaLabel: title },
          h('p', { className: ['aside-title'] }, icon(kind), h('span', {}, title)),
          h('div', { className: ['aside-body'] }, ...(kind === 'try' ? bodyOf(state, body, page) : htmlOf(state, body))),
        ),
      ];
    },
  });

export const note = aside('note', 'A remark beside the text. The label in brackets is its title.');
export const safety = aside('safety', 'What a reader must not do, or must do first, for nobody to be hurt.');
export const tryIt = aside(
  'try',
  'Something to try. A block marked `sh` runs in the terminal of the lab at a press; one marked `sh by-hand` has something to be filled in first.',
);
