/** Texts and comments of a parsed file, by nodes of its tree. */
import type { Node } from '../syntax/ast.ts';
import { lineAt, type TokenStream } from '../syntax/tokens.ts';

export class SourceText {
  readonly tokens: TokenStream;

  constructor(tokens: TokenStream) {
    this.tokens = tokens;
  }

  startOf(node: Node): number {
    return this.tokens.starts[node.first] ?? this.tokens.file.text.length;
  }
  endOf(node: Node): number {
    return this.tokens.ends[node.last] ?? this.tokens.file.text.length;
  }
  /** As written, comments inside included. */
  of(node: Node): string {
    return this.tokens.file.text.slice(this.startOf(node), this.endOf(node));
  }
  between(start: number, end: number): string {
    return this.tokens.file.text.slice(start, Math.max(start, end));
  }
  lineOf(node: Node): number {
    return lineAt(this.tokens.lineStarts, this.startOf(node));
  }
  /** Comments that begin in a range, without their delimiters. */
  commentsIn(start: number, end: number): { at: number; text: string }[] {
    return this.tokens.trivia
      .filter((trivia) => trivia.kind === 'comment' && trivia.start >= start && trivia.start < end)
      .map((trivia) => ({ at: trivia.start, text: withoutDelimiters(this.between(trivia.start, trivia.end)) }));
  }
  hasPragmas(start: number, end: number): boolean {
    return this.tokens.trivia.some((trivia) => trivia.kind === 'pragma' && trivia.start >= start && trivia.start < end);
  }
}

function withoutDelimiters(comment: string): string {
  if (comment.startsWith('//')) return comment.slice(2).trim();
  return comment
    .replace(/^(?:\(\*|\/\*)+|(?:\*\)|\*\/)$/g, '')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();
}

/**
 * Which comment documents which of `nodes` (in the order of the text): one that begins on the line where a node ends is that node's;
 * any other is of the node that follows, or of the last.
 */
export function documentationOf<T extends Node>(
  source: SourceText,
  nodes: readonly T[],
  start: number,
  end: number,
): Map<T, string> {
  const found = new Map<T, string>();
  for (const { at, text } of source.commentsIn(start, end)) {
    const beside = nodes.findLast((node) => source.startOf(node) <= at);
    const isBeside = beside !== undefined && !source.between(source.endOf(beside), at).includes('\n');
    const owner = isBeside ? beside : (nodes.find((node) => source.startOf(node) > at) ?? nodes.at(-1));
    if (owner === undefined || text === '') continue;
    const before = found.get(owner);
    found.set(owner, before === undefined ? text : `${before}\n${text}`);
  }
  return found;
}

/** Lines of comment that say `text`; nothing in it can end them. */
export function commentLines(text: string, indent = ''): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `${indent}// ${line.trim()}`.trimEnd())
    .join('\n');
}
