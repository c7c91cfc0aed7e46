/** The two trees of a page: Markdown (mdast, with directives) and HTML (hast), and the few acts on them that lessons need. */
import type { Element, ElementContent, Root as HtmlRoot, Properties } from 'hast';
import type { Root as MarkdownRoot, Nodes } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import type {} from 'remark-directive';
import type { Options } from 'remark-rehype';
import { unified } from 'unified';

export type { ElementContent, HtmlRoot, MarkdownRoot };
export type MarkdownNode = Nodes;
export type ContainerDirective = Extract<Nodes, { type: 'containerDirective' }>;
type LeafDirective = Extract<Nodes, { type: 'leafDirective' }>;
type TextDirective = Extract<Nodes, { type: 'textDirective' }>;
export type Directive = ContainerDirective | LeafDirective | TextDirective;

type Handler = NonNullable<NonNullable<Options['handlers']>[keyof NonNullable<Options['handlers']>]>;
/** Turns Markdown into HTML, handler by handler. */
export type ToHtml = Parameters<Handler>[0];

/** An element: `h('p', { className: ['note'] }, 'text', child)`. */
export function h(tagName: string, properties: Properties, ...children: (ElementContent | string)[]): Element {
  return {
    type: 'element',
    tagName,
    properties,
    children: children.map((child) => (typeof child === 'string' ? { type: 'text', value: child } : child)),
  };
}

/** HTML that we made, from an author's Markdown or ourselves. */
export const raw = (html: string): ElementContent => ({ type: 'raw', value: html }) as unknown as ElementContent;

const writer = unified().use(rehypeStringify, { allowDangerousHtml: true });

/** `raw` nodes are only ever made by us (sanitised drawings); what an author writes as HTML was refused before. */
export function toHtml(children: ElementContent[]): string {
  return writer.stringify({ type: 'root', children });
}

/** The plain text below a node. */
export function textOf(node: MarkdownNode): string {
  if ('value' in node && typeof node.value === 'string') return node.value;
  if ('children' in node) return node.children.map(textOf).join('');
  return '';
}

/** Children of a node that holds some, without those for which `unwanted` holds. */
export function htmlOf(state: ToHtml, children: readonly MarkdownNode[]): ElementContent[] {
  return children.flatMap((child) => {
    const made = state.one(child, undefined);
    return made === undefined ? [] : Array.isArray(made) ? (made as ElementContent[]) : [made as ElementContent];
  });
}
