/** STRUCT with relative locations, `AT %B2`, and OVERLAP: clause 6.4.4.6. Counted as direct addresses are: `%W2` begins at byte 4. */

import { sizeOf } from '../codegen/sizes.ts';
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { typeName } from './type-relations.ts';
import type { StructField, Type } from './types.ts';

const bytesOf: Readonly<Record<string, number>> = { X: 1, B: 1, W: 2, D: 4, L: 8 };
/** Structures end here. */
const LARGEST_OFFSET = 65_536;

/** The place of a field; `null` after a diagnostic. */
export function fieldPlace(body: Body, node: ast.Node & { text: string }, type: Type): StructField['at'] | null {
  const match = /^%([XBWDL])(\d{1,5})(?:\.([0-7]))?$/i.exec(node.text);
  const size = (match?.[1] ?? '').toUpperCase();
  if (match === null || (size === 'X') !== (match[3] !== undefined)) {
    body.report('ST2169', node, { text: node.text });
    return null;
  }
  const isBool = type.kind === 'elementary' && type.name === 'BOOL';
  if ((size === 'X') !== isBool || !isPlain(type)) {
    body.report('ST2170', node, { text: node.text, type: typeName(type) });
    return null;
  }
  const byte = Number(match[2]) * bytesOf[size]!;
  if (byte > LARGEST_OFFSET) {
    body.report('ST2169', node, { text: node.text });
    return null;
  }
  return { byte, bit: size === 'X' ? Number(match[3]) : -1 };
}

/**
 * Bytes that mean something whatever they are: no references or instances, and no BOOL that fills a byte. `strings`: these too, whose
 * length is taken for no more than their room; but no USTRING, whose bytes depend on each other.
 */
export function isPlain(type: Type, strings = false): boolean {
  switch (type.kind) {
    case 'elementary':
    case 'enum':
    case 'subrange':
      return true;
    case 'string':
      return strings && type.name !== 'USTRING';
    case 'array':
      return type.bounds === undefined && isPlain(type.element, strings) && !isBool(type.element);
    case 'struct':
      return type.fields.every((field) => isPlain(field.type, strings) && (!isBool(field.type) || (field.at?.bit ?? -1) >= 0));
    default:
      return false;
  }
}

function isBool(type: Type): boolean {
  return type.kind === 'elementary' && type.name === 'BOOL';
}

/** Fields may share bytes only where the structure says OVERLAP. Reports; false when they do. */
export function checkOverlap(body: Body, fields: readonly (StructField & { node: ast.Node })[], overlap: boolean): boolean {
  if (overlap) {
    const wrong = fields.find((field) => !isPlain(field.type) || (isBool(field.type) && (field.at?.bit ?? -1) < 0));
    if (wrong === undefined) return true;
    body.report('ST2170', wrong.node, { text: wrong.name, type: typeName(wrong.type) });
    return false;
  }
  if (fields.every(({ at }) => at === undefined)) return true;
  let end = 0;
  const spans = fields.map((field) => {
    const from = (field.at?.byte ?? end) * 8 + Math.max(field.at?.bit ?? 0, 0);
    const to = (field.at?.bit ?? -1) >= 0 ? from + 1 : from + sizeOf(field.type) * 8;
    end = Math.max(end, Math.ceil(to / 8));
    return { field, from, to };
  });
  spans.sort((a, b) => a.from - b.from || a.to - b.to);
  for (const [i, { field, from }] of spans.entries()) {
    const before = spans[i - 1];
    if (before === undefined || from >= before.to) continue;
    body.report('ST2171', field.node, { name: field.name, other: before.field.name });
    return false;
  }
  return true;
}
