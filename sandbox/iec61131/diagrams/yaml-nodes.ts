/** Nodes of a YAML text as ladder files use them: lists, maps and texts with their places. Anchors, aliases and tags are not among them. */
import { isMap, isNode, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import type { FilePlace } from './origin.ts';

/** A scalar as a text, number or not, with where it stands. */
export interface PlacedText {
  value: string;
  place: FilePlace;
  /** The lines of `value`, each where it stands letter for letter; `null` where an escape or a fold has changed it. */
  lines: readonly (FilePlace | null)[];
}

export interface PlacedEntry {
  key: string;
  keyPlace: FilePlace;
  /** `null`: a key without a value. */
  value: Node | null;
}

export const placeOf = (node: Node, base: number): FilePlace => {
  const [start, end] = node.range ?? [0, 0];
  return { start: base + start, end: base + end };
};

/** Where the last word of a node ends: a list or map over several lines reaches over the remarks behind it. */
export function endOf(node: Node): number {
  const isBlock = (isMap(node) || isSeq(node)) && node.flow !== true;
  const last = isMap(node) ? node.items.at(-1)?.value : isSeq(node) ? node.items.at(-1) : null;
  return isBlock && isNode(last) ? endOf(last) : (node.range?.[1] ?? 0);
}

/** `null` where it is no plain map of texts: with anchors, tags or keys that are no words. */
export function entriesOf(node: Node | null, base: number): PlacedEntry[] | null {
  if (!isMap(node) || node.anchor !== undefined || node.tag !== undefined) return null;
  const entries: PlacedEntry[] = [];
  for (const { key, value } of node.items) {
    if (!isScalar(key) || typeof key.value !== 'string') return null;
    entries.push({ key: key.value, keyPlace: placeOf(key, base), value: (value as Node | null) ?? null });
  }
  return entries;
}

export function itemsOf(node: Node | null): Node[] | null {
  if (!isSeq(node) || node.anchor !== undefined || node.tag !== undefined) return null;
  return node.items as Node[];
}

export function textOf(node: Node | null, text: string, base: number): PlacedText | null {
  if (!isScalar(node) || node.anchor !== undefined || node.tag !== undefined) return null;
  const [start, end] = node.range ?? [0, 0];
  const place = { start: base + start, end: base + end };
  // `80.0`, `TRUE` and `16#FF` are words of the language, whatever YAML takes them for.
  const value = typeof node.value === 'string' ? node.value : (node.source ?? '');
  return { value, place, lines: linesOf(node, value, text, base) };
}

function linesOf(node: Scalar, value: string, text: string, base: number): (FilePlace | null)[] {
  const [start, end] = node.range ?? [0, 0];
  if (node.type === 'PLAIN' && !value.includes('\n')) return [{ start: base + start, end: base + start + value.length }];
  if (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE') {
    const isPlain = text.slice(start + 1, end - 1) === value;
    return isPlain ? [{ start: base + start + 1, end: base + end - 1 }] : value.split('\n').map(() => null);
  }
  if (node.type !== 'BLOCK_LITERAL') return value.split('\n').map(() => null);
  // After the line of the `|`, the lines of a literal stand one by one behind their common indentation.
  let at = text.indexOf('\n', start) + 1;
  return value.split('\n').map((line) => {
    const lineEnd = text.indexOf('\n', at) === -1 ? text.length : text.indexOf('\n', at);
    const from = lineEnd - line.length;
    const stands = at <= from && text.slice(from, lineEnd) === line;
    at = lineEnd + 1;
    return stands ? { start: base + from, end: base + lineEnd } : null;
  });
}
